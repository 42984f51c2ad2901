"""What a supplier wrote about an invoice, on its page, and each message as it came."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.invoices import api as door
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import file_response
from bodemplaat.foundation.documents.api import content_of
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.surfaces.invoices.forms import WordsForm

REMIND, END = "remind", "end_links"
ACTS: Final = (REMIND, END)


def address_for_supplier(request: HttpRequest, invoice: UUID) -> str:
    """Where the supplier follows an invoice: a link that is made anew each time that it is shown."""
    key = door.link_key(invoice=invoice, at=timezone.now())
    return f"{settings.PUBLIC_ADDRESS or request.build_absolute_uri('/')[:-1]}{reverse('follow_invoice:invoice', args=[key])}"


def letters_with(request: HttpRequest, actor: Actor, invoice: UUID, act: str) -> dict[str, Any]:
    """What the page of an invoice shows of them, and of what its supplier sees."""
    letters = door.letters_of_invoice(actor=actor, invoice=invoice)
    return {
        "letters": letters,
        "reminders": sum(each.kind is door.LetterKind.REMINDER for each in letters),
        "where": address_for_supplier(request, invoice),
        "open_until": timezone.localdate() + timedelta(days=door.LINK_DAYS),
        "remind_form": _form(request.POST if act == REMIND else None),
        "is_reminding": act == REMIND,
    }


def settle(request: HttpRequest, actor: Actor, invoice: UUID, act: str) -> HttpResponse | Refused | None:
    """Do what was pressed; ``None`` where it is filled in wrong, and the refusal where it may not be."""
    now = timezone.now()
    try:
        if act == END:
            door.end_links(actor=actor, invoice=invoice, at=now)
            messages.success(request, gettext("No link that was made before now opens any more."))
        else:
            form = _form(request.POST)
            if not form.is_valid():
                return None
            door.note_reminder(actor=actor, invoice=invoice, words=form.cleaned_data["words"], at=now)
            messages.success(request, gettext("It is noted that the supplier asked for it."))
    except Refused as refused:
        return refused
    return redirect("invoices:invoice", invoice)


def _form(sent: Any) -> WordsForm:
    return WordsForm(sent, label=_("What the supplier wrote or said, and when"), auto_id=f"id_{REMIND}_%s")


@require_GET
@page(Role.SSC_CLERK)
def message(request: HttpRequest, actor: Actor, invoice: UUID, letter: UUID) -> HttpResponse:
    """The whole message as it came; saved and never opened in the browser."""
    every = {each.id: each for each in door.letters_of_invoice(actor=actor, invoice=invoice)}
    document = every[letter].document if letter in every else None
    if document is None:
        raise Http404
    return file_response(content_of(actor=actor, document=document), "e-mail.eml", "message/rfc822")
