"""Tables of the clock: when a provider is open. What a term becomes of it is worked out and never stored."""

from typing import ClassVar, Self

from django.db import models

from bodemplaat.foundation.organisations.models import Cooperation
from bodemplaat.foundation.tenancy.api import Guarded, TenantModel, history_of


@history_of("OpeningWeekHistory")
class OpeningWeek(TenantModel):
    """The week of a provider in a cooperation from a day on, until the next row.

    ``week`` holds seven lists of stretches such as ``09:00-17:00``, Monday first; ``free_days`` names whose public holidays
    it is closed on.
    """

    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    week = models.JSONField()
    free_days = models.CharField(max_length=10)
    written_by = models.UUIDField(null=True)
    written_at = models.DateTimeField()

    records: ClassVar[Guarded[Self]] = Guarded(cooperation="cooperation_id")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "cooperation", "valid_from"], name="one_opening_week_from_a_day"
            )
        ]


@history_of("SpecialDayHistory")
class SpecialDay(TenantModel):
    """One day on which a provider is open otherwise than its week says; no stretches: closed, for a reason."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    stretches = models.JSONField(default=list)
    reason = models.CharField(max_length=120)
    written_by = models.UUIDField(null=True)
    written_at = models.DateTimeField()

    records: ClassVar[Guarded[Self]] = Guarded(cooperation="cooperation_id")

    class Meta(TenantModel.Meta):
        verbose_name = "special day"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "cooperation", "day"], name="one_special_day")
        ]
