"""What somebody sees of a claim: the answer first, the whole story, and nothing that is another's."""

import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from tests.surfaces.selfservice.pages import text, url
from tests.world import TODAY, World, journey, receipt

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.claims.api import CLAIM, STATE_WORDS_FOR_CLAIMANT, ClaimState
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.surfaces.selfservice.templatetags.selfservice import rate

SignedIn = Callable[[Actor], Client]
MOST_QUERIES = 60


@pytest.fixture
def anna(world: World, signed_in: SignedIn) -> Client:
    return signed_in(world.first.anna)


def test_every_state_has_its_words() -> None:
    assert set(STATE_WORDS_FOR_CLAIMANT) == set(CLAIM.states)


def test_the_answer_comes_first(world: World, anna: Client) -> None:
    claim = world.draft(world.first.anna)
    page = url("claim", claim)
    assert "is een concept. Niemand ziet het tot u het indient." in text(anna.get(page))
    claims.submit_claim(actor=world.first.anna, claim=claim, key="k", at=world.at)
    assert "ligt sinds 23 november 2026 bij Jan de Vries." in text(anna.get(page))
    claims.approve_claim(actor=world.first.jan, claim=claim, at=world.at)
    words = text(anna.get(page))
    assert "ligt sinds 23 november 2026 bij het servicecentrum." in words
    assert "Goedgekeurd Jan de Vries · 23 november 2026, 10:00" in words, "the timeline in Dutch time"
    world.check(claim)
    assert "is goedgekeurd en gaat mee met de volgende betaling." in text(anna.get(page))


def test_in_english_as_well(world: World, anna: Client) -> None:
    claim = world.submitted(world.first.anna)
    anna.cookies["django_language"] = "en"
    words = text(anna.get(url("claim", claim)))
    assert "Your claim of €34.20 has been with Jan de Vries since 23 November 2026." in words
    assert "Purchase" in words


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [("0.23", "€ 0,23", "€0.23"), ("0.1975", "€ 0,1975", "€0.1975"), ("1.0000", "€ 1,00", "€1.00")],
)
def test_a_rate_is_shown_as_exactly_as_it_is(value: str, dutch: str, english: str) -> None:
    with translation.override("nl"):
        assert rate(Decimal(value)).replace("\xa0", " ") == dutch
    with translation.override("en"):
        assert rate(Decimal(value)) == english


def test_withdrawing_asks_first(world: World, anna: Client) -> None:
    claim = world.submitted(world.first.anna)
    asked = anna.get(url("withdraw", claim))
    assert "Deze declaratie van € 34,20 intrekken?" in text(asked).replace("\xa0", " ")
    assert claims.claim_view(actor=world.first.anna, claim=claim, on=TODAY).state == "in_approval"
    assert "De declaratie is ingetrokken." in text(anna.post(url("withdraw", claim), follow=True))
    again = anna.post(url("withdraw", claim))
    assert again.status_code == 403
    assert "kunt u niet meer intrekken" in text(again)


PAGES = ("claim", "edit", "prove", "review", "withdraw")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["bert", "jan", "foreigner", "clerk"])
def test_anothers_draft_is_not_there(world: World, signed_in: SignedIn, name: str, who: str) -> None:
    claim = world.draft(world.first.anna)
    people = {"bert": world.first.bert, "jan": world.first.jan, "clerk": world.clerk}
    client = signed_in(people.get(who, world.second.anna))
    assert client.get(url(name, claim)).status_code == 404


@pytest.mark.parametrize("name", ["edit", "recheck", "prove", "review", "withdraw"])
def test_who_may_read_a_claim_may_not_change_it(world: World, signed_in: SignedIn, name: str) -> None:
    claim = world.submitted(world.first.anna)
    assert signed_in(world.first.jan).post(url(name, claim), {"lines": "0"}).status_code == 404
    assert claims.claim_view(actor=world.first.anna, claim=claim, on=TODAY).state == "in_approval"


@pytest.mark.parametrize("name", ["claim", "decide"])
def test_a_colleague_or_another_municipality_finds_nothing(
    world: World, signed_in: SignedIn, name: str
) -> None:
    claim = world.submitted(world.first.anna)
    for who in (world.first.bert, world.second.jan):
        client = signed_in(who)
        method = client.post if name == "decide" else client.get
        assert method(url(name, claim)).status_code == 404
        assert method(url(name, uuid.uuid4())).status_code == 404


def test_evidence_is_served_by_what_it_is_and_can_do_nothing(world: World, signed_in: SignedIn) -> None:
    claim = world.draft(world.first.anna, journey())
    anna = world.first.anna
    document = claims.attach_evidence(
        actor=anna, claim=claim, position=0, name='x".html', content=receipt(), at=world.at
    )
    claims.submit_claim(actor=anna, claim=claim, key="k", at=world.at)
    for name, wanted in (("evidence", receipt()), ("preview", None)):
        answer: Any = signed_in(world.first.jan).get(url(name, claim, document))
        assert answer.status_code == 200
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["Content-Disposition"].startswith("inline; filename=")
        assert wanted is None or answer.content == wanted
        for stranger in (world.first.bert, world.second.jan):
            assert signed_in(stranger).get(url(name, claim, document)).status_code == 404
    other = world.draft(anna, journey())
    assert signed_in(anna).get(url("evidence", other, document)).status_code == 404, "of another claim"


