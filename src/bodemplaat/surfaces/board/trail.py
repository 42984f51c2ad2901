"""The audit trail of the organisation: who did what to which record when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.claims.api import claim_numbers
from bodemplaat.formats.tables import Column, Row
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.audit.api import AuditLine, TrailFilter, TrailPage, organisation_trail, record
from bodemplaat.foundation.design.api import ROLE_LABELS, page_number, page_of, rows_before
from bodemplaat.foundation.organisations.api import names_of, people_found
from bodemplaat.foundation.reports.api import MOST_EXPORTED, ExportForm, export_name, exported
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.presentation import notation
from bodemplaat.surfaces.board.changes import changes_in_trail
from bodemplaat.surfaces.board.forms import TrailFilterForm
from bodemplaat.surfaces.board.wording import ACTIONS, action_name, function_name, language

ROWS: Final = 20
MOST_NAMED: Final = 500
"""People who answer to one name; a filter on so common a name is cut there."""


@dataclass(frozen=True, slots=True)
class TrailRow:
    """A line of the trail in words. ``href`` leads to the record where the reader may open it."""

    at: datetime
    who: str
    role: str
    what: str
    about: str
    href: str


@require_GET
@page(Role.CONTROLLER, Role.ADMINISTRATOR)
def trail(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One page of the trail, latest first."""
    form = _form(request)
    page_lines = _lines(actor, form, start=rows_before(request, ROWS), count=ROWS)
    rows = _rows(actor, page_lines.lines)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "rows": rows,
        "found": page_lines,
        "page": page_of(rows, count=page_lines.count, size=ROWS, number=page_number(request)),
        "export": f"{reverse('board:trail_export')}?{query.urlencode()}",
        "is_narrowed": any(form.cleaned_data.values()),
    }
    return render(request, "board/trail.html", context)


@require_GET
@page(Role.CONTROLLER, Role.ADMINISTRATOR, from_replica=True)
def export(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The same lines as a file, up to ``MOST_EXPORTED``."""
    file = ExportForm.asked(request)
    trail = _lines(actor, _form(request), start=0, count=MOST_EXPORTED + 1)
    is_cut = len(trail.lines) > MOST_EXPORTED
    columns = [
        Column(gettext("When"), width=20),
        Column(gettext("Who"), width=28),
        Column(gettext("Role"), width=20),
        Column(gettext("What happened"), width=32),
        Column(pgettext("trail", "About"), width=40),
    ]
    said = gettext("Cut off after {most} lines: narrow the trail to export the others.").format(
        most=notation.number(MOST_EXPORTED, language())
    )
    cut: tuple[Row, ...] = ((said, None, None, None, None),) if is_cut else ()
    name = export_name(gettext("trail"), actor.organisation_name, timezone.localdate(), is_cut=is_cut)
    rows = chain(_cells(_rows(actor, trail.lines[:MOST_EXPORTED])), cut)
    record(
        actor,
        "trail.exported",
        "organisation",
        actor.organisation_id,
        actor.organisation_id,
        at=timezone.now(),
        details={"format": file.value, "count": min(len(trail.lines), MOST_EXPORTED)},
    )
    return exported(file, name, gettext("Trail"), columns, rows, on=timezone.localdate())


def _cells(rows: Sequence[TrailRow]) -> Iterator[Row]:
    for row in rows:
        moment = timezone.localtime(row.at).strftime("%Y-%m-%d %H:%M:%S")
        yield (moment, row.who, row.role, row.what, row.about)


def _form(request: HttpRequest) -> TrailFilterForm:
    actions = sorted(((code, str(name)) for code, name in ACTIONS.items()), key=lambda each: each[1])
    form = TrailFilterForm(request.GET, actions=actions)
    form.is_valid()
    return form


def _lines(actor: Actor, form: TrailFilterForm, *, start: int, count: int) -> TrailPage:
    read = form.cleaned_data
    people = None
    if read.get("who"):
        named, _ = people_found(
            actor=actor, organisation=actor.organisation_id, text=read["who"], count=MOST_NAMED
        )
        people = frozenset(person.id for person in named)
    narrow = TrailFilter(
        action=read.get("action", ""), people=people, since=read.get("since"), until=read.get("until")
    )
    return organisation_trail(
        actor=actor, organisation=actor.organisation_id, narrow=narrow, start=start, count=count
    )


def _rows(actor: Actor, lines: Sequence[AuditLine]) -> list[TrailRow]:
    people = {line.person_id for line in lines if line.person_id}
    people |= {line.subject_id for line in lines if line.subject_type == "person"}
    names = names_of(actor=actor, people=people)
    claims = claim_numbers(
        actor=actor, ids=[line.subject_id for line in lines if line.subject_type == "claim"]
    )
    return [_row(actor, line, names, claims) for line in lines]


def _row(actor: Actor, line: AuditLine, names: Mapping[UUID, str], claims: Mapping[UUID, str]) -> TrailRow:
    role = str(ROLE_LABELS.get(line.role, line.role))
    number = claims.get(line.subject_id, "")
    may_open = bool(number) and actor.role is Role.CONTROLLER
    subject = number or (names.get(line.subject_id, "") if line.subject_type == "person" else "")
    facts = _details(line.details, may_see_amounts=actor.role is Role.CONTROLLER)
    return TrailRow(
        at=line.at,
        who=_who(line, names),
        role=role,
        what=action_name(line.action),
        about=" · ".join(filter(None, (subject, *facts))),
        href=reverse("selfservice:claim", args=[line.subject_id]) if may_open else "",
    )


def _who(line: AuditLine, names: Mapping[UUID, str]) -> str:
    if line.person_id is None:
        others = {"scim": gettext("the directory"), "client": gettext("another system")}
        return others.get(line.role) or gettext("the platform")
    return names.get(line.person_id) or gettext("somebody of the service centre")


def _details(details: Mapping[str, object], *, may_see_amounts: bool) -> list[str]:
    """The facts of a line that a reader can use: role, function, days; amounts for the controller only."""
    facts = []
    for name, value in details.items():
        if (name == "cents" or name.endswith("_cents")) and isinstance(value, int):
            if may_see_amounts:
                facts.append(notation.euro(value, language()))
        elif name == "role" and str(value) in ROLE_LABELS:
            facts.append(str(ROLE_LABELS[str(value)]))
        elif name == "function":
            facts.append(function_name(str(value)))
        elif name in {"since", "until"} and value:
            day = notation.day(date.fromisoformat(str(value)[:10]), language())
            text = gettext("from {day}") if name == "since" else gettext("until {day}")
            facts.append(text.format(day=day))
        elif name == "kind":
            facts.append(str(value))
        elif name == "changes" and isinstance(value, list):
            facts += changes_in_trail(value)
        elif name == "ends_in":
            facts.append(gettext("ends in {ending}").format(ending=value))
        elif name == "seed":
            facts.append(gettext("seed {seed}").format(seed=value))
    return facts
