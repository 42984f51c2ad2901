"""The account that one's own organisation pays from: proposed by an administrator, confirmed by a controller."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bodemplaat.capabilities.payments import api as payments
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import ask_to_refuse, holding, on_day
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.surfaces.founding.forms import AccountForm, WhyNotForm
from bodemplaat.surfaces.founding.wording import CHANGE_STATES, found, refused


@require_GET
@page(Role.ADMINISTRATOR, Role.CONTROLLER)
def accounts(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The account that is paid from, what waits, the earlier accounts, and what was decided."""
    return _show(request, actor)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.ADMINISTRATOR)
def propose(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Propose the account, with the reason."""
    form = AccountForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            payments.propose_account(
                actor=actor, organisation=actor.organisation_id, **form.cleaned_data, at=timezone.now()
            )
        except payments.UnsoundAccount as error:
            for finding in error.findings:
                form.add_error(finding.place if finding.place in form.fields else None, found(finding))
        except Refused as no:
            form.add_error(None, refused(no))
        else:
            messages.success(request, gettext("The account is proposed. A controller is told."))
            return redirect("founding:accounts")
    status = 422 if form.errors else 200
    return render(request, "founding/propose_account.html", {"form": form}, status=status)


@require_POST
@page(Role.CONTROLLER)
def confirm(request: HttpRequest, actor: Actor, account_change: UUID) -> HttpResponse:
    """Let the organisation pay from it from now on."""
    return _act(
        request,
        actor,
        lambda: payments.confirm_account(actor=actor, change=account_change, at=timezone.now()),
        gettext("Confirmed: your organisation pays from this account from now on."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.CONTROLLER)
def refuse(request: HttpRequest, actor: Actor, account_change: UUID) -> HttpResponse:
    """Do not let the organisation pay from it, with the reason."""
    seen = payments.account_change(actor=actor, change=account_change)
    form = WhyNotForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return _act(
            request,
            actor,
            lambda: payments.refuse_account(
                actor=actor, change=account_change, reason=reason, at=timezone.now()
            ),
            gettext("Refused. Who proposed it is told."),
        )
    question = gettext("Refuse the account that ends in {ending}?").format(ending=seen.iban[-4:])
    consequence = gettext(
        "Your organisation goes on paying as it does now. Who proposed it reads your reason."
    )
    return ask_to_refuse(request, form, consequence, back=reverse("founding:accounts"), question=question)


@require_POST
@page(Role.ADMINISTRATOR)
def withdraw(request: HttpRequest, actor: Actor, account_change: UUID) -> HttpResponse:
    """Take back what waits."""
    return _act(
        request,
        actor,
        lambda: payments.withdraw_account(actor=actor, change=account_change, at=timezone.now()),
        gettext("The account is no longer proposed."),
    )


def _act(request: HttpRequest, actor: Actor, act: Callable[[], None], done: str) -> HttpResponse:
    try:
        act()
    except Refused as no:
        return _show(request, actor, refused(no))
    except payments.UnsoundAccount as error:
        return _show(request, actor, " ".join(found(finding) for finding in error.findings))
    messages.success(request, done)
    return redirect("founding:accounts")


def _show(request: HttpRequest, actor: Actor, refusal: str = "") -> HttpResponse:
    kept = payments.accounts_kept(actor=actor)
    changes = payments.account_changes(actor=actor)
    waiting = next((each for each in changes if each.state == "asked"), None)
    is_controller = actor.role is Role.CONTROLLER
    chosen_day = on_day(request, timezone.localdate())
    over_time = payments.accounts_over_time(actor=actor)
    context: dict[str, Any] = {
        "now": next((each for each in kept if each.active), None),
        "asked": chosen_day,
        "then": next(iter(holding(over_time, chosen_day.day)), None),
        "over_time": over_time,
        "waiting": waiting,
        "decided": [(each, CHANGE_STATES[each.state]) for each in changes if each.state != "asked"],
        "refusal": refusal,
        "may_propose": not is_controller and waiting is None,
        "may_decide": is_controller and waiting is not None and not waiting.is_mine,
        "may_withdraw": not is_controller and waiting is not None,
        "is_controller": is_controller,
    }
    return render(request, "founding/accounts.html", context, status=422 if refusal else 200)
