"""Rows of an organisation's rules, to and from values; and changing them from a day on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.claims.errors import NoRules
from bodemplaat.capabilities.claims.models import ClaimKind, ClaimSettings
from bodemplaat.capabilities.claims.values import (
    Approver,
    Basis,
    ChainStep,
    ClaimRules,
    KindRule,
    undecided_at,
)
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.organisations.policies import check_may_arrange
from bodemplaat.foundation.tenancy import Actor, Refused, command, query
from bodemplaat.kernel import Euro, say


@dataclass(frozen=True, slots=True)
class DatedRules:
    """Rules without their kinds, from a day until ``until`` (not included), ``None`` until further notice."""

    since: date
    until: date | None
    rules: ClaimRules


@dataclass(frozen=True, slots=True)
class DatedKind:
    """A kind of cost from a day until ``until`` (not included); not ``offered`` means it ended on ``since``."""

    since: date
    until: date | None
    kind: KindRule
    position: int
    offered: bool


@query
def rules_for(*, actor: Actor, organisation: UUID, on: date) -> ClaimRules:
    """The organisation's rules on a day; raises ``NoRules`` when it has none yet."""
    found = rules_on_days(actor=actor, organisation=organisation, days=[on])
    if on not in found:
        raise NoRules
    return found[on]


@query
def rules_on_days(*, actor: Actor, organisation: UUID, days: Iterable[date]) -> Mapping[date, ClaimRules]:
    """The rules of several days in two queries however many; a day before the first rules is absent."""
    settings = list(
        ClaimSettings.records.of(actor).filter(organisation_id=organisation).order_by("valid_from")
    )
    kinds = list(
        ClaimKind.records.of(actor)
        .filter(organisation_id=organisation)
        .order_by("position", "code", "valid_from")
    )
    found = ((day, _rules_of(settings, kinds, day)) for day in set(days))
    return {day: rules for day, rules in found if rules is not None}


@query
def rules_over_time(*, actor: Actor, organisation: UUID) -> tuple[DatedRules, ...]:
    """Every set of rules an organisation had, has or will have, the latest first."""
    rows = list(ClaimSettings.records.of(actor).filter(organisation_id=organisation).order_by("valid_from"))
    ends = [*(row.valid_from for row in rows[1:]), None]
    dated = (DatedRules(r.valid_from, end, _settings_of(r, ())) for r, end in zip(rows, ends, strict=False))
    return tuple(reversed(tuple(dated)))


@query
def kinds_over_time(*, actor: Actor, organisation: UUID | None = None) -> tuple[DatedKind, ...]:
    """Every form that each kind had, has or will have: kinds in their order, per kind the latest first.

    Of one organisation, or of all in reach.
    """
    found = ClaimKind.records.of(actor).order_by("organisation_id", "code", "valid_from")
    if organisation is not None:
        found = found.filter(organisation_id=organisation)
    rows = list(found)
    dated = []
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        same = after is not None and (after.organisation_id, after.code) == (row.organisation_id, row.code)
        until = after.valid_from if same and after is not None else None
        dated.append(DatedKind(row.valid_from, until, _kind_of(row), row.position, row.offered))
    dated.sort(key=lambda each: each.since, reverse=True)
    return tuple(sorted(dated, key=lambda each: (each.position, each.kind.code)))


@command
def set_rules(
    *,
    actor: Actor,
    organisation: UUID,
    since: date,
    chain: tuple[ChainStep, ...],
    max_age_days: int,
    threshold: Euro | None,
    sample_percent: Decimal,
    fallback_function: str,
    at: datetime,
) -> None:
    """Let rules hold from a day on; a second call for the same day replaces the first, with its history kept.

    Raises ``Refused`` for a day in the past (the platform at set-up excepted) and for a chain that would leave some
    claim to nobody.
    """
    check_may_arrange(actor, organisation)
    _check_not_past(actor, since, at)
    _check_somebody_decides(
        ClaimRules(kinds=(), chain=chain, threshold=threshold, fallback_function=fallback_function)
    )
    ClaimSettings.records.of(actor).update_or_create(
        organisation_id=organisation,
        valid_from=since,
        defaults={
            "max_age_days": max_age_days,
            "threshold_cents": None if threshold is None else threshold.cents,
            "sample_percent": sample_percent,
            "fallback_function": fallback_function,
            "chain": [_step_to_json(step) for step in chain],
        },
    )
    record(
        actor,
        "claim_rules.set",
        "organisation",
        organisation,
        organisation,
        at=at,
        details={"since": since.isoformat()},
    )


