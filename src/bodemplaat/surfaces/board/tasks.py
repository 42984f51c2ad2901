"""Who provides which task for this organisation: as it is, as it will be and as it was, and letting one go over."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bodemplaat.capabilities.division import api as division
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import ask_first, ask_to_refuse, on_day
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.organisations.api import (
    DESKS,
    OF_LISTS,
    TASK_LABELS,
    TASK_MEANINGS,
    MoveProposalView,
    ProvisionView,
    Task,
)
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.presentation import notation
from bodemplaat.surfaces.board.forms import ChooseProviderForm, MoveTaskForm, ProvidersForm, ReasonForm
from bodemplaat.surfaces.board.wording import language, refused


@dataclass(frozen=True, slots=True)
class ShownTask:
    """A task in words: who provides it today, who will and who did; ``may_move`` when it can go over from here.

    ``may_choose`` when nobody does it, now or later; ``waiting`` is a move that a controller has to confirm.
    """

    task: Task
    name: str
    about: str
    now: ProvisionView | None
    coming: tuple[ProvisionView, ...]
    was: tuple[ProvisionView, ...]
    may_move: bool
    may_choose: bool
    waiting: MoveProposalView | None
    waiting_by: str
    under_way: tuple[tuple[str, int], ...]
    """What is open of it, in words, with how much."""
    then: ProvisionView | None
    """Who did or will do it on the day that was asked for."""
    is_with_desk: bool
    """The desk of a list that is no desk of its own yet: its cases are at the desk, or nobody takes them."""

    @property
    def slug(self) -> str:
        """As it stands in an address."""
        return self.task.value.replace("_", "-")


@require_GET
@page(Role.ADMINISTRATOR, Role.CONTROLLER)
def tasks(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every task of the platform and who does it for this organisation."""
    return _show(request, actor)


def _show(request: HttpRequest, actor: Actor, refusal: str = "", by_division: bool = False) -> HttpResponse:
    proposals = organisations.move_proposals(actor=actor)
    chosen_day = on_day(request, timezone.localdate())
    every = [_shown(actor, task, proposals, chosen_day.day) for task in Task]
    shown = [each for each in every if not each.is_with_desk]
    context = {
        "tasks": shown,
        "lists": [each for each in every if each.is_with_desk and (each.may_move or each.may_choose)],
        "asked": chosen_day,
        "is_administrator": actor.role is Role.ADMINISTRATOR,
        "nobody": [each for each in shown if each.now is None],
        "own": actor.people,
        "refusal": refusal,
        "by_division": by_division,
        "refused": [each for each in proposals if each.state == "refused"][:1],
    }
    return render(request, "board/tasks.html", context, status=422 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.ADMINISTRATOR)