def test_a_pdf_is_saved_and_shown_as_a_picture(world: World, anna: Client) -> None:
    claim = world.draft(world.first.anna, journey())
    document = claims.attach_evidence(
        actor=world.first.anna, claim=claim, position=0, name="bon.pdf", content=pdf(), at=world.at
    )
    answer = anna.get(url("evidence", claim, document))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="bon.pdf"'
    picture = anna.get(url("preview", claim, document))
    assert picture.content.startswith(b"\xff\xd8")
    assert picture["Content-Disposition"].endswith('.jpg"')
    assert ".jpg.jpg" not in picture["Content-Disposition"]


def pdf() -> bytes:
    """A page without anything on it."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF"
    )


def test_a_visitor_is_asked_to_sign_in(world: World) -> None:
    claim = world.submitted(world.first.anna)
    answer = Client().get(url("claim", claim))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/?next=")


def test_the_lists_by_state_and_page(world: World, anna: Client) -> None:
    for _ in range(26):
        world.draft(world.first.anna, journey())
    assert "26" in text(anna.get(url("claims")))
    second = anna.get(url("claims") + "?page=2")
    assert second.content.decode().count('class="row-link"') == 1
    assert "Geen declaraties" in text(anna.get(url("claims") + "?show=done"))
    for odd in ("?page=x", "?page=-1", "?page=99999999999999", "?show='", "?page=²"):
        assert anna.get(url("claims") + odd).status_code == 200


@pytest.mark.parametrize("name", ["home", "claims", "approvals", "substitutes"])
def test_with_nothing_yet_a_page_says_the_next_step(world: World, anna: Client, name: str) -> None:
    page = anna.get(url(name))
    assert page.status_code == 200
    assert 'class="button' in page.content.decode()


def test_every_role_has_claims_of_its_own(world: World, signed_in: SignedIn) -> None:
    for who in (world.clerk, world.payer, world.first.carla, world.first.ad, world.first.piet):
        client = signed_in(who)
        assert client.get(url("home")).status_code == 200
        assert client.get(url("claims")).status_code == 200


def test_pages_take_as_many_queries_for_twenty_as_for_one(
    world: World, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    def counted(client: Client, page: str) -> int:
        with django_assert_max_num_queries(MOST_QUERIES) as queries:
            assert client.get(page).status_code == 200
        return len(queries)

    def one_more() -> None:
        world.submitted(world.first.anna)
        claim = world.submitted(world.first.anna)
        claims.return_claim(actor=world.first.jan, claim=claim, question="Welk?", at=world.at)
        done = world.submitted(world.first.anna)
        claims.reject_claim(actor=world.first.jan, claim=done, reason="Dubbel", at=world.at)

    anna, jan = signed_in(world.first.anna), signed_in(world.first.jan)
    one_more()
    wide = world.draft(world.first.anna, *[journey() for _ in range(20)])
    narrow = world.draft(world.first.anna, journey())
    lists = [(anna, url("home")), (anna, url("claims")), (jan, url("approvals")), (jan, url("home"))]
    for client, page in lists:
        client.get(page)
    few = [counted(client, page) for client, page in lists]
    for _ in range(4):
        one_more()
    many = [counted(client, page) for client, page in lists]
    # a list that is cut off is counted, with one query each
    assert all(after <= before + 4 for before, after in zip(few, many, strict=True)), (few, many)
    for name in ("claim", "edit", "prove", "review"):
        assert counted(anna, url(name, wide)) == counted(anna, url(name, narrow))


def test_the_language_of_a_page_is_the_readers(world: World, anna: Client) -> None:
    with translation.override("en"):
        assert str(STATE_WORDS_FOR_CLAIMANT[ClaimState.PAID].label) == "Paid"
    with translation.override("nl"):
        assert str(STATE_WORDS_FOR_CLAIMANT[ClaimState.PAID].label) == "Betaald"


def test_the_claimant_reads_that_nobody_can_decide(world: World, anna: Client) -> None:
    claim = world.submitted(world.first.anna, journey())
    claims.approve_claim(actor=world.first.jan, claim=claim, at=world.at)
    assert "Niemand kan nu beslissen" not in anna.get(url("claim", claim)).content.decode()
    for clerk in (world.clerk, world.kim):
        held = access.assignments_of(actor=world.system, people=[clerk.person], on=TODAY)[clerk.person][0]
        access.end_role(actor=world.system, assignment=held.id, until=TODAY, at=world.at)
    page = anna.get(url("claim", claim)).content.decode()
    assert "Niemand kan nu beslissen over uw declaratie van €\u00a09,66." in page
    assert "Niemand die nu kan beslissen" in page, "where the timeline says who comes next"


def test_the_claimant_reads_that_nobody_in_the_organisation_can_decide(
    world: World, signed_in: SignedIn
) -> None:
    claim = world.submitted(
        world.first.piet, journey()
    )  # no manager, and he holds the fallback function himself
    assert (
        "Niemand kan nu beslissen over uw declaratie"
        in signed_in(world.first.piet).get(url("claim", claim)).content.decode()
    )
