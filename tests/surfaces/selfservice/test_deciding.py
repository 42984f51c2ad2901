"""A manager sees what waits, why it waits for him, and decides: one by one or several at once."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from tests.surfaces.selfservice.pages import fields, text, url
from tests.world import MONDAY, SINCE, TODAY, World, set_up_claims

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor

SignedIn = Callable[[Actor], Client]


@pytest.fixture
def jan(world: World, signed_in: SignedIn) -> Client:
    return signed_in(world.first.jan)


def state_of(world: World, claim: uuid.UUID) -> str:
    return claims.claim_view(actor=world.system, claim=claim, on=TODAY).state


def stand_in(world: World, absent: Actor, substitute: Actor) -> None:
    access.name_substitute(
        actor=world.system,
        absent=absent.person,
        substitute=substitute.person,
        since=TODAY,
        until=TODAY + timedelta(days=7),
        at=MONDAY,
    )


def test_the_list_says_who_what_how_much_and_why_it_is_here(world: World, jan: Client) -> None:
    claim = world.submitted(world.first.anna)
    page = jan.get(url("approvals"))
    words = text(page).replace("\xa0", " ")
    assert "Eén declaratie wacht op u, van € 34,20." in words
    for part in ("Scholing", "Anna Jansen", "U bent de leidinggevende van deze medewerker."):
        assert part in words
    assert f'src="{url("claim", claim)}bewijs/' in page.content.decode()


def test_a_stand_in_reads_for_whom(world: World, signed_in: SignedIn) -> None:
    world.submitted(world.first.anna)
    stand_in(world, world.first.jan, world.first.bert)
    assert "U vervangt Jan de Vries, die afwezig is." in text(
        signed_in(world.first.bert).get(url("approvals"))
    )


def test_a_budget_holder_reads_which_function(world: World, signed_in: SignedIn) -> None:
    chain = (claims.ChainStep("budget", claims.Approver.FUNCTION, function="budget_holder"),)
    set_up_claims(world.system, world.first.id, chain=chain)
    access.assign_function(
        actor=world.system, person=world.first.piet.person, function="budget_holder", since=SINCE, at=MONDAY
    )
    world.submitted(world.first.anna)
    stand_in(world, world.first.piet, world.first.jan)
    assert "U hebt deze functie: budgethouder." in text(signed_in(world.first.piet).get(url("approvals")))
    assert "U vervangt Piet de Boer, die deze functie heeft: budgethouder." in text(
        signed_in(world.first.jan).get(url("approvals"))
    )


def test_approving_one_says_what_follows_and_goes_back_to_the_list(world: World, jan: Client) -> None:
    claim = world.submitted(world.first.anna)
    page = jan.get(url("claim", claim))
    words = text(page).replace("\xa0", " ")
    assert "wacht sinds 23 november 2026 op uw beslissing" in words
    assert "U keurt € 34,20 voor Anna Jansen goed. Daarna: controle door het servicecentrum." in words
    seen = fields(page)["seen_round"]
    answer = jan.post(url("decide", claim), {"decision": "approve", "seen_round": seen}, follow=True)
    assert answer.redirect_chain[-1][0] == url("approvals")
    assert "Goedgekeurd: Anna Jansen, € 34,20." in text(answer).replace("\xa0", " ")


def test_several_at_once_and_of_each_what_became_of_it(world: World, jan: Client) -> None:
    good, gone, changed = (
        world.submitted(who) for who in (world.first.anna, world.first.bert, world.first.carla)
    )
    seen = [f"{claim}.1" for claim in (good, gone, changed)]
    claims.approve_claim(actor=world.first.jan, claim=gone, at=world.at)
    claims.return_claim(actor=world.first.jan, claim=changed, question="Welke cursus?", at=world.at)
    claims.submit_claim(actor=world.first.carla, claim=changed, key="weer", at=world.at)
    page = jan.post(url("approvals"), {"claim": [*seen, f"{uuid.uuid4()}.1", "onzin", "x.y"]})
    words = text(page)
    assert "1 van 4 goedgekeurd" in words
    assert "Anna Jansen, Scholing" in words
    assert "Het servicecentrum controleert deze declaratie." in words
    assert "De declaratie is veranderd nadat u haar opende." in words
    assert "Deze declaratie is er voor u niet." in words
    assert [state_of(world, claim) for claim in (good, gone, changed)] == ["in_approval"] * 3
    waiting = claims.claims_to_decide(actor=world.first.jan, on=TODAY)
    assert [row.id for row in waiting.rows] == [changed]


def test_approving_nothing_says_what_to_do(world: World, jan: Client) -> None:
    world.submitted(world.first.anna)
    assert "Vink eerst aan welke declaraties" in text(jan.post(url("approvals"), {}))


@pytest.mark.parametrize(
    ("decision", "prefix", "state", "said"),
    [
        ("return", "question", "returned", "Teruggestuurd naar Anna Jansen met uw vraag"),
        ("reject", "reason", "rejected", "Afgewezen: Anna Jansen"),
    ],
)
def test_a_question_or_reason_is_asked_for_and_reaches_the_employee(
    world: World, jan: Client, signed_in: SignedIn, decision: str, prefix: str, state: str, said: str
) -> None:
    claim = world.submitted(world.first.anna)
    form = {"decision": decision, "seen_round": "1"}
    empty = jan.post(url("decide", claim), {**form, f"{prefix}-text": "  "})
    assert empty.status_code == 200
    assert f'href="#id_{prefix}-text"' in empty.content.decode()
    assert state_of(world, claim) == "in_approval"
    answer = jan.post(url("decide", claim), {**form, f"{prefix}-text": "Welk <b>boek</b>?"}, follow=True)
    assert said in text(answer)
    assert state_of(world, claim) == state
    page = signed_in(world.first.anna).get(url("claim", claim))
    assert "Welk &lt;b&gt;boek&lt;/b&gt;?" in page.content.decode()
    if decision == "return":
        assert "Beantwoorden en aanpassen" in text(page)


def test_what_changed_meanwhile_is_looked_at_again(world: World, jan: Client) -> None:
    claim = world.submitted(world.first.anna)
    claims.return_claim(actor=world.first.jan, claim=claim, question="Welk boek?", at=world.at)
    claims.submit_claim(actor=world.first.anna, claim=claim, key="weer", at=world.at)
    answer = jan.post(url("decide", claim), {"decision": "approve", "seen_round": "1"}, follow=True)
    assert answer.redirect_chain[-1][0] == url("claim", claim)
    assert "De declaratie is veranderd nadat u haar opende." in text(answer)


@pytest.mark.parametrize("data", [{}, {"decision": "approve"}, {"decision": "pay", "seen_round": "1"}])
def test_a_decision_that_is_none_changes_nothing(world: World, jan: Client, data: dict[str, str]) -> None:
    claim = world.submitted(world.first.anna)
    assert jan.post(url("decide", claim), data).status_code == 400
    assert state_of(world, claim) == "in_approval"


def test_ones_own_claim_is_for_somebody_else(world: World, jan: Client) -> None:
    claim = world.submitted(world.first.jan)
    page = jan.get(url("claim", claim))
    assert "Waarom kan ik niet beslissen?" in text(page)
    assert "niemand keurt zijn eigen werk goed" in text(page)
    assert 'value="approve"' not in page.content.decode()
    refused = jan.post(url("decide", claim), {"decision": "approve", "seen_round": "1"})
    assert refused.status_code == 403
    assert "Dit is uw eigen declaratie." in text(refused)


def test_the_service_centres_step_is_decided_at_its_desk(world: World, signed_in: SignedIn) -> None:
    claim = world.submitted(world.first.anna)
    claims.approve_claim(actor=world.first.jan, claim=claim, at=world.at)
    clerk = signed_in(world.clerk)
    page = clerk.get(url("claim", claim))
    assert "U controleert deze declaratie aan de balie" in text(page)
    assert 'value="approve"' not in page.content.decode()
    assert clerk.post(url("decide", claim), {"decision": "approve", "seen_round": "1"}).status_code == 403


def test_beside_the_list_only_the_part_is_drawn(world: World, jan: Client) -> None:
    claim = world.submitted(world.first.anna)
    part = jan.get(url("claim", claim), headers={"HX-Request": "true", "HX-Target": "panel"})
    assert "<html" not in part.content.decode()
    assert 'value="approve"' in part.content.decode()


def test_naming_a_substitute_and_ending_it(world: World, jan: Client, signed_in: SignedIn) -> None:
    page = jan.get(url("substitutes"))
    assert "Niemand vervangt u." in text(page)
    piet = str(world.first.piet.person)
    assert piet in page.content.decode()
    assert str(world.first.jan.person) not in page.content.decode(), "nobody stands in for himself"
    assert str(world.second.anna.person) not in page.content.decode(), "nor does another municipality"
    wrong = jan.post(url("substitutes"), {"substitute": piet, "since": "2026-11-23", "until": "2026-11-23"})
    assert "De eerste dag terug moet na de eerste dag afwezig komen." in text(wrong)
    jan.post(url("substitutes"), {"substitute": piet, "since": "23-11-2026", "until": "30-11-2026"})
    assert "Piet de Boer beslist in uw plaats vanaf 23 november 2026" in text(jan.get(url("substitutes")))
    substitution = access.substitutions_of(
        actor=world.first.jan, person=world.first.jan.person, on=date(2026, 11, 23)
    )[0]
    other = signed_in(world.second.anna)
    assert other.post(url("end_substitution", substitution.id)).status_code == 404
    jan.post(url("end_substitution", substitution.id))
    assert "Niemand vervangt u." in text(jan.get(url("substitutes")))


def test_another_municipality_cannot_be_chosen(world: World, jan: Client) -> None:
    foreign = str(world.second.anna.person)
    page = jan.post(url("substitutes"), {"substitute": foreign, "since": "2026-11-23", "until": "2026-11-30"})
    assert page.status_code == 200
    assert access.substitutions_of(actor=world.first.jan, person=world.first.jan.person, on=TODAY) == ()


def test_a_page_that_was_open_when_the_manager_changed_decides_nothing_and_says_why(
    world: World, jan: Client
) -> None:
    claim = world.submitted(world.first.anna)
    opened = fields(jan.get(url("claim", claim)))
    (job,) = organisations.employments_of(actor=world.system, person=world.first.anna.person, on=TODAY)
    organisations.change_manager(
        actor=world.first.ad, employment=job.id, manager=world.first.piet.person, since=TODAY, at=MONDAY
    )
    for decision in ("approve", "return", "reject"):
        refused = jan.post(url("decide", claim), {**opened, "decision": decision})
        assert refused.status_code == 403
        assert "wacht niet meer op u" in text(refused)
        assert "Piet de Boer" in text(refused)
    assert state_of(world, claim) == "in_approval"
    assert jan.get(url("claim", claim)).status_code == 404
