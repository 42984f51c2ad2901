"""The life of a version: writing, adopting by a second person, publishing from a day, ending."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.catalogue import lifecycle
from bodemplaat.capabilities.catalogue.errors import UnsoundService
from bodemplaat.capabilities.catalogue.models import Service, ServiceVersion
from bodemplaat.capabilities.catalogue.policies import (
    check_case_type,
    check_may_adopt,
    check_may_write,
    check_process,
)
from bodemplaat.capabilities.catalogue.reckoning.content import (
    Content,
    check_content,
    content_as_stored,
    content_from_stored,
)
from bodemplaat.capabilities.catalogue.reckoning.form import Form
from bodemplaat.capabilities.catalogue.reckoning.start import start_content
from bodemplaat.capabilities.division import api as division
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, command
from bodemplaat.foundation.versions.api import HELD, hold_from, hold_until
from bodemplaat.kernel import Finding, say

MOST_SERVICES: Final = 500
_CODE: Final = re.compile(r"[A-Z][A-Z0-9-]{1,11}")


@command
def write_service(*, actor: Actor, cooperation: UUID, code: str, content: Content, at: datetime) -> UUID:
    """Write a new service as a draft. Raises ``UnsoundService`` with every finding, and ``Refused`` for who may not."""
    check_may_write(actor, cooperation, timezone.localdate(at))
    findings = list(_findings(content))
    if not _CODE.fullmatch(code):
        text = say("A code has 2 to 12 capitals and figures, such as SP10, and begins with a letter.")
        findings.append(Finding("service.code", "code", text))
    there = Service.records.of(actor).filter(
        organisation_id=actor.organisation_id, cooperation_id=cooperation
    )
    if there.filter(code=code).exists():
        text = say("There is a service {code} already: choose another code.")
        findings.append(Finding("service.same_code", "code", text, {"code": code}))
    if there.count() >= MOST_SERVICES:
        text = say("A catalogue has at most {most} services.")
        findings.append(Finding("service.too_many", "code", text, {"most": MOST_SERVICES}))
    if findings:
        raise UnsoundService(*findings)
    return _store(actor, cooperation, code, content, at).id


@command
def fill_with_proposals(*, actor: Actor, cooperation: UUID, at: datetime) -> int:
    """Load the proposed services as drafts of whoever asks; a code that is there already stays as it is. Answers how many."""
    check_may_write(actor, cooperation, timezone.localdate(at))
    rows = Service.records.of(actor).filter(organisation_id=actor.organisation_id, cooperation_id=cooperation)
    there = set(rows.values_list("code", flat=True))
    wanted = {code: content for code, content in start_content().items() if code not in there}
    services = [
        Service(organisation_id=actor.organisation_id, cooperation_id=cooperation, code=code, created_at=at)
        for code in wanted
    ]
    rows.bulk_create(services)
    ServiceVersion.records.of(actor).bulk_create(
        [_version(each, 1, wanted[each.code], actor.person_id, at) for each in services]
    )
    if wanted:
        details = {"count": len(wanted)}
        subject = (cooperation, actor.organisation_id)
        record(actor, "catalogue.filled", "cooperation", *subject, at=at, details=details)
    return len(wanted)


@command
def change_draft(*, actor: Actor, version: UUID, content: Content, at: datetime) -> None:
    """Let a draft say something else. Raises ``UnsoundService``, and ``IllegalMove`` for what was adopted already.

    A form may be unfinished while it is a draft; adopting it asks that everything is right.
    """
    row = _own(actor, version, at)
    _check_draft(row)
    findings = [each for each in _findings(content) if not each.place.startswith("form.")]
    if findings:
        raise UnsoundService(*findings)
    row.content = content_as_stored(content)
    row.written_by, row.written_at = actor.person_id, at
    row.save(update_fields=["content", "written_by", "written_at"])
    _record(actor, row, "changed", at)


@command
def write_next_version(*, actor: Actor, service: UUID, at: datetime) -> UUID:
    """Begin the next version of a service as a draft that says what the newest says. Answers the one in the making, if any."""
    kept = Service.records.of(actor).filter(organisation_id=actor.organisation_id).locked().one(id=service)
    check_may_write(actor, kept.cooperation_id, timezone.localdate(at))
    newest = ServiceVersion.records.of(actor).filter(service=kept).order_by("-number").first()
    if newest is None:
        raise NotFound("service")
    if newest.state in (lifecycle.DRAFT, lifecycle.ADOPTED):
        return newest.id
    row = _version(kept, newest.number + 1, content_from_stored(newest.content), actor.person_id, at)
    row.save()
    _record(actor, row, "begun", at)
    return row.id


@command
def adopt_version(*, actor: Actor, version: UUID, at: datetime) -> None:
    """Agree on a draft, as somebody else than whoever wrote it. Raises ``UnsoundService`` for what is not finished."""
    rows = ServiceVersion.records.of(actor).filter(organisation_id=actor.organisation_id)
    row = rows.locked().one(id=version)
    check_may_adopt(actor, row)
    state = lifecycle.VERSION.after(row.state, "adopt")
    findings = _findings(content_from_stored(row.content))
    if findings:
        raise UnsoundService(*findings)
    row.state, row.adopted_by, row.adopted_at = state, actor.person, at
    row.save(update_fields=["state", "adopted_by", "adopted_at"])
    _record(actor, row, "adopted", at)


@command
def publish_version(*, actor: Actor, version: UUID, since: date, at: datetime) -> None:
    """Let an adopted version hold from a day on, today at the earliest; the one before it ends on that day.

    Raises ``Refused`` where the cut of that day gives its process to others for every customer.
    """
    row = _own(actor, version, at)
    hold_from(
        row,
        since,
        shown=ServiceVersion.records.of(actor).filter(service_id=row.service_id, state__in=lifecycle.SHOWN),
        life=lifecycle.VERSION,
        too_early=say("A version holds from today at the earliest: nobody could have seen it before."),
        at=at,
    )
    division.check_service_follows_cut(
        actor=actor,
        cooperation=row.cooperation_id,
        process=content_from_stored(row.content).process,
        provider=row.organisation_id,
        on=since,
    )
    row.save(update_fields=HELD)
    _record(actor, row, "published", at, {"since": since.isoformat()})


@command
def end_service(*, actor: Actor, version: UUID, until: date, at: datetime) -> None:
    """Let what is published end; ``until`` is the first day on which it is no longer offered, tomorrow at the earliest."""
    row = _own(actor, version, at)
    too_early = say("A service ends tomorrow at the earliest, and not before it begins: choose a later day.")
    hold_until(row, until, life=lifecycle.VERSION, too_early=too_early, at=at)
    row.save(update_fields=HELD)
    _record(actor, row, "ended", at, {"until": until.isoformat()})


def own_draft(actor: Actor, version: UUID, at: datetime) -> tuple[ServiceVersion, Form]:
    """A draft of the actor's organisation, locked, with its form. Raises ``Refused`` for what was adopted already."""
    row = _own(actor, version, at)
    _check_draft(row)
    return row, content_from_stored(row.content).form


