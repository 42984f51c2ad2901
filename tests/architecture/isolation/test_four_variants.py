"""The third isolation exam: in each variant of a cooperation everyone sees the customers of their relation, and no other's.

The four cooperations of the demo are founded from their files, side by side in one database. Who may see whom is read from
the files again, not from what the platform made of them. Each role of each provider is walked once.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from tests.architecture.isolation.owner import Owner, tokens
from tests.architecture.isolation.test_isolation import unfiltered
from tests.architecture.isolation.test_provider_relations import PLACES_OF_CASES, Within
from tests.architecture.isolation.walking import fillings, signed_in, text_of
from tests.database import TestDatabase, TestServer, pointed_at
from tests.world import MONDAY, TODAY, World, journey

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.foundation.organisations.api import Task
from bodemplaat.foundation.tenancy.api import Actor, Guarded, Role
from bodemplaat.rehearsal.demo.cast import ALLIANCES, MATRIX, Alliance
from bodemplaat.rehearsal.demo.founding import Founded, FoundedAlliance, found

pytestmark = pytest.mark.xdist_group("variants")

WORKS_FOR = {
    Role.SSC_CLERK: "Declaraties",
    Role.SSC_PAYER: "Betalingen",
    Role.CONTRACT_MANAGER: "Declaraties",
}
"""Which task of the list of tasks a role works for."""
AT_HOME = (Role.EMPLOYEE, Role.MANAGER, Role.CONTROLLER, Role.ADMINISTRATOR)
OF_CASES = frozenset({"claim", "payment", "batch", "document", "entry", "correction", "sample"})


@dataclass(frozen=True)
class Variant:
    """A cooperation that lives: the word that stands in the claims of each customer, and what else is theirs alone."""

    founded: FoundedAlliance
    marks: Mapping[UUID, str]
    claims: Mapping[UUID, UUID]

    def may_see(self, actor: Actor) -> frozenset[UUID]:
        """The customers whose cases this role may see, by the list of tasks."""
        ids = {each.name: each.id for each in self.founded.members}
        task = WORKS_FOR.get(actor.role)
        if task is None:
            return frozenset({actor.organisation_id})
        (file,) = (each for each in self.founded.alliance.files() if each.name == "taken.csv")
        lines = csv.DictReader(StringIO(file.content.decode()), delimiter=";")
        return frozenset(
            ids[line["Organisatie"]]
            for line in lines
            if line["Taak"] == task and ids[line["Uitgevoerd door"]] == actor.organisation_id
        )

    def walkers(self) -> Iterator[Actor]:
        """One of each role of each provider; and, in the matrix, one of each role at home."""
        seen = set()
        wanted = [*WORKS_FOR, *(AT_HOME if self.founded.alliance is MATRIX else ())]
        homes = {self.founded.members[1].id}
        for member in self.founded.members:
            for actor in member.people.values():
                key = actor.role, actor.organisation_id
                is_at_home = actor.role in AT_HOME and actor.organisation_id not in homes
                if actor.role in wanted and key not in seen and not is_at_home:
                    seen.add(key)
                    yield actor


def _mark(alliance: Alliance, number: int) -> str:
    return f"xq{re.sub('[^a-z]', 'x', alliance.folder)}{chr(97 + number) * 3}"


def _claim(municipality: Founded, mark: str, kilometres: int) -> UUID:
    """A claim of an employee that has come to the desk."""
    employee = municipality.with_role(Role.EMPLOYEE)[0]
    line = replace(journey(str(kilometres), TODAY), origin=f"Van {mark}", destination=f"Naar {mark}")
    claim = claims.start_claim(actor=employee, key=mark, at=MONDAY)
    iban = claims.claim_view(actor=employee, claim=claim, on=TODAY).iban
    content = claims.Content(f"Reis {mark}", iban, (line,))
    claims.save_draft(actor=employee, claim=claim, content=content, at=MONDAY)
    claims.submit_claim(actor=employee, claim=claim, key="knop", at=MONDAY)
    claims.approve_claim(actor=municipality.with_role(Role.MANAGER)[0], claim=claim, at=MONDAY)
    return claim


def _pays(founded: FoundedAlliance, municipality: Founded, mark: str, kilometres: int) -> None:
    """One that is checked and in a batch."""
    claim = _claim(municipality, mark, kilometres)
    clerk = founded.provider_of(municipality, Task.EXPENSE_CLAIMS).with_role(Role.SSC_CLERK)[0]
    bookings = {0: ("0.4", municipality.cost_centres[0])}
    claims.book_claim(actor=clerk, claim=claim, bookings=bookings, at=MONDAY)
    claims.approve_claim(actor=clerk, claim=claim, at=MONDAY)
    payer = founded.provider_of(municipality, Task.PAYMENTS).with_role(Role.SSC_PAYER)[0]
    payments.make_batch(
        actor=payer,
        organisations=[municipality.id],
        execution_date=TODAY + timedelta(days=1),
        key=mark,
        at=MONDAY,
    )


def lives(alliance: Alliance) -> Variant:
    founded = found(alliance, at=MONDAY - timedelta(days=150))
    marks = {each.id: _mark(alliance, n) for n, each in enumerate(founded.municipalities)}
    made = {}
    for number, each in enumerate(founded.municipalities):
        if alliance is MATRIX:
            _pays(founded, each, marks[each.id], 500 + number)
        made[each.id] = _second(each, marks[each.id], 400 + number)
    return Variant(founded, marks, made)


def _second(municipality: Founded, mark: str, kilometres: int) -> UUID:
    """Another claim of the same words, under a key of its own, by the second employee."""
    people = dict(list(municipality.people.items())[1:])
    return _claim(replace(municipality, people=people), mark, kilometres)


@dataclass(frozen=True)
class All:
    """The four side by side."""

    variants: tuple[Variant, ...]
    owner: Owner

    def foreign_to(self, variant: Variant, actor: Actor) -> set[str]:
        """Words and ids of the cases that this role may not see, in its own cooperation and in the others."""
        may = variant.may_see(actor)
        found: set[str] = set()
        for each in self.variants:
            for customer, mark in each.marks.items():
                if customer not in may:
                    found |= {mark, str(each.claims[customer])}
        return found


@pytest.fixture(scope="session")
def founded_variants(
    test_server: TestServer, django_test_environment: None, django_db_blocker: Any
) -> Iterator[tuple[TestDatabase, tuple[Variant, ...]]]:
    """The database in which the four live, founded once per process."""
    database = test_server.clone()
    with django_db_blocker.unblock(), pointed_at(database.url):
        variants = tuple(map(lives, ALLIANCES))
    yield database, variants
    test_server.drop(database)


@pytest.fixture
def four(
    founded_variants: tuple[TestDatabase, tuple[Variant, ...]], django_db_blocker: Any, that_afternoon: None
) -> Iterator[All]:
    database, variants = founded_variants
    with django_db_blocker.unblock(), pointed_at(database.url):
        yield All(variants, Owner(database.owner_url))


def _part(variant: Variant, *ids: UUID) -> Within:
    world: World = None  # type: ignore[assignment]  # places are found by the ids alone
    founder = next(iter(variant.founded.members[0].people.values()))
    return Within(world, "", 0, founder, ids=ids)


def _client(actor: Actor) -> Client:
    client = signed_in(actor.user_id)
    session = client.session
    session["bodemplaat.hat"] = str(actor.assignment_id)
    session.save()
    return client


def _walk(four: All, variant: Variant, actor: Actor, *, only: str = "") -> tuple[list[str], set[str]]:
    """What leaks to somebody on every page that is for them, and the marks that they see."""
    foreign = four.foreign_to(variant, actor)
    mine = _part(variant, *sorted(variant.may_see(actor)))
    others = _part(variant, *sorted(set(variant.marks) - variant.may_see(actor)))
    client, who = _client(actor), f"{actor.person_name} ({actor.role.value}, {actor.organisation_name})"
    leaks, marks = [], set()
    for address in PLACES_OF_CASES:
        if address.is_alike or not address.is_for(actor.role) or not address.name.startswith(only):
            continue
        for values in fillings(four.owner, mine, address.parts)[:1]:
            response = client.get(address.at(values))
            words = tokens(text_of(response))
            marks |= words & set(variant.marks.values())
            if response.status_code >= 500 or words & foreign:
                leaks.append(f"{who} reads {sorted(words & foreign)[:3]} at {address.at(values)}")
        if address.parts & OF_CASES and others.ids:
            for values in fillings(four.owner, others, address.parts)[:1]:
                place = address.at(values)
                response = client.get(place)
                if response.status_code < 400 or (tokens(text_of(response)) & foreign) - tokens(place):
                    leaks.append(f"{who} guesses {place}: {response.status_code}")
    return leaks, marks


@pytest.mark.parametrize("number", range(len(ALLIANCES)), ids=[each.folder for each in ALLIANCES])
def test_everyone_sees_the_customers_of_their_relation_and_no_others(four: All, number: int) -> None:
    variant = four.variants[number]
    leaks = []
    for actor in variant.walkers():
        found, marks = _walk(four, variant, actor)
        leaks += found
        if actor.role in (Role.SSC_CLERK, Role.CONTROLLER, Role.MANAGER):
            assert marks == {variant.marks[each] for each in variant.may_see(actor)}, actor
    assert not leaks, "\n".join(leaks)


def test_a_clerk_of_nederlek_sees_vlist_for_its_task_and_a_payer_of_vlist_sees_bergambacht(four: All) -> None:
    variant = next(each for each in four.variants if each.founded.alliance is MATRIX)
    names = {each.id: each.name.removeprefix("Gemeente ") for each in variant.founded.members}
    relations = {
        (names[actor.organisation_id], actor.role): {names[each] for each in variant.may_see(actor)}
        for actor in variant.walkers()
        if actor.role in WORKS_FOR
    }
    assert relations["Nederlek", Role.SSC_CLERK] == {"Nederlek", "Vlist", "Ouderkerk"}
    assert relations["Bergambacht", Role.SSC_CLERK] == {"Bergambacht", "Schoonhoven"}
    assert relations["Vlist", Role.SSC_PAYER] == {"Vlist", "Bergambacht"}


def test_with_both_locks_off_the_exam_is_failed(four: All, monkeypatch: pytest.MonkeyPatch) -> None:
    variant = next(each for each in four.variants if each.founded.alliance is MATRIX)
    clerk = next(each for each in variant.walkers() if each.role is Role.SSC_CLERK)
    monkeypatch.setattr(Guarded, "of", unfiltered)
    with pointed_at(four.owner.url):  # the owner of the tables, whom policies do not hold
        leaks, _ = _walk(four, variant, clerk, only="desk:")
    assert "guesses /balie/declaraties/" in "\n".join(leaks)
