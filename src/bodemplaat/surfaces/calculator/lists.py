"""The list of models, and the workbooks to start from."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from bodemplaat.calculations.kinds import KINDS
from bodemplaat.capabilities.model_files import api as model_files
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import (
    address_with,
    file_response,
    page_number,
    page_of,
    rows_before,
    sort_head,
)
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.presentation.voice import Voice
from bodemplaat.surfaces.calculator.forms import NarrowForm
from bodemplaat.surfaces.calculator.words import FORMS, kind_line, kind_title, language, model_kinds

ROWS: Final = 25
WHOSE: Final = ("", "own", "partners", "archive")


@require_GET
@page(*model_files.READERS)
def models(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the organisation keeps and what partners share with it, as far as the reader sees it."""
    form = NarrowForm(request.GET)
    form.is_valid()
    may_keep = actor.role in model_files.KEEPERS
    whose = request.GET.get("whose", "")
    if whose not in WHOSE or not may_keep:
        whose = ""
    narrow = model_files.ModelFilter(
        text=form.cleaned_data.get("q", "").replace("\x00", ""),
        kind=form.cleaned_data.get("kind", ""),
        whose="" if whose == "archive" else whose,
        archived=whose == "archive",
    )
    sort = request.GET.get("sort", "")
    if sort.removeprefix("-") not in model_files.SORTS:
        sort = "-changed"
    kept = model_files.models_kept(
        actor=actor, narrow=narrow, sort=sort, start=rows_before(request, ROWS), count=ROWS
    )
    context = {
        "form": form,
        "found": kept,
        "rows": [(row, kind_title(row.kind)) for row in kept.rows],
        "page": page_of(kept.rows, count=kept.count, size=ROWS, number=page_number(request)),
        "chips": _chips(request.GET, whose) if may_keep else (),
        "whose": whose,
        "sort": sort,
        "heads": {
            name: sort_head(request.GET, name, sort, is_downwards_first=name == "changed")
            for name in model_files.SORTS
        },
        "is_narrowed": narrow != model_files.ModelFilter(),
        "may_keep": may_keep,
        "templates": [(kind.name, kind_title(kind.name), kind_line(kind.name)) for kind in model_kinds()],
    }
    return render(request, "calculator/models.html", context)


@require_GET
@page(*model_files.READERS)
def template(request: HttpRequest, actor: Actor, kind: str) -> HttpResponse:
    """A workbook to fill in, with drop-downs, notes and an example."""
    if kind not in KINDS or not KINDS[kind].is_model:
        raise Http404
    content = KINDS[kind].template().workbook(Voice(language()))
    return file_response(content, f"{kind}.xlsx", FORMS["xlsx"][1])


def _chips(query: QueryDict, whose: str) -> list[tuple[str, str, bool]]:
    labels = (gettext("All"), gettext("Of ourselves"), gettext("Of partners"), gettext("Archive"))
    return [
        (label, address_with(query, whose=value), value == whose)
        for label, value in zip(labels, WHOSE, strict=True)
    ]