def change_form_of_draft(actor: Actor, row: ServiceVersion, form: Form, at: datetime) -> None:
    """Keep another form with a draft that ``own_draft`` answered; the rest of what it says stays."""
    row.content = content_as_stored(replace(content_from_stored(row.content), form=form))
    row.written_by, row.written_at = actor.person_id, at
    row.save(update_fields=["content", "written_by", "written_at"])
    _record(actor, row, "changed", at)


def _own(actor: Actor, version: UUID, at: datetime) -> ServiceVersion:
    rows = ServiceVersion.records.of(actor).filter(organisation_id=actor.organisation_id)
    row = rows.locked().one(id=version)
    check_may_write(actor, row.cooperation_id, timezone.localdate(at))
    return row


def _check_draft(row: ServiceVersion) -> None:
    if row.state != lifecycle.DRAFT:
        raise Refused(
            say(
                "This version was adopted, so it stays as it is. Write the next version to change the service."
            )
        )


def _findings(content: Content) -> tuple[Finding, ...]:
    return (
        *check_content(content),
        *check_process(content.process),
        *check_case_type(content.case_type),
    )


def _store(actor: Actor, cooperation: UUID, code: str, content: Content, at: datetime) -> Service:
    service = Service.records.of(actor).create(
        organisation_id=actor.organisation_id, cooperation_id=cooperation, code=code, created_at=at
    )
    row = _version(service, 1, content, actor.person_id, at)
    row.save()
    _record(actor, row, "written", at)
    return service


def _version(
    service: Service, number: int, content: Content, writer: UUID | None, at: datetime
) -> ServiceVersion:
    return ServiceVersion(
        organisation_id=service.organisation_id,
        cooperation_id=service.cooperation_id,
        service=service,
        number=number,
        content=content_as_stored(content),
        written_by=writer,
        written_at=at,
    )


def _record(
    actor: Actor, row: ServiceVersion, act: str, at: datetime, details: Mapping[str, object] | None = None
) -> None:
    facts = {"number": row.number, **(details or {})}
    record(actor, f"service.{act}", "service", row.service_id, row.organisation_id, at=at, details=facts)
