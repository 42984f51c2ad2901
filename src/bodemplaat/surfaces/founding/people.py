"""Somebody of the organisation: who they are, where they work and worked, and how that was on a day."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from bodemplaat.capabilities.claims.api import count_waiting_for
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import ROLE_LABELS, holding, on_day
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.surfaces.founding.forms import EndForm, PersonForm, WorkForm, manager_named
from bodemplaat.surfaces.founding.wording import function_said, names_said, refused


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.ADMINISTRATOR, in_one_transaction=False)
def add(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Somebody new, with an employment: both or neither."""
    today, units = timezone.localdate(), _units(actor)
    if not units:
        return render(request, "founding/add_person.html")
    person = PersonForm(request.POST or None, prefix="person")
    work = WorkForm(request.POST or None, prefix="work", units=units, initial={"since": today})
    refusal = ""
    if request.method == "POST" and person.is_valid() & work.is_valid():
        manager = _manager(actor, work)
        if not work.errors:
            read, at = work.cleaned_data, timezone.now()
            try:
                added = access.employ_somebody(
                    actor=actor,
                    organisation=actor.organisation_id,
                    **person.cleaned_data,
                    unit=UUID(read["unit"]),
                    manager=manager,
                    since=read["since"],
                    job_title=read["job_title"],
                    iban=read["iban"],
                    at=at,
                )
            except Refused as no:
                refusal = refused(no)
            else:
                name = person.cleaned_data["name"]
                messages.success(request, gettext("“{name}” was added.").format(name=name))
                return redirect("founding:person", added)
    wrong = [form for form in (person, work) if form.errors]
    context = {"person": person, "work": work, "refusal": refusal, "wrong": wrong}
    return render(request, "founding/add_person.html", context, status=422 if wrong or refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.ADMINISTRATOR)
def person(request: HttpRequest, actor: Actor, person: UUID) -> HttpResponse:
    """One person; one thing is changed at a time."""
    seen = organisations.person_of(actor=actor, person=person)
    if seen.organisation_id != actor.organisation_id:
        raise NotFound("person")
    screen = _Screen(request, actor, seen)
    done = screen.act() if request.method == "POST" else ""
    if done:
        messages.success(request, done)
        return redirect("founding:person", person)
    context = screen.context()
    return render(
        request, "founding/person.html", context, status=422 if context["wrong"] or screen.refusal else 200
    )


