"""One person: employments, roles and functions, each to be changed from a day on, never one's own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.claims.api import rules_over_time
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.access.api import FUNCTIONS, AssignmentView, page
from bodemplaat.foundation.design.api import ROLE_LABELS
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.organisations.api import EmploymentView, PersonView
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.surfaces.board.forms import FromDayForm, FunctionForm, ManagerForm, RoleForm
from bodemplaat.surfaces.board.wording import function_name, refused

AT_A_MUNICIPALITY = (Role.EMPLOYEE, Role.MANAGER, Role.CONTROLLER, Role.ADMINISTRATOR)
AT_A_PROVIDER = (*AT_A_MUNICIPALITY, Role.SSC_CLERK, Role.SSC_PAYER, Role.CONTRACT_MANAGER)


@dataclass(frozen=True, slots=True)
class Held:
    """A role or function in words, with the form to end it (``None`` when its end is known)."""

    id: UUID
    name: str
    unit: str
    since: date
    until: date | None
    action: str
    form: FromDayForm | None


@dataclass(frozen=True, slots=True)
class Work:
    """An employment with the form to change its manager (``None`` when its end is known)."""

    employment: EmploymentView
    form: ManagerForm | None


@require_http_methods(["GET", "POST"])
@page(Role.ADMINISTRATOR)
def person(request: HttpRequest, actor: Actor, person: UUID) -> HttpResponse:
    """See everything of one person, and change one thing at a time."""
    seen = organisations.person_of(actor=actor, person=person)
    if seen.organisation_id != actor.organisation_id:
        raise NotFound("person")
    screen = _Screen(request, actor, seen)
    refusal = ""
    if request.method == "POST":
        done, refusal = screen.act()
        if done:
            messages.success(request, done)
            return redirect("board:person", person)
    context = {
        "person": seen,
        "oneself": actor.person_id == person,
        "account": access.account_of(actor=actor, person=person),
        "work": screen.work,
        "roles": [ending for ending in screen.assignments if ending.action == "end_role"],
        "functions": [ending for ending in screen.assignments if ending.action == "end_function"],
        "role_form": screen.role,
        "function_form": screen.function,
        "wrong": [form for form in screen.all_forms() if form.is_bound and form.errors],
        "refusal": refusal,
        "today": screen.today,
    }
    return render(request, "board/person.html", context)


class _Screen:
    """The forms of the page, of which at most one was sent: that one is bound, the others are as new."""

    def __init__(self, request: HttpRequest, actor: Actor, seen: PersonView) -> None:
        self.request, self.actor, self.person = request, actor, seen
        self.today = timezone.localdate()
        self.sent = request.POST.get("action", "")
        self.which = request.POST.get("which", "")
        own = actor.organisation_id
        colleagues = organisations.people_of(actor=actor, organisation=own)
        units = organisations.units_of(actor=actor, organisation=own)
        tomorrow = {"since": self.today + timedelta(days=1)}
        self.role = RoleForm(
            self._data("give_role"),
            prefix="role",
            today=self.today,
            initial={"since": self.today},
            roles=[(role, ROLE_LABELS[role.value]) for role in self._roles_here()],
        )
        self.function = FunctionForm(
            self._data("give_function"),
            prefix="function",
            today=self.today,
            initial={"since": self.today},
            functions=self._functions_here(),
            units=units,
        )
        assignments = access.assignments_of(actor=actor, people=[seen.id], on=self.today)[seen.id]
        self.assignments = [self._held(assignment, tomorrow) for assignment in assignments]
        work = organisations.employments_of_people(
            actor=actor, people=[seen.id], on=self.today, still_to_come=True
        )
        others = [each for each in colleagues if each.id != seen.id]
        self.work = [self._work(each, others, tomorrow) for each in work.get(seen.id, ())]

    def all_forms(self) -> list[forms.Form]:
        """Every form on the page."""
        ends = [ending.form for ending in self.assignments if ending.form]
        managers = [work.form for work in self.work if work.form]
        return [self.role, self.function, *ends, *managers]

    def act(self) -> tuple[str, str]:
        """Do what was sent: what was done, or else why not (empty when a form says so itself)."""
        acts: Mapping[str, Callable[[], str]] = {
            "give_role": self._give_role,
            "give_function": self._give_function,
            "end_role": self._end,
            "end_function": self._end,
            "change_manager": self._change_manager,
        }
        if self.sent not in acts:
            raise Http404
        try:
            return acts[self.sent](), ""
        except Refused as refusal:
            return "", refused(refusal)

    def _give_role(self) -> str:
        if not self.role.is_valid():
            return ""
        read = self.role.cleaned_data
        access.assign_role(
            actor=self.actor,
            person=self.person.id,
            role=Role(read["role"]),
            since=read["since"],
            at=timezone.now(),
        )
        return gettext("{name} has the role {role}.").format(
            name=self.person.name, role=ROLE_LABELS[read["role"]]
        )

    def _give_function(self) -> str:
        if not self.function.is_valid():
            return ""
        read = self.function.cleaned_data
        access.assign_function(
            actor=self.actor,
            person=self.person.id,
            function=read["code"],
            unit=UUID(read["unit"]) if read["unit"] else None,
            since=read["since"],
            at=timezone.now(),
        )
        return gettext("{name} has the function {function}.").format(
            name=self.person.name, function=function_name(read["code"])
        )

    def _end(self) -> str:
        ending = next(
            (h for h in self.assignments if str(h.id) == self.which and h.action == self.sent), None
        )
        if ending is None or ending.form is None:
            raise Http404
        if not ending.form.is_valid():
            return ""
        end = access.end_role if self.sent == "end_role" else access.end_function
        end(
            actor=self.actor, assignment=ending.id, until=ending.form.cleaned_data["since"], at=timezone.now()
        )
        return gettext("{what} of {name} ends.").format(what=ending.name, name=self.person.name)

    def _change_manager(self) -> str:
        work = next((w for w in self.work if str(w.employment.id) == self.which), None)
        if work is None or work.form is None:
            raise Http404
        if not work.form.is_valid():
            return ""
        read = work.form.cleaned_data
        organisations.change_manager(
            actor=self.actor,
            employment=work.employment.id,
            manager=UUID(read["manager"]) if read["manager"] else None,
            since=read["since"],
            at=timezone.now(),
        )
        return gettext("The manager of {name} changes.").format(name=self.person.name)

    def _held(self, assignment: AssignmentView, initial: dict[str, Any]) -> Held:
        is_role = assignment.role is not None
        action = "end_role" if is_role else "end_function"
        name = (
            str(ROLE_LABELS[assignment.role.value]) if assignment.role else function_name(assignment.function)
        )
        form = None
        if assignment.until is None:
            form = FromDayForm(
                self._data(action, assignment.id),
                prefix=assignment.id.hex,
                today=self.today,
                initial=initial,
            )
        return Held(
            assignment.id, name, assignment.unit_name, assignment.since, assignment.until, action, form
        )

    def _work(self, work: EmploymentView, others: list[PersonView], initial: dict[str, Any]) -> Work:
        if work.until is not None:
            return Work(work, None)
        form = ManagerForm(
            self._data("change_manager", work.id),
            prefix=work.id.hex,
            today=self.today,
            colleagues=[
                each for each in others if each.id not in self.actor.people or each.id == work.manager_id
            ],
            initial={**initial, "manager": str(work.manager_id or "")},
        )
        return Work(work, form)

    def _data(self, action: str, which: UUID | None = None) -> Any:
        meant = self.sent == action and (which is None or str(which) == self.which)
        return self.request.POST if meant else None

    def _roles_here(self) -> tuple[Role, ...]:
        providers = organisations.providers_among_partners(actor=self.actor, on=self.today)
        is_provider = self.actor.organisation_id in providers
        return AT_A_PROVIDER if is_provider else AT_A_MUNICIPALITY

    def _functions_here(self) -> set[str]:
        """Functions that are held, that the rules name, that services ask as a skill, and that the platform knows."""
        own = self.actor.organisation_id
        services = catalogue.services_asking_skills(actor=self.actor, on=self.today)
        named = {*FUNCTIONS, *(content.skill for _, content in services)}
        for dated in rules_over_time(actor=self.actor, organisation=own):
            named |= {step.function for step in dated.rules.chain if step.function}
            named.add(dated.rules.fallback_function)
        return named | access.functions_held(actor=self.actor, organisation=own, on=self.today).keys()
