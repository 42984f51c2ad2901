"""The table of dated rules, of every kind."""

from typing import ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Q

from bodemplaat.foundation.proposals.models import Proposal
from bodemplaat.foundation.tenancy.api import Guarded, TenantModel


class DatedRule(TenantModel):
    """What is to hold of one kind of rule from a day on, once its proposal is confirmed. Append-only.

    What the platform laid down when there were no such rules has no proposal, and holds.
    """

    kind = models.SlugField(max_length=40)
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="+", null=True)
    valid_from = models.DateField()
    terms = models.JSONField(help_text="what it says, as its kind reads it")

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        verbose_name = "rule"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind"],
                condition=Q(proposal=None),
                name="one_rule_of_a_kind_was_laid_down",
            )
        ]
        indexes = [models.Index(fields=["organisation", "kind", "valid_from"], name="rules_by_day")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
