"""From a signed-in account to an entered actor, once per request."""

from collections.abc import Callable
from datetime import date, datetime
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from bodemplaat.foundation.access.models import User
from bodemplaat.foundation.access.queries import actor_wearing, hats_of
from bodemplaat.foundation.tenancy.api import Actor, NotFound

SESSION_KEY = "bodemplaat.hat"


class ActorRequest(HttpRequest):
    """A request that knows who acts: ``actor`` is ``None`` for a visitor and for an account without a role."""

    actor: Actor | None
    read_as_of: datetime | None


def actor_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Put ``request.actor`` on each request. The role is looked up every time, so one that ended is gone at once."""

    def middleware(request: HttpRequest) -> HttpResponse:
        cast(ActorRequest, request).actor = _actor_of(request)
        return get_response(request)

    return middleware


def wear(request: HttpRequest, assignment: UUID) -> None:
    """Act in another of one's roles from now on; raises ``NotFound`` for a role one does not have."""
    actor_wearing(user=cast(User, request.user).pk, assignment=assignment, on=_today())
    request.session[SESSION_KEY] = str(assignment)


def _actor_of(request: HttpRequest) -> Actor | None:
    if not request.user.is_authenticated:
        return None
    worn = request.session.get(SESSION_KEY)
    user = request.user.pk
    if worn is not None:
        try:
            return actor_wearing(user=user, assignment=UUID(worn), on=_today())
        except NotFound:
            del request.session[SESSION_KEY]
    hats = hats_of(user=user, on=_today())
    if not hats:
        return None
    request.session[SESSION_KEY] = str(hats[-1].assignment_id)
    return actor_wearing(user=user, assignment=hats[-1].assignment_id, on=_today())


def _today() -> date:
    return timezone.localdate()
