"""Tables of billing. What a run bills is frozen when it is made, and never twice: ``one_line_of_a_source`` holds it.
What a settled year rests on is frozen likewise when the board's decision on it is put down.

Everything belongs to the provider; a customer reads its own bills and lines once they are released (``migrations/0002``).
"""

from typing import ClassVar, Final, Self

import pgtrigger
from django.db import models
from django.db.models import Q

from bodemplaat.capabilities.billing import lifecycle
from bodemplaat.capabilities.billing.reckoning.lines import KINDS
from bodemplaat.capabilities.billing.reckoning.vat import HOWS, SAYS_WHY
from bodemplaat.capabilities.billing.reckoning.year import BY_BILLED, DIVISIONS, TREATMENTS
from bodemplaat.foundation.organisations.models import Cooperation, Organisation
from bodemplaat.foundation.proposals.models import Proposal
from bodemplaat.foundation.tenancy.api import Guarded, TenantModel, history_of

_LEAVES: Final = "OLD.state <> NEW.state AND OLD.state <> 'made'"


def _frozen(*columns: str) -> str:
    """A condition: one of these columns changes, or a state that is no longer ``made``."""
    before, after = (", ".join(f"{row}.{each}" for each in columns) for row in ("OLD", "NEW"))
    return f"{_LEAVES} OR ({before}) IS DISTINCT FROM ({after})"


@history_of("VatTreatmentHistory")
class VatTreatment(TenantModel):
    """How a service of the provider in a cooperation is taxed from a day on (``code`` empty: start-up costs)."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40, blank=True)
    since = models.DateField()
    how = models.CharField(max_length=8)
    reason = models.CharField(max_length=200, blank=True)
    kept_by = models.UUIDField(null=True, help_text="empty where the platform did")
    kept_by_name = models.CharField(max_length=120, blank=True)
    kept_at = models.DateTimeField()

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        verbose_name = "VAT treatment"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "cooperation", "code", "since"], name="one_vat_treatment_from_a_day"
            ),
            models.CheckConstraint(condition=Q(how__in=HOWS), name="vat_treatment_is_known"),
            models.CheckConstraint(
                condition=~Q(how__in=SAYS_WHY) | ~Q(reason=""), name="no_vat_has_a_reason"
            ),
        ]


class BillingRun(TenantModel):
    """What was due up to a day (``until``, itself too) to all customers in a cooperation, when somebody made it.

    It waits for a second person, was released or taken back: what its proposal says. ``because`` is why it was taken back.
    """

    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT, related_name="+")
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="+")
    until = models.DateField()
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    because = models.CharField(max_length=500, blank=True)

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        verbose_name = "billing run"
        indexes = [
            models.Index(fields=["organisation", "cooperation", "-made_at"], name="billing_runs_newest")
        ]
        triggers = [
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="as_made",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.because <> '' OR (OLD.organisation_id, OLD.cooperation_id, OLD.proposal_id, OLD.until, OLD.made_by, OLD.made_at)"
                    " IS DISTINCT FROM (NEW.organisation_id, NEW.cooperation_id, NEW.proposal_id, NEW.until,"
                    " NEW.made_by, NEW.made_at)"
                ),
            ),
        ]


class Bill(TenantModel):
    """One invoice to be, of a run to a customer (one customer can have several), or what goes back; and what became of it.

    ``number`` and ``issued_on`` are those of its invoice, for the customer, who reads no invoices of the provider; ``why_not`` is
    why it could not be made the last time it was tried.
    """

    run = models.ForeignKey(BillingRun, on_delete=models.PROTECT, related_name="bills")
    customer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, default=lifecycle.MADE)
    until = models.DateField()
    invoice = models.UUIDField(null=True, unique=True, help_text="of our own, which is kept by its own term")
    number = models.CharField(max_length=200, blank=True, help_text="of what goes back several, with commas")
    issued_on = models.DateField(null=True)
    tried_at = models.DateTimeField(null=True)
    why_not = models.JSONField(null=True)

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True, partner="customer_id")

    class Meta(TenantModel.Meta):
        verbose_name = "bill"
        constraints = [
            models.UniqueConstraint(fields=["run", "position"], name="one_bill_of_a_position"),
            models.CheckConstraint(
                condition=Q(invoice=None, number="", issued_on=None)
                | Q(invoice__isnull=False, issued_on__isnull=False, state=lifecycle.RELEASED) & ~Q(number=""),
                name="a_bill_is_invoiced_once_released",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state"], name="bills_of_a_provider"),
            models.Index(fields=["customer", "-until"], name="bills_at_a_customer"),
        ]
        triggers = [
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="as_made",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    _frozen("organisation_id", "run_id", "customer_id", "position", "until")
                    + " OR OLD.invoice IS NOT NULL"
                ),
            ),
        ]


class BillRow(TenantModel):
    """One line of a bill, as it was worked out when the run was made. ``source`` is what it bills, once for a provider.

    ``facts`` is what explains it (``mapping``); the amount is in cents, below zero for a credit.
    """

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="rows")
    customer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    position = models.PositiveIntegerField()
    state = models.CharField(max_length=8, default=lifecycle.MADE)
    source = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    code = models.CharField(max_length=40, blank=True)
    due = models.DateField()
    cents = models.BigIntegerField()
    how = models.CharField(max_length=8)
    reason = models.CharField(max_length=200, blank=True)
    facts = models.JSONField()

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True, partner="customer_id")

    class Meta(TenantModel.Meta):
        verbose_name = "line of a bill"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "source"],
                condition=~Q(state=lifecycle.DROPPED),
                name="one_line_of_a_source",
            ),
            models.UniqueConstraint(fields=["bill", "position"], name="one_line_of_a_position"),
            models.CheckConstraint(condition=~Q(cents=0), name="a_line_bills_something"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="a_line_is_of_a_kind"),
            models.CheckConstraint(condition=Q(how__in=HOWS), name="a_line_is_taxed_somehow"),
        ]
        indexes = [models.Index(fields=["customer", "due"], name="lines_at_a_customer")]
        triggers = [
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="as_made",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    _frozen(
                        *("organisation_id", "bill_id", "customer_id", "position", "source", "kind", "code"),
                        *("due", "cents", "how", "reason", "facts"),
                    )
                ),
            ),
        ]


class BilledDelivery(TenantModel):
    """A case that a line of a bill bills, as delivered: once for a provider (``one_bill_of_a_delivery``), whatever becomes of it."""

    row = models.ForeignKey(BillRow, on_delete=models.PROTECT, related_name="deliveries")
    customer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=8, default=lifecycle.MADE)
    case_type = models.CharField(max_length=20)
    case = models.UUIDField(help_text="of the capability of that case type, which keeps it by its own term")
    ended_on = models.DateField()

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True, partner="customer_id")

    class Meta(TenantModel.Meta):
        verbose_name = "delivery that is billed"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "case"],
                condition=~Q(state=lifecycle.DROPPED),
                name="one_bill_of_a_delivery",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="as_made",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    _frozen("organisation_id", "row_id", "customer_id", "case_type", '"case"', "ended_on")
                ),
            ),
        ]


@history_of("YearSettlementHistory")
class YearSettlement(TenantModel):
    """A year that a provider settles in a cooperation, with what the arrangement says of its result; decided on by two.

    Amounts in cents. ``part`` is the percentage of a surplus for the reserve, ``target_yearly`` that by which the target falls.
    """

    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    divide = models.CharField(max_length=8, default=BY_BILLED)
    part = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    maximum = models.BigIntegerField(default=0)
    opening = models.BigIntegerField(default=0)
    target_year = models.PositiveSmallIntegerField(null=True)
    target_base = models.BigIntegerField(null=True)
    target_yearly = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    source = models.CharField(max_length=200, blank=True)
    started_by_name = models.CharField(max_length=120, blank=True)
    started_at = models.DateTimeField()

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        verbose_name = "settlement of a year"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "cooperation", "year"], name="a_year_is_settled_once"
            ),
            models.CheckConstraint(condition=Q(divide__in=DIVISIONS), name="a_year_is_divided_somehow"),
            models.CheckConstraint(
                condition=Q(part__gte=0, part__lte=100, maximum__gte=0, opening__gte=0),
                name="a_reserve_takes_a_part_up_to_a_maximum",
            ),
        ]


@history_of("ActualCostHistory")
class ActualCost(TenantModel):
    """What a year cost the provider of a service of a cooperation (``code`` ``*``: in general), in cents, and where that is known from."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=120)
    cents = models.BigIntegerField()
    source = models.CharField(max_length=200, blank=True, help_text="empty for the books")
    known_on = models.DateField()
    from_books = models.BooleanField(default=False)

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        verbose_name = "actual cost"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "cooperation", "year", "code", "name"], name="an_actual_cost_once"
            )
        ]


