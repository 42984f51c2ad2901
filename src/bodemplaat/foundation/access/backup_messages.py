"""Messages about a backup that was not made, to the administrators of every organisation: it holds what all of them have."""

from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import uuid5

from django.utils import timezone

from bodemplaat.foundation.access.queries import holders_of_role, organisations_with
from bodemplaat.foundation.backup.api import on_failure
from bodemplaat.foundation.notices.api import notify
from bodemplaat.foundation.tenancy.api import Actor, Role, command
from bodemplaat.kernel import Said, say

NOT_MADE: Final = say("The backup of {made_day} was not made")


class BackupMessages:
    """Hears of failures; ``page`` gives the page where an administrator reads when the last good backup was made."""

    def __init__(self, page: Callable[[], str]) -> None:
        self.page = page

    def connect(self) -> None:
        """Listen to the nightly job."""
        on_failure(self.tell)

    def tell(self, reason: Said, at: datetime) -> None:
        """Every administrator hears it once a day, with what was the matter and what cures it."""
        for organisation in organisations_with(role=Role.ADMINISTRATOR, on=timezone.localdate(at)):
            _tell(actor=Actor.system(organisation), reason=reason, page=self.page(), at=at)


@command
def _tell(*, actor: Actor, reason: Said, page: str, at: datetime) -> None:
    organisation, today = actor.organisation_id, timezone.localdate(at)
    people = holders_of_role(actor=actor, organisation=organisation, role=Role.ADMINISTRATOR, on=today)
    for person in sorted(people):
        notify(
            actor=actor,
            person=person,
            organisation=organisation,
            cause=uuid5(organisation, f"backup.not_made {today}"),
            subject=NOT_MADE,
            body=reason,
            values={**reason.values, "made_day": today.isoformat()},
            path=page,
            at=at,
        )
