"""The rules of an organisation as they hold now, as they will, and as they were."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.claims.api import Approver, ClaimRules, DatedKind, DatedRules
from bodemplaat.capabilities.invoices.api import order_match_waits, second_approval_waits
from bodemplaat.capabilities.ledger.api import budget_rule_waits
from bodemplaat.capabilities.payments.api import account_change_waits
from bodemplaat.foundation.access.api import functions_held, page
from bodemplaat.foundation.backup.api import LATE_AFTER, BackupView, last_backup
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.surfaces.board.wording import (
    function_name,
    kind_name,
    kind_names,
    step_conditions,
    step_name,
)

MOST_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step of the chain in words; ``holders`` names who has its function, ``nobody`` when no one has."""

    name: str
    conditions: str
    holders: str
    nobody: bool


@dataclass(frozen=True, slots=True)
class ShownRules:
    """A set of rules in words."""

    since: date
    until: date | None
    rules: ClaimRules
    steps: tuple[ShownStep, ...]
    fallback: str
    fallback_holders: str
    nobody_falls_back: bool


@dataclass(frozen=True, slots=True)
class ShownKind:
    """A kind of cost as it holds, with what is coming and what was."""

    name: str
    now: DatedKind
    coming: tuple[DatedKind, ...]
    was: tuple[DatedKind, ...]


@dataclass(frozen=True, slots=True)
class ShownBackup:
    """The last good backup of the whole installation, if any, and whether it asks for attention."""

    last: BackupView | None
    is_late: bool


@require_GET
@page(Role.ADMINISTRATOR, Role.CONTROLLER)
def settings(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything that holds for claims; the administrator proposes other rules, the controller confirms them."""
    today, organisation = timezone.localdate(), actor.organisation_id
    dated = claims.rules_over_time(actor=actor, organisation=organisation)
    kinds = claims.kinds_over_time(actor=actor, organisation=organisation)
    holders = functions_held(actor=actor, organisation=organisation, on=today)
    names = kind_names(kinds)
    shown = [shown_rules(each, names, holders) for each in dated]
    now = next((each for each in shown if each.since <= today), None)
    by_kind = [_kind(forms, today) for forms in _grouped(kinds)]
    may_change = actor.role is Role.ADMINISTRATOR
    context = {
        "backup": _backup() if may_change else None,
        "now": now,
        "coming": [each for each in reversed(shown) if each.since > today],
        "was": [each for each in shown if each.until is not None and each.until <= today],
        "kinds": [kind for kind in by_kind if kind.now.offered and kind.now.since <= today],
        "coming_kinds": [kind for kind in by_kind if kind.now.since > today],
        "ended_kinds": [kind for kind in by_kind if not kind.now.offered and kind.now.since <= today],
        "may_change": may_change,
        "is_new": not dated and not kinds,
        "today": today,
        "second_waits": second_approval_waits(actor=actor),
        "order_match_waits": order_match_waits(actor=actor),
        "budget_rule_waits": budget_rule_waits(actor=actor),
        "account_waits": account_change_waits(actor=actor),
        "waiting": claims.proposals_waiting(actor=actor, organisation=organisation),
    }
    return render(request, "board/settings.html", context)


def _backup() -> ShownBackup:
    last = last_backup()
    return ShownBackup(last, last is None or timezone.now() - last.moment > LATE_AFTER)


def shown_rules(
    dated: DatedRules, names: Mapping[str, str], holders: Mapping[str, tuple[str, ...]]
) -> ShownRules:
    """A set of rules in words; ``names`` holds the kinds of cost by code, ``holders`` who has each function."""
    rules = dated.rules
    steps = tuple(
        ShownStep(
            step_name(step),
            step_conditions(step, names),
            _named(holders, step.function),
            step.by is Approver.FUNCTION and step.function not in holders,
        )
        for step in rules.chain
    )
    return ShownRules(
        dated.since,
        dated.until,
        rules,
        steps,
        function_name(rules.fallback_function),
        _named(holders, rules.fallback_function),
        rules.fallback_function not in holders,
    )


def _named(holders: Mapping[str, tuple[str, ...]], function: str) -> str:
    names = holders.get(function, ())
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    others = len(names) - MOST_NAMED
    return ngettext("{names} and {count} other", "{names} and {count} others", others).format(
        names=", ".join(names[:MOST_NAMED]), count=others
    )


def _grouped(kinds: Sequence[DatedKind]) -> list[list[DatedKind]]:
    groups: dict[str, list[DatedKind]] = {}
    for dated in kinds:
        groups.setdefault(dated.kind.code, []).append(dated)
    return list(groups.values())


def _kind(forms: Sequence[DatedKind], today: date) -> ShownKind:
    """Its forms come with the latest first; one that only starts later holds ``now`` for want of another."""
    begun = [form for form in forms if form.since <= today]
    now = begun[0] if begun else forms[-1]
    coming = tuple(form for form in reversed(forms) if form.since > today and form is not now)
    return ShownKind(kind_name(now.kind), now, coming, tuple(begun[1:]))
