"""Nobody opens the gate alone: one proposes other rules, another confirms them, and never for today."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from tests.world import SINCE, TODAY, World, another_hat, employ

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.claims.models import RuleProposal
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role, entered
from bodemplaat.kernel import Euro

TOMORROW = TODAY + timedelta(days=1)
RULES = claims.ClaimRules((), max_age_days=60, threshold=Euro.of(20), sample_percent=Decimal(10))


def proposed(world: World, rules: claims.ClaimRules = RULES, since: date = TOMORROW, **other: object) -> UUID:
    """Ad proposes it."""
    told: dict[str, object] = {"actor": world.first.ad, "at": world.at, **other}
    return claims.propose_rules(organisation=world.first.id, since=since, rules=rules, **told)  # type: ignore[arg-type]


def holding(world: World, on: date = TOMORROW) -> claims.ClaimRules:
    return replace(claims.rules_for(actor=world.system, organisation=world.first.id, on=on), kinds=())


def test_what_one_proposes_holds_once_another_confirmed_it(world: World) -> None:
    before = holding(world)
    proposal = proposed(world)
    assert holding(world) == before
    claims.confirm_proposal(actor=world.first.carla, proposal=proposal, at=world.at)
    assert holding(world) == RULES
    assert holding(world, TODAY) == before
    (line,) = [
        line
        for line in trail_of(actor=world.system, subject=world.first.id)
        if line.action == "claim_rules.set" and line.person_id == world.first.carla.person
    ]
    assert {"what": "threshold_cents", "from": None, "to": 2000} in line.details["changes"]  # type: ignore[operator]
    assert {"what": "max_age_days", "from": 92, "to": 60} in line.details["changes"]  # type: ignore[operator]


@pytest.mark.parametrize("who", [F("proposed_by"), None])
def test_the_database_itself_wants_two(world: World, who: F | None) -> None:
    proposed(world)
    with entered(world.first.system):
        waiting = RuleProposal.records.of(world.first.system).filter(state="waiting")
        with pytest.raises(IntegrityError, match="rules_changed_by_two"), transaction.atomic():
            waiting.update(state="confirmed", decided_by=who)


def test_nobody_confirms_what_they_proposed_in_whatever_role_or_job(world: World) -> None:
    own = proposed(world)
    second_job = employ(
        world.system,
        world.first.id,
        world.first.unit,
        "Ad Elders",
        None,
        Role.CONTROLLER,
        world.first.ad.user_id,
    )
    for actor in (another_hat(world.system, world.first.ad, Role.CONTROLLER), second_job):
        with pytest.raises(Refused):
            claims.confirm_proposal(actor=actor, proposal=own, at=world.at)
        with pytest.raises(Refused):
            claims.refuse_proposal(actor=actor, proposal=own, reason="Nee", at=world.at)


@pytest.mark.parametrize("name", ["anna", "jan", "ad", "clerk", "contract_manager", "carla of the other"])
def test_only_a_controller_of_the_organisation_confirms(world: World, name: str) -> None:
    proposal = proposed(world)
    who = {"carla of the other": world.second.carla}.get(name) or getattr(
        world if name in {"clerk", "contract_manager"} else world.first, name
    )
    with pytest.raises((Refused, NotFound)):
        claims.confirm_proposal(actor=who, proposal=proposal, at=world.at)


@pytest.mark.parametrize("days", [-1, 0])
def test_never_for_today_also_just_after_a_dutch_midnight(world: World, days: int) -> None:
    with pytest.raises(Refused):
        proposed(world, since=TODAY + timedelta(days=days))
    just_after = datetime(2026, 11, 23, 23, 20, tzinfo=UTC)  # 00:20 on the 24th in the Netherlands
    with pytest.raises(Refused):
        proposed(world, since=TOMORROW, at=just_after)
    waits = proposed(world, since=TOMORROW)
    with pytest.raises(Refused):
        claims.confirm_proposal(actor=world.first.carla, proposal=waits, at=just_after)


@pytest.mark.parametrize(
    "rules",
    [
        replace(RULES, threshold=Euro.of(100_000)),
        replace(RULES, threshold=Euro(10_001)),
        replace(RULES, sample_percent=Decimal(0)),
        replace(RULES, chain=()),
    ],
    ids=["hundred thousand", "a cent too much", "no sample", "nobody decides"],
)
def test_two_together_go_no_further_than_the_ceiling(world: World, rules: claims.ClaimRules) -> None:
    with pytest.raises(Refused):
        proposed(world, rules)


def test_a_rate_has_a_ceiling_too_which_only_the_platform_sets(world: World) -> None:
    car = claims.rules_for(actor=world.system, organisation=world.first.id, on=TODAY).kind("car")
    assert car
    dear = replace(car, rate=Decimal("1.01"))
    propose = {"actor": world.first.ad, "organisation": world.first.id, "since": TOMORROW, "at": world.at}
    with pytest.raises(Refused):
        claims.propose_kind(kind=dear, position=0, **propose)  # type: ignore[arg-type]
    wider = claims.Ceiling(Euro.of(250), Decimal(5), Decimal(2), "Besluit algemeen bestuur 3 november 2026")
    for actor in (world.first.ad, world.first.carla):
        with pytest.raises(Refused):
            claims.set_ceiling(
                actor=actor, organisation=world.first.id, since=SINCE, ceiling=wider, at=world.at
            )
    claims.set_ceiling(
        actor=world.system, organisation=world.first.id, since=SINCE, ceiling=wider, at=world.at
    )
    proposal = claims.propose_kind(kind=dear, position=0, **propose)  # type: ignore[arg-type]
    claims.confirm_proposal(actor=world.first.carla, proposal=proposal, at=world.at)
    changed = claims.rules_for(actor=world.system, organisation=world.first.id, on=TOMORROW).kind("car")
    assert changed == dear


def test_a_ceiling_that_came_down_meanwhile_still_holds(world: World) -> None:
    proposal = proposed(world)
    lower = claims.Ceiling(Euro.of(10), Decimal(1), Decimal(1), "Besluit")
    claims.set_ceiling(
        actor=world.system, organisation=world.first.id, since=SINCE, ceiling=lower, at=world.at
    )
    with pytest.raises(Refused):
        claims.confirm_proposal(actor=world.first.carla, proposal=proposal, at=world.at)


LOWER = claims.Ceiling(Euro.of(10), Decimal(20), Decimal("0.20"), "Besluit 3 november")
LATER = TODAY + timedelta(days=30)


def ceiling_set(world: World, ceiling: claims.Ceiling = LOWER, since: date = LATER) -> None:
    claims.set_ceiling(
        actor=world.system, organisation=world.first.id, since=since, ceiling=ceiling, at=world.at
    )


def test_rules_go_no_further_than_a_ceiling_that_begins_while_they_hold(world: World) -> None:
    proposal = proposed(world)
    ceiling_set(world)
    with pytest.raises(Refused, match="From 2026-12-23 claims may pass"):
        claims.confirm_proposal(actor=world.first.carla, proposal=proposal, at=world.at)
    with pytest.raises(Refused):
        proposed(world, since=TOMORROW + timedelta(days=1))
    car = claims.rules_for(actor=world.system, organisation=world.first.id, on=TODAY).kind("car")
    assert car
    with pytest.raises(Refused, match="From 2026-12-23 a kilometre"):
        claims.propose_kind(
            actor=world.first.ad,
            organisation=world.first.id,
            since=TOMORROW,
            kind=replace(car, code="bicycle", rate=Decimal("0.21")),
            position=9,
            at=world.at,
        )


def test_rules_that_others_follow_before_the_ceiling_begins_are_not_bounded_by_it(world: World) -> None:
    strict = replace(RULES, threshold=None)
    claims.confirm_proposal(actor=world.first.carla, proposal=proposed(world, strict, LATER), at=world.at)
    ceiling_set(world)
    claims.confirm_proposal(actor=world.first.carla, proposal=proposed(world), at=world.at)
    assert holding(world) == RULES
    assert holding(world, LATER) == strict


def test_a_lower_ceiling_brings_down_the_rules_that_were_confirmed_before_it(world: World) -> None:
    claims.confirm_proposal(actor=world.first.carla, proposal=proposed(world), at=world.at)
    after = LATER + timedelta(days=10)
    claims.confirm_proposal(
        actor=world.first.carla, proposal=proposed(world, replace(RULES, max_age_days=50), after), at=world.at
    )
    ceiling_set(world)
    bounded = replace(RULES, threshold=Euro.of(10), sample_percent=Decimal(20))
    assert holding(world, LATER - timedelta(days=1)) == RULES
    assert holding(world, LATER) == bounded
    assert holding(world, after) == replace(bounded, max_age_days=50)
    rules = claims.rules_for(actor=world.system, organisation=world.first.id, on=LATER)
    car = rules.kind("car")
    assert car
    assert (car.rate, car.source) == (Decimal("0.20"), "Besluit 3 november")
    before = claims.rules_for(actor=world.system, organisation=world.first.id, on=TODAY).kind("car")
    assert before
    assert before.rate == Decimal("0.23")
    lines = trail_of(actor=world.system, subject=world.first.id)
    brought_down = [
        change
        for line in lines
        if line.action in {"claim_rules.set", "claim_kind.set"} and line.details["since"] == LATER.isoformat()
        for change in line.details["changes"]  # type: ignore[attr-defined]
    ]
    assert {"what": "threshold_cents", "from": 2000, "to": 1000} in brought_down
    assert {"what": "rate", "from": "0.23", "to": "0.2"} in brought_down
    again = len(lines)
    ceiling_set(world)
    assert len(trail_of(actor=world.system, subject=world.first.id)) == again + 1, (
        "nothing more to bring down"
    )


def test_a_ceiling_of_a_day_that_has_passed_changes_no_rules_of_today(world: World) -> None:
    claims.confirm_proposal(actor=world.first.carla, proposal=proposed(world), at=world.at)
    ceiling_set(world, since=SINCE)
    car = claims.rules_for(actor=world.system, organisation=world.first.id, on=TODAY).kind("car")
    assert car
    assert car.rate == Decimal("0.23")
    assert holding(world, TOMORROW).threshold == Euro.of(10)


def test_the_trail_says_from_what_to_what_a_ceiling_went_and_from_which_day(world: World) -> None:
    ceiling_set(world)
    (line,) = [
        line
        for line in trail_of(actor=world.system, subject=world.first.id)
        if line.action == "claim_ceiling.set"
    ]
    assert line.details["since"] == LATER.isoformat()
    assert line.details["changes"] == [
        {"what": "ceiling_threshold_cents", "from": 10_000, "to": 1_000},
        {"what": "ceiling_sample_percent", "from": "1", "to": "20"},
        {"what": "ceiling_rate", "from": "1", "to": "0.2"},
        {"what": "ceiling_source", "from": "Bodemplaat", "to": "Besluit 3 november"},
    ]


def test_the_controllers_and_administrators_hear_of_a_ceiling(world: World) -> None:
    ceiling_set(world)
    deliver_waiting(world.first.id)
    for who in (world.first.carla, world.first.ad):
        (notice,) = inbox_of(actor=who)
        assert notice.path == "/bestuur/regels/"
    assert not inbox_of(actor=world.first.anna)


def test_it_is_refused_with_a_reason_or_withdrawn_and_decided_once(world: World) -> None:
    before, carla = holding(world), world.first.carla
    refused = proposed(world)
    with pytest.raises(Refused):
        claims.refuse_proposal(actor=carla, proposal=refused, reason="  ", at=world.at)
    claims.refuse_proposal(actor=carla, proposal=refused, reason="Te ruim", at=world.at)
    withdrawn = proposed(world)
    with pytest.raises(Refused, match="waits already"):
        proposed(world)
    claims.withdraw_proposal(actor=world.first.ad, proposal=withdrawn, at=world.at)
    for proposal in (refused, withdrawn):
        with pytest.raises(Refused, match="decided already"):
            claims.confirm_proposal(actor=carla, proposal=proposal, at=world.at)
    assert holding(world) == before
    shown = claims.proposals(actor=carla, organisation=world.first.id)
    assert {(each.state, each.reason) for each in shown} == {("refused", "Te ruim"), ("withdrawn", "")}
    told = trail_of(actor=world.system, subject=refused)
    assert {line.action for line in told} == {"rule_proposal.proposed", "rule_proposal.refused"}
    assert "Te ruim" not in str(told)


def test_the_controller_is_told_and_the_proposer_what_became_of_it(world: World) -> None:
    proposal = proposed(world)
    deliver_waiting(world.first.id)
    assert [n.path for n in inbox_of(actor=world.first.carla)] == [f"/bestuur/regels/voorstellen/{proposal}/"]
    claims.confirm_proposal(actor=world.first.carla, proposal=proposal, at=world.at)
    deliver_waiting(world.first.id)
    assert len(inbox_of(actor=world.first.ad)) == 1


def test_rules_and_kinds_are_set_at_once_by_the_platform_only(world: World) -> None:
    car = claims.rules_for(actor=world.system, organisation=world.first.id, on=TODAY).kind("car")
    assert car
    with pytest.raises(Refused):
        claims.set_kind(
            actor=world.first.ad,
            organisation=world.first.id,
            since=TOMORROW,
            kind=car,
            position=0,
            at=world.at,
        )


def second_job(world: World) -> Actor:
    """Ad in a second job at the same municipality, with the same account."""
    return employ(
        world.system,
        world.first.id,
        world.first.unit,
        "Ad Elders",
        None,
        Role.EMPLOYEE,
        world.first.ad.user_id,
    )


def test_who_has_two_jobs_gives_the_other_neither_role_nor_function_nor_manager(world: World) -> None:
    hall, ad = world.first, world.first.ad
    other = second_job(world)
    ad = access.actor_wearing(user=ad.user_id or 0, assignment=ad.assignment_id, on=TODAY)  # type: ignore[arg-type]
    person, at = other.person, world.at
    job = organisations.employment_of(actor=ad, person=person, on=TODAY)
    with pytest.raises(Refused):
        access.assign_role(actor=ad, person=person, role=Role.CONTROLLER, since=TODAY, at=at)
    with pytest.raises(Refused):
        access.end_role(actor=ad, assignment=other.assignment_id, until=TOMORROW, at=at)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        access.assign_function(actor=ad, person=person, function="director", since=TODAY, at=at)
    with pytest.raises(Refused):
        organisations.change_manager(
            actor=ad, employment=job.id, manager=hall.bert.person, since=TOMORROW, at=at
        )
    with pytest.raises(Refused):
        organisations.add_employment(
            actor=ad, organisation=hall.id, person=person, unit=hall.unit, manager=None, since=TODAY, at=at
        )
    with pytest.raises(Refused):
        organisations.end_employment(actor=ad, employment=job.id, until=TOMORROW, at=at)
    new = organisations.add_person(actor=ad, organisation=hall.id, name="Nog Een", at=at)
    with pytest.raises(Refused):
        access.give_account(actor=ad, person=new, user=ad.user_id or 0, at=at)
