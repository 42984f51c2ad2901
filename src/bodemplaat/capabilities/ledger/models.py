"""Tables of the classification and of the books.

What must hold of an entry whoever writes it (it balances, its period is open, its numbers have no gap) is said in the database:
``migrations/0007_books_are_held_in_order.py``.
"""

from typing import ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Q

from bodemplaat.capabilities.ledger.values import AccountKind, JournalCode
from bodemplaat.foundation.organisations.models import Dated
from bodemplaat.foundation.proposals.models import Proposal
from bodemplaat.foundation.tenancy.api import ClockTimestamp, Guarded, TenantModel, history_of


class Taakveld(Dated):
    """A taakveld as the regulation names it, with its years: the same for every municipality, so no tenant's.

    The code is text: 0.10 and 0.11 come after 0.9 (``position`` holds that order).
    """

    code = models.CharField(max_length=10)
    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()
    source = models.CharField(
        max_length=120, help_text="where the code and its years were read, and how surely"
    )

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["code", "valid_from"], name="one_taakveld_from_a_day"),
        ]


@history_of("CostCentreHistory")
class CostCentre(Dated, TenantModel):
    """Where an organisation gathers cost (kostenplaats)."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=80)

    class Meta(Dated.Meta, TenantModel.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "code", "valid_from"], name="one_cost_centre_from_a_day"
            ),
        ]


@history_of("AccountHistory")
class Account(TenantModel):
    """An account of the general ledger of one organisation. Its code and kind stay as they are: postings rest on them.

    ``taakveld`` and ``category`` say under which pair of Iv3 it is told; empty where it does not apply. Of an account with
    ``has_items`` each amount names what it is about, so that what is still open is known.
    """

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10)
    taakveld = models.CharField(max_length=10, blank=True)
    category = models.CharField(max_length=10, blank=True)
    has_items = models.BooleanField(default=False)

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        verbose_name = "account"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="one_account_per_code"),
            models.CheckConstraint(
                condition=Q(kind__in=[each.value for each in AccountKind]), name="account_of_a_known_kind"
            ),
        ]


@history_of("FinancialYearHistory")
class FinancialYear(TenantModel):
    """A calendar year of which an organisation keeps books."""

    year = models.PositiveSmallIntegerField()
    opened_by = models.UUIDField(null=True)
    opened_at = models.DateTimeField()

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        verbose_name = "financial year"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year"], name="one_financial_year"),
        ]


@history_of("AccountingPeriodHistory")
class AccountingPeriod(TenantModel):
    """A month of a financial year (1 to 12), or the balances with which it opens (0). Closed, nothing is posted in it."""

    year = models.ForeignKey(FinancialYear, on_delete=models.PROTECT, related_name="periods")
    number = models.PositiveSmallIntegerField()
    first_day = models.DateField()
    last_day = models.DateField()
    is_closed = models.BooleanField(default=False)
    closed_by = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        verbose_name = "period"
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="one_period_per_number"),
            models.CheckConstraint(condition=Q(number__lte=12), name="twelve_periods_and_the_opening"),
            models.CheckConstraint(
                condition=Q(is_closed=True, closed_at__isnull=False) | Q(is_closed=False, closed_at=None),
                name="closed_at_a_moment",
            ),
        ]


class Reopening(TenantModel):
    """That a closed period is opened again: what its proposal is about. Append-only."""

    period = models.ForeignKey(AccountingPeriod, on_delete=models.PROTECT, related_name="+")
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="+")

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        verbose_name = "reopening"
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class YearClosing(TenantModel):
    """That a year is closed and carried to the next: what its proposal is about. Append-only."""

    year = models.ForeignKey(FinancialYear, on_delete=models.PROTECT, related_name="+")
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="+")
    result_account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", help_text="equity, to which the result goes"
    )

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        verbose_name = "closing of a year"
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class JournalCount(TenantModel):
    """The last number given out in a journal of a year. Whoever takes the next one holds this row until the entry is there."""

    year = models.ForeignKey(FinancialYear, on_delete=models.PROTECT, related_name="+")
    journal = models.CharField(max_length=10)
    last = models.PositiveIntegerField(default=0)

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["year", "journal"], name="one_count_per_journal"),
        ]


class JournalEntry(TenantModel):
    """An entry: lines that add up to nothing, on one day, numbered without gaps in its journal and year. Append-only.

    ``corrects`` is the entry of which this one is a correction: its lines are what has to be added to come to what
    it should have been. ``key`` lets a fact be posted once. ``line_count`` is how many lines it has, so that none comes later.
    """

    period = models.ForeignKey(AccountingPeriod, on_delete=models.PROTECT, related_name="entries")
    year = models.ForeignKey(FinancialYear, on_delete=models.PROTECT, related_name="+", db_index=False)
    journal = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    day = models.DateField()
    description = models.CharField(max_length=200)
    line_count = models.PositiveIntegerField()
    key = models.CharField(max_length=120)
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    posted_by = models.UUIDField(null=True, help_text="empty where the platform posted what happened")
    posted_at = models.DateTimeField(db_default=ClockTimestamp())

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        verbose_name = "entry"
        constraints = [
            models.UniqueConstraint(fields=["year", "journal", "number"], name="one_entry_per_number"),
            models.UniqueConstraint(fields=["organisation", "key"], name="one_entry_per_key"),
            models.CheckConstraint(condition=Q(line_count__gte=2), name="entry_with_two_sides"),
            models.CheckConstraint(condition=Q(number__gte=1), name="numbered_from_one"),
            models.CheckConstraint(
                condition=Q(journal__in=[each.value for each in JournalCode]), name="entry_of_a_known_journal"
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class JournalLine(TenantModel):
    """An amount on an account: positive is debit, negative is credit. Append-only."""

    entry = models.ForeignKey(JournalEntry, on_delete=models.PROTECT, related_name="lines", db_index=False)
    period = models.ForeignKey(AccountingPeriod, on_delete=models.PROTECT, related_name="+", db_index=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    cents = models.BigIntegerField()
    item = models.CharField(max_length=40, blank=True)
    description = models.CharField(max_length=120, blank=True)

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        verbose_name = "line"
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="one_line_per_number"),
            models.CheckConstraint(condition=~Q(cents=0), name="line_with_an_amount"),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "period", "account"], include=["cents"], name="balances_of_accounts"
            ),
            models.Index(fields=["account", "item"], include=["cents"], name="open_items_of_accounts"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


@history_of("PostingAccountHistory")
class PostingAccount(TenantModel):
    """On which account a kind of fact is posted; ``taakveld`` narrows it to what is booked on that taakveld (empty: any other)."""

    purpose = models.CharField(max_length=40)
    taakveld = models.CharField(max_length=10, blank=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        verbose_name = "account for postings"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "purpose", "taakveld"], name="one_account_for_a_purpose"
            ),
        ]


class WaitingFact(TenantModel):
    """What happened and could not be posted yet, as it is to be posted. ``entry`` is there once it is."""

    key = models.CharField(max_length=120)
    journal = models.CharField(max_length=10)
    day = models.DateField()
    description = models.CharField(max_length=200)
    parts = models.JSONField()
    why = models.CharField(max_length=20)
    at = models.DateTimeField()
    entry = models.OneToOneField(JournalEntry, null=True, on_delete=models.PROTECT, related_name="+")

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        verbose_name = "fact"
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="one_fact_per_key")]
        indexes = [
            models.Index(fields=["organisation", "day"], name="facts_waiting", condition=Q(entry=None)),
        ]


@history_of("BudgetAmountHistory")
class BudgetAmount(TenantModel):
    """What the budget of a year has for a taakveld, a side and a category from a day on, and which decision says so.

    The amount of a later day in the same year takes its place: that is how a budget is changed (begrotingswijziging).
    """

    taakveld = models.CharField(max_length=10)
    side = models.CharField(max_length=10)
    category = models.CharField(max_length=10)
    valid_from = models.DateField()
    cents = models.BigIntegerField()
    decision = models.CharField(max_length=120)

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        verbose_name = "amount of a budget"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "valid_from", "side", "taakveld", "category"],
                name="one_budget_amount_from_a_day",
            ),
            models.CheckConstraint(
                condition=Q(side__in=[each.value for each in AccountKind if each.is_of_the_year]),
                name="budget_of_a_known_side",
            ),
        ]


@history_of("AccountElsewhereHistory")
class AccountElsewhere(TenantModel):
    """What an account is called where the books of an organisation are kept too: its code there, and its name if that differs."""

    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="elsewhere")
    code = models.CharField(max_length=35)
    name = models.CharField(max_length=80, blank=True)

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        verbose_name = "account elsewhere"


class EntryElsewhere(TenantModel):
    """That an entry was handed over to books elsewhere, once: in which file of its year, or what it is called in the other system.

    ``file`` is 0 where it went to another system; ``reference`` is how that knows it, noted before it is posted there, and
    ``number`` what it was numbered when it was.
    """

    entry = models.OneToOneField(JournalEntry, on_delete=models.PROTECT, related_name="elsewhere")
    year = models.ForeignKey(FinancialYear, on_delete=models.PROTECT, related_name="+", db_index=False)
    file = models.PositiveIntegerField(default=0)
    reference = models.CharField(max_length=40, blank=True)
    number = models.CharField(max_length=40, blank=True)
    by = models.UUIDField(null=True, help_text="empty where the platform handed it over")
    at = models.DateTimeField()

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        verbose_name = "entry elsewhere"
        constraints = [
            models.CheckConstraint(
                condition=Q(file__gte=1, reference="", number="") | (Q(file=0) & ~Q(reference="")),
                name="elsewhere_in_a_file_or_a_system",
            ),
        ]
        indexes = [models.Index(fields=["year", "file"], name="entries_by_file")]
