"""Setting an organisation's first rules, and storing what was confirmed."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from bodemplaat.capabilities.claims.mapping import kind_fields, rules_fields
from bodemplaat.capabilities.claims.models import ClaimKind, ClaimSettings
from bodemplaat.capabilities.claims.queries.rules import latest_kind, latest_rules
from bodemplaat.capabilities.claims.reckoning.ceilings import (
    check_kind_means_something,
    check_rules_mean_something,
)
from bodemplaat.capabilities.claims.values import ClaimRules, KindRule, undecided_at
from bodemplaat.engines.approval import ChainStep
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.organisations.api import check_may_arrange
from bodemplaat.foundation.tenancy.api import Actor, Refused, command
from bodemplaat.kernel import Euro, say


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
    check_rules_mean_something(rules)
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
    check_kind_means_something(kind)
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
    details = {"since": since.isoformat(), "changes": changes_between(before, fields)}
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
    details = {"kind": code, "since": since.isoformat(), "changes": changes_between(before, fields)}
    _record(actor, "claim_kind.set", organisation, details, at)


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


_UNREPORTED = frozenset({"position"})


def changes_between(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What differs: each with ``what``, ``from`` (``None`` for the first) and ``to``."""
    old = before or {}
    return [
        {"what": name, "from": old.get(name), "to": value}
        for name, value in after.items()
        if name not in _UNREPORTED and (value not in (None, "") if before is None else old.get(name) != value)
    ]


def _record(
    actor: Actor, action: str, organisation: UUID, details: Mapping[str, object], at: datetime
) -> None:
    record(actor, action, "organisation", organisation, organisation, at=at, details=details)


def _check_founding(actor: Actor, organisation: UUID) -> None:
    check_may_arrange(actor=actor, organisation=organisation)
    if not actor.is_system:
        raise Refused(
            say("Nobody changes rules alone: propose them, and a controller of your organisation confirms.")
        )
