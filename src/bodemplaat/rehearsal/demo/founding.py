"""Building the demo's cooperations: structure, people, accounts, rules. Everything through the doors."""

import random
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils import timezone
from stdnum import iban

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import Euro
from bodemplaat.rehearsal.demo.cast import Alliance, Cast, Company

SINCE = date(2025, 1, 1)

# Untaxed rate per kilometre: Wet op de loonbelasting 1964, art. 31a, € 0,23 in 2024, 2025 and 2026. The limits are
# choices of the demo's municipalities.
KINDS = (
    claims.KindRule(
        "car",
        "Reis met eigen vervoer",
        "Journey by own transport",
        claims.Basis.DISTANCE,
        rate=Decimal("0.23"),
        taakveld="0.4",
        source="Wet LB 1964, art. 31a: onbelast € 0,23 per km (2024–2026)",
    ),
    claims.KindRule(
        "transit",
        "Openbaar vervoer",
        "Public transport",
        claims.Basis.AMOUNT,
        evidence_from=Euro.of(10),
        taakveld="0.4",
        source="Wet LB 1964, art. 31a: werkelijke kosten onbelast",
    ),
    claims.KindRule(
        "purchase",
        "Aankoop",
        "Purchase",
        claims.Basis.AMOUNT,
        limit=Euro.of(500),
        evidence_from=Euro(1),
        taakveld="0.4",
    ),
    claims.KindRule(
        "other", "Overige kosten", "Other cost", claims.Basis.AMOUNT, evidence_from=Euro(1), taakveld="0.4"
    ),
)


@dataclass(frozen=True, slots=True)
class Founded:
    """An organisation that was built: its id, the platform acting for it, and each person's actor by name."""

    company: Company
    id: UUID
    system: Actor
    people: Mapping[str, Actor]

    def with_role(self, *roles: Role) -> tuple[Actor, ...]:
        """The people in these roles, in the order of the cast."""
        return tuple(actor for actor in self.people.values() if actor.role in roles)


@dataclass(frozen=True, slots=True)
class FoundedAlliance:
    """A cooperation that was built."""

    provider: Founded
    municipalities: tuple[Founded, ...]


def found(alliance: Alliance, *, at: datetime) -> FoundedAlliance:
    """Build a cooperation with its provider and municipalities."""
    companies = (alliance.provider, *alliance.municipalities)
    ids = [uuid.uuid4() for _ in companies]
    cooperation = uuid.uuid4()
    system = Actor.system(*ids, cooperations=[cooperation])
    for company, organisation in zip(companies, ids, strict=True):
        is_provider = company is alliance.provider
        organisations.register_organisation(
            actor=system,
            organisation=organisation,
            name=company.name,
            kind="provider" if is_provider else "municipality",
            town=company.town,
            theme=company.theme,
            at=at,
        )
    organisations.found_cooperation(actor=system, cooperation=cooperation, name=alliance.name, at=at)
    for company, organisation in zip(companies, ids, strict=True):
        organisations.join_cooperation(
            actor=system,
            cooperation=cooperation,
            organisation=organisation,
            parts=("provider",)
            if company is alliance.provider
            else ("owner", "commissioner", "customer", "end_user"),
            since=SINCE,
            at=at,
        )
    for customer in ids[1:]:
        for task in organisations.Task:
            organisations.provide_task(
                actor=system,
                cooperation=cooperation,
                organisation=customer,
                task=task,
                provider=ids[0],
                since=SINCE,
                at=at,
            )
    built = [_populate(system, c, i, at) for c, i in zip(companies, ids, strict=True)]
    for municipality in built[1:]:
        _set_up(municipality, at)
    return FoundedAlliance(built[0], tuple(built[1:]))


def _populate(system: Actor, company: Company, organisation: UUID, at: datetime) -> Founded:
    units = {
        code: organisations.add_unit(actor=system, organisation=organisation, code=code, name=name, at=at)
        for code, name in company.units
    }
    people = {
        cast.name: organisations.add_person(
            actor=system,
            organisation=organisation,
            name=cast.name,
            email=_address(cast.name, company.town),
            language=cast.language,
            at=at,
        )
        for cast in company.people
    }
    actors = {}
    for cast in company.people:
        person = people[cast.name]
        organisations.add_employment(
            actor=system,
            organisation=organisation,
            person=person,
            unit=units[cast.unit],
            manager=people.get(cast.manager),
            since=SINCE,
            job_title=cast.job,
            iban=_iban_of(cast.name),
            at=at,
        )
        actors[cast.name] = _give_role(system, organisation, person, cast, company, at)
    return Founded(company, organisation, system, actors)


def _give_role(
    system: Actor, organisation: UUID, person: UUID, cast: Cast, company: Company, at: datetime
) -> Actor:
    account = access.open_account(
        email=_address(cast.name, company.town), name=cast.name, signs_in=cast.signs_in
    )
    access.give_account(actor=system, person=person, user=account, at=at)
    own = access.assign_role(actor=system, person=person, role=Role.EMPLOYEE, since=SINCE, at=at)
    chosen = own
    if cast.role is not Role.EMPLOYEE:
        chosen = access.assign_role(actor=system, person=person, role=cast.role, since=SINCE, at=at)
    for function in cast.functions:
        access.assign_function(actor=system, person=person, function=function, since=SINCE, at=at)
    return access.actor_wearing(user=account, assignment=chosen, on=timezone.localdate(at))


def _set_up(municipality: Founded, at: datetime) -> None:
    actor, organisation = municipality.system, municipality.id
    for code, name in municipality.company.cost_centres:
        ledger.add_cost_centre(
            actor=actor, organisation=organisation, code=code, name=name, since=SINCE, at=at
        )
    payments.add_bank_account(
        actor=actor,
        organisation=organisation,
        iban=municipality.company.account,
        name=municipality.company.name,
        at=at,
    )
    claims.set_rules(
        actor=actor,
        organisation=organisation,
        since=SINCE,
        chain=(
            claims.ChainStep("manager", claims.Approver.MANAGER),
            claims.ChainStep(
                "budget_holder",
                claims.Approver.FUNCTION,
                function="budget_holder",
                from_amount=Euro.of(250),
            ),
            claims.ChainStep("ssc", claims.Approver.SSC, even_small=True),
        ),
        max_age_days=92,
        threshold=Euro.of(15),
        sample_percent=Decimal(10),
        fallback_function="fallback_approver",
        at=at,
    )
    for position, kind in enumerate(KINDS):
        claims.set_kind(
            actor=actor, organisation=organisation, since=SINCE, kind=kind, position=position, at=at
        )


def _address(name: str, town: str) -> str:
    plain = str(name).lower().replace("ı", "i").replace(" ", ".")
    return f"{plain}@{town.lower().replace(' ', '')}.example"


def _iban_of(name: str) -> str:
    """An account that is valid and nobody's: the number follows from the name."""
    number = random.Random(name).randrange(10**9)  # noqa: S311  # not a secret
    bank = f"INGB{number:010d}"
    return f"NL{iban.calc_check_digits(f'NL00{bank}')}{bank}"
