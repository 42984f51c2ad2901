"""One invoice: what was found, the invoice drawn from its XML, and what a clerk can do about it."""

from dataclasses import replace
from typing import Final
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from bodemplaat.calculations.invoices import Checked, received_on, report
from bodemplaat.calculations.render.files import file_of
from bodemplaat.capabilities.cases.api import Words
from bodemplaat.capabilities.invoices import api as door
from bodemplaat.formats.invoices import read_invoice
from bodemplaat.formats.invoices.values import Attachment
from bodemplaat.formats.invoices.values import Invoice as Read
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import explained, file_response, in_words
from bodemplaat.foundation.documents.api import content_of
from bodemplaat.foundation.reports.api import FILE_TYPES, shown, site_voice
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.kernel import Said, Severity, say
from bodemplaat.presentation.page import page as drawn_page
from bodemplaat.presentation.report import Report
from bodemplaat.surfaces.invoices import discounts, disputing, dividing, letters, matching, paying
from bodemplaat.surfaces.invoices.forms import WordsForm
from bodemplaat.surfaces.invoices.listing import kind_of, pay_by
from bodemplaat.surfaces.invoices.reply import reply_to

UNTIDY, NOT_NOW = 422, 409
BY_ITSELF: Final = say("By itself it breaks no rule, and every amount agrees to the cent.")
"""Said of one that is sound and not right for us: that it is sound would contradict what stands above it."""
BY_HAND: Final = say(
    "Typed over from its picture: no rules of e-invoices judged it. Its amounts, supplier, account and whether it came before were looked at."
)
LABELS: Final = {
    door.InvoiceMove.REGISTER: _("Why it is taken in all the same"),
    door.InvoiceMove.SEND_BACK: _("How and when the supplier was told"),
}


@page(Role.SSC_CLERK)
def invoice(request: HttpRequest, actor: Actor, invoice: UUID) -> HttpResponse:
    """The invoice, and what is decided about it."""
    act = request.POST.get("act", "") if request.method == "POST" else ""
    form, refusal = None, None
    if act == paying.ACT:
        answer = paying.pay_now(request, actor, invoice)
        if isinstance(answer, HttpResponse):
            return answer
        refusal = answer
    elif act == dividing.ACT:
        answer = dividing.pay_part(request, actor, invoice)
        if isinstance(answer, HttpResponse):
            return answer
        refusal = answer
    elif act == discounts.ACT:
        answer = discounts.note(request, actor, invoice)
        if isinstance(answer, HttpResponse):
            return answer
        refusal = answer
    elif act in (*disputing.ACTS, *letters.ACTS, *matching.ACTS):
        settle = letters.settle if act in letters.ACTS else disputing.settle
        settle = matching.settle if act in matching.ACTS else settle
        answer = settle(request, actor, invoice, act)
        if isinstance(answer, HttpResponse):
            return answer
        refusal = answer
    elif request.method == "POST":
        form = WordsForm(request.POST, label=LABELS[_move(act)], auto_id=f"id_{act}_%s")
        if form.is_valid():
            try:
                return _decided(request, actor, invoice, act, form.cleaned_data["words"])
            except Refused as refused:
                refusal = refused
    is_wrong = form is not None or act in (
        paying.ACT,
        discounts.ACT,
        *disputing.ACTS,
        *letters.ACTS,
        *matching.ACTS,
        dividing.ACT,
    )
    status = NOT_NOW if refusal else UNTIDY if is_wrong else 200
    view = door.invoice_view(actor=actor, invoice=invoice)
    read = read_of(actor, view)
    account = door.account_of_invoice(actor=actor, invoice=invoice, on=timezone.localdate())
    approval = door.approval_view(actor=actor, invoice=invoice, on=timezone.localdate())
    shown_letters = letters.letters_with(request, actor, invoice, act)
    context = {
        "credit": door.credit_view(actor=actor, invoice=invoice),
        **matching.match_of(actor, view, read, act, request.POST if act in matching.ACTS else None),
        **paying.payment_of(actor, invoice, request.POST if act == paying.ACT else None),
        **dividing.division_of(actor, invoice, request.POST if act == dividing.ACT else None),
        **discounts.discount_of(actor, invoice, request.POST if act == discounts.ACT else None),
        **shown_letters,
        **disputing.dispute_of(
            view, actor, shown_letters["where"], act, request.POST if act in disputing.ACTS else None
        ),
        "pay_by": pay_by(view.row),
        "view": view,
        "account": account,
        "standing": door.STANDING_WORDS[account.standing],
        "approval": approval,
        "vat": door.VAT_WORDS[approval.coding.vat] if approval.coding else "",
        "approved": door.APPROVAL_WORDS[approval.approval],
        "shows_approval": view.row.state is door.InvoiceState.REGISTERED
        and (approval.may_code or approval.round > 0),
        "shows_account": view.row.state is door.InvoiceState.REGISTERED and not view.row.is_credit_note,
        "row": view.row,
        "kind": kind_of(view.row) if view.reading else gettext("File"),
        "state": _state(view.row),
        "channel": door.CHANNEL_WORDS[view.channel],
        "known": [
            (door.SEVERITY_WORDS[each.severity], _place(each.place), explained(each)) for each in view.known
        ],
        "report": shown(drawn_page(drawing_of(view, read), site_voice()), request),
        "attachments": list(enumerate(read.attachments)) if read else [],
        "moments": paying.moments_of(view),
        "acts": [
            (
                move,
                form
                if form is not None and act == move
                else WordsForm(label=LABELS[move], auto_id=f"id_{move}_%s"),
                form is not None and act == move,
            )
            for move in view.moves
        ],
        "reply": reply_to(view, actor, shown_letters["where"]) if view.row.errors else None,
        "refusal": explained(refusal) if refusal else "",
    }
    if context["reply"]:
        reply = context["reply"]
        context["mail"] = (
            f"mailto:{quote(view.supplier_email)}?subject={quote(reply.subject)}&body={quote(reply.body)}"
        )
    return render(request, "invoices/invoice.html", context, status=status)


