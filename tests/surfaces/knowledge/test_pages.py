"""The pages of answers: searched, read, found while a request is filled in, kept and counted."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.capabilities.cases.desk import published
from tests.capabilities.knowledge.desk import LEAVE, TRAVEL, answered
from tests.surfaces.knowledge.conftest import SignedIn
from tests.world import TODAY, World

from bodemplaat.capabilities.knowledge import api as knowledge
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Period

YEAR = Period.year(2026)


def counted(world: World) -> dict[knowledge.Act, int]:
    """What was counted of the answers of the centre, all together."""
    every = knowledge.counts_of_answers(actor=world.clerk, period=YEAR, on=TODAY)
    return {act: total for act in knowledge.Act if (total := sum(each.counts.get(act, 0) for each in every))}


def filled_in() -> dict[str, str]:
    """A request as somebody would send it."""
    return {"subject": "Verklaring", "words": "Voor de bank", "kind": "work", "key": "one"}


def test_searching_finds_opens_and_counts(world: World, signed_in: SignedIn) -> None:
    answer = answered(world)
    client = signed_in(world.first.anna)
    page = client.get(reverse("knowledge:search"), {"q": "leave next year"})
    assert "How much leave do I take to next year?" in page.content.decode()
    opened = client.get(reverse("knowledge:answer", args=[answer])).content.decode()
    assert "Was this your answer?" in opened
    client.post(reverse("knowledge:answer", args=[answer]), {"act": "answered"})
    assert counted(world) == {knowledge.Act.OPENED: 1, knowledge.Act.ANSWERED: 1}


def test_keeping_answers_is_offered_to_who_may(world: World, signed_in: SignedIn) -> None:
    """An administrator of a municipality that provides nothing was led to a page that refused them."""
    answered(world)
    kept = reverse("knowledge:kept")
    for actor, keeps in ((world.clerk, True), (world.first.ad, False), (world.first.anna, False)):
        client = signed_in(actor)
        assert (kept in client.get(reverse("knowledge:search")).content.decode()) is keeps
        assert (client.get(kept).status_code == 200) is keeps


def test_what_is_not_found_is_offered_to_be_asked_and_told_to_the_centre(
    world: World, signed_in: SignedIn
) -> None:
    answered(world)
    for who in (world.first.anna, world.second.anna):
        page = signed_in(who).get(reverse("knowledge:search"), {"q": "laadpaal"})
        assert "No answer to that yet" in page.content.decode()
    figures = signed_in(world.clerk).get(reverse("knowledge:figures")).content.decode()
    assert "laadpaal" in figures
    assert reverse("knowledge:new") + "?q=laadpaal" in figures


def test_an_answer_stands_beside_the_form_before_it_is_sent(
    world: World, controller: Actor, signed_in: SignedIn
) -> None:
    service = published(world, controller)
    answer, client = answered(world), signed_in(world.first.anna)
    address = reverse("cases:ask", args=[service])
    assert "Perhaps this is your answer" not in client.get(address).content.decode()
    looked = client.post(address, {"subject": "Verlof meenemen", "words": "", "look": "yes"})
    assert looked.status_code == 200
    assert "How much leave do I take to next year?" in looked.content.decode()
    opened = client.post(reverse("knowledge:answer", args=[answer]), {"act": "opened"}).content.decode()
    assert str(answer) in opened
    sent = client.post(address, {**filled_in(), "read": [str(answer), "no id"]})
    assert sent.status_code == 302
    assert counted(world) == {knowledge.Act.OPENED: 1, knowledge.Act.SENT: 1}


def test_a_form_that_is_not_sent_counts_nothing_as_sent(
    world: World, controller: Actor, signed_in: SignedIn
) -> None:
    service, answer = published(world, controller), answered(world)
    client = signed_in(world.first.anna)
    refused = client.post(
        reverse("cases:ask", args=[service]), {"subject": "", "read": [str(answer)], "key": "two"}
    )
    assert refused.status_code == 422
    assert str(answer) in refused.content.decode()
    assert counted(world) == {}


def test_an_editor_writes_previews_publishes_and_looks_over(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world.contract_manager)
    typed = {
        "title_nl": TRAVEL.title.nl,
        "body_nl": "Binnen **tien** dagen. <script>alert(1)</script>",
        "audiences": ["employee"],
        "owner": str(world.contract_manager.person),
        "review_on": "1-11-2027",
    }
    preview = client.post(reverse("knowledge:new"), {**typed, "preview": "yes"}).content.decode()
    assert "<strong>tien</strong>" in preview
    assert "<script>alert" not in preview
    assert knowledge.answers_kept(actor=world.clerk, on=TODAY) == ()
    written = client.post(reverse("knowledge:new"), typed)
    assert written.status_code == 302
    (row,) = knowledge.answers_kept(actor=world.clerk, on=TODAY)
    page = reverse("knowledge:kept_answer", args=[row.id])
    assert client.post(page, {"action": "publish", "publish-since": "22-11-2026"}).status_code == 422
    assert client.post(page, {"action": "publish", "publish-since": "23-11-2026"}).status_code == 302
    assert client.post(page, {"action": "review", "review-review_on": "1-12-2027"}).status_code == 302
    assert client.post(page, {"action": "next"}).status_code == 302
    assert client.post(page, {**typed, "action": "change", "title_nl": ""}).status_code == 422
    assert client.post(page, {"action": "end", "end-until": "30-11-2026"}).status_code == 302
    assert client.post(page, {"action": "nothing"}).status_code == 404
    assert "2" in client.get(page).content.decode()


def test_the_number_of_statements_does_not_grow_with_the_answers(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world.first.anna)
    counts = []
    for more in (1, 4):
        for _ in range(more):
            answered(world, LEAVE)
        client.get(reverse("knowledge:search"), {"q": "verlof"})
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("knowledge:search"), {"q": "verlof"})
        counts.append(len(caught))
    assert counts[0] == counts[1]
