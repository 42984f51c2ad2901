"""Founding the demo's cooperations from their lists; then what no list holds: accounts, rules and the account to pay from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.contacts import api as contacts
from bodemplaat.foundation.imports import api as imports
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import Euro
from bodemplaat.rehearsal.demo.cast import Alliance

SINCE = date(2025, 1, 1)


MOST_ACCOUNTS = 16
"""So many people of an organisation, from the top of its list, have an account and take part in what happens."""


@dataclass(frozen=True, slots=True)
class Founded:
    """An organisation that was founded: the platform acting for it, and each person's actor by name, as its list has them."""

    name: str
    id: UUID
    system: Actor
    people: Mapping[str, Actor]
    cost_centres: tuple[str, ...]

    def with_role(self, *roles: Role) -> tuple[Actor, ...]:
        """The people whose broadest role is one of these, in the order of the list."""
        return tuple(actor for actor in self.people.values() if actor.role in roles)


@dataclass(frozen=True, slots=True)
class FoundedAlliance:
    """A cooperation that was founded: its members in the order of their list, and who provides each task for whom."""

    alliance: Alliance
    members: tuple[Founded, ...]
    providers: Mapping[tuple[UUID, organisations.Task], UUID]

    @property
    def municipalities(self) -> tuple[Founded, ...]:
        """Those whose claims are handled."""
        return tuple(each for each in self.members if each.name in self.alliance.accounts)

    @property
    def customers(self) -> tuple[Founded, ...]:
        """Those whose cases somebody deals with at a desk."""
        return tuple(each for each in self.members if (each.id, organisations.Task.DESK) in self.providers)

    @property
    def provider(self) -> Founded:
        """Who handles the claims of the first municipality."""
        return self.provider_of(self.municipalities[0], organisations.Task.EXPENSE_CLAIMS)

    def provider_of(self, customer: Founded, task: organisations.Task) -> Founded:
        """Who provides a task for a municipality."""
        provider = self.providers[customer.id, task]
        return next(each for each in self.members if each.id == provider)


def found(alliance: Alliance, *, at: datetime) -> FoundedAlliance:
    """Found a cooperation from its files."""
    files = alliance.files()
    founded = access.found_from_files(
        name=alliance.name, variant=alliance.variant, files=files, since=SINCE, at=at
    )
    addresses = _addresses(files)
    for name, organisation in founded.members.items():
        system = Actor.system(organisation, cooperations=[founded.id])
        _open_accounts(system, addresses[name], alliance.signs_in, at)
    on = timezone.localdate(at)
    actors = {
        (each.organisation_id, each.person_name): each
        for each in access.actors_of_accounts(on=on)
        if each.role is not Role.COOPERATION_ADMINISTRATOR
    }
    members = tuple(
        _member(name, founded.members[name], founded.id, addresses[name], actors, on) for name in addresses
    )
    for each in members:
        if each.name in alliance.accounts:
            _set_up(each, alliance.accounts[each.name], at)
    system = Actor.system(founded.seat, cooperations=[founded.id])
    served = organisations.provisions_among_partners(actor=system, on=on)
    providers = {(each.customer_id, each.task): each.provider_id for each in served}
    made = FoundedAlliance(alliance, members, providers)
    _name_contacts(made, founded.id, at)
    return made


_AT_THE_PROVIDER = {
    organisations.Task.EXPENSE_CLAIMS: Role.SSC_CLERK,
    organisations.Task.PAYMENTS: Role.SSC_PAYER,
    organisations.Task.DESK: Role.SSC_CLERK,
    organisations.Task.DESK_ICT: Role.SSC_CLERK,
}


def _name_contacts(made: FoundedAlliance, cooperation: UUID, at: datetime) -> None:
    """Whom to call about each task: who does it at its provider, and the controller at each customer."""
    calls = [
        (each, contacts.Side.DEMAND, task, Role.CONTROLLER)
        for each in made.municipalities
        for task in organisations.COMMON_TASKS
    ]
    calls += [
        (each, contacts.Side.DEMAND, task, Role.CONTROLLER)
        for each in made.municipalities
        for task in organisations.OF_LISTS
        if (each.id, task) in made.providers
    ]
    calls += [
        (each, contacts.Side.SUPPLY, task, role)
        for task, role in _AT_THE_PROVIDER.items()
        for each in made.members
        if each.id in {provider for (_, of_task), provider in made.providers.items() if of_task is task}
    ]
    for number, (member, side, task, role) in enumerate(calls, start=1):
        names = [actor.person_name for actor in member.with_role(role)]
        if names:
            contacts.name_contact(
                actor=member.system,
                cooperation=cooperation,
                task=task,
                side=side,
                name=names[0],
                phone=f"088 000 {number:02} 01",
                deputy_name=names[1] if len(names) > 1 else "",
                deputy_phone=f"088 000 {number:02} 02" if len(names) > 1 else "",
                since=SINCE,
                at=at,
            )


def _addresses(files: Sequence[imports.HandedIn]) -> Mapping[str, Mapping[str, str]]:
    """By organisation, in the order of the lists: the names of those at the top of the list of people, by address."""
    known, _ = imports.read_in_order(files)
    lists = {each.a_list.name: each.read.lines for each in known}
    people: dict[str, dict[str, str]] = {line.text("organisation"): {} for line in lists["organisations"]}
    for line in lists["people"]:
        own = people[line.text("whose")]
        if len(own) < MOST_ACCOUNTS:
            own[line.text("email")] = line.text("name")
    return people


def _open_accounts(
    system: Actor, addresses: Mapping[str, str], signs_in: frozenset[str], at: datetime
) -> None:
    people = organisations.people_of(actor=system, organisation=system.organisation_id)
    by_address = {each.email: each.id for each in people}
    accounts = [
        access.NewAccount(by_address[address], address, name, signs_in=name in signs_in)
        for address, name in addresses.items()
    ]
    access.open_many_accounts(actor=system, accounts=accounts, at=at)


def _member(
    name: str,
    organisation: UUID,
    cooperation: UUID,
    addresses: Mapping[str, str],
    actors: Mapping[tuple[UUID, str], Actor],
    on: date,
) -> Founded:
    system = Actor.system(organisation, cooperations=[cooperation])
    centres = ledger.cost_centres(actor=system, organisation=organisation, on=on)
    people = {
        each: actors[organisation, each] for each in addresses.values() if (organisation, each) in actors
    }
    return Founded(name, organisation, system, people, tuple(each.code for each in centres))


def _set_up(municipality: Founded, account: str, at: datetime) -> None:
    actor, organisation = municipality.system, municipality.id
    payments.add_bank_account(
        actor=actor,
        organisation=organisation,
        iban=account,
        name=municipality.name,
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
    for position, kind in enumerate(claims.TO_BEGIN_WITH.kinds):
        claims.set_kind(
            actor=actor, organisation=organisation, since=SINCE, kind=kind, position=position, at=at
        )