class _Screen:
    """The forms of the page, of which at most one was sent."""

    def __init__(self, request: HttpRequest, actor: Actor, seen: organisations.PersonView) -> None:
        self.request, self.actor, self.seen, self.refusal = request, actor, seen, ""
        self.today = timezone.localdate()
        self.sent = request.POST.get("action", "")
        self.jobs = organisations.employments_over_time(actor=actor, person=seen.id)
        self.job = next((job for job in reversed(self.jobs) if not _is_over(job, self.today)), None)
        units = _units(actor)
        self.person = PersonForm(
            self._data("correct"),
            prefix="person",
            initial={
                "name": seen.name,
                "number": seen.number,
                "email": seen.email,
                "language": seen.language,
            },
        )
        initial: dict[str, Any] = {"since": self.today}
        if self.job is not None:
            manager = self.job.manager_id and organisations.person_of(actor=actor, person=self.job.manager_id)
            initial |= {
                "unit": str(self.job.unit_id),
                "manager": (manager.email or manager.number) if manager else "",
                "job_title": self.job.job_title,
                "iban": self.job.iban,
            }
        self.work = WorkForm(self._data("change", "begin"), prefix="work", units=units, initial=initial)
        self.end = EndForm(self._data("end"), prefix="end")
        self.as_of = on_day(request, self.today)

    def act(self) -> str:
        """Do what was sent: what was done, or nothing where a form or ``refusal`` says why not."""
        acts = {
            "invite": self._invite,
            "shut": self._shut,
            "open": self._open,
            "correct": self._correct,
            "change": self._change,
            "begin": self._begin,
            "end": self._end,
        }
        if self.sent not in acts:
            raise Http404
        try:
            return acts[self.sent]()
        except Refused as no:
            self.refusal = refused(no)
            return ""

    def context(self) -> dict[str, Any]:
        """What the page shows."""
        day = self.as_of.day
        versions = organisations.person_over_time(actor=self.actor, person=self.seen.id)
        called = organisations.unit_names_on(
            actor=self.actor, organisation=self.actor.organisation_id, on=day
        )
        then = next((v for v in versions if timezone.localdate(v.at) <= day), None)
        return {
            "seen": self.seen,
            "oneself": self.seen.id in self.actor.people,
            "job": self.job,
            "jobs": tuple(reversed(self.jobs)),
            "person_form": self.person,
            "work": self.work,
            "end": self.end,
            "wrong": [form for form in (self.person, self.work, self.end) if form.is_bound and form.errors],
            "refusal": self.refusal,
            "asked": self.as_of,
            "jobs_then": [
                replace(job, unit_name=called.get(job.unit_id, job.unit_name))
                for job in holding(self.jobs, day)
            ],
            "then": then,
            "versions": versions,
            "account": access.account_of(actor=self.actor, person=self.seen.id),
            "today": self.today,
            "hangs": self._hangs() if self.job is not None else None,
        }

    def _hangs(self) -> dict[str, Any]:
        """What hangs on the employment, so that it is known before it ends."""
        actor, person = self.actor, self.seen.id
        assignments = access.assignments_of(actor=actor, people=[person], on=self.today)[person]
        under = organisations.who_works_under(actor=actor, person=person, on=self.today)
        return {
            "under": names_said(under),
            "under_count": len(under),
            "roles": ", ".join(
                str(ROLE_LABELS[each.role.value]) for each in assignments if each.role is not None
            ),
            "functions": ", ".join(
                " ".join(filter(None, (function_said(each.function), each.unit_name)))
                for each in assignments
                if each.function
            ),
            "claims": count_waiting_for(
                actor=actor, organisation=actor.organisation_id, person=person, on=self.today
            ),
        }

    def _invite(self) -> str:
        access.invite(actor=self.actor, person=self.seen.id, at=timezone.now())
        return gettext("An invitation goes to {email}.").format(email=self.seen.email)

    def _shut(self) -> str:
        access.shut_account(actor=self.actor, person=self.seen.id, at=timezone.now())
        return gettext("{name} can no longer sign in; what waited for them goes to others.").format(
            name=self.seen.name
        )

    def _open(self) -> str:
        access.open_account_again(actor=self.actor, person=self.seen.id, at=timezone.now())
        return gettext("{name} can sign in again.").format(name=self.seen.name)

    def _correct(self) -> str:
        if not self.person.is_valid():
            return ""
        organisations.change_person(
            actor=self.actor, person=self.seen.id, **self.person.cleaned_data, at=timezone.now()
        )
        return gettext("“{name}” was changed.").format(name=self.person.cleaned_data["name"])

    def _change(self) -> str:
        if self.job is None:
            raise Http404
        manager = self._work_read()
        if self.work.errors:
            return ""
        read = self.work.cleaned_data
        organisations.change_employment(
            actor=self.actor,
            employment=_job_on(self.jobs, self.job, read["since"]),
            unit=UUID(read["unit"]),
            manager=manager,
            job_title=read["job_title"],
            iban=read["iban"],
            since=read["since"],
            at=timezone.now(),
        )
        return gettext("The work of {name} changes.").format(name=self.seen.name)

    def _begin(self) -> str:
        if self.job is not None:
            raise Http404
        manager = self._work_read()
        if self.work.errors:
            return ""
        read = self.work.cleaned_data
        if any(job.until is not None and job.until > read["since"] for job in self.jobs):
            self.work.add_error(
                "since", gettext("Choose the day on which the last employment ended, or a later one.")
            )
            return ""
        organisations.check_manager(
            actor=self.actor,
            person=self.seen.id,
            manager=manager,
            organisation=self.actor.organisation_id,
            on=read["since"],
        )
        organisations.add_employment(
            actor=self.actor,
            organisation=self.actor.organisation_id,
            person=self.seen.id,
            unit=UUID(read["unit"]),
            manager=manager,
            since=read["since"],
            job_title=read["job_title"],
            iban=read["iban"],
            at=timezone.now(),
        )
        access.let_claim(actor=self.actor, person=self.seen.id, since=read["since"], at=timezone.now())
        return gettext("{name} is employed.").format(name=self.seen.name)

    def _work_read(self) -> UUID | None:
        """The manager of the work that was sent; its form says what is wrong."""
        return _manager(self.actor, self.work) if self.work.is_valid() else None

    def _end(self) -> str:
        if self.job is None:
            raise Http404
        if not self.end.is_valid():
            return ""
        organisations.end_employment(
            actor=self.actor, employment=self.job.id, until=self.end.cleaned_data["until"], at=timezone.now()
        )
        return gettext("The employment of {name} ends.").format(name=self.seen.name)

    def _data(self, *actions: str) -> Any:
        return self.request.POST if self.sent in actions else None


def _is_over(job: organisations.EmploymentView, on: Any) -> bool:
    return job.until is not None and job.until <= on


def _job_on(jobs: Any, job: organisations.EmploymentView, day: Any) -> UUID:
    """The row that holds on a day; the last one where none does, which then says so."""
    return next((each.id for each in holding(jobs, day)), job.id)


def _units(actor: Actor) -> tuple[organisations.UnitView, ...]:
    return organisations.units_of(actor=actor, organisation=actor.organisation_id, on=timezone.localdate())


def _manager(actor: Actor, work: WorkForm) -> UUID | None:
    """The manager that was typed; an error in the form for one that nobody is."""
    word = work.cleaned_data["manager"]
    if not word:
        return None
    people = organisations.people_of(actor=actor, organisation=actor.organisation_id)
    manager = manager_named(word, people)
    if manager is None:
        work.add_error(
            "manager", gettext("Nobody has this number or address. Correct it, or add that person first.")
        )
        return None
    return manager.id
