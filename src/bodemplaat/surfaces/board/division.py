"""The division of work of a cooperation: its versions, one version by process, two side by side, and what is done with one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.division import api as division
from bodemplaat.capabilities.division.api import CutView, Filling, Party, Process, ProcessList, Row
from bodemplaat.formats.tables import Column
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import explained
from bodemplaat.foundation.organisations.api import TASK_LABELS
from bodemplaat.foundation.reports.api import ExportForm, export_name, exported
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused
from bodemplaat.surfaces.board.division_forms import (
    LISTS,
    SIDES,
    CutFunctionsForm,
    CutRowForm,
    DraftCutForm,
    ProposeCutForm,
)
from bodemplaat.surfaces.board.wording import language, refused

EVERY_LIST: Final = "alles"
FOUR_EYES: Final = "cut.four_eyes"
"""These findings have a list of their own on the page, each beside its pair."""


@dataclass(frozen=True, slots=True)
class ShownSide:
    """To whom a row gives a process, in words and colour."""

    word: str
    tone: str
    who: str
    row: Row
    customer: Party | None


@dataclass(frozen=True, slots=True)
class ShownProcess:
    """A process as a line of the overview; a heading has no sides."""

    process: Process
    name: str
    note: str
    covers: str
    common: ShownSide | None
    differing: tuple[ShownSide, ...]
    findings: tuple[str, ...]


@require_GET
@page(*division.READERS)
def divisions(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The cooperations of the actor, each with the versions of its cut."""
    return _show_divisions(request, actor)


def _show_divisions(
    request: HttpRequest, actor: Actor, refusal: str = "", form: DraftCutForm | None = None
) -> HttpResponse:
    cooperations = division.cuts_of(actor=actor, on=timezone.localdate())
    shown = [
        (
            each,
            form
            if form is not None and form.data.get("cooperation") == str(each.id)
            else DraftCutForm(providers=each.providers, has_earlier=_has_earlier(each)),
            each.may_make and not any(v.standing in ("draft", "proposed") for v in each.versions),
        )
        for each in cooperations
    ]
    context = {"cooperations": shown, "refusal": refusal}
    return render(request, "board/divisions.html", context, status=422 if refusal else 200)


def _has_earlier(each: division.CooperationCuts) -> bool:
    return any(version.adopted_at for version in each.versions)


