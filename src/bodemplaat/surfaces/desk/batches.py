"""Payment batches: the list, one of them, releasing, cancelling, and the file for the bank."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from bodemplaat.capabilities.claims.api import Words
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.capabilities.payments.api import (
    BatchLine,
    BatchView,
    PayingShut,
    PaymentError,
    PaymentView,
    Unsettled,
)
from bodemplaat.formats.sepa import REFUSED
from bodemplaat.formats.sepa.bank_days import bank_days_before
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import ask_first, file_response, page_number, page_of
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.kernel import Euro, IllegalMove
from bodemplaat.presentation import notation
from bodemplaat.surfaces.desk.words import (
    BATCH_STATES,
    NOTHING_TO_DO,
    PAYMENT_STATES,
    bank_status,
    found,
    lines_worded,
    refused,
)

ROWS = 50
STATES = ("prepared", "released", "cancelled")
UNSETTLED = {
    Unsettled.UNANSWERED: _("Without an answer"),
    Unsettled.UNBOOKED: _("Answered, not booked"),
    Unsettled.REFUSED: _("Refused by the bank"),
}
"""Released batches that ask for work."""


@dataclass(frozen=True, slots=True)
class BatchItem:
    """A batch in a list, with how far the bank is."""

    batch: BatchLine
    state: Words
    paid: int
    returned: int
    freed: int
    is_mine: bool

    @classmethod
    def of(cls, batch: BatchLine, actor: Actor) -> "BatchItem":
        """Read it for one reader."""
        return cls(
            batch,
            BATCH_STATES[batch.state],
            batch.states.get("paid", 0),
            batch.states.get("returned", 0),
            batch.states.get("freed", 0),
            batch.prepared_by == actor.person,
        )

    @property
    def is_settled(self) -> bool:
        """Whether the bank has answered for every payment."""
        return self.batch.state == "released" and self.paid + self.returned + self.freed == self.batch.count


@dataclass(frozen=True, slots=True)
class PaymentItem:
    """A payment in a batch and where it stands, in words."""

    view: PaymentView
    state: Words

    @property
    def bank_said(self) -> str:
        """What the bank answered of this payment, with why; empty when nothing, or when statements have overtaken it."""
        if not self.view.bank_status or self.view.state not in ("released", "freed"):
            return ""
        said = bank_status(self.view.bank_status)
        return f"{said}: {lines_worded(self.view.bank_reason)}" if self.view.bank_reason else said


class ReasonForm(forms.Form):
    """Why a batch is cancelled."""

    reason = forms.CharField(
        label=_("Why do you cancel this batch?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        error_messages={"required": _("Say in a few words why; colleagues read it later.")},
    )


@require_GET
@page(Role.SSC_PAYER)
def batches(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All batches, newest first, of one state if wanted."""
    wanted_state = request.GET.get("state", "")
    state = wanted_state if wanted_state in (*STATES, *UNSETTLED) else None
    number, today = page_number(request), timezone.localdate()
    rows = payments.batches(
        actor=actor,
        state=state if state in STATES else None,
        unsettled=Unsettled(state) if state in UNSETTLED else None,
        on=today,
        page=number,
        size=ROWS,
    )
    context = {
        "items": [BatchItem.of(row, actor) for row in rows],
        "state": state or "",
        "states": [
            *((name, BATCH_STATES[name].label) for name in STATES),
            *((why.value, label) for why, label in UNSETTLED.items()),
        ],
        "newer": number - 1,
        "older": number + 1 if len(rows) == ROWS else None,
    }
    return render(request, "desk/batches.html", context)


@require_GET
@page(Role.SSC_PAYER)
def batch(request: HttpRequest, actor: Actor, batch: UUID) -> HttpResponse:
    """One batch: what each account pays, who did what, and what comes next."""
    return _show(request, payments.batch(actor=actor, batch=batch, page=page_number(request), size=ROWS))


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.SSC_PAYER)
def release(request: HttpRequest, actor: Actor, batch: UUID) -> HttpResponse:
    """Ask once more, naming count and amount, and release. Who may not reads why on the batch itself."""
    view = payments.batch(actor=actor, batch=batch, size=ROWS)
    if request.method != "POST":
        if view.may_release:
            return _ask_release(request, view)
        return _to(batch) if view.state == "prepared" else _too_late(request, batch)
    try:
        payments.release_batch(actor=actor, batch=batch, at=timezone.now())
    except (Refused, IllegalMove, PaymentError) as stop:
        return _stopped(request, actor, batch, stop)
    messages.success(request, gettext("The batch is released. Hand the file to the bank."))
    return _to(batch)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.SSC_PAYER)