class YearDecision(TenantModel):
    """What the board decided on a settled year, with all that it rests on (``facts``); sealed once another adopted it.

    It waits, was adopted or taken back: what its proposal says. ``because`` is why it was taken back.
    """

    settlement = models.ForeignKey(YearSettlement, on_delete=models.PROTECT, related_name="decisions")
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="+")
    treatment = models.CharField(max_length=8)
    decided_on = models.DateField()
    reference = models.CharField(max_length=120)
    facts = models.JSONField()
    made_at = models.DateTimeField()
    because = models.CharField(max_length=500, blank=True)

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        verbose_name = "decision on a settled year"
        constraints = [
            models.CheckConstraint(condition=Q(treatment__in=TREATMENTS), name="a_result_is_treated_somehow")
        ]
        triggers = [
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="as_made",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.because <> '' OR (OLD.organisation_id, OLD.settlement_id, OLD.proposal_id, OLD.treatment,"
                    " OLD.decided_on, OLD.reference, OLD.facts, OLD.made_at) IS DISTINCT FROM (NEW.organisation_id,"
                    " NEW.settlement_id, NEW.proposal_id, NEW.treatment, NEW.decided_on, NEW.reference, NEW.facts,"
                    " NEW.made_at)"
                ),
            ),
        ]


class YearShare(TenantModel):
    """What a settled year charges a customer for a service, or gives back (below zero), in cents; ``facts`` explain it.

    A customer reads its own once the decision was adopted; a run bills it then.
    """

    settlement = models.ForeignKey(YearSettlement, on_delete=models.PROTECT, related_name="+", db_index=False)
    decision = models.ForeignKey(YearDecision, on_delete=models.PROTECT, related_name="shares")
    customer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=8, default=lifecycle.MADE)
    cents = models.BigIntegerField()
    facts = models.JSONField()

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True, partner="customer_id")

    class Meta(TenantModel.Meta):
        verbose_name = "share of a settled year"
        constraints = [
            models.UniqueConstraint(
                fields=["settlement", "customer", "code"],
                condition=~Q(state=lifecycle.DROPPED),
                name="one_share_of_a_settled_year",
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "state"], name="year_shares_of_a_provider"),
            models.Index(fields=["customer", "state"], name="year_shares_at_a_customer"),
        ]
        triggers = [
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="as_made",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    _frozen(
                        *("organisation_id", "settlement_id", "decision_id", "customer_id", "code"),
                        *("cents", "facts"),
                    )
                ),
            ),
        ]
