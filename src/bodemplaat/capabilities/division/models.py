"""Tables of the cut. It belongs to the organisation at which the cooperation is seated; all members read it."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from bodemplaat.capabilities.division.lifecycle import ADOPTED, DRAFT, OPEN
from bodemplaat.foundation.organisations.models import Cooperation, Organisation
from bodemplaat.foundation.tenancy.api import Guarded, TenantModel, history_of


def _no_functions() -> dict[str, Any]:
    return {}


@history_of("CutVersionHistory")
class CutVersion(TenantModel):
    """A version of the cut of a cooperation; ``holds_from`` is its first day, set when it is proposed.

    ``finishes_open`` and ``reads_earlier`` say what remains with the earlier provider of a task that goes over by it, as
    in ``Provision``. ``functions`` names, by pair of steps, the two functions that do them. ``fills_with`` is what it began as.
    """

    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default=DRAFT)
    fills_with = models.CharField(max_length=20)
    remarks = models.CharField(max_length=500, blank=True)
    functions = models.JSONField(default=_no_functions)
    holds_from = models.DateField(null=True)
    finishes_open = models.BooleanField(default=True)
    reads_earlier = models.BooleanField(default=True)
    drafted_by = models.UUIDField()
    drafted_at = models.DateTimeField()
    proposed_by = models.UUIDField(null=True)
    proposed_at = models.DateTimeField(null=True)
    adopted_by = models.UUIDField(null=True)
    adopted_at = models.DateTimeField(null=True)

    records: ClassVar[Guarded[Self]] = Guarded(cooperation="cooperation_id")

    class Meta(TenantModel.Meta):
        verbose_name = "cut"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "cooperation", "number"], name="one_cut_per_number"
            ),
            models.UniqueConstraint(
                fields=["organisation", "cooperation"],
                condition=Q(state__in=OPEN),
                name="one_cut_is_worked_on",
            ),
            models.UniqueConstraint(
                fields=["organisation", "cooperation", "holds_from"],
                condition=Q(state=ADOPTED),
                name="one_cut_from_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=ADOPTED)
                | Q(proposed_by__isnull=False, adopted_by__isnull=False, holds_from__isnull=False)
                & ~Q(adopted_by=F("proposed_by")),
                name="cut_adopted_by_two",
            ),
        ]
        indexes = [models.Index(fields=["cooperation", "state", "-holds_from"], name="cuts_in_force")]


@history_of("CutRowHistory")
class CutRow(TenantModel):
    """To whom a version gives a process: for all customers, or for one that differs.

    ``provider`` is whom of the members it goes to; ``other_provider`` the name of one outside. ``parts`` are the
    sub-processes of what is split: a list of ``[name, side]``.
    """

    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(CutVersion, on_delete=models.CASCADE, related_name="+")
    process = models.CharField(max_length=12)
    customer = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=16)
    provider = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    other_provider = models.CharField(max_length=120, blank=True)
    parts = models.JSONField(default=list)
    takes_write_off = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    remarks = models.CharField(max_length=500, blank=True)

    records: ClassVar[Guarded[Self]] = Guarded(cooperation="cooperation_id")

    class Meta(TenantModel.Meta):
        verbose_name = "row of a cut"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "version", "process", "customer"],
                nulls_distinct=False,
                name="one_row_of_a_cut",
            ),
        ]
        indexes = [models.Index(fields=["version", "process"], name="rows_of_a_cut")]


@history_of("CutConsentHistory")
class CutConsent(TenantModel):
    """That a controller of a customer agrees, or does not, with a proposal by which a task of that customer goes over.

    Not agreeing carries a ``reason``; answering again replaces it. ``proposed_at`` is of the proposal it was given to: one that was withdrawn and changed asks for it anew.
    """

    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(CutVersion, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    agrees = models.BooleanField(default=True)
    reason = models.CharField(max_length=300, blank=True)
    given_by = models.UUIDField()
    given_at = models.DateTimeField()

    records: ClassVar[Guarded[Self]] = Guarded(cooperation="cooperation_id")

    class Meta(TenantModel.Meta):
        verbose_name = "consent to a cut"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "version", "proposed_at"], name="one_consent_to_a_proposal"
            ),
            models.CheckConstraint(
                condition=Q(agrees=True, reason="") | Q(agrees=False) & ~Q(reason=""),
                name="no_consent_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["version"], name="consents_to_a_cut")]
