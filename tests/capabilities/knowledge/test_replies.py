"""Texts that are kept to be sent: versions and owner as with answers, fields of a case, read by the desk alone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.capabilities.cases.desk import ADVICE, controller_of, published
from tests.capabilities.knowledge.desk import TRAVEL, answered
from tests.world import TODAY, World

from bodemplaat.capabilities.catalogue.api import Words
from bodemplaat.capabilities.knowledge import api as knowledge
from bodemplaat.capabilities.knowledge.api import ReplyField, fields_in, filled_in
from bodemplaat.foundation.tenancy.api import NotFound

REPLY = replace(
    TRAVEL,
    title=Words("Wij zijn ermee bezig"),
    body=Words("Beste {naam}, zaak {nummer} is klaar op {termijn}."),
    audiences=("reply",),
    services=(),
)


def titles(rows: tuple[knowledge.ReadAnswer, ...]) -> list[str]:
    return [each.content.title.nl for each in rows]


def test_the_desk_alone_reads_what_is_kept_to_be_sent(world: World, elsewhere: World) -> None:
    reply = answered(world, REPLY)
    assert titles(knowledge.replies_read(actor=world.clerk, on=TODAY)) == ["Wij zijn ermee bezig"]
    for who in (world.first.anna, world.first.carla, world.payer, elsewhere.clerk):
        assert knowledge.replies_read(actor=who, on=TODAY) == ()
    for who in (world.first.anna, world.first.carla, world.clerk, elsewhere.clerk):
        assert knowledge.answers_read(actor=who, on=TODAY) == ()
        with pytest.raises(NotFound):
            knowledge.answer_read(actor=who, answer=reply, on=TODAY)


def test_those_of_the_service_stand_first_and_words_find_them(world: World) -> None:
    service = published(world, controller_of(world), ADVICE, "SP01")
    other = published(world, controller_of(world, "Dirk Prins"), ADVICE, "SP02")
    answered(world, REPLY)
    answered(world, replace(REPLY, title=Words("Zo vraagt u verlof aan"), services=(service,)))
    answered(world, replace(REPLY, title=Words("Elders"), services=(other,)))
    answered(world, replace(REPLY, title=Words("Antwoord voor iedereen"), audiences=("employee",)))
    read = knowledge.replies_read(actor=world.clerk, on=TODAY, service=service)
    assert titles(read) == ["Zo vraagt u verlof aan", "Wij zijn ermee bezig"]
    read = knowledge.replies_read(actor=world.clerk, on=TODAY, service=service, text="verlofaanvraag verlof")
    assert titles(read)[:1] == ["Zo vraagt u verlof aan"]


def test_a_field_that_no_case_fills_in_is_refused_where_it_is_to_be_sent(world: World) -> None:
    wrong = replace(REPLY, body=Words("Beste {voornaam}, over {nummer}."))
    with pytest.raises(knowledge.UnsoundAnswer) as refusal:
        answered(world, wrong)
    (finding,) = refusal.value.findings
    assert (finding.place, finding.values["field"]) == ("body_nl", "{voornaam}")
    answered(world, replace(wrong, audiences=("clerk",)))


@given(st.dictionaries(st.sampled_from(ReplyField), st.text(max_size=20)), st.sampled_from(["nl", "en"]))
def test_each_field_is_filled_in_once_and_the_rest_stays(
    values: dict[ReplyField, str], language: str
) -> None:
    for field, name in zip(ReplyField, fields_in(language), strict=True):
        expected = values.get(field, f"{{{name}}}")
        assert filled_in(f"a {{{name}}} {{x}} b", values, language) == f"a {expected} {{x}} b"


def test_what_somebody_is_called_is_not_a_field() -> None:
    values = {ReplyField.NAME: "{nummer}", ReplyField.NUMBER: "Z2026-000001"}
    assert filled_in("{naam} {nummer}", values, "nl") == "{nummer} Z2026-000001"
