"""Reminding owners of answers that are to be looked over."""

import uuid
from datetime import datetime

from django.utils import timezone

from bodemplaat.capabilities.knowledge import lifecycle
from bodemplaat.capabilities.knowledge.models import AnswerVersion
from bodemplaat.capabilities.knowledge.policies import REVIEWED_BEFORE
from bodemplaat.capabilities.knowledge.ports import page_of
from bodemplaat.capabilities.knowledge.reckoning.content import answer_from_stored
from bodemplaat.foundation.access.api import holders_of_role, standing_of
from bodemplaat.foundation.notices.api import notify
from bodemplaat.foundation.tenancy.api import Actor, Role, command
from bodemplaat.kernel import say

SUBJECT, BODY = (
    say("Look over an answer: {title}"),
    say("It is to be looked over on {review_day}. Say that it is still right, or write the next version."),
)


@command
def remind_of_reviews(*, actor: Actor, at: datetime) -> int:
    """Tell owners at the actor's organisation of published answers to be looked over within two weeks; answers how many are new.

    Each is told once for a day of review. Where the owner has left, the contract managers are told.
    """
    on = timezone.localdate(at)
    rows = list(
        AnswerVersion.records.of(actor)
        .filter(
            organisation_id=actor.organisation_id,
            state=lifecycle.PUBLISHED,
            review_on__lte=on + REVIEWED_BEFORE,
        )
        .order_by("review_on", "id")
    )
    if not rows:
        return 0
    able = standing_of(actor=actor, people={row.owner for row in rows}, on=on).able
    managers = holders_of_role(
        actor=actor, organisation=actor.organisation_id, role=Role.CONTRACT_MANAGER, on=on
    )
    new = 0
    for row in rows:
        for person in sorted({row.owner} if row.owner in able else managers):
            new += notify(
                actor=actor,
                person=person,
                organisation=actor.organisation_id,
                cause=uuid.uuid5(row.id, row.review_on.isoformat()),
                subject=SUBJECT,
                body=BODY,
                values={
                    "title": answer_from_stored(row.content).title.nl,
                    "review_day": row.review_on.isoformat(),
                },
                path=page_of(row.answer_id),
                at=at,
            )
    return new
