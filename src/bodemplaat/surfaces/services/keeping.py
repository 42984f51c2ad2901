"""The catalogue of a provider: its services with their state, writing, adopting, publishing and ending them."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.mailbox import api as mailbox
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import explained, on_day, reader_language
from bodemplaat.foundation.organisations.api import cooperations_of
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.kernel import IllegalMove
from bodemplaat.surfaces.services import words
from bodemplaat.surfaces.services.forms import EndForm, PublishForm, ServiceForm
from bodemplaat.surfaces.services.workbook import kept_workbook


@require_GET
@page(*catalogue.ADOPTERS)
def kept(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list with the state of each; with ``?format=xlsx`` the same as a workbook."""
    today = timezone.localdate()
    text = request.GET.get("q", "")[:100].replace("\x00", "")
    rows = [
        each
        for each in catalogue.services_of(actor=actor, on=today)
        if catalogue.matches(text, each.code, each.content)
    ]
    if request.GET.get("format") == "xlsx":
        return kept_workbook(rows, organisation=actor.organisation_name, today=today)
    cooperations = cooperations_of(actor=actor)
    may_write = actor.role in catalogue.WRITERS
    context = {
        "rows": [
            {
                "service": each,
                "name": each.content.name.in_(reader_language()),
                "state": words.STATES[each.state],
                "package": words.PACKAGES[each.content.package],
                "origin": words.ORIGINS[each.content.origin],
                "is_proposal": each.content.origin == catalogue.PROPOSAL,
            }
            for each in rows
        ],
        "text": text,
        "may_write": may_write,
        "may_arrange_mail": mailbox.is_mail_read() and actor.role in mailbox.ARRANGERS,
        "cooperations": list(cooperations.items()) if may_write else [],
        "is_shown": sum(each.shown_number is not None for each in rows),
    }
    return render(request, "services/kept.html", context)


