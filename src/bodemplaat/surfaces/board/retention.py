"""Until when records are kept, what holds them back, and letting them be destroyed by two people."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from bodemplaat.calculations.render.files import file_of
from bodemplaat.capabilities.claims.api import Words
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import (
    address_with,
    ask_first,
    page_number,
    page_of,
    rows_before,
    sort_head,
)
from bodemplaat.foundation.imports.api import imported_list
from bodemplaat.foundation.notices.api import worded
from bodemplaat.foundation.organisations.api import names_of
from bodemplaat.foundation.reports.api import download, site_voice
from bodemplaat.foundation.retention import api as door
from bodemplaat.foundation.retention.api import (
    Certainty,
    CertificateLine,
    CertificateView,
    CountedFrom,
    KeepingView,
)
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.kernel import say
from bodemplaat.presentation import notation
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Column, KeyFigure, Paragraph, Report, Table
from bodemplaat.surfaces.board.wording import language, refused

ROWS: Final = 50
SORTABLE: Final = ("kind", "trigger", "after")
STATES: Mapping[str, Words] = {
    "proposed": Words(_("Waits for the first person"), "waiting", "clock"),
    "accepted": Words(_("Waits for a second person"), "waiting", "clock"),
    "confirmed": Words(_("Is being destroyed"), "info", "clock"),
    "destroyed": Words(_("Destroyed"), "success", "check"),
    "refused": Words(_("Refused"), "danger", "error"),
}
CERTAINTIES: Mapping[Certainty, Any] = {
    Certainty.PRIMARY: _("read in the text of the law or list itself"),
    Certainty.SECONDARY: _("read in a secondary source"),
    Certainty.MEMORY: _("not checked: an own choice"),
}


class WhyForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("Why?"), max_length=500, widget=forms.Textarea({"rows": 3}))


@dataclass(frozen=True, slots=True)
class Row:
    """A record in the list; ``what`` names it as its reader knows it."""

    view: KeepingView
    kind: str
    what: str
    is_due: bool


@require_GET
@page(*door.KEEPERS)
def retention(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits, and every record with its date: by kind, what is held, what is due."""
    return _list(request, actor)


