"""Tables of retention: until when a record is kept, what holds it back, and by whom it was destroyed."""

from typing import ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from bodemplaat.foundation.tenancy.api import Guarded, TenantModel, history_of


@history_of("HoldHistory")
class Hold(TenantModel):
    """A reason why records are not destroyed, whatever their date: a dispute, an inquiry. Holds until it is lifted."""

    reason = models.CharField(max_length=500)
    by = models.UUIDField()
    at = models.DateTimeField()
    lifted_by = models.UUIDField(null=True)
    lifted_at = models.DateTimeField(null=True)
    lift_reason = models.CharField(max_length=500, blank=True)

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["organisation", "-at"])]


class ProposalState(models.TextChoices):
    """How far a proposal to destroy is."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    CONFIRMED = "confirmed"
    DESTROYED = "destroyed"
    REFUSED = "refused"


UNDECIDED = (ProposalState.PROPOSED, ProposalState.ACCEPTED, ProposalState.CONFIRMED)


@history_of("DestructionProposalHistory")
class DestructionProposal(TenantModel):
    """What may be destroyed in a month: proposed by the platform, accepted by one person and confirmed by another."""

    month = models.DateField()
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.PROPOSED)
    proposed_at = models.DateTimeField()
    accepted_by = models.UUIDField(null=True)
    accepted_by_name = models.CharField(max_length=120, blank=True)
    accepted_at = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)
    confirmed_by_name = models.CharField(max_length=120, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    refused_by = models.UUIDField(null=True)
    refused_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    destroyed_at = models.DateTimeField(null=True)

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "month"], name="one_destruction_a_month"),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(state__in=UNDECIDED), name="one_destruction_waits"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("accepted_by")), name="destroyed_by_two"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("confirmed", "destroyed"))
                | Q(accepted_by__isnull=False, confirmed_by__isnull=False),
                name="destroyed_after_both",
            ),
        ]


class Keeping(TenantModel):
    """Until when one closed record is kept: the day it counts from, by which category of which list.

    Of a log a record is a month; ``record`` is then made from the month and ``lines`` counts what it holds.
    """

    kind = models.SlugField(max_length=40)
    record = models.UUIDField()
    label = models.CharField(max_length=60, blank=True, help_text="a number or a month: no personal data")
    trigger_day = models.DateField()
    category = models.CharField(
        max_length=200, help_text="of the list; with own years the basis, where one is said"
    )
    list_version = models.CharField(max_length=20, help_text="empty with own years")
    own_years = models.PositiveSmallIntegerField(
        null=True, help_text="decided for the record itself, instead of those of its kind"
    )
    destroy_after = models.DateField()
    lines = models.PositiveIntegerField(default=1)
    hold = models.ForeignKey(Hold, null=True, on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey(
        DestructionProposal, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "record"], name="kept_once"),
            models.CheckConstraint(
                condition=Q(hold=None) | Q(proposal=None), name="what_is_held_is_not_proposed"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "destroy_after", "id"]),  # what is due
            models.Index(fields=["proposal", "kind"]),
        ]


class Certificate(TenantModel):
    """The declaration of destruction: what was destroyed, by which terms, who let it and when. No personal data of those
    whose records they were. Append-only, and kept for good.
    """

    proposal = models.OneToOneField(DestructionProposal, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    accepted_by_name = models.CharField(max_length=120)
    accepted_at = models.DateTimeField()
    confirmed_by_name = models.CharField(max_length=120)
    confirmed_at = models.DateTimeField()
    lines = models.JSONField()

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="one_certificate_per_number")
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
