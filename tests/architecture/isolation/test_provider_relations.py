"""The second isolation exam: within one cooperation the staff of a provider see their task for their customers, and no more.

In the world of the first exam the second municipality's tasks go over, on a day, from the service centre to the first
municipality. Every address is then walked by the staff of both; what is foreign is again whatever stands in the rows.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
import time_machine
from tests.architecture.isolation.owner import UUID_TEXT, Owner
from tests.architecture.isolation.side import Side
from tests.architecture.isolation.test_isolation import TO_READ, Walk, unfiltered
from tests.architecture.isolation.two_cooperations import founded
from tests.architecture.isolation.walking import signed_in
from tests.capabilities.cases.two_desks import desk_of_ict_apart
from tests.database import TestDatabase, TestServer, pointed_at
from tests.world import MONDAY, SINCE, TODAY, World, employ, journey

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.cases.models import Case
from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.claims.models import Claim
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Guarded, Role, entered

pytestmark = pytest.mark.xdist_group("providers")

TOMORROW, FRIDAY = TODAY + timedelta(days=1), TODAY + timedelta(days=4)
ON_FRIDAY = MONDAY + timedelta(days=4)
OF_CASES = ("claims_", "payments_")
OF_THE_COOPERATION = {
    "board:divisions",
    "board:cut",
    "board:cut_export",
    "board:cut_beside",
    "board:cut_functions",
    "board:cut_row",
}
"""Who does what is for every member to read, and names them all: the first exam walks these between cooperations."""
PLACES_OF_CASES = [
    each
    for each in TO_READ
    if each.name.split(":")[0] in ("desk", "board", "selfservice", "front", "agreements")
    and each.name not in OF_THE_COOPERATION
]
DAY = re.compile(r"\d{4}-\d\d-\d\d")
LATER = "wubdrexol"
"""Stands in every word that is written after the day, and nowhere else."""
ASKED, CLAIMED, FAULTED = "vinqoltar", "draxelwip", "kelvotrim"
"""Stand in every word of a request, of a claim, and of a fault of the second municipality, and nowhere else."""
PLACES_AT_TWO_DESKS = [
    each for each in TO_READ if each.name.split(":")[0] in ("desk", "cases", "board", "front")
]


@dataclass(frozen=True, eq=False)
class Within(Side):
    """Some organisations of one cooperation, and those of their people who walk."""

    ids: tuple[UUID, ...] = ()
    walkers: tuple[tuple[str, Actor], ...] = ()

    @property
    def is_whole(self) -> bool:
        """Not everything happened in each part."""
        return False

    @property
    def organisations(self) -> list[UUID]:
        """Whose rows are meant."""
        return list(self.ids)

    @property
    def people(self) -> dict[str, Actor]:
        """Who walks."""
        return dict(self.walkers)


def _as_on_friday(who: Actor) -> Actor:
    assert who.user_id is not None
    assert who.assignment_id is not None
    return access.actor_wearing(user=who.user_id, assignment=who.assignment_id, on=FRIDAY)


@dataclass(frozen=True)
class Moved:
    """The cooperation after the day: the two providers' staff, and what stands in what was written since."""

    world: World
    side: Side
    owner: Owner
    of_centre: dict[str, Actor]
    of_first: dict[str, Actor]
    written_since: frozenset[str]

    def within(self, *ids: UUID, walkers: dict[str, Actor] | None = None) -> Within:
        """A part of the cooperation."""
        side = self.side
        people = tuple((walkers or {}).items())
        return Within(self.world, side.mark, side.euros, side.founder, ids=ids, walkers=people)


