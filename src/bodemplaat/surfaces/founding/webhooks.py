"""Where another system is told of what happens: a page for each address, with its secrets and every message lately."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import ask_first
from bodemplaat.foundation.notices.api import worded
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.foundation.webhooks import api as webhooks
from bodemplaat.foundation.webhooks.api import DeliveryView, Off, WebhookRow, WebhookView
from bodemplaat.surfaces.founding.forms import RenewForm
from bodemplaat.surfaces.founding.ids import id_of
from bodemplaat.surfaces.founding.wording import refused


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.ADMINISTRATOR, Role.CONTROLLER)
def webhook(request: HttpRequest, actor: Actor, client: UUID, webhook: UUID) -> HttpResponse:
    """One address, and everything that can be done with it."""
    now, action = timezone.now(), request.POST.get("action", "")
    seen = _seen(actor, client, webhook)
    if request.method != "POST":
        return _page(request, seen)
    renew = RenewForm(request.POST, secrets=seen.secrets) if action == "renew" else None
    done, secret, refusal = "", "", ""
    try:
        if renew is not None and renew.is_valid():
            until = renew.cleaned_data["until"]
            secret = webhooks.renew_webhook_secret(actor=actor, webhook=webhook, old_until=until, at=now)
            renew = None
        elif action == "end":
            ended = id_of(request.POST.get("secret", ""), "secret")
            webhooks.end_webhook_secret(actor=actor, webhook=webhook, secret=ended, at=now)
            done = gettext("The secret signs nothing any more.")
        elif action == "on":
            webhooks.turn_on_webhook(actor=actor, webhook=webhook, at=now)
            done = gettext("Messages are sent again from now on.")
        elif action == "anew":
            one = id_of(request.POST.get("delivery", ""), "delivery")
            webhooks.send_anew(actor=actor, webhook=webhook, delivery=one, at=now)
            done = gettext("The message is sent again.")
        elif action == "all_anew":
            count = webhooks.send_all_anew(actor=actor, webhook=webhook, at=now)
            done = ngettext(
                "{count} message is sent again.", "{count} messages are sent again.", count
            ).format(count=count)
        elif action != "renew":
            raise Http404
    except NotFound:
        refusal = gettext("It changed in the meantime. This is how it stands now.")
    except Refused as no:
        refusal = refused(no)
    if done:
        messages.success(request, done)
        return redirect("founding:webhook", client, webhook)
    return _page(request, _seen(actor, client, webhook), secret=secret, refusal=refusal, renew=renew)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.ADMINISTRATOR)
def end(request: HttpRequest, actor: Actor, client: UUID, webhook: UUID) -> HttpResponse:
    """Send nothing there any more, after a question."""
    seen = _seen(actor, client, webhook)
    if seen.row.ended_at is not None:
        return redirect("founding:webhook", client, webhook)
    if request.method == "POST":
        webhooks.end_webhook(actor=actor, webhook=webhook, at=timezone.now())
        messages.success(request, gettext("Nothing is sent to the address any more."))
        return redirect("founding:client", client)
    return ask_first(
        request,
        question=gettext("Send nothing to {address} any more?").format(address=seen.row.address),
        consequence=gettext("What waits is not sent. The other system can register the address again."),
        verb=gettext("Stop sending"),
        tone="danger",
        back=reverse("founding:webhook", args=[client, webhook]),
    )


def webhook_state(row: WebhookRow) -> tuple[str, str, str]:
    """Whether anything is sent: words, tone and icon."""
    if row.ended_at is not None:
        return gettext("Has ended"), "neutral", "return"
    if row.off_at is not None:
        return gettext("Switched off"), "danger", "warning"
    return gettext("In use"), "success", "check"


def kinds_said(row: WebhookRow) -> list[str]:
    """Of what it is told, in words."""
    return [worded(webhooks.KIND_WORDS[kind], {}) for kind in row.kinds]


def _seen(actor: Actor, client: UUID, webhook: UUID) -> WebhookView:
    seen = webhooks.webhook_of(actor=actor, webhook=webhook, at=timezone.now())
    if seen.row.client != client:
        raise NotFound("webhook")
    return seen


def _page(
    request: HttpRequest,
    seen: WebhookView,
    *,
    secret: str = "",
    refusal: str = "",
    renew: RenewForm | None = None,
) -> HttpResponse:
    why = {
        Off.FAILED: gettext(
            "Messages could not be delivered for days. Nothing is put down for it until you turn it on."
        ),
        Off.GONE: gettext(
            "The other system says that this address is gone. Nothing is put down for it until you turn it on."
        ),
    }
    renew = renew or RenewForm(secrets=seen.secrets)
    context: dict[str, Any] = {
        "seen": seen,
        "state": webhook_state(seen.row),
        "kinds": kinds_said(seen.row),
        "why_off": why[seen.row.off_reason] if seen.row.off_reason and not seen.row.ended_at else "",
        "may_arrange": seen.may_arrange and seen.row.ended_at is None,
        "may_send": seen.may_arrange and seen.row.is_on,
        "deliveries": [_delivery(each) for each in seen.deliveries],
        "secret": secret,
        "refusal": refusal,
        "renew": renew,
    }
    is_wrong = refusal or renew.errors
    return render(request, "founding/webhook.html", context, status=422 if is_wrong else 200)


def _delivery(each: DeliveryView) -> dict[str, Any]:
    tries = [
        (one, worded(webhooks.OUTCOME_WORDS[one.outcome], {}) + (f" ({one.status})" if one.status else ""))
        for one in each.tries
    ]
    if each.next_at is not None:
        state = (gettext("Waits"), "warning", "clock")
    elif each.given_up_at is not None:
        state = (gettext("Could not be delivered"), "danger", "warning")
    else:
        state = (gettext("Delivered"), "success", "check")
    return {"row": each, "kind": worded(webhooks.KIND_WORDS[each.kind], {}), "tries": tries, "state": state}
