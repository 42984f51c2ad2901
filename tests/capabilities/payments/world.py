"""Two cooperations with names that overlap, payers, employees to pay, and an ear for what became of payments."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from bodemplaat.capabilities.payments import api as payments
from bodemplaat.capabilities.payments.api import PaymentRequest
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.access.models import User
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import Euro

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
READ = NOW + timedelta(days=2)
"""When statements come in: after the day they tell of."""
TODAY = date(2026, 11, 23)
TOMORROW = date(2026, 11, 24)
SOURCE = "test_source"

SCHOONHOVEN, NEDERLEK, JAN = "NL91ABNA0417164300", "NL20INGB0001234567", "NL44RABO0123456789"


@dataclass
class Ear:
    """Hears what became of payments, as a capability above would."""

    heard_paid: list[tuple[frozenset[UUID], date]] = field(default_factory=list)
    heard_returned: list[tuple[UUID, str, str]] = field(default_factory=list)

    def paid(self, *, actor: Actor, source_ids: Sequence[UUID], day: date, at: datetime) -> None:
        self.heard_paid.append((frozenset(source_ids), day))

    def returned(self, *, actor: Actor, source_id: UUID, reason_code: str, reason: str, at: datetime) -> None:
        self.heard_returned.append((source_id, reason_code, reason))


@dataclass
class Cooperation:
    """A provider that pays for its municipalities; ``clerk`` is the platform at set-up of one municipality."""

    provider: Actor
    municipalities: dict[str, Actor]
    anna: Actor
    bert: Actor

    def municipality(self, name: str) -> UUID:
        return self.municipalities[name].organisation_id

    def owe(self, name: str, *amounts: str, person: UUID | None = None) -> tuple[UUID, ...]:
        """Ask for payments by one municipality; answers their ids."""
        actor = self.municipalities[name]
        asked = [request(actor.organisation_id, amount, person=person) for amount in amounts]
        return payments.request_payments(actor=actor, requests=asked, at=NOW)

    def make(self, *, key: str = "", chosen: Sequence[UUID] | None = None, at: datetime = NOW) -> UUID:
        """Let Anna make a batch of what waits."""
        return payments.make_batch(
            actor=self.anna, payments=chosen, execution_date=TOMORROW, key=key or uuid.uuid4().hex, at=at
        )

    def release(self, batch: UUID) -> bytes:
        """Let Bert release it; answers the file."""
        payments.release_batch(actor=self.bert, batch=batch, at=LATER)
        return payments.batch_file(actor=self.bert, batch=batch)[2]

    def states(self, name: str, *sources: UUID) -> list[str]:
        """Where the payments of these sources stand."""
        actor = self.municipalities[name]
        found = [payments.payment_of(actor=actor, source_type=SOURCE, source_id=each) for each in sources]
        return [facts.state if facts else "" for facts in found]


def request(organisation: UUID, amount: str, *, person: UUID | None = None) -> PaymentRequest:
    """A request with a source of its own."""
    return PaymentRequest(
        organisation=organisation,
        source_type=SOURCE,
        source_id=uuid.uuid4(),
        amount=Euro.of(amount),
        creditor_name="Jan de Vriès",
        creditor_iban=JAN,
        creditor_person=person,
        remittance="Declaratie 2026-17 – reis & lunch",
    )


def cooperation(*, accounts: dict[str, str], pays_itself: Collection[str] = ()) -> Cooperation:
    """A cooperation whose municipalities pay from ``accounts`` (name → IBAN, empty for none), some of them by their own payers."""
    provider = organisation("SSC Krimpenerwaard", "provider")
    members = {name: organisation(name, "municipality") for name in accounts}
    union = uuid.uuid4()
    founder = Actor.system(provider.organisation_id, cooperations=[union])
    organisations.found_cooperation(actor=founder, cooperation=union, name="K5", at=NOW)
    _join(union, provider, ("provider",))
    for name, member in members.items():
        _join(union, member, ("customer",))
        if name in pays_itself:
            _join(union, member, ("provider",))
        _paid_by(union, member, member if name in pays_itself else provider)
        if accounts[name]:
            payments.add_bank_account(
                actor=member,
                organisation=member.organisation_id,
                iban=accounts[name],
                name=f"Gemeente {name}",
                at=NOW,
            )
    return Cooperation(provider, members, payer(provider, "Anna"), payer(provider, "Bert"))


def organisation(name: str, kind: str) -> Actor:
    """An organisation and the platform acting for it."""
    actor = Actor.system(uuid.uuid4())
    organisations.register_organisation(
        actor=actor, organisation=actor.organisation_id, name=name, kind=kind, at=NOW
    )
    return actor


def payer(at: Actor, name: str, user: User | None = None) -> Actor:
    """A payer of an organisation, with an account of their own unless given."""
    return wearing(at, name, Role.SSC_PAYER, user)


def wearing(at: Actor, name: str, role: Role, user: User | None = None) -> Actor:
    """Somebody in a role at an organisation."""
    person = organisations.add_person(actor=at, organisation=at.organisation_id, name=name, at=NOW)
    user = user or User.objects.create_user(f"{name}-{uuid.uuid4().hex[:8]}@example.org")
    access.give_account(actor=at, person=person, user=user.pk, at=NOW)
    role_id = access.assign_role(actor=at, person=person, role=role, since=TODAY, at=NOW)
    return access.actor_wearing(user=user.pk, assignment=role_id, on=TODAY)


def _paid_by(union: UUID, member: Actor, provider: Actor) -> None:
    organisations.provide_task(
        actor=Actor.system(member.organisation_id, cooperations=[union]),
        cooperation=union,
        organisation=member.organisation_id,
        task=organisations.Task.PAYMENTS,
        provider=provider.organisation_id,
        since=TODAY,
        at=NOW,
    )


def _join(union: UUID, member: Actor, parts: tuple[str, ...]) -> None:
    actor = Actor.system(member.organisation_id, cooperations=[union])
    organisations.join_cooperation(
        actor=actor,
        cooperation=union,
        organisation=member.organisation_id,
        parts=parts,
        since=TODAY,
        at=NOW,
    )
