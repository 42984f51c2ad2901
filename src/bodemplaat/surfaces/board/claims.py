"""The controller's list of claims: filtered, sorted, in pages, and exported as it is shown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.claims import api as door
from bodemplaat.formats.tables import Column, Kind, Row
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.design.api import page_number, page_of, rows_before, sort_head, state_chips
from bodemplaat.foundation.organisations.api import units_of
from bodemplaat.foundation.replica.api import on_replica
from bodemplaat.foundation.reports.api import (
    MOST_EXPORTED,
    ExportForm,
    export_addresses,
    export_name,
    exported,
)
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.presentation import notation
from bodemplaat.surfaces.board.forms import ClaimFilterForm
from bodemplaat.surfaces.board.wording import STATES, kind_names, language

ROWS: Final = 50
SORTABLE: Final = {"submitted": True, "claimant": False, "amount": True}
"""Column heads that sort, and whether the first press sorts downwards."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for, as far as it can be understood."""

    narrow: door.ClaimFilter
    sort: str
    form: ClaimFilterForm

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the whole list is asked."""
        return self.narrow != door.ClaimFilter(organisation=self.narrow.organisation)


@require_GET
@page(Role.CONTROLLER)
def claims(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One page of the list."""
    query = _asked(request, actor)
    today = timezone.localdate()
    claims_page = door.claims(
        actor=actor,
        on=today,
        narrow=query.narrow,
        sort=query.sort,
        start=rows_before(request, ROWS),
        count=ROWS,
    )
    context = {
        "form": query.form,
        "asked": query,
        "page": page_of(claims_page.rows, count=claims_page.count, size=ROWS, number=page_number(request)),
        "found": claims_page,
        "answer": _answer(claims_page),
        "rows": [(row, STATES[row.state]) for row in claims_page.rows],
        "states": state_chips(
            request.GET, query.narrow.state, {state: words.label for state, words in STATES.items()}
        ),
        "heads": {
            name: sort_head(request.GET, name, query.sort, is_downwards_first=is_downwards_first)
            for name, is_downwards_first in SORTABLE.items()
        },
        "exports": export_addresses(request.GET, reverse("board:export")),
        "most": MOST_EXPORTED,
    }
    return render(request, "board/claims.html", context)


@require_GET
@page(Role.CONTROLLER, from_replica=True)
def export(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The same list as a file, up to ``MOST_EXPORTED`` claims; what was cut off is said in the file and its name."""
    form = ExportForm.asked(request)
    query = _asked(request, actor)
    today = timezone.localdate()
    ids = door.claim_ids(actor=actor, on=today, narrow=query.narrow, sort=query.sort, most=MOST_EXPORTED + 1)
    is_cut = len(ids) > MOST_EXPORTED
    columns = [
        Column(gettext("Claim number"), width=14),
        Column(gettext("Handed in first"), Kind.DATE, width=14),
        Column(gettext("Who"), width=28),
        Column(pgettext("organisation", "Unit"), width=24),
        Column(gettext("Description"), width=40),
        Column(pgettext("claim", "State"), width=24),
        Column(gettext("Amount in euros"), Kind.EURO, width=16),
        Column(gettext("Handed in last"), Kind.DATE, width=14),
        Column(gettext("Times handed in"), Kind.INTEGER, width=14),
    ]
    labels = {state.value: str(words.label) for state, words in STATES.items()}
    cut = _said_cut(len(columns)) if is_cut else ()
    rows = _rows(actor, today, ids[:MOST_EXPORTED], labels)
    name = export_name(gettext("claims"), actor.organisation_name, today, is_cut=is_cut)
    record(
        actor,
        "claims.exported",
        "organisation",
        actor.organisation_id,
        actor.organisation_id,
        at=timezone.now(),
        details={"format": form.value, "count": min(len(ids), MOST_EXPORTED)},
    )
    return exported(form, name, gettext("Claims"), columns, chain(rows, cut), on=today)


def _rows(actor: Actor, on: date, ids: Sequence[UUID], labels: Mapping[str, str]) -> Iterator[Row]:
    """Read a thousand at a time, each time as the actor, so that a stream holds no transaction open."""
    for start in range(0, len(ids), 1000):
        some = partial(door.claim_rows, actor=actor, on=on, ids=ids[start : start + 1000])
        for row in on_replica(some, in_step=True):
            first, last = (
                timezone.localdate(moment) if moment else None
                for moment in (row.first_submitted_at, row.submitted_at)
            )
            yield (
                row.number,
                first,
                row.claimant_name,
                row.unit_name,
                row.description,
                labels[row.state],
                row.total,
                last,
                row.round,
            )


def _said_cut(width: int) -> tuple[Row, ...]:
    text = gettext("Cut off after {most} claims: narrow the list to export the others.")
    said = text.format(most=notation.number(MOST_EXPORTED, language()))
    return ((said, *(None,) * (width - 1)),)


def _asked(request: HttpRequest, actor: Actor) -> Asked:
    kinds = kind_names(door.kinds_over_time(actor=actor, organisation=actor.organisation_id))
    form = ClaimFilterForm(
        request.GET,
        units=units_of(actor=actor, organisation=actor.organisation_id),
        kinds=list(kinds.items()),
    )
    form.is_valid()
    read = form.cleaned_data
    narrow = door.ClaimFilter(
        state=read.get("state", ""),
        organisation=actor.organisation_id,
        unit=UUID(read["unit"]) if read.get("unit") else None,
        kind=read.get("kind", ""),
        text=read.get("q", ""),
        since=read.get("since"),
        until=read.get("until"),
    )
    sort = request.GET.get("sort", "")
    return Asked(narrow, sort if sort in door.SORTS else "-submitted", form)


def _answer(page: door.ClaimPage) -> str:
    if page.is_more:
        return gettext("More than {most} claims.").format(most=notation.number(page.count, language()))
    if not page.count or page.total is None:
        return ""
    text = ngettext("{count} claim of {total}.", "{count} claims of together {total}.", page.count)
    return text.format(
        count=notation.number(page.count, language()), total=notation.euro(page.total, language())
    )