def _gone_over(
    one: tuple[Side, Owner],
    *,
    finishes_open: bool,
    reads_earlier: bool,
    tasks: Collection[organisations.Task] = organisations.COMMON_TASKS,
) -> Moved:
    side, owner = one
    w = side.world
    _asks_of_the_second(w)
    organisations.join_cooperation(
        actor=w.system,
        cooperation=w.cooperation,
        organisation=w.first.id,
        parts=("provider",),
        since=SINCE,
        at=w.at,
    )
    for task in tasks:
        organisations.move_task(
            actor=w.system,
            organisation=w.second.id,
            task=task,
            provider=w.first.id,
            since=TOMORROW,
            finishes_open=finishes_open,
            reads_earlier=reads_earlier,
            at=w.at,
        )
    for hand_over in (claims.hand_over_claims, cases.hand_over_cases):
        hand_over(actor=w.system, organisation=w.second.id, at=MONDAY + timedelta(days=1))
    hire = partial(employ, w.system, w.first.id, w.first.unit)
    of_first = {
        name: _as_on_friday(hire(f"{name.capitalize()} {role.value}", None, role))
        for name, role in (("nel", Role.SSC_CLERK), ("nol", Role.SSC_PAYER), ("nan", Role.SSC_PAYER))
    }
    of_centre = {name: _as_on_friday(getattr(w, name)) for name in ("clerk", "payer", "contract_manager")}
    known = owner.words(side)
    if len(tasks) == len(organisations.COMMON_TASKS):
        _work_of_the_second(w, of_first)
    since = owner.words(side) - known
    return Moved(w, side, owner, of_centre, of_first, frozenset(since))


def _work_of_the_second(w: World, staff: dict[str, Actor]) -> None:
    """Claims of the second municipality in every state, checked and paid by the first."""
    hall = w.second
    ids = []
    for kilometres in ("731.3", "842.6", "953.9"):
        line = replace(journey(kilometres, FRIDAY), origin=f"Van {LATER}", destination=f"Naar {LATER}")
        ids.append(w.submitted(hall.anna, line, at=ON_FRIDAY))
    for claim in ids[1:]:
        claims.approve_claim(actor=hall.jan, claim=claim, comment=f"Goed {LATER}", at=ON_FRIDAY)
    bookings = {0: ("0.4", "6100")}
    claims.book_claim(actor=staff["nel"], claim=ids[2], bookings=bookings, at=ON_FRIDAY)
    claims.approve_claim(actor=staff["nel"], claim=ids[2], at=ON_FRIDAY)
    batch = payments.make_batch(
        actor=staff["nol"], execution_date=FRIDAY + timedelta(days=3), key=LATER, at=ON_FRIDAY
    )
    payments.release_batch(actor=staff["nan"], batch=batch, at=ON_FRIDAY)


def _asks_of_the_second(w: World) -> None:
    """A request of the second municipality that waits at the desk, with a message in it, and a claim that waits there."""
    anna = w.second.anna
    (offered,) = cases.services_to_ask_for(actor=anna, customer=w.second.id, on=TODAY)
    question = cases.Question(f"Vraag {ASKED}", f"Meer {ASKED}", {"reden": f"Reden {ASKED}"})
    case = cases.open_case(actor=anna, service=offered.id, question=question, key=ASKED, at=w.at)
    cases.write_message(actor=anna, case=case, words=f"Nog iets {ASKED}", at=w.at)
    line = replace(journey("64.2"), origin=f"Van {CLAIMED}", destination=f"Naar {CLAIMED}")
    claims.approve_claim(actor=w.second.jan, claim=w.submitted(anna, line), at=w.at)


def _case_words(owner: Owner, side: Side) -> set[str]:
    """The words of the rows of claims and payments alone: of structure, colleagues at the same hall share some."""
    kept = [row for table, row in owner.everything(side) if table.startswith(OF_CASES)]
    return owner.words_of(kept)


def _walked(
    moved: Moved,
    mine: Within,
    other: Within,
    foreign: Collection[str],
    places: Sequence[Any] = PLACES_OF_CASES,
) -> str:
    telling = {word for word in foreign if not DAY.fullmatch(word)}
    walk = Walk(moved.owner, mine, other, telling, places)
    for turn, (who, actor) in enumerate(mine.people.items()):
        client = signed_in(actor.user_id)
        session = client.session
        session["bodemplaat.hat"] = str(actor.assignment_id)
        session.save()
        walk.reads(client, who, actor)
        walk.guesses(client, who, actor, turn)
    assert len(walk.pages) >= 8 * len(mine.people), "too few pages to have walked"
    return "\n".join(walk.leaks)


