"""The budget from a file, changed by another from a later day on, beside what was booked and what is approved."""

from datetime import date, timedelta

import pytest
from tests.capabilities.ledger.books import APRIL, MARCH, Books, credit, debit
from tests.foundation.imports.files import csv_file
from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.capabilities.ledger.api import AccountKind, BudgetPlace, Part
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.imports import api as imports
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused
from bodemplaat.kernel import Euro, Said, Severity
from bodemplaat.presentation.report import Live

COLUMNS = ("taakveld", "side", "category", "amount", "decision")
NEW_YEAR, JULY = date(2026, 1, 1), date(2026, 7, 1)
FIRST = (
    ("0.4", "", "3.8", "100,00", "Raad 13-11-2025"),
    ("0.2", "income", "3.7", "50,00", "Raad 13-11-2025"),
    ("0.10", "", "3.8", "7,00", "Raad 13-11-2025"),
)
OVERHEAD, FEES = (
    BudgetPlace("0.4", AccountKind.EXPENSE, "3.8"),
    BudgetPlace("0.2", AccountKind.INCOME, "3.7"),
)
TOMORROW = TODAY + timedelta(days=1)


def budget(*lines: tuple[str, str, str, str, str]) -> bytes:
    return csv_file("ledger-budget", COLUMNS, *(lines or FIRST))


@pytest.fixture
def books(world: World) -> Books:
    books = Books.of(world)
    books.desk.do("ledger-budget", budget(), since=NEW_YEAR)
    return books


def rows(books: Books, quarter: int = 4) -> dict[str, ledger.BudgetRow]:
    view = ledger.budget_view(actor=books.keeper, year=2026, quarter=quarter)
    return {each.place.taakveld: each for each in view.rows}


def test_the_same_file_again_changes_nothing_and_neither_does_what_was_downloaded(books: Books) -> None:
    again = books.desk.do("ledger-budget", budget(), since=NEW_YEAR)
    assert (again.count, again.unchanged) == (0, 3)
    stands = books.desk.as_it_stands("ledger-budget")
    same = books.desk.do("ledger-budget", stands, since=TODAY, is_complete=True)
    assert (same.count, same.unchanged) == (0, 3)
    assert list(rows(books)) == ["0.2", "0.4", "0.10"]


def test_a_change_holds_from_its_day_and_is_undone(books: Books) -> None:
    more = budget(("0.4", "", "3.8", "130,00", "Raad 2-7-2026"))
    change = books.desk.do("ledger-budget", more, since=JULY)
    assert change.changed == 1
    assert rows(books, 2)["0.4"].budget == Euro.of("100")
    later = rows(books, 3)["0.4"]
    assert (later.original, later.budget) == (Euro.of("100"), Euro.of("130"))
    detail = ledger.budget_detail(actor=books.keeper, year=2026, quarter=3, place=OVERHEAD)
    assert [(each.since, each.euro, each.decision) for each in detail.steps] == [
        (NEW_YEAR, Euro.of("100"), "Raad 13-11-2025"),
        (JULY, Euro.of("130"), "Raad 2-7-2026"),
    ]
    corrected = budget(("0.4", "", "3.8", "140,00", "Raad 2-7-2026"))
    books.desk.do("ledger-budget", corrected, since=JULY)
    assert rows(books, 3)["0.4"].budget == Euro.of("140")
    with pytest.raises(imports.BuiltUpon):
        books.desk.undo(change.id)
    assert rows(books, 3)["0.4"].budget == Euro.of("140")


def test_an_undo_brings_back_what_the_budget_had(books: Books) -> None:
    more = budget(("0.4", "", "3.8", "130,00", "Raad 2-7-2026"), ("0.1", "", "3.8", "9,00", "Raad 2-7-2026"))
    change = books.desk.do("ledger-budget", more, since=JULY)
    assert rows(books)["0.1"].budget == Euro.of("9")
    books.desk.undo(change.id)
    assert rows(books)["0.4"].budget == Euro.of("100")
    assert "0.1" not in rows(books)


