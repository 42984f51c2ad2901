"""Other systems: a directory, clients with secrets, and webhooks with what was sent to them."""

from datetime import timedelta
from uuid import UUID, uuid5

from tests.architecture.isolation.side import Side
from tests.world import TODAY, account_of

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.access.own_provider import note_provider_tried
from bodemplaat.foundation.clients import api as clients
from bodemplaat.foundation.directory import api as directory
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Role, entered
from bodemplaat.foundation.webhooks import api as webhooks
from bodemplaat.foundation.webhooks.models import WebhookDelivery, WebhookTry


def tell_by_directory(side: Side) -> None:
    """The directory of the first municipality tells of somebody, and of a group that waits for an administrator."""
    w, mark, hall = side.world, side.mark, side.world.first
    directory.switch_on(actor=hall.ad, at=w.at)
    there = directory.directory_of(hall.id)
    said = directory.SaidOfPerson(
        f"{mark}@directory.example", f"e-{mark}", name=f"Mens {mark}", department=f"Afdeling {mark}"
    )
    person = directory.save_person(actor=there, person=None, said=said, at=w.at)
    members = frozenset({str(person.id)})
    group = directory.save_group(
        actor=there, group=None, said=directory.SaidOfGroup(f"Groep {mark}", f"g-{mark}", members), at=w.at
    )
    directory.say_what_group_is(actor=hall.ad, group=group.id, role=Role.MANAGER, at=w.at)
    organisations.change_person(
        actor=hall.ad,
        person=hall.piet.person,
        name=hall.piet.person_name,
        email=f"piet-{mark}@directory.example",
        number="",
        language="nl",
        at=w.at,
    )
    access.propose_account_move(actor=hall.ad, person=hall.piet.person, at=w.at)


def sign_in_at_home(side: Side) -> None:
    """The first municipality has a provider of its own switched on; that of the second waits for a second person."""
    w, mark = side.world, side.mark
    for number, there in enumerate((w.first, w.second)):
        domain = f"{mark.lower()}-{number}.example"
        account = account_of(there.bert)
        account.email = f"bert@{domain}"
        account.save()
        row = access.save_own_provider(
            actor=there.ad,
            issuer=f"https://{mark.lower()}.example/{there.id}",
            client_id=f"Inlogdienst {mark}",
            secret=f"Geheim {mark}",
            domains=[domain],
            at=w.at,
        )
        note_provider_tried(actor=there.ad, provider=row, at=w.at)
        proposal = access.propose_own_provider(actor=there.ad, at=w.at)
        if there is w.first:
            access.OWN_PROVIDERS.confirm(actor=there.carla, which=proposal, at=w.at)


def connect_systems(side: Side) -> None:
    """Two systems of the first municipality and one of the centre: one may all there is, one waits for a second person."""
    w, mark, hall = side.world, side.mark, side.world.first
    for number, (admin, wanted) in enumerate(
        ((hall.ad, tuple(clients.Scope)), (hall.ad, (clients.Scope.CASES_CREATE,)))
    ):
        client, secret = clients.make_client(
            actor=admin,
            name=f"Systeem {mark} {number}",
            purpose=f"Voor {mark}",
            contact=f"{mark}@systeem.example",
            last_day=TODAY + timedelta(days=side.euros),
            scopes=wanted,
            at=w.at,
        )
        opened = clients.opened_by(secret=secret, at=w.at)
        assert opened is not None
        there = Actor.system(hall.id)
        clients.note_client_use(
            actor=there, opened=opened, method="GET", about=f"/{mark}", status=404, reason=mark, at=w.at
        )
        clients.answer_for_key(actor=there, opened=opened, key=mark, digest=mark, at=w.at)
        waits = clients.client_of(actor=hall.ad, client=client, at=w.at).waits
        if number == 0 and waits is not None:
            clients.SCOPES.confirm(actor=hall.carla, which=waits.proposal.id, at=w.at)
            _tell(side, client)


def _tell(side: Side, client: UUID) -> None:
    """A system is told of events: one that was tried and waits, one that was given up, one that arrived."""
    w, hall = side.world, side.world.first
    there = Actor.system(hall.id, through=clients.THROUGH)
    hook = webhooks.register_webhook(
        actor=there,
        client=client,
        address=f"https://{side.mark}.example/hook",
        kinds=tuple(webhooks.EventKind),
        at=w.at,
    )
    for number in range(3):
        webhooks.tell_webhooks(
            actor=there,
            cause=uuid5(hall.id, str(number)),
            kind=webhooks.EventKind.CASE_OPENED,
            facts={"case": str(uuid5(hook, str(number))), "state": "received"},
            may_read=lambda _: True,
            at=w.at,
        )
    with entered(there):
        for number, row in enumerate(
            WebhookDelivery.records.of(there).filter(webhook_id=hook).order_by("id")
        ):
            over = {"next_at": None, ("given_up_at" if number == 1 else "delivered_at"): w.at}
            if number:
                WebhookDelivery.records.of(there).filter(id=row.id).update(tries=1, **over)
            WebhookTry.records.of(there).create(
                organisation_id=hall.id,
                delivery=row,
                at=w.at,
                outcome=(webhooks.Outcome.DELIVERED if number == 2 else webhooks.Outcome.REFUSED).value,
                status=204 if number == 2 else 500,
                milliseconds=side.euros,
            )
