"""Other systems: made with a last day, opened by a secret, given what nobody gives alone by a second person, and ended."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from tests.world import TODAY, World, another_hat

from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.clients import api as clients
from bodemplaat.foundation.clients.api import Scope
from bodemplaat.foundation.clients.models import ClientAnswer
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role, entered

READ = (Scope.CATALOGUE_READ, Scope.CASES_READ)
Made = Callable[..., tuple[UUID, str]]


@pytest.fixture
def made(world: World) -> Made:
    """Makes a client of the first municipality."""

    def make(
        *scopes: Scope, actor: Actor | None = None, name: str = "Intranet", days: int = 30
    ) -> tuple[UUID, str]:
        return clients.make_client(
            actor=actor or world.first.ad,
            name=name,
            purpose="Aanvragen tonen",
            contact="intranet@nederlek.example",
            last_day=TODAY + timedelta(days=days),
            scopes=scopes or READ,
            at=world.at,
        )

    return make


def scopes_of(world: World, client: UUID) -> set[Scope]:
    return set(clients.client_of(actor=world.first.ad, client=client, at=world.at).row.scopes)


def test_a_secret_opens_its_client_until_its_last_day(world: World, made: Made) -> None:
    client, secret = made()
    opened = clients.opened_by(secret=secret, at=world.at)
    assert opened is not None
    assert (opened.client, opened.organisation, opened.scopes) == (client, world.first.id, set(READ))
    assert clients.opened_by(secret=secret, at=world.at + timedelta(days=30)) is not None
    assert clients.opened_by(secret=secret, at=world.at + timedelta(days=31)) is None


@pytest.mark.parametrize(
    "wrong", ["", "bdc_", "bdc_x.y", "bdp_abc", "bdc_é.x", f"bdc_{'A' * 43}.x", "bdc_" + "/" * 43 + ".x"]
)
def test_anything_else_opens_nothing(world: World, made: Made, wrong: str) -> None:
    _, secret = made()
    assert clients.opened_by(secret=wrong, at=world.at) is None
    assert clients.opened_by(secret=secret[:-1], at=world.at) is None
    assert clients.opened_by(secret=secret.removeprefix("bdc_"), at=world.at) is None


def test_a_new_secret_lets_the_old_one_open_for_a_while_or_ends_it_now(world: World, made: Made) -> None:
    client, first = made()
    soon = world.at + timedelta(hours=1)
    second = clients.renew_client_secret(actor=world.first.ad, client=client, old_until=soon, at=world.at)
    assert clients.opened_by(secret=first, at=world.at) is not None
    assert clients.opened_by(secret=first, at=soon) is None
    third = clients.renew_client_secret(actor=world.first.ad, client=client, old_until=None, at=world.at)
    assert clients.opened_by(secret=second, at=world.at) is None
    (kept,) = clients.client_of(actor=world.first.ad, client=client, at=world.at).secrets
    clients.end_client_secret(actor=world.first.ad, client=client, secret=kept.id, at=world.at)
    assert clients.opened_by(secret=third, at=world.at) is None
    with pytest.raises(Refused, match="still to come"):
        clients.renew_client_secret(actor=world.first.ad, client=client, old_until=world.at, at=world.at)


def test_words_of_people_wait_for_a_second_person(world: World, made: Made) -> None:
    client, _ = made(Scope.CASES_READ, *clients.BY_TWO)
    assert scopes_of(world, client) == {Scope.CASES_READ}
    waits = clients.client_of(actor=world.first.ad, client=client, at=world.at).waits
    assert waits is not None
    assert set(waits.scopes) == clients.BY_TWO
    with pytest.raises(Refused, match="own proposal"):
        clients.SCOPES.confirm(actor=world.first.ad, which=waits.proposal.id, at=world.at)
    own = another_hat(world.first.system, world.first.ad, Role.CONTROLLER)
    with pytest.raises(Refused, match="own proposal"):
        clients.SCOPES.confirm(actor=own, which=waits.proposal.id, at=world.at)
    with pytest.raises(Refused, match="Another administrator or a controller"):
        clients.SCOPES.confirm(actor=world.first.jan, which=waits.proposal.id, at=world.at)
    with pytest.raises(NotFound):
        clients.SCOPES.confirm(actor=world.second.carla, which=waits.proposal.id, at=world.at)
    clients.SCOPES.confirm(actor=world.first.carla, which=waits.proposal.id, at=world.at)
    assert scopes_of(world, client) == {Scope.CASES_READ, *clients.BY_TWO}
    clients.change_scopes(actor=world.first.ad, client=client, scopes=[Scope.CASES_READ], at=world.at)
    assert scopes_of(world, client) == {Scope.CASES_READ}


def test_who_decides_hears_of_it_and_who_asked_of_a_refusal(world: World, made: Made) -> None:
    client, _ = made(Scope.CASES_CREATE)
    deliver_waiting(world.first.id)
    (notice,) = inbox_of(actor=world.first.carla)
    assert "Intranet" in notice.subject
    assert notice.path == f"/inrichting/koppelingen/{client}/"
    waits = clients.client_of(actor=world.first.carla, client=client, at=world.at).waits
    assert waits is not None
    assert waits.may_decide
    clients.SCOPES.refuse(actor=world.first.carla, which=waits.proposal.id, reason="Niet nodig", at=world.at)
    deliver_waiting(world.first.id)
    assert any("Niet nodig" in each.body for each in inbox_of(actor=world.first.ad))
    assert scopes_of(world, client) == set()


def test_an_ended_client_opens_nothing_and_nothing_waits_for_it(world: World, made: Made) -> None:
    client, secret = made(Scope.CASES_READ, Scope.CASES_CREATE)
    clients.end_client(actor=world.first.ad, client=client, at=world.at)
    seen = clients.client_of(actor=world.first.ad, client=client, at=world.at)
    assert (seen.row.is_open, seen.contact, seen.waits) == (False, "", None)
    assert clients.opened_by(secret=secret, at=world.at) is None
    with pytest.raises(Refused, match="has ended"):
        clients.change_scopes(actor=world.first.ad, client=client, scopes=[], at=world.at)
    actions = [line.action for line in trail_of(actor=world.first.ad, subject=client)]
    assert set(actions) >= {"client.made", "client.secret_made", "client.ended"}
    made(name="intranet")


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"name": " "}, "called"),
        ({"contact": "niemand"}, "e-mail address"),
        ({"last_day": TODAY - timedelta(days=1)}, "last day"),
        ({"last_day": TODAY + timedelta(days=1200)}, "last day"),
        ({"name": "x" * 81}, "too long"),
    ],
)
def test_what_cannot_be_is_refused_in_words(world: World, wrong: dict[str, object], why: str) -> None:
    sound = {"name": "A", "purpose": "B", "contact": "a@b.example", "last_day": TODAY, "scopes": ()}
    with pytest.raises(Refused, match=why):
        clients.make_client(actor=world.first.ad, **{**sound, **wrong}, at=world.at)  # type: ignore[arg-type]


def test_two_clients_in_use_do_not_share_a_name(world: World, made: Made) -> None:
    made()
    with pytest.raises(Refused, match="of this name"):
        made(name="INTRANET")


def test_only_its_administrator_makes_a_client(world: World, made: Made) -> None:
    for who in (world.first.anna, world.first.carla, world.clerk):
        with pytest.raises(Refused):
            made(actor=who)
    with pytest.raises(Refused):
        clients.clients_of(actor=world.first.anna, at=world.at)


def test_another_organisation_sees_no_client(world: World, made: Made) -> None:
    client, _ = made()
    assert clients.clients_of(actor=world.second.ad, at=world.at) == ()
    with pytest.raises(NotFound):
        clients.client_of(actor=world.second.ad, client=client, at=world.at)
    with pytest.raises(NotFound):
        clients.end_client(actor=world.second.ad, client=client, at=world.at)


def test_use_is_counted_and_the_last_refusals_are_kept(world: World, made: Made) -> None:
    client, secret = made()
    opened = clients.opened_by(secret=secret, at=world.at)
    assert opened is not None
    there = Actor.system(world.first.id)
    for number in range(25):
        clients.note_client_use(
            actor=there, opened=opened, method="GET", about=f"/cases {number}", status=404, reason="x", at=world.at + timedelta(seconds=number)
        )  # fmt: skip
    clients.note_client_use(actor=there, opened=opened, method="GET", about="/cases", status=200, at=world.at)
    seen = clients.client_of(actor=world.first.ad, client=client, at=world.at)
    assert (seen.answered, seen.refused, len(seen.refusals)) == (1, 25, 20)
    assert seen.refusals[0].about == "/cases 24"


def test_an_answer_is_kept_for_two_days(world: World, made: Made) -> None:
    _, secret = made()
    opened = clients.opened_by(secret=secret, at=world.at)
    assert opened is not None
    there = Actor.system(world.first.id)

    def asked(later: timedelta) -> clients.KeptAnswer | None:
        return clients.answer_for_key(actor=there, opened=opened, key="k", digest="d", at=world.at + later)

    assert asked(timedelta()) is None
    clients.keep_answer(actor=there, opened=opened, key="k", status=201, location="/x", body="{}")
    assert asked(timedelta(hours=47)) == clients.KeptAnswer("d", 201, "/x", "{}")
    assert asked(timedelta(hours=49)) is None
    with entered(there):
        assert ClientAnswer.records.of(there).count() == 1
