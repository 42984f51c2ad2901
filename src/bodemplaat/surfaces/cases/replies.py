"""Texts that are kept to be sent: found by typing in the box of a reply, filled in from the case, and sent as they then stand."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, override

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.cases.api import CaseMove
from bodemplaat.capabilities.knowledge import api as knowledge
from bodemplaat.capabilities.knowledge.api import ReplyField
from bodemplaat.foundation.design.api import reader_language, uuid_or_none
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.presentation import notation

SENDS = (CaseMove.ANSWER, CaseMove.CLOSE)
"""What is written to whoever asked."""
MOST_REPLIES = 6


@dataclass(frozen=True, slots=True)
class Reply:
    """A text to choose: what it is about, the language it is in, and the address that fills it in."""

    title: str
    language: str
    href: str


@dataclass(frozen=True, slots=True)
class Replies:
    """What can be chosen in the box of one act, what was typed to find it, and the chosen text filled in."""

    act: str
    text: str
    rows: tuple[Reply, ...]
    chosen: str

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to choose, or something was searched."""
        return bool(self.rows or self.text)


def replies_for(
    actor: Actor, view: cases.CaseView, acts: Collection[CaseMove], query: QueryDict, on: date
) -> Mapping[CaseMove, Replies]:
    """The texts for each of some acts with a case: what comes first, or is nearest to what was typed for it (``reply-text``)."""
    if not acts:
        return {}
    every = knowledge.replies_read(actor=actor, on=on, service=view.service_id)
    return {act: _replies(actor, view, act, query, on, every) for act in acts}


def _replies(
    actor: Actor,
    view: cases.CaseView,
    act: CaseMove,
    query: QueryDict,
    on: date,
    every: tuple[knowledge.ReadAnswer, ...],
) -> Replies:
    is_here = query.get("reply-act") == act
    text = query.get("reply-text", "").replace("\x00", "").strip()[:200] if is_here else ""
    near = knowledge.replies_read(actor=actor, on=on, service=view.service_id, text=text) if text else every
    page = reverse("cases:desk_case", args=[view.id])
    rows = [
        Reply(
            each.content.title.in_(language),
            language,
            f"{page}?{_asking(act, each.id, language)}#id_{act}_words",
        )
        for each in near
        for language in _languages(each)
    ]
    chosen = uuid_or_none(query.get("reply", "")) if is_here else None
    words = _filled(actor, view, every, chosen, query.get("reply-language", "nl")) if chosen else ""
    return Replies(act, text, tuple(rows[:MOST_REPLIES]), words)


def _asking(act: CaseMove, reply: UUID, language: str) -> str:
    return urlencode({"reply-act": act.value, "reply": str(reply), "reply-language": language})


def _languages(reply: knowledge.ReadAnswer) -> tuple[str, ...]:
    """In what it can be sent: Dutch, and English where it was written; the reader's own first."""
    there = ("nl", "en") if reply.content.body.en.strip() else ("nl",)
    return tuple(sorted(there, key=lambda each: each != reader_language()))


def _filled(
    actor: Actor, view: cases.CaseView, every: tuple[knowledge.ReadAnswer, ...], chosen: UUID, language: str
) -> str:
    reply = next((each for each in every if each.id == chosen), None)
    if reply is None or language not in _languages(reply):
        return ""
    with override(language):
        unknown = gettext("not known yet")
    due = notation.day(view.clock.due_day, language) if view.clock is not None else unknown
    values = {
        ReplyField.NAME: view.requester_name,
        ReplyField.NUMBER: view.number,
        ReplyField.SUBJECT: view.subject,
        ReplyField.SERVICE: view.content.name.in_(language),
        ReplyField.DUE_DAY: due,
        ReplyField.CENTRE: view.provider_name,
        ReplyField.CLERK: actor.person_name,
    }
    return knowledge.filled_in(reply.content.body.in_(language), values, language)
