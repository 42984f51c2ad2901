"""The forms of self-service. What a rule of the organisation says is checked by claims; here only whether it reads."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bodemplaat.capabilities.claims.api import Basis, ClaimRules
from bodemplaat.foundation.design.api import DayField, EuroField, NumberField
from bodemplaat.foundation.organisations.api import PersonView
from bodemplaat.surfaces.selfservice.wording import kind_name

DAY_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"]
FIELDS_OF: dict[Basis, tuple[str, ...]] = {
    Basis.DISTANCE: ("origin", "destination", "kilometres", "description"),
    Basis.AMOUNT: ("description", "amount"),
}


class CostDayField(DayField):
    """A day: chosen in the browser's own calendar, or typed the Dutch way where it has none."""

    def __init__(self, **kwargs: Any) -> None:
        messages = {"invalid": _("Write a day such as 23-11-2026.")}
        widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        super().__init__(input_formats=DAY_FORMATS, widget=widget, error_messages=messages, **kwargs)


class ClaimForm(forms.Form):
    """What holds for the whole claim."""

    description = forms.CharField(
        label=_("What is this claim for?"),
        help_text=_("In a few words, such as: training in Gouda."),
        max_length=140,
        required=False,
    )
    iban = forms.CharField(
        label=_("Account number (IBAN) to pay to"),
        max_length=42,
        required=False,
        widget=forms.TextInput(
            {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
    )


class LineForm(forms.Form):
    """One cost, with the fields that its kind asks for."""

    kind = forms.ChoiceField(label=_("Kind of cost"), required=False)
    day = CostDayField(label=_("Day of the cost"), required=False)
    origin = forms.CharField(label=pgettext_lazy("journey", "From"), max_length=80, required=False)
    destination = forms.CharField(label=pgettext_lazy("journey", "To"), max_length=80, required=False)
    kilometres = NumberField(
        label=_("Kilometres"),
        max_digits=7,
        decimal_places=1,
        min_value=0,
        required=False,
        error_messages={
            "invalid": _("Write a number of kilometres, such as 42 or 7,5."),
            "max_decimal_places": _("Write the kilometres with at most one decimal."),
        },
    )
    description = forms.CharField(label=_("What was it for?"), max_length=140, required=False)
    amount = EuroField(label=_("Amount with VAT"), required=False)
    documents = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, code: str, rules: ClaimRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: list[tuple[str, Any]] = [(kind.code, kind_name(kind)) for kind in rules.kinds]
        kind = rules.kind(code)
        if kind is None:
            offered.insert(0, (code, _("Choose a kind")))
        self.rule = kind
        self.basis = kind.basis if kind else Basis.AMOUNT
        needed = FIELDS_OF[self.basis]
        for name in {name for names in FIELDS_OF.values() for name in names} - set(needed):
            del self.fields[name]
        self.order_fields(["kind", "day", *needed])
        chosen = self.fields["kind"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101  # as declared above
        chosen.choices = offered
        if self.basis is Basis.DISTANCE:
            self.fields["description"].label = _("Reason for the journey")


class QuestionForm(forms.Form):
    """What the employee must answer before the claim goes on."""

    text = forms.CharField(
        label=_("Your question to the employee"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Write what you want to know, so that the employee can answer.")},
    )


class ReasonForm(forms.Form):
    """Why a claim is refused."""

    text = forms.CharField(
        label=_("Your reason"),
        help_text=_("The employee reads this."),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Write why, so that the employee understands your decision.")},
    )


class SubstituteForm(forms.Form):
    """Who stands in, and from when to when."""

    substitute = forms.ChoiceField(label=_("Colleague"))
    since = DayField(label=_("First day away"))
    until = DayField(label=_("First day back"))

    def __init__(self, *args: Any, colleagues: Iterable[PersonView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["substitute"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101  # as declared above
        chosen.choices = [("", _("Choose a colleague")), *((str(p.id), p.name) for p in colleagues)]

    def clean(self) -> dict[str, Any]:
        """The days in order."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if isinstance(since, date) and isinstance(until, date) and until <= since:
            self.add_error("until", _("The first day back must come after the first day away."))
        return cleaned