@pytest.fixture(scope="session")
def founded_once(
    test_server: TestServer, django_test_environment: None, django_db_blocker: Any
) -> Iterator[tuple[TestDatabase, Side]]:
    """The database in which the cooperation was founded."""
    database = test_server.clone()
    with django_db_blocker.unblock(), pointed_at(database.url):
        side = founded("qaxolvim", 413, divided=False)
    yield database, side
    test_server.drop(database)


@pytest.fixture
def one(
    founded_once: tuple[TestDatabase, Side], test_server: TestServer, django_db_blocker: Any, settings: Any
) -> Iterator[tuple[Side, Owner]]:
    """A copy of it for one test, four days after everything happened; a task went over on the first of them."""
    settings.DEMO = False
    template, side = founded_once
    database = test_server.clone(of=template)
    with (
        django_db_blocker.unblock(),
        pointed_at(database.url),
        time_machine.travel(ON_FRIDAY, tick=False),
    ):
        yield side, Owner(database.owner_url)
    test_server.drop(database)


def test_who_left_and_was_left_nothing_sees_nothing_of_that_customer(one: tuple[Side, Owner]) -> None:
    moved = _gone_over(one, finishes_open=False, reads_earlier=False)
    w = moved.world
    walkers = {name: moved.of_centre[name] for name in ("clerk", "contract_manager")}
    mine = moved.within(w.provider, w.first.id, walkers=walkers)
    other = moved.within(w.second.id)
    foreign = moved.owner.words(other) - moved.owner.words(mine)
    foreign.add(str(w.second.id))  # a proposal of the first municipality names it, for others to read
    assert str(w.second.anna.person) in foreign
    assert not _walked(moved, mine, other, foreign)


@pytest.mark.parametrize("locks", [2, 1])
def test_who_finishes_and_goes_on_reading_sees_nothing_of_later_cases(
    one: tuple[Side, Owner], monkeypatch: pytest.MonkeyPatch, locks: int
) -> None:
    moved = _gone_over(one, finishes_open=True, reads_earlier=True)
    w = moved.world
    if locks == 1:
        monkeypatch.setattr(Guarded, "of", unfiltered)
    mine = moved.within(w.provider, w.first.id, w.second.id, walkers=moved.of_centre)
    assert not _walked(moved, mine, mine, moved.written_since)


