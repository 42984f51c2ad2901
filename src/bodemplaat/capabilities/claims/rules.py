"""Rows of an organisation's rules, to and from values; and changing them from a day on."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from bodemplaat.capabilities.claims.errors import NoRules
from bodemplaat.capabilities.claims.models import ClaimKind, ClaimSettings
from bodemplaat.capabilities.claims.values import Approver, Basis, ChainStep, ClaimRules, KindRule
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.organisations.policies import check_may_arrange
from bodemplaat.foundation.tenancy import Actor, command, query
from bodemplaat.kernel import Euro


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
    """Let rules hold from a day on; a second call for the same day replaces the first, with its history kept."""
    check_may_arrange(actor, organisation)
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
    """Let a kind of cost hold from a day on, or end it (``offered=False``)."""
    check_may_arrange(actor, organisation)
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
    return ClaimRules(
        kinds=tuple(_kind_of(kind) for kind in latest.values() if kind.offered),
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