@require_POST
@page(*division.MAKERS)
def draft_cut(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Begin a version."""
    cooperations = division.cuts_of(actor=actor, on=timezone.localdate())
    there = next((each for each in cooperations if str(each.id) == request.POST.get("cooperation")), None)
    if there is None:
        raise NotFound("cooperation")
    form = DraftCutForm(request.POST, providers=there.providers, has_earlier=_has_earlier(there))
    if not form.is_valid():
        return _show_divisions(request, actor, gettext("Choose what the version begins with."), form)
    read = form.cleaned_data
    try:
        version = division.draft_cut(
            actor=actor,
            cooperation=there.id,
            filling=Filling(read["filling"]),
            provider=UUID(read["provider"]) if read["provider"] else None,
            at=timezone.now(),
        )
    except Refused as why:
        return _show_divisions(request, actor, refused(why), form)
    return redirect("board:cut", version)


@require_GET
@page(*division.READERS)
def cut(request: HttpRequest, actor: Actor, cut: UUID) -> HttpResponse:
    """One version: every process with its side, what it runs against, and what goes over by it."""
    return _show_cut(request, actor, cut)


def _show_cut(
    request: HttpRequest,
    actor: Actor,
    cut: UUID,
    refusal: str = "",
    stops: Sequence[str] = (),
    form: ProposeCutForm | None = None,
) -> HttpResponse:
    view = _view(actor, cut)
    chosen = _chosen(request)
    names = {each.id: each.name for each in view.customers}
    others = [
        each
        for cooperation in division.cuts_of(actor=actor, on=timezone.localdate())
        if cooperation.id == view.version.cooperation
        for each in cooperation.versions
        if each.id != view.version.id
    ]
    context = {
        "view": view,
        "version": view.version,
        "lists": [
            *((each.value, LISTS[each], chosen == (each,)) for each in ProcessList),
            (EVERY_LIST, gettext("All lists"), len(chosen) > 1),
        ],
        "shown": [(LISTS[each], _parts(_shown(view, each))) for each in chosen],
        "prints_all": len(chosen) > 1,
        "findings": [
            (_finding(each), _whose(each, names), each)
            for each in view.findings
            if each.finding.code != FOUR_EYES
        ],
        "leaving": _leaving(actor, view),
        "moves": [(gettext(TASK_LABELS[each.task]), each) for each in view.moves],
        "pairs": [
            (pair, *(gettext(str(step)) for step in pair.steps), view.cut.functions.get(pair.id))
            for pair in division.needs_functions(view.cut)
        ],
        "others": others,
        "is_draft": view.version.standing == "draft",
        "form": form or ProposeCutForm(today=timezone.localdate()),
        "refusals": sorted({(each.customer.name, each.refusal) for each in view.moves if each.refusal}),
        "reason": request.POST.get("reason", ""),
        "refusal": refusal,
        "stops": stops,
        "name": _version_name(view),
    }
    return render(request, "board/cut.html", context, status=422 if refusal or stops else 200)


def _leaving(actor: Actor, view: CutView) -> list[tuple[str, list[tuple[str, str]]]]:
    """What leaves the list of each customer that it concerns: its services by code and name."""
    by_customer: dict[str, list[tuple[str, str]]] = {}
    for each in catalogue.services_leaving(actor=actor, cut=view, on=timezone.localdate()):
        named = (each.code, each.content.name.in_(language()[:2]))
        by_customer.setdefault(each.customer_name, []).append(named)
    return list(by_customer.items())


def _parts(lines: Sequence[ShownProcess]) -> list[tuple[ShownProcess | None, list[ShownProcess]]]:
    """The processes of a list under the headings that they are parts of; main processes without parts of their own under none."""
    parts: list[tuple[ShownProcess | None, list[ShownProcess]]] = []
    for each in lines:
        if each.common is None:
            parts.append((each, []))
            continue
        heading = parts[-1][0] if parts else None
        if not parts or each.process.parent != (heading.process.code if heading else ""):
            parts.append((None, []))
        parts[-1][1].append(each)
    return parts


@require_POST
@page(*division.MAKERS)
def propose_cut(request: HttpRequest, actor: Actor, cut: UUID) -> HttpResponse:
    """Propose a draft, to hold from a day."""
    form = ProposeCutForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        return _show_cut(request, actor, cut, gettext("Choose the day that it holds from."), form=form)
    read = form.cleaned_data
    return _act(
        request,
        actor,
        cut,
        lambda: division.propose_cut(
            actor=actor,
            version=cut,
            holds_from=read["holds_from"],
            finishes_open="finish" in read["remains"],
            reads_earlier="read" in read["remains"],
            remarks=read["remarks"],
            at=timezone.now(),
        ),
        gettext("Proposed. Somebody else adopts it; where work goes over, a controller agrees first."),
    )


@require_POST
@page(*division.READERS)
def settle_cut(request: HttpRequest, actor: Actor, cut: UUID) -> HttpResponse:
    """Adopt, agree or not, withdraw or drop, as the button says."""
    acts: Mapping[str, tuple[Callable[..., None], str]] = {
        "adopt": (division.adopt_cut, gettext("Adopted: it holds from its day.")),
        "agree": (
            division.consent_to_cut,
            gettext("You agreed that this work of your organisation goes over."),
        ),
        "withdraw": (division.withdraw_cut, gettext("It is a draft again.")),
        "drop": (division.drop_cut, gettext("The version has been dropped.")),
    }
    if request.POST.get("act") not in (*acts, "refuse"):
        raise Http404
    name = request.POST["act"]
    if name == "refuse":
        reason = request.POST.get("reason", "").replace("\x00", "")
        return _act(
            request,
            actor,
            cut,
            lambda: division.refuse_cut(actor=actor, version=cut, reason=reason, at=timezone.now()),
            gettext("Whoever proposed it hears that you do not agree, and why."),
        )
    act, done = acts[name]
    to = reverse("board:divisions") if name == "drop" else ""
    return _act(request, actor, cut, lambda: act(actor=actor, version=cut, at=timezone.now()), done, to)


@require_http_methods(["GET", "HEAD", "POST"])
@page(*division.MAKERS)
def cut_row(request: HttpRequest, actor: Actor, cut: UUID, process: str) -> HttpResponse:
    """One process of a draft: to whom it goes, for all or (``?voor=``) for one customer that differs."""
    view = _view(actor, cut)
    try:
        there = division.process(process)
    except LookupError:
        raise NotFound("process") from None
    customer = next((each for each in view.customers if str(each.id) == request.GET.get("voor")), None)
    if "voor" in request.GET and customer is None:
        raise NotFound("customer")
    row = view.cut.row(process, customer.id if customer else None)
    own = view.cut.own_row(process, customer.id) if customer else None
    form = CutRowForm(
        request.POST or None, row=row, providers=view.providers, is_receivables=process == "fin-5"
    )
    back = f"{reverse('board:cut', args=[cut])}?lijst={there.list.value}#{process}"
    refusal = ""
    if request.method == "POST" and ((own is not None and "follow" in request.POST) or form.is_valid()):
        try:
            if own is not None and customer is not None and "follow" in request.POST:
                division.follow_common_row(
                    actor=actor, version=cut, process=process, customer=customer.id, at=timezone.now()
                )
            else:
                changed = form.read(process, customer.id if customer else None)
                division.change_row(actor=actor, version=cut, row=changed, at=timezone.now())
        except Refused as why:
            refusal = refused(why)
        else:
            return redirect(back)
    context = {
        "view": view,
        "process": there,
        "name": there.name(language()),
        "note": there.notes.get(language()[:2], ""),
        "customer": customer,
        "own": own,
        "form": form,
        "back": back,
        "refusal": refusal,
        "others": [each for each in view.customers if each != customer],
    }
    return render(request, "board/cut_row.html", context, status=422 if refusal or form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page(*division.MAKERS)
def cut_functions(request: HttpRequest, actor: Actor, cut: UUID, pair: str) -> HttpResponse:
    """Name the two functions that do the steps of a pair."""
    view = _view(actor, cut)
    there = next((each for each in division.PAIRS if each.id == pair), None)
    if there is None:
        raise NotFound("pair")
    steps = [gettext(str(step)) for step in there.steps]
    first, second = view.cut.functions.get(pair, ("", ""))
    form = CutFunctionsForm(request.POST or None, steps=steps, initial={"first": first, "second": second})
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            division.name_functions(
                actor=actor, version=cut, pair=pair, **form.cleaned_data, at=timezone.now()
            )
        except Refused as why:
            refusal = refused(why)
        else:
            return redirect("board:cut", cut)
    context = {"view": view, "form": form, "refusal": refusal, "steps": steps}
    return render(request, "board/cut_functions.html", context, status=422 if refusal or form.errors else 200)


@require_GET
@page(*division.READERS)
def cut_beside(request: HttpRequest, actor: Actor, cut: UUID, other: UUID) -> HttpResponse:
    """Two versions side by side: what differs, or (``?alles=1``) every process."""
    views = sorted((_view(actor, cut), _view(actor, other)), key=lambda each: each.version.number)
    before, after = views
    if before.version.cooperation != after.version.cooperation:
        raise NotFound("cut")
    customers = {each.id: each for view in views for each in view.customers}
    differing = division.differences(before.cut, after.cut)
    rows: list[tuple[Process, str, Party | None, ShownSide, ShownSide, bool]] = []
    for each in differing:
        customer = customers.get(each.customer) if each.customer else None
        sides = (_side(before, each.before, customer), _side(after, each.after, customer))
        rows.append((each.process, each.process.name(language()), customer, *sides, True))
    if request.GET.get("alles"):
        there = {each.process.code for each in differing if each.customer is None}
        rows += [
            (
                each,
                each.name(language()),
                None,
                _side(before, before.cut.row(each.code), None),
                _side(after, after.cut.row(each.code), None),
                False,
            )
            for of in ProcessList
            for each in division.divisible(of)
            if each.code not in there
        ]
    context = {
        "before": before,
        "after": after,
        "names": [_version_name(each) for each in views],
        "rows": rows,
        "count": len(differing),
        "shows_all": bool(request.GET.get("alles")),
    }
    return render(request, "board/cut_beside.html", context)


@require_GET
@page(*division.READERS)
def cut_export(request: HttpRequest, actor: Actor, cut: UUID) -> HttpResponse:
    """A version as a table: every process for all, and each customer that differs."""
    view = _view(actor, cut)
    columns = [
        Column(gettext("Code"), width=10),
        Column(gettext("Process"), width=44),
        Column(gettext("For whom"), width=20),
        Column(gettext("Who does it"), width=24),
        Column(gettext("Provider of the cooperation"), width=28),
        Column(gettext("Parts"), width=30),
        Column(gettext("Reason"), width=30),
        Column(gettext("Remarks"), width=30),
        Column(gettext("Source"), width=40),
    ]
    rows = []
    for of in ProcessList:
        for each in _shown(view, of):
            for side in filter(None, (each.common, *each.differing)):
                parts = ", ".join(f"{part.name}: {SIDES[part.side][0]}" for part in side.row.parts)
                rows.append(
                    (
                        each.process.code,
                        each.name,
                        side.customer.name if side.customer else gettext("all"),
                        str(side.word),
                        side.who,
                        parts,
                        side.row.reason,
                        side.row.remarks,
                        each.process.source,
                    )
                )
    on = timezone.localdate()
    name = export_name(_version_name(view), view.cooperation_name, on)
    return exported(ExportForm.XLSX, name, _version_name(view), columns, rows, on=on)


def _view(actor: Actor, cut: UUID) -> CutView:
    return division.cut_view(actor=actor, version=cut, on=timezone.localdate())


def _chosen(request: HttpRequest) -> tuple[ProcessList, ...]:
    """The list that is asked for, or all of them, as a print of the whole division needs."""
    chosen_list = request.GET.get("lijst", ProcessList.PERSONNEL)
    if chosen_list == EVERY_LIST:
        return tuple(ProcessList)
    try:
        return (ProcessList(chosen_list),)
    except ValueError:
        raise Http404 from None


def _version_name(view: CutView) -> str:
    return gettext("Division of work, version {number}").format(number=view.version.number)


def _finding(each: division.CutFinding) -> str:
    return explained(each.finding)


def _whose(each: division.CutFinding, names: Mapping[UUID, str]) -> str:
    """The customer to name before a finding; none where the finding names it itself."""
    return "" if each.customer is None or "name" in each.finding.values else names.get(each.customer, "")


def _side(view: CutView, row: Row, customer: Party | None) -> ShownSide:
    word, tone = SIDES[row.side]
    providers = {each.id: each.name for each in view.providers}
    who = row.other_provider or (providers.get(row.provider, "") if row.provider else "")
    return ShownSide(str(word), tone, who, row, customer)


def _shown(view: CutView, of: ProcessList) -> list[ShownProcess]:
    here = language()[:2]
    customers = {each.id: each for each in view.customers}
    texts: dict[str, list[str]] = {}
    for each in view.findings:
        for code in () if each.finding.code == FOUR_EYES else each.processes:
            texts.setdefault(code, []).append(_finding(each))
    own: dict[str, list[Row]] = {}
    for row in view.cut.rows:
        if row.customer in customers:
            own.setdefault(row.process, []).append(row)
    return [
        ShownProcess(
            process=each,
            name=each.name(here),
            note=each.notes.get(here, ""),
            covers=", ".join(each.covers.get(here, ())),
            common=None if each.is_heading else _side(view, view.cut.row(each.code), None),
            differing=tuple(
                _side(view, row, customers[row.customer])
                for row in sorted(
                    own.get(each.code, ()), key=lambda r: customers[r.customer].name if r.customer else ""
                )
                if row.customer
            ),
            findings=tuple(dict.fromkeys(texts.get(each.code, ()))),
        )
        for each in division.processes(of)
    ]


def _act(
    request: HttpRequest, actor: Actor, cut: UUID, act: Callable[[], Any], done: str, to: str = ""
) -> HttpResponse:
    try:
        act()
    except division.UnsoundCut as why:
        return _show_cut(request, actor, cut, stops=[_stop(each) for each in why.findings])
    except Refused as why:
        return _show_cut(request, actor, cut, refused(why))
    messages.success(request, done)
    return redirect(to) if to else redirect("board:cut", cut)


def _stop(each: division.CutFinding) -> str:
    names = ", ".join(division.process(code).name(language()) for code in each.processes)
    return f"{names}: {_finding(each)}" if names else _finding(each)
