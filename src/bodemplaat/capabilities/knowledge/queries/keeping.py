"""Answers as a provider keeps them: the list, one with its versions, and what was counted."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, Max, Sum

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.knowledge import lifecycle
from bodemplaat.capabilities.knowledge.models import Answer, AnswerUse, AnswerVersion, Gap
from bodemplaat.capabilities.knowledge.policies import EDITORS, REVIEWED_BEFORE, check_may_edit, may_edit
from bodemplaat.capabilities.knowledge.reckoning.content import answer_from_stored
from bodemplaat.capabilities.knowledge.values import (
    Act,
    AnswerCount,
    AnswerRow,
    AnswerVersionView,
    AnswerView,
    GapCount,
)
from bodemplaat.foundation.access.api import holders_by_role
from bodemplaat.foundation.organisations.api import names_of
from bodemplaat.foundation.tenancy.api import Actor, midnight, query
from bodemplaat.kernel import Period

TOLD_FROM: Final = 2
"""How often words must have been searched before they are told: what one person asked once stays untold."""
MOST_GAPS: Final = 200


@query
def keeps_answers(*, actor: Actor, on: date) -> bool:
    """Whether the actor writes answers of their organisation."""
    return may_edit(actor, on)


@query
def answers_kept(*, actor: Actor, on: date) -> tuple[AnswerRow, ...]:
    """The answers of the actor's organisation, by title; raises ``Refused`` for who does not keep them."""
    check_may_edit(actor, on)
    rows = AnswerVersion.records.of(actor).filter(organisation_id=actor.organisation_id)
    newest: dict[UUID, AnswerVersion] = {}
    to_review: dict[UUID, date] = {}
    for row in rows.order_by("answer_id", "number"):
        newest[row.answer_id] = row
        if row.state == lifecycle.PUBLISHED:
            to_review[row.answer_id] = row.review_on
    names = names_of(actor=actor, people={row.owner for row in newest.values()})
    made = [
        AnswerRow(
            id=row.answer_id,
            content=answer_from_stored(row.content),
            number=row.number,
            state=row.state,
            owner_name=names.get(row.owner, ""),
            review_on=to_review.get(row.answer_id, row.review_on),
            is_to_review=row.answer_id in to_review and to_review[row.answer_id] <= on + REVIEWED_BEFORE,
        )
        for row in newest.values()
    ]
    return tuple(sorted(made, key=lambda row: (row.content.title.nl.casefold(), row.id)))


@query
def answer_kept(*, actor: Actor, answer: UUID, on: date) -> AnswerView:
    """One answer of the actor's organisation with all its versions; raises ``NotFound`` for another's."""
    check_may_edit(actor, on)
    kept = Answer.records.of(actor).filter(organisation_id=actor.organisation_id).one(id=answer)
    rows = list(AnswerVersion.records.of(actor).filter(answer=kept).order_by("-number"))
    people = {each for row in rows for each in (row.owner, row.written_by, row.published_by) if each}
    names = names_of(actor=actor, people=people)
    return AnswerView(kept.id, kept.cooperation_id, tuple(_version(row, names) for row in rows))


@query
def services_to_answer_for(*, actor: Actor, on: date) -> Mapping[UUID, str]:
    """Code and Dutch name by id of the services that the actor's organisation has shown, by code."""
    return {
        each.service: f"{each.code} {each.content.name.nl}"
        for each in catalogue.versions_shown(actor=actor)
        if each.provider_id == actor.organisation_id and (each.until is None or on < each.until)
    }


@query
def editors_at(*, actor: Actor, on: date) -> Mapping[UUID, str]:
    """Names by id of whoever can own an answer at the actor's organisation, by name."""
    holders = holders_by_role(actor=actor, organisation=actor.organisation_id, on=on)
    named = {each.person: each.name for role in EDITORS for each in holders.get(role, ())}
    return dict(sorted(named.items(), key=lambda item: (item[1], item[0])))


@query
def counts_of_answers(*, actor: Actor, period: Period, on: date) -> tuple[AnswerCount, ...]:
    """How often each answer of the actor's organisation was opened, answered and sent all the same, most opened first."""
    check_may_edit(actor, on)
    start, end = (midnight(day) for day in (period.start, period.end or on))
    uses = AnswerUse.records.of(actor).filter(provider_id=actor.organisation_id, at__gte=start, at__lt=end)
    counts: dict[UUID, dict[Act, int]] = defaultdict(dict)
    for answer, act, times in uses.values_list("answer_id", "act").annotate(times=Count("id")).order_by():
        counts[answer][Act(act)] = times
    rows = AnswerVersion.records.of(actor).filter(organisation_id=actor.organisation_id)
    contents = {
        row.answer_id: answer_from_stored(row.content)
        for row in rows.filter(state__in=lifecycle.SHOWN).order_by("number")
    }
    made = [AnswerCount(answer, content, counts.get(answer, {})) for answer, content in contents.items()]
    return tuple(
        sorted(
            made,
            key=lambda each: (-each.counts.get(Act.OPENED, 0), each.content.title.nl.casefold(), each.answer),
        )
    )


@query
def gaps_told(*, actor: Actor, since: datetime, on: date) -> tuple[GapCount, ...]:
    """What customers searched and did not find since a moment, most often first; words searched once are not told."""
    check_may_edit(actor, on)
    rows = (
        Gap.records.of(actor)
        .filter(provider_id=actor.organisation_id, last_at__gte=since)
        .values_list("words")
        .annotate(total=Sum("times"), places=Count("id"), latest=Max("last_at"))
        .filter(total__gte=TOLD_FROM)
        .order_by("-total", "-latest", "words")[:MOST_GAPS]
    )
    return tuple(GapCount(*row) for row in rows)


def _version(row: AnswerVersion, names: Mapping[UUID, str]) -> AnswerVersionView:
    moves = list(lifecycle.VERSION.allowed(row.state))
    moves += {lifecycle.DRAFT: ["change"], lifecycle.PUBLISHED: ["review"]}.get(row.state, [])
    return AnswerVersionView(
        id=row.id,
        number=row.number,
        state=row.state,
        content=answer_from_stored(row.content),
        owner=row.owner,
        owner_name=names.get(row.owner, ""),
        review_on=row.review_on,
        since=row.valid_from,
        until=row.valid_until,
        written_by=names.get(row.written_by, "") if row.written_by else "",
        written_at=row.written_at,
        published_by=names.get(row.published_by, "") if row.published_by else "",
        moves=tuple(moves),
    )
