"""Taking invoices in: one or more files for one organisation, judged before anything is held."""

from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from bodemplaat.capabilities.invoices import api as door
from bodemplaat.foundation.access.api import page, takes_files
from bodemplaat.foundation.design.api import explained
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role, entered
from bodemplaat.kernel import say
from bodemplaat.surfaces.invoices.forms import MEGABYTES, FilesForm

UNTIDY: Final = 422


@takes_files(2 * door.MOST_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.SSC_CLERK, in_one_transaction=False)
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose files; each is taken in for itself, and what is wrong with one keeps no other out."""
    with entered(actor):
        organisations = door.organisations_taken_in_for(actor=actor, on=timezone.localdate())
    form = FilesForm(organisations=organisations)
    if request.method == "POST":
        files: Any = {"invoices": request.FILES.getlist("invoices")}
        form = FilesForm(request.POST, files, organisations=organisations)
        if form.is_valid():
            organisation = UUID(form.cleaned_data["organisation"])
            taken = _taken_in(request, actor, organisation, form.cleaned_data["invoices"])
            if len(taken) == 1:
                return redirect("invoices:invoice", taken[0].invoice)
            return redirect("invoices:list")
    with entered(actor):
        folders = [*organisations.items()] if settings.INVOICE_FOLDER else []
        context = {"form": form, "folders": folders}
        return render(request, "invoices/new.html", context, status=UNTIDY if form.errors else 200)


def _taken_in(
    request: HttpRequest, actor: Actor, organisation: UUID, files: list["UploadedFile[Any]"]
) -> list[door.Received]:
    """What each file came to, told in one message for each kind of outcome."""
    good: list[tuple[str, bytes]] = []
    for file in files:
        name = file.name or ""
        if not file.size:
            messages.error(request, _about(name, Refused(say("This file is empty. Choose it again."))))
        elif file.size > door.MOST_BYTES:
            text = say("This file is larger than {most} MB. Ask the supplier for a smaller one.")
            messages.error(request, _about(name, Refused(text, most=MEGABYTES)))
        else:
            good.append((name, file.read()))
    taken: list[door.Received] = []
    for arrival in door.judge_files(good):
        try:
            taken.append(
                door.receive_invoice(
                    actor=actor,
                    organisation=organisation,
                    arrival=arrival,
                    channel=door.Channel.UPLOAD,
                    at=timezone.now(),
                )
            )
        except Refused as refused:
            messages.error(request, _about(arrival.name, refused))
    _tell(request, taken)
    return taken


def _tell(request: HttpRequest, taken: list[door.Received]) -> None:
    new_ones = [each for each in taken if each.is_new]
    registered = sum(each.state is door.InvoiceState.REGISTERED for each in new_ones)
    waiting, again = len(new_ones) - registered, len(taken) - len(new_ones)
    if registered:
        text = ngettext("{n} invoice is registered.", "{n} invoices are registered.", registered)
        messages.success(request, text.format(n=registered))
    if waiting:
        text = ngettext(
            "{n} file is kept and waits: something is wrong with it.",
            "{n} files are kept and wait: something is wrong with them.",
            waiting,
        )
        messages.warning(request, text.format(n=waiting))
    if again:
        text = ngettext(
            "{n} file was here already; nothing was changed.",
            "{n} files were here already; nothing was changed.",
            again,
        )
        messages.info(request, text.format(n=again))


def _about(name: str, refused: Refused) -> str:
    return f"{name}: {explained(refused)}" if name else gettext("A file: ") + explained(refused)
