"""The budget beside what was booked and what is approved: whole, one place down to its entries, and what something asks of it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Sum

from bodemplaat.capabilities.ledger.models import (
    Account,
    AccountingPeriod,
    BudgetAmount,
    JournalLine,
    PostingAccount,
    WaitingFact,
)
from bodemplaat.capabilities.ledger.policies import check_may_read
from bodemplaat.capabilities.ledger.ports import known_obligations, purpose_of
from bodemplaat.capabilities.ledger.queries.accounts import account_view
from bodemplaat.capabilities.ledger.queries.budget_amounts import amounts_in, cents_on, in_order
from bodemplaat.capabilities.ledger.queries.budget_rules import BUDGET_RULE
from bodemplaat.capabilities.ledger.queries.classification import taakvelden
from bodemplaat.capabilities.ledger.queries.facts import stored_fact
from bodemplaat.capabilities.ledger.queries.iv3 import MONTHS, iv3_rows
from bodemplaat.capabilities.ledger.values import (
    AccountKind,
    AccountView,
    BudgetCheck,
    BudgetDetail,
    BudgetEntry,
    BudgetPlace,
    BudgetRoom,
    BudgetRow,
    BudgetStep,
    BudgetView,
    JournalCode,
    Obligation,
    ObligedView,
    Part,
)
from bodemplaat.foundation.rules.api import rule_on
from bodemplaat.foundation.tenancy.api import Actor, NotFound, query
from bodemplaat.kernel import Euro, months_later

_Places = Mapping[tuple[str, str], AccountView]
_Obliged = tuple[ObligedView, BudgetPlace | None]


@query
def budget_view(*, actor: Actor, year: int, quarter: int) -> BudgetView:
    """Every place that has a budget, or on which something was booked or approved, up to and with a quarter (1 to 4).

    Raises ``NotFound`` for a quarter of which no books are kept, and ``Refused`` for anyone but a controller.
    """
    accounts = iv3_rows(actor=actor, year=year, quarter=quarter)
    last = months_later(date(year, 1, 1), quarter * MONTHS) - timedelta(days=1)
    amounts = amounts_in(actor, actor.organisation_id, year)
    parts: dict[BudgetPlace, int] = defaultdict(int)
    booked: dict[BudgetPlace, int] = defaultdict(int)
    left_out = []
    for each in accounts:
        place = place_of(each.account)
        if place is None or not each.is_known:
            left_out.append(each)
        else:
            parts[place] += signed(place, each.in_quarter.cents)
            booked[place] += signed(place, each.since_january.cents)
    obliged: dict[BudgetPlace | None, int] = defaultdict(int)
    for waits, where in _obliged(actor, year, last):
        obliged[where] += waits.euro.cents
    nowhere = obliged.pop(None, 0)
    rows = tuple(
        BudgetRow(
            place,
            Euro(cents_on(amounts.get(place, ()), date(year, 1, 1))),
            Euro(cents_on(amounts.get(place, ()), last)),
            Euro(parts[place]),
            Euro(booked[place]),
            Euro(obliged.get(place, 0)),
        )
        for place in in_order({*amounts, *booked, *(each for each in obliged if each is not None)})
    )
    return BudgetView(rows, tuple(left_out), Euro(nowhere))


@query
def budget_detail(
    *, actor: Actor, year: int, quarter: int, place: BudgetPlace, start: int = 0, count: int = 100
) -> BudgetDetail:
    """One place of the budget up to and with a quarter; raises as ``budget_view``, and ``NotFound`` for a place that is not in it."""
    view = budget_view(actor=actor, year=year, quarter=quarter)
    row = next((each for each in view.rows if each.place == place), None)
    if row is None:
        raise NotFound("place")
    here, last = actor.organisation_id, months_later(date(year, 1, 1), quarter * MONTHS) - timedelta(days=1)
    steps = amounts_in(actor, here, year).get(place, ())
    chosen = _accounts_at(actor, {place})
    lines = JournalLine.records.of(actor).filter(
        account_id__in=list(chosen), period__in=_periods(actor, year, quarter)
    )
    sums = dict(
        lines.order_by().values("account_id").annotate(total=Sum("cents")).values_list("account_id", "total")
    )
    fields = (
        *("entry_id", "entry__journal", "entry__number", "entry__day", "account_id"),
        *("entry__description", "description", "cents"),
    )
    page = lines.order_by("entry__day", "entry__journal", "entry__number", "number", "id")
    entries = tuple(
        BudgetEntry(
            entry,
            JournalCode(journal),
            number,
            day,
            chosen[account].code,
            described or description,
            Euro(signed(place, cents)),
        )
        for entry, journal, number, day, account, description, described, cents in page[
            start : start + count
        ].values_list(*fields)
    )
    return BudgetDetail(
        row=row,
        steps=tuple(BudgetStep(each.valid_from, Euro(each.cents), each.decision) for each in steps),
        accounts=tuple(
            (each, Euro(signed(place, int(sums[account]))))
            for account, each in chosen.items()
            if account in sums
        ),
        entries=entries,
        count=lines.count(),
        waiting=tuple(each for each, where in _obliged(actor, year, last) if where == place),
    )


@query
def budget_check(
    *, actor: Actor, parts: Sequence[Part], waiting: Sequence[Part] = (), on: date
) -> BudgetCheck:
    """What parts that are to be booked ask of the budget of the year of a day, by the place on which each comes.

    ``waiting`` is what others ask of it that are not approved yet: it is told beside what is left, and takes nothing off it.

    For a controller, and for the platform at work for an organisation: a room that asks for others decides who reads it.
    """
    check_may_read(actor)
    here = actor.organisation_id
    if not BudgetAmount.records.of(actor).filter(organisation_id=here, valid_from__year=on.year).exists():
        return BudgetCheck(on.year)
    accounts = _posting_accounts(actor)
    taakvelden, sums = _by_place(parts, accounts)
    _, others = _by_place(waiting, accounts)
    rows = _rows_on(actor, {each for each in sums if each is not None}, on)
    rooms = [
        BudgetRoom(", ".join(taakvelden[place]), rows[place], Euro(sums[place]), Euro(others.get(place, 0)))
        for place in in_order(each for each in sums if each is not None)
    ]
    if None in sums:
        rooms.append(
            BudgetRoom(", ".join(taakvelden[None]), None, Euro(sums[None]), Euro(others.get(None, 0)))
        )
    return BudgetCheck(
        on.year, tuple(rooms), rule_on(actor=actor, kind=BUDGET_RULE, organisation=here, on=on).stops
    )


def _by_place(
    parts: Sequence[Part], accounts: _Places
) -> tuple[Mapping[BudgetPlace | None, list[str]], Mapping[BudgetPlace | None, int]]:
    """The taakvelden and cents of parts by the place on which they come; what is posted on a balance comes on none."""
    taakvelden: dict[BudgetPlace | None, list[str]] = defaultdict(list)
    sums: dict[BudgetPlace | None, int] = defaultdict(int)
    for part in parts:
        account = _account_of(part, accounts)
        if account is not None and not account.kind.is_of_the_year:
            continue
        place = place_of(account) if account is not None else None
        sums[place] += part.euro.cents if place is None else signed(place, part.euro.cents)
        if part.taakveld not in taakvelden[place]:
            taakvelden[place].append(part.taakveld)
    return taakvelden, sums


def place_of(account: AccountView) -> BudgetPlace | None:
    """Where the budget has what is posted on an account; ``None`` where it says no taakveld or category, or holds a balance."""
    if not account.kind.is_of_the_year or not account.taakveld or not account.category:
        return None
    return BudgetPlace(account.taakveld, account.kind, account.category)


def signed(place: BudgetPlace, cents: int) -> int:
    """Cents as they are budgeted, from cents that are positive where they are debit."""
    return -cents if place.side is AccountKind.INCOME else cents


def _rows_on(actor: Actor, places: Collection[BudgetPlace], on: date) -> Mapping[BudgetPlace, BudgetRow]:
    """Places on a day, with all that was booked and approved in its year."""
    year, quarter = on.year, (on.month + MONTHS - 1) // MONTHS
    amounts = amounts_in(actor, actor.organisation_id, year)
    accounts = _accounts_at(actor, places)
    lines = JournalLine.records.of(actor).filter(
        account_id__in=list(accounts), period__in=_periods(actor, year, 4)
    )
    latest = {each.id for each in _periods(actor, year, quarter) if each.number > (quarter - 1) * MONTHS}
    parts: dict[BudgetPlace, int] = defaultdict(int)
    booked: dict[BudgetPlace, int] = defaultdict(int)
    sums = lines.order_by().values("account_id", "period_id").annotate(total=Sum("cents"))
    for account, period, total in sums.values_list("account_id", "period_id", "total"):
        place = place_of(accounts[account])
        if place is not None:
            booked[place] += signed(place, int(total))
            parts[place] += signed(place, int(total)) if period in latest else 0
    obliged: dict[BudgetPlace | None, int] = defaultdict(int)
    for each, where in _obliged(actor, year, date(year, 12, 31)):
        obliged[where] += each.euro.cents
    return {
        place: BudgetRow(
            place,
            Euro(cents_on(amounts.get(place, ()), date(year, 1, 1))),
            Euro(cents_on(amounts.get(place, ()), on)),
            Euro(parts[place]),
            Euro(booked[place]),
            Euro(obliged.get(place, 0)),
        )
        for place in places
    }


def _obliged(actor: Actor, year: int, until: date) -> Iterator[_Obliged]:
    """What was approved in a year up to a day and is not in the books yet: what waits to be posted, and what rooms above say."""
    rows = WaitingFact.records.of(actor).filter(
        organisation_id=actor.organisation_id, entry=None, day__range=(date(year, 1, 1), until)
    )
    stored = [
        Obligation(row.day, row.description, stored_fact(row).parts) for row in rows.order_by("day", "key")
    ]
    known = [*stored, *known_obligations(actor, year, until)]
    accounts = _posting_accounts(actor) if known else {}
    for each in known:
        sums: dict[BudgetPlace | None, int] = defaultdict(int)
        for part in each.parts:
            account = _account_of(part, accounts)
            purpose = purpose_of(part.purpose)
            if account is not None and account.kind.is_of_the_year:
                place = place_of(account)
                sums[place] += part.euro.cents if place is None else signed(place, part.euro.cents)
            elif account is None and purpose is not None and purpose.by_taakveld:
                sums[None] += part.euro.cents
        for where, cents in sums.items():
            yield ObligedView(each.day, each.description, Euro(cents)), where


def _posting_accounts(actor: Actor) -> _Places:
    rows = PostingAccount.records.of(actor).filter(organisation_id=actor.organisation_id)
    return {(row.purpose, row.taakveld): account_view(row.account) for row in rows.select_related("account")}


def _account_of(part: Part, accounts: _Places) -> AccountView | None:
    return accounts.get((part.purpose, part.taakveld)) or accounts.get((part.purpose, ""))


def _accounts_at(actor: Actor, places: Collection[BudgetPlace]) -> dict[UUID, AccountView]:
    """The accounts that stand under these places, by their id, in the order of their codes."""
    rows = Account.records.of(actor).filter(
        organisation_id=actor.organisation_id, taakveld__in={each.taakveld for each in places}
    )
    views = (account_view(row) for row in rows.order_by("code"))
    return {each.id: each for each in views if place_of(each) in places}


def _periods(actor: Actor, year: int, quarter: int) -> list[AccountingPeriod]:
    rows = AccountingPeriod.records.of(actor).filter(
        organisation_id=actor.organisation_id, year__year=year, number__gte=1, number__lte=quarter * MONTHS
    )
    return list(rows)


def titled_rooms(check: BudgetCheck, *, on: date) -> tuple[tuple[str, BudgetRoom], ...]:
    """The places of a check that the budget knows, each by its taakveld with its name, and its category. The same for everybody."""
    names = {each.code: each.name for each in taakvelden(on=on)} if check.rooms else {}
    return tuple(
        (
            f"{each.row.place.taakveld} {names.get(each.row.place.taakveld, '')} · {each.row.place.category}",
            each,
        )
        for each in check.rooms
        if each.row is not None
    )
