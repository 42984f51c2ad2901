"""Bank statements: handing one in, what came of them, and the amounts that nobody could place."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bodemplaat.capabilities.payments import api as payments
from bodemplaat.capabilities.payments.api import (
    MAX_STATEMENT_BYTES,
    ReportOutcome,
    StatementOutcome,
    UnsoundBatch,
    UnusableStatement,
)
from bodemplaat.foundation.access.api import page, takes_files
from bodemplaat.foundation.design.api import page_number, page_of
from bodemplaat.foundation.notices.api import worded
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import Euro, Finding, IllegalMove
from bodemplaat.presentation import notation
from bodemplaat.surfaces.desk.words import NOTHING_TO_DO, bank_status, found, lines_worded, place_in_file

ROWS = 12
MEGABYTE = 1024 * 1024


class StatementForm(forms.Form):
    """A file from the bank."""

    file = forms.FileField(
        label=_("File from the bank"),
        help_text=_(
            "A bank statement (camt.053, version 2 or 8) as XML or a zip of them, or the bank's answer to a payment file "
            "(pain.002); up to 200 MB."
        ),
        widget=forms.FileInput(
            attrs={"accept": ".xml,.053,.camt,.zip,application/xml,text/xml,application/zip"}
        ),
        error_messages={
            "required": _("Choose the file that you got from the bank."),
            "empty": _("This file is empty. Download it again from the bank."),
        },
    )

    def clean_file(self) -> Any:
        """Not larger than what is read at all."""
        file = self.cleaned_data["file"]
        if file.size > MAX_STATEMENT_BYTES:
            raise forms.ValidationError(
                gettext(
                    "This file is {size} MB; at most {most} MB is read. Ask the bank for a statement per day."
                ).format(
                    size=notation.number(file.size // MEGABYTE, get_language() or "nl"),
                    most=MAX_STATEMENT_BYTES // MEGABYTE,
                )
            )
        return file


class NoteForm(forms.Form):
    """What was done about an amount that nobody could place."""

    note = forms.CharField(
        label=_("What was done about it?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        error_messages={"required": _("Say in a few words what was done; colleagues read it later.")},
    )


@takes_files(2 * MAX_STATEMENT_BYTES)  # one that is too large by less is answered beside its field
@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.SSC_PAYER)
def statements(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Hand in a statement and see what came of the last ones. A file that cannot be used changes nothing."""
    form = StatementForm()
    if request.method == "POST":
        form = StatementForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                outcome = _read(actor, file.name, file.read())
            except UnusableStatement as error:
                for finding in error.findings:
                    form.add_error("file", _with_place(finding))
            else:
                _tell(request, outcome)
                return redirect("desk:statements")
    number = page_number(request)
    rows = payments.statements(actor=actor, page=number, size=ROWS)
    context = {
        "form": form,
        "statements": rows,
        "accounts": payments.bank_accounts(actor=actor),
        "unknown_count": payments.unknown_entries(actor=actor, size=1).count,
        "correction_count": payments.correction_count(actor=actor),
        "newer": number - 1,
        "older": number + 1 if len(rows) == ROWS else None,
    }
    return render(request, "desk/statements.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD"])
