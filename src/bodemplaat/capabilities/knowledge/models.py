"""Tables of this room. What a version says never changes once it was published: the database holds that."""

from typing import ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Q

from bodemplaat.capabilities.knowledge import lifecycle
from bodemplaat.foundation.organisations.models import Cooperation, Organisation
from bodemplaat.foundation.tenancy.api import Guarded, TenantModel, history_of
from bodemplaat.foundation.versions.api import DatedVersion

PUBLISHED = pgtrigger.Condition(
    "OLD.state <> 'draft' AND (OLD.content, OLD.number, OLD.answer_id, OLD.valid_from, OLD.is_for_customers)"
    " IS DISTINCT FROM (NEW.content, NEW.number, NEW.answer_id, NEW.valid_from, NEW.is_for_customers)"
)


class Answer(TenantModel):
    """An answer of a provider in a cooperation. What it says, its versions say."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    records: ClassVar[Guarded[Self]] = Guarded(cooperation="cooperation_id")

    class Meta(TenantModel.Meta):
        verbose_name = "answer"
        indexes = [models.Index(fields=["organisation"])]


@history_of("AnswerVersionHistory")
class AnswerVersion(DatedVersion):
    """What an answer is from a day until a day (the first on which it no longer is).

    ``content`` is what ``reckoning.content`` keeps. Partners in the cooperation read what is published for customers.
    """

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="versions")
    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT, related_name="+")
    is_for_customers = models.BooleanField(help_text="whether anybody but the provider's own people reads it")
    owner = models.UUIDField(help_text="the person who looks it over")
    review_on = models.DateField(help_text="the day on which it is looked over")
    published_by = models.UUIDField(null=True)

    records: ClassVar[Guarded[Self]] = Guarded(cooperation="cooperation_id")

    class Meta(DatedVersion.Meta):
        verbose_name = "answer"
        constraints = [
            models.UniqueConstraint(fields=["answer", "number"], name="each_answer_version_once"),
            models.UniqueConstraint(
                fields=["answer"],
                condition=Q(state=lifecycle.DRAFT),
                name="one_answer_version_in_the_making",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=models.F("valid_from")),
                name="an_answer_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(state=lifecycle.DRAFT, valid_from=None)
                | Q(state__in=lifecycle.SHOWN, valid_from__isnull=False),
                name="what_is_answered_has_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state"]),
            models.Index(fields=["cooperation", "state"]),
        ]
        triggers = [
            pgtrigger.Protect(name="published", operation=pgtrigger.Update, condition=PUBLISHED),
            pgtrigger.Protect(
                name="kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__state__in=lifecycle.SHOWN),
            ),
        ]


class AnswerUse(TenantModel):
    """That an answer was opened, answered, or that something was asked all the same. By nobody: an organisation, a moment.

    The row is of the reader's organisation; the provider, whose answer it is, counts it.
    """

    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="+", db_index=False)
    act = models.CharField(max_length=10)
    at = models.DateTimeField()

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True, partner="provider_id")

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(fields=["provider", "at"], name="uses_of_a_provider", include=("answer", "act")),
            models.Index(fields=["organisation", "at"], name="uses_at_an_organisation"),
        ]


class Gap(TenantModel):
    """Words that were searched and not found: how often, and when last. Without numbers and names of people."""

    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    words = models.CharField(max_length=120)
    times = models.PositiveIntegerField(default=1)
    last_at = models.DateTimeField()

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True, partner="provider_id")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "provider", "words"], name="each_gap_once_an_organisation"
            )
        ]
        indexes = [models.Index(fields=["provider", "-last_at"], name="gaps_of_a_provider")]