@command
def set_kind(
    *,
    actor: Actor,
    organisation: UUID,
    since: date,
    kind: KindRule,
    position: int,
    offered: bool = True,
    at: datetime,
) -> None:
    """Let a kind of cost hold from a day on, or end it (``offered=False``). Raises as ``set_rules``."""
    check_may_arrange(actor, organisation)
    _check_not_past(actor, since, at)
    ClaimKind.records.of(actor).update_or_create(
        organisation_id=organisation,
        code=kind.code,
        valid_from=since,
        defaults={
            "offered": offered,
            "name_nl": kind.name_nl,
            "name_en": kind.name_en,
            "basis": kind.basis.value,
            "rate": kind.rate,
            "limit_cents": None if kind.limit is None else kind.limit.cents,
            "evidence_from_cents": None if kind.evidence_from is None else kind.evidence_from.cents,
            "taakveld": kind.taakveld,
            "position": position,
            "source": kind.source,
        },
    )
    record(
        actor,
        "claim_kind.set",
        "organisation",
        organisation,
        organisation,
        at=at,
        details={"kind": kind.code, "since": since.isoformat()},
    )


def _rules_of(settings: list[ClaimSettings], kinds: list[ClaimKind], day: date) -> ClaimRules | None:
    holding = [row for row in settings if row.valid_from <= day]
    if not holding:
        return None
    row = holding[-1]
    latest = {kind.code: kind for kind in kinds if kind.valid_from <= day}
    return _settings_of(row, tuple(_kind_of(kind) for kind in latest.values() if kind.offered))


def _settings_of(row: ClaimSettings, kinds: tuple[KindRule, ...]) -> ClaimRules:
    return ClaimRules(
        kinds=kinds,
        chain=tuple(_step_from_json(step) for step in row.chain),
        max_age_days=row.max_age_days,
        threshold=_euro(row.threshold_cents),
        sample_percent=row.sample_percent,
        fallback_function=row.fallback_function,
    )


def _kind_of(row: ClaimKind) -> KindRule:
    return KindRule(
        code=row.code,
        name_nl=row.name_nl,
        name_en=row.name_en,
        basis=Basis(row.basis),
        rate=row.rate,
        limit=_euro(row.limit_cents),
        evidence_from=_euro(row.evidence_from_cents),
        taakveld=row.taakveld,
        source=row.source,
    )


def _check_not_past(actor: Actor, since: date, at: datetime) -> None:
    if not actor.is_system and since < timezone.localdate(at):
        raise Refused(
            say("Rules change from today or later: what has been claimed keeps the rules of its day.")
        )


def _check_somebody_decides(rules: ClaimRules) -> None:
    gap = undecided_at(rules)
    if gap is not None:
        raise Refused(
            say(
                "With this chain nobody would decide on a claim of {gap_cents}. Add a step without conditions."
            ),
            gap_cents=gap.cents,
        )


def _step_to_json(step: ChainStep) -> dict[str, Any]:
    return {
        "name": step.name,
        "by": step.by.value,
        "function": step.function,
        "from_cents": None if step.from_amount is None else step.from_amount.cents,
        "below_cents": None if step.below_amount is None else step.below_amount.cents,
        "kinds": sorted(step.kinds),
        "even_small": step.even_small,
    }


def _step_from_json(step: Mapping[str, Any]) -> ChainStep:
    return ChainStep(
        name=step["name"],
        by=Approver(step["by"]),
        function=step["function"],
        from_amount=_euro(step["from_cents"]),
        below_amount=_euro(step["below_cents"]),
        kinds=frozenset(step["kinds"]),
        even_small=step["even_small"],
    )


def _euro(cents: int | None) -> Euro | None:
    return None if cents is None else Euro(cents)
