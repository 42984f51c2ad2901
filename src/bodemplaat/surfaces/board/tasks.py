"""Who provides which task for this organisation: as it is, as it will be and as it was, and letting one go over."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.organisations.api import TASK_LABELS, TASK_MEANINGS, ProvisionView, Task
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.presentation import notation
from bodemplaat.surfaces.board.forms import MoveTaskForm
from bodemplaat.surfaces.board.wording import language, refused


@dataclass(frozen=True, slots=True)
class ShownTask:
    """A task in words: who provides it today, who will and who did; ``may_move`` when it can go over from here."""

    task: Task
    name: str
    about: str
    now: ProvisionView | None
    coming: tuple[ProvisionView, ...]
    was: tuple[ProvisionView, ...]
    may_move: bool

    @property
    def slug(self) -> str:
        """As it stands in an address."""
        return self.task.value.replace("_", "-")


@require_GET
@page(Role.ADMINISTRATOR, Role.CONTROLLER)
def tasks(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every task of the platform and who does it for this organisation."""
    shown = [_shown(actor, task) for task in Task]
    context = {
        "tasks": shown,
        "may_move": actor.role is Role.ADMINISTRATOR,
        "nobody": [each for each in shown if each.now is None],
    }
    return render(request, "board/tasks.html", context)


@require_http_methods(["GET", "POST"])
@page(Role.ADMINISTRATOR)
def move_task(request: HttpRequest, actor: Actor, task: str) -> HttpResponse:
    """Let a task go over to another provider from a later day."""
    shown = _shown(actor, _task(task))
    if not shown.may_move or shown.now is None:
        raise NotFound("task")
    today = timezone.localdate()
    providers = organisations.providers_among_partners(actor=actor, on=today)
    form = MoveTaskForm(
        request.POST if request.method == "POST" else None,
        today=today + timedelta(days=1),
        providers={each: name for each, name in providers.items() if each != shown.now.provider_id},
        initial={"remains": "finish_and_read"},
    )
    refusal = ""
    if request.method == "POST" and form.is_valid():
        read = form.cleaned_data
        try:
            organisations.move_task(
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
            day = notation.day(read["since"], language())
            messages.success(
                request,
                gettext("{task}: goes over on {day}. Until then you can take it back.").format(
                    task=shown.name, day=day
                ),
            )
            return redirect("board:tasks")
    context: dict[str, Any] = {"shown": shown, "form": form, "refusal": refusal}
    return render(request, "board/move_task.html", context)


@require_http_methods(["GET", "POST"])
@page(Role.ADMINISTRATOR)
def keep_task(request: HttpRequest, actor: Actor, task: str) -> HttpResponse:
    """Take back a move that has not begun: the present provider goes on."""
    shown = _shown(actor, _task(task))
    if not shown.coming:
        raise NotFound("task")
    coming = shown.coming[-1]
    if request.method == "POST":
        organisations.take_back_move(
            actor=actor, organisation=actor.organisation_id, task=shown.task, at=timezone.now()
        )
        messages.success(request, gettext("{task}: stays where it is.").format(task=shown.name))
        return redirect("board:tasks")
    context = {
        "question": gettext("Let {task} stay where it is?").format(task=shown.name),
        "consequence": gettext("It does not go over to {provider} on {day}.").format(
            provider=coming.provider_name, day=notation.day(coming.since, language())
        ),
        "verb": gettext("Let it stay"),
        "tone": "primary",
        "back_url": reverse("board:tasks"),
        "action_url": request.path,
        "fields": (),
    }
    return render(request, "design/confirm.html", context)


def _task(code: str) -> Task:
    try:
        return Task(code.replace("-", "_"))
    except ValueError:
        raise Http404 from None


def _shown(actor: Actor, task: Task) -> ShownTask:
    today = timezone.localdate()
    provisions = organisations.provisions_of(actor=actor, organisation=actor.organisation_id, task=task)
    now = next((each for each in provisions if each.holds_on(today)), None)
    coming = tuple(each for each in provisions if each.since > today)
    return ShownTask(
        task=task,
        name=gettext(TASK_LABELS[task]),
        about=gettext(TASK_MEANINGS[task]),
        now=now,
        coming=coming,
        was=tuple(each for each in provisions if each.until is not None and each.until <= today),
        may_move=actor.role is Role.ADMINISTRATOR and now is not None and not coming,
    )
