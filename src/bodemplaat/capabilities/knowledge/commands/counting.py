"""What is counted: what was done with an answer, and what was searched and not found. Nobody's name is in it."""

from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from bodemplaat.capabilities.knowledge.models import AnswerUse, Gap
from bodemplaat.capabilities.knowledge.queries.reading import answer_read
from bodemplaat.capabilities.knowledge.reckoning.gaps import words_of_gap
from bodemplaat.capabilities.knowledge.values import Act
from bodemplaat.foundation.organisations.api import people_of, providers_among_partners
from bodemplaat.foundation.tenancy.api import Actor, command, insert_many


@command
def note_use(*, actor: Actor, answer: UUID, act: Act, at: datetime) -> None:
    """Count what was done with an answer; raises ``NotFound`` for one that the actor does not read."""
    seen = answer_read(actor=actor, answer=answer, on=timezone.localdate(at))
    AnswerUse.records.of(actor).create(
        organisation_id=actor.organisation_id,
        provider_id=seen.provider_id,
        answer_id=seen.id,
        act=act.value,
        at=at,
    )


@command
def note_gap(*, actor: Actor, text: str, at: datetime) -> None:
    """Count words that were searched and not found, for each provider of the actor's cooperations.

    Without figures and without the names of people of the actor's organisation; where nothing else is left, nothing is kept.
    """
    names = [each.name for each in people_of(actor=actor, organisation=actor.organisation_id)]
    words = words_of_gap(text, names)
    if not words:
        return
    providers = providers_among_partners(actor=actor, on=timezone.localdate(at))
    rows = Gap.records.of(actor).filter(
        organisation_id=actor.organisation_id, provider_id__in=providers, words=words
    )
    there = set(rows.values_list("provider_id", flat=True))
    rows.update(times=F("times") + 1, last_at=at)
    insert_many(
        actor,
        Gap,
        ("provider_id",),
        [(provider,) for provider in providers if provider not in there],
        same={"organisation_id": actor.organisation_id, "words": words, "last_at": at},
        unless_there=True,
    )
