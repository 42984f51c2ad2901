"""The frame of every page behind sign-in: who acts, may this role be here, and one transaction as that actor."""

import functools
from collections.abc import Callable
from contextlib import nullcontext
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bodemplaat.foundation.access.middleware import ActorRequest
from bodemplaat.foundation.replica.api import on_replica, read_as_of
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role, entered
from bodemplaat.kernel import say

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
ActorView = Callable[Concatenate[HttpRequest, Actor, P], HttpResponse]

MOST_IN_A_FORM = 2_000_000
"""Bytes of a form without files."""


def takes_files(most: int) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Say that a page takes bodies of up to ``most`` bytes; any other takes what a form without files may be."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        view.body_limit = most  # type: ignore[attr-defined]  # read by ``body_limit_of``
        return view

    return decorate


def body_limit_of(view: Callable[..., object] | None) -> int:
    """The size in bytes of the largest body that a page takes."""
    return int(getattr(view, "body_limit", MOST_IN_A_FORM))


def refuses_in_own_words(
    refusal: Callable[[int], HttpResponse],
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Say how a view that is no page answers what the site refuses before calling it: a status gives its response."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        view.refusal = refusal  # type: ignore[attr-defined]  # read by ``refusal_of``
        return view

    return decorate


def refusal_of(view: Callable[..., object] | None) -> Callable[[int], HttpResponse] | None:
    """How a view answers what is refused before it is called; ``None`` for a page, which the site does."""
    refusal: Callable[[int], HttpResponse] | None = getattr(view, "refusal", None)
    return refusal


def page(
    *roles: Role, in_one_transaction: bool = True, from_replica: bool = False
) -> Callable[[ActorView[P]], View[P]]:
    """A page for these roles, or for every role when none is named; the view gets the actor after the request.

    A visitor is sent to sign in and back; an account without a role sees whom to ask; another role is refused
    with who may. The response is drawn within the actor's transaction; a view that has slow work to do, for which
    nothing may be held, asks for none and enters by itself. A report is read ``from_replica`` where there is one; what it
    notes is written where everything is, and a page says as of when it was read (``request.read_as_of``).
    """

    def decorate(view: ActorView[P]) -> View[P]:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            actor = cast(ActorRequest, request).actor
            if actor is None:
                return render(request, "front/no_role.html", status=403)
            if roles and actor.role not in roles:
                raise Refused(
                    say("This page is for another role than the one you are signed in with now."),
                    who_may=tuple(role.value for role in roles),
                )

            def answered() -> HttpResponse:
                request.read_as_of = read_as_of()  # type: ignore[attr-defined]  # of ``ActorRequest``
                with entered(actor) if in_one_transaction else nullcontext():
                    return view(request, actor, *args, **kwargs)

            reads = from_replica and request.method in ("GET", "HEAD")
            return on_replica(answered) if reads else answered()

        guarded.from_replica = from_replica  # type: ignore[attr-defined]  # read by the exam of what is read there
        guarded.roles = roles  # type: ignore[attr-defined]  # read by the isolation exam
        return cast(View[P], guarded)

    return decorate