@require_GET
@page(*door.KEEPERS)
def terms(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The table of terms as it holds: how long, from when, by which list, how sure."""
    names = {code: worded(kind.name, {}) for code, kind in door.kinds().items()}
    rows = [
        (names[code], _length(term.years, term.months, term.counted_from), term, CERTAINTIES[term.certainty])
        for code, of_kind in door.terms().items()
        for term in reversed(of_kind)
        if code in names
    ]
    shown = [(name, length, term, sure, term.note(language())) for name, length, term, sure in rows]
    return render(request, "board/retention_terms.html", {"rows": sorted(shown, key=lambda row: row[0])})


@require_GET
@page(*door.KEEPERS)
def destruction(request: HttpRequest, actor: Actor, destruction: UUID) -> HttpResponse:
    """One proposal: how many of each kind, by which term, and each record of it."""
    return _one(request, actor, destruction)


@require_http_methods(["GET", "HEAD", "POST"])
@page(*door.KEEPERS)
def accept(request: HttpRequest, actor: Actor, destruction: UUID) -> HttpResponse:
    """Say that it may be destroyed, on a page that says what that means."""
    count = door.proposal_view(actor=actor, proposal=destruction)[0].count
    return _decide(
        request,
        actor,
        destruction,
        door.accept_destruction,
        gettext("Accepted. Another controller or administrator is asked to confirm it."),
        question=_counted(
            ngettext("Let {count} record be destroyed?", "Let {count} records be destroyed?", count), count
        ),
        consequence=gettext("Nothing goes yet: another controller or administrator has to confirm it."),
        verb=gettext("Accept the proposal"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(*door.KEEPERS)
def confirm(request: HttpRequest, actor: Actor, destruction: UUID) -> HttpResponse:
    """Let it be destroyed: the second person, after whom nobody takes it back."""
    count = door.proposal_view(actor=actor, proposal=destruction)[0].count
    return _decide(
        request,
        actor,
        destruction,
        door.confirm_destruction,
        gettext("Confirmed. The records are being destroyed; a declaration remains."),
        question=_counted(
            ngettext("Destroy {count} record for good?", "Destroy {count} records for good?", count), count
        ),
        consequence=gettext(
            "They go with their documents and their history, and nobody brings them back. Backups keep them until they"
            " have been rotated."
        ),
        verb=gettext("Confirm: destroy them"),
        tone="danger",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(*door.KEEPERS)
def refuse(request: HttpRequest, actor: Actor, destruction: UUID) -> HttpResponse:
    """Let nothing of it go now, with the reason."""
    door.proposal_view(actor=actor, proposal=destruction)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return _act(
            request,
            actor,
            destruction,
            lambda: door.refuse_destruction(
                actor=actor, proposal=destruction, reason=reason, at=timezone.now()
            ),
            gettext("Refused. What is due is proposed again next month."),
        )
    return ask_first(
        request,
        question=gettext("Refuse this proposal?"),
        consequence=gettext(
            "Nothing of it is destroyed now. Next month what is due is proposed again; hold back what must stay."
        ),
        verb=gettext("Refuse"),
        tone="danger",
        back=reverse("board:destruction", args=[destruction]),
        form=form,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(*door.KEEPERS)
def hold(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Hold back the records that were ticked, with the reason."""
    chosen = _ids(request.POST.getlist("keeping") or request.GET.getlist("keeping"))
    if not chosen:
        return _list(request, actor, gettext("Tick at least one record first."))
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            door.hold_back(
                actor=actor, keepings=chosen, reason=form.cleaned_data["reason"], at=timezone.now()
            )
        except Refused as no:
            return _list(request, actor, refused(no))
        messages.success(request, gettext("Held back. They are not destroyed until somebody lifts it."))
        return redirect(f"{reverse('board:retention')}?show=held")
    return ask_first(
        request,
        question=ngettext("Hold back {count} record?", "Hold back {count} records?", len(chosen)).format(
            count=notation.number(len(chosen), language())
        ),
        consequence=gettext(
            "Held records are destroyed only after somebody lifts the hold, whatever their date."
        ),
        verb=gettext("Hold back"),
        back=reverse("board:retention"),
        form=form,
        fields=[("keeping", str(each)) for each in chosen],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(*door.KEEPERS)
def lift(request: HttpRequest, actor: Actor, hold: UUID) -> HttpResponse:
    """Lift a hold, with the reason."""
    view = door.hold_view(actor=actor, hold=hold)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            door.lift_hold(actor=actor, hold=hold, reason=form.cleaned_data["reason"], at=timezone.now())
        except Refused as no:
            return _list(request, actor, refused(no))
        messages.success(request, gettext("The hold is lifted. What is due is proposed next month."))
        return redirect("board:retention")
    return ask_first(
        request,
        question=gettext("Lift this hold?"),
        consequence=gettext("It was set because: {reason}").format(reason=view.reason),
        verb=gettext("Lift the hold"),
        back=f"{reverse('board:retention')}?show=held",
        form=form,
    )


@require_GET
@page(*door.KEEPERS)
def certificate(request: HttpRequest, actor: Actor, certificate: UUID) -> HttpResponse:
    """A declaration of destruction."""
    view = door.certificate_view(actor=actor, certificate=certificate)
    lines = [
        (worded(line.name, {}), _length(line.years, line.months, line.counted_from), line)
        for line in view.lines
    ]
    context = {"certificate": view, "lines": lines, "organisation": actor.organisation_name}
    return render(request, "board/certificate.html", context)


@require_GET
@page(*door.KEEPERS)
def certificate_pdf(request: HttpRequest, actor: Actor, certificate: UUID) -> HttpResponse:
    """The same on paper (PDF/UA)."""
    view = door.certificate_view(actor=actor, certificate=certificate)
    content = file_of(report_of(view, actor.organisation_name), "pdf", site_voice())
    name = f"{gettext('declaration of destruction')} {view.number} {actor.organisation_name}"
    return download(content, "pdf", name)


def report_of(view: CertificateView, organisation: str) -> Report:
    """The declaration as a report."""
    rows = [
        (
            line.name,
            _category(line),
            _length(line.years, line.months, line.counted_from),
            line.records,
            line.documents,
            line.first_day,
            line.last_day,
            line.total,
        )
        for line in view.lines
    ]
    columns = (
        Column("kind", say("Kind of record")),
        Column("category", say("Category and list")),
        Column("term", say("Term")),
        Column("records", say("Records"), Kind.COUNT, total=True),
        Column("documents", say("Documents"), Kind.COUNT, total=True),
        Column("first", say("Closed from"), Kind.DAY),
        Column("last", say("Until and including"), Kind.DAY),
        Column("total", say("Together"), Kind.AMOUNT),
    )
    decided = say(
        "{first} accepted the proposal on {first_day}; {second} confirmed it on {second_day}. The records were destroyed"
        " with their documents and their history in one act. This declaration names nobody whose records they were.",
        first=view.accepted_by_name,
        first_day=timezone.localdate(view.accepted_at),
        second=view.confirmed_by_name,
        second_day=timezone.localdate(view.confirmed_at),
    )
    sources = sorted({door.in_words(line.source, language()) for line in view.lines if line.source})
    return Report(
        title=say("Declaration of destruction {number}", number=view.number),
        subtitle=organisation,
        lead=say(
            "{count} {count:record was|records were} destroyed on {day}.",
            count=view.records,
            day=timezone.localdate(view.made_at),
        ),
        figures=[KeyFigure(say("Records destroyed"), view.records, Kind.COUNT)],
        parts=[
            Table("destroyed", say("What was destroyed"), columns, rows, total_label=say("Together")),
            Paragraph(decided, say("Who let it be destroyed")),
            Paragraph(" · ".join(sources), say("Where the terms come from")),
        ],
        day=timezone.localdate(view.made_at),
    )


def _list(request: HttpRequest, actor: Actor, refusal: str = "") -> HttpResponse:
    query, today = request.GET, timezone.localdate()
    show, kind, sort = query.get("show", ""), query.get("kind", ""), query.get("sort", "")
    narrow = door.KeepingFilter(
        kind=kind if kind in door.kinds() else "",
        is_held=show == "held",
        until=date.fromordinal(today.toordinal() - 1) if show == "due" else None,
    )
    shown = door.keepings(actor=actor, narrow=narrow, sort=sort, start=rows_before(request, ROWS), count=ROWS)
    rows = _rows(actor, shown.rows, today)
    proposals = door.proposals(actor=actor)
    holds = door.holds(actor=actor)
    names = names_of(actor=actor, people={person for h in holds for person in (h.by, h.lifted_by) if person})
    context: dict[str, Any] = {
        "rows": rows,
        "page": page_of(rows, count=shown.count, size=ROWS, number=page_number(request)),
        "count": shown.count,
        "is_narrowed": narrow != door.KeepingFilter(),
        "show": show,
        "shows": [
            (gettext("All"), address_with(query, show=""), not show),
            (gettext("Term is over"), address_with(query, show="due"), show == "due"),
            (gettext("Held back"), address_with(query, show="held"), show == "held"),
        ],
        "by_kind": [
            (worded(name, {}), address_with(query, kind="" if code == kind else code), code == kind, number)
            for code, name, number in shown.by_kind
        ],
        "heads": {name: sort_head(query, name, sort) for name in SORTABLE},
        "waiting": next((each for each in proposals if each.state in ("proposed", "accepted")), None),
        "decided": [
            (each, STATES[each.state]) for each in proposals if each.state not in ("proposed", "accepted")
        ],
        "holds": [(h, names.get(h.by, ""), names.get(h.lifted_by, "") if h.lifted_by else "") for h in holds],
        "refusal": refusal,
    }
    return render(request, "board/retention.html", context, status=422 if refusal else 200)


def _one(request: HttpRequest, actor: Actor, destruction: UUID, refusal: str = "") -> HttpResponse:
    view, lines = door.proposal_view(actor=actor, proposal=destruction)
    query, today = request.GET, timezone.localdate()
    kind, sort = query.get("kind", ""), query.get("sort", "")
    narrow = door.KeepingFilter(kind=kind if kind in door.kinds() else "", proposal=destruction)
    shown = door.keepings(actor=actor, narrow=narrow, sort=sort, start=rows_before(request, ROWS), count=ROWS)
    rows = _rows(actor, shown.rows, today)
    own = view.accepted_by is not None and view.accepted_by in actor.people
    context = {
        "proposal": view,
        "state": STATES[view.state],
        "lines": [
            (worded(line.name, {}), _length(line.term.years, line.term.months, line.term.counted_from), line)
            for line in lines
        ],
        "total": sum(line.records for line in lines),
        "rows": rows,
        "page": page_of(rows, count=shown.count, size=ROWS, number=page_number(request)),
        "by_kind": [
            (worded(name, {}), address_with(query, kind="" if code == kind else code), code == kind, number)
            for code, name, number in shown.by_kind
        ],
        "heads": {name: sort_head(query, name, sort) for name in SORTABLE},
        "may_accept": view.state == "proposed" and bool(view.count),
        "may_confirm": view.state == "accepted" and not own,
        "may_hold": view.state in ("proposed", "accepted"),
        "may_refuse": view.state in ("proposed", "accepted"),
        "is_own": view.state == "accepted" and own,
        "refusal": refusal,
    }
    return render(request, "board/destruction.html", context, status=422 if refusal else 200)


def _rows(actor: Actor, views: Sequence[KeepingView], today: date) -> list[Row]:
    people = names_of(actor=actor, people={view.record for view in views if view.kind == "people"})
    return [
        Row(
            view=view,
            kind=worded(view.name, {}),
            what=people.get(view.record) or _label(view),
            is_due=view.destroy_after < today,
        )
        for view in views
    ]


def _label(view: KeepingView) -> str:
    """A number as it is, a month in words, a list by its title, a record without any of these by the beginning of its id."""
    if isinstance(door.kinds().get(view.kind), door.Log):
        text = ngettext("{month}, {count} line", "{month}, {count} lines", view.lines)
        month = notation.month(view.trigger_day, language())
        return text.format(month=month, count=notation.number(view.lines, language()))
    a_list = imported_list(view.label) if view.kind == "imports" else None
    return gettext(a_list.title) if a_list else view.label or str(view.record)[:8]


def _category(line: CertificateLine) -> str:
    by = line.list_version or gettext("decided for this kind of request")
    return f"{door.in_words(line.category, language())} ({by})"


def _length(years: int, months: int, counted_from: CountedFrom) -> str:
    """A term in words: ``7 years from the end of the year``."""
    parts = []
    if years:
        parts.append(ngettext("{count} year", "{count} years", years).format(count=years))
    if months:
        parts.append(ngettext("{count} month", "{count} months", months).format(count=months))
    start = (
        gettext("from the end of the year") if counted_from is CountedFrom.YEAR else gettext("from the day")
    )
    return f"{' '.join(parts)} {start}"


def _act(
    request: HttpRequest, actor: Actor, destruction: UUID, act: Callable[[], None], done: str
) -> HttpResponse:
    try:
        act()
    except Refused as no:
        return _one(request, actor, destruction, refused(no))
    messages.success(request, done)
    return redirect("board:destruction", destruction)


def _decide(
    request: HttpRequest,
    actor: Actor,
    destruction: UUID,
    decide: Callable[..., None],
    done: str,
    *,
    question: str,
    consequence: str,
    verb: str,
    tone: str = "primary",
) -> HttpResponse:
    """Ask first, then do what a proposal waits for."""
    if request.method == "POST":
        return _act(
            request,
            actor,
            destruction,
            lambda: decide(actor=actor, proposal=destruction, at=timezone.now()),
            done,
        )
    back = reverse("board:destruction", args=[destruction])
    return ask_first(request, question=question, consequence=consequence, verb=verb, tone=tone, back=back)


def _counted(text: str, count: int) -> str:
    return text.format(count=notation.number(count, language()))


def _ids(written: Iterable[str]) -> list[UUID]:
    kept_ids: dict[UUID, None] = {}
    for each in written:
        with suppress(ValueError):
            kept_ids[UUID(each)] = None
    return list(kept_ids)[:5000]