@require_POST
@page(*catalogue.WRITERS)
def fill(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Load the proposals as drafts."""
    count = catalogue.fill_with_proposals(
        actor=actor, cooperation=_cooperation(request, actor), at=timezone.now()
    )
    text = ngettext("{n} proposal was added as a draft.", "{n} proposals were added as drafts.", count)
    messages.success(request, text.format(n=count))
    return redirect("services:kept")


@require_http_methods(["GET", "HEAD", "POST"])
@page(*catalogue.WRITERS)
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A new service, for whoever provides in a cooperation."""
    today = timezone.localdate()
    catalogue.check_may_read_all(actor=actor, on=today)
    form = ServiceForm(request.POST or None, is_new=True, content=None, year=today.year)
    refusal = ""
    if form.is_only_drawn:
        form.draw()
    elif request.method == "POST" and form.is_valid():
        try:
            written = catalogue.write_service(
                actor=actor,
                cooperation=_cooperation(request, actor),
                code=form.cleaned_data["code"],
                content=form.content(None),
                at=timezone.now(),
            )
        except catalogue.UnsoundService as unsound:
            form.tell(unsound)
        except Refused as no:
            refusal = explained(no)
        else:
            messages.success(request, gettext("The service was written as a draft."))
            return redirect("services:kept_service", written)
    context = {"form": form, "refusal": refusal, "cooperations": list(cooperations_of(actor=actor).items())}
    return render(request, "services/new.html", context, status=422 if form.wrong or refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page(*catalogue.ADOPTERS)
def service(request: HttpRequest, actor: Actor, kept_service: UUID) -> HttpResponse:
    """One service: its newest version, what can be done with it, its versions over time and what changed."""
    today = timezone.localdate()
    seen = catalogue.service(actor=actor, service=kept_service, on=today)
    newest, as_of = seen.latest, on_day(request, today)
    then = next((each for each in seen.versions if each.holds_on(as_of.day)), None)
    read = newest if as_of.is_today else then
    action = request.POST.get("action", "")
    bound = request.POST if request.method == "POST" else None
    form = ServiceForm(
        bound if action == "change" else None, is_new=False, content=newest.content, year=today.year
    )
    publishing = PublishForm(
        bound if action == "publish" else None, prefix="publish", initial={"since": today}
    )
    ending = EndForm(bound if action == "end" else None, prefix="end")
    refusal: list[str] = []
    if request.method == "POST":
        at = timezone.now()

        def begin_next() -> None:
            catalogue.write_next_version(actor=actor, service=seen.id, at=at)

        acts: dict[str, tuple[Any, Callable[[], None], str]] = {
            "change": (
                form,
                lambda: catalogue.change_draft(
                    actor=actor, version=newest.id, content=form.content(newest.content), at=at
                ),
                gettext("The draft was changed."),
            ),
            "adopt": (
                None,
                lambda: catalogue.adopt_version(actor=actor, version=newest.id, at=at),
                gettext("This version was adopted. It no longer changes."),
            ),
            "publish": (
                publishing,
                lambda: catalogue.publish_version(
                    actor=actor, version=newest.id, since=publishing.cleaned_data["since"], at=at
                ),
                gettext("This version was published."),
            ),
            "end": (
                ending,
                lambda: catalogue.end_service(
                    actor=actor, version=newest.id, until=ending.cleaned_data["until"], at=at
                ),
                gettext("The end of this service is set."),
            ),
            "next": (None, begin_next, gettext("The next version was begun as a draft.")),
        }
        if action not in acts:
            raise Http404
        filled_in, act, done = acts[action]
        if form.is_only_drawn:
            form.draw()
        elif filled_in is None or filled_in.is_valid():
            try:
                act()
            except catalogue.UnsoundService as unsound:
                if action == "change":
                    form.tell(unsound)
                else:
                    refusal = [explained(each) for each in unsound.findings]
            except Refused as no:
                refusal = [explained(no)]
            except IllegalMove:
                refusal = [
                    gettext(
                        "Somebody did this just now, or it is not its turn yet. Look at the service again."
                    )
                ]
            else:
                messages.success(request, done)
                to_form = action == "next" and request.POST.get("then") == "form"
                return redirect("services:form" if to_form else "services:kept_service", seen.id)
    wrong = [*form.wrong, *(each for each in (publishing, ending) if each.is_bound and each.errors)]
    context = {
        "seen": seen,
        "newest": newest,
        "name": newest.content.name.in_(reader_language()),
        "state": words.STATES[newest.state],
        "origin": words.ORIGINS[newest.content.origin],
        "is_proposal": newest.content.origin == catalogue.PROPOSAL,
        "on": as_of,
        "then": then,
        "facts": _facts(read.content) if read else [],
        "asked": [words.said("form", each, read.content.form) for each in read.content.form.fields]
        if read
        else [],
        "form": form,
        "publishing": publishing,
        "ending": ending,
        "wrong": wrong,
        "refusal": refusal,
        "history": list(_history(seen)),
        "may_begin_next": seen.may_write and newest.state in ("published", "ended"),
        "waits_for_second": newest.state == "draft" and "adopt" not in newest.moves,
    }
    return render(request, "services/kept_service.html", context, status=422 if wrong or refusal else 200)


def _facts(content: catalogue.Content) -> list[tuple[Any, str]]:
    parts = (
        "process",
        "description",
        "package",
        "line",
        "requesters",
        "unit",
        "duties",
        "how_to_order",
        "guidelines",
    )
    facts = [(words.PARTS[part], words.said(part, getattr(content, part))) for part in parts]
    if content.roles:
        after = parts.index("requesters") + 1
        facts.insert(after, (words.PARTS["roles"], words.roles(content.roles)))
    facts += [(f"{words.PARTS['prices']} {each.year}", words.price(each.amount)) for each in content.prices]
    facts += [(words.KINDS[each.kind], words.norm(each)) for each in content.indicators]
    facts.append((words.PARTS["case_type"], words.case_type(content.case_type)))
    if content.second_check:
        facts.append((words.PARTS["second_check"], words.second_check(content)))
    if content.skill:
        facts.append((words.PARTS["skill"], words.skill(content)))
    if content.retention_years is not None:
        years = ngettext("{n} year", "{n} years", content.retention_years).format(n=content.retention_years)
        facts.append(
            (words.PARTS["retention_years"], " ".join(filter(None, (years, content.retention_basis))))
        )
    if content.source:
        facts.append((words.PARTS["source"], content.source))
    return facts


def _history(seen: catalogue.ServiceView) -> Iterator[dict[str, Any]]:
    """The versions, the newest first, each with what is otherwise than in the one before it."""
    for version, before in zip(seen.versions, (*seen.versions[1:], None), strict=True):
        changes = () if before is None else catalogue.differences(before.content, version.content)
        yield {
            "version": version,
            "state": words.STATES[version.state],
            "changes": [
                (
                    " ".join(filter(None, (str(words.PARTS[each.part]), _which(each)))),
                    words.said(each.part, each.before, before.content.form if before else None),
                    words.said(each.part, each.after, version.content.form),
                )
                for each in changes
            ],
            "is_first": before is None,
        }


def _which(difference: catalogue.Difference) -> str:
    """Which of several differs: a field of the form by its question, everything else by its name."""
    field = difference.after or difference.before
    if isinstance(field, catalogue.Field):
        return f"“{field.label.in_(reader_language())}”"
    return difference.which


def _cooperation(request: HttpRequest, actor: Actor) -> UUID:
    """The cooperation that was chosen, or the only one."""
    chosen = request.POST.get("cooperation", "")
    for each in sorted(actor.cooperations):
        if str(each) == chosen or (not chosen and len(actor.cooperations) == 1):
            return each
    raise Http404