def test_with_both_locks_off_the_exam_is_failed(
    one: tuple[Side, Owner], monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = _gone_over(one, finishes_open=True, reads_earlier=True)
    w = moved.world
    monkeypatch.setattr(Guarded, "of", unfiltered)
    everyone = (w.provider, w.first.id, w.second.id)
    mine = moved.within(*everyone, walkers={"payer": moved.of_centre["payer"]})
    with pointed_at(moved.owner.url):  # the owner of the tables, whom policies do not hold
        leaks = _walked(moved, mine, mine, moved.written_since)
    assert " at /balie/" in leaks


def test_who_provides_for_another_sees_no_case_that_a_third_handles_at_home(one: tuple[Side, Owner]) -> None:
    moved = _gone_over(one, finishes_open=False, reads_earlier=True)
    w = moved.world
    mine = moved.within(w.second.id, walkers=moved.of_first)
    other = moved.within(w.first.id, w.provider)
    theirs = _case_words(moved.owner, other) - _case_words(moved.owner, mine) - set(moved.written_since)
    foreign = {word for word in theirs if UUID_TEXT.fullmatch(word)} - moved.owner.words(mine)
    foreign -= _structure_words(moved.owner, moved.within(w.first.id))
    assert len(foreign) > 50
    assert not _walked(moved, mine, other, foreign)


@pytest.mark.parametrize("locks", [2, 1])
@pytest.mark.parametrize("task", [organisations.Task.DESK, organisations.Task.EXPENSE_CLAIMS])
def test_of_two_providers_of_one_customer_neither_reads_what_the_other_handles(
    one: tuple[Side, Owner], monkeypatch: pytest.MonkeyPatch, task: organisations.Task, locks: int
) -> None:
    moved = _gone_over(one, finishes_open=False, reads_earlier=False, tasks=[task])
    w = moved.world
    with entered(w.system):
        of_claims, of_desk = (
            {
                str(row)
                for row in model.records.of(w.system)
                .filter(organisation_id=w.second.id)
                .values_list("id", flat=True)
            }
            for model in (Claim, Case)
        )
    assert min(len(of_claims), len(of_desk)) > 0
    of_claims |= {CLAIMED}
    of_desk |= {ASKED}
    if locks == 1:
        monkeypatch.setattr(Guarded, "of", unfiltered)
    centre = {name: moved.of_centre[name] for name in ("clerk", "contract_manager")}
    went = {"nel": moved.of_first["nel"]}
    has_desk, has_claims = (went, centre) if task is organisations.Task.DESK else (centre, went)
    both = (w.provider, w.first.id, w.second.id)
    for walkers, foreign in ((has_desk, of_claims), (has_claims, of_desk)):
        mine = moved.within(*both, walkers=walkers)
        assert not _walked(moved, mine, mine, foreign, PLACES_AT_TWO_DESKS)


def _two_desks(one: tuple[Side, Owner]) -> Moved:
    """The second municipality has a desk of ICT at the first beside its desk at the centre, and a case waits at each."""
    side, owner = one
    w = side.world
    _asks_of_the_second(w)
    service = desk_of_ict_apart(w)
    anna = w.second.anna
    question = cases.Question(f"Storing {FAULTED}", f"Meer {FAULTED}", {})
    case = cases.open_case(actor=anna, service=service, question=question, key=FAULTED, at=w.at)
    cases.write_message(actor=anna, case=case, words=f"Nog iets {FAULTED}", at=w.at)
    hire = partial(employ, w.system, w.first.id, w.first.unit)
    of_first = {
        name: _as_on_friday(hire(f"{name.capitalize()} {role.value}", None, role))
        for name, role in (("nel", Role.SSC_CLERK), ("nan", Role.CONTRACT_MANAGER))
    }
    of_centre = {name: _as_on_friday(getattr(w, name)) for name in ("clerk", "contract_manager")}
    return Moved(w, side, owner, of_centre, of_first, frozenset())


@pytest.mark.parametrize("locks", [2, 1])
def test_of_two_desks_of_one_customer_neither_reads_what_the_other_handles(
    one: tuple[Side, Owner], monkeypatch: pytest.MonkeyPatch, locks: int
) -> None:
    moved = _two_desks(one)
    w = moved.world
    handled: dict[UUID, set[str]] = {w.provider: {ASKED}, w.first.id: {FAULTED}}
    with entered(w.system):
        rows = Case.records.of(w.system).filter(organisation_id=w.second.id)
        for case, provider in rows.values_list("id", "provider_id"):
            handled[provider].add(str(case))
    assert min(map(len, handled.values())) > 1
    if locks == 1:
        monkeypatch.setattr(Guarded, "of", unfiltered)
    both = (w.provider, w.first.id, w.second.id)
    for walkers, other in ((moved.of_centre, w.first.id), (moved.of_first, w.provider)):
        mine = moved.within(*both, walkers=walkers)
        assert not _walked(moved, mine, mine, handled[other], PLACES_AT_TWO_DESKS)
    if locks == 2:
        mine = moved.within(*both, walkers={"nel": moved.of_first["nel"]})
        assert FAULTED in _walked(moved, mine, mine, handled[w.first.id], PLACES_AT_TWO_DESKS)


def _structure_words(owner: Owner, side: Side) -> set[str]:
    rest = [row for table, row in owner.everything(side) if not table.startswith(OF_CASES)]
    return owner.words_of(rest)
