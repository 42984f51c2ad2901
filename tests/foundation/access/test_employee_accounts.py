"""Whoever has another account by somebody else's hand is told, and the account is not known before a second person looked."""

from tests.world import SINCE, TODAY, World

from bodemplaat.foundation.access.employee_accounts import EmployeeAccountMessages
from bodemplaat.foundation.imports import api as imports
from bodemplaat.foundation.notices import api as notices
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.organisations.api import EMPLOYEE_ACCOUNT_CHANGED
from bodemplaat.foundation.outbox.api import Heard
from bodemplaat.foundation.outbox.models import OutboxMessage
from bodemplaat.foundation.tenancy.api import Actor, entered

NEW_ACCOUNT = "NL02ABNA0123456789"


def taken_in(world: World, content: str) -> organisations.JobView:
    """A file of people is carried out; the job that Anna has then."""
    there = imports.preview_import(
        actor=world.first.ad,
        list_name="people",
        file_name="mensen.csv",
        content=content.encode(),
        since=TODAY,
        is_complete=False,
        at=world.at,
    )
    imports.carry_out_import(actor=world.first.ad, import_id=there, at=world.at)
    return organisations.jobs_begun(actor=world.system, people={world.first.anna.person}, on=TODAY)[-1]


def line_of(world: World, iban: str) -> str:
    person = organisations.person_of(actor=world.system, person=world.first.anna.person)
    return (
        f"E-mailadres;Naam;Afdeling (code);Rekeningnummer (IBAN)\n{person.email};{person.name};FIN;{iban}\n"
    )


def announced(world: World) -> list[OutboxMessage]:
    with entered(world.system):
        return list(OutboxMessage.records.of(world.system).filter(topic=EMPLOYEE_ACCOUNT_CHANGED))


def test_a_file_that_changes_an_account_says_whose_hand_it_was_and_tells_the_person(world: World) -> None:
    job = taken_in(world, line_of(world, NEW_ACCOUNT))
    assert (job.iban, job.iban_changed_by) == (NEW_ACCOUNT, world.first.ad.person)
    (message,) = announced(world)
    assert message.payload["people"] == [str(world.first.anna.person)]
    assert NEW_ACCOUNT not in str(message.payload)
    heard = Heard(message.id, message.topic, message.payload, world.at)
    EmployeeAccountMessages(page=lambda: "/mijn-gegevens/").tell(
        actor=Actor.system(world.first.id), heard=heard
    )
    inbox = notices.inbox_of(actor=world.first.anna)
    assert "Ad van Dijk" in str(inbox)
    assert NEW_ACCOUNT[-4:] not in str(inbox)
    assert notices.inbox_of(actor=world.first.bert) == ()


def test_a_file_that_leaves_the_account_changes_nothing_of_it(world: World) -> None:
    before = organisations.jobs_begun(actor=world.system, people={world.first.anna.person}, on=TODAY)[-1]
    job = taken_in(
        world,
        line_of(world, before.iban)
        .replace("Rekeningnummer (IBAN)", "Functienaam")
        .replace(before.iban, "Adviseur"),
    )
    assert (job.iban, job.iban_changed_by) == (before.iban, None)
    assert announced(world) == []
    assert SINCE < TODAY
