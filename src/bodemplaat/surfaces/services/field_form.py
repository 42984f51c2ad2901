"""What is filled in to build one field of a form. Nobody writes a name or a code: those are made from the texts."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.foundation.design.api import NumberField, explained, reader_language, small_number
from bodemplaat.kernel import Finding
from bodemplaat.surfaces.services import words

Kind = catalogue.FieldKind
EMPTY_ANSWERS: Final = 3
MOST_ANSWERS: Final = 100
BOUNDS: Final[Mapping[Kind, tuple[Any, Any]]] = {
    Kind.TEXT: (_("At least how many characters"), _("At most how many characters")),
    Kind.LONG_TEXT: (_("At least how many characters"), _("At most how many characters")),
    Kind.AMOUNT: (_("The smallest amount"), _("The largest amount")),
    Kind.NUMBER: (_("The smallest number"), _("The largest number")),
    Kind.DATE: (
        _("Not earlier than how many days from today"),
        _("Not later than how many days from today"),
    ),
    Kind.TABLE: (_("At least how many lines"), _("At most how many lines")),
}


class FieldForm(forms.Form):
    """One field; ``form`` is the form that it is in, ``path`` its place there (empty for a new one)."""

    kind = forms.ChoiceField(label=_("Kind of answer"))
    label_nl = forms.CharField(label=_("The question, in Dutch"), required=False)
    label_en = forms.CharField(label=_("The question, in English"), required=False)
    help_nl = forms.CharField(label=_("Explanation under it, in Dutch"), required=False)
    help_en = forms.CharField(label=_("Explanation under it, in English"), required=False)
    required = forms.BooleanField(label=_("It cannot be done without an answer"), required=False)
    least = NumberField(required=False)
    most = NumberField(required=False)
    shown_field = forms.ChoiceField(label=_("Asked"), required=False)
    shown_answers = forms.MultipleChoiceField(
        label=_("When one of these was answered"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        typed: QueryDict | None = None,
        *,
        form: catalogue.Form,
        path: str = "",
        inside: str = "",
        kind: Kind = Kind.TEXT,
    ) -> None:
        self.form, self.path = form, path
        self.inside = path.partition(".")[0] if "." in path else inside
        self.before = catalogue.field_at(form, path) if path else None
        known = self.before or catalogue.Field("", kind, catalogue.Words())
        self.typed = typed
        self._as_read: dict[str, Any] | None = None
        super().__init__(typed, initial=_first_values(known))
        kinds = catalogue.IN_A_TABLE if self.inside else frozenset(Kind)
        self._field("kind").choices = [
            (each.value, words.FIELD_KINDS[each]) for each in Kind if each in kinds or each is known.kind
        ]
        self.asks = _kind(str(self["kind"].value()), known.kind)
        for name, label in zip(("least", "most"), BOUNDS.get(self.asks, ()), strict=False):
            self.fields[name].label = label
        self.has_bounds = self.asks in catalogue.BOUNDED
        self.rows = _rows(typed) if typed is not None else _rows_of(known)
        self.answers_problems: list[str] = []
        self._depends()

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def _depends(self) -> None:
        """The questions on whose answer this one can depend, and the answers of the one that was chosen."""
        others = [
            each
            for each in self.form.fields
            if each.kind is Kind.CHOICE and each.key != self.path and not self.inside
        ]
        language = reader_language()
        self.can_depend = bool(others)
        self._field("shown_field").choices = [
            ("", gettext("Always")),
            *(
                (each.key, gettext("Depending on “{question}”").format(question=_name(each)))
                for each in others
            ),
        ]
        chosen = next((each for each in others if each.key == self["shown_field"].value()), None)
        options = () if chosen is None else chosen.choices
        self._field("shown_answers").choices = [(each.code, each.words.in_(language)) for each in options]
        self.depends = chosen is not None
        if self.typed is not None:  # answers of the question that was chosen before are not asked after
            typed, codes = self.typed.copy(), {each.code for each in options}
            typed.setlist("shown_answers", [c for c in typed.getlist("shown_answers") if c in codes])
            self.data = typed

    @property
    def field(self) -> catalogue.Field:
        """What was filled in so far; what cannot be read counts as empty."""
        read: Mapping[str, Any] = self._read()
        shown = read.get("shown_field") or ""
        return catalogue.Field(
            key="" if self.before is None else self.before.key,
            kind=self.asks,
            label=catalogue.Words(read.get("label_nl", ""), read.get("label_en", "")),
            help=catalogue.Words(read.get("help_nl", ""), read.get("help_en", "")),
            required=read.get("required", False),
            least=read.get("least") if self.has_bounds else None,
            most=read.get("most") if self.has_bounds else None,
            choices=catalogue.named_choices(
                [
                    (row["code"], catalogue.Words(row["nl"], row["en"]))
                    for row in self.rows
                    if _is_written(row)
                ]
            )
            if self.asks is Kind.CHOICE
            else (),
            columns=self.before.columns if self.before and self.asks is Kind.TABLE else (),
            shown_when=catalogue.ShownWhen(shown, tuple(read.get("shown_answers", ()))) if shown else None,
        )

    def _read(self) -> Mapping[str, Any]:
        """What can be read of what was typed, or of the field as it is."""
        if self._as_read is None:
            self.is_valid()  # reads what was typed, once
            self._as_read = dict(self.cleaned_data if self.is_bound else self.initial)
        return self._as_read

    def form_with_it(self) -> tuple[catalogue.Form, str]:
        """The whole form with this field as it was filled in, and the path of the field there."""
        field, path = self.field, self.path
        if not path:
            taken = {each.key for each in self.form.fields}
            field = replace(field, key=catalogue.key_for(field.label.nl or field.label.en, taken))
            path = f"{self.inside}.{field.key}" if self.inside else field.key
        return catalogue.with_field(self.form, field, path=self.path, inside=self.inside), path

    @property
    def preview(self) -> catalogue.Form:
        """The whole form as it would be; a field that asks nothing yet is left out of it."""
        form, path = self.form_with_it()
        return (
            form
            if self.path or self._read().get("label_nl")
            else catalogue.Form(tuple(each for each in form.fields if each.key != path))
        )

    def draw(self) -> None:
        """Show what was typed without saying yet what is wrong with it."""
        self._read()
        self._errors = ErrorDict()

    def act(self, typed: QueryDict) -> bool:
        """Add an answer, or move one up or down, where one of those buttons was pressed; answers whether."""
        if "add_answer" in typed:
            self.rows += [{"code": "", "nl": "", "en": ""}]
            return True
        for name, places in (("answer_up", -1), ("answer_down", 1)):
            at = small_number(typed.get(name, ""))
            if at is not None and at < len(self.rows):
                row = self.rows.pop(at)
                self.rows.insert(min(max(at + places, 0), len(self.rows)), row)
                return True
        return False

    def tell(self, findings: Iterable[Finding]) -> None:
        """Put what is wrong at its part; what was said there already is not said twice."""
        parts = {"label": "label_nl", "help": "help_nl", "key": "label_nl", "shown_when": "shown_field"}
        for each in findings:
            text, place = explained(words.with_questions(each, self.form)), each.place.partition(".")[0]
            if place == "choices":
                self.answers_problems.append(text)
            name = parts.get(place, place)
            if name in self.fields:
                self.add_error(name, text)
            else:
                self.add_error(None, text)


def stamp(field: catalogue.Field | None) -> str:
    """What tells one state of a field from another; columns are fields of their own."""
    if field is None:
        return ""
    (stored,) = catalogue.form_as_stored(catalogue.Form((field,)))
    return hashlib.sha256(json.dumps(stored | {"columns": []}).encode()).hexdigest()[:20]


def _name(field: catalogue.Field) -> str:
    return field.label.in_(reader_language()) or field.key


def _kind(code: str, otherwise: Kind) -> Kind:
    return Kind(code) if code in frozenset(Kind) else otherwise


def _first_values(field: catalogue.Field) -> dict[str, Any]:
    condition = field.shown_when
    return {
        "kind": field.kind.value,
        "label_nl": field.label.nl,
        "label_en": field.label.en,
        "help_nl": field.help.nl,
        "help_en": field.help.en,
        "required": field.required,
        "least": field.least,
        "most": field.most,
        "shown_field": "" if condition is None else condition.field,
        "shown_answers": [] if condition is None else list(condition.answers),
    }


def _rows_of(field: catalogue.Field) -> list[dict[str, str]]:
    rows = [{"code": each.code, "nl": each.words.nl, "en": each.words.en} for each in field.choices]
    return rows + [{"code": "", "nl": "", "en": ""}] * (1 if rows else EMPTY_ANSWERS)


def _rows(typed: QueryDict) -> list[dict[str, str]]:
    count = min(small_number(typed.get("answers", "")) or 0, MOST_ANSWERS + 1)
    rows = [
        {
            part: typed.get(f"answer_{at}_{part}", "").replace("\x00", "").strip()
            for part in ("code", "nl", "en")
        }
        for at in range(count)
    ]
    return rows or [{"code": "", "nl": "", "en": ""}] * EMPTY_ANSWERS


def _is_written(row: Mapping[str, str]) -> bool:
    return bool(row["nl"] or row["en"])