def test_of_a_complete_file_what_is_not_in_it_has_nothing_from_then_on(books: Books) -> None:
    only = budget(("0.4", "", "3.8", "100,00", "Raad 2-7-2026"))
    change = books.desk.do("ledger-budget", only, since=JULY, is_complete=True)
    assert (change.changed, change.unchanged) == (2, 1)
    assert [each.budget.cents for each in rows(books).values()] == [0, 10000, 0]
    assert [each.original.cents for each in rows(books).values()] == [5000, 10000, 700]


def test_mistakes_are_told_by_line(books: Books) -> None:
    wrong = budget(
        ("9.9", "", "3.8", "1,00", "Raad"),
        ("0.4", "", "3.8", "veel", "Raad"),
        ("0.4", "expense", "3.8", "1,00", "Raad"),
        ("0.1", "", "", "1,00", "Raad"),
        ("0.1", "", "3.8", "1,00", ""),
    )
    told = books.desk.mistakes("ledger-budget", wrong, since=JULY)
    assert sorted((line, column) for line, column, _ in told) == [
        (2, "Taakveld"),
        (3, "Amount of the budget"),
        (4, "Taakveld"),
        (5, "Category of Iv3"),
        (6, "Decided in"),
    ]
    ((line, _, text),) = books.desk.mistakes("ledger-budget", budget(), since=date(2027, 1, 1))
    assert (line, text) == (0, "No books are kept of 2027. Let a controller open that year first.")


def test_what_was_booked_stands_beside_it_per_quarter(books: Books) -> None:
    books.post(debit("4100", 3000), credit("0100", 3000), day=MARCH, key="a")
    books.post(debit("4200", 4500), credit("0100", 4500), day=APRIL, key="b")
    books.post(debit("0100", 2000), credit("8100", 2000), day=APRIL, key="c")
    first, second = rows(books, 1), rows(books, 2)
    assert (first["0.4"].in_quarter, first["0.4"].booked, first["0.4"].left) == (
        Euro.of("30"),
        Euro.of("30"),
        Euro.of("70"),
    )
    assert (second["0.4"].in_quarter, second["0.4"].booked, second["0.4"].left) == (
        Euro.of("45"),
        Euro.of("75"),
        Euro.of("25"),
    )
    assert (second["0.2"].booked, second["0.2"].left) == (Euro.of("20"), Euro.of("30"))
    detail = ledger.budget_detail(actor=books.keeper, year=2026, quarter=2, place=OVERHEAD)
    assert [(account.code, euro.cents) for account, euro in detail.accounts] == [
        ("4100", 3000),
        ("4200", 4500),
    ]
    assert [(each.number, each.account, each.euro.cents) for each in detail.entries] == [
        (1, "4100", 3000),
        (2, "4200", 4500),
    ]
    assert detail.count == 2
    income = ledger.budget_detail(actor=books.keeper, year=2026, quarter=2, place=FEES)
    assert [each.euro.cents for each in income.entries] == [2000]


def fact(books: Books, purpose: str = "claim.cost", cents: int = 2500, key: str = "x") -> None:
    """Something that happens on a day whose period is closed: it waits."""
    here = books.keeper.organisation_id
    parts = (Part(purpose, Euro(cents), "0.4"), Part("claim.debt", Euro(-cents), item="D-9"))
    waits = ledger.Fact(here, key, ledger.JournalCode.CLAIMS, MARCH, "Declaratie 9", parts)
    ledger.post_facts(actor=Actor.system(here), facts=[waits], at=MONDAY)


def choose(books: Books, **codes: str) -> None:
    by_code = {each.code: each.id for each in ledger.accounts(actor=books.keeper)}
    for purpose, code in codes.items():
        ledger.choose_account(
            actor=books.keeper, purpose=purpose.replace("_", "."), account=by_code[code], at=MONDAY
        )


