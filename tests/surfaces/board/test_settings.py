"""Rules change from a day on: validated, confirmed, and the old ones kept."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.test import Client
from tests.surfaces.board.conftest import SignedIn
from tests.world import TODAY, World

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.kernel import Euro

CHANGE = "/bestuur/regels/wijzigen/"
DECEMBER = date(2026, 12, 1)


def filled_in(**changes: str) -> dict[str, str]:
    """The form as an administrator fills it in: manager up to € 500, the director from there."""
    return {
        "since": "2026-12-01",
        "max_age_days": "60",
        "threshold": "15,00",
        "sample_percent": "12,5",
        "fallback_function": "fallback_approver",
        "step-TOTAL_FORMS": "3",
        "step-INITIAL_FORMS": "0",
        "step-0-by": "manager",
        "step-0-order": "1",
        "step-0-below_amount": "1.250,00",
        "step-1-by": "function:director",
        "step-1-order": "2",
        "step-1-from_amount": "1.250,00",
        "step-2-by": "",
        **changes,
    }


def confirmed(world: World, signed_in: SignedIn, answer: Any) -> None:
    """What an administrator just proposed is confirmed by the controller, on its page."""
    assert answer.status_code == 302
    controller = signed_in(world.first.carla)
    assert controller.get(answer["Location"]).status_code == 200
    assert controller.post(f"{answer['Location']}bevestigen/").status_code == 302


def dutch(client: Client) -> Client:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "nl"
    return client


def test_a_change_holds_from_its_day_and_the_old_rules_until_then(world: World, signed_in: SignedIn) -> None:
    admin = dutch(signed_in(world.first.ad))
    asked = admin.post(CHANGE, filled_in())
    assert "Deze regels voorstellen vanaf 1 december 2026?" in asked.content.decode()
    assert claims.rules_for(actor=world.first.ad, organisation=world.first.id, on=DECEMBER).max_age_days == 92
    done = admin.post(CHANGE, filled_in(confirmed="yes"))
    assert claims.rules_for(actor=world.first.ad, organisation=world.first.id, on=DECEMBER).max_age_days == 92
    confirmed(world, signed_in, done)

    def rules(on: date) -> Any:
        return claims.rules_for(actor=world.first.ad, organisation=world.first.id, on=on)

    assert rules(TODAY).chain == claims.DEFAULT_CHAIN
    then = rules(DECEMBER)
    assert then.max_age_days == 60
    assert then.threshold == Euro.of("15")
    assert then.sample_percent == Decimal("12.5")
    assert [(s.by, s.function, s.from_amount, s.below_amount) for s in then.chain] == [
        (claims.Approver.MANAGER, "", None, Euro.of("1250")),
        (claims.Approver.FUNCTION, "director", Euro.of("1250"), None),
    ]
    shown = admin.get("/bestuur/regels/").content.decode()
    assert "Vanaf 1 december 2026" in shown


def test_before_it_holds_one_reads_what_will_follow_and_who_is_missing(
    world: World, signed_in: SignedIn
) -> None:
    text = dutch(signed_in(world.first.ad)).post(CHANGE, filled_in()).content.decode()
    assert "Niemand heeft vandaag deze functie: directeur." in text
    assert "Het servicecentrum staat niet in de keten" in text
    assert "92 dagen" in text
    assert "60 dagen" in text


def test_a_chain_that_leaves_a_claim_to_nobody_is_refused_with_the_amount(
    world: World, signed_in: SignedIn
) -> None:
    admin = dutch(signed_in(world.first.ad))
    gap = filled_in(confirmed="yes", **{"step-1-from_amount": "2.000,00"})
    assert (
        "niemand beslissen over een declaratie van €\xa01.250,00" in admin.post(CHANGE, gap).content.decode()
    )
    none = filled_in(confirmed="yes", **{"step-0-by": "", "step-1-by": ""})
    assert "niemand beslissen" in admin.post(CHANGE, none).content.decode()
    dated = claims.rules_over_time(actor=world.first.ad, organisation=world.first.id)
    assert len(dated) == 1


def test_every_mistake_is_named_and_what_was_typed_stays(world: World, signed_in: SignedIn) -> None:
    wrong = filled_in(since="2026-11-23", threshold="vijftien", sample_percent="120", max_age_days="")
    text = dutch(signed_in(world.first.ad)).post(CHANGE, wrong).content.decode()
    for told in ("Kies morgen of een latere dag.", "Schrijf een bedrag in euro", "vijftien", 'value="120"'):
        assert told in text
    assert len(claims.rules_over_time(actor=world.first.ad, organisation=world.first.id)) == 1


def test_going_back_from_the_question_keeps_what_was_typed(world: World, signed_in: SignedIn) -> None:
    text = signed_in(world.first.ad).post(CHANGE, filled_in(again="yes", max_age_days="77")).content.decode()
    assert 'value="77"' in text


def test_a_rate_changes_from_a_day_and_is_shown_as_coming(world: World, signed_in: SignedIn) -> None:
    admin = dutch(signed_in(world.first.ad))
    typed = {
        "since": "2027-01-01",
        "name_nl": "Reis met eigen auto",
        "name_en": "Journey by own car",
        "basis": "distance",
        "rate": "0,2550",
        "source": "Besluit college 1 december 2026",
    }
    assert "0,255" in admin.post("/bestuur/regels/soorten/car/", typed).content.decode()
    confirmed(world, signed_in, admin.post("/bestuur/regels/soorten/car/", {**typed, "confirmed": "yes"}))

    def rate(on: date) -> Decimal | None:
        rules = claims.rules_for(actor=world.first.ad, organisation=world.first.id, on=on)
        kind = rules.kind("car")
        return kind.rate if kind else None

    assert rate(date(2026, 12, 31)) == Decimal("0.23")
    assert rate(date(2027, 1, 1)) == Decimal("0.255")
    assert "0,255" in admin.get("/bestuur/regels/").content.decode()


def test_a_kind_is_added_and_ended(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    typed = {
        "since": "2026-12-01",
        "name_nl": "Parkeren",
        "name_en": "Parking",
        "basis": "amount",
        "limit": "30",
        "confirmed": "yes",
    }
    confirmed(world, signed_in, admin.post("/bestuur/regels/soorten/nieuw/", typed))
    assert "There is or was a kind" in admin.post("/bestuur/regels/soorten/nieuw/", typed).content.decode()
    ended = admin.post("/bestuur/regels/soorten/parking/beeindigen/", {"since": "2027-02-01"})
    confirmed(world, signed_in, ended)

    def has(on: date) -> bool:
        rules = claims.rules_for(actor=world.first.ad, organisation=world.first.id, on=on)
        return rules.kind("parking") is not None

    assert [has(date(2026, 11, 30)), has(DECEMBER), has(date(2027, 1, 31)), has(date(2027, 2, 1))] == [
        False,
        True,
        True,
        False,
    ]


def test_a_kind_without_a_rate_for_its_kilometres_is_refused(world: World, signed_in: SignedIn) -> None:
    typed = {"since": "2026-12-01", "name_nl": "Fiets", "name_en": "Bicycle", "basis": "distance"}
    text = signed_in(world.first.ad).post("/bestuur/regels/soorten/nieuw/", typed).content.decode()
    assert "Fill in how much is paid per kilometre." in text


def test_a_controller_reads_the_rules_and_changes_nothing(world: World, signed_in: SignedIn) -> None:
    controller = signed_in(world.first.carla)
    assert (
        "An administrator of your organisation can propose others"
        in controller.get("/bestuur/regels/").content.decode()
    )
    for address in (CHANGE, "/bestuur/regels/soorten/nieuw/", "/bestuur/regels/soorten/car/"):
        assert controller.post(address, filled_in(confirmed="yes")).status_code == 403


def test_one_administrator_alone_opens_no_gate(world: World, signed_in: SignedIn) -> None:
    admin = dutch(signed_in(world.first.ad))
    today = filled_in(confirmed="yes", since="2026-11-23")
    assert "Kies morgen of een latere dag." in admin.post(CHANGE, today).content.decode()
    wide = admin.post(CHANGE, filled_in(confirmed="yes", threshold="100.000,00")).content.decode()
    assert "hoogstens" in wide
    made = admin.post(CHANGE, filled_in(confirmed="yes"))
    assert admin.post(f"{made['Location']}bevestigen/").status_code == 403
    text = admin.get(made["Location"]).content.decode()
    assert "Voorstel intrekken" in text
    assert "bevestigen/" not in text


def test_a_controller_refuses_with_a_reason_that_the_proposer_reads(
    world: World, signed_in: SignedIn
) -> None:
    admin, controller = dutch(signed_in(world.first.ad)), signed_in(world.first.carla)
    page = admin.post(CHANGE, filled_in(confirmed="yes"))["Location"]
    warned = dutch(signed_in(world.first.carla)).get(page).content.decode()
    assert "Het servicecentrum staat niet in de keten" in warned
    assert "proposal for these rules waits" in controller.get("/bestuur/regels/").content.decode()
    assert controller.post(f"{page}weigeren/", {"reason": " "}).status_code == 422
    assert controller.post(f"{page}weigeren/", {"reason": "Te ruim"}).status_code == 302
    text = admin.get(page).content.decode()
    assert "Te ruim" in text
    assert "Carla Dekker weigerde het" in text
    again = controller.post(f"{page}bevestigen/").content.decode()
    assert "decided already" in again
    listed = admin.get("/bestuur/regels/voorstellen/").content.decode()
    assert "Geweigerd" in listed


def test_who_decides_reads_every_ceiling_of_the_days_on_which_it_would_hold(
    world: World, signed_in: SignedIn
) -> None:
    page = signed_in(world.first.ad).post(CHANGE, filled_in(confirmed="yes"))["Location"]
    lower = claims.Ceiling(Euro.of(10), Decimal(20), Decimal("0.20"), "Besluit 3 november")
    claims.set_ceiling(
        actor=world.system, organisation=world.first.id, since=date(2027, 2, 1), ceiling=lower, at=world.at
    )
    controller = signed_in(world.first.carla)
    text = " ".join(controller.get(page).content.decode().split())
    assert "without approval below €100.00, a sample of 1% or more" in text
    assert "from 1 February 2027: without approval below €10.00, a sample of 20% or more" in text
    refused = controller.post(f"{page}bevestigen/").content.decode()
    assert "From 1 February 2027 claims may pass without approval below €10.00 at most" in refused
    trail = controller.get("/bestuur/spoor/").content.decode()
    assert "May pass without approval below, at most: €100.00 → €10.00" in trail
    assert "Rate per kilometre, at most: €1.00 → €0.20" in trail


def test_an_administrator_withdraws_and_the_trail_says_from_what_to_what(
    world: World, signed_in: SignedIn
) -> None:
    admin = dutch(signed_in(world.first.ad))
    withdrawn = admin.post(CHANGE, filled_in(confirmed="yes"))["Location"]
    assert admin.post(f"{withdrawn}intrekken/").status_code == 302
    confirmed(world, signed_in, admin.post(CHANGE, filled_in(confirmed="yes")))
    for reader in (world.first.ad, world.first.carla):
        text = signed_in(reader).get("/bestuur/spoor/").content.decode()
        assert "Passes without approval below: none → €15.00" in text
        assert "Claim within: 92 days → 60 days" in text
        assert "Change of rules withdrawn" in text
