"""Entries stand in a real Tryton once, whatever dies on the way, and both sides are compared to the cent."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from tests.capabilities.ledger.books import ACCOUNTS, OPENING, OPENING_COLUMNS, Books, credit, debit
from tests.connectors.tryton.real import IS_HERE, WHY_NOT, running
from tests.foundation.imports.files import csv_file
from tests.world import MONDAY, World

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.connectors.tryton.books import TrytonBooks
from bodemplaat.connectors.tryton.handing_over import hand_over
from bodemplaat.connectors.tryton.server import TrytonServer, TrytonTrouble

pytestmark = [pytest.mark.skipif(not IS_HERE, reason=WHY_NOT), pytest.mark.xdist_group("tryton")]
COLUMNS = ("account", "code", "name")


@pytest.fixture(scope="module")
def tryton(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    with running(tmp_path_factory.mktemp("tryton")) as reached:
        yield reached


@pytest.fixture
def server(tryton: tuple[str, str]) -> TrytonServer:
    address, password = tryton
    return TrytonServer(address, "admin", password)


@pytest.fixture
def there(server: TrytonServer) -> TrytonBooks:
    """Books of a company that no other test has."""
    return TrytonBooks(server, uuid4().hex, "Nederlek")


@pytest.fixture
def books(world: World) -> Books:
    books = Books.of(world)
    opening = csv_file("ledger-opening", OPENING_COLUMNS, *OPENING)
    books.desk.do("ledger-opening", opening, since=date(2026, 1, 1))
    codes = [(code, f"E{code}", "") for code, *_ in ACCOUNTS]
    books.desk.do("ledger-elsewhere", csv_file("ledger-elsewhere", COLUMNS, *codes))
    books.post(debit("4100", 3420), credit("0500", 3420, "D-7"))
    books.post(debit("0500", 3420, "D-7"), credit("0100", 3420), key="twee")
    return books


def go(books: Books, there: Any) -> int:
    return hand_over(actor=books.keeper, year=2026, books=there, at=MONDAY)


def compared(books: Books, there: TrytonBooks) -> dict[str, ledger.Compared]:
    rows = ledger.compared_elsewhere(actor=books.keeper, year=2026, there=there.lines())
    for each in rows:
        apart = sum(difference.euro.cents for difference in each.differences)
        assert apart == each.there.cents - each.here.cents, "what is apart explains every cent"
    return {each.account: each for each in rows}


def test_entries_are_posted_there_once(books: Books, there: TrytonBooks) -> None:
    assert go(books, there) == 3
    assert go(books, there) == 0
    agreed = compared(books, there)
    assert {code: each.there.cents for code, each in agreed.items()} == {
        "E0100": 96580,
        "E0500": -4000,
        "E0900": -96000,
        "E4100": 3420,
    }
    assert not any(each.differences for each in agreed.values())
    noted = ledger.noted_elsewhere(actor=books.keeper, year=2026)
    assert sorted(number for _, number in noted.values()) == ["1", "2", "3"]
    assert ledger.elsewhere(actor=books.keeper, year=2026).waiting == 0
    first = next(iter(noted))
    ledger.correct_entry(
        actor=books.keeper, entry=first, day=date(2026, 3, 12), description="Terug", amounts=(), at=MONDAY
    )
    assert go(books, there) == 1
    assert not any(each.differences for each in compared(books, there).values())


class Dies(BaseException):
    """The process is gone."""


class Dying:
    """Books that die after so many acts: what was asked was done there, and its answer never came."""

    def __init__(self, books: TrytonBooks, after: int) -> None:
        self.books, self.left = books, after

    def _act(self, answer: Any) -> Any:
        self.left -= 1
        if self.left == 0:
            raise Dies
        return answer

    def prepare(self, year: int, accounts: Sequence[ledger.AccountThere]) -> None:
        self.books.prepare(year, accounts)
        self._act(None)

    def moves(self) -> Sequence[ledger.MoveThere]:
        return self.books.moves()

    def draft(self, entries: Sequence[ledger.OutgoingEntry]) -> Any:
        return self._act(self.books.draft(entries))

    def post(self, references: Sequence[str]) -> Any:
        return self._act(self.books.post(references))

    def drop(self, references: Sequence[str]) -> None:
        self.books.drop(references)
        self._act(None)

    def lines(self) -> Any:
        return self.books.lines()


@pytest.mark.parametrize("after", [1, 2, 3])
def test_whatever_dies_they_are_there_once(books: Books, there: TrytonBooks, after: int) -> None:
    with pytest.raises(Dies):
        go(books, Dying(there, after))
    go(books, there)
    moves = there.moves()
    assert [each.is_posted for each in moves] == [True] * 3
    assert len({each.entry for each in moves}) == 3
    assert not any(each.differences for each in compared(books, there).values())
    noted = ledger.noted_elsewhere(actor=books.keeper, year=2026)
    assert all(number for _, number in noted.values())


def test_a_draft_that_comes_late_is_thrown_away_and_one_that_is_gone_made_again(
    books: Books, there: TrytonBooks
) -> None:
    with pytest.raises(Dies):
        go(books, Dying(there, 3))  # posted, and the numbers were not noted
    books.post(debit("4100", 5), credit("0100", 5), key="drie")
    (new,) = ledger.next_to_hand_over(actor=books.keeper, year=2026, count=10)
    late = there.draft([new])
    ledger.note_references(actor=books.keeper, year=2026, references={new.id: "999999"}, at=MONDAY)
    assert go(books, there) == 4
    posted = {each.entry: each for each in there.moves()}
    assert len(posted) == 4
    assert all(each.is_posted for each in posted.values())
    assert late[new.id] not in {each.reference for each in posted.values()}
    assert not any(each.differences for each in compared(books, there).values())


def test_what_differs_is_explained_to_the_cent(
    books: Books, there: TrytonBooks, server: TrytonServer
) -> None:
    go(books, there)
    books.post(debit("4200", 700), credit("0100", 700), key="hier")
    own = ledger.OutgoingLine
    day = date(2026, 5, 1)
    by_hand = ledger.OutgoingEntry(
        uuid4(),
        ledger.JournalCode.MEMORIAL,
        9,
        5,
        day,
        "Met de hand",
        [own("E4100", "", debit("x", 111).euro, "", ""), own("E0100", "", credit("x", 111).euro, "", "")],
    )
    references = there.draft([by_hand])
    there.post(list(references.values()))
    apart = compared(books, there)
    told = {
        (code, difference.why, difference.euro.cents)
        for code, each in apart.items()
        for difference in each.differences
    }
    assert told == {
        ("E4200", ledger.Apart.NOT_THERE, -700),
        ("E0100", ledger.Apart.NOT_THERE, 700),
        ("E4100", ledger.Apart.ONLY_THERE, 111),
        ("E0100", ledger.Apart.ONLY_THERE, -111),
    }


def test_a_refusal_there_stops_and_says_so(books: Books, there: TrytonBooks, server: TrytonServer) -> None:
    there.prepare(2026, ledger.accounts_elsewhere(actor=books.keeper))
    march = server.search_read(
        "account.period", [("name", "=", "2026-03"), ("company", "=", server.context["company"])], ["id"]
    )
    server.call("account.period", "close", [march[0]["id"]])
    with pytest.raises(TrytonTrouble, match="2026-03"):
        go(books, there)
    server.call("account.period", "reopen", [march[0]["id"]])
    assert go(books, there) == 3
    with pytest.raises(TrytonTrouble, match="401"):
        TrytonServer(_address(server), "admin", "iets anders")
    for odd in ("ftp://x/y", "http://x", "http://x/a/b"):
        with pytest.raises(TrytonTrouble, match="is no address"):
            TrytonServer(odd, "admin", "")


def test_the_command_hands_over_and_compares(
    books: Books, tryton: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, password = tryton
    monkeypatch.setenv("BODEMPLAAT_TRYTON_PASSWORD", password)
    organisation = str(books.keeper.organisation_id)
    asked = ["hand_over_books", organisation, "--year", "2026", "--address", address, "--user", "admin"]
    out = StringIO()
    with pytest.raises(CommandError, match="Both sides differ"):
        call_command(*asked, "--compare-only", stdout=out)
    assert "Memoriaal 1 is not there" in out.getvalue()
    out = StringIO()
    call_command(*asked, stdout=out)
    assert "3 entries of 2026 were posted in Tryton." in out.getvalue()
    assert "Both sides agree to the cent." in out.getvalue()
    monkeypatch.setenv("BODEMPLAAT_TRYTON_PASSWORD", "x")
    with pytest.raises(CommandError, match="401"):
        call_command(*asked, stdout=out)


def _address(server: TrytonServer) -> str:
    return server._parts.geturl()


def test_the_names_are_those_of_the_port() -> None:
    wanted: Mapping[str, Any] = vars(ledger.LedgerAdapter)
    assert {name for name in wanted if not name.startswith("_")} <= set(dir(TrytonBooks))
