"""Writing agreements: a first draft, another version, and putting one away."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language

from bodemplaat.capabilities.agreements import lifecycle
from bodemplaat.capabilities.agreements.errors import UnsoundAgreement
from bodemplaat.capabilities.agreements.models import Agreement, Charter
from bodemplaat.capabilities.agreements.policies import check_may_write
from bodemplaat.capabilities.agreements.queries.terms import terms_of
from bodemplaat.capabilities.agreements.reckoning.checks import check_terms
from bodemplaat.capabilities.agreements.reckoning.content import DVO, KINDS, Content, Terms, as_stored
from bodemplaat.capabilities.division import api as division
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, command
from bodemplaat.kernel import Finding, say

_ELSEWHERE: Final = say(
    "{code} {service}: the division of work gives “{process}” of this customer to {others} on {day}, so the provider cannot"
    " promise it. Leave this service out, or have the division of work changed first."
)
_UNDECIDED: Final = say(
    "{code} {service}: the division of work gives “{process}” of this customer to nobody on {day}, so the provider cannot promise"
    " it. Leave this service out, or have the division of work changed first."
)


@command
def draft_agreement(
    *,
    actor: Actor,
    cooperation: UUID,
    customer: UUID,
    kind: str,
    since: date,
    until: date | None = None,
    content: Content,
    at: datetime,
) -> UUID:
    """Write the next version of an agreement with a customer as a draft; a DVO refers to the charter that was published last.

    A draft may be unfinished. Raises ``Refused`` for who may not, and while another version is written or offered.
    """
    if kind not in KINDS:
        raise NotFound("agreement")
    check_may_write(actor, cooperation, timezone.localdate(at), customer)
    rows = Agreement.records.of(actor).filter(
        organisation_id=actor.organisation_id, customer_id=customer, kind=kind
    )
    newest = rows.locked().order_by("-number").first()
    if rows.filter(state__in=lifecycle.IN_THE_MAKING).exists():
        raise Refused(
            say(
                "Another version with this customer is written or offered: change, offer or withdraw that one."
            )
        )
    row = Agreement(
        organisation_id=actor.organisation_id,
        cooperation_id=cooperation,
        customer_id=customer,
        kind=kind,
        number=1 if newest is None else newest.number + 1,
    )
    _write(actor, row, since, until, content, at)
    _record(actor, row, "drafted", at)
    return row.id


@command
def change_agreement(
    *, actor: Actor, agreement: UUID, since: date, until: date | None, content: Content, at: datetime
) -> None:
    """Let a draft say something else. Raises ``Refused`` for what was offered: that never changes."""
    row = own_draft(actor, agreement, at)
    _write(actor, row, since, until, content, at)
    _record(actor, row, "changed", at)


@command
def drop_agreement(*, actor: Actor, agreement: UUID, at: datetime) -> None:
    """Put a draft away; the trail and its history keep it."""
    row = own_draft(actor, agreement, at)
    _record(actor, row, "dropped", at)
    row.delete()


def own_draft(actor: Actor, agreement: UUID, at: datetime) -> Agreement:
    """A draft of the actor's organisation, held. Raises ``Refused`` for anything else."""
    rows = Agreement.records.of(actor).filter(organisation_id=actor.organisation_id)
    row = rows.locked().one(id=agreement)
    check_may_write(actor, row.cooperation_id, timezone.localdate(at), row.customer_id)
    if row.state != lifecycle.DRAFT:
        raise Refused(say("This version was offered, so it stays as it is. Write the next version."))
    return row


def check_sound(actor: Actor, row: Agreement) -> None:
    """Raise ``UnsoundAgreement`` with everything that keeps a version from being offered."""
    terms = terms_of(actor, [row])[row.id]
    findings = (*check_terms(terms), *_done_elsewhere(actor, row, terms))
    if findings:
        raise UnsoundAgreement(*findings)


def check_follows_cut(actor: Actor, row: Agreement) -> None:
    """Raise ``UnsoundAgreement`` with every service that the division of work does not give to the provider on the first day."""
    findings = tuple(_done_elsewhere(actor, row, terms_of(actor, [row])[row.id]))
    if findings:
        raise UnsoundAgreement(*findings)


def _done_elsewhere(actor: Actor, row: Agreement, terms: Terms) -> Iterator[Finding]:
    elsewhere = division.processes_elsewhere(
        actor=actor,
        processes={each.process for each in terms.services.values()},
        customer=row.customer_id,
        provider=row.organisation_id,
        on=row.valid_from,
    )
    language = (get_language() or "nl")[:2]
    for (code, _), service in sorted(terms.services.items()):
        if service.process not in elsewhere:
            continue
        others = elsewhere[service.process]
        values = {
            "code": code,
            "service": service.name.in_(language),
            "process": division.process(service.process).name(language),
            "others": others,
            "day": row.valid_from,
        }
        yield Finding(
            "agreement.done_elsewhere", f"services.{code}", _ELSEWHERE if others else _UNDECIDED, values
        )


def _write(
    actor: Actor, row: Agreement, since: date, until: date | None, content: Content, at: datetime
) -> None:
    if until is not None and until < since:
        raise Refused(say("It ends after it begins: choose a later last day."))
    if row.kind == DVO:
        charters = Charter.records.of(actor).filter(
            organisation_id=actor.organisation_id,
            cooperation_id=row.cooperation_id,
            published_at__isnull=False,
        )
        row.charter = charters.order_by("-number").first()
    row.content, row.valid_from, row.valid_until = as_stored(content), since, until
    row.written_by, row.written_by_name, row.written_at = actor.person_id, actor.person_name, at
    row.save()


def _record(actor: Actor, row: Agreement, act: str, at: datetime) -> None:
    details = {"kind": row.kind, "number": row.number, "customer": str(row.customer_id)}
    record(actor, f"agreement.{act}", "agreement", row.id, row.organisation_id, at=at, details=details)
