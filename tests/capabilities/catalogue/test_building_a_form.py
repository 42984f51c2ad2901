"""A form is built one field at a time: by people who write no names, and without losing what somebody else did."""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.world import MONDAY, TODAY, World, employ

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.catalogue.api import Field, FieldKind, Form, ShownWhen, Words
from bodemplaat.capabilities.catalogue.reckoning import building
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import NotFound, Refused, Role

REASON = Field("", FieldKind.TEXT, Words("Wat is de reden?", "What is the reason?"), required=True)
PURPOSE = Field(
    "",
    FieldKind.CHOICE,
    Words("Waarvoor?"),
    choices=catalogue.named_choices([("", Words("Hypotheek")), ("", Words("Huur"))]),
)
KEYS = st.lists(st.from_regex(r"[a-z]{1,3}", fullmatch=True), min_size=1, max_size=6, unique=True)


@pytest.fixture
def draft(world: World) -> UUID:
    service = catalogue.write_service(
        actor=world.contract_manager,
        cooperation=world.cooperation,
        code="SP18",
        content=catalogue.Content(name=Words("Verklaring"), process="per-3D"),
        at=MONDAY,
    )
    return catalogue.service(actor=world.contract_manager, service=service, on=TODAY).latest.id


def form_of(world: World) -> Form:
    (row,) = catalogue.services_of(actor=world.contract_manager, on=TODAY)
    return row.content.form


def add(world: World, draft: UUID, field: Field, inside: str = "") -> str:
    return catalogue.add_field(
        actor=world.contract_manager, version=draft, field=field, inside=inside, at=MONDAY
    )


def change(world: World, draft: UUID, path: str, field: Field, before: Field) -> None:
    catalogue.change_field(
        actor=world.contract_manager, version=draft, path=path, field=field, before=before, at=MONDAY
    )


def places(refusal: Any) -> set[str]:
    return {finding.place for finding in refusal.value.findings}


def test_a_field_gets_its_name_from_its_text_and_keeps_it(world: World, draft: UUID) -> None:
    assert add(world, draft, REASON) == "wat_is_de_reden"
    with pytest.raises(catalogue.UnsoundService) as refusal:
        add(world, draft, REASON)
    assert places(refusal) == {"label"}
    assert add(world, draft, replace(REASON, label=Words("Wat is de reden"))) == "wat_is_de_reden_2"
    stored = form_of(world).fields[0]
    change(world, draft, "wat_is_de_reden", replace(stored, label=Words("Waarom?")), stored)
    assert [each.key for each in form_of(world).fields] == ["wat_is_de_reden", "wat_is_de_reden_2"]
    assert form_of(world).fields[0].label.nl == "Waarom?"


def test_a_table_is_added_empty_and_gets_its_columns_one_by_one(world: World, draft: UUID) -> None:
    table = add(world, draft, Field("", FieldKind.TABLE, Words("Kosten")))
    amount = Field("", FieldKind.AMOUNT, Words("Bedrag"), required=True)
    assert add(world, draft, amount, inside=table) == "kosten.bedrag"
    assert add(world, draft, replace(amount, label=Words("Btw")), inside=table) == "kosten.btw"
    catalogue.move_field(actor=world.contract_manager, version=draft, path="kosten.btw", places=-1, at=MONDAY)
    stored = form_of(world).fields[0]
    change(world, draft, table, replace(stored, label=Words("Uw kosten"), columns=()), stored)
    (kept,) = form_of(world).fields
    assert (kept.label.nl, [each.key for each in kept.columns]) == ("Uw kosten", ["btw", "bedrag"])
    catalogue.remove_field(actor=world.contract_manager, version=draft, path="kosten.btw", at=MONDAY)
    assert [each.key for each in form_of(world).fields[0].columns] == ["bedrag"]
    with pytest.raises(catalogue.UnsoundService) as refusal:
        add(world, draft, Field("", FieldKind.FILE, Words("Bon")), inside=table)
    assert places(refusal) == {"kind"}


def test_what_is_wrong_with_a_field_is_said_at_once_and_nothing_of_it_is_kept(
    world: World, draft: UUID
) -> None:
    wrong = Field(
        "",
        FieldKind.CHOICE,
        Words(),
        least=Decimal(1),
        choices=PURPOSE.choices[:1],
        shown_when=ShownWhen("weg", ("ja",)),
    )
    with pytest.raises(catalogue.UnsoundService) as refusal:
        add(world, draft, wrong)
    assert places(refusal) == {"label", "least", "choices", "shown_when"}
    assert form_of(world) == Form()


