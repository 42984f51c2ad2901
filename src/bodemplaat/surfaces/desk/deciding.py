"""What a clerk does with a claim. Each is a POST that leads on; what cannot be done is said on the claim itself."""

import functools
from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.kernel import IllegalMove
from bodemplaat.surfaces.desk.booking import WordsForm, question_form, reason_form
from bodemplaat.surfaces.desk.place import Place
from bodemplaat.surfaces.desk.queue import ROWS, booking_form, open_case, show_case
from bodemplaat.surfaces.desk.words import NOTHING_TO_DO, found

Acting = Callable[[HttpRequest, Actor, UUID], HttpResponse]
UNTIDY, NOT_NOW = 422, 409


def action(view: Acting) -> Callable[[HttpRequest, UUID], HttpResponse]:
    """An address that acts: only a clerk, only by POST; opening or reloading it shows the claim."""

    @page(Role.SSC_CLERK)
    @functools.wraps(view)
    def acting(request: HttpRequest, actor: Actor, claim: UUID) -> HttpResponse:
        place = Place.of(request)
        if request.method != "POST":
            claims.claim_view(actor=actor, claim=claim, on=timezone.localdate())
            return redirect(place.case(claim))
        try:
            return view(request, actor, claim)
        except Refused as refusal:
            opened = open_case(actor, place, claim, refusal=refusal)
        except IllegalMove:
            opened = open_case(actor, place, claim, refusal=Refused(NOTHING_TO_DO))
        except claims.ClaimNotReady as lack:
            said = " ".join(found(finding) for finding in lack.findings)
            opened = open_case(actor, place, claim, refusal=Refused("{why}", why=said))
        return show_case(request, actor, place, opened, status=NOT_NOW)

    return acting


@action
def take(request: HttpRequest, actor: Actor, claim: UUID) -> HttpResponse:
    """Put one's name on a claim."""
    claims.take_claim(actor=actor, claim=claim, at=timezone.now())
    return redirect(Place.of(request).case(claim))


@action
def put_back(request: HttpRequest, actor: Actor, claim: UUID) -> HttpResponse:
    """Let others take it."""
    claims.release_claim(actor=actor, claim=claim, at=timezone.now())
    return redirect(Place.of(request).case(claim))


@action
def approve(request: HttpRequest, actor: Actor, claim: UUID) -> HttpResponse:
    """Book every line and approve, together or not at all; then the next claim."""
    place, now = Place.of(request), timezone.now()
    view = claims.claim_view(actor=actor, claim=claim, on=timezone.localdate())
    if claims.ClaimAct.BOOKED not in view.actions:
        raise view.why_not or claims.NotWaiting
    form = booking_form(actor, view, request.POST)
    if form.is_valid():
        after = following(actor, place, claim)
        try:
            with transaction.atomic():
                claims.book_claim(actor=actor, claim=claim, bookings=form.bookings, at=now)
                claims.approve_claim(
                    actor=actor, claim=claim, seen_round=form.cleaned_data["seen_round"], at=now
                )
        except claims.ClaimNotReady as lack:
            form.refuse(lack.findings)
        except Refused as refusal:
            opened = open_case(actor, place, claim, booking=form, refusal=refusal)
            return show_case(request, actor, place, opened, status=NOT_NOW)
        else:
            said = gettext("Claim {number} of {name} is booked and approved.")
            return _on(request, said.format(number=view.number, name=view.claimant_name), place, after)
    opened = open_case(actor, place, claim, booking=form)
    return show_case(request, actor, place, opened, status=UNTIDY)


@action
def ask(request: HttpRequest, actor: Actor, claim: UUID) -> HttpResponse:
    """Return the claim to the employee with a question; then the next claim."""
    said = gettext("Claim {number} is back with {name}, with your question.")
    return _with_words(request, actor, claim, question_form, claims.return_claim, said)


@action
def reject(request: HttpRequest, actor: Actor, claim: UUID) -> HttpResponse:
    """Refuse the claim with a reason; then the next claim."""
    said = gettext("Claim {number} of {name} is rejected. The employee reads your reason.")
    return _with_words(request, actor, claim, reason_form, claims.reject_claim, said)


def _with_words(
    request: HttpRequest,
    actor: Actor,
    claim: UUID,
    form_for: Callable[[claims.ClaimView, QueryDict], WordsForm],
    send: Callable[..., None],
    said: str,
) -> HttpResponse:
    """Send a claim away with words that the employee reads; what cannot be sent is shown with the words kept."""
    place = Place.of(request)
    view = claims.claim_view(actor=actor, claim=claim, on=timezone.localdate())
    form = form_for(view, request.POST)
    if not form.is_valid():
        opened = open_case(actor, place, claim, words=form)
        return show_case(request, actor, place, opened, status=UNTIDY)
    after = following(actor, place, claim)
    words, seen_round = {form.name: form.cleaned_data["words"]}, form.cleaned_data["seen_round"]
    try:
        send(actor=actor, claim=claim, **words, seen_round=seen_round, at=timezone.now())
    except Refused as refusal:
        opened = open_case(actor, place, claim, words=form, refusal=refusal)
        return show_case(request, actor, place, opened, status=NOT_NOW)
    return _on(request, said.format(number=view.number, name=view.claimant_name), place, after)


@action
def look_at_account(request: HttpRequest, actor: Actor, claim: UUID) -> HttpResponse:
    """Say that the account on the claim was checked with the employee: it may be paid to."""
    try:
        claims.look_at_account(actor=actor, claim=claim, at=timezone.now())
    except claims.ClaimNotReady as lack:
        raise Refused(lack.findings[0].text, **lack.findings[0].values) from None
    messages.success(request, gettext("You have looked at the account. The claim can be paid to it."))
    return redirect(Place.of(request).case(claim))


@action
def pay_again(request: HttpRequest, actor: Actor, claim: UUID) -> HttpResponse:
    """Have a returned payment paid once more; then the next claim."""
    place = Place.of(request)
    view = claims.claim_view(actor=actor, claim=claim, on=timezone.localdate())
    after = following(actor, place, claim)
    claims.pay_again(actor=actor, claim=claim, at=timezone.now())
    said = gettext("Claim {number} of {name} goes with the next payment again.")
    return _on(request, said.format(number=view.number, name=view.claimant_name), place, after)


def following(actor: Actor, place: Place, claim: UUID) -> UUID | None:
    """The claim below this one that no colleague works on, or else the first such; asked before it leaves."""
    rows = claims.desk_queue(
        actor=actor,
        queue=place.queue,
        organisation=place.organisation,
        text=place.text,
        start=(place.page - 1) * ROWS,
        count=ROWS + 1,
    ).rows
    here = next((i for i, row in enumerate(rows) if row.id == claim), -1)
    free = [row for row in (*rows[here + 1 :], *rows[: max(here, 0)]) if row.taken_by in (None, actor.person)]
    return free[0].id if free else None


def _on(request: HttpRequest, said: str, place: Place, after: UUID | None) -> HttpResponse:
    messages.success(request, said)
    return redirect(place.case(after) if after else place.address)
