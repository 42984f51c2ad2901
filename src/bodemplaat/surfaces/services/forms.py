"""What is filled in to write a service."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.division import api as division
from bodemplaat.foundation.access.api import function_code
from bodemplaat.foundation.design.api import (
    DayField,
    EuroField,
    NumberField,
    WholeField,
    explained,
    reader_language,
    small_number,
)
from bodemplaat.surfaces.services import words

TEXTS: Final = ("name", "description", "guidelines", "unit", "duties", "how_to_order")
IN_BOTH: Final = (("nl", _("Dutch")), ("en", _("English")))
PLAIN: Final = (
    "process",
    "package",
    "line",
    "case_type",
    "second_check",
    "second_check_from",
    "second_check_share",
    "skill",
    "skill_from",
    "retention_years",
    "retention_basis",
    "source",
)
"""The fields that a service keeps as they are filled in."""
MOST_ROWS: Final = 50
LONG: Final = frozenset({"description", "guidelines", "duties", "how_to_order"})
SECTIONS: Final = (
    (
        _("What it is"),
        ("name_nl", "name_en", "process", "description_nl", "description_en", "requesters", "roles"),
    ),
    (_("Package, line and price"), ("package", "line", "unit_nl", "unit_en")),
    (_("The norms"), ()),
    (
        _("Ordering and delivering"),
        (
            "how_to_order_nl",
            "how_to_order_en",
            "duties_nl",
            "duties_en",
            "guidelines_nl",
            "guidelines_en",
            "case_type",
        ),
    ),
    (_("Second check"), ("second_check", "second_check_from", "second_check_share")),
    (_("Skill"), ("skill", "skill_from")),
    (_("Keeping and source"), ("retention_years", "retention_basis", "source")),
)
"""The sections of the form, each with its fields; each opens by itself."""
PRICES_IN: Final = 1
NORMS_IN: Final = 2
"""The sections with rows: a price for each year, and a norm for each thing that is measured."""


def _processes() -> list[tuple[str, list[tuple[str, str]]]]:
    language = reader_language()
    lists = ((_("Personnel"), "personnel"), (_("Finance"), "finance"), (_("ICT"), "ict"))
    return [
        (
            str(label),
            [
                (each.code, f"{each.code} {each.name(language)}")
                for each in division.divisible(name)
                if not each.fixed
            ],
        )
        for label, name in lists
    ]


def _case_types() -> list[tuple[str, str]]:
    return [(code, words.case_type(code)) for code in (catalogue.GENERAL, *catalogue.offers())]


class PriceForm(forms.Form):
    """The price of one unit in a year; without an amount there is none."""

    year = WholeField(label=_("Year of the price"), required=False, min_value=2000, max_value=2200)
    amount = EuroField(label=_("Price of one in that year"), required=False, zero=True)

    @property
    def price(self) -> catalogue.Price | None:
        """What was filled in; ``None`` for an empty row."""
        year, amount = self.cleaned_data.get("year"), self.cleaned_data.get("amount")
        return None if year is None or amount is None else catalogue.Price(year, amount)

    def clean(self) -> dict[str, Any]:
        """An amount belongs to a year."""
        read = super().clean() or {}
        if read.get("amount") is not None and read.get("year") is None and "year" not in self.errors:
            self.add_error("year", _("Write the year of this price, or empty the price."))
        return read


class NormForm(forms.Form):
    """One thing that is measured, with its norm; where nothing is measured there is none."""

    kind = forms.ChoiceField(
        label=_("What is measured"), required=False, choices=[("", _("Nothing")), *words.KINDS.items()]
    )
    nl = forms.CharField(label=_("In words, in Dutch"), required=False, max_length=120)
    en = forms.CharField(label=_("In words, in English"), required=False, max_length=120)
    number = NumberField(
        label=_("The norm as a number"),
        required=False,
        help_text=_("Such as 10 for “within 10 working days”."),
    )
    unit = forms.ChoiceField(
        label=_("What the number counts"), required=False, choices=[("", "–"), *words.UNITS.items()]
    )
    percentage = NumberField(label=_("In how many of a hundred"), required=False)
    opening_hours = forms.CharField(label=_("Opening hours"), required=False, max_length=120)

    @property
    def norm(self) -> catalogue.Indicator | None:
        """What was filled in; ``None`` where nothing is measured."""
        read = self.cleaned_data
        if not read.get("kind"):
            return None
        return catalogue.Indicator(
            kind=read["kind"],
            words=catalogue.Words(read.get("nl", ""), read.get("en", "")),
            number=read.get("number"),
            unit=read.get("unit", ""),
            percentage=read.get("percentage"),
            opening_hours=read.get("opening_hours", ""),
        )


class ServiceForm(forms.Form):
    """All fields of a service but its form, of which another page is. Prices and norms are rows; an emptied row goes."""

    code = forms.CharField(
        label=_("Code"),
        max_length=12,
        help_text=_("Capitals and figures, such as SP10. It stays the same for good."),
    )
    process = forms.ChoiceField(label=_("Process"), choices=_processes)
    requesters = forms.MultipleChoiceField(
        label=_("For whom"), choices=list(words.REQUESTERS.items()), widget=forms.CheckboxSelectMultiple
    )
    roles = forms.MultipleChoiceField(
        label=words.PARTS["roles"],
        required=False,
        choices=list(words.ROLES.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Leave it empty where the role of whoever asks tells it. No role tells who works in a department, leads a project or"
            " supplies: then only who speaks for the organisation sees the service, until you name roles here."
        ),
    )
    package = forms.ChoiceField(label=_("Package"), choices=list(words.PACKAGES.items()))
    line = forms.TypedChoiceField(label=_("Service line"), choices=list(words.LINES.items()), coerce=int)
    case_type = forms.ChoiceField(label=_("Handled as"), choices=_case_types)
    second_check = forms.ChoiceField(
        label=_("A second person checks before it is closed"),
        required=False,
        choices=list(words.SECOND_CHECKS.items()),
    )
    second_check_from = WholeField(
        label=_("From which amount on, in whole euros"), required=False, min_value=0, max_value=10**9
    )
    second_check_share = WholeField(
        label=_("How many of a hundred"), required=False, min_value=1, max_value=100
    )
    skill = forms.CharField(
        label=_("The skill that whoever works on it has"),
        required=False,
        max_length=40,
        help_text=_(
            "The name of a function that your administrator gives to clerks, such as payroll. Empty: any clerk can do it."
        ),
    )
    skill_from = forms.TypedChoiceField(
        label=_("Asked from which line on"),
        required=False,
        choices=list(words.LINES.items()),
        coerce=int,
    )
    retention_years = WholeField(
        label=_("Kept for how many years"), required=False, min_value=0, max_value=200
    )
    retention_basis = forms.CharField(label=_("Kept because of"), required=False, max_length=200)
    source = forms.CharField(label=_("Source"), required=False, max_length=200)

    def __init__(
        self, typed: QueryDict | None = None, *, is_new: bool, content: catalogue.Content | None, year: int
    ) -> None:
        super().__init__(typed, initial=_first_values(content))
        if not is_new:
            del self.fields["code"]
        for part in TEXTS:
            for tongue, language in IN_BOTH:
                self.fields[f"{part}_{tongue}"] = forms.CharField(
                    label=_("{what}, in {language}").format(what=words.PARTS[part], language=language),
                    required=part == "name" and tongue == "nl",
                    max_length=2000 if part in LONG else 120,
                    widget=forms.Textarea({"rows": 3}) if part in LONG else forms.TextInput(),
                )
        before = () if content is None else content.prices
        prices = [{"year": each.year, "amount": each.amount} for each in before]
        years = {each.year for each in before}
        prices.append({"year": year if year not in years else max(years) + 1})
        norms = [_norm_values(each) for each in (() if content is None else content.indicators)]
        self.prices = [
            PriceForm(typed, prefix=f"price-{at}", initial=row) for at, row in self._rows("price", prices)
        ]
        self.norms = [
            NormForm(typed, prefix=f"norm-{at}", initial=row) for at, row in self._rows("norm", norms)
        ]

    def _rows(self, name: str, initial: Sequence[dict[str, Any]]) -> list[tuple[int, dict[str, Any]]]:
        """The rows of a kind: as many as were drawn, and one more where that was asked; at least one to fill in."""
        count = max(len(initial), 1)
        if self.is_bound:
            count = min(small_number(self.data.get(f"{name}s", "")) or 0, MOST_ROWS)
            count += self.data.get("add") == name
        return [(at, initial[at] if at < len(initial) else {}) for at in range(count)]

    def is_valid(self) -> bool:
        """Whether every field and every row can be read; all are looked at, so that all is said at once."""
        return all([super().is_valid(), *(each.is_valid() for each in (*self.prices, *self.norms))])

    @property
    def is_only_drawn(self) -> bool:
        """Whether another row was asked for: what was typed is shown again, and nothing is kept or refused."""
        return self.is_bound and self.data.get("add") in ("price", "norm")

    def draw(self) -> None:
        """Show what was typed without saying yet what is wrong with it."""
        for each in (self, *self.prices, *self.norms):
            each.full_clean()
            vars(each)["_errors"] = ErrorDict()  # Django has no other way to draw what was typed

    @property
    def wrong(self) -> list[forms.Form]:
        """The form and its rows that have a mistake in them."""
        return [each for each in (self, *self.prices, *self.norms) if each.is_bound and each.errors]

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The fields by section; one with a mistake in it stands open, one to which a row was added, and the first."""
        rows: dict[int, tuple[str, Any, Sequence[forms.Form]]] = {
            PRICES_IN: ("price", _("Another year"), self.prices),
            NORMS_IN: ("norm", _("Another norm"), self.norms),
        }
        sections = []
        for index, (title, names) in enumerate(SECTIONS):
            name, more, row_forms = rows.get(index, ("", "", ()))
            wrong = any(field in self.errors for field in names) or any(
                each.is_bound and each.errors for each in row_forms
            )
            sections.append(
                {
                    "title": title,
                    "fields": [self[field] for field in names],
                    "name": name,
                    "more": more,
                    "rows": row_forms,
                    "is_open": not index or wrong or (bool(name) and self.data.get("add") == name),
                }
            )
        return sections

    def content(self, before: catalogue.Content | None) -> catalogue.Content:
        """What was filled in; the form of the service, which has a page of its own, stays."""
        read = self.cleaned_data
        texts: dict[str, Any] = {
            part: catalogue.Words(read[f"{part}_nl"], read[f"{part}_en"]) for part in TEXTS
        }
        basis = before or catalogue.Content(name=texts["name"], process=read["process"])
        prices = [row.price for row in self.prices if row.price is not None]
        return replace(
            basis,
            **texts,
            **{name: read[name] for name in PLAIN},
            requesters=tuple(read["requesters"]),
            roles=tuple(read["roles"]),
            prices=tuple(sorted(prices, key=lambda each: each.year)),
            indicators=tuple(row.norm for row in self.norms if row.norm is not None),
        )

    def clean_skill(self) -> str:
        """A skill as it is kept: the code of a function."""
        return function_code(self.cleaned_data["skill"])

    def clean_skill_from(self) -> int:
        """The line from which on; the first where none was chosen."""
        return int(self.cleaned_data["skill_from"] or 1)

    def tell(self, refusal: catalogue.UnsoundService) -> None:
        """Put what is wrong at its field, also in its row."""
        written = [row for row in self.norms if row.norm is not None]
        for each in refusal.findings:
            first, _dot, rest = each.place.partition(".")
            number, _dot, part = rest.partition(".")
            if first == "indicators" and number.isdecimal() and int(number) < len(written):
                written[int(number)].add_error("nl" if part == "words" else part, explained(each))
            elif first == "prices":
                self._twice_priced().add_error("year", explained(each))
            else:
                name = f"{first}_nl" if first in TEXTS else first
                self.add_error(name if name in self.fields else None, explained(each))

    def _twice_priced(self) -> PriceForm:
        """The row whose year has a price already, or the last."""
        seen: set[int] = set()
        for row in self.prices:
            if row.price is not None and row.price.year in seen:
                return row
            seen |= {row.price.year} if row.price is not None else set()
        return self.prices[-1]


def _first_values(content: catalogue.Content | None) -> dict[str, Any]:
    if content is None:
        return {"requesters": ["employee"]}
    values: dict[str, Any] = {name: getattr(content, name) for name in (*PLAIN, "requesters", "roles")}
    values["skill"] = catalogue.skill_in_words(content.skill)
    for part in TEXTS:
        text = getattr(content, part)
        values |= {f"{part}_nl": text.nl, f"{part}_en": text.en}
    return values


def _norm_values(norm: catalogue.Indicator) -> dict[str, Any]:
    return {
        "kind": norm.kind,
        "nl": norm.words.nl,
        "en": norm.words.en,
        "number": norm.number,
        "unit": norm.unit,
        "percentage": norm.percentage,
        "opening_hours": norm.opening_hours,
    }


class PublishForm(forms.Form):
    """From which day a version holds."""

    since = DayField(label=_("Holds from"))


class EndForm(forms.Form):
    """From which day a service is no longer offered."""

    until = DayField(label=_("No longer offered from"))
