"""Paying an invoice in parts: the form that divides it, the parts on its page, and letting one be paid now."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.cases.api import Words
from bodemplaat.capabilities.invoices import api as door
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import explained, in_words
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.kernel import Finding
from bodemplaat.surfaces.invoices.forms import PART_WORDS, PartForm, PayForm, WordsForm

ACT: Final = "pay_part"
UNTIDY, NOT_NOW = 422, 409
SPARE: Final = 3
"""Empty parts that are shown beside those that are filled in."""
LABEL: Final = _("What was agreed, or where it stands")


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part with its words, and the form that lets it be paid now."""

    view: door.PartView
    kind: Any
    state: Words | None
    reason: str
    form: PayForm | None
    is_open: bool


def parts_of(parts: tuple[door.PartView, ...], sent: Any = None) -> list[ShownPart]:
    """The parts as a page shows them; ``sent`` is what was filled in to let one be paid."""
    return [
        ShownPart(
            each,
            PART_WORDS[each.kind],
            None if each.stage is door.PaymentStage.NONE else door.PAYMENT_WORDS[each.stage],
            gettext(each.return_reason) if each.return_reason else "",
            _pay_form(each, sent) if each.may_pay_now else None,
            sent is not None and sent.get("part") == str(each.id),
        )
        for each in parts
    ]


def division_of(actor: Actor, invoice: UUID, sent: Any = None) -> dict[str, Any]:
    """What the page of an invoice shows of its parts."""
    view = door.division_view(actor=actor, invoice=invoice, on=timezone.localdate())
    return {"division": view, "parts": parts_of(view.parts, sent)}


def pay_part(request: HttpRequest, actor: Actor, invoice: UUID) -> HttpResponse | Refused | None:
    """Let a part be paid now as the form says; ``None`` where it is filled in wrong, and the refusal where it may not be."""
    view = door.division_view(actor=actor, invoice=invoice, on=timezone.localdate())
    part = next((each for each in view.parts if str(each.id) == request.POST.get("part")), None)
    if part is None or part.id is None:
        raise NotFound("part")
    form = _pay_form(part, request.POST)
    if not form.is_valid():
        return None
    read = form.cleaned_data
    try:
        door.pay_part_now(
            actor=actor,
            invoice=invoice,
            part=part.id,
            reason=read["words"],
            account=read["account"],
            at=timezone.now(),
        )
    except Refused as refused:
        return refused
    messages.success(
        request, gettext("The payment waits for a batch. Another two people make and release that.")
    )
    return redirect("invoices:invoice", invoice)


@page(Role.SSC_CLERK)
def divide(request: HttpRequest, actor: Actor, invoice: UUID) -> HttpResponse:
    """Say in which parts it is paid."""
    now = timezone.now()
    view = door.invoice_view(actor=actor, invoice=invoice)
    division = door.division_view(actor=actor, invoice=invoice, on=timezone.localdate(now))
    if not division.may_divide:
        messages.info(
            request, gettext("Something of this invoice was asked, paid or set off. Here is how far it is.")
        )
        return redirect("invoices:invoice", invoice)
    refusal: Refused | None = None
    findings: tuple[Finding, ...] = ()
    if request.method == "POST":
        forms = [PartForm(request.POST, prefix=f"part-{n}") for n in range(door.MOST_PARTS)]
        forms = [each for each in forms if each.is_there()]
        why = WordsForm(request.POST, label=LABEL)
        filled = [each for each in forms if not each.is_bare()]
        if all([why.is_valid(), *(each.is_valid() for each in filled)]):
            parts = [each.part() for each in filled]
            try:
                door.divide_invoice(
                    actor=actor, invoice=invoice, parts=parts, reason=why.cleaned_data["words"], at=now
                )
            except door.CannotBeDivided as refused:
                refusal, findings = refused, refused.findings[1:]
            except Refused as refused:
                refusal = refused
            else:
                messages.success(request, gettext("It is paid in these parts, each once."))
                return redirect("invoices:invoice", invoice)
        forms = [PartForm(prefix=each.prefix) if each.is_bare() else each for each in forms]
    else:
        why = WordsForm(label=LABEL)
        forms = _first(view, division)
    is_untidy = any(each.is_bound and each.errors for each in (why, *forms)) and refusal is None
    context = {
        "row": view.row,
        "division": division,
        "forms": forms,
        "form": why,
        "refusal": explained(refusal) if refusal else "",
        "more": [in_words(each.said) for each in findings],
    }
    return render(
        request, "invoices/divide.html", context, status=NOT_NOW if refusal else UNTIDY if is_untidy else 200
    )


def _first(view: door.InvoiceView, division: door.DivisionView) -> list[PartForm]:
    """The form before anything is filled in: the parts that stand, or the whole on its day; and empty ones."""
    until: date | None = division.until or view.row.due
    standing = [
        {"amount": each.amount, "due": each.due, "kind": each.kind.value, "iban": each.iban}
        for each in division.parts
    ]
    whole = {"amount": view.row.payable, "due": until, "kind": door.PartKind.USUAL.value, "iban": ""}
    first: list[dict[str, Any]] = standing or [whole]
    shown = [*first, *({} for _ in range(SPARE))][: door.MOST_PARTS]
    return [PartForm(prefix=f"part-{n}", initial=each) for n, each in enumerate(shown)]


def _pay_form(part: door.PartView, sent: Any) -> PayForm:
    accounts = part.accounts
    first = part.iban if part.iban in accounts else accounts[-1] if accounts else ""
    is_this = sent is not None and sent.get("part") == str(part.id)
    return PayForm(
        sent if is_this else None,
        accounts=accounts,
        initial={"account": first},
        auto_id=f"id_part_{part.id}_%s",
    )