def choose_provider(request: HttpRequest, actor: Actor, task: str) -> HttpResponse:
    """Say who does a task that nobody does yet."""
    shown = _shown(actor, _task(task))
    if not shown.may_choose:
        raise NotFound("task")
    today = timezone.localdate()
    offer = _offered(request, actor, shown.task, ChooseProviderForm, today, {})
    form = offer.form
    if offer.is_sent and form.is_valid():
        read = form.cleaned_data
        try:
            organisations.choose_provider(
                actor=actor,
                organisation=actor.organisation_id,
                task=shown.task,
                provider=UUID(read["provider"]),
                since=read["since"],
                at=timezone.now(),
            )
        except Refused as why:
            form.add_error(None, refused(why))
        else:
            messages.success(request, gettext("{task}: somebody does it now.").format(task=shown.name))
            return redirect("board:tasks")
    context = {"shown": shown, "form": form, "offer": offer}
    return render(request, "board/choose_provider.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@page(Role.ADMINISTRATOR)
def move_task(request: HttpRequest, actor: Actor, task: str) -> HttpResponse:
    """Propose to let a task go over to another provider from a later day."""
    shown = _shown(actor, _task(task))
    if not shown.may_move or shown.now is None:
        raise NotFound("task")
    tomorrow = timezone.localdate() + timedelta(days=1)
    offer = _offered(request, actor, shown.task, MoveTaskForm, tomorrow, {"remains": "finish_and_read"})
    form, refusal = offer.form, ""
    if offer.is_sent and form.is_valid():
        read = form.cleaned_data
        try:
            organisations.propose_move(
                actor=actor,
                organisation=actor.organisation_id,
                task=shown.task,
                provider=UUID(read["provider"]),
                since=read["since"],
                finishes_open="finish" in read["remains"],
                reads_earlier="read" in read["remains"],
                at=timezone.now(),
            )
        except Refused as why:
            refusal = refused(why)
        else:
            messages.success(
                request, gettext("{task}: proposed. A controller is told.").format(task=shown.name)
            )
            return redirect("board:tasks")
    context: dict[str, Any] = {"shown": shown, "form": form, "offer": offer, "refusal": refusal}
    return render(request, "board/move_task.html", context)


@dataclass(frozen=True, slots=True)
class ShownOffer:
    """Who can be chosen from a day, as a form, and in words why others cannot.

    ``is_sent`` when a choice was made, and not only a day to look at; ``by_division`` when the division of work forbids others.
    """

    day: date
    form: ProvidersForm
    is_sent: bool
    anybody: bool
    refusals: tuple[str, ...]
    by_division: bool


def _offered(
    request: HttpRequest,
    actor: Actor,
    task: Task,
    kind: type[ProvidersForm],
    earliest: date,
    initial: Mapping[str, object],
) -> ShownOffer:
    """The providers that memberships and the division of work allow on the day that was filled in, else the earliest."""
    sent = request.POST if request.method == "POST" else None
    form = kind(sent, today=earliest, providers={}, initial={"since": earliest, **initial})
    form.is_valid()
    day = (form.cleaned_data.get("since") if sent is not None else None) or earliest
    offered = organisations.who_may_provide(
        actor=actor, organisation=actor.organisation_id, task=task, on=day
    )
    form = kind(sent, today=earliest, providers=offered.providers, initial={"since": earliest, **initial})
    looks = sent is not None and "look" in sent
    if looks:
        form.look_only()
    return ShownOffer(
        day=day,
        form=form,
        is_sent=sent is not None and not looks,
        anybody=bool(offered.providers),
        refusals=tuple(map(refused, offered.refusals)),
        by_division=any(isinstance(why, division.TaskGoesElsewhere) for why in offered.refusals),
    )


@require_http_methods(["GET", "POST"])
@page(Role.ADMINISTRATOR, Role.CONTROLLER)
def keep_task(request: HttpRequest, actor: Actor, task: str) -> HttpResponse:
    """Take back a move that has not begun: the present provider goes on."""
    shown = _shown(actor, _task(task))
    if not shown.coming:
        raise NotFound("task")
    coming = shown.coming[-1]
    if request.method == "POST":
        return _act(
            request,
            actor,
            lambda: organisations.take_back_move(
                actor=actor, organisation=actor.organisation_id, task=shown.task, at=timezone.now()
            ),
            gettext("{task}: stays where it is.").format(task=shown.name),
        )
    return ask_first(
        request,
        question=gettext("Let {task} stay where it is?").format(task=shown.name),
        consequence=gettext("It does not go over to {provider} on {day}.").format(
            provider=coming.provider_name, day=notation.day(coming.since, language())
        ),
        verb=gettext("Let it stay"),
        back=reverse("board:tasks"),
    )


@require_POST
@page(Role.CONTROLLER)
def confirm_move(request: HttpRequest, actor: Actor, move: UUID) -> HttpResponse:
    """Let what was proposed happen on its day."""
    return _act(
        request,
        actor,
        lambda: organisations.TASK_MOVES.confirm(actor=actor, which=move, at=timezone.now()),
        gettext("Confirmed: it goes over on its day. Until then it can be taken back."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.CONTROLLER)
def refuse_move(request: HttpRequest, actor: Actor, move: UUID) -> HttpResponse:
    """Do not let it happen, with the reason."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return _act(
            request,
            actor,
            lambda: organisations.TASK_MOVES.refuse(
                actor=actor, which=move, reason=reason, at=timezone.now()
            ),
            gettext("Refused. Who proposed it is told."),
        )
    consequence = gettext("The task stays where it is. Who proposed it reads your reason.")
    return ask_to_refuse(request, form, consequence, back=reverse("board:tasks"))


@require_POST
@page(Role.ADMINISTRATOR)
def withdraw_move(request: HttpRequest, actor: Actor, move: UUID) -> HttpResponse:
    """Take back what waits."""
    return _act(
        request,
        actor,
        lambda: organisations.TASK_MOVES.withdraw(actor=actor, which=move, at=timezone.now()),
        gettext("The proposal has been withdrawn."),
    )


def _act(request: HttpRequest, actor: Actor, act: Callable[[], object], done: str) -> HttpResponse:
    try:
        act()
    except Refused as why:
        return _show(request, actor, refused(why), isinstance(why, division.TaskGoesElsewhere))
    messages.success(request, done)
    return redirect("board:tasks")


def _name(actor: Actor, waiting: MoveProposalView | None) -> str:
    if waiting is None:
        return ""
    return organisations.names_of(actor=actor, people=[waiting.proposed_by]).get(waiting.proposed_by, "")


def _task(code: str) -> Task:
    try:
        return Task(code.replace("-", "_"))
    except ValueError:
        raise Http404 from None


def _shown(
    actor: Actor, task: Task, proposals: Sequence[MoveProposalView] | None = None, day: date | None = None
) -> ShownTask:
    today = timezone.localdate()
    every = organisations.provisions_of(actor=actor, organisation=actor.organisation_id)
    provisions = [each for each in every if each.task is task]
    answers = organisations.desk_days(every, task) if task in DESKS else provisions
    now = next((each for each in answers if each.holds_on(today)), None)
    coming = tuple(each for each in provisions if each.since > today)
    if proposals is None:
        proposals = organisations.move_proposals(actor=actor)
    open_work = organisations.what_a_move_takes_along(
        actor=actor, organisation=actor.organisation_id, task=task
    )
    waiting = next((each for each in proposals if each.task is task and each.state == "waiting"), None)
    return ShownTask(
        task=task,
        name=gettext(TASK_LABELS[task]),
        about=gettext(TASK_MEANINGS[task]),
        now=now,
        coming=coming,
        was=tuple(each for each in provisions if each.until is not None and each.until <= today),
        may_move=actor.role is Role.ADMINISTRATOR and now is not None and not coming and waiting is None,
        waiting=waiting,
        waiting_by=_name(actor, waiting),
        under_way=tuple((gettext(name), count) for name, count in open_work),
        then=next((each for each in answers if each.holds_on(day or today)), None),
        is_with_desk=task in OF_LISTS and not provisions and waiting is None,
        may_choose=actor.role is Role.ADMINISTRATOR and now is None and not coming,
    )
