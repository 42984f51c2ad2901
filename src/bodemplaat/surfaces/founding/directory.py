"""The connection with the organisation's directory: its secrets, what it was used for, what waits, and what groups are."""

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
from bodemplaat.foundation.design.api import (
    ROLE_LABELS,
    ask_first,
    page_number,
    page_of,
    rows_before,
    site_of,
)
from bodemplaat.foundation.directory import api as directory
from bodemplaat.foundation.organisations.api import units_of
from bodemplaat.foundation.secrets.api import SecretView
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.surfaces.founding.forms import GroupForm, RenewForm
from bodemplaat.surfaces.founding.ids import id_of
from bodemplaat.surfaces.founding.wording import plain, refused

MOST_SHOWN = 50
ROWS = 50


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.ADMINISTRATOR)
def connection(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The whole of it. A secret is in the answer to the press that made it, and nowhere else."""
    now = timezone.now()
    action = request.POST.get("action", "")
    renew = RenewForm(request.POST, secrets=_secrets(actor)) if action == "renew" else None
    secret, refusal = "", ""
    try:
        if action == "on":
            secret = directory.switch_on(actor=actor, at=now)
        elif renew is not None and renew.is_valid():
            until = renew.cleaned_data["until"]
            secret = directory.renew_secret(actor=actor, old_until=until, at=now)
            renew = None
        elif action == "end":
            directory.end_secret(actor=actor, secret=id_of(request.POST.get("secret", ""), "secret"), at=now)
            messages.success(request, gettext("The secret opens nothing any more."))
            return redirect("founding:directory")
        elif action == "give":
            ask = directory.give_what_is_asked(actor=actor, key=request.POST.get("ask", ""), at=now)
            if ask.wish is directory.Wish.ADDRESS:
                text = gettext("Proposed for {name}. Another administrator or a controller confirms it.")
            else:
                text = gettext("Done for {name}.")
            messages.success(request, text.format(name=ask.person_name))
            return redirect("founding:directory")
        elif request.method == "POST" and action != "renew":
            raise Http404
    except NotFound:
        refusal = gettext("It changed in the meantime. This is how it stands now.")
    except Refused as no:
        refusal = refused(no)
    seen = directory.connection_of(actor=actor, at=now)
    asks = directory.asks_of_directory(actor=actor, at=now) if seen else ()
    is_wrong = bool(refusal or (renew is not None and renew.errors))
    context: dict[str, Any] = {
        "seen": seen,
        "address": f"{site_of(request)}/scim/v2/{actor.organisation_id}",
        "secret": secret,
        "renew": renew or RenewForm(secrets=seen.secrets if seen else ()),
        "refusal": refusal,
        "asks": [(ask, _asked(ask), ask.person_id in actor.people) for ask in asks[:MOST_SHOWN]],
        "count": len(asks),
        "more": max(0, len(asks) - MOST_SHOWN),
        "refusals": [(each, plain(each.reason)) for each in seen.refusals] if seen else [],
        "now": now,
    }
    return render(request, "founding/directory.html", context, status=422 if is_wrong else 200)


def _secrets(actor: Actor) -> tuple[SecretView, ...]:
    seen = directory.connection_of(actor=actor, at=timezone.now())
    return seen.secrets if seen else ()


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.ADMINISTRATOR)
def switch_off(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Switch it off, after a question."""
    seen = directory.connection_of(actor=actor, at=timezone.now())
    if seen is None or not seen.is_on:
        return redirect("founding:directory")
    if request.method == "POST":
        directory.switch_off(actor=actor, at=timezone.now())
        messages.success(request, gettext("The connection is off. Every secret has ended."))
        return redirect("founding:directory")
    return ask_first(
        request,
        question=gettext("Switch the connection off?"),
        consequence=gettext(
            "Every secret ends now. People, accounts and roles stay as they are; from now on somebody who leaves is shut out"
            " by hand."
        ),
        verb=gettext("Switch off"),
        tone="danger",
        back=reverse("founding:directory"),
    )


@require_GET
@page(Role.ADMINISTRATOR)
def groups(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every group of the directory, and what it is here."""
    rows, count = directory.groups_in_directory(
        actor=actor, start=rows_before(request, ROWS), count=ROWS, with_members=False
    )
    shown = [(row, _means(row)) for row in rows]
    context = {
        "rows": shown,
        "page": page_of(rows, count=count, size=ROWS, number=page_number(request)),
    }
    return render(request, "founding/directory_groups.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.ADMINISTRATOR)
def group(request: HttpRequest, actor: Actor, group: UUID) -> HttpResponse:
    """One group: who is in it, and saying what it is."""
    seen = directory.group_in_directory(actor=actor, group=group)
    roles = directory.roles_a_group_can_be(actor=actor)
    units = units_of(actor=actor, organisation=actor.organisation_id, on=timezone.localdate())
    form = GroupForm(
        request.POST or None,
        roles=[(role.value, str(ROLE_LABELS[role.value])) for role in roles],
        units=[(str(unit.id), f"{unit.name} ({unit.code})") for unit in units],
        initial={
            "means": f"role:{seen.role.value}"
            if seen.role
            else f"unit:{seen.unit_id}"
            if seen.unit_id
            else ""
        },
    )
    refusal = ""
    if request.method == "POST" and form.is_valid():
        kind, _, what = form.cleaned_data["means"].partition(":")
        try:
            directory.say_what_group_is(
                actor=actor,
                group=group,
                role=Role(what) if kind == "role" else None,
                unit=UUID(what) if kind == "unit" else None,
                at=timezone.now(),
            )
        except Refused as no:
            refusal = refused(no)
        else:
            messages.success(request, gettext("What this group is was set."))
            return redirect("founding:directory_group", group)
    context = {
        "seen": seen,
        "means": _means(seen),
        "members": list(seen.names.items())[:MOST_SHOWN],
        "more": max(0, len(seen.names) - MOST_SHOWN),
        "form": form,
        "refusal": refusal,
    }
    status = 422 if form.errors or refusal else 200
    return render(request, "founding/directory_group.html", context, status=status)


def _means(group: directory.GroupInDirectory) -> str:
    if group.role is not None:
        return str(ROLE_LABELS[group.role.value])
    return group.unit_name


def _asked(ask: directory.Ask) -> str:
    """What waits, in words."""
    if ask.wish is directory.Wish.ROLE and ask.role is not None:
        return gettext("The role {role}").format(role=ROLE_LABELS[ask.role.value])
    if ask.wish is directory.Wish.ADDRESS:
        return gettext("Sign in with {address} from now on").format(address=ask.address)
    parts = []
    if ask.unit_name:
        parts.append(gettext("Work in {unit} from today").format(unit=ask.unit_name))
    if ask.manager_name:
        parts.append(gettext("{manager} as manager from today").format(manager=ask.manager_name))
    return " · ".join(parts)