def test_what_is_approved_and_not_booked_is_an_obligation(books: Books) -> None:
    choose(books, claim_cost="4100", claim_debt="0500")
    books.close(3)
    fact(books)
    row = rows(books)["0.4"]
    assert (row.booked, row.obliged, row.left) == (Euro.of("0"), Euro.of("25"), Euro.of("75"))
    detail = ledger.budget_detail(actor=books.keeper, year=2026, quarter=4, place=OVERHEAD)
    assert [(each.description, each.euro) for each in detail.waiting] == [("Declaratie 9", Euro.of("25"))]
    assert ledger.post_waiting(actor=books.keeper, at=MONDAY) == 1
    row = rows(books)["0.4"]
    assert (row.booked, row.obliged, row.left) == (Euro.of("25"), Euro.of("0"), Euro.of("75"))


def test_an_obligation_without_an_account_is_told_apart(books: Books) -> None:
    fact(books)
    view = ledger.budget_view(actor=books.keeper, year=2026, quarter=4)
    assert (view.obliged_nowhere, rows(books)["0.4"].obliged) == (Euro.of("25"), Euro(0))
    report = ledger.budget_report(view, name="Nederlek", period_name="2026", names={"0.4": "Overhead"})
    assert len(report.warnings) == 1


def test_the_report_says_what_is_exceeded_and_its_workbook_calculates(books: Books) -> None:
    books.post(debit("4100", 12_000), credit("0100", 12_000))
    view = ledger.budget_view(actor=books.keeper, year=2026, quarter=4)
    report = ledger.budget_report(view, name="Nederlek", period_name="2026", names={"0.4": "Overhead"})
    assert isinstance(report.lead, Said)
    assert report.lead.render() == "1 line of the budget for expenses is exceeded, by 20.00 together."
    assert [table.key for table in report.tables] == ["expenses", "income"]
    expenses = report.tables[0]
    assert expenses.totals is not None
    assert expenses.totals[-1] == Euro.of("-13")
    assert [cell.formula for cell in expenses.rows[0] if isinstance(cell, Live)] == [
        "{original}+{changes}",
        "{budget}-{booked}-{obliged}",
    ]


def check(books: Books, cents: int, taakveld: str = "0.4") -> ledger.BudgetCheck:
    parts = [Part("claim.cost", Euro(cents), taakveld)]
    return ledger.budget_check(actor=books.keeper, parts=parts, on=TODAY)


def test_what_goes_beyond_it_is_a_finding_with_its_figures(books: Books) -> None:
    choose(books, claim_cost="4100")
    books.post(debit("4100", 9000), credit("0100", 9000))
    assert ledger.budget_findings(check(books, 1000)) == ()
    (finding,) = ledger.budget_findings(check(books, 1001))
    assert (finding.code, finding.severity) == ("ledger.beyond_budget", Severity.WARNING)
    assert (finding.values["left"], finding.values["asked"], finding.values["beyond"]) == (
        Euro.of("10"),
        Euro.of("10.01"),
        Euro.of("0.01"),
    )
    assert ledger.budget_findings(check(books, -5000)) == (), "what comes back never goes beyond it"


def test_where_no_account_is_chosen_it_says_so_and_without_a_budget_nothing(
    books: Books, world: World
) -> None:
    (finding,) = ledger.budget_findings(check(books, 1))
    assert (finding.code, finding.stops) == ("ledger.no_budget_place", False)
    later = ledger.budget_check(
        actor=books.keeper, parts=[Part("claim.cost", Euro(1), "0.4")], on=date(2027, 1, 4)
    )
    assert (later.year, later.rooms) == (2027, ())
    with pytest.raises(Refused):
        ledger.budget_check(actor=world.first.ad, parts=[], on=TODAY)


