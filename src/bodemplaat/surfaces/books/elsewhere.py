"""Books that are kept elsewhere too: what is handed over, what keeps it, and the files."""

from collections.abc import Callable
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, Final

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import in_words
from bodemplaat.foundation.organisations.api import names_of
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.kernel import Said
from bodemplaat.kernel.written import read_whole
from bodemplaat.surfaces.books.views import IN_MEMORY
from bodemplaat.surfaces.books.words import chosen_year, refused

TYPES: Final = {"csv": "text/csv; charset=utf-8", "xaf": "application/xml"}


@require_http_methods(["GET", "HEAD", "POST"])
@page(*ledger.READERS)
def elsewhere(request: HttpRequest, actor: Actor) -> HttpResponse:
    """How far a year is handed over; a post makes the next file."""
    years = ledger.years(actor=actor)
    year = chosen_year(request, years)
    refusal = ""
    if request.method == "POST":
        if year is None:
            raise Http404
        try:
            ledger.hand_over_in_file(actor=actor, year=year, at=timezone.now())
        except Refused as no:
            refusal = refused(no)
        else:
            messages.success(request, gettext("The file is ready below."))
            return redirect(f"{reverse('books:elsewhere')}?jaar={year}")
    context: dict[str, Any] = {"years": [*map(str, years)], "year": str(year or ""), "refusal": refusal}
    if year is not None:
        view = ledger.elsewhere(actor=actor, year=year)
        names = names_of(actor=actor, people={each.by for each in view.files if each.by})
        context |= {
            "view": view,
            "stops": [
                (in_words(each.place) if isinstance(each.place, Said) else each.place, in_words(each.said))
                for each in view.stops
            ],
            "files": [(each, names.get(each.by, "") if each.by else "") for each in view.files],
        }
    return render(request, "books/elsewhere.html", context, status=422 if refusal else 200)


@require_GET
@page(*ledger.READERS)
def elsewhere_file(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A file of entries as text (CSV), or with ``vorm=xaf`` as an audit file."""
    year = read_whole(request.GET.get("jaar", ""), digits=4)
    number = read_whole(request.GET.get("bestand", ""), digits=6)
    form = request.GET.get("vorm", "csv")
    if year is None or number is None or form not in TYPES:
        raise Http404
    out = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # the answer closes it
    _writer(actor, year, number, form)(out)  # type: ignore[arg-type]  # a file like any other
    out.seek(0)
    name = f"boekingen-{slugify(actor.organisation_name)}-{year}-{number}.{form}"
    return FileResponse(out, as_attachment=True, filename=name, content_type=TYPES[form])  # type: ignore[return-value]  # a stream is one to Django


def _writer(actor: Actor, year: int, number: int, form: str) -> Callable[[BinaryIO], int]:
    if form == "csv":
        return lambda out: ledger.write_elsewhere_journal(actor=actor, year=year, file=number, out=out)
    on = timezone.localdate()
    return lambda out: ledger.write_elsewhere_audit_file(actor=actor, year=year, file=number, on=on, out=out)
