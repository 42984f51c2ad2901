"""What the rooms under this one know of a person: who they are, where they work, what they may, what they were told."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.db.models import Q

from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.notices.api import worded
from bodemplaat.foundation.privacy.models import CorrectionRequest, CorrectionState
from bodemplaat.foundation.privacy.own import Facts, OwnPart, each
from bodemplaat.foundation.retention.api import Rows, since
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import say

SIGN_INS: Final = ("account.signed_in", "account.sign_in_failed", "account.shut_out")


def answered(rows: Rows, _: date) -> Rows:
    """Requests that were answered: closed from that day."""
    return since(rows.exclude(state=CorrectionState.ASKED), "answered_at")


def _rows(model: str, actor: Actor, **narrow: Any) -> Any:
    return apps.get_model(model).records.of(actor).filter(organisation_id=actor.organisation_id, **narrow)


def _person(actor: Actor, person: UUID) -> Iterator[Facts]:
    return each(_rows("organisations.Person", actor, id=person), "number", "name", "email", "language")


def _employments(actor: Actor, person: UUID) -> Iterator[Facts]:
    rows = _rows("organisations.Employment", actor, person_id=person).select_related("unit", "manager")
    for row in rows.order_by("valid_from"):
        yield {
            "from": row.valid_from,
            "until": row.valid_until,
            "unit": row.unit.name,
            "manager": row.manager.name if row.manager else "",
            "job_title": row.job_title,
            "iban": row.iban,
        }


def _account(actor: Actor, person: UUID) -> Iterator[Facts]:
    rows = _rows("access.PersonalAccount", actor, person_id=person).select_related("user")
    for row in rows:
        yield {
            "email": row.user.email,
            "name": row.user.name,
            "is_active": row.user.is_active,
            "since": row.user.date_joined,
            "last_sign_in": row.user.last_login,
        }


def _roles(actor: Actor, person: UUID) -> Iterator[Facts]:
    for row in _rows("access.RoleAssignment", actor, person_id=person).order_by("valid_from"):
        yield {"role": row.role, "function": "", "from": row.valid_from, "until": row.valid_until}
    for row in _rows("access.FunctionAssignment", actor, person_id=person).order_by("valid_from"):
        yield {"role": "", "function": row.function, "from": row.valid_from, "until": row.valid_until}


def _substitutions(actor: Actor, person: UUID) -> Iterator[Facts]:
    rows = _rows("access.Substitution", actor).filter(Q(absent_id=person) | Q(substitute_id=person))
    for row in rows.select_related("absent", "substitute").order_by("valid_from"):
        yield {
            "absent": row.absent.name,
            "substitute": row.substitute.name,
            "from": row.valid_from,
            "until": row.valid_until,
        }


def _notices(actor: Actor, person: UUID) -> Iterator[Facts]:
    for row in _rows("notices.Notice", actor, person_id=person).order_by("created_at"):
        yield {
            "at": row.created_at,
            "subject": worded(row.subject, row.values),
            "body": worded(row.body, row.values),
            "read_at": row.read_at,
            "mailed_at": row.mailed_at,
        }


def _sign_ins(actor: Actor, person: UUID) -> Iterator[Facts]:
    for line in trail_of(actor=actor, subject=person):
        if line.action in SIGN_INS:
            yield {"at": line.at, "what": line.action, **line.details}


def _changes(actor: Actor, person: UUID) -> Iterator[Facts]:
    for line in trail_of(actor=actor, subject=person):
        if line.action not in SIGN_INS:
            yield {"at": line.at, "what": line.action, "by_role": line.role}


def _corrections(actor: Actor, person: UUID) -> Iterator[Facts]:
    rows = CorrectionRequest.records.of(actor).filter(person_id=person).order_by("asked_at")
    return each(rows, "asked_at", "text", "answer_by", "state", "answer", "answered_at")


PARTS: Final = (
    OwnPart("person", say("Who you are here"), _person),
    OwnPart("employments", say("Where you work and worked"), _employments),
    OwnPart("account", say("Your account"), _account),
    OwnPart("roles", say("Your roles and functions"), _roles),
    OwnPart("substitutions", say("Who stands in for whom"), _substitutions),
    OwnPart("notices", say("What you were told"), _notices),
    OwnPart("sign_ins", say("When you signed in"), _sign_ins),
    OwnPart("changes", say("What was changed about you"), _changes),
    OwnPart("corrections", say("What you asked to correct"), _corrections),
)