@page(Role.SSC_PAYER)
def unknown(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Amounts that wait for a person, the oldest first."""
    return _show_unknown(request, actor)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.SSC_PAYER)
def settle(request: HttpRequest, actor: Actor, entry: UUID) -> HttpResponse:
    """Take an amount off the list, with a note."""
    if request.method != "POST":
        return redirect("desk:unknown")
    form = NoteForm(request.POST, auto_id=f"entry-{entry.hex}-%s")
    if form.is_valid():
        try:
            payments.settle_unknown_entry(
                actor=actor, entry=entry, note=form.cleaned_data["note"], at=timezone.now()
            )
        except UnsoundBatch as error:
            for finding in error.findings:
                form.add_error("note", found(finding))
        except IllegalMove:
            messages.warning(request, gettext(NOTHING_TO_DO))
            return redirect("desk:unknown")
        else:
            messages.success(request, gettext("Settled, with your note."))
            return redirect("desk:unknown")
    return _show_unknown(request, actor, entry, form)


def _show_unknown(
    request: HttpRequest, actor: Actor, entry: UUID | None = None, form: NoteForm | None = None
) -> HttpResponse:
    found_entries = payments.unknown_entries(actor=actor, page=page_number(request), size=ROWS)
    context = {
        "unknown": found_entries,
        "unknown_count": found_entries.count,
        "correction_count": payments.correction_count(actor=actor),
        "rows": [
            (
                each,
                worded(each.why, {"difference_cents": each.difference.cents}),
                form if each.id == entry and form else NoteForm(auto_id=f"entry-{each.id.hex}-%s"),
            )
            for each in found_entries.entries
        ],
        "opened": entry,
        "pages": page_of(
            found_entries.entries, count=found_entries.count, size=ROWS, number=found_entries.page
        ),
    }
    return render(request, "desk/unknown.html", context, status=422 if form else 200)


def _with_place(finding: Finding) -> str:
    text, place = found(finding), place_in_file(finding.place)
    return f"{place}: {text}" if place else text


def _read(actor: Actor, name: str, content: bytes) -> StatementOutcome | ReportOutcome:
    """Read the file for what it is: an answer to a payment file, or else a statement."""
    take = payments.upload_status_report if payments.is_answer(content) else payments.upload_statement
    return take(actor=actor, name=name, content=content, at=timezone.now())


def _tell_answer(request: HttpRequest, outcome: ReportOutcome) -> None:
    said = [gettext("The bank answered: {status}.").format(status=bank_status(outcome.status))]
    if outcome.reason:
        said.append(lines_worded(outcome.reason))
    if outcome.refused:
        said.append(
            ngettext(
                "{count} payment is refused. Free it on the batch, so that it can be paid again.",
                "{count} payments are refused. Free them on the batch, so that they can be paid again.",
                outcome.refused,
            ).format(count=_count(outcome.refused))
        )
    if outcome.undecided:
        said.append(
            ngettext(
                "{count} payment is not decided on yet.",
                "{count} payments are not decided on yet.",
                outcome.undecided,
            ).format(count=_count(outcome.undecided))
        )
    sound = outcome.accepted and not (outcome.refused or outcome.undecided or outcome.findings)
    tell = messages.warning if outcome.refused else messages.success if sound else messages.info
    tell(request, " ".join(said))
    for finding in outcome.findings:
        messages.warning(request, found(finding))


def _tell(request: HttpRequest, outcome: StatementOutcome | ReportOutcome) -> None:
    """What the file changed, in one sentence per fact."""
    if isinstance(outcome, ReportOutcome):
        _tell_answer(request, outcome)
        return
    if outcome.already_read:
        messages.info(request, gettext("This statement was read before. Nothing was changed."))
        return
    said = []
    if outcome.paid or not (outcome.returned or outcome.unknown or outcome.known):
        said.append(
            ngettext(
                "{count} payment paid ({amount}).", "{count} payments paid ({amount}).", outcome.paid
            ).format(count=_count(outcome.paid), amount=_euro(outcome.paid_total))
        )
    if outcome.returned:
        said.append(
            ngettext(
                "{count} payment sent back by the bank ({amount}): the clerks see it at the desk.",
                "{count} payments sent back by the bank ({amount}): the clerks see them at the desk.",
                outcome.returned,
            ).format(count=_count(outcome.returned), amount=_euro(outcome.returned_total))
        )
    if outcome.unknown:
        said.append(
            ngettext(
                "{count} amount is unknown and waits in the list.",
                "{count} amounts are unknown and wait in the list.",
                outcome.unknown,
            ).format(count=_count(outcome.unknown))
        )
    if outcome.known:
        said.append(
            ngettext(
                "{count} amount was told by an earlier statement.",
                "{count} amounts were told by an earlier statement.",
                outcome.known,
            ).format(count=_count(outcome.known))
        )
    messages.success(request, " ".join([gettext("The statement is read."), *said]))
    if outcome.twice:
        messages.error(
            request,
            ngettext(
                "Careful: {count} amount left the account for payments that had been freed or had come back. They may be paid "
                "twice: look at the unknown amounts before you pay what is in their place.",
                "Careful: {count} amounts left the account for payments that had been freed or had come back. They may be paid "
                "twice: look at the unknown amounts before you pay what is in their place.",
                outcome.twice,
            ).format(count=_count(outcome.twice)),
        )
    if outcome.stopped:
        messages.warning(
            request,
            ngettext(
                "{count} payment that was freed is paid after all. The one in its place waited here still and was taken "
                "back.",
                "{count} payments that were freed are paid after all. Those in their place waited here still and were "
                "taken back.",
                outcome.stopped,
            ).format(count=_count(outcome.stopped)),
        )
    for finding in outcome.findings:
        messages.warning(request, _with_place(finding))


def _euro(amount: Euro) -> str:
    return notation.euro(amount, get_language() or "nl")


def _count(number: int) -> str:
    return notation.number(number, get_language() or "nl")
