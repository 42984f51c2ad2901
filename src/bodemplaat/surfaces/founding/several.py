"""Adding many organisations to a cooperation at once: lines as they stand in a sheet, what they mean, then all or none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bodemplaat.foundation.access.api import NewMember, add_members, page, providers_in
from bodemplaat.foundation.design.api import DayField
from bodemplaat.foundation.organisations.api import cooperations_seated, known_municipalities
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.surfaces.founding.forms import MemberForm
from bodemplaat.surfaces.founding.wording import KINDS, parts_said, refused

MOST: Final = 400
"""Organisations at once: every municipality of the country."""
_SEPARATORS: Final = ("\t", ";", "|", ",")
_BY_FIRST_WORD: Final = {
    "provincie": "province",
    "waterschap": "water_board",
    "wetterskip": "water_board",
    "hoogheemraadschap": "water_board",
    "servicecentrum": "provider",
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a line, and what to do."""

    line: int
    text: str


def read_lines(text: str, taken: Iterable[str]) -> tuple[list[NewMember], list[Wrong]]:
    """The organisations that lines name, and everything that is wrong with them; ``taken`` are names that are there.

    A line holds name, first administrator and address, for what is no municipality what it is, and the day from which it
    takes part where that differs; between them a tab, ``;``, ``|`` or ``,``. Municipalities are known by name, with or without "Gemeente", and by code (``gm0513``).
    """
    members, wrong = list[NewMember](), list[Wrong]()
    there = {name.casefold() for name in taken}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in line.split(_separator(line))]
        name, administrator, email, *others = (*cells, "", "", "")
        days = [day for day in map(_day, others) if day is not None]
        kind = next((each for each in others if each and _day(each) is None), "")
        member = replace(_member(name, administrator, email, kind), since=days[0] if days else None)
        found = list(_mistakes(member, kind))
        if member.name.casefold() in there:
            found.append(
                gettext("“{name}” takes part already, or stands here twice.").format(name=member.name)
            )
        there.add(member.name.casefold())
        wrong += [Wrong(number, said) for said in found]
        members.append(member)
    if len(members) > MOST:
        wrong.append(Wrong(MOST + 1, gettext("At most {n} organisations at once.").format(n=MOST)))
    return members, wrong


def _day(cell: str) -> date | None:
    try:
        day: date | None = DayField(required=False).clean(cell)
    except ValidationError:
        return None
    return day


def _separator(line: str) -> str:
    return next((each for each in _SEPARATORS if each in line), "\t")


def _member(name: str, administrator: str, email: str, kind: str) -> NewMember:
    bare = name.casefold().removeprefix("gemeente ").strip()
    for each in known_municipalities():
        if bare and not kind and bare in (each.name.casefold(), each.cbs_code):
            return NewMember(
                each.name, "municipality", administrator, email, each.cbs_code, each.oin, each.inhabitants
            )
    said = {str(word).split(":")[0].casefold(): code for code, word in KINDS.items()} | _BY_FIRST_WORD
    first = name.casefold().split(maxsplit=1)[0] if name else ""
    return NewMember(name, said.get(kind.casefold(), "") or said.get(first, ""), administrator, email)


def _mistakes(member: NewMember, kind: str) -> Iterable[str]:
    if not member.name:
        yield gettext("There is no name. Write the organisation first.")
    elif not member.kind or (member.kind == "municipality" and not member.oin and not member.inhabitants):
        others = ", ".join(str(word) for code, word in KINDS.items() if code != "municipality")
        yield gettext(
            "“{name}” is no municipality in the register. Correct it, or write behind the address what it is: {kinds}."
        ).format(name=member.name, kinds=others)
    if not member.administrator:
        yield gettext("Who administers it? Write a name behind the organisation.")
    if not member.email:
        yield gettext("There is no e-mail address. Write it behind the name.")
        return
    try:
        validate_email(member.email)
    except ValidationError:
        yield gettext("“{email}” is no e-mail address. Write it behind the name.").format(email=member.email)


class SeveralForm(forms.Form):
    """The lines, and what all of them have in common."""

    lines = forms.CharField(
        label=_("Organisations, one on each line"),
        max_length=100_000,
        widget=forms.Textarea({"rows": 10, "spellcheck": "false"}),
        help_text=_(
            "Name; first administrator; e-mail address; the day from which it takes part, where that differs. Paste the columns"
            " from a sheet, or type them with ; between."
        ),
        error_messages={"required": _("Write at least one organisation.")},
    )


class CommonForm(MemberForm):
    """Parts, tasks and day, for all of them."""

    def __init__(self, *args: Any, providers: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, providers=providers, **kwargs)
        del self.fields["administrator"]
        del self.fields["email"]
        self.fields["parts"].label = _("What do they do in the cooperation?")


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.COOPERATION_ADMINISTRATOR, in_one_transaction=False)
def add_several(request: HttpRequest, actor: Actor, cooperation: UUID) -> HttpResponse:
    """Lines first, then what they mean with one button; ``again`` goes back to the lines with everything typed."""
    seated = next((each for each in cooperations_seated(actor=actor) if each.id == cooperation), None)
    if seated is None:
        raise NotFound("cooperation")
    form = SeveralForm(request.POST or None)
    common = CommonForm(
        request.POST or None,
        providers=providers_in(seated),
        initial={
            "since": timezone.localdate(),
            "parts": ["owner", "commissioner", "customer", "end_user"],
        },
    )
    context: dict[str, Any] = {
        "cooperation": seated,
        "form": form,
        "common": common,
        "mistakes": [],
        "refusal": "",
    }
    if request.method == "POST" and form.is_valid() & common.is_valid():
        members, context["mistakes"] = read_lines(
            form.cleaned_data["lines"], [member.name for member in seated.members]
        )
        if not context["mistakes"] and "confirmed" in request.POST:
            try:
                add_members(
                    actor=actor,
                    cooperation=cooperation,
                    members=members,
                    parts=tuple(common.cleaned_data["parts"]),
                    since=common.cleaned_data["since"],
                    providers=common.providers(),
                    at=timezone.now(),
                )
            except Refused as no:
                context["refusal"] = refused(no)
            else:
                said = ngettext(
                    "{n} organisation takes part; its administrator gets an invitation.",
                    "{n} organisations take part; their administrators get an invitation.",
                    len(members),
                )
                messages.success(request, said.format(n=len(members)))
                return redirect("founding:cooperation")
        elif not context["mistakes"] and "again" not in request.POST:
            since = common.cleaned_data["since"]
            context["members"] = [(each, KINDS[each.kind], each.since or since) for each in members]
            context["parts"] = parts_said(common.cleaned_data["parts"])
            context["does"] = _answers(common)
            context["fields"] = _typed(request)
            return render(request, "founding/confirm_several.html", context)
    context["wrong"] = [each for each in (form, common) if each.is_bound and each.errors]
    is_refused = bool(context["wrong"] or context["mistakes"] or context["refusal"])
    return render(request, "founding/add_several.html", context, status=422 if is_refused else 200)


def _answers(form: CommonForm) -> list[tuple[str, str]]:
    """Each question who does a task, with its answer in words."""
    answers = []
    for bound in form.tasks():
        field: Any = bound.field
        if answer := form.cleaned_data[bound.name]:
            answers.append((str(bound.label), str(dict(field.choices)[answer])))
    return answers


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    left_out = {"csrfmiddlewaretoken", "confirmed", "again"}
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        if name not in left_out
        for value in values
    ]
