"""Tables of this room: what both sides signed. What is live is worked out and never stored."""

from typing import ClassVar, Self

import pgtrigger
from django.db import models

from bodemplaat.foundation.organisations.models import Organisation
from bodemplaat.foundation.proposals.models import Proposal
from bodemplaat.foundation.tenancy.api import Guarded, TenantModel


class PerformanceReport(TenantModel):
    """The figures of a period as the provider offered them to a customer, with the cases they rest on. Append-only.

    Where it stands is what its proposal says: it waits for signatures, was signed by both, refused or taken back.
    """

    customer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()
    as_of = models.DateTimeField(help_text="when the figures were worked out")
    figures = models.JSONField()
    agreed = models.JSONField(
        default=dict, help_text="the plan of the year and the duties of the customer, as shown"
    )
    cases = models.JSONField(help_text="per service the cases: number, came in, closed, whether in time")

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True, partner="customer_id")

    class Meta(TenantModel.Meta):
        verbose_name = "report"
        indexes = [
            models.Index(fields=["organisation", "customer", "-first_day"]),
            models.Index(fields=["customer", "-first_day"]),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