def test_a_field_taken_out_leaves_what_depended_on_it_telling_so(world: World, draft: UUID) -> None:
    purpose = add(world, draft, PURPOSE)
    add(world, draft, replace(REASON, shown_when=ShownWhen(purpose, ("huur",))))
    catalogue.remove_field(actor=world.contract_manager, version=draft, path=purpose, at=MONDAY)
    (finding,) = catalogue.check_form(form_of(world))
    assert catalogue.path_at(form_of(world), finding.place) == "wat_is_de_reden"
    add(world, draft, replace(REASON, label=Words("Nog iets?")))  # what is wrong elsewhere stops nobody


def test_two_who_build_at_once_lose_nothing_of_each_others(world: World, draft: UUID) -> None:
    add(world, draft, REASON)
    add(world, draft, PURPOSE)
    reason, purpose = form_of(world).fields
    change(world, draft, reason.key, replace(reason, required=False), reason)
    change(world, draft, purpose.key, replace(purpose, required=True), purpose)
    assert [each.required for each in form_of(world).fields] == [False, True]
    with pytest.raises(Refused):
        change(world, draft, reason.key, replace(reason, label=Words("Anders")), reason)


def test_an_adopted_form_is_built_no_further_and_others_build_nothing(world: World, draft: UUID) -> None:
    add(world, draft, REASON)
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    controller = employ(world.system, world.provider, desk.id, "Cato Prins", None, Role.CONTROLLER)
    for who, stopped in ((controller, Refused), (world.clerk, Refused), (world.first.ad, NotFound)):
        with pytest.raises(stopped):
            catalogue.remove_field(actor=who, version=draft, path="wat_is_de_reden", at=MONDAY)
    catalogue.adopt_version(actor=controller, version=draft, at=MONDAY)
    acts: list[Any] = [
        lambda actor: catalogue.add_field(actor=actor, version=draft, field=REASON, at=MONDAY),
        lambda actor: catalogue.move_field(
            actor=actor, version=draft, path="wat_is_de_reden", places=1, at=MONDAY
        ),
        lambda actor: catalogue.remove_field(actor=actor, version=draft, path="wat_is_de_reden", at=MONDAY),
    ]
    for act in acts:
        with pytest.raises(Refused):
            act(world.contract_manager)


@given(st.text(max_size=80), st.sets(st.text(max_size=8)))
def test_every_text_gives_a_name_that_a_form_takes_and_nobody_has(text: str, taken: set[str]) -> None:
    key = catalogue.key_for(text, taken)
    assert key not in taken
    named = Form((Field(key, FieldKind.TEXT, Words("Iets")),))
    assert catalogue.check_form(named) == ()


@given(KEYS, st.data())
def test_moving_changes_the_order_and_nothing_else_and_back_again_undoes_it(
    keys: list[str], data: st.DataObject
) -> None:
    form = Form(tuple(Field(key, FieldKind.TEXT, Words(key)) for key in keys))
    at = data.draw(st.integers(0, len(keys) - 1))
    to = data.draw(st.integers(0, len(keys) - 1))
    moved = building.with_field_moved(form, keys[at], to - at)
    assert moved.fields[to].key == keys[at]
    assert sorted(each.key for each in moved.fields) == sorted(keys)
    assert building.with_field_moved(moved, keys[at], at - to) == form
    assert building.with_field_moved(form, keys[at], 99).fields[-1].key == keys[at]


@given(KEYS, st.data())
def test_the_place_of_a_finding_leads_to_the_field_and_back(keys: list[str], data: st.DataObject) -> None:
    form = Form(tuple(Field(key, FieldKind.TEXT, Words(key)) for key in keys))
    table = Field("tabel_x", FieldKind.TABLE, Words("Tabel"), columns=form.fields)
    form = Form((*form.fields, table))
    path = data.draw(st.sampled_from([*keys, "tabel_x", *(f"tabel_x.{key}" for key in keys)]))
    place = building.place_of(form, path)
    assert catalogue.path_at(form, f"{place}.label") == path
    assert building.field_at(building.without_field(form, path), path) is None
