"""What somebody thinks of how their case was dealt with: one mark and free words, once, by nobody in particular."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.cases import lifecycle
from bodemplaat.capabilities.cases.commands.acting import short_words
from bodemplaat.capabilities.cases.errors import AlreadyRated, NotPossibleNow, TooLateToRate
from bodemplaat.capabilities.cases.models import Case, CaseRated, Opinion
from bodemplaat.capabilities.cases.reckoning.satisfaction import MARKS, RATED_WITHIN, quarter_of
from bodemplaat.foundation.tenancy.api import Actor, Refused, command, midnight, write_at_end
from bodemplaat.kernel import say


@command
def rate_case(*, actor: Actor, case: UUID, mark: int, words: str = "", at: datetime) -> None:
    """Whoever asked gives a mark from 1 to 10 to how a closed case was dealt with, and says why if they like.

    What is kept holds no person, no case and no moment, only the quarter; that a case was rated stands apart, where nobody
    at the provider reads it. So there is no event, no line in the trail and no message either. Raises ``AlreadyRated``,
    ``TooLateToRate`` thirty days after closing, and ``NotPossibleNow`` for a case that is not closed.
    """
    row = Case.records.of(actor).locked().filter(requester_id=actor.person).one(id=case)
    if row.state != lifecycle.CLOSED or row.closed_at is None:
        raise NotPossibleNow
    if at - row.closed_at > RATED_WITHIN:
        raise TooLateToRate(RATED_WITHIN.days)
    if mark not in MARKS:
        raise Refused(say("Choose a mark from 1 to 10."))
    if CaseRated.records.of(actor).filter(case=row).exists():
        raise AlreadyRated
    opinion = Opinion(
        organisation_id=row.organisation_id,
        provider_id=row.provider_id,
        service_id=row.service_id,
        quarter_at=midnight(quarter_of(timezone.localdate(at))),
        mark=mark,
        words=short_words(words),
    )
    write_at_end(actor, [CaseRated(organisation_id=row.organisation_id, case=row)])
    write_at_end(actor, [opinion])
