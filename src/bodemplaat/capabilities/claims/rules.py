"""Rows of an organisation's rules, to and from values; setting the first ones, and storing what was confirmed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

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
from bodemplaat.foundation.organisations.api import check_may_arrange
from bodemplaat.foundation.tenancy.api import Actor, Refused, command, query
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
    """Let the rules of a new organisation hold from a day on, as the platform does at its founding.

    A second call for the same day replaces the first, with its history kept. Raises ``Refused`` for anyone but the
    platform (people propose and confirm, see ``proposing``) and for a chain that would leave some claim to nobody.
    """
    _check_founding(actor, organisation)
    rules = ClaimRules((), chain, max_age_days, threshold, sample_percent, fallback_function)
    check_somebody_decides(rules)
    store_rules(actor, organisation, since, rules_fields(rules), at=at)


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
    """Let a kind of cost of a new organisation hold from a day on, or end it. Raises as ``set_rules``."""
    _check_founding(actor, organisation)
    wanted = kind_fields(kind, position=position, offered=offered)
    store_kind(actor, organisation, since, kind.code, wanted, at=at)


def store_rules(
    actor: Actor, organisation: UUID, since: date, wanted: Mapping[str, Any], *, at: datetime
) -> None:
    """Write the row of a day, and in the trail what it changes from what to what."""
    fields = {name: wanted[name] for name in _RULE_FIELDS}
    before = latest_rules(actor, organisation, since)
    ClaimSettings.records.of(actor).update_or_create(
        organisation_id=organisation,
        valid_from=since,
        defaults={**fields, "sample_percent": Decimal(wanted["sample_percent"])},
    )
    details = {"since": since.isoformat(), "changes": _changes(before, fields)}
    _record(actor, "claim_rules.set", organisation, details, at)


def store_kind(
    actor: Actor, organisation: UUID, since: date, code: str, wanted: Mapping[str, Any], *, at: datetime
) -> None:
    """The same for the row of a kind of cost."""
    fields = {name: wanted[name] for name in _KIND_FIELDS}
    before = latest_kind(actor, organisation, code, since)
    ClaimKind.records.of(actor).update_or_create(
        organisation_id=organisation,
        code=code,
        valid_from=since,
        defaults={**fields, "rate": None if wanted["rate"] is None else Decimal(wanted["rate"])},
    )
    details = {"kind": code, "since": since.isoformat(), "changes": _changes(before, fields)}
    _record(actor, "claim_kind.set", organisation, details, at)


def latest_rules(actor: Actor, organisation: UUID, on: date) -> dict[str, Any] | None:
    """The fields of the row that holds on a day, as JSON values; ``None`` before the first."""
    rows = ClaimSettings.records.of(actor).filter(organisation_id=organisation, valid_from__lte=on)
    row = rows.order_by("-valid_from").first()
    return None if row is None else rules_fields(_settings_of(row, ()))


def latest_kind(actor: Actor, organisation: UUID, code: str, on: date) -> dict[str, Any] | None:
    """The same for a kind of cost."""
    rows = ClaimKind.records.of(actor).filter(organisation_id=organisation, code=code, valid_from__lte=on)
    row = rows.order_by("-valid_from").first()
    if row is None:
        return None
    return kind_fields(_kind_of(row), position=row.position, offered=row.offered)


def rules_fields(rules: ClaimRules) -> dict[str, Any]:
    """The fields of a row of rules, as JSON values."""
    return {
        "max_age_days": rules.max_age_days,
        "threshold_cents": _cents(rules.threshold),
        "sample_percent": _plain(rules.sample_percent),
        "fallback_function": rules.fallback_function,
        "chain": [_step_to_json(step) for step in rules.chain],
    }


def rules_of_fields(fields: Mapping[str, Any]) -> ClaimRules:
    """Rules from the fields of their row; their kinds are left empty."""
    return ClaimRules(
        kinds=(),
        chain=tuple(step_of(step) for step in fields["chain"]),
        max_age_days=fields["max_age_days"],
        threshold=_euro(fields["threshold_cents"]),
        sample_percent=Decimal(fields["sample_percent"]),
        fallback_function=fields["fallback_function"],
    )


def kind_fields(kind: KindRule, *, position: int, offered: bool) -> dict[str, Any]:
    """The fields of a row of a kind, as JSON values."""
    return {
        "offered": offered,
        "name_nl": kind.name_nl,
        "name_en": kind.name_en,
        "basis": kind.basis.value,
        "rate": None if kind.rate is None else _plain(kind.rate),
        "limit_cents": _cents(kind.limit),
        "evidence_from_cents": _cents(kind.evidence_from),
        "taakveld": kind.taakveld,
        "position": position,
        "source": kind.source,
    }


def kind_of_fields(code: str, fields: Mapping[str, Any]) -> KindRule:
    """A kind from the fields of its row."""
    return KindRule(
        code=code,
        name_nl=fields["name_nl"],
        name_en=fields["name_en"],
        basis=Basis(fields["basis"]),
        rate=None if fields["rate"] is None else Decimal(fields["rate"]),
        limit=_euro(fields["limit_cents"]),
        evidence_from=_euro(fields["evidence_from_cents"]),
        taakveld=fields["taakveld"],
        source=fields["source"],
    )


def check_somebody_decides(rules: ClaimRules) -> None:
    """Raise ``Refused`` for a chain with a gap."""
    gap = undecided_at(rules)
    if gap is not None:
        raise Refused(
            say(
                "With this chain nobody would decide on a claim of {gap_cents}. Add a step without conditions."
            ),
            gap_cents=gap.cents,
        )


_RULE_FIELDS = ("max_age_days", "threshold_cents", "sample_percent", "fallback_function", "chain")
_KIND_FIELDS = (
    "offered",
    "name_nl",
    "name_en",
    "basis",
    "rate",
    "limit_cents",
    "evidence_from_cents",
    "taakveld",
    "position",
    "source",
)
_UNTOLD = frozenset({"position"})


def _changes(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What differs: each with ``what``, ``from`` (``None`` for the first) and ``to``."""
    old = before or {}
    return [
        {"what": name, "from": old.get(name), "to": value}
        for name, value in after.items()
        if name not in _UNTOLD and (value not in (None, "") if before is None else old.get(name) != value)
    ]


def _record(
    actor: Actor, action: str, organisation: UUID, details: Mapping[str, object], at: datetime
) -> None:
    record(actor, action, "organisation", organisation, organisation, at=at, details=details)


def _check_founding(actor: Actor, organisation: UUID) -> None:
    check_may_arrange(actor, organisation)
    if not actor.is_system:
        raise Refused(
            say("Nobody changes rules alone: propose them, and a controller of your organisation confirms.")
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
        chain=tuple(step_of(step) for step in row.chain),
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


def step_of(step: Mapping[str, Any]) -> ChainStep:
    """A step of the chain from the JSON values that a row, a proposal or the trail holds."""
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


def _cents(euro: Euro | None) -> int | None:
    return None if euro is None else euro.cents


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
