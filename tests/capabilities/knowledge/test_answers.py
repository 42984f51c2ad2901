"""Answers: written, published from a day, read by whom they are for, counted; and what was searched and not found."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.capabilities.cases.desk import controller_of, published
from tests.capabilities.knowledge.desk import LEAVE, TRAVEL, answered
from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.catalogue.api import Words
from bodemplaat.capabilities.knowledge import api as knowledge
from bodemplaat.capabilities.knowledge.models import AnswerVersion, Gap
from bodemplaat.capabilities.knowledge.reckoning.gaps import words_of_gap
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, entered
from bodemplaat.kernel import Period

TOMORROW = TODAY + timedelta(days=1)
A_DAY = timedelta(days=1)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 12, 1))


def titles(actor: Actor, text: str = "", on: date = TODAY) -> list[str]:
    return [each.content.title.nl for each in knowledge.answers_read(actor=actor, on=on, text=text)]


def test_what_is_published_is_found_by_other_words_than_it_was_written_in(world: World) -> None:
    answered(world)
    answered(world, TRAVEL)
    anna = world.first.anna
    assert titles(anna, "verloven meenemen") == [LEAVE.title.nl]
    assert titles(anna, "declaratie betalen") == [TRAVEL.title.nl]
    assert titles(anna, "decalratie") == [TRAVEL.title.nl]
    assert titles(anna, "parkeerplaats") == []
    assert titles(anna) == [LEAVE.title.nl, TRAVEL.title.nl]


def test_what_was_read_on_a_day_stays_to_be_read(world: World) -> None:
    answer, who = answered(world), world.contract_manager
    draft = knowledge.write_next_answer(actor=who, answer=answer, at=MONDAY)
    other = replace(LEAVE, body=Words("Alles vervalt.", "All of it lapses."))
    knowledge.change_answer(
        actor=who, version=draft, content=other, owner=who.person, review_on=date(2027, 6, 1), at=MONDAY
    )
    assert knowledge.write_next_answer(actor=who, answer=answer, at=MONDAY) == draft
    knowledge.publish_answer(actor=who, version=draft, since=TOMORROW, at=MONDAY)
    read = {
        day: knowledge.answer_read(actor=world.first.anna, answer=answer, on=day) for day in (TODAY, TOMORROW)
    }
    assert [read[TODAY].content, read[TOMORROW].content] == [LEAVE, other]
    assert [read[TODAY].until, read[TOMORROW].until] == [TOMORROW, None]
    knowledge.end_answer(actor=who, version=draft, until=TOMORROW + A_DAY, at=MONDAY)
    with pytest.raises(NotFound):
        knowledge.answer_read(actor=world.first.anna, answer=answer, on=TOMORROW + A_DAY)


def test_a_published_version_never_changes(world: World) -> None:
    answer, who = answered(world), world.contract_manager
    version = knowledge.answer_kept(actor=who, answer=answer, on=TODAY).latest.id
    with pytest.raises(Refused):
        knowledge.change_answer(
            actor=who,
            version=version,
            content=TRAVEL,
            owner=who.person,
            review_on=date(2027, 6, 1),
            at=MONDAY,
        )
    with pytest.raises(DatabaseError), transaction.atomic(), entered(who):
        AnswerVersion.records.of(who).filter(id=version).update(is_for_customers=False)


def test_an_answer_is_read_by_those_it_is_for(world: World) -> None:
    answered(world)
    answered(world, replace(TRAVEL, title=Words("Voor managers"), audiences=("manager",)))
    answered(world, replace(TRAVEL, title=Words("Voor controllers"), audiences=("controller",)))
    answered(world, replace(TRAVEL, title=Words("Voor de balie"), audiences=("clerk",)))
    assert titles(world.first.anna) == [LEAVE.title.nl]
    assert titles(world.first.jan) == [LEAVE.title.nl, "Voor managers"]
    assert titles(world.first.carla) == [LEAVE.title.nl, "Voor controllers", "Voor managers"]
    assert titles(world.clerk) == [LEAVE.title.nl, "Voor controllers", "Voor de balie", "Voor managers"]


def test_the_database_shows_no_customer_what_is_for_the_centre_alone(world: World) -> None:
    for_us = answered(world, replace(TRAVEL, audiences=("clerk",)))
    anna = world.first.anna
    with entered(anna):
        assert not AnswerVersion.records.among_partners(anna).filter(answer_id=for_us).exists()


def test_an_answer_of_a_service_is_read_where_the_service_is_offered(world: World) -> None:
    service = published(world, controller_of(world))
    answered(world, replace(LEAVE, services=(service,)))
    answered(world, TRAVEL)
    anna = world.first.anna
    assert titles(anna, on=TODAY - A_DAY) == []
    assert titles(anna) == [LEAVE.title.nl, TRAVEL.title.nl]
    of_it = knowledge.answers_read(actor=anna, on=TODAY, service=service)
    assert [each.content.title for each in of_it] == [LEAVE.title, TRAVEL.title]


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_kept(world: World) -> None:
    bad = knowledge.AnswerContent(
        title=Words("", "Half"), audiences=("nobody",), services=(world.cooperation,)
    )
    with pytest.raises(knowledge.UnsoundAnswer) as refusal:
        knowledge.write_answer(
            actor=world.clerk,
            cooperation=world.cooperation,
            content=bad,
            owner=world.first.anna.person,
            review_on=TODAY,
            at=MONDAY,
        )
    places = [finding.place for finding in refusal.value.findings]
    assert places == ["title_nl", "body_nl", "body_en", "audiences", "services", "owner", "review_on"]
    assert knowledge.answers_kept(actor=world.clerk, on=TODAY) == ()


def test_only_people_of_a_provider_keep_answers(world: World) -> None:
    for actor in (world.first.anna, world.first.ad):
        with pytest.raises(Refused):
            knowledge.answers_kept(actor=actor, on=TODAY)


def test_what_was_done_with_an_answer_is_counted_without_who(world: World) -> None:
    answer = answered(world)
    for act in (knowledge.Act.OPENED, knowledge.Act.OPENED, knowledge.Act.ANSWERED, knowledge.Act.SENT):
        knowledge.note_use(actor=world.first.anna, answer=answer, act=act, at=MONDAY)
    knowledge.note_use(
        actor=world.second.anna, answer=answer, act=knowledge.Act.OPENED, at=MONDAY + 30 * A_DAY
    )
    (count,) = knowledge.counts_of_answers(actor=world.clerk, period=NOVEMBER, on=TODAY)
    assert count.counts == {knowledge.Act.OPENED: 2, knowledge.Act.ANSWERED: 1, knowledge.Act.SENT: 1}


def test_a_gap_is_told_from_the_second_time_on_with_how_often_and_when_last(world: World) -> None:
    def search(actor: Actor, text: str, days: int) -> None:
        knowledge.note_gap(actor=actor, text=text, at=MONDAY + days * A_DAY)

    search(world.first.anna, "Parkeervergunning 2027", 0)
    search(world.first.anna, "helikopter", 0)
    assert knowledge.gaps_told(actor=world.clerk, since=MONDAY, on=TODAY) == ()
    search(world.first.bert, "parkeervergunning", 1)
    search(world.second.anna, "parkeervergunning?", 2)
    (gap,) = knowledge.gaps_told(actor=world.clerk, since=MONDAY, on=TODAY)
    assert (gap.words, gap.times, gap.organisations) == ("parkeervergunning", 3, 2)
    assert gap.last_at == MONDAY + 2 * A_DAY


def test_a_gap_keeps_no_name_and_no_number(world: World) -> None:
    anna = world.first.anna
    for text in (f"Verklaring {anna.person_name} 0612345678", "mail jan@example.org", anna.person_name):
        knowledge.note_gap(actor=anna, text=text, at=MONDAY)
    with entered(anna):
        assert list(Gap.records.of(anna).values_list("words", flat=True)) == ["verklaring"]


@given(st.text(max_size=300), st.lists(st.text(max_size=20), max_size=3))
def test_what_is_kept_of_a_gap_is_letters_alone(text: str, names: list[str]) -> None:
    kept = words_of_gap(text, names)
    assert len(kept) <= 120
    assert all(word.isalpha() for word in kept.split())


def test_an_owner_is_told_once_before_the_day_of_review(world: World) -> None:
    answer, who = answered(world, review_on=date(2026, 12, 20)), world.contract_manager
    desk = Actor.system(world.provider)
    assert knowledge.remind_of_reviews(actor=desk, at=MONDAY) == 0
    in_time = MONDAY + 15 * A_DAY
    assert knowledge.remind_of_reviews(actor=desk, at=in_time) == 1
    assert knowledge.remind_of_reviews(actor=desk, at=in_time + A_DAY) == 0
    (notice,) = [each for each in inbox_of(actor=who) if str(answer) in each.path]
    assert LEAVE.title.nl in str(notice)
    assert [row.is_to_review for row in knowledge.answers_kept(actor=who, on=date(2026, 12, 8))] == [True]
    version = knowledge.answer_kept(actor=who, answer=answer, on=TODAY).latest.id
    knowledge.review_answer(actor=who, version=version, review_on=date(2027, 12, 1), at=in_time)
    assert [row.is_to_review for row in knowledge.answers_kept(actor=who, on=date(2026, 12, 8))] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](https://example.org/a.png)",
        "<img src=x onerror=alert(1)>",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
    ],
)
def test_nothing_in_an_answer_runs_or_is_fetched(text: str) -> None:
    drawn = knowledge.html_of(text)
    assert "<script" not in drawn
    assert "<img" not in drawn
    assert 'href="javascript' not in drawn
    assert 'href="data' not in drawn


def test_markdown_is_drawn_with_headings_under_those_of_the_page() -> None:
    drawn = knowledge.html_of("# Stap\n\n1. **Vraag** aan\n\n[Hier](/diensten/)")
    assert "<h3>Stap</h3>" in drawn
    assert "<strong>Vraag</strong>" in drawn
    assert 'href="/diensten/"' in drawn
    assert knowledge.plain_of("# Kop\n\n**Vet** en [meer](https://example.org)") == "Kop Vet en meer"
    steps = "Doe dit:\n\n1. Kies *Verlof*\n2. Vul de dagen in.\n3. Verstuur\n\nKlaar"
    assert knowledge.plain_of(steps) == "Doe dit: Kies Verlof; Vul de dagen in. Verstuur Klaar"
    assert knowledge.plain_of("- een\n- twee\n  - drie\n\n> citaat") == "een; twee drie citaat"
    assert knowledge.plain_of("| a | b |\n|---|---|\n| 1 | 2 |") == "a b 1 2"
    assert knowledge.plain_of("regel een\nregel twee `code` 3 * 4") == "regel een regel twee code 3 * 4"
    long = knowledge.plain_of("woord " * 60)
    assert (long[-6:], len(long) <= 160) == ("woord…", True)


@given(st.text(max_size=300))
def test_any_text_is_drawn_without_a_tag_of_its_own(text: str) -> None:
    drawn = knowledge.html_of(text).casefold()
    assert "<script" not in drawn
    assert "<iframe" not in drawn
