"""Who works for whom, in a browser: in a matrix of five municipalities, and in a bureau with the staff of two employers.

In the matrix Nederlek provides claims for Vlist and Ouderkerk, Bergambacht for Schoonhoven (the files of the demo say so). ReiK
has no legal personality and no staff but that of Kapelle and Reimerswaal.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.architecture.isolation.test_four_variants import Variant, lives
from tests.browser.conftest import ON_A_PHONE_AND_AT_A_DESK, Visitor
from tests.database import TestDatabase, TestServer, pointed_at
from tests.world import account_of

from bodemplaat.foundation.organisations.api import Task
from bodemplaat.foundation.tenancy.api import Role
from bodemplaat.rehearsal.demo.cast import MATRIX, VIRTUAL_BUREAU

Both = tuple[Variant, Variant]
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def founded_both(
    test_server: TestServer, django_test_environment: None, django_db_blocker: Any
) -> Iterator[tuple[TestDatabase, Both]]:
    """The matrix and the bureau, founded once for both screens: nothing is changed here."""
    database = test_server.clone()
    with django_db_blocker.unblock(), pointed_at(database.url):
        both = lives(MATRIX), lives(VIRTUAL_BUREAU)
    yield database, both
    test_server.drop(database)


@pytest.fixture
def committed_world(
    founded_both: tuple[TestDatabase, Both], django_db_blocker: Any
) -> Iterator[tuple[TestDatabase, Both]]:
    """What the site works on."""
    database, both = founded_both
    with django_db_blocker.unblock(), pointed_at(database.url):
        yield database, both


@ON_A_PHONE_AND_AT_A_DESK
def test_a_clerk_of_nederlek_sees_claims_of_vlist_for_the_task_that_nederlek_provides_there(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, Both],
    language: str,
    width: int,
    height: int,
) -> None:
    _, (matrix, _) = committed_world
    names = {each.name.removeprefix("Gemeente "): each for each in matrix.founded.members}
    vlist, bergambacht = names["Vlist"], names["Bergambacht"]
    clerk = names["Nederlek"].with_role(Role.SSC_CLERK)[0]
    assert matrix.founded.provider_of(vlist, Task.EXPENSE_CLAIMS).id == names["Nederlek"].id

    at_the_desk = visitor(language, width, height)
    at_the_desk.sign_in(account_of(clerk).email)
    at_the_desk.goto("/balie/")
    for name in ("Vlist", "Ouderkerk", "Nederlek"):
        expect(at_the_desk.page.get_by_text(matrix.marks[names[name].id]).first).to_be_attached()
    for name in ("Bergambacht", "Schoonhoven"):
        expect(at_the_desk.page.get_by_text(matrix.marks[names[name].id])).to_have_count(0)
    at_the_desk.keep(f"matrix-desk-{language}")
    at_the_desk.goto(f"/balie/declaraties/{matrix.claims[vlist.id]}/")
    expect(at_the_desk.page.locator("main")).to_contain_text(matrix.marks[vlist.id])
    at_the_desk.keep(f"matrix-claim-of-vlist-{language}")
    answer = at_the_desk.page.goto(f"{at_the_desk.site}/balie/declaraties/{matrix.claims[bergambacht.id]}/")
    assert answer is not None
    assert answer.status == 404
    at_the_desk.pictured(f"matrix-claim-of-bergambacht-{language}")
    answer = at_the_desk.page.goto(f"{at_the_desk.site}/balie/betalingen/")
    assert answer is not None
    assert answer.status == 403, "Vlist pays for itself: a clerk of claims does not"


@ON_A_PHONE_AND_AT_A_DESK
def test_the_bureau_is_staffed_by_two_employers_and_each_clerk_handles_claims_of_both(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, Both],
    language: str,
    width: int,
    height: int,
) -> None:
    _, (matrix, bureau) = committed_world
    kapelle, reimerswaal, reik = bureau.founded.members
    clerks = reik.with_role(Role.SSC_CLERK)
    employers = set()
    for number, clerk in enumerate(clerks):
        address = account_of(clerk).email
        employers.add(address.partition("@")[2])
        somebody = visitor(language, width, height)
        somebody.sign_in(address)
        somebody.goto("/rollen/")
        expect(somebody.page.locator("main")).to_contain_text(
            "ReiK"
        )  # the role that is worn; at home they are employees
        somebody.goto("/balie/")
        for customer in (kapelle, reimerswaal):
            expect(somebody.page.get_by_text(bureau.marks[customer.id]).first).to_be_attached()
        for mark in matrix.marks.values():
            expect(somebody.page.get_by_text(mark)).to_have_count(0)
        somebody.keep(f"bureau-desk-{number}-{language}")
        for customer in (kapelle, reimerswaal):
            somebody.goto(f"/balie/declaraties/{bureau.claims[customer.id]}/")
            expect(somebody.page.locator("main")).to_contain_text(bureau.marks[customer.id])
    assert employers == {"kapelle.example", "reimerswaal.example"}
