"""Trying keys on a model that is kept: a mixture, limits and steps, at once beside what each pays now. Nothing is stored by trying;
what is kept is handed in as a file, and goes the way of every file.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.file.source import Fields
from bodemplaat.calculations.file.tree import tree_of, yaml_text
from bodemplaat.calculations.guarded import TREE, NotWorkedOut
from bodemplaat.capabilities.model_files import api as model_files
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.reports.api import shown
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.presentation.page import page as page_of_report
from bodemplaat.presentation.voice import Voice
from bodemplaat.surfaces.calculator.handing_in import trial_address
from bodemplaat.surfaces.calculator.kept import asked_of, content_of
from bodemplaat.surfaces.calculator.proposal_form import ProposalForm
from bodemplaat.surfaces.calculator.results import as_file
from bodemplaat.surfaces.calculator.words import has_keys, language, told

COMPARED: Final = "compare-keys"


@require_http_methods(["GET", "HEAD", "POST"])
@page(*model_files.READERS, in_one_transaction=False)
def try_keys(request: HttpRequest, actor: Actor, model: UUID) -> HttpResponse:
    """A proposal for the newest version of a model, asked in the address: what it comes to, and handing it in."""
    from bodemplaat.calculations.settlement.proposing import choices  # noqa: PLC0415  # numpy, which few pages need

    view = model_files.model_kept(actor=actor, model=model)
    if not has_keys(view.kind) or view.is_archived:
        raise Http404
    try:
        root = _root(actor, view)
    except NotWorkedOut as problem:
        messages.error(request, told(problem.finding))
        return redirect("calculator:model", model)
    name = gettext("Proposal")
    offered = choices(root, name)
    form = ProposalForm(request.GET if "part-0" in request.GET else None, choices=offered, name=name)
    outcome = _outcome(request, root, form) if offered.keys else {}
    may_keep = actor.role in model_files.KEEPERS
    if request.method == "POST" and may_keep and "report" in outcome:
        return redirect(_handed_in(actor, view, root, form))
    context = {"view": view, "form": form, "choices": offered, "may_keep": may_keep, **outcome}
    refused = request.method == "POST" and "report" not in outcome
    return render(request, "calculator/try_keys.html", context, status=422 if refused else 200)


def _outcome(request: HttpRequest, root: Fields, form: ProposalForm) -> Mapping[str, Any]:
    """The report, or every reason why there is none."""
    from bodemplaat.calculations.calculate import Refused  # noqa: PLC0415  # as above
    from bodemplaat.calculations.settlement.proposing import try_division  # noqa: PLC0415
    from bodemplaat.calculations.work import Asked  # noqa: PLC0415

    if not form.is_valid():
        return {"wrong": form.all_errors()}
    result = try_division(root, form.proposal(), Asked(timezone.localdate()))
    if isinstance(result, Refused):
        return {"wrong": [told(finding) for finding in result.findings if finding.stops]}
    return {"report": shown(page_of_report(result.report, Voice(language())), request)}


def _handed_in(actor: Actor, view: model_files.ModelFileView, root: Fields, form: ProposalForm) -> str:
    """Where the model with the proposal in it waits to be kept: as its next version, or as a model of its own."""
    from bodemplaat.calculations.settlement.proposing import proposed  # noqa: PLC0415  # as above

    text = yaml_text(proposed(root, form.proposal()), Reading(root).habit)
    file = model_files.Content(f"{view.name[:100]}.yaml", text.encode())
    handed_in = model_files.hand_in(actor=actor, kind=COMPARED, file=file, at=timezone.now())
    return trial_address(handed_in, view.id if view.kind == COMPARED and view.may_change else None)


def _root(actor: Actor, view: model_files.ModelFileView) -> Fields:
    """The newest version as a tree: read by the guarded child once, and remembered as plain data."""
    version = model_files.versions_of(actor=actor, model=view.id)[0]
    plain = as_file(actor, asked_of(view, version), content_of(actor, view, version), TREE)
    return _tree(plain, version.original_name)


@lru_cache(maxsize=16)
def _tree(plain: bytes, name: str) -> Fields:
    return tree_of(json.loads(plain), name)
