"""What is proposed for the rules: a list, one proposal with what it changes, and deciding on it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.claims.api import Approver, Proposal
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import ask_to_refuse
from bodemplaat.foundation.organisations.api import names_of
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.presentation import notation
from bodemplaat.surfaces.board.changes import Change, changes_of_kind, changes_of_rules
from bodemplaat.surfaces.board.forms import ReasonForm
from bodemplaat.surfaces.board.wording import (
    PROPOSAL_STATES,
    kind_name,
    kind_names,
    language,
    refused,
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A proposal in words. ``may_decide`` and ``may_withdraw`` say what the reader may do with it."""

    proposal: Proposal
    title: str
    by: str
    decided_by: str
    state: claims.Words
    waits: bool
    may_decide: bool
    may_withdraw: bool
    own: bool


@require_GET
@page(Role.ADMINISTRATOR, Role.CONTROLLER)
def proposals(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits, and what was decided."""
    proposals = _shown(actor, *claims.proposals(actor=actor, organisation=actor.organisation_id))
    context = {
        "waiting": [each for each in proposals if each.waits],
        "decided": [each for each in proposals if not each.waits],
        "may_propose": actor.role is Role.ADMINISTRATOR,
    }
    return render(request, "board/proposals.html", context)


@require_GET
@page(Role.ADMINISTRATOR, Role.CONTROLLER)
def proposal(request: HttpRequest, actor: Actor, proposal: UUID) -> HttpResponse:
    """One proposal: what it changes from what to what."""
    return _one(request, actor, claims.proposal_view(actor=actor, proposal=proposal))


@require_POST
@page(Role.CONTROLLER)
def confirm(request: HttpRequest, actor: Actor, proposal: UUID) -> HttpResponse:
    """Let it hold from its day."""
    seen = claims.proposal_view(actor=actor, proposal=proposal)
    return _act(
        request,
        actor,
        seen,
        lambda: claims.confirm_proposal(actor=actor, proposal=proposal, at=timezone.now()),
        gettext("Confirmed: it holds from {day}.").format(day=notation.day(seen.since, language())),
    )


@require_http_methods(["GET", "POST"])
@page(Role.CONTROLLER)
def refuse(request: HttpRequest, actor: Actor, proposal: UUID) -> HttpResponse:
    """Do not let it hold, with the reason."""
    seen = claims.proposal_view(actor=actor, proposal=proposal)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return _act(
            request,
            actor,
            seen,
            lambda: claims.refuse_proposal(actor=actor, proposal=proposal, reason=reason, at=timezone.now()),
            gettext("Refused. Who proposed it is told."),
        )
    consequence = gettext("What holds now goes on. Who proposed it reads your reason.")
    return ask_to_refuse(request, form, consequence, back=reverse("board:proposal", args=[proposal]))


@require_POST
@page(Role.ADMINISTRATOR)
def withdraw(request: HttpRequest, actor: Actor, proposal: UUID) -> HttpResponse:
    """Take back what waits."""
    seen = claims.proposal_view(actor=actor, proposal=proposal)
    return _act(
        request,
        actor,
        seen,
        lambda: claims.withdraw_proposal(actor=actor, proposal=proposal, at=timezone.now()),
        gettext("The proposal has been withdrawn."),
    )


def _act(
    request: HttpRequest, actor: Actor, seen: Proposal, act: Callable[[], None], done: str
) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        return _one(request, actor, seen, refused(refusal))
    messages.success(request, done)
    return redirect("board:proposals")


def _one(request: HttpRequest, actor: Actor, seen: Proposal, refusal: str = "") -> HttpResponse:
    kinds = claims.kinds_over_time(actor=actor, organisation=actor.organisation_id)
    changes: list[Change] = []
    first_kinds: list[tuple[str, claims.KindRule]] = []
    if seen.rules is not None:
        changes = changes_of_rules(seen.rules_before, seen.rules, kind_names(kinds))
        first_kinds = [(kind_name(kind), kind) for kind in seen.rules.kinds]
    elif seen.kind is not None:
        changes = changes_of_kind(seen.kind_before, seen.kind, offered=seen.offered)
    context: dict[str, Any] = {
        "shown": _shown(actor, seen)[0],
        "changes": [change for change in changes if change.differs],
        "kinds": first_kinds,
        "refusal": refusal,
        "without_centre": seen.rules is not None
        and all(step.by is not Approver.SSC for step in seen.rules.chain),
        "ceilings": claims.ceilings_from(actor=actor, organisation=actor.organisation_id, since=seen.since),
    }
    return render(request, "board/proposal.html", context)


def _shown(actor: Actor, *proposals: Proposal) -> list[Shown]:
    people = {each.proposed_by for each in proposals} | {
        each.decided_by for each in proposals if each.decided_by
    }
    names = names_of(actor=actor, people=people)
    return [
        Shown(
            proposal=each,
            title=_title(each),
            by=names.get(each.proposed_by, ""),
            decided_by=names.get(each.decided_by, "") if each.decided_by else "",
            state=PROPOSAL_STATES[each.state],
            waits=each.state == "waiting",
            may_decide=(
                each.state == "waiting"
                and actor.role is Role.CONTROLLER
                and each.proposed_by not in actor.people
            ),
            may_withdraw=each.state == "waiting" and actor.role is Role.ADMINISTRATOR,
            own=each.proposed_by in actor.people,
        )
        for each in proposals
    ]


def _title(each: Proposal) -> str:
    if each.kind is None:
        return gettext("The first rules") if each.rules and each.rules.kinds else gettext("The rules")
    text = gettext("Kind of cost: {kind}") if each.offered else gettext("End of the kind of cost: {kind}")
    return text.format(kind=kind_name(each.kind))