def cancel(request: HttpRequest, actor: Actor, batch: UUID) -> HttpResponse:
    """Ask for a reason and take the batch apart."""
    view = payments.batch(actor=actor, batch=batch, size=ROWS)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            payments.cancel_batch(
                actor=actor, batch=batch, reason=form.cleaned_data["reason"], at=timezone.now()
            )
        except (Refused, IllegalMove, PaymentError) as stop:
            return _stopped(request, actor, batch, stop)
        messages.success(request, gettext("The batch is cancelled. Its payments wait again."))
        return _to(batch)
    if view.state != "prepared":
        return _too_late(request, batch)
    return ask_first(
        request,
        question=gettext("Cancel this batch?"),
        consequence=ngettext(
            "{count} payment of {amount} will wait again and can go in another batch.",
            "{count} payments of {amount} in all will wait again and can go in another batch.",
            view.count,
        ).format(count=_count(view.count), amount=_euro(view.total)),
        verb=gettext("Cancel the batch"),
        tone="danger",
        back=reverse("desk:batch", args=[batch]),
        form=form,
    )


@require_GET
@page(Role.SSC_PAYER)
def file(request: HttpRequest, actor: Actor, batch: UUID) -> HttpResponse:
    """The pain.001 file, byte for byte as it was released."""
    try:
        name, media_type, content = payments.batch_file(actor=actor, batch=batch)
    except PayingShut as stop:
        return _stopped(request, actor, batch, stop)
    payments.note_file_downloaded(actor=actor, batch=batch, at=timezone.now())
    return file_response(content, name, media_type)


def _show(request: HttpRequest, view: BatchView, refusals: tuple[str, ...] = ()) -> HttpResponse:
    is_answer_current = view.states.get("released", 0) or view.states.get("freed", 0)
    is_late = view.execution_day <= bank_days_before(timezone.localdate(), payments.UNANSWERED_AFTER)
    context: dict[str, Any] = {
        "batch": view,
        "state": BATCH_STATES[view.state],
        "payments": [PaymentItem(each, PAYMENT_STATES[each.state]) for each in view.payments],
        "paid": view.states.get("paid", 0),
        "returned": view.states.get("returned", 0),
        "freed": view.states.get("freed", 0),
        "bank_status": bank_status(view.bank_status) if is_answer_current else "",
        "bank_refused": view.bank_status in (*REFUSED, "PART"),
        "bank_reason": lines_worded(view.bank_reason),
        "unanswered": is_late and view.unsettled[Unsettled.UNANSWERED],
        "unbooked": is_late and view.unsettled[Unsettled.UNBOOKED],
        "at_bank": view.states.get("released", 0),
        "why_not": found(view.why_not) if view.why_not else "",
        "refusals": refusals,
        "pages": page_of(view.payments, count=view.count, size=ROWS, number=view.page),
    }
    return render(request, "desk/batch.html", context, status=409 if refusals else 200)


def _stopped(
    request: HttpRequest, actor: Actor, batch: UUID, stop: Refused | IllegalMove | PaymentError
) -> HttpResponse:
    if isinstance(stop, PaymentError):
        said = tuple(found(finding) for finding in stop.findings)
    else:
        said = (refused(stop if isinstance(stop, Refused) else Refused(NOTHING_TO_DO)),)
    return _show(request, payments.batch(actor=actor, batch=batch, size=ROWS), said)


def _ask_release(request: HttpRequest, view: BatchView) -> HttpResponse:
    return ask_first(
        request,
        question=ngettext(
            "Release {count} payment of {amount}?", "Release {count} payments of {amount} in all?", view.count
        ).format(count=_count(view.count), amount=_euro(view.total)),
        consequence=gettext(
            "The file for the bank is written, to be paid on {day}. After this the batch cannot be changed or cancelled."
        ).format(day=notation.day(view.execution_day, get_language() or "nl")),
        verb=gettext("Release {amount}").format(amount=_euro(view.total)),
        back=reverse("desk:batch", args=[view.id]),
    )


def _too_late(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Back to the batch as it is now, saying that somebody was first."""
    messages.warning(request, gettext(NOTHING_TO_DO))
    return _to(batch)


def _to(batch: UUID) -> HttpResponse:
    return redirect("desk:batch", batch=batch)


def _euro(amount: Euro) -> str:
    return notation.euro(amount, get_language() or "nl")


def _count(number: int) -> str:
    return notation.number(number, get_language() or "nl")
