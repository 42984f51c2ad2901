"""Setting right what bank and books do not agree on: asked by one payer on its own page, confirmed by another in a list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from bodemplaat.capabilities.claims.api import Words
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.capabilities.payments.api import Choice, CorrectionView, PaymentError
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import ask_first, uuid_or_none
from bodemplaat.foundation.notices.api import worded
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.kernel import IllegalMove
from bodemplaat.surfaces.desk.words import CORRECTIONS, NOTHING_TO_DO, PAYMENT_STATES, found, refused

ASKED = _("Asked. Another payer confirms it under Corrections.")


class WhyForm(forms.Form):
    """Why something is set right."""

    reason = forms.CharField(
        label=_("Why?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        error_messages={"required": _("Say in a few words why; colleagues read it later.")},
    )


@dataclass(frozen=True, slots=True)
class Offered:
    """A payment or batch that an amount may be; ``value`` goes with the form."""

    choice: Choice
    value: str
    state: Words

    @classmethod
    def of(cls, choice: Choice) -> "Offered":
        """Name it for the form."""
        value = f"payment.{choice.payment_id}" if choice.payment_id else f"batch.{choice.batch_id}"
        return cls(choice, value, PAYMENT_STATES[choice.state])


@dataclass(frozen=True, slots=True)
class CorrectionItem:
    """A correction in the list, in words."""

    view: CorrectionView
    kind: Any
    why_not: str


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.SSC_PAYER)
def link(request: HttpRequest, actor: Actor, entry: UUID) -> HttpResponse:
    """Choose the payment or batch that an unknown amount is, say why, and ask a second payer to confirm."""
    text = request.GET.get("q", "").strip()[:100]
    unknown, choices = payments.choices_for(actor=actor, entry=entry, text=text)
    form = WhyForm(request.POST if request.method == "POST" else None)
    lacks: list[str] = []
    if request.method == "POST":
        kind, _dot, known = request.POST.get("which", "").partition(".")
        chosen = uuid_or_none(known)
        if chosen is None or kind not in ("payment", "batch"):
            lacks.append(gettext("Choose which payment or batch it is."))
        if form.is_valid() and not lacks and chosen is not None:
            try:
                payments.ask_correction(
                    actor=actor,
                    kind="paid" if unknown.amount.cents < 0 else "returned",
                    entry=entry,
                    payment=chosen if kind == "payment" else None,
                    batch=chosen if kind == "batch" else None,
                    reason=form.cleaned_data["reason"],
                    at=timezone.now(),
                )
            except PaymentError as error:
                lacks += [found(finding) for finding in error.findings]
            except IllegalMove:
                messages.warning(request, gettext(NOTHING_TO_DO))
                return redirect("desk:unknown")
            else:
                messages.success(request, str(ASKED))
                return redirect("desk:corrections")
    context = {
        "entry": unknown,
        "why": worded(unknown.why, {"difference_cents": unknown.difference.cents}),
        "choices": [Offered.of(choice) for choice in choices],
        "text": text,
        "form": form,
        "lacks": lacks,
        "which": request.POST.get("which", ""),
    }
    return render(request, "desk/link.html", context, status=422 if lacks or form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.SSC_PAYER)
def free_batch(request: HttpRequest, actor: Actor, batch: UUID) -> HttpResponse:
    """Ask to free everything of a batch that the bank did not carry out."""
    view = payments.batch(actor=actor, batch=batch, size=1)
    if request.method != "POST" and not view.states.get("released"):
        return redirect("desk:batch", batch=batch)
    return _free(request, actor, reverse("desk:batch", args=[batch]), batch=batch)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.SSC_PAYER)
def free_payment(request: HttpRequest, actor: Actor, payment: UUID) -> HttpResponse:
    """Ask to free one payment that the bank did not carry out."""
    batch = payments.batch_of(actor=actor, payment=payment)
    back = reverse("desk:batch", args=[batch]) if batch else reverse("desk:payments")
    return _free(request, actor, back, payment=payment)


def _free(request: HttpRequest, actor: Actor, back: str, **what: UUID) -> HttpResponse:
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            payments.ask_correction(
                actor=actor, kind="free", reason=form.cleaned_data["reason"], at=timezone.now(), **what
            )
        except PaymentError as error:
            for finding in error.findings:
                form.add_error(None, found(finding))
        else:
            messages.success(request, str(ASKED))
            return redirect("desk:corrections")
    return ask_first(
        request,
        question=gettext("Free this batch?") if "batch" in what else gettext("Free this payment?"),
        consequence=(
            gettext(
                "Do this only when the bank says that it did not and will not carry it out. What it answered to have carried out "
                "is left out. After a second payer confirms it, the rest waits to be paid again, in a new batch."
            )
            if "batch" in what
            else gettext(
                "Do this only when the bank says that it did not and will not carry it out. After a second payer confirms it, "
                "it waits to be paid again, in a new batch."
            )
        ),
        verb=gettext("Ask a second payer"),
        tone="danger",
        back=back,
        form=form,
    )


@require_GET
@page(Role.SSC_PAYER)
def corrections(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits for a second payer."""
    return _show(request, actor)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.SSC_PAYER)
def confirm(request: HttpRequest, actor: Actor, correction: UUID) -> HttpResponse:
    """Carry a correction out."""
    said = _("The correction is carried out.")
    return _decide(request, actor, payments.confirm_correction, correction, str(said))


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.SSC_PAYER)
def decline(request: HttpRequest, actor: Actor, correction: UUID) -> HttpResponse:
    """Let a correction be."""
    said = _("The correction is not carried out. Nothing was changed.")
    return _decide(request, actor, payments.decline_correction, correction, str(said))


def _decide(
    request: HttpRequest, actor: Actor, act: Callable[..., None], correction: UUID, said: str
) -> HttpResponse:
    if request.method != "POST":
        return redirect("desk:corrections")
    try:
        act(actor=actor, correction=correction, at=timezone.now())
    except PaymentError as error:
        return _show(request, actor, tuple(found(finding) for finding in error.findings))
    except IllegalMove:
        return _show(request, actor, (gettext(NOTHING_TO_DO),))
    except Refused as refusal:
        return _show(request, actor, (refused(refusal),))
    messages.success(request, said)
    return redirect("desk:corrections")


def _show(request: HttpRequest, actor: Actor, refusals: tuple[str, ...] = ()) -> HttpResponse:
    context = {
        "items": [
            CorrectionItem(each, CORRECTIONS[each.kind], found(each.why_not) if each.why_not else "")
            for each in payments.corrections(actor=actor)
        ],
        "correction_count": payments.correction_count(actor=actor),
        "unknown_count": payments.unknown_entries(actor=actor, size=1).count,
        "refusals": refusals,
    }
    return render(request, "desk/corrections.html", context, status=409 if refusals else 200)
