"""The books of both municipalities: accounts and opening balances from files, entries, a correction, periods closed and asked back."""

from datetime import date, timedelta

from tests.architecture.isolation.side import Side
from tests.foundation.imports.conftest import Desk
from tests.foundation.imports.files import csv_file
from tests.world import TODAY, Municipality, World

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.kernel import Euro

NEW_YEAR = date(2026, 1, 1)


def keep_books(side: Side) -> None:
    """Everything that can be done in books, and in the second municipality's another time with other amounts."""
    for number, hall in enumerate((side.world.first, side.world.second), start=1):
        _keep(side, hall, side.euros * 100 + number)


def _keep(side: Side, hall: Municipality, cents: int) -> None:
    w, mark, keeper, desk = side.world, side.mark, hall.carla, Desk(hall.ad)
    ledger.open_year(actor=keeper, year=2026, at=w.at)
    accounts = (
        (f"1{mark}"[:20], f"Bank {mark}", "asset", "no"),
        (f"2{mark}"[:20], f"Schulden {mark}", "liability", "yes"),
        (f"4{mark}"[:20], f"Kosten {mark}", "expense", "no"),
        (f"9{mark}"[:20], f"Reserve {mark}", "equity", "no"),
    )
    bank, owed, costs = (code for code, *_ in accounts[:3])
    columns = ("code", "name", "kind", "items")
    desk.do("ledger-accounts", csv_file("ledger-accounts", columns, *accounts))
    written = f"{cents // 100},{cents % 100:02d}"
    opening = ((bank, written, "", ""), (owed, "", written, f"O{mark}"[:40]))
    columns = ("account", "debit", "credit", "item")
    desk.do("ledger-opening", csv_file("ledger-opening", columns, *opening), since=NEW_YEAR)
    amounts = (
        ledger.Amount(costs, Euro(cents), description=f"Regel {mark}"),
        ledger.Amount(owed, Euro(-cents), f"D{mark}"[:40]),
    )
    posted = ledger.post_entry(
        actor=keeper, day=TODAY, description=f"Boeking {mark}", amounts=amounts, key=mark, at=w.at
    )
    ledger.correct_entry(
        actor=keeper, entry=posted, day=TODAY, description=f"Terug {mark}", amounts=(), at=w.at
    )
    there = [(code, f"E{code}"[:35], f"Elders {mark}"[:80]) for code, *_ in accounts]
    desk.do("ledger-elsewhere", csv_file("ledger-elsewhere", ("account", "code", "name"), *there))
    ledger.hand_over_in_file(actor=keeper, year=2026, at=w.at)
    for each in ledger.accounts(actor=keeper):
        if each.kind is ledger.AccountKind.EQUITY:
            continue
        purposes = {f"1{mark}"[:20]: "bank", f"2{mark}"[:20]: "claim.debt", f"4{mark}"[:20]: "claim.cost"}
        ledger.choose_account(actor=keeper, purpose=purposes[each.code], account=each.id, at=w.at)
    for period in ledger.periods(actor=keeper, year=2026)[1:5]:
        ledger.close_period(actor=keeper, period=period.id, at=w.at)
        if period.number == 1:
            continue
        asked = ledger.propose_reopening(actor=keeper, period=period.id, reason=f"Omdat {mark}", at=w.at)
        if period.number == 2:
            ledger.REOPENINGS.confirm(actor=hall.ad, which=asked, at=w.at)
        if period.number == 3:
            ledger.REOPENINGS.refuse(actor=hall.ad, which=asked, reason=f"Nee {mark}", at=w.at)
    _close_a_year(w, hall, mark)
    _budget(w, hall, mark, written)


def _budget(w: World, hall: Municipality, mark: str, written: str) -> None:
    """A budget that was changed once, and a rule about it that was refused and one that waits."""
    columns = ("taakveld", "category", "amount", "decision")
    for since, decision in ((NEW_YEAR, f"Begroting {mark}"), (TODAY, f"Wijziging {mark}")):
        lines = ("0.4", "3.8", written if since == NEW_YEAR else "0,00", decision)
        Desk(hall.ad).do("ledger-budget", csv_file("ledger-budget", columns, lines), since=since)
    for decide in ("refuse", ""):
        asked = ledger.propose_budget_rule(
            actor=hall.carla, stops=True, since=TODAY + timedelta(days=30), reason=f"Regel {mark}", at=w.at
        )
        if decide:
            ledger.BUDGET_RULES.refuse(actor=hall.ad, which=asked, reason=f"Nee {mark}", at=w.at)


def _close_a_year(w: World, hall: Municipality, mark: str) -> None:
    """One closing that was refused and one that waits; the year before is closed while nothing of it is kept."""
    ledger.open_year(actor=hall.carla, year=2025, at=w.at)
    reserve = next(
        each.id for each in ledger.accounts(actor=hall.carla) if each.kind is ledger.AccountKind.EQUITY
    )
    for decide in ("refuse", ""):
        asked = ledger.propose_closing(
            actor=hall.carla, year=2025, result_account=reserve, reason=f"Besluit {mark}", at=w.at
        )
        if decide:
            ledger.CLOSINGS.refuse(actor=hall.ad, which=asked, reason=f"Nee {mark}", at=w.at)
