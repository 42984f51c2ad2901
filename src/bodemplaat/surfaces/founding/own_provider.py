"""The organisation's own way to sign in: what it is, trying it, and switching it on by two and off by one."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.access.api import OwnProviderView, page
from bodemplaat.foundation.design.api import ask_first, site_of
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.surfaces.founding.client_forms import NotGivenForm
from bodemplaat.surfaces.founding.ids import id_of
from bodemplaat.surfaces.founding.wording import refused

DONE = {
    "save": _("Kept. Now try signing in."),
    "secret": _("The new secret is used from now on."),
    "propose": _("Proposed. Another administrator or a controller confirms it."),
    "confirm": _("Your own sign-in is switched on."),
    "refuse": _("Refused: it stays off."),
    "withdraw": _("Taken back."),
}


class OwnProviderForm(forms.Form):
    """Where the provider is, how this site is known there, and whose addresses lead to it."""

    issuer = forms.CharField(
        label=_("Address of the provider"),
        max_length=500,
        help_text=_(
            "What stands before /.well-known/openid-configuration; the provider calls it the issuer."
        ),
    )
    client_id = forms.CharField(label=_("Client id"), max_length=200)
    secret = forms.CharField(
        label=_("Client secret"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput({"autocomplete": "off"}),
        help_text=_("It is kept sealed and never shown. Left empty, the one that is there stays."),
    )
    domains = forms.CharField(
        label=_("E-mail domains"),
        max_length=2000,
        help_text=_("What stands after the @ in the addresses of your people; with a comma between several."),
    )


class SecretForm(forms.Form):
    """Another secret."""

    secret = forms.CharField(
        label=_("New client secret"), max_length=500, widget=forms.PasswordInput({"autocomplete": "off"})
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.ADMINISTRATOR, Role.CONTROLLER)
def own_provider(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All of it on one page; what may be done depends on how far it is and on who looks."""
    action, refusal = request.POST.get("action", ""), ""
    seen = access.own_provider_of(actor=actor, at=timezone.now())
    initial = (
        {"issuer": seen.issuer, "client_id": seen.client_id, "domains": ", ".join(seen.domains)}
        if seen
        else {}
    )
    form = OwnProviderForm(request.POST if action == "save" else None, initial=initial)
    secret = SecretForm(request.POST if action == "secret" else None)
    not_given = NotGivenForm(request.POST if action == "refuse" else None)
    if request.method == "POST":
        filled_in = {"save": form, "secret": secret, "refuse": not_given}.get(action)
        try:
            if filled_in is None or filled_in.is_valid():
                _do(action, actor, request, filled_in.cleaned_data if filled_in else {})
                messages.success(request, DONE[action])
                return redirect("founding:own_provider")
        except NotFound:
            refusal = gettext("It changed in the meantime. This is how it stands now.")
        except Refused as no:
            refusal = refused(no)
        seen = access.own_provider_of(actor=actor, at=timezone.now())
    context: dict[str, Any] = {
        "seen": seen,
        "state": _state(seen),
        "may_arrange": actor.role is Role.ADMINISTRATOR,
        "address": _callback(request, seen),
        "form": form,
        "secret": secret,
        "not_given": not_given,
        "refusal": refusal,
    }
    is_wrong = bool(refusal or form.errors or secret.errors or not_given.errors)
    return render(request, "founding/own_provider.html", context, status=422 if is_wrong else 200)


@require_GET
@page(Role.ADMINISTRATOR)
def try_it(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Go to the provider and come back to the page. A link, for a form that ends at another site is stopped by browsers."""
    seen = access.own_provider_of(actor=actor, at=timezone.now())
    if seen is None or seen.is_on:
        return redirect("founding:own_provider")
    access.begin_trial(request, provider=seen.id, back=reverse("founding:own_provider"))
    return redirect("openid_connect_login", provider_id=str(seen.id))


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.ADMINISTRATOR)
def switch_off(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Switch it off, after a question."""
    seen = access.own_provider_of(actor=actor, at=timezone.now())
    if seen is None or not seen.is_on:
        return redirect("founding:own_provider")
    if request.method == "POST":
        access.switch_off_own_provider(actor=actor, at=timezone.now())
        messages.success(request, gettext("Your own sign-in is switched off."))
        return redirect("founding:own_provider")
    return ask_first(
        request,
        question=gettext("Switch your own sign-in off?"),
        consequence=gettext(
            "From now on your people sign in with a password of this site; who never chose one asks for one with “Forgot"
            " your password?”. Switching on again is tried and confirmed anew."
        ),
        verb=gettext("Switch off"),
        tone="danger",
        back=reverse("founding:own_provider"),
    )


def _do(action: str, actor: Actor, request: HttpRequest, values: dict[str, Any]) -> None:
    now = timezone.now()
    if action == "save":
        domains = [each for each in values["domains"].replace(";", ",").split(",") if each.strip()]
        access.save_own_provider(actor=actor, **{**values, "domains": domains}, at=now)
    elif action == "secret":
        access.renew_own_provider_secret(actor=actor, secret=values["secret"], at=now)
    elif action == "propose":
        access.propose_own_provider(actor=actor, at=now)
    elif action in ("confirm", "refuse", "withdraw"):
        proposal: UUID = id_of(request.POST.get("proposal", ""), "proposal")
        if action == "confirm":
            access.OWN_PROVIDERS.confirm(actor=actor, which=proposal, at=now)
        elif action == "refuse":
            access.OWN_PROVIDERS.refuse(actor=actor, which=proposal, reason=values["reason"], at=now)
        else:
            access.OWN_PROVIDERS.withdraw(actor=actor, which=proposal, at=now)
    else:
        raise Http404


def _callback(request: HttpRequest, seen: OwnProviderView | None) -> str:
    if seen is None:
        return ""
    return site_of(request) + reverse("openid_connect_callback", kwargs={"provider_id": str(seen.id)})


def _state(seen: OwnProviderView | None) -> tuple[str, str, str] | None:
    """How far it is: words, tone and icon."""
    if seen is None:
        return None
    if seen.is_on:
        return gettext("Switched on"), "success", "check"
    if seen.waiting:
        return gettext("Waits for a second person"), "waiting", "clock"
    if seen.tested_at:
        return gettext("Tried, not switched on"), "neutral", "check"
    return gettext("Not tried yet"), "neutral", "clock"
