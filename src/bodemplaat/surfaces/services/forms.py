"""What is filled in to write a service."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.division import api as division
from bodemplaat.foundation.design.api import DayField, EuroField, NumberField, WholeField
from bodemplaat.surfaces.services import words

TEXTS: Final = ("name", "description", "guidelines", "unit", "duties", "how_to_order")
IN_BOTH: Final = (("nl", _("Dutch")), ("en", _("English")))
LONG: Final = frozenset({"description", "guidelines", "duties", "how_to_order"})
SECTIONS: Final = (
    (_("What it is"), ("name_nl", "name_en", "process", "description_nl", "description_en", "requesters")),
    (_("Package, line and price"), ("package", "line", "unit_nl", "unit_en", "year", "price")),
    (
        _("The norm"),
        ("norm_kind", "norm_nl", "norm_en", "norm_number", "norm_unit", "norm_percentage", "opening_hours"),
    ),
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
    (_("Keeping and source"), ("retention_years", "retention_basis", "source")),
)
"""The sections of the form, each with its fields; each opens by itself."""


def _processes() -> list[tuple[str, list[tuple[str, str]]]]:
    language = words.language()
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


class ServiceForm(forms.Form):
    """All fields of a service but its form, of which another page is."""

    code = forms.CharField(
        label=_("Code"),
        max_length=12,
        help_text=_("Capitals and figures, such as SP10. It stays the same for good."),
    )
    process = forms.ChoiceField(label=_("Process"), choices=_processes)
    requesters = forms.MultipleChoiceField(
        label=_("For whom"), choices=list(words.REQUESTERS.items()), widget=forms.CheckboxSelectMultiple
    )
    package = forms.ChoiceField(label=_("Package"), choices=list(words.PACKAGES.items()))
    line = forms.TypedChoiceField(label=_("Service line"), choices=list(words.LINES.items()), coerce=int)
    year = WholeField(label=_("Year of the price"), required=False, min_value=2000, max_value=2200)
    price = EuroField(label=_("Price of one in that year"), required=False, zero=True)
    norm_kind = forms.ChoiceField(
        label=_("What is measured"), required=False, choices=[("", _("Nothing")), *words.KINDS.items()]
    )
    norm_nl = forms.CharField(label=_("In words, in Dutch"), required=False, max_length=120)
    norm_en = forms.CharField(label=_("In words, in English"), required=False, max_length=120)
    norm_number = NumberField(label=_("Number"), required=False)
    norm_unit = forms.ChoiceField(
        label=_("What the number counts"), required=False, choices=[("", "–"), *words.UNITS.items()]
    )
    norm_percentage = NumberField(label=_("In how many of a hundred"), required=False)
    opening_hours = forms.CharField(label=_("Opening hours"), required=False, max_length=120)
    case_type = forms.ChoiceField(label=_("Handled as"), choices=_case_types)
    retention_years = WholeField(
        label=_("Kept for how many years"), required=False, min_value=0, max_value=200
    )
    retention_basis = forms.CharField(label=_("Kept because of"), required=False, max_length=200)
    source = forms.CharField(label=_("Source"), required=False, max_length=200)

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The fields by section; one with a mistake in it stands open, and so does the first."""
        return [
            {
                "title": title,
                "fields": [self[name] for name in names],
                "is_open": not index or any(name in self.errors for name in names),
            }
            for index, (title, names) in enumerate(SECTIONS)
        ]

    def content(self, before: catalogue.Content | None) -> catalogue.Content:
        """What the form says; what it does not ask (the fields of the form, other years and indicators) stays."""
        read = self.cleaned_data
        texts: dict[str, Any] = {
            part: catalogue.Words(read[f"{part}_nl"], read[f"{part}_en"]) for part in TEXTS
        }
        basis = before or catalogue.Content(name=texts["name"], process=read["process"])
        prices = {each.year: each.amount for each in basis.prices}
        if read["year"] is not None and read["price"] is not None:
            prices[read["year"]] = read["price"]
        return replace(
            basis,
            **texts,
            **{
                name: read[name]
                for name in (
                    "process",
                    "package",
                    "line",
                    "case_type",
                    "retention_years",
                    "retention_basis",
                    "source",
                )
            },
            requesters=tuple(read["requesters"]),
            prices=tuple(catalogue.Price(year, prices[year]) for year in sorted(prices)),
            indicators=(*self._norm(), *basis.indicators[1:]),
        )

    def _norm(self) -> tuple[catalogue.Indicator, ...]:
        read = self.cleaned_data
        if not read["norm_kind"]:
            return ()
        return (
            catalogue.Indicator(
                kind=read["norm_kind"],
                words=catalogue.Words(read["norm_nl"], read["norm_en"]),
                number=read["norm_number"],
                unit=read["norm_unit"],
                percentage=read["norm_percentage"],
                opening_hours=read["opening_hours"],
            ),
        )

    def tell(self, refusal: catalogue.UnsoundService) -> None:
        """Put what is wrong at its field."""
        for each in refusal.findings:
            self.add_error(self._field_of(each.place), words.found(each))

    def _field_of(self, place: str) -> str | None:
        first, _dot, rest = place.partition(".")
        if first == "indicators":
            part = rest.partition(".")[2]
            return {"words": "norm_nl", "opening_hours": "opening_hours"}.get(part, f"norm_{part}")
        name = {"prices": "price", **{part: f"{part}_nl" for part in TEXTS}}.get(first, first)
        return name if name in self.fields else None


def first_values(content: catalogue.Content, year: int) -> Mapping[str, Any]:
    """What the form shows of a service that is there."""
    values: dict[str, Any] = {
        name: getattr(content, name)
        for name in (
            "process",
            "requesters",
            "package",
            "line",
            "case_type",
            "retention_years",
            "retention_basis",
            "source",
        )
    }
    for part in TEXTS:
        text = getattr(content, part)
        values |= {f"{part}_nl": text.nl, f"{part}_en": text.en}
    values |= {"year": year, "price": content.price_in(year)}
    if content.indicators:
        norm = content.indicators[0]
        values |= {
            "norm_kind": norm.kind,
            "norm_nl": norm.words.nl,
            "norm_en": norm.words.en,
            "norm_number": norm.number,
            "norm_unit": norm.unit,
            "norm_percentage": norm.percentage,
            "opening_hours": norm.opening_hours,
        }
    return values


class PublishForm(forms.Form):
    """From which day a version holds."""

    since = DayField(label=_("Holds from"))


class EndForm(forms.Form):
    """From which day a service is no longer offered."""

    until = DayField(label=_("No longer offered from"))
