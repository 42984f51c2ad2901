"""An organisation for the log to be played in: people made up per role, and the log's own chain as its rules."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.rehearsal.replay.routes import Routes, function_of

IBAN_OF_PAYER, IBAN_OF_STAFF = "NL34BNGH0285000001", "NL20INGB0001234567"
LONG_AGO = 3_660
"""Days: the log has no day of the cost, so no claim is too old."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Who plays: an employee per unit of the log, one person per role, and two payers for four eyes."""

    organisation: UUID
    employees: Mapping[str, Actor]
    approvers: Mapping[str, Actor]
    clerk: Actor
    payer: Actor
    second_payer: Actor
    controller: Actor


def set_up(routes: Routes, units: Iterable[str], *, since: date, at: datetime) -> Stage:
    """Build the organisation and its service centre, with the log's chain as effective-dated rules."""
    customer, provider, cooperation = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    system = Actor.system(customer, provider, cooperations=[cooperation])
    register = organisations.register_organisation
    register(
        actor=system, organisation=customer, name="Organisatie van het logboek", kind="municipality", at=at
    )
    register(actor=system, organisation=provider, name="Servicecentrum", kind="provider", at=at)
    organisations.found_cooperation(actor=system, cooperation=cooperation, name="Logboek", at=at)
    for organisation, parts in ((provider, ("provider",)), (customer, ("owner", "customer"))):
        organisations.join_cooperation(
            actor=system, cooperation=cooperation, organisation=organisation, parts=parts, since=since, at=at
        )
    for task in organisations.COMMON_TASKS:
        organisations.provide_task(
            actor=system,
            cooperation=cooperation,
            organisation=customer,
            task=task,
            provider=provider,
            since=since,
            at=at,
        )
    build = _Builder(system, since, at)
    home = build.unit(customer, "ALG", "Algemeen")
    desk = build.unit(provider, "SSC", "Servicecentrum")
    approvers = {
        role: build.person(customer, home, role.title(), Role.MANAGER, function=function_of(role))
        for role in routes.roles
    }
    stage = Stage(
        organisation=customer,
        employees={
            unit: build.person(
                customer, build.unit(customer, f"E{number}", unit), f"Medewerker {unit}"[:120], Role.EMPLOYEE
            )
            for number, unit in enumerate(sorted(set(units)))
        },
        approvers=approvers,
        clerk=build.person(provider, desk, "Medewerker SSC", Role.SSC_CLERK),
        payer=build.person(provider, desk, "Betaler", Role.SSC_PAYER),
        second_payer=build.person(provider, desk, "Tweede betaler", Role.SSC_PAYER),
        controller=build.person(customer, home, "Controller", Role.CONTROLLER),
    )
    _set_rules(system, customer, routes, since, at)
    return stage


@dataclass(frozen=True, slots=True)
class _Builder:
    system: Actor
    since: date
    at: datetime

    def unit(self, organisation: UUID, code: str, name: str) -> UUID:
        return organisations.add_unit(
            actor=self.system, organisation=organisation, code=code, name=name[:120], at=self.at
        )

    def person(self, organisation: UUID, unit: UUID, name: str, role: Role, function: str = "") -> Actor:
        person = organisations.add_person(actor=self.system, organisation=organisation, name=name, at=self.at)
        organisations.add_employment(
            actor=self.system,
            organisation=organisation,
            person=person,
            unit=unit,
            manager=None,
            since=self.since,
            iban=IBAN_OF_STAFF,
            at=self.at,
        )
        account = access.open_account(email=f"{person.hex}@replay.example", name=name)
        access.give_account(actor=self.system, person=person, user=account, at=self.at)
        if function:
            access.assign_function(
                actor=self.system, person=person, function=function, since=self.since, at=self.at
            )
        assignment = access.assign_role(
            actor=self.system, person=person, role=role, since=self.since, at=self.at
        )
        return access.actor_wearing(user=account, assignment=assignment, on=self.since)


def _set_rules(system: Actor, organisation: UUID, routes: Routes, since: date, at: datetime) -> None:
    ledger.add_cost_centre(
        actor=system, organisation=organisation, code="0000", name="Niet verdeeld", since=since, at=at
    )
    payments.add_bank_account(
        actor=system, organisation=organisation, iban=IBAN_OF_PAYER, name="Organisatie van het logboek", at=at
    )
    steps = [
        claims.ChainStep(
            function_of(role),
            claims.Approver.FUNCTION,
            function=function_of(role),
            kinds=frozenset(routes.kind_of(route) for route in routes.routes if role in route),
        )
        for role in routes.roles
    ]
    claims.set_rules(
        actor=system,
        organisation=organisation,
        since=since,
        chain=(*steps, claims.ChainStep("ssc", claims.Approver.SSC)),
        max_age_days=LONG_AGO,
        threshold=None,
        sample_percent=Decimal(0),
        fallback_function=function_of(routes.roles[-1]),
        at=at,
    )
    for position, route in enumerate(routes.routes):
        name = " → ".join(route).lower()[:80]
        kind = claims.KindRule(routes.kind_of(route), name, name, claims.Basis.AMOUNT, taakveld="0.4")
        claims.set_kind(
            actor=system, organisation=organisation, since=since, kind=kind, position=position, at=at
        )
