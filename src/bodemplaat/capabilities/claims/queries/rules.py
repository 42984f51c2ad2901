"""An organisation's rules and kinds: of a day, of several days, over time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from bodemplaat.capabilities.claims.errors import NoRules
from bodemplaat.capabilities.claims.mapping import kind_fields, kind_of_row, rules_fields, rules_of_row
from bodemplaat.capabilities.claims.models import ClaimKind, ClaimSettings
from bodemplaat.capabilities.claims.values import ClaimRules, KindRule
from bodemplaat.foundation.tenancy.api import Actor, query, remembered, shaped


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
    rules_by_day = rules_on_days(actor=actor, organisation=organisation, days=[on])
    if on not in rules_by_day:
        raise NoRules
    return rules_by_day[on]


@query
def rules_on_days(*, actor: Actor, organisation: UUID, days: Iterable[date]) -> Mapping[date, ClaimRules]:
    """The rules of several days in two queries however many; a day before the first rules is absent."""
    settings, kinds = _settings_of(actor, organisation), _kinds_of(actor, organisation)
    by_day = ((day, _rules_of(settings, kinds, day)) for day in set(days))
    return {day: rules for day, rules in by_day if rules is not None}


@query
def rules_over_time(*, actor: Actor, organisation: UUID) -> tuple[DatedRules, ...]:
    """Every set of rules an organisation had, has or will have, the latest first."""
    rows = list(ClaimSettings.records.of(actor).filter(organisation_id=organisation).order_by("valid_from"))
    ends = [*(row.valid_from for row in rows[1:]), None]
    dated = (DatedRules(r.valid_from, end, rules_of_row(r, ())) for r, end in zip(rows, ends, strict=False))
    return tuple(reversed(tuple(dated)))


@query
def kinds_over_time(*, actor: Actor, organisation: UUID | None = None) -> tuple[DatedKind, ...]:
    """Every form that each kind had, has or will have: kinds in their order, per kind the latest first.

    Of one organisation, or of all in reach.
    """
    kinds = ClaimKind.records.of(actor).order_by("organisation_id", "code", "valid_from")
    if organisation is not None:
        kinds = kinds.filter(organisation_id=organisation)
    rows = list(kinds)
    dated = []
    for row, after in zip(rows, [*rows[1:], None], strict=False):  # without any row there is one end too many
        same = after is not None and (after.organisation_id, after.code) == (row.organisation_id, row.code)
        until = after.valid_from if same and after is not None else None
        dated.append(DatedKind(row.valid_from, until, kind_of_row(row), row.position, row.offered))
    dated.sort(key=lambda each: each.since, reverse=True)
    return tuple(sorted(dated, key=lambda each: (each.position, each.kind.code)))


def check_has_rules(actor: Actor, organisation: UUID, on: date) -> None:
    """Raise ``NoRules`` for an organisation that has no rules on a day."""
    if not any(row.valid_from <= on for row in _settings_of(actor, organisation)):
        raise NoRules


def fallback_of(actor: Actor, organisation: UUID, on: date) -> str:
    """The function that decides where nobody else can, by the rules of a day; empty before the first."""
    holding = [row for row in _settings_of(actor, organisation) if row.valid_from <= on]
    return holding[-1].fallback_function if holding else ""


def latest_rules(actor: Actor, organisation: UUID, on: date) -> dict[str, Any] | None:
    """The fields of the row that holds on a day, as JSON values; ``None`` before the first."""
    rows = ClaimSettings.records.of(actor).filter(organisation_id=organisation, valid_from__lte=on)
    row = rows.order_by("-valid_from").first()
    return None if row is None else rules_fields(rules_of_row(row, ()))


def latest_kind(actor: Actor, organisation: UUID, code: str, on: date) -> dict[str, Any] | None:
    """The same for a kind of cost."""
    rows = ClaimKind.records.of(actor).filter(organisation_id=organisation, code=code, valid_from__lte=on)
    row = rows.order_by("-valid_from").first()
    if row is None:
        return None
    return kind_fields(kind_of_row(row), position=row.position, offered=row.offered)


def next_rules(actor: Actor, organisation: UUID, after: date) -> date | None:
    """The day from which other rules follow those that begin on a day; ``None`` where none do."""
    rows = ClaimSettings.records.of(actor).filter(organisation_id=organisation, valid_from__gt=after)
    return rows.order_by("valid_from").values_list("valid_from", flat=True).first()


def next_kind(actor: Actor, organisation: UUID, code: str, after: date) -> date | None:
    """The same for a kind of cost."""
    rows = ClaimKind.records.of(actor).filter(organisation_id=organisation, code=code, valid_from__gt=after)
    return rows.order_by("valid_from").values_list("valid_from", flat=True).first()


def has_rules(actor: Actor, organisation: UUID) -> bool:
    """Whether an organisation has, had or will have any rule or kind of cost."""
    return any(
        rows.records.of(actor).filter(organisation_id=organisation).exists()
        for rows in (ClaimSettings, ClaimKind)
    )


@remembered(ClaimSettings)
def _settings_of(actor: Actor, organisation: UUID) -> tuple[ClaimSettings, ...]:
    return tuple(_settings_rows(actor, organisation))


@shaped
def _settings_rows(actor: Actor, organisation: UUID) -> QuerySet[ClaimSettings]:
    return ClaimSettings.records.of(actor).filter(organisation_id=organisation).order_by("valid_from")


@remembered(ClaimKind)
def _kinds_of(actor: Actor, organisation: UUID) -> tuple[ClaimKind, ...]:
    return tuple(_kind_rows(actor, organisation))


@shaped
def _kind_rows(actor: Actor, organisation: UUID) -> QuerySet[ClaimKind]:
    rows = ClaimKind.records.of(actor).filter(organisation_id=organisation)
    return rows.order_by("position", "code", "valid_from")


def _rules_of(settings: Sequence[ClaimSettings], kinds: Sequence[ClaimKind], day: date) -> ClaimRules | None:
    holding = [row for row in settings if row.valid_from <= day]
    if not holding:
        return None
    row = holding[-1]
    latest = {kind.code: kind for kind in kinds if kind.valid_from <= day}
    return rules_of_row(row, tuple(kind_of_row(kind) for kind in latest.values() if kind.offered))
