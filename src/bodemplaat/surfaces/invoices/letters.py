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
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.invoices import api as door
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import file_response
from bodemplaat.foundation.documents.api import content_of
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.surfaces.invoices.forms import LevelForm, ReminderForm

REMIND, READ, END = "remind", "read_reminder", "end_links"
ACTS: Final = (REMIND, READ, END)


def address_for_supplier(request: HttpRequest, invoice: UUID) -> str:
    """Where the supplier follows an invoice: a link that is made anew each time that it is shown."""
    key = door.link_key(invoice=invoice, at=timezone.now())
    return f"{settings.PUBLIC_ADDRESS or request.build_absolute_uri('/')[:-1]}{reverse('follow_invoice:invoice', args=[key])}"


def letters_with(request: HttpRequest, actor: Actor, invoice: UUID, act: str) -> dict[str, Any]:
    """What the page of an invoice shows of them, and of what its supplier sees."""
    letters = door.letters_of_invoice(actor=actor, invoice=invoice)
    reminders = [each for each in letters if each.kind is door.LetterKind.REMINDER]
    claimed = next((each.claimed for each in reversed(reminders) if each.claimed), None)
    owed = door.owed_for_invoice(actor=actor, invoice=invoice, on=timezone.localdate())
    return {
        "letters": [_shown(each, request.POST if act == READ else None) for each in letters],
        "reminders": len(reminders),
        "claimed": claimed,
        "owed": owed,
        "beyond": claimed - owed.together if claimed and owed and owed.interest is not None else None,
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
        elif act == READ:
            return _read(request, actor, invoice)
        else:
            form = _form(request.POST)
            if not form.is_valid():
                return None
            read = form.cleaned_data
            door.note_reminder(
                actor=actor,
                invoice=invoice,
                words=read["words"],
                level=door.ReminderLevel(read["level"]),
                day=read["day"],
                claimed=read["claimed"],
                at=now,
            )
            messages.success(request, gettext("It is noted that the supplier asked for it."))
    except Refused as refused:
        return refused
    return redirect("invoices:invoice", invoice)


def _read(request: HttpRequest, actor: Actor, invoice: UUID) -> HttpResponse | None:
    """What a clerk read in a message that came."""
    try:
        letter = UUID(request.POST.get("letter", ""))
    except ValueError:
        raise NotFound("letter") from None
    form = LevelForm(request.POST, auto_id=f"id_{letter}_%s")
    if not form.is_valid():
        return None
    door.read_reminder(
        actor=actor,
        invoice=invoice,
        letter=letter,
        level=door.ReminderLevel(form.cleaned_data["level"]),
        claimed=form.cleaned_data["claimed"],
        at=timezone.now(),
    )
    messages.success(request, gettext("It is noted what the message asks."))
    return redirect("invoices:invoice", invoice)


def _shown(letter: door.LetterView, sent: Any) -> dict[str, Any]:
    """A letter with its words; a message that asks for the invoice with what a clerk reads in it, where ``sent`` is what was filled in."""
    is_this = sent is not None and sent.get("letter") == str(letter.id)
    shown: dict[str, Any] = {"view": letter, "is_open": is_this}
    if letter.level is not None:
        shown["level"] = door.LEVEL_WORDS[letter.level]
        if letter.document:
            first = {"level": letter.level.value, "claimed": letter.claimed}
            shown["form"] = LevelForm(sent if is_this else None, initial=first, auto_id=f"id_{letter.id}_%s")
    return shown


def _form(sent: Any) -> ReminderForm:
    return ReminderForm(sent, initial={"day": timezone.localdate()}, auto_id=f"id_{REMIND}_%s")


@require_GET
@page(Role.SSC_CLERK)
def message(request: HttpRequest, actor: Actor, invoice: UUID, letter: UUID) -> HttpResponse:
    """The whole message as it came; saved and never opened in the browser."""
    every = {each.id: each for each in door.letters_of_invoice(actor=actor, invoice=invoice)}
    document = every[letter].document if letter in every else None
    if document is None:
        raise Http404
    return file_response(content_of(actor=actor, document=document), "e-mail.eml", "message/rfc822")
