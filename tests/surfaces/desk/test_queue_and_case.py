"""The clerk's desk: queues, list and case; taking, booking and deciding, with refusals shown in place."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.surfaces.desk.conftest import SignIn, page_of, text_of
from tests.world import TODAY, Municipality, World, employ, journey, purchase, receipt

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.foundation.tenancy.api import Actor, Role

BOOKED = {"taakveld_0": "0.4", "cost_centre_0": "6100", "seen_round": "1"}


def at_the_desk(world: World, who: Actor | None = None, *lines: claims.Line) -> uuid.UUID:
    who = who or world.first.anna
    claim = world.submitted(who, *lines)
    claims.approve_claim(actor=world.municipality_of(who).jan, claim=claim, at=world.at)
    return claim


def case_url(claim: uuid.UUID, action: str = "") -> str:
    return f"/balie/declaraties/{claim}/{action}"


def view(world: World, claim: uuid.UUID) -> claims.ClaimView:
    return claims.claim_view(actor=world.clerk, claim=claim, on=TODAY)


def test_the_queues_tell_how_many_wait_where_and_how_long_the_oldest_has(
    world: World, browser: SignIn
) -> None:
    at_the_desk(world)
    at_the_desk(world, world.second.bert)
    page = page_of(browser(world.clerk).get("/balie/"))
    queues = [
        " ".join(" ".join(link.xpath("./span/text()")).split()) for link in page.xpath('//a[@class="queue"]')
    ]
    assert queues == [
        "Te controleren 2 oudste: nog 7 dagen",
        "Door mij opgepakt 0",
        "Teruggestort door de bank 0",
        "Nederlek 1 oudste: nog 7 dagen",
        "Vlist 1 oudste: nog 7 dagen",
    ]
    assert "2 declaraties" in page.text_content()


def test_the_term_counts_from_the_day_it_reached_the_desk(
    world: World, browser: SignIn, settings: Any
) -> None:
    settings.DESK_CHECK_DAYS = 3
    early = world.at - timedelta(days=5)
    claim = world.submitted(world.first.anna, journey(day=early.date()), at=early)
    claims.approve_claim(actor=world.first.jan, claim=claim, at=world.at - timedelta(days=4))
    shown = text_of(browser(world.clerk).get(case_url(claim)))
    assert "Wacht 4 dagen bij de balie." in shown
    assert "1 dag over de termijn" in shown


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("", "Alles is gecontroleerd"),
        ("?queue=mine", "U heeft niets opgepakt"),
        ("?queue=bounced", "De bank stortte niets terug"),
        ("?q=bestaat-niet", "Geen declaratie in deze rij heeft “bestaat-niet”"),
        ("?queue=onzin&organisation=onzin&page=onzin", "Alles is gecontroleerd"),
    ],
)
def test_an_empty_queue_says_what_comes_here(world: World, browser: SignIn, query: str, says: str) -> None:
    assert says in text_of(browser(world.clerk).get(f"/balie/{query}"))


def test_search_and_municipality_narrow_the_list(world: World, browser: SignIn) -> None:
    at_the_desk(world)
    at_the_desk(world, world.second.bert)
    clerk = browser(world.clerk)
    assert "1 declaratie" in text_of(clerk.get("/balie/?q=bert"))
    only = page_of(clerk.get(f"/balie/?organisation={world.first.id}"))
    assert [a.text for a in only.xpath('//ul[@class="item-list"]//a')] == ["Anna Jansen"]


def test_a_case_shows_lines_evidence_booking_and_what_happened(world: World, browser: SignIn) -> None:
    claim = at_the_desk(world)
    page = page_of(browser(world.clerk).get(case_url(claim)))
    assert page.xpath('//select[@name="taakveld_0"]/option[@selected]/@value') == ["0.4"]
    assert page.xpath('//select[@name="cost_centre_0"]/option[@selected]/@value') == ["6100"]
    (document,) = view(world, claim).lines[0].evidence
    assert page.xpath(f'//a[@class="thumbnail"][@href="/declaraties/{claim}/bewijs/{document.id}/"]//img')
    assert page.xpath('//ol[@class="timeline"]/li')
    assert page.xpath('//*[@data-key="t"]')
    assert page.xpath('//*[@data-key="a"]')


def test_htmx_gets_the_case_alone(world: World, browser: SignIn) -> None:
    claim = at_the_desk(world)
    part = browser(world.clerk).get(case_url(claim), headers={"HX-Request": "true", "HX-Target": "case"})
    assert part.content.strip().startswith(b'<div class="desk-case" id="case">')
    assert b"<html" not in part.content


def test_the_same_receipt_twice_is_told_with_a_link(world: World, browser: SignIn) -> None:
    anna, bill, made = world.first.anna, receipt("green"), []
    for _ in range(2):
        claim = world.draft(anna, purchase())
        claims.attach_evidence(actor=anna, claim=claim, position=0, name="bon.jpg", content=bill, at=world.at)
        claims.submit_claim(actor=anna, claim=claim, key=uuid.uuid4().hex, at=world.at)
        made.append(claim)
    claims.approve_claim(actor=world.first.jan, claim=made[1], at=world.at)
    page = page_of(browser(world.clerk).get(case_url(made[1])))
    assert "Twee keer dezelfde bon?" in page.text_content()
    assert page.xpath(f'//a[@href="{case_url(made[0])}"]')


def test_html_in_a_file_name_is_text(world: World, browser: SignIn) -> None:
    anna = world.first.anna
    claim = world.draft(anna, purchase())
    name = '<img src=x onerror="alert(1)">.jpg'
    claims.attach_evidence(actor=anna, claim=claim, position=0, name=name, content=receipt(), at=world.at)
    claims.submit_claim(actor=anna, claim=claim, key="k", at=world.at)
    claims.approve_claim(actor=world.first.jan, claim=claim, at=world.at)
    shown = browser(world.clerk).get(case_url(claim)).content
    assert b"<img src=x" not in shown
    assert b"&lt;img src=x onerror=" in shown


def test_take_and_put_back(world: World, browser: SignIn) -> None:
    claim, clerk = at_the_desk(world), browser(world.clerk)
    assert clerk.post(case_url(claim, "nemen/")).headers["Location"] == case_url(claim)
    assert view(world, claim).taken_by == world.clerk.person
    assert "door u opgepakt" in text_of(clerk.get(case_url(claim)))
    clerk.post(case_url(claim, "terugleggen/"))
    assert view(world, claim).taken_by is None


def test_what_a_colleague_has_is_shown_with_a_name_and_not_decided(world: World, browser: SignIn) -> None:
    claim, clerk = at_the_desk(world), browser(world.clerk)
    claims.take_claim(actor=world.kim, claim=claim, at=world.at)
    shown = clerk.get(case_url(claim))
    assert "Kim Yilmaz werkt hieraan" in text_of(shown)
    assert not page_of(shown).xpath('//form[contains(@action, "goedkeuren")]')
    refused = clerk.post(case_url(claim, "goedkeuren/"), BOOKED)
    assert refused.status_code == 409
    assert "Dit is niet gebeurd" in text_of(refused)
    assert view(world, claim).state == "in_approval"


def test_book_and_approve_in_one_step_and_on_to_the_next(world: World, browser: SignIn) -> None:
    first, second = at_the_desk(world), at_the_desk(world, world.first.bert)
    clerk = browser(world.clerk)
    answer = clerk.post(case_url(first, "goedkeuren/"), BOOKED)
    assert answer.headers["Location"] == case_url(second)
    decided = view(world, first)
    assert (decided.state, decided.lines[0].taakveld, decided.lines[0].cost_centre) == (
        "approved",
        "0.4",
        "6100",
    )
    assert "is geboekt en goedgekeurd" in text_of(clerk.get(case_url(second)))
    assert clerk.post(case_url(second, "goedkeuren/"), BOOKED).headers["Location"] == "/balie/"


def test_next_passes_over_what_colleagues_have_and_keeps_the_place(world: World, browser: SignIn) -> None:
    first, second, third = (at_the_desk(world, world.first.anna) for _ in range(3))
    claims.take_claim(actor=world.kim, claim=second, at=world.at)
    place = f"?organisation={world.first.id}&q=anna"
    answer = browser(world.clerk).post(case_url(first, f"goedkeuren/{place}"), BOOKED)
    assert answer.headers["Location"] == case_url(third) + place


def test_a_line_without_a_booking_is_shown_where_it_lacks_and_keeps_the_rest(
    world: World, browser: SignIn
) -> None:
    claim = at_the_desk(world, world.first.anna, journey("10"), journey("20"))
    chosen = {
        "taakveld_0": "0.4",
        "cost_centre_0": "6100",
        "taakveld_1": "",
        "cost_centre_1": "6100",
        "seen_round": "1",
    }
    refused = browser(world.clerk).post(case_url(claim, "goedkeuren/"), chosen)
    assert refused.status_code == 422
    page = page_of(refused)
    assert page.xpath('//*[@class="error-summary"]//a[@href="#booking-taakveld_1"]')
    assert page.xpath('//select[@name="taakveld_0"]/option[@selected]/@value') == ["0.4"]
    assert view(world, claim).state == "in_approval"
    assert view(world, claim).lines[0].taakveld == "", "nothing half booked"


def test_the_first_booking_can_be_used_for_every_line(world: World, browser: SignIn) -> None:
    claim = at_the_desk(world, world.first.anna, journey("10"), journey("20"), journey("30"))
    chosen = {"taakveld_0": "0.4", "cost_centre_0": "6100", "all_as_first": "on", "seen_round": "1"}
    browser(world.clerk).post(case_url(claim, "goedkeuren/"), chosen)
    decided = view(world, claim)
    assert decided.state == "approved"
    assert {(line.taakveld, line.cost_centre) for line in decided.lines} == {("0.4", "6100")}


def test_a_booking_from_outside_the_list_is_refused(world: World, browser: SignIn) -> None:
    claim = at_the_desk(world)
    chosen = {**BOOKED, "cost_centre_0": "9999"}
    assert browser(world.clerk).post(case_url(claim, "goedkeuren/"), chosen).status_code == 422
    assert view(world, claim).state == "in_approval"


def test_what_changed_meanwhile_is_looked_at_again(world: World, browser: SignIn) -> None:
    claim = at_the_desk(world)
    stale = browser(world.clerk).post(case_url(claim, "goedkeuren/"), {**BOOKED, "seen_round": "0"})
    assert stale.status_code == 409
    assert view(world, claim).state == "in_approval"
    assert view(world, claim).lines[0].cost_centre == "", "booking went back with it"


def test_a_question_goes_back_to_the_employee(world: World, browser: SignIn) -> None:
    claim, clerk = at_the_desk(world), browser(world.clerk)
    empty = clerk.post(case_url(claim, "vragen/"), {"words": " ", "seen_round": "1"})
    assert empty.status_code == 422
    assert page_of(empty).xpath('//details[@open]//textarea[@aria-invalid="true"]')
    clerk.post(case_url(claim, "vragen/"), {"words": "Welk boek was dit?", "seen_round": "1"})
    assert view(world, claim).state == "returned"
    assert view(world, claim).timeline[-1].comment == "Welk boek was dit?"


def test_a_rejection_needs_its_reason(world: World, browser: SignIn) -> None:
    claim, clerk = at_the_desk(world), browser(world.clerk)
    assert clerk.post(case_url(claim, "afwijzen/"), {"words": "", "seen_round": "1"}).status_code == 422
    clerk.post(case_url(claim, "afwijzen/"), {"words": "Privé gekocht.", "seen_round": "1"})
    assert view(world, claim).state == "rejected"


def test_what_was_typed_stays_when_it_is_refused(world: World, browser: SignIn) -> None:
    claim = at_the_desk(world)
    claims.take_claim(actor=world.kim, claim=claim, at=world.at)
    words = {"words": "Waarom zo duur?", "seen_round": "1"}
    refused = browser(world.clerk).post(case_url(claim, "vragen/"), words)
    assert refused.status_code == 409
    claims.release_claim(actor=world.kim, claim=claim, at=world.at)
    stale = browser(world.clerk).post(case_url(claim, "vragen/"), {**words, "seen_round": "9"})
    assert "Waarom zo duur?" in stale.content.decode()


def test_a_second_press_decides_nothing_twice(world: World, browser: SignIn) -> None:
    claim, clerk = at_the_desk(world), browser(world.clerk)
    clerk.post(case_url(claim, "goedkeuren/"), BOOKED)
    again = clerk.post(case_url(claim, "goedkeuren/"), BOOKED)
    assert again.status_code == 409
    assert [e.event for e in view(world, claim).timeline].count("claim.approved") == 1


def test_acting_addresses_only_act_by_post(world: World, browser: SignIn) -> None:
    claim, clerk = at_the_desk(world), browser(world.clerk)
    for action in ("nemen/", "terugleggen/", "goedkeuren/", "vragen/", "afwijzen/", "opnieuw-betalen/"):
        assert clerk.get(case_url(claim, action)).headers["Location"] == case_url(claim)
    assert view(world, claim).taken_by is None
    refused = clerk.post(case_url(claim, "opnieuw-betalen/"))
    assert refused.status_code == 409
    assert "iemand was u net voor" in text_of(refused)


@pytest.mark.parametrize("who", ["anna", "jan", "carla", "ad"])
def test_others_are_told_who_may_come_here(world: World, browser: SignIn, who: str) -> None:
    claim = at_the_desk(world)
    for address in ("/balie/", case_url(claim), case_url(claim, "nemen/")):
        refused = browser(getattr(world.first, who)).get(address)
        assert refused.status_code == 403
        assert "Medewerker SSC, Betaler SSC" in text_of(refused) or "Medewerker SSC." in text_of(refused)


def test_a_payer_may_look_and_not_decide(world: World, browser: SignIn) -> None:
    claim, payer = at_the_desk(world), browser(world.payer)
    shown = payer.get(case_url(claim))
    assert shown.status_code == 200
    assert not page_of(shown).xpath('//form[@method="post" and contains(@action, "/balie/")]')
    assert payer.post(case_url(claim, "goedkeuren/"), BOOKED).status_code == 403


def test_a_visitor_signs_in_first(world: World, client: Client) -> None:
    answer = client.get("/balie/")
    assert "next=/balie/" in answer.headers["Location"]


def test_another_cooperation_is_not_there(world: World, elsewhere: World, browser: SignIn) -> None:
    claim, stranger = at_the_desk(world), browser(elsewhere.clerk)
    assert "Anna" not in text_of(stranger.get("/balie/?q=anna")).replace("“anna”", "")
    for action in ("", "nemen/", "goedkeuren/", "vragen/", "afwijzen/", "opnieuw-betalen/"):
        assert stranger.get(case_url(claim, action)).status_code == 404
        if action:
            assert stranger.post(case_url(claim, action), BOOKED).status_code == 404
    assert stranger.get(f"/balie/?organisation={world.first.id}").status_code == 200


def test_the_number_of_queries_does_not_follow_the_rows(world: World, browser: SignIn) -> None:
    clerk, claim = browser(world.clerk), at_the_desk(world)
    few = queries_of(clerk, "/balie/"), queries_of(clerk, case_url(claim))
    for i in range(19):
        at_the_desk(world, [world.first.bert, world.second.bert][i % 2])
    many = queries_of(clerk, "/balie/"), queries_of(clerk, case_url(claim))
    assert many == few
    assert max(many) <= 40


def test_the_number_of_queries_does_not_follow_the_lines(world: World, browser: SignIn) -> None:
    clerk = browser(world.clerk)
    short = at_the_desk(world, world.first.anna, journey("1"))
    long = at_the_desk(world, world.first.bert, *(journey(str(n)) for n in range(2, 22)))
    assert queries_of(clerk, case_url(short)) == queries_of(clerk, case_url(long))


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_a_cost_centre_is_only_filled_in_when_there_is_one_to_choose(world: World, browser: SignIn) -> None:
    municipality: Municipality = world.first
    ledger.add_cost_centre(
        actor=municipality.system,
        organisation=municipality.id,
        code="6200",
        name="Publiekszaken",
        since=TODAY - timedelta(days=400),
        at=world.at,
    )
    page = page_of(browser(world.clerk).get(case_url(at_the_desk(world))))
    chosen = page.xpath('//select[@name="cost_centre_0"]/option[@selected]/@value')
    assert chosen in ([], [""])


def unpayable(world: World) -> Actor:
    """Somebody at the first municipality whose name has no letter that a bank can read."""
    return employ(
        world.system, world.first.id, world.first.unit, "山田", world.first.jan.person, Role.EMPLOYEE
    )


def test_what_payments_does_not_take_is_said_at_the_desk(world: World, browser: SignIn) -> None:
    claim = at_the_desk(world, unpayable(world))
    refused = browser(world.clerk).post(case_url(claim, "goedkeuren/"), BOOKED)
    assert refused.status_code == 422
    assert "山田" in text_of(refused)
    assert view(world, claim).state == "in_approval"


def test_an_account_typed_with_dashes_goes_from_claim_to_payment(world: World, browser: SignIn) -> None:
    claim = world.draft(world.first.anna, journey())
    content = claims.Content(iban="NL52-INGB-0413-0604-89", lines=(journey(),))
    claims.save_draft(actor=world.first.anna, claim=claim, content=content, at=world.at)
    claims.submit_claim(actor=world.first.anna, claim=claim, key="een", at=world.at)
    claims.approve_claim(actor=world.first.jan, claim=claim, at=world.at)
    assert view(world, claim).iban == "NL52INGB0413060489"
    assert browser(world.clerk).post(case_url(claim, "goedkeuren/"), BOOKED).status_code == 302
    assert payments.payments_waiting(actor=world.payer).payments == (), "another account waits for a look"
    own = browser(world.clerk).get(case_url(claim, ""))
    assert "Ik heb deze rekening nagegaan" not in text_of(own), "who approved does not give the second look"
    opened = browser(world.kim).get(case_url(claim, ""))
    assert "Ik heb deze rekening nagegaan" in text_of(opened)
    assert browser(world.kim).post(case_url(claim, "rekening-bekeken/")).status_code == 302
    (payment,) = payments.payments_waiting(actor=world.payer).payments
    assert payment.creditor_iban == "NL52INGB0413060489"
