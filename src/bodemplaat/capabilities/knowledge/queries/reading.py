"""Answers as a reader has them: what is published on a day, for them, by a provider of theirs."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.knowledge import lifecycle
from bodemplaat.capabilities.knowledge.models import AnswerVersion
from bodemplaat.capabilities.knowledge.policies import EDITORS, audiences_of
from bodemplaat.capabilities.knowledge.reckoning.content import OF_THE_CENTRE, REPLY, answer_from_stored
from bodemplaat.capabilities.knowledge.values import ReadAnswer
from bodemplaat.engines import words
from bodemplaat.foundation.organisations.api import holds_on, providers_among_partners
from bodemplaat.foundation.tenancy.api import Actor, NotFound, query


@query
def answers_read(
    *, actor: Actor, on: date, text: str = "", service: UUID | None = None
) -> tuple[ReadAnswer, ...]:
    """The answers that an actor reads on a day, by title; with ``text`` what comes nearest to it, nearest first.

    With ``service`` those of that service stand first, and those of other services are left out. The number of statements is
    the same however many there are.
    """
    return _near(list(_answers(actor, on)), text, service)


@query
def replies_read(
    *, actor: Actor, on: date, text: str = "", service: UUID | None = None
) -> tuple[ReadAnswer, ...]:
    """The texts that the actor's organisation keeps to send about cases of a service, in the order of ``answers_read``.

    For who may write them; nothing for anybody else.
    """
    if actor.role not in EDITORS:
        return ()
    every = _answers(actor, on, audiences=frozenset({REPLY}))
    return _near([each for each in every if each.provider_id == actor.organisation_id], text, service)


def _near(every: list[ReadAnswer], text: str, service: UUID | None) -> tuple[ReadAnswer, ...]:
    if service is not None:
        every = [each for each in every if not each.content.services or service in each.content.services]
    every.sort(
        key=lambda each: (service is not None and not each.content.services, each.content.title.nl.casefold())
    )
    if not words.words_of(text):
        return () if text.strip() else tuple(every)
    return words.ranked(
        text[:200],
        (
            (
                each,
                f"{each.content.title.nl} {each.content.title.en}",
                f"{each.content.body.nl} {each.content.body.en}",
            )
            for each in every
        ),
    )


@query
def answer_read(*, actor: Actor, answer: UUID, on: date) -> ReadAnswer:
    """One answer as it holds on a day; raises ``NotFound`` for one that the actor does not read."""
    for each in _answers(actor, on, answer):
        return each
    raise NotFound("answer")


def _answers(
    actor: Actor, on: date, answer: UUID | None = None, audiences: frozenset[str] | None = None
) -> Iterator[ReadAnswer]:
    rows = AnswerVersion.records.among_partners(actor).filter(holds_on(on), state__in=lifecycle.SHOWN)
    if answer is not None:
        rows = rows.filter(answer_id=answer)
    providers = providers_among_partners(actor=actor, on=on)
    read = audiences_of(actor, frozenset(providers)) if audiences is None else audiences
    offered = {each.id for each in catalogue.services_offered(actor=actor, on=on)}
    for row in rows.order_by("answer_id", "-number"):
        content = answer_from_stored(row.content)
        is_own = row.organisation_id == actor.organisation_id
        mine = read if is_own else read - OF_THE_CENTRE
        if (
            row.organisation_id not in providers
            or row.valid_from is None
            or not mine & set(content.audiences)
        ):
            continue
        if is_own or not content.services or offered & set(content.services):
            yield ReadAnswer(
                id=row.answer_id,
                cooperation_id=row.cooperation_id,
                number=row.number,
                content=content,
                since=row.valid_from,
                until=row.valid_until,
                provider_id=row.organisation_id,
                provider_name=providers[row.organisation_id],
            )
