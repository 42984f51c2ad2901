"""The account to pay from, on its pages: proposed by one, confirmed or refused by another."""

from datetime import UTC, datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.surfaces.founding.conftest import SignedIn
from tests.surfaces.founding.test_units_and_people import text_of
from tests.world import IBANS, World

from bodemplaat.capabilities.payments import api as payments

IN_DECEMBER, IN_JANUARY = datetime(2026, 12, 9, 23, 30, tzinfo=UTC), datetime(2027, 1, 15, 9, tzinfo=UTC)
PAGE = "/inrichting/rekening/"
NEW = {
    "iban": "NL02 ABNA 0123 4567 89",
    "name": "Gemeente Nederlek",
    "bic": "",
    "reason": "Wij gaan naar een andere huisbank",
}


def waiting(world: World) -> payments.AccountChangeView:
    """The change that nobody has decided on yet."""
    (change,) = (each for each in payments.account_changes(actor=world.first.ad) if each.state == "asked")
    return change


def test_an_administrator_proposes_it_and_a_controller_confirms_it(world: World, signed_in: SignedIn) -> None:
    admin, controller = signed_in(world.first.ad), signed_in(world.first.carla)
    assert admin.post(f"{PAGE}wijzigen/", NEW)["Location"] == PAGE
    text = text_of(admin.get(PAGE))
    assert "Your organisation pays from NL20 INGB 0001 2345 67." in text
    assert "Another one waits for a controller." in text
    assert "Confirm: pay from this account" not in text
    assert "An account to pay from waits for a controller." in text_of(controller.get("/bestuur/regels/"))
    text = text_of(controller.get(PAGE))
    for said in ("NL02 ABNA 0123 4567 89", "Wij gaan naar een andere huisbank", "Ad van Dijk"):
        assert said in text
    (change,) = payments.account_changes(actor=world.first.ad)
    assert admin.post(f"{PAGE}{change.id}/bevestigen/").status_code == 403
    assert controller.post(f"{PAGE}{change.id}/bevestigen/")["Location"] == PAGE
    text = text_of(admin.get(PAGE))
    assert "Your organisation pays from NL02 ABNA 0123 4567 89." in text
    assert "NL20 INGB 0001 2345 67" in text.partition("What it was")[2]
    assert "decided already" in text_of(controller.post(f"{PAGE}{change.id}/bevestigen/"))
    assert "ends in 6789" in text_of(admin.get("/bestuur/spoor/"))


def test_what_is_wrong_stands_with_its_field(world: World, signed_in: SignedIn) -> None:
    answer = signed_in(world.first.ad).post(f"{PAGE}wijzigen/", NEW | {"iban": "NL12", "bic": "x"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"iban", "bic"}


def test_it_is_refused_with_a_reason_or_withdrawn(world: World, signed_in: SignedIn) -> None:
    admin, controller = signed_in(world.first.ad), signed_in(world.first.carla)
    admin.post(f"{PAGE}wijzigen/", NEW)
    (change,) = payments.account_changes(actor=world.first.ad)
    refusing = f"{PAGE}{change.id}/weigeren/"
    assert "Refuse the account that ends in 6789?" in text_of(controller.get(refusing))
    assert controller.post(refusing, {"reason": ""}).status_code == 422
    controller.post(refusing, {"reason": "Deze kennen wij niet"})
    assert "Deze kennen wij niet" in text_of(admin.get(PAGE))
    admin.post(f"{PAGE}wijzigen/", NEW)
    again = waiting(world)
    admin.post(f"{PAGE}{again.id}/intrekken/")
    assert {each.state for each in payments.account_changes(actor=world.first.ad)} == {
        "refused",
        "withdrawn",
    }


def test_the_checklist_names_the_account_and_leads_to_it(world: World, signed_in: SignedIn) -> None:
    text = text_of(signed_in(world.first.ad).get("/inrichting/"))
    assert "Account to pay from" in text
    assert f"Ends in {IBANS[2][-4:]}" in text
    assert f'href="{PAGE}"' in text


def test_many_changes_cost_no_more_statements_than_one(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)

    def happen() -> int:
        admin.post(f"{PAGE}wijzigen/", NEW)
        change = waiting(world)
        payments.refuse_account(actor=world.first.carla, change=change.id, reason="Nee", at=world.at)
        admin.get(PAGE)
        with CaptureQueriesContext(connection) as statements:
            assert admin.get(PAGE).status_code == 200
        return len(statements)

    one = happen()
    assert [happen() for _ in range(4)][-1] == one


def test_the_page_says_from_which_account_was_paid_on_a_day(world: World, signed_in: SignedIn) -> None:
    admin, controller = signed_in(world.first.ad), signed_in(world.first.carla)
    payments.propose_account(
        actor=world.first.ad, organisation=world.first.id, **{**NEW, "bic": "ABNANL2A"}, at=IN_DECEMBER
    )
    payments.confirm_account(actor=world.first.carla, change=waiting(world).id, at=IN_DECEMBER)
    renamed = {**NEW, "name": "Gemeente Nederlek, kas"}
    payments.propose_account(actor=world.first.ad, organisation=world.first.id, **renamed, at=IN_JANUARY)
    payments.confirm_account(actor=world.first.carla, change=waiting(world).id, at=IN_JANUARY)
    for reader in (admin, controller):
        before, first, second, third = (
            text_of(reader.get(PAGE, {"day": day})).partition('<dl class="facts')[2].partition("</dl>")[0]
            for day in ("2026-11-22", "2026-12-09", "2026-12-10", "2027-01-15")
        )
        assert "There was none yet." in before
        assert "NL20 INGB 0001 2345 67" in first
        assert "NL02 ABNA 0123 4567 89" in second
        assert "ABNANL2A" in second
        assert "kas" not in second, "it bears the name that it had then"
        assert "NL02 ABNA 0123 4567 89" in third
        assert "Gemeente Nederlek, kas" in third
        assert "ABNANL2A" not in third
