"""A small world for tests: two cooperations with overlapping names, built through the doors only.

``World.founded()`` makes it inside the current transaction (or committed, with ``fresh_database``); every person has
an actor per role, so a test reads ``world.jan`` approves, ``world.clerk`` checks, ``world.payer`` pays.
"""

import io
import itertools
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from PIL import Image

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.access.models import User
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import Euro

SINCE = date(2025, 1, 1)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
IBANS = ("NL91ABNA0417164300", "NL44RABO0123456789", "NL20INGB0001234567", "NL69INGB0123456789")


RECEIPTS: set[bytes] = set()
"""Every receipt that a test made by ``receipt``: it opens, and does nothing else."""


def receipt(colour: str = "white", size: tuple[int, int] = (40, 60)) -> bytes:
    """A real JPEG; another colour is another receipt."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    RECEIPTS.add(out.getvalue())
    return out.getvalue()


@dataclass
class Municipality:
    """One participant: ``anna`` works for ``jan``, who works for ``piet``; ``carla`` controls, ``ad`` administers."""

    id: UUID
    system: Actor
    unit: UUID
    anna: Actor
    bert: Actor
    jan: Actor
    piet: Actor
    carla: Actor
    ad: Actor


@dataclass
class World:
    """A cooperation with a service centre: ``clerk`` and ``kim`` check, ``payer`` and ``paula`` pay."""

    name: str
    cooperation: UUID
    provider: UUID
    system: Actor
    first: Municipality
    second: Municipality
    clerk: Actor
    kim: Actor
    payer: Actor
    paula: Actor
    contract_manager: Actor
    at: datetime = field(default=MONDAY)
    _widths: Iterator[int] = field(default_factory=lambda: itertools.count(41), init=False, repr=False)
    """Of the receipts to come: each another file within a test, and the same ones in every test."""

    @classmethod
    def founded(cls, name: str = "K5", names: tuple[str, str] = ("Nederlek", "Vlist")) -> "World":
        """Found a cooperation. A second one with the same names is another tenant altogether."""
        ids = [uuid.uuid4() for _ in range(3)]
        cooperation = uuid.uuid4()
        system = Actor.system(*ids, cooperations=[cooperation])
        provider, *participants = ids
        register = organisations.register_organisation
        register(
            actor=system, organisation=provider, name=f"Servicecentrum {name}", kind="provider", at=MONDAY
        )
        for organisation, municipality in zip(participants, names, strict=True):
            register(
                actor=system, organisation=organisation, name=municipality, kind="municipality", at=MONDAY
            )
        organisations.found_cooperation(actor=system, cooperation=cooperation, name=name, at=MONDAY)
        join = organisations.join_cooperation
        join(
            actor=system,
            cooperation=cooperation,
            organisation=provider,
            parts=("provider",),
            since=SINCE,
            at=MONDAY,
        )
        for organisation in participants:
            join(
                actor=system,
                cooperation=cooperation,
                organisation=organisation,
                parts=("owner", "commissioner", "customer", "end_user"),
                since=SINCE,
                at=MONDAY,
            )
        for organisation in participants:
            for task in organisations.COMMON_TASKS:
                organisations.provide_task(
                    actor=system,
                    cooperation=cooperation,
                    organisation=organisation,
                    task=task,
                    provider=provider,
                    since=SINCE,
                    at=MONDAY,
                )
        first, second = (
            _municipality(system, organisation, i) for i, organisation in enumerate(participants)
        )
        desk = organisations.add_unit(
            actor=system, organisation=provider, code="P&F", name="Personeel en Financiën", at=MONDAY
        )
        staff = {
            key: employ(system, provider, desk, person, None, role)
            for key, person, role in (
                ("clerk", "Carlijn Bakker", Role.SSC_CLERK),
                ("kim", "Kim Yilmaz", Role.SSC_CLERK),
                ("payer", "Pieter Smit", Role.SSC_PAYER),
                ("paula", "Paula Mulder", Role.SSC_PAYER),
                ("contract_manager", "Coen Visser", Role.CONTRACT_MANAGER),
            )
        }
        return cls(name, cooperation, provider, system, first, second, at=MONDAY, **staff)

    def municipality_of(self, actor: Actor) -> Municipality:
        """Where somebody works."""
        return self.first if actor.organisation_id == self.first.id else self.second

    def draft(self, who: Actor, *lines: claims.Line, at: datetime | None = None) -> UUID:
        """A draft claim of somebody; without lines one purchase of € 34,20 with its receipt."""
        at = at or self.at
        claim = claims.start_claim(actor=who, key=uuid.uuid4().hex, at=at)
        filled_in = claims.Content(
            description="Scholing",
            iban=IBANS[1],
            lines=lines or (purchase(day=at.date() - timedelta(days=2)),),
        )
        claims.save_draft(actor=who, claim=claim, content=filled_in, at=at)
        if not lines:
            content = receipt("khaki", (next(self._widths), 60))
            claims.attach_evidence(actor=who, claim=claim, position=0, name="bon.jpg", content=content, at=at)
        return claim

    def submitted(self, who: Actor, *lines: claims.Line, at: datetime | None = None) -> UUID:
        """A claim that has been handed in."""
        at = at or self.at
        claim = self.draft(who, *lines, at=at)
        claims.submit_claim(actor=who, claim=claim, key=uuid.uuid4().hex, at=at)
        return claim

    def approved(self, who: Actor, *lines: claims.Line, at: datetime | None = None) -> UUID:
        """A claim that the manager approved and the service centre booked and approved: ready to be paid."""
        at = at or self.at
        claim = self.submitted(who, *lines, at=at)
        claims.approve_claim(actor=self.municipality_of(who).jan, claim=claim, at=at)
        self.check(claim, at=at, count=max(1, len(lines)))
        return claim

    def check(self, claim: UUID, at: datetime | None = None, *, count: int = 0) -> None:
        """The clerk books every line and approves; how many lines there are is asked where ``count`` does not say it."""
        at = at or self.at
        if not count:
            count = len(claims.claim_view(actor=self.clerk, claim=claim, on=at.date()).lines)
        bookings = dict.fromkeys(range(count), ("0.4", "6100"))
        claims.book_claim(actor=self.clerk, claim=claim, bookings=bookings, at=at)
        claims.approve_claim(actor=self.clerk, claim=claim, at=at)


def account_of(who: Actor) -> User:
    """The account with which an actor signs in."""
    assert who.user_id is not None
    return User.objects.get(pk=who.user_id)


def purchase(amount: str = "34.20", day: date = TODAY, what: str = "Vakliteratuur") -> claims.Line:
    """A purchase by receipt."""
    return claims.Line(kind="purchase", day=day, description=what, amount=Euro.of(amount))


def journey(kilometres: str = "42", day: date = TODAY) -> claims.Line:
    """A business journey by car: needs no receipt."""
    return claims.Line(
        kind="car", day=day, kilometres=Decimal(kilometres), origin="Nederlek", destination="Gouda"
    )


KINDS = (
    claims.KindRule(
        "car", "Reis met eigen auto", "Journey by own car", claims.Basis.DISTANCE, rate=Decimal("0.23")
    ),
    claims.KindRule(
        "transit", "Openbaar vervoer", "Public transport", claims.Basis.AMOUNT, evidence_from=Euro.of("10")
    ),
    claims.KindRule(
        "purchase",
        "Aankoop",
        "Purchase",
        claims.Basis.AMOUNT,
        limit=Euro.of("500"),
        evidence_from=Euro(1),
        taakveld="0.4",
    ),
    claims.KindRule("other", "Overig", "Other", claims.Basis.AMOUNT, evidence_from=Euro(1)),
)


def agree_on_rules(hall: Municipality, *, since: date, at: datetime, **rules: object) -> UUID:
    """Other rules by two people: the administrator proposes, the controller confirms; answers the proposal."""
    wanted = claims.ClaimRules((), **rules)  # type: ignore[arg-type]
    proposal = claims.propose_rules(actor=hall.ad, organisation=hall.id, since=since, rules=wanted, at=at)
    claims.confirm_proposal(actor=hall.carla, proposal=proposal, at=at)
    return proposal


def agree_on_kind(
    hall: Municipality,
    kind: claims.KindRule,
    *,
    since: date,
    at: datetime,
    position: int = 0,
    offered: bool = True,
) -> UUID:
    """The same for a kind of cost."""
    proposal = claims.propose_kind(
        actor=hall.ad,
        organisation=hall.id,
        since=since,
        kind=kind,
        position=position,
        offered=offered,
        at=at,
    )
    claims.confirm_proposal(actor=hall.carla, proposal=proposal, at=at)
    return proposal


def agree_on_move(
    hall: Municipality,
    task: organisations.Task,
    provider: UUID,
    *,
    since: date,
    finishes_open: bool = False,
    reads_earlier: bool = False,
    at: datetime,
) -> UUID:
    """A task goes over by two people: the administrator proposes, the controller confirms; answers the proposal."""
    proposal = organisations.propose_move(
        actor=hall.ad,
        organisation=hall.id,
        task=task,
        provider=provider,
        since=since,
        finishes_open=finishes_open,
        reads_earlier=reads_earlier,
        at=at,
    )
    organisations.TASK_MOVES.confirm(actor=hall.carla, which=proposal, at=at)
    return proposal


def set_up_claims(
    system: Actor, organisation: UUID, *, threshold: Euro | None = None, **rules: object
) -> None:
    """Rules as most municipalities have them: manager, then the service centre."""
    chosen = {
        "chain": claims.DEFAULT_CHAIN,
        "max_age_days": 92,
        "threshold": threshold,
        "sample_percent": Decimal(10),
        "fallback_function": "fallback_approver",
        **rules,
    }
    claims.set_rules(actor=system, organisation=organisation, since=SINCE, at=MONDAY, **chosen)  # type: ignore[arg-type]
    for position, kind in enumerate(KINDS):
        claims.set_kind(
            actor=system, organisation=organisation, since=SINCE, kind=kind, position=position, at=MONDAY
        )


def _municipality(system: Actor, organisation: UUID, index: int) -> Municipality:
    unit = organisations.add_unit(
        actor=system, organisation=organisation, code="FIN", name="Financiën", at=MONDAY
    )
    piet = employ(system, organisation, unit, "Piet de Boer", None, Role.MANAGER)
    jan = employ(system, organisation, unit, "Jan de Vries", piet.person, Role.MANAGER)
    anna = employ(system, organisation, unit, "Anna Jansen", jan.person, Role.EMPLOYEE)
    bert = employ(system, organisation, unit, "Bert Hendriks", jan.person, Role.EMPLOYEE)
    carla = employ(system, organisation, unit, "Carla Dekker", jan.person, Role.CONTROLLER)
    ad = employ(system, organisation, unit, "Ad van Dijk", jan.person, Role.ADMINISTRATOR)
    access.assign_function(
        actor=system, person=piet.person, function="fallback_approver", since=SINCE, at=MONDAY
    )
    ledger.add_cost_centre(
        actor=system, organisation=organisation, code="6100", name="Bedrijfsvoering", since=SINCE, at=MONDAY
    )
    payments.add_bank_account(
        actor=system, organisation=organisation, iban=IBANS[2 + index], name="Gemeente", at=MONDAY
    )
    set_up_claims(system, organisation)
    return Municipality(organisation, system, unit, anna, bert, jan, piet, carla, ad)


def employ(
    system: Actor,
    organisation: UUID,
    unit: UUID,
    name: str,
    manager: UUID | None,
    role: Role,
    user: int | None = None,
) -> Actor:
    """Somebody new at an organisation, in one role; ``user`` is the account when they have one already.

    Who has one is known there by another address: two jobs are two persons, each with one of its own.
    """
    known_as = name.split(maxsplit=1)[0] if user is None else f"{name.replace(' ', '.')}.2"
    person = organisations.add_person(
        actor=system,
        organisation=organisation,
        name=name,
        email=f"{known_as.lower()}@{organisation.hex[:6]}.example",
        at=MONDAY,
    )
    organisations.add_employment(
        actor=system,
        organisation=organisation,
        person=person,
        unit=unit,
        manager=manager,
        since=SINCE,
        iban=IBANS[1],
        at=MONDAY,
    )
    if user is None:
        user = User.objects.create_user(f"{person.hex[:8]}@example.nl", "een lang wachtwoord", name).pk
    access.give_account(actor=system, person=person, user=user, at=MONDAY)
    assignment = access.assign_role(actor=system, person=person, role=role, since=SINCE, at=MONDAY)
    return access.actor_wearing(user=user, assignment=assignment, on=TODAY)


def another_hat(system: Actor, who: Actor, role: Role) -> Actor:
    """The same person in a second role."""
    assignment = access.assign_role(actor=system, person=who.person, role=role, since=SINCE, at=MONDAY)
    return access.actor_wearing(user=who.user_id or 0, assignment=assignment, on=TODAY)
