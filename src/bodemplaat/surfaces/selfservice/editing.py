"""Starting a claim, and its first step: which costs."""

import contextlib
import dataclasses
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from bodemplaat.capabilities.claims.api import (
    ChangedInAnotherWindow,
    ClaimRules,
    ClaimView,
    Content,
    TooManyFiles,
    remove_evidence,
    save_draft,
    start_claim,
    weigh_content,
)
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import ask_first, small_number
from bodemplaat.foundation.organisations.api import NoEmployment
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused
from bodemplaat.kernel import Finding, say
from bodemplaat.surfaces.selfservice.drafts import (
    STEPS,
    entry_rows,
    of_a_draft,
    own_draft,
    rules_today,
    seen_version,
)
from bodemplaat.surfaces.selfservice.entry import Entry, RawLine, documents_of, new_line, raw_lines
from bodemplaat.surfaces.selfservice.overview import is_handled
from bodemplaat.surfaces.selfservice.wording import refused


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why what was typed was not kept, the version it was typed on, and how many costs the claim has now."""

    text: str
    version: str
    lines_now: int


@page()
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Start a claim; pressing twice on the same page makes one. Opened by its address it asks first.

    Where nobody handles claims, the list says so and where else.
    """
    if not is_handled(actor):
        return redirect("selfservice:claims")
    if request.method != "POST":
        return ask_first(
            request,
            question=gettext("Start a new claim?"),
            consequence=gettext("Nobody sees it until you hand it in, and you can stop at any time."),
            verb=gettext("New claim"),
            back=reverse("selfservice:claims"),
            fields=(("key", uuid.uuid4().hex),),
        )
    key = request.POST.get("key", "")[:64] or uuid.uuid4().hex
    try:
        claim = start_claim(actor=actor, key=key, at=timezone.now())
    except NoEmployment:
        raise Refused(
            say("No employment of yours is known here today. Ask your administrator to look into it.")
        ) from None
    return redirect("selfservice:edit", claim)


@page()
@of_a_draft
def edit(request: HttpRequest, actor: Actor, claim: UUID) -> HttpResponse:
    """Step 1: the costs. Each press keeps the draft; only what does not read holds one here."""
    view = own_draft(actor, claim)
    rules = rules_today(actor, view)
    if request.method != "POST":
        return _draw(request, view, Entry.kept(view, rules), rules)
    today = timezone.localdate()
    raw = raw_lines(request.POST)
    typed = list(raw)
    at_line, taken_off = _steer(request, raw, rules, today)
    entry = Entry.typed(request.POST, raw, rules)
    content = entry.content()
    try:
        kept = save_draft(
            actor=actor,
            claim=claim,
            content=content,
            seen_version=seen_version(request.POST),
            form_key=request.POST.get("form_key", ""),
            at=timezone.now(),
        )
    except ChangedInAnotherWindow as refusal:
        return _draw_as_typed(request, actor, view, Entry.typed(request.POST, typed, rules), rules, refusal)
    except TooManyFiles as refusal:
        entry.claim.add_error(None, refused(refusal))
        priced = weigh_content(actor=actor, claim=claim, content=content, on=today).content
        return _draw(request, view, entry, rules, at_line, priced)
    for document in taken_off:
        with contextlib.suppress(NotFound):
            remove_evidence(actor=actor, claim=claim, document=document, at=timezone.now())
    if "next" in request.POST and not entry.wrong:
        entry.point_out(kept.findings)
    if entry.wrong:
        return _draw(
            request, dataclasses.replace(view, version=kept.version), entry, rules, at_line, kept.content
        )
    if "next" in request.POST:
        return redirect("selfservice:prove", claim)
    if "later" in request.POST:
        messages.success(request, gettext("Your draft is kept. You can go on whenever you like."))
        return redirect("selfservice:home")
    address = reverse("selfservice:edit", args=[claim])
    return redirect(address if at_line is None else f"{address}?line={at_line}")


@require_POST
@page()
def recheck(request: HttpRequest, actor: Actor, claim: UUID) -> HttpResponse:
    """While typing: the total, what a distance comes to, and what is wrong already; nothing is kept."""
    view = own_draft(actor, claim)
    today = timezone.localdate()
    entry = Entry.typed(request.POST, raw_lines(request.POST), rules_today(actor, view))
    weighed = weigh_content(actor=actor, claim=claim, content=entry.content(), on=today)
    findings = [finding for finding in weighed.findings if not _is_still_to_come(finding)]
    context = {
        "claim": view,
        "total": weighed.content.total,
        "rows": [
            (row, [finding for finding in findings if finding.place.startswith(f"lines.{row.position}.")])
            for row in entry_rows(entry, view, weighed.content)
        ],
        "about_claim": [finding for finding in findings if not finding.place.startswith("lines.")],
    }
    return render(request, "selfservice/_live.html", context)


def _steer(
    request: HttpRequest, raw: list[RawLine], rules: ClaimRules, today: date
) -> tuple[int | None, Sequence[UUID]]:
    """Add or remove the line that was asked for: the line to go on with, if any, and what proved the one taken out."""
    add, remove = request.POST.get("add_line", ""), request.POST.get("remove_line", "")
    if rules.kind(add):
        raw.append(new_line(add, today))
        return len(raw) - 1, ()
    at = small_number(remove)
    if at is not None and at < len(raw):
        return None, documents_of(raw.pop(at))
    return None, ()


def _draw_as_typed(
    request: HttpRequest, actor: Actor, view: ClaimView, entry: Entry, rules: ClaimRules, refusal: Refused
) -> HttpResponse:
    """Everything as it was typed here, beside what another window made of the claim; nothing is kept or removed."""
    today = timezone.localdate()
    priced = weigh_content(actor=actor, claim=view.id, content=entry.content(), on=today).content
    conflict = Conflict(refused(refusal), request.POST.get("version", ""), len(view.lines))
    return _draw(request, view, entry, rules, priced=priced, conflict=conflict)


def _is_still_to_come(finding: Finding) -> bool:
    """Whether something is only not filled in yet: no reason to interrupt somebody who types."""
    return finding.code.endswith(("_missing", ".no_lines", ".nothing"))


def _draw(
    request: HttpRequest,
    view: ClaimView,
    entry: Entry,
    rules: ClaimRules,
    at_line: int | None = None,
    priced: Content | None = None,
    conflict: Conflict | None = None,
) -> HttpResponse:
    if at_line is None:
        line_number = small_number(request.GET.get("line", ""))
        at_line = line_number if line_number is not None and line_number < len(entry.lines) else None
    if at_line is not None:
        entry.lines[at_line].fields["day"].widget.attrs["autofocus"] = True
    context = {
        "claim": view,
        "entry": entry,
        "version": conflict.version if conflict else str(view.version),
        "form_key": request.POST.get("form_key", "")[:64] or uuid.uuid4().hex,
        "conflict": conflict,
        "rows": entry_rows(entry, view, priced),
        "total": priced.total if priced else view.total,
        "kinds": rules.kinds,
        "steps": [str(step) for step in STEPS],
    }
    return render(request, "selfservice/edit.html", context)