@require_GET
@page(Role.SSC_CLERK)
def document(request: HttpRequest, actor: Actor, invoice: UUID) -> HttpResponse:
    """What the supplier sent, as it came; saved and never opened in the browser."""
    view = door.invoice_view(actor=actor, invoice=invoice)
    content = content_of(actor=actor, document=view.document.id)
    return file_response(content, view.document.name, view.document.media_type)


@require_GET
@page(Role.SSC_CLERK)
def drawn(request: HttpRequest, actor: Actor, invoice: UUID) -> HttpResponse:
    """The invoice as it is drawn, with all its lines as a workbook, or as a paper: ``?format=xlsx`` or ``pdf``."""
    form = request.GET.get("format", "xlsx")
    if form not in FILE_TYPES:
        raise Http404
    view = door.invoice_view(actor=actor, invoice=invoice)
    drawing = drawing_of(view, read_of(actor, view))
    name = slugify(f"{view.row.supplier_name} {view.row.number}") or slugify(view.row.file_name) or "factuur"
    return file_response(file_of(drawing, form, site_voice()), f"{name}.{form}", FILE_TYPES[form])


@require_GET
@page(Role.SSC_CLERK)
def attachment(request: HttpRequest, actor: Actor, invoice: UUID, position: int) -> HttpResponse:
    """What came inside the invoice, by its place in it; saved and never opened in the browser."""
    view = door.invoice_view(actor=actor, invoice=invoice)
    read = read_of(actor, view)
    inside = read.attachments if read else ()
    if position >= len(inside) or not inside[position].content:
        raise Http404
    return file_response(inside[position].content, name_of(inside[position]), "application/octet-stream")


def name_of(each: Attachment) -> str:
    """Under which name an attachment is shown and saved."""
    name = each.name or each.description or each.number
    printable = "".join(c for c in name.replace("\\", "/").split("/")[-1] if c.isprintable()).strip()
    return printable[-120:] or "bijlage"


def _decided(request: HttpRequest, actor: Actor, invoice: UUID, act: str, words: str) -> HttpResponse:
    now = timezone.now()
    if _move(act) is door.InvoiceMove.REGISTER:
        door.register_invoice(actor=actor, invoice=invoice, words=words, at=now)
        messages.success(request, gettext("The invoice is registered."))
    else:
        door.send_invoice_back(actor=actor, invoice=invoice, words=words, at=now)
        messages.success(request, gettext("It is noted that the invoice went back to the supplier."))
    return redirect("invoices:invoice", invoice)


def _state(row: door.InvoiceRow) -> Words:
    if row.disputed_since:
        return door.DISPUTE_WORDS
    return door.TO_TYPE_WORDS if row.is_to_type else door.STATE_WORDS[row.state]


def _move(act: str) -> door.InvoiceMove:
    """What was pressed; a page that has no such button is not found."""
    try:
        return door.InvoiceMove(act)
    except ValueError:
        raise NotFound("move") from None


def read_of(actor: Actor, view: door.InvoiceView) -> Read | None:
    """The invoice as it was read, if any could be."""
    if view.reading is None:
        return None
    return read_invoice(content_of(actor=actor, document=view.reading)).invoice


def drawing_of(view: door.InvoiceView, read: Read | None) -> Report:
    """The invoice drawn from what was read, with what the rules found; only that where nothing could be read."""
    on = timezone.localdate(view.row.received_at)
    checked = Checked(
        view.document.name, read, view.findings, view.step, view.syntax, view.rule_sets, view.carrier
    )
    paying = received_on(on) if pay_by(view.row) else None
    drawn = report([checked], on, paying)
    if view.syntax == door.TYPED:
        return replace(drawn, lead=BY_HAND)
    if checked.is_sound and any(each.severity is Severity.ERROR for each in view.known):
        return replace(drawn, lead=BY_ITSELF)
    return drawn


def _place(place: str) -> str:
    return in_words(place) if isinstance(place, Said) else place
