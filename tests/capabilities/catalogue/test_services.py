"""A service from proposal to customer: two people, versions that stay, and days on which they hold."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.world import MONDAY, TODAY, World, employ

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.catalogue.api import (
    Choice,
    Field,
    FieldKind,
    Form,
    Indicator,
    Price,
    ShownWhen,
    Words,
)
from bodemplaat.capabilities.catalogue.models import ServiceVersion
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role, entered
from bodemplaat.kernel import Euro, IllegalMove

STATEMENT = catalogue.Content(name=Words("Verklaring", "Statement"), process="per-3D")
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def controller(world: World) -> Actor:
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    return employ(world.system, world.provider, desk.id, "Cato Prins", None, Role.CONTROLLER)


def written(
    world: World, content: catalogue.Content = STATEMENT, code: str = "SP18"
) -> catalogue.ServiceView:
    service = catalogue.write_service(
        actor=world.contract_manager, cooperation=world.cooperation, code=code, content=content, at=MONDAY
    )
    return seen(world, service)


def seen(world: World, service: Any) -> catalogue.ServiceView:
    return catalogue.service(actor=world.contract_manager, service=service, on=TODAY)


def published(
    world: World,
    controller: Actor,
    content: catalogue.Content = STATEMENT,
    code: str = "SP18",
    since: date = TODAY,
) -> catalogue.ServiceView:
    view = written(world, content, code)
    catalogue.adopt_version(actor=controller, version=view.latest.id, at=MONDAY)
    catalogue.publish_version(actor=world.contract_manager, version=view.latest.id, since=since, at=MONDAY)
    return seen(world, view.id)


def offered(actor: Actor, on: date = TODAY, **narrow: Any) -> list[str]:
    return [each.code for each in catalogue.services_offered(actor=actor, on=on, **narrow)]


def test_a_customer_sees_what_is_published_and_who_provides_it(world: World, controller: Actor) -> None:
    view = written(world)
    assert offered(world.first.anna) == []
    catalogue.adopt_version(actor=controller, version=view.latest.id, at=MONDAY)
    assert offered(world.first.anna) == []
    catalogue.publish_version(actor=world.contract_manager, version=view.latest.id, since=TOMORROW, at=MONDAY)
    assert offered(world.first.anna) == []
    (one,) = catalogue.services_offered(actor=world.first.anna, on=TOMORROW)
    assert (one.code, one.provider_id, one.provider_name) == ("SP18", world.provider, "Servicecentrum K5")
    assert catalogue.service_offered(actor=world.first.anna, service=view.id, on=TOMORROW) == one
    with pytest.raises(NotFound):
        catalogue.service_offered(actor=world.first.anna, service=view.id, on=TODAY)


def test_another_cooperation_sees_nothing_of_it(world: World, elsewhere: World, controller: Actor) -> None:
    view = published(world, controller)
    assert offered(elsewhere.first.anna) == []
    with pytest.raises(NotFound):
        catalogue.service(actor=elsewhere.contract_manager, service=view.id, on=TODAY)


def test_nobody_adopts_what_they_wrote_themselves(world: World) -> None:
    view = written(world)
    with pytest.raises(Refused):
        catalogue.adopt_version(actor=world.contract_manager, version=view.latest.id, at=MONDAY)
    assert "adopt" not in seen(world, view.id).latest.moves


def test_a_clerk_and_a_customer_write_and_adopt_nothing(world: World, controller: Actor) -> None:
    view = written(world)
    for who in (world.clerk, world.first.carla, controller):
        with pytest.raises(Refused):
            catalogue.write_service(
                actor=who, cooperation=world.cooperation, code="X1", content=STATEMENT, at=MONDAY
            )
    with pytest.raises(Refused):
        catalogue.adopt_version(actor=world.clerk, version=view.latest.id, at=MONDAY)
    with pytest.raises(NotFound):
        catalogue.adopt_version(actor=world.first.carla, version=view.latest.id, at=MONDAY)
    with pytest.raises(Refused):  # an administrator, but of an organisation that provides nothing
        catalogue.fill_with_proposals(actor=world.first.ad, cooperation=world.cooperation, at=MONDAY)


def test_what_was_adopted_never_changes_not_even_past_the_commands(world: World, controller: Actor) -> None:
    version = published(world, controller).latest
    with pytest.raises(Refused):
        catalogue.change_draft(actor=world.contract_manager, version=version.id, content=STATEMENT, at=MONDAY)
    with pytest.raises(DatabaseError), entered(world.contract_manager), transaction.atomic():
        ServiceVersion.records.of(world.contract_manager).filter(id=version.id).update(content={})
    with pytest.raises(DatabaseError), entered(world.contract_manager), transaction.atomic():
        ServiceVersion.records.of(world.contract_manager).filter(id=version.id).delete()


def test_a_change_is_a_new_version_that_takes_over_on_its_day(world: World, controller: Actor) -> None:
    first = published(world, controller)
    version = catalogue.write_next_version(actor=world.contract_manager, service=first.id, at=MONDAY)
    again = catalogue.write_next_version(actor=world.contract_manager, service=first.id, at=MONDAY)
    assert again == version, "there is one version in the making"
    dearer = replace(STATEMENT, prices=(Price(2027, Euro.of("12.50")),))
    catalogue.change_draft(actor=world.contract_manager, version=version, content=dearer, at=MONDAY)
    catalogue.adopt_version(actor=controller, version=version, at=MONDAY)
    catalogue.publish_version(actor=world.contract_manager, version=version, since=TOMORROW, at=MONDAY)
    new, old = seen(world, first.id).versions
    assert (old.state, old.since, old.until, old.content) == ("ended", TODAY, TOMORROW, STATEMENT)
    assert (new.state, new.since, new.until, new.number) == ("published", TOMORROW, None, 2)
    for day, number in ((TODAY, 1), (TOMORROW, 2)):
        (one,) = catalogue.services_offered(actor=world.first.anna, on=day)
        assert one.number == number
    (found,) = catalogue.differences(old.content, new.content)
    assert (found.part, found.which, found.before, found.after) == ("prices", "2027", None, Euro.of("12.50"))


def test_an_ended_service_is_no_longer_offered_from_its_day(world: World, controller: Actor) -> None:
    version = published(world, controller).latest
    with pytest.raises(Refused):
        catalogue.end_service(actor=world.contract_manager, version=version.id, until=TODAY, at=MONDAY)
    catalogue.end_service(actor=world.contract_manager, version=version.id, until=TOMORROW, at=MONDAY)
    assert offered(world.first.anna) == ["SP18"]
    assert offered(world.first.anna, TOMORROW) == []


def test_nothing_is_published_before_it_was_adopted_nor_for_a_day_that_is_over(
    world: World, controller: Actor
) -> None:
    version = written(world).latest
    with pytest.raises(IllegalMove):
        catalogue.publish_version(actor=world.contract_manager, version=version.id, since=TODAY, at=MONDAY)
    catalogue.adopt_version(actor=controller, version=version.id, at=MONDAY)
    with pytest.raises(Refused):
        catalogue.publish_version(
            actor=world.contract_manager, version=version.id, since=TODAY - timedelta(days=1), at=MONDAY
        )


def test_who_provides_follows_from_who_provides_for_whom(world: World, controller: Actor) -> None:
    claims = catalogue.start_content()["SP10"]
    published(world, controller, claims, "SP10")
    assert offered(world.first.anna) == ["SP10"]
    organisations.join_cooperation(
        actor=world.system,
        cooperation=world.cooperation,
        organisation=world.first.id,
        parts=("provider",),
        since=TODAY,
        at=MONDAY,
    )
    organisations.move_task(
        actor=world.system,
        organisation=world.first.id,
        task=organisations.Task.EXPENSE_CLAIMS,
        provider=world.first.id,
        since=TOMORROW,
        finishes_open=True,
        reads_earlier=False,
        at=MONDAY,
    )
    assert offered(world.first.anna, TOMORROW) == []
    assert offered(world.second.anna, TOMORROW) == ["SP10"]


def test_the_proposals_are_loaded_once_and_shown_as_proposals(world: World) -> None:
    fill = catalogue.fill_with_proposals
    assert fill(actor=world.contract_manager, cooperation=world.cooperation, at=MONDAY) == 42
    assert fill(actor=world.contract_manager, cooperation=world.cooperation, at=MONDAY) == 0
    rows = catalogue.services_of(actor=world.contract_manager, on=TODAY)
    assert len(rows) == 42
    assert {row.state for row in rows} == {"draft"}
    assert {row.content.origin for row in rows} == {catalogue.PROPOSAL}
    assert all(row.content.name.nl and row.content.name.en for row in rows)
    norm = next(row.content.indicators[0] for row in rows if row.code == "SP10")
    assert norm == Indicator(
        "lead_time", Words("Betaald binnen", "Paid within"), Decimal(10), "working_days", Decimal(95)
    )


def test_every_proposal_can_be_adopted_as_it_is(world: World, controller: Actor) -> None:
    catalogue.fill_with_proposals(actor=world.contract_manager, cooperation=world.cooperation, at=MONDAY)
    for row in catalogue.services_of(actor=world.contract_manager, on=TODAY):
        catalogue.adopt_version(actor=controller, version=seen(world, row.id).latest.id, at=MONDAY)
    assert {row.state for row in catalogue.services_of(actor=controller, on=TODAY)} == {"adopted"}


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        (replace(STATEMENT, name=Words()), "name"),
        (replace(STATEMENT, process="per-99"), "process"),
        (replace(STATEMENT, process="per-1A"), "process"),
        (replace(STATEMENT, process="per-3"), "process"),
        (replace(STATEMENT, line=4), "line"),
        (replace(STATEMENT, package="luxe"), "package"),
        (replace(STATEMENT, requesters=()), "requesters"),
        (replace(STATEMENT, case_type="niets"), "case_type"),
        (replace(STATEMENT, prices=(Price(2026, Euro(1)), Price(2026, Euro(2)))), "prices"),
        (replace(STATEMENT, indicators=(Indicator("lead_time", Words("Binnen")),)), "indicators.0.number"),
        (
            replace(
                STATEMENT, indicators=(Indicator("lead_time", Words("Binnen"), percentage=Decimal(101)),)
            ),
            "indicators.0.percentage",
        ),
    ],
)
def test_what_is_wrong_with_a_service_is_said_at_its_field(
    world: World, wrong: catalogue.Content, place: str
) -> None:
    with pytest.raises(catalogue.UnsoundService) as refusal:
        written(world, wrong)
    assert place in {finding.place for finding in refusal.value.findings}


def test_a_form_may_be_unfinished_until_it_is_adopted(world: World, controller: Actor) -> None:
    view = written(world)
    half = Field("waarom", FieldKind.CHOICE, Words("Waarom?"), shown_when=ShownWhen("weg", ("ja",)))
    draft = replace(STATEMENT, form=Form((half,)))
    catalogue.change_draft(actor=world.contract_manager, version=view.latest.id, content=draft, at=MONDAY)
    with pytest.raises(catalogue.UnsoundService) as refusal:
        catalogue.adopt_version(actor=controller, version=view.latest.id, at=MONDAY)
    assert {finding.place for finding in refusal.value.findings} == {
        "form.fields.0.choices",
        "form.fields.0.shown_when",
    }
    whole = replace(
        half,
        shown_when=None,
        choices=(Choice("hypotheek", Words("Hypotheek")), Choice("huur", Words("Huur"))),
    )
    draft = replace(STATEMENT, form=Form((whole,)))
    catalogue.change_draft(actor=world.contract_manager, version=view.latest.id, content=draft, at=MONDAY)
    catalogue.adopt_version(actor=controller, version=view.latest.id, at=MONDAY)
    assert seen(world, view.id).latest.content == draft


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", 42),
        ("declaratie", ["SP10"]),
        ("declartie", ["SP10"]),
        ("delcaratie", ["SP10"]),
        ("expense clam", ["SP10"]),
        ("sp10", ["SP10"]),
        ("werving selctie", ["SP04"]),
        ("zzzzzz", []),
    ],
)
def test_searching_forgives_typing_faults(text: str, codes: Any) -> None:
    found = [
        code for code, content in catalogue.start_content().items() if catalogue.matches(text, code, content)
    ]
    assert (len(found) if isinstance(codes, int) else found) == codes


def test_the_norm_of_a_case_type_is_that_of_the_published_service(world: World, controller: Actor) -> None:
    assert catalogue.norms_of(actor=world.clerk, case_type="expense-claims").on(TOMORROW) is None
    published(world, controller, catalogue.start_content()["SP10"], "SP10", TOMORROW)
    norms = catalogue.norms_of(actor=world.clerk, case_type="expense-claims")
    assert norms.on(TODAY) is None
    promised = norms.on(TOMORROW)
    assert promised is not None
    norm = promised.indicators[0]
    assert (norm.number, norm.unit) == (Decimal(10), "working_days")


def test_statements_are_as_many_for_one_service_as_for_many(world: World, controller: Actor) -> None:
    def statements() -> list[int]:
        counts = []
        for ask in (
            lambda: catalogue.services_offered(actor=world.first.anna, on=TODAY),
            lambda: catalogue.services_of(actor=controller, on=TODAY),
        ):
            with CaptureQueriesContext(connection) as made:
                ask()
            counts.append(len(made))
        return counts

    published(world, controller)
    few = statements()
    for number in range(8):
        published(world, controller, code=f"SX{number}")
    assert statements() == few
