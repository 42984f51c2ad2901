"""Tables of claims. Events are kept and never changed; totals and terms are derived from rows."""

from typing import ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Q

from bodemplaat.capabilities.claims import lifecycle
from bodemplaat.engines import approval
from bodemplaat.foundation.access.models import ApprovalStep
from bodemplaat.foundation.documents.models import Document
from bodemplaat.foundation.organisations.models import Employment, Organisation, Person, Unit
from bodemplaat.foundation.tenancy.api import ClockTimestamp, Guarded, TenantModel, history_of


@history_of("ClaimSettingsHistory")
class ClaimSettings(TenantModel):
    """An organisation's rules from a day on, until the next row. Amounts in cents."""

    valid_from = models.DateField()
    max_age_days = models.PositiveSmallIntegerField()
    threshold_cents = models.PositiveIntegerField(null=True)
    sample_percent = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    fallback_function = models.SlugField(max_length=40)
    chain = models.JSONField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "valid_from"], name="one_claim_settings_from_a_day"
            )
        ]


@history_of("ClaimKindHistory")
class ClaimKind(TenantModel):
    """A kind of cost from a day on, until the next row of the same code. ``offered`` false ends it."""

    code = models.SlugField(max_length=40)
    valid_from = models.DateField()
    offered = models.BooleanField(default=True)
    name_nl = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    basis = models.CharField(max_length=10)
    rate = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    limit_cents = models.PositiveIntegerField(null=True)
    evidence_from_cents = models.PositiveIntegerField(null=True)
    taakveld = models.CharField(max_length=10, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=200, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code", "valid_from"], name="one_claim_kind_from_a_day"
            )
        ]


class ClaimCounter(TenantModel):
    """The last number given out in a year; held while the next is taken, so that numbers have no gaps."""

    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year"], name="one_claim_counter_a_year")
        ]


LISTED = ("submitted_at", "provider", "claimant", "total_cents")
"""Beside the order of a list: what says who sees a claim, and its amount."""


@history_of("ClaimHistory")
class Claim(TenantModel):
    """One claim of one employee."""

    claimant = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    employment = models.ForeignKey(Employment, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    provider = models.ForeignKey(
        Organisation,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        help_text="whose clerks check it: who provides claims when it is handed in, or whoever took it over",
    )
    number = models.CharField(max_length=16, blank=True)
    description = models.CharField(max_length=140, blank=True)
    iban = models.CharField(max_length=34, blank=True)
    account_differs = models.BooleanField(
        default=False, help_text="handed in with another account than the one known of the employee"
    )
    account_looked_at_at = models.DateTimeField(null=True)
    account_looked_at_by = models.UUIDField(null=True)
    version = models.PositiveIntegerField(default=0, help_text="of what is filled in: goes up at each save")
    form_key = models.CharField(max_length=64, blank=True, help_text="the opened form that saved it last")
    state = models.CharField(max_length=12, default=lifecycle.DRAFT)
    total_cents = models.BigIntegerField(default=0)
    round = models.PositiveSmallIntegerField(default=0)
    passed_small = models.BooleanField(
        default=False, help_text="under the threshold: may be drawn into a sample"
    )
    start_key = models.CharField(max_length=64)
    submit_key = models.CharField(max_length=64, blank=True)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    first_submitted_at = models.DateTimeField(
        null=True,
        help_text="handed in for the first time: lead time and month count from here, and it never moves",
    )
    submitted_at = models.DateTimeField(
        null=True, help_text="handed in last: the rules and the ledger of that day hold for the running round"
    )
    approved_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True, help_text="paid, rejected or withdrawn")

    records: ClassVar[Guarded[Self]] = Guarded(handled_by="provider_id", personal="claimant_id")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "claimant", "start_key"], name="one_claim_per_start_key"
            ),
            models.UniqueConstraint(
                fields=["organisation", "number"], name="one_claim_per_number", condition=~Q(number="")
            ),
        ]
        indexes = [
            # one's own claims, newest first
            models.Index(fields=["organisation", "claimant", "-changed_at"]),
            # the controller's list and the desk's, newest first, whole or by state, or by amount: with all that the
            # policies and the count at its foot ask, so that walking and counting a list opens no claim
            models.Index(
                fields=["organisation", "-first_submitted_at", "-id"],
                include=LISTED,
                name="claims_listed",
            ),
            models.Index(
                fields=["organisation", "state", "-first_submitted_at", "-id"],
                include=LISTED,
                name="claims_listed_by_state",
            ),
            models.Index(
                fields=["organisation", "-total_cents", "-id"],
                include=("submitted_at", "provider", "claimant"),
                name="claims_listed_by_amount",
            ),
            # the sample of a month
            models.Index(
                fields=["organisation", "submitted_at"], name="claims_small", condition=Q(passed_small=True)
            ),
        ]


