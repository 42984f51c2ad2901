"""What comes in by e-mail, once somebody else has found out who sent it: a new case, or a message about one."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from bodemplaat.capabilities.cases.commands.acting import (
    MOST_MAIL_WORDS,
    act_on,
    held,
    is_open,
    needed_words,
    open_to_work_on,
)
from bodemplaat.capabilities.cases.commands.opening import (
    Files,
    begin,
    begun_with,
    check_not_oneself,
    offered_by_desk,
)
from bodemplaat.capabilities.cases.commands.working import add_files, message
from bodemplaat.capabilities.cases.errors import NotPossibleNow
from bodemplaat.capabilities.cases.models import Case
from bodemplaat.capabilities.cases.policies import check_desk, check_is_system
from bodemplaat.capabilities.cases.values import Question
from bodemplaat.capabilities.cases.vocabulary import CaseAct, Channel
from bodemplaat.foundation.organisations.api import person_of
from bodemplaat.foundation.tenancy.api import Actor, NotFound, command


@command
def open_case_by_mail(
    *,
    actor: Actor,
    requester: UUID,
    service: UUID,
    question: Question,
    quoted_from: int | None = None,
    files: Files = (),
    received_at: datetime,
    key: str,
    at: datetime,
) -> UUID:
    """Begin a case of somebody from whom an e-mail came, for the provider at which the actor acts: the platform, or a clerk.

    The same ``key`` again returns the same case. ``quoted_from`` is where the words only repeat an earlier message. Raises as
    ``open_case``; for a clerk also ``NotYourOwnCase``, for another provider's service ``NotOfTheDesk``.
    """
    if not actor.is_system:
        check_desk(actor)
        check_not_oneself(actor, requester)
    if (there := begun_with(actor, requester, key)) is not None:
        return there
    customer = person_of(actor=actor, person=requester).organisation_id
    offered = offered_by_desk(actor, service, customer, received_at)
    return begin(
        actor,
        offered,
        customer,
        requester,
        question,
        files,
        Channel.EMAIL,
        received_at,
        key,
        at,
        by=_by(quoted_from),
        most=MOST_MAIL_WORDS,
    )


@command
def write_message_by_mail(
    *,
    actor: Actor,
    requester: UUID,
    case: UUID,
    words: str,
    quoted_from: int | None = None,
    files: Files = (),
    at: datetime,
) -> None:
    """Write down what somebody mailed about their case. Raises ``NotFound`` for another's, ``NotPossibleNow`` when it is over."""
    check_is_system(actor)
    row = held(actor, case)
    if row.requester_id != requester:
        raise NotFound(Case._meta.verbose_name)
    if not is_open(row):
        raise NotPossibleNow
    add_files(actor, row, files, at)
    message(actor, row, words, at, by=_came(quoted_from), most=MOST_MAIL_WORDS)


@command
def note_mail(
    *,
    actor: Actor,
    case: UUID,
    words: str,
    sender: str,
    quoted_from: int | None = None,
    files: Files = (),
    at: datetime,
) -> None:
    """A clerk puts an e-mail of somebody else with an open case, as a contact; the requester reads it too, and whose it is."""
    row = open_to_work_on(actor, case, at, with_anybody=True)
    add_files(actor, row, files, at)
    words = needed_words(words, MOST_MAIL_WORDS)
    act_on(actor, row, CaseAct.CONTACT, at=at, words=words, details={**_came(quoted_from), "sender": sender})


def _came(quoted_from: int | None) -> Mapping[str, object]:
    return {"channel": Channel.EMAIL.value, **_by(quoted_from)}


def _by(quoted_from: int | None) -> Mapping[str, object]:
    return {} if quoted_from is None else {"quoted_from": quoted_from}
