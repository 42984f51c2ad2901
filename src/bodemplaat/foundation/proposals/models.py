"""Tables of proposals. What is proposed, and for what, stays in the room that asks: with a key to the proposal."""

from typing import ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Q

from bodemplaat.foundation.tenancy.api import Guarded, TenantModel, history_of

WAITING, CONFIRMED, REFUSED, WITHDRAWN, EXPIRED = "waiting", "confirmed", "refused", "withdrawn", "expired"
STATES = (WAITING, CONFIRMED, REFUSED, WITHDRAWN, EXPIRED)

_BY_ALL = """
    IF EXISTS (
        SELECT FROM jsonb_array_elements_text(NEW.sides) AS side
        WHERE NOT EXISTS (
            SELECT FROM proposals_decision d WHERE d.proposal_id = NEW.id AND d.side = side AND d.is_agreed
        )
    ) THEN RAISE EXCEPTION 'not every side has agreed with this proposal'; END IF;
    RETURN NEW;
"""
_BY_ANOTHER = """
    IF NOT EXISTS (
        SELECT FROM proposals_proposal p WHERE p.id = NEW.proposal_id AND p.state = 'waiting'
        AND p.proposed_by <> NEW.person AND p.sides ? NEW.side
    ) THEN RAISE EXCEPTION 'nobody decides on their own proposal, nor on one that does not wait for this side'; END IF;
    RETURN NEW;
"""


@history_of("ProposalHistory")
class Proposal(TenantModel):
    """Something that one person proposes for ``organisation`` and that others decide on: one for each of ``sides``.

    ``subject`` is what it is about, in the words of its kind: one waits at a time. ``partner`` is the other party where people
    of two organisations decide; it reads the proposal as well. ``expires_on`` is the last day on which somebody can decide.
    """

    kind = models.SlugField(max_length=40)
    subject = models.CharField(max_length=64)
    partner = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    sides = models.JSONField()
    state = models.CharField(max_length=10, default=WAITING)
    reason = models.CharField(max_length=500, blank=True)
    expires_on = models.DateField(null=True)
    proposed_by = models.UUIDField()
    proposed_by_name = models.CharField(
        max_length=120, blank=True, help_text="as the other party may read it"
    )
    proposed_at = models.DateTimeField()
    closed_by = models.UUIDField(null=True, help_text="who confirmed it last, refused it or took it back")
    closed_at = models.DateTimeField(null=True)

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True, partner="partner_id")

    class Meta(TenantModel.Meta):
        verbose_name = "proposal"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "subject"],
                condition=Q(state=WAITING),
                name="one_proposal_of_a_subject_waits",
            ),
            models.CheckConstraint(condition=Q(state__in=STATES), name="proposal_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(state=WAITING, closed_at=None) | ~Q(state=WAITING) & Q(closed_at__isnull=False),
                name="proposal_closed_at_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "kind", "-proposed_at"], name="proposals_newest"),
            models.Index(fields=["partner", "kind", "-proposed_at"], name="proposals_at_partner"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="as_proposed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.state <> 'waiting' OR (OLD.organisation_id, OLD.partner_id, OLD.kind, OLD.subject, OLD.sides,"
                    " OLD.reason, OLD.expires_on, OLD.proposed_by, OLD.proposed_at) IS DISTINCT FROM"
                    " (NEW.organisation_id, NEW.partner_id, NEW.kind, NEW.subject, NEW.sides,"
                    " NEW.reason, NEW.expires_on, NEW.proposed_by, NEW.proposed_at)"
                ),
            ),
            pgtrigger.Trigger(
                name="confirmed_by_all",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.state = 'confirmed'"),
                func=_BY_ALL,
            ),
        ]


class Decision(TenantModel):
    """That one person agrees or refuses, for one side; it belongs to where that person decided. Append-only."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="decisions", db_index=False)
    side = models.SlugField(max_length=40)
    person = models.UUIDField()
    name = models.CharField(max_length=120, blank=True, help_text="as the other party may read it")
    is_agreed = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    records: ClassVar[Guarded[Self]] = Guarded(
        tenant="proposal__organisation_id", partner="proposal__partner_id", only_home=True
    )

    class Meta(TenantModel.Meta):
        verbose_name = "decision"
        constraints = [
            models.UniqueConstraint(fields=["proposal", "side"], name="each_side_decides_once"),
            models.UniqueConstraint(fields=["proposal", "person"], name="nobody_decides_for_two_sides"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="by_another", when=pgtrigger.Before, operation=pgtrigger.Insert, func=_BY_ANOTHER
            ),
        ]