@history_of("ClaimLineHistory")
class ClaimLine(TenantModel):
    """One cost of a claim, and where it is booked."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    kind = models.SlugField(max_length=40, db_index=False)
    day = models.DateField(null=True)
    description = models.CharField(max_length=140, blank=True)
    amount_cents = models.BigIntegerField(null=True)
    kilometres = models.DecimalField(max_digits=7, decimal_places=1, null=True)
    origin = models.CharField(max_length=80, blank=True)
    destination = models.CharField(max_length=80, blank=True)
    taakveld = models.CharField(max_length=10, blank=True)
    cost_centre = models.CharField(max_length=20, blank=True)

    records: ClassVar[Guarded[Self]] = Guarded(handled_by="claim__provider_id", personal="claim__claimant_id")

    class Meta(TenantModel.Meta):
        indexes = [
            # the same claim twice: same kind, day and amount
            models.Index(fields=["organisation", "day", "amount_cents"], name="claim_lines_alike"),
        ]


class LineEvidence(TenantModel):
    """A photo or PDF that proves a line."""

    line = models.ForeignKey(ClaimLine, on_delete=models.CASCADE, related_name="evidence")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")

    records: ClassVar[Guarded[Self]] = Guarded(
        handled_by="line__claim__provider_id", personal="line__claim__claimant_id"
    )

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["line", "document"], name="evidence_once_per_line")]


class StruckEvidence(TenantModel):
    """Evidence that was handed in with a claim and crossed out afterwards: kept, and shown as such. Append-only."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    kind = models.SlugField(max_length=40, db_index=False)
    description = models.CharField(max_length=140, blank=True)
    amount_cents = models.BigIntegerField(null=True)
    struck_at = models.DateTimeField()
    struck_by = models.UUIDField(null=True)
    struck_by_name = models.CharField(max_length=120, blank=True)

    records: ClassVar[Guarded[Self]] = Guarded(handled_by="claim__provider_id", personal="claim__claimant_id")

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["claim", "document"], name="evidence_struck_once")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


@history_of("ClaimStepHistory")
class ClaimStep(ApprovalStep):
    """One step of the chain, for one round of one claim."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="steps")

    records: ClassVar[Guarded[Self]] = Guarded(handled_by="claim__provider_id", personal="claim__claimant_id")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["claim", "round", "position"], name="one_step_per_position"),
            models.UniqueConstraint(
                fields=["claim"], condition=Q(state=approval.OPEN), name="one_open_step_per_claim"
            ),
        ]
        indexes = [
            # what waits: the manager's list, the function's and the desk's queue, oldest first
            models.Index(
                fields=["organisation", "by", "opened_at"],
                name="claim_steps_open",
                condition=Q(state=approval.OPEN),
            ),
            # what somebody was asked or decided: who may see the claim
            models.Index(fields=["organisation", "assignee"]),
            models.Index(fields=["organisation", "decided_by"]),
        ]


class ClaimEvent(TenantModel):
    """What happened to a claim, by whom (with the name as it was) and when: the timeline. Append-only."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField()
    written_at = models.DateTimeField(db_default=ClockTimestamp(), help_text="the order within one moment")
    event = models.CharField(max_length=30)
    person_id = models.UUIDField(null=True)
    person_name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=20)
    step = models.CharField(max_length=40, blank=True)
    comment = models.TextField(blank=True)
    details = models.JSONField(default=dict)

    records: ClassVar[Guarded[Self]] = Guarded(handled_by="claim__provider_id", personal="claim__claimant_id")

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["claim", "at"])]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class Sample(TenantModel):
    """A drawing of small claims of one month, reproducible from its seed."""

    month = models.DateField()
    seed = models.CharField(max_length=64)
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    population = models.PositiveIntegerField()
    drawn_at = models.DateTimeField()
    drawn_by = models.UUIDField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "month"], name="one_sample_a_month")]


@history_of("SampleItemHistory")
class SampleItem(TenantModel):
    """One claim in a sample, and what was found when it was looked at."""

    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="items")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    is_right = models.BooleanField(null=True)
    comment = models.TextField(blank=True)
    judged_at = models.DateTimeField(null=True)
    judged_by = models.UUIDField(null=True)

    records: ClassVar[Guarded[Self]] = Guarded(handled_by="claim__provider_id")

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["sample", "claim"], name="claim_once_in_a_sample")]


@history_of("ClaimCeilingHistory")
class ClaimCeiling(TenantModel):
    """The ceiling of an organisation's rules from a day on; set by the platform, with its source."""

    valid_from = models.DateField()
    threshold_cents = models.PositiveIntegerField()
    sample_percent = models.DecimalField(max_digits=5, decimal_places=2)
    rate = models.DecimalField(max_digits=7, decimal_places=4)
    source = models.CharField(max_length=200)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "valid_from"], name="one_claim_ceiling_from_a_day"
            )
        ]


@history_of("RuleProposalHistory")
class RuleProposal(TenantModel):
    """Other rules, or another form of a kind (``code``), as one person proposed them and another decided on them.

    ``wanted`` holds the fields of the row that it becomes, as JSON.
    """

    code = models.SlugField(max_length=40, blank=True)
    since = models.DateField()
    wanted = models.JSONField()
    state = models.CharField(max_length=10, default="waiting")
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code", "since"],
                name="one_proposal_waits_per_rule_and_day",
                condition=Q(state="waiting"),
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed")
                | Q(decided_by__isnull=False) & ~Q(decided_by=models.F("proposed_by")),
                name="rules_changed_by_two",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state", "-proposed_at"])]
