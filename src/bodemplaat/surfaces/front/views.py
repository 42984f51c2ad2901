"""Coming in: where each role starts, choosing another role, one's inbox, and the demo's sign-in in one click."""

from typing import cast
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bodemplaat.capabilities.cases.api import desk_case_counts
from bodemplaat.capabilities.catalogue.api import services_offered
from bodemplaat.capabilities.claims.api import rules_over_time
from bodemplaat.foundation.access.api import (
    PasswordForm,
    accept_invitation,
    enter_demo,
    has_accounts,
    hats_of,
    invited_user,
    page,
    provider_for_address,
    wear,
)
from bodemplaat.foundation.design.api import next_of, small_number
from bodemplaat.foundation.notices.api import inbox_of, mark_all_read, open_notice, unread_count
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Role
from bodemplaat.surfaces.front.demo_people import demo_people

NOTICES_PER_PAGE = 20
FURTHEST_NOTICE = 100_000
START = {
    Role.EMPLOYEE: "selfservice:home",
    Role.MANAGER: "selfservice:home",
    Role.SSC_CLERK: "desk:queue",
    Role.SSC_PAYER: "desk:payments",
    Role.CONTROLLER: "board:overview",
    Role.CONTRACT_MANAGER: "performance:all",
    Role.ADMINISTRATOR: "board:settings",
    Role.COOPERATION_ADMINISTRATOR: "founding:cooperation",
}


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Send everyone to where their work is; a visitor to sign in, in the demo to the one-click page."""
    if not request.user.is_authenticated:
        if not (settings.DEMO and settings.DEMO_COOPERATIONS) and not has_accounts():
            return redirect("founding:begin")
        return redirect("front:demo" if settings.DEMO else "account_login")
    return _start(request)


@require_http_methods(["GET", "HEAD", "POST"])
def through_organisation(request: HttpRequest) -> HttpResponse:
    """Lead whoever typed an e-mail address to the provider of their own organisation.

    By a page of ours: a form that ends at another site is stopped by browsers. The domain alone decides, so it tells nobody
    whether an address has an account.
    """
    if request.method != "POST":
        return redirect("account_login")
    address = request.POST.get("login", "")
    leads_to = provider_for_address(address)
    if leads_to is None:
        if "@" in address:
            text = gettext(
                "For this address there is no sign-in of an own organisation. Sign in with your password."
            )
        else:
            text = gettext("Type your e-mail address first: it tells which organisation is yours.")
        messages.error(request, text)
        return redirect("account_login")
    place = reverse("openid_connect_login", kwargs={"provider_id": str(leads_to.provider)})
    onwards = next_of(request, otherwise="")
    if onwards:
        place = f"{place}?{urlencode({'next': onwards})}"
    return render(request, "front/through_organisation.html", {"leads_to": leads_to, "place": place})


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """Choose a password with the link of an invitation; a link that is dead says what to do."""
    try:
        user = invited_user(key)
    except NotFound:
        return render(request, "front/invitation_over.html", status=404)
    form = PasswordForm(request.POST or None, account=user)
    if request.method == "POST" and form.is_valid():
        response = redirect("front:home")
        try:
            accept_invitation(request, response, key=key, password=form.cleaned_data["password"])
        except NotFound:
            return render(request, "front/invitation_over.html", status=404)
        return response
    context = {"form": form, "email": user.email}
    return render(request, "front/invitation.html", context, status=422 if form.errors else 200)


@page()
def _start(request: HttpRequest, actor: Actor) -> HttpResponse:
    if actor.role is Role.ADMINISTRATOR and not rules_over_time(
        actor=actor, organisation=actor.organisation_id
    ):
        return redirect("founding:home")
    return redirect(_first_page(actor))


def _first_page(actor: Actor) -> str:
    """Where what a role is held to stands first: norms where there are any, and for a clerk the queue in which something is open."""
    if actor.role is Role.CONTROLLER and services_offered(actor=actor, on=timezone.localdate()):
        return "performance:all"
    if actor.role is Role.SSC_CLERK and any(
        each.open for each in desk_case_counts(actor=actor, at=timezone.now())
    ):
        return "cases:queue"
    return START[actor.role]


@page()
def hats(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show the roles of one's account, and act in another one."""
    on = timezone.localdate()
    if request.method == "POST":
        try:
            assignment = UUID(request.POST.get("hat", ""))
        except ValueError:
            raise Http404 from None
        wear(request, assignment)
        return redirect(next_of(request, otherwise=reverse("front:home")))
    mine = hats_of(user=cast(int, request.user.pk), on=on)
    return render(request, "front/hats.html", {"hats": mine, "worn": actor.assignment_id})


@require_GET
@page()
def inbox(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One's messages, newest first."""
    start = min(small_number(request.GET.get("start", "")) or 0, FURTHEST_NOTICE)
    notices = inbox_of(actor=actor, start=start, count=NOTICES_PER_PAGE + 1)
    context = {
        "notices": notices[:NOTICES_PER_PAGE],
        "unread": unread_count(actor=actor),
        "newer": max(0, start - NOTICES_PER_PAGE) if start else None,
        "older": start + NOTICES_PER_PAGE if len(notices) > NOTICES_PER_PAGE else None,
    }
    return render(request, "front/inbox.html", context)


@require_POST
@page()
def open_message(request: HttpRequest, actor: Actor, notice: UUID) -> HttpResponse:
    """Note that a message was read and go to what it is about."""
    path = open_notice(actor=actor, notice=notice, at=timezone.now())
    return redirect(path or "front:inbox")


@require_POST
@page()
def read_all(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Note that all messages were read."""
    mark_all_read(actor=actor, at=timezone.now())
    return redirect("front:inbox")


def demo(request: HttpRequest) -> HttpResponse:
    """Sign in as anyone of the demo with one click. Exists in demo mode only."""
    if not settings.DEMO:
        raise Http404
    if request.method == "POST":
        response = redirect("front:home")
        enter_demo(request, response, email=request.POST.get("email", ""))
        return response
    cooperations = demo_people(timezone.localdate())
    is_loading = len(cooperations) < settings.DEMO_COOPERATIONS
    context = {
        "cooperations": cooperations,
        "is_loading": is_loading,
        "has_examples": bool(settings.DEMO_COOPERATIONS),
    }
    return render(request, "front/demo.html", context)
