"""Tables of agreements. Each row belongs to the provider; the customer reads what was offered, and decides on it."""

from typing import ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from bodemplaat.capabilities.agreements import lifecycle
from bodemplaat.foundation.documents.models import Document
from bodemplaat.foundation.organisations.models import Cooperation, Organisation
from bodemplaat.foundation.proposals.models import Proposal
from bodemplaat.foundation.tenancy.api import Guarded, TenantModel, history_of


@history_of("CharterHistory")
class Charter(TenantModel):
    """What holds for all customers of a provider in a cooperation (handvest): a text for each of the eleven parts.

    Once published it never changes; all members read it then.
    """

    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    texts = models.JSONField()
    written_by = models.UUIDField(null=True, help_text="empty where the platform wrote it")
    written_at = models.DateTimeField()
    published_by = models.UUIDField(null=True)
    published_at = models.DateTimeField(null=True)

    records: ClassVar[Guarded[Self]] = Guarded(cooperation="cooperation_id", only_home=True)

    class Meta(TenantModel.Meta):
        verbose_name = "charter"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "cooperation", "number"], name="each_charter_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "cooperation"],
                condition=Q(published_at=None),
                name="one_charter_in_the_making",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.published_at IS NOT NULL"),
            )
        ]


@history_of("AgreementHistory")
class Agreement(TenantModel):
    """A version of an agreement of one kind with one customer, from a day until a day (the first without it).

    ``content`` is what ``reckoning.content`` keeps. ``ended_by`` gave notice; its last day is then ``valid_until``.
    """

    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=3)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default=lifecycle.DRAFT)
    charter = models.ForeignKey(Charter, null=True, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    proposal = models.OneToOneField(Proposal, null=True, on_delete=models.PROTECT, related_name="+")
    written_by = models.UUIDField(null=True, help_text="empty where the platform wrote it")
    written_by_name = models.CharField(max_length=120, blank=True)
    written_at = models.DateTimeField()
    ended_by_name = models.CharField(max_length=120, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=500, blank=True)

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True, partner="customer_id")

    class Meta(TenantModel.Meta):
        verbose_name = "agreement"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "customer", "kind", "number"], name="each_agreement_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "customer", "kind"],
                condition=Q(state__in=lifecycle.IN_THE_MAKING),
                name="one_agreement_in_the_making",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="an_agreement_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(state=lifecycle.DRAFT, proposal=None)
                | ~Q(state=lifecycle.DRAFT) & Q(proposal__isnull=False),
                name="what_is_offered_has_a_proposal",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "customer", "kind", "-number"], name="agreements_of_a_customer"
            ),
            models.Index(fields=["customer", "kind", "-number"], name="agreements_at_a_customer"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="as_offered",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.state <> 'draft' AND (OLD.organisation_id, OLD.cooperation_id, OLD.customer_id, OLD.kind,"
                    " OLD.number, OLD.charter_id, OLD.content, OLD.valid_from, OLD.proposal_id)"
                    " IS DISTINCT FROM (NEW.organisation_id, NEW.cooperation_id, NEW.customer_id, NEW.kind,"
                    " NEW.number, NEW.charter_id, NEW.content, NEW.valid_from, NEW.proposal_id)"
                    " OR OLD.state NOT IN ('draft', 'offered') AND NEW.state <> OLD.state"
                    " OR OLD.state = 'offered' AND NEW.valid_until IS DISTINCT FROM OLD.valid_until"
                ),
            ),
            pgtrigger.Protect(
                name="kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.state <> 'draft'"),
            ),
            pgtrigger.Trigger(
                name="signed_by_both",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.state <> 'signed' AND NEW.state = 'signed'"),
                func="""
                    IF (SELECT count(DISTINCT d.side) FROM proposals_decision d
                        WHERE d.proposal_id = NEW.proposal_id AND d.is_agreed) < 2
                    THEN RAISE EXCEPTION 'an agreement is signed by both'; END IF;
                    RETURN NEW;
                """,
            ),
        ]


@history_of("HandoverHistory")
class Handover(TenantModel):
    """What a side handed over of one delivery on one of its days, with the answer of the other side.

    ``line`` is the number of the delivery and ``planned`` its day in the agreement; what was sent back is handed over anew,
    with the next ``number``. ``evidence`` is kept at the provider.
    """

    customer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    line = models.PositiveSmallIntegerField()
    planned = models.DateField()
    number = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=500, blank=True)
    evidence = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    evidence_name = models.CharField(max_length=120, blank=True)
    handed_over_by = models.UUIDField(null=True, help_text="empty where the platform did")
    handed_over_by_name = models.CharField(max_length=120, blank=True)
    handed_over_at = models.DateTimeField()
    answer = models.CharField(max_length=9, blank=True)
    answered_by = models.UUIDField(null=True)
    answered_by_name = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True, partner="customer_id")

    class Meta(TenantModel.Meta):
        verbose_name = "delivery"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "customer", "line", "planned", "number"], name="each_handover_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "customer", "line", "planned"],
                condition=~Q(answer=lifecycle.SENT_BACK),
                name="one_handover_that_counts",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | Q(answer=lifecycle.RECEIVED, answered_at__isnull=False)
                | Q(answer=lifecycle.SENT_BACK, answered_at__isnull=False) & ~Q(reason=""),
                name="an_answer_has_its_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "planned"], name="handovers_at_a_customer"),
            models.Index(fields=["organisation", "planned"], name="handovers_of_a_provider"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="as_handed_over",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.answer <> '' OR (OLD.organisation_id, OLD.customer_id, OLD.agreement_id, OLD.line, OLD.planned,"
                    " OLD.number, OLD.note, OLD.evidence_id, OLD.handed_over_by, OLD.handed_over_by_name,"
                    " OLD.handed_over_at) IS DISTINCT FROM (NEW.organisation_id, NEW.customer_id, NEW.agreement_id,"
                    " NEW.line, NEW.planned, NEW.number, NEW.note, NEW.evidence_id, NEW.handed_over_by,"
                    " NEW.handed_over_by_name, NEW.handed_over_at)"
                ),
            )
        ]
