"""Organisations pasted as they stand in a sheet: the lines become a file of the list of organisations, which previews it."""

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bodemplaat.foundation.access.api import page, providers_in
from bodemplaat.foundation.design.api import DayField
from bodemplaat.foundation.imports import api as imports
from bodemplaat.foundation.organisations.api import (
    COMMON_TASKS,
    PARTICIPANT,
    CooperationView,
    cooperations_seated,
    name_to_compare,
    registered_name,
)
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Role
from bodemplaat.surfaces.founding.forms import MemberForm
from bodemplaat.surfaces.founding.importing import MOST_TOLD, PASTED
from bodemplaat.surfaces.founding.wording import told

LIST: Final = "organisations"
_SEPARATORS: Final = ("\t", ";", "|", ",")
_TYPED: Final = ("organisation", "administrator", "email", "kind", "since")
_COLUMNS: Final = (*_TYPED, "parts", "cooperation", *(f"does_{task.value}" for task in COMMON_TASKS))


class SeveralForm(forms.Form):
    """The lines, and what all of them have in common."""

    lines = forms.CharField(
        label=_("Organisations, one on each line"),
        max_length=100_000,
        widget=forms.Textarea({"rows": 10, "spellcheck": "false"}),
        help_text=_(
            "Name; first administrator; e-mail address; what it is, unless the register knows it as a municipality, province or"
            " water board; the day from which it takes part, where that differs. Paste the columns from a sheet, or type them with"
            " ; between."
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
        self.names = {str(each): name for each, name in providers.items()}

    def does(self) -> dict[str, str]:
        """By column of the list who does each task: a name, "itself" or "later"; nothing where that was not asked."""
        answers = {
            bound.name: self.cleaned_data.get(bound.name) or bound.field.initial for bound in self.tasks()
        }
        return {name: self.names.get(answer, answer) for name, answer in answers.items()}


def as_file(
    text: str,
    *,
    cooperation: str,
    there: Collection[str],
    parts: Sequence[str],
    since: date,
    does: Mapping[str, str],
) -> bytes:
    """Pasted lines as a file of the list: its titles, and then one line for each line that was pasted.

    A line holds name, first administrator and address, what it is where the register does not know it, and the day from
    which it takes part where that differs; between them a tab, ``;``, ``|`` or ``,``. Municipalities are known by name, with
    or without "Gemeente"; all by code (``gm0513``, ``ws0652``). ``there`` are the names of members: for them nobody chooses
    who works.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, delimiter=";", lineterminator="\n")
    writer.writeheader()
    taken = {name_to_compare(name) for name in there}
    for line in text.splitlines():
        if not line.strip():
            out.write("\n")
            continue
        cells = [cell.strip() for cell in line.split(_separator(line))]
        name, administrator, email, *others = (*cells, "", "", "")
        days = [day for day in map(_day, others) if day is not None]
        kind = next((each for each in others if each and _day(each) is None), "")
        name = registered_name(name)
        written = (name, administrator, email, kind, (days[0] if days else since).isoformat())
        writer.writerow(
            dict(zip(_TYPED, written, strict=True))
            | {"parts": ", ".join(parts), "cooperation": cooperation}
            | ({} if name_to_compare(name) in taken else dict(does))
        )
    return out.getvalue().encode()


def as_lines(content: bytes) -> str:
    """What was pasted, from the file that it became."""
    rows = csv.DictReader(io.StringIO(content.decode()), delimiter=";")
    typed = (" ; ".join(filter(None, (row[name] for name in _TYPED))) for row in rows)
    return "\n".join(typed)


def _day(cell: str) -> date | None:
    try:
        day: date | None = DayField(required=False).clean(cell)
    except ValidationError:
        return None
    return day


def _separator(line: str) -> str:
    return next((each for each in _SEPARATORS if each in line), "\t")


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.COOPERATION_ADMINISTRATOR, in_one_transaction=False)
def add_several(request: HttpRequest, actor: Actor, cooperation: UUID) -> HttpResponse:
    """Lines first, then what they would do, as with any file; ``?again=`` goes back to the lines of such a preview."""
    seated = next((each for each in cooperations_seated(actor=actor) if each.id == cooperation), None)
    if seated is None:
        raise NotFound("cooperation")
    before = _preview(actor, request.GET.get("again", ""))
    form = SeveralForm(
        request.POST or None,
        initial={"lines": as_lines(imports.held_content(actor=actor, import_id=before))} if before else {},
    )
    common = CommonForm(
        request.POST or None,
        providers=providers_in(seated),
        initial={"since": seated.first_day or timezone.localdate(), "parts": list(PARTICIPANT)},
    )
    mistakes: Iterable[imports.Mistake] = ()
    if request.method == "POST" and form.is_valid() & common.is_valid():
        try:
            preview = _hand_in(actor, seated, form.cleaned_data["lines"], common)
        except imports.UnsoundFile as refusal:
            mistakes = refusal.mistakes
        else:
            if before:
                imports.drop_preview(actor=actor, import_id=before, at=timezone.now())
            return redirect("founding:import", preview)
    context = {
        "cooperation": seated,
        "form": form,
        "common": common,
        "mistakes": told(list(mistakes)[:MOST_TOLD], before=1),
        "wrong": [each for each in (form, common) if each.is_bound and each.errors],
    }
    is_refused = bool(context["wrong"] or context["mistakes"])
    return render(request, "founding/add_several.html", context, status=422 if is_refused else 200)


def _hand_in(actor: Actor, seated: CooperationView, lines: str, common: CommonForm) -> UUID:
    content = as_file(
        lines,
        cooperation=seated.name,
        there=[member.name for member in seated.members],
        parts=common.cleaned_data["parts"],
        since=common.cleaned_data["since"],
        does=common.does(),
    )
    return imports.preview_import(
        actor=actor,
        list_name=LIST,
        file_name=f"{gettext(PASTED)}.csv",
        content=content,
        since=common.cleaned_data["since"],
        is_complete=False,
        at=timezone.now(),
    )


def _preview(actor: Actor, written: str) -> UUID | None:
    """The preview to go back from, if it is one of this list that still waits."""
    try:
        wanted = UUID(written)
    except ValueError:
        return None
    seen = imports.import_of(actor=actor, import_id=wanted)
    return wanted if seen.list_name == LIST and seen.state == "previewed" and seen.together is None else None