def test_it_is_read_by_a_controller_and_of_the_own_books(books: Books, world: World) -> None:
    for who in (world.first.ad, world.clerk):
        with pytest.raises(Refused):
            ledger.budget_view(actor=who, year=2026, quarter=1)
    with pytest.raises(NotFound):
        ledger.budget_view(actor=world.second.carla, year=2026, quarter=1)
    elsewhere = BudgetPlace("6.1", AccountKind.EXPENSE, "3.8")
    with pytest.raises(NotFound):
        ledger.budget_detail(actor=books.keeper, year=2026, quarter=1, place=elsewhere)


def propose(
    books: Books, *, stops: bool = True, since: date = TOMORROW, reason: str = "Afgesproken"
) -> object:
    return ledger.propose_budget_rule(actor=books.keeper, stops=stops, since=since, reason=reason, at=MONDAY)


def test_the_rule_is_dated_and_decided_by_two(books: Books, world: World) -> None:
    hall = world.first
    choose(books, claim_cost="4100")
    with pytest.raises(Refused, match="controller"):
        ledger.propose_budget_rule(actor=hall.ad, stops=True, since=TOMORROW, reason="x", at=MONDAY)
    for wrong in (
        lambda: propose(books, since=TODAY),
        lambda: propose(books, reason=" "),
        lambda: propose(books, stops=False),
    ):
        with pytest.raises(Refused):
            wrong()
    asked = propose(books)
    with pytest.raises(Refused, match="waits"):
        propose(books)
    for who in (books.keeper, world.second.ad):
        with pytest.raises((Refused, NotFound)):
            ledger.BUDGET_RULES.confirm(actor=who, which=asked, at=MONDAY)  # type: ignore[arg-type]
    view = ledger.budget_rule(actor=hall.ad, at=MONDAY)
    assert view.change is not None
    assert (view.change.may_decide, view.may_propose, view.now.stops) == (True, False, False)
    assert ledger.budget_rule_waits(actor=hall.ad)
    deliver_waiting(hall.id)
    assert any("begroting" in each.subject for each in inbox_of(actor=hall.ad))
    with pytest.raises(Refused, match="has come"):
        ledger.BUDGET_RULES.confirm(actor=hall.ad, which=asked, at=MONDAY + timedelta(days=1))  # type: ignore[arg-type]
    ledger.BUDGET_RULES.confirm(actor=hall.ad, which=asked, at=MONDAY)  # type: ignore[arg-type]
    coming = ledger.budget_rule(actor=books.keeper, at=MONDAY)
    assert (coming.now.stops, [each.since for each in coming.coming]) == (False, [TOMORROW])
    assert ledger.budget_rule(actor=books.keeper, at=MONDAY + timedelta(days=1)).now.stops
    beyond = [Part("claim.cost", Euro(10_001), "0.4")]
    today = ledger.budget_check(actor=books.keeper, parts=beyond, on=TODAY)
    tomorrow = ledger.budget_check(actor=books.keeper, parts=beyond, on=TOMORROW)
    assert [each.stops for each in ledger.budget_findings(today)] == [False]
    assert [each.stops for each in ledger.budget_findings(tomorrow)] == [True]
    acts = [each.action for each in trail_of(actor=world.system, subject=asked)]  # type: ignore[arg-type]
    assert sorted(acts) == ["ledger_budget.rule_confirmed", "ledger_budget.rule_proposed"]


def test_a_rule_that_is_refused_or_taken_back_never_holds(books: Books, world: World) -> None:
    hall = world.first
    ledger.BUDGET_RULES.refuse(actor=hall.ad, which=propose(books), reason="Nee", at=MONDAY)  # type: ignore[arg-type]
    deliver_waiting(hall.id)
    assert any("Nee" in each.body for each in inbox_of(actor=books.keeper))
    ledger.BUDGET_RULES.withdraw(actor=books.keeper, which=propose(books), at=MONDAY)  # type: ignore[arg-type]
    view = ledger.budget_rule(actor=books.keeper, at=MONDAY + timedelta(days=9))
    assert (view.now, view.coming, view.was, view.change) == (
        ledger.BudgetRuleStep(False, None),
        (),
        (),
        None,
    )
