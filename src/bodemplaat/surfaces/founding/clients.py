"""Connections of other systems: a list, a new one, and a page each with its secrets, what it may and how it is used."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.clients import api as clients
from bodemplaat.foundation.clients.api import ClientRow, ClientView
from bodemplaat.foundation.design.api import ask_first, site_of
from bodemplaat.foundation.secrets.api import SecretView
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.foundation.webhooks import api as webhooks
from bodemplaat.surfaces.founding.client_forms import ClientForm, NotGivenForm, ScopesForm
from bodemplaat.surfaces.founding.forms import RenewForm
from bodemplaat.surfaces.founding.ids import id_of
from bodemplaat.surfaces.founding.webhooks import kinds_said, webhook_state
from bodemplaat.surfaces.founding.wording import given_by_two, plain, refused, scope_words, scopes_explained


@require_GET
@page(Role.ADMINISTRATOR, Role.CONTROLLER)
def connections(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every connection of the organisation, those in use first."""
    rows = clients.clients_of(actor=actor, at=timezone.now())
    context = {
        "rows": [(row, scope_words(row.scopes), _state(row)) for row in rows],
        "open": sum(row.is_open for row in rows),
        "may_arrange": actor.role is Role.ADMINISTRATOR,
    }
    return render(request, "founding/clients.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.ADMINISTRATOR)
def add(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A new connection. Its secret is in the answer to the press that made it, and nowhere else."""
    form = ClientForm(request.POST or None)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            client, secret = clients.make_client(actor=actor, **form.cleaned_data, at=timezone.now())
        except Refused as no:
            refusal = refused(no)
        else:
            return _page(request, actor, client, secret=secret)
    explained, by_two = scopes_explained(), given_by_two()
    context = {"form": form, "refusal": refusal, "explained": explained, "given_by_two": by_two}
    return render(request, "founding/add_client.html", context, status=422 if form.errors or refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.ADMINISTRATOR, Role.CONTROLLER)
def connection(request: HttpRequest, actor: Actor, client: UUID) -> HttpResponse:
    """One connection, and everything that can be done with it."""
    if request.method != "POST":
        return _page(request, actor, client)
    now, action = timezone.now(), request.POST.get("action", "")
    renew = RenewForm(request.POST, secrets=_secrets(actor, client)) if action == "renew" else None
    scopes = ScopesForm(request.POST if action == "scopes" else None)
    not_given = NotGivenForm(request.POST if action == "refuse" else None)
    done, secret, refusal = "", "", ""
    try:
        if renew is not None and renew.is_valid():
            until = renew.cleaned_data["until"]
            secret = clients.renew_client_secret(actor=actor, client=client, old_until=until, at=now)
            renew = None
        elif action == "end":
            ended = id_of(request.POST.get("secret", ""), "secret")
            clients.end_client_secret(actor=actor, client=client, secret=ended, at=now)
            done = gettext("The secret opens nothing any more.")
        elif action == "scopes" and scopes.is_valid():
            wanted = scopes.cleaned_data["scopes"]
            clients.change_scopes(actor=actor, client=client, scopes=wanted, at=now)
            done = gettext("What the connection may do was set.")
        elif action == "give":
            clients.SCOPES.confirm(
                actor=actor, which=id_of(request.POST.get("proposal", ""), "proposal"), at=now
            )
            done = gettext("The connection has it from now on.")
        elif action == "withdraw":
            clients.SCOPES.withdraw(
                actor=actor, which=id_of(request.POST.get("proposal", ""), "proposal"), at=now
            )
            done = gettext("What was asked for the connection was taken back.")
        elif action == "refuse" and not_given.is_valid():
            clients.SCOPES.refuse(
                actor=actor,
                which=id_of(request.POST.get("proposal", ""), "proposal"),
                reason=not_given.cleaned_data["reason"],
                at=now,
            )
            done = gettext("The connection does not get it. Whoever asked reads why.")
        elif action not in ("renew", "scopes", "refuse"):
            raise Http404
    except NotFound:
        refusal = gettext("It changed in the meantime. This is how it stands now.")
    except Refused as no:
        refusal = refused(no)
    if done:
        messages.success(request, done)
        return redirect("founding:client", client)
    return _page(
        request,
        actor,
        client,
        secret=secret,
        refusal=refusal,
        renew=renew,
        scopes=scopes,
        not_given=not_given,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.ADMINISTRATOR)
def end(request: HttpRequest, actor: Actor, client: UUID) -> HttpResponse:
    """End it, after a question."""
    seen = clients.client_of(actor=actor, client=client, at=timezone.now())
    if not seen.row.is_open:
        return redirect("founding:client", client)
    if request.method == "POST":
        clients.end_client(actor=actor, client=client, at=timezone.now())
        messages.success(request, gettext("The connection has ended."))
        return redirect("founding:clients")
    return ask_first(
        request,
        question=gettext("End the connection “{name}”?").format(name=seen.row.name),
        consequence=gettext(
            "Every secret of it ends now, and it cannot be opened again. What it sent stays as it is."
        ),
        verb=gettext("End the connection"),
        tone="danger",
        back=reverse("founding:client", args=[client]),
    )


def _secrets(actor: Actor, client: UUID) -> tuple[SecretView, ...]:
    return clients.client_of(actor=actor, client=client, at=timezone.now()).secrets


def _page(
    request: HttpRequest,
    actor: Actor,
    client: UUID,
    *,
    secret: str = "",
    refusal: str = "",
    renew: RenewForm | None = None,
    scopes: ScopesForm | None = None,
    not_given: NotGivenForm | None = None,
) -> HttpResponse:
    seen = clients.client_of(actor=actor, client=client, at=timezone.now())
    forms = [each for each in (renew, scopes, not_given) if each is not None and each.is_bound]
    waiting = seen.waits
    context: dict[str, Any] = {
        "seen": seen,
        "state": _state(seen.row),
        "scopes_said": scope_words(seen.row.scopes, in_full=True),
        "asked_said": scope_words(waiting.scopes, in_full=True) if waiting else [],
        "address": f"{site_of(request)}/api/v1",
        "explained": scopes_explained(),
        "given_by_two": given_by_two(),
        "secret": secret,
        "refusal": refusal,
        "renew": renew or RenewForm(secrets=seen.secrets),
        "scopes": scopes if scopes is not None and scopes.is_bound else ScopesForm(initial=_chosen(seen)),
        "not_given": not_given or NotGivenForm(),
        "refusals": [(each, plain(each.reason)) for each in seen.refusals],
        "webhooks": [
            (row, kinds_said(row), webhook_state(row))
            for row in webhooks.webhooks_of_client(actor=actor, client=client)
        ],
    }
    is_wrong = refusal or any(form.errors for form in forms)
    return render(request, "founding/client.html", context, status=422 if is_wrong else 200)


def _chosen(seen: ClientView) -> dict[str, list[str]]:
    waiting = seen.waits.scopes if seen.waits else ()
    return {"scopes": [str(each) for each in (*seen.row.scopes, *waiting)]}


def _state(row: ClientRow) -> tuple[str, str, str]:
    if row.ended_at is not None:
        return gettext("Has ended"), "neutral", "return"
    if not row.is_open:
        return gettext("Past its last day"), "warning", "clock"
    return gettext("In use"), "success", "check"
