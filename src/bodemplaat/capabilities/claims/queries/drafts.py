"""What is found on a draft, and what it comes to."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.claims.mapping import content_of
from bodemplaat.capabilities.claims.models import Claim
from bodemplaat.capabilities.claims.queries.likeness import alike_claims
from bodemplaat.capabilities.claims.queries.rules import rules_on_days
from bodemplaat.capabilities.claims.reckoning.checks import check, rules_on
from bodemplaat.capabilities.claims.values import ClaimRules, Content
from bodemplaat.capabilities.payments.api import own_ibans
from bodemplaat.foundation.tenancy.api import Actor, query
from bodemplaat.kernel import Finding


@dataclass(frozen=True, slots=True)
class Weighed:
    """What is filled in, all findings on it, and the version of the draft as it is kept.

    ``content`` has the amounts that follow from a distance, by the rules of each line's own day.
    """

    content: Content
    findings: tuple[Finding, ...]
    version: int


@query
def weigh_content(*, actor: Actor, claim: UUID, content: Content, on: date) -> Weighed:
    """What is filled in, weighed without keeping it: the check while typing."""
    row = Claim.records.of(actor).one(id=claim, claimant_id=actor.person)
    rules = rules_per_day(actor, row, content, on)
    return weighed_draft(actor, row, priced_by(content, rules, on), rules, on)


@query
def weigh_claim(*, actor: Actor, claim: UUID, on: date) -> Weighed:
    """A draft as it is kept, weighed as if it were handed in on a day."""
    row = Claim.records.of(actor).one(id=claim, claimant_id=actor.person)
    return weigh_content(actor=actor, claim=claim, content=content_of(actor, row), on=on)


def weighed_draft(
    actor: Actor, row: Claim, priced: Content, rules: Mapping[date, ClaimRules], today: date
) -> Weighed:
    """What is found on content that was priced by these rules."""
    findings = check(
        priced,
        rules,
        today=today,
        first_handed_in=timezone.localdate(row.first_submitted_at) if row.first_submitted_at else None,
        alike=alike_claims(actor, row, priced, today),
        own_accounts=own_ibans(actor=actor, organisation=row.organisation_id),
    )
    return Weighed(priced, findings, row.version)


def rules_per_day(actor: Actor, row: Claim, content: Content, today: date) -> Mapping[date, ClaimRules]:
    """The rules of each line's own day, and of the day it is looked at."""
    days = {line.day for line in content.lines if line.day is not None} | {today}
    return rules_on_days(actor=actor, organisation=row.organisation_id, days=days)


def priced_content(actor: Actor, row: Claim, content: Content, today: date) -> Content:
    """What is filled in, with the amounts that follow from a distance."""
    return priced_by(content, rules_per_day(actor, row, content, today), today)


def priced_by(content: Content, rules: Mapping[date, ClaimRules], today: date) -> Content:
    """The same content, with the amounts that follow by the rules of each line's own day."""
    lines = []
    for line in content.lines:
        rules_of_day = rules_on(rules, line.day or today)
        lines.append(line if rules_of_day is None else line.priced(rules_of_day))
    return dataclasses.replace(content, lines=tuple(lines))
