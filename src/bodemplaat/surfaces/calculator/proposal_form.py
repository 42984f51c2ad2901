"""The form in which keys are tried: how much of each key, for which costs, with which limits, from when."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bodemplaat.foundation.design.api import EuroField, NumberField, WholeField, in_notation

if TYPE_CHECKING:
    from bodemplaat.calculations.settlement.proposing import Choices, Proposal

HUNDRED: Final = 100
LONGEST_PATH: Final = 20
LAST_YEAR: Final = 2100


class ProposalForm(forms.Form):
    """A part for each key of the model, together a hundred; the rest may stay empty. Without data it asks the key of now."""

    minimum = EuroField(label=_("At least"), required=False)
    cap = EuroField(
        label=_("At most"),
        required=False,
        help_text=_("What each bears of one cost in a year; the others divide the rest."),
    )
    discount_for = forms.ChoiceField(label=_("Discount for"), required=False)
    discount = NumberField(
        label=_("Discount"), required=False, min_value=0, max_value=HUNDRED, decimal_places=2
    )
    since = WholeField(label=_("From the year"), required=False, min_value=1900, max_value=LAST_YEAR)
    years = WholeField(
        label=_("In how many years"),
        required=False,
        min_value=1,
        max_value=LONGEST_PATH,
        help_text=_("In equal steps; in one year it holds at once."),
    )
    costs = forms.MultipleChoiceField(
        label=_("For which costs"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What is not chosen keeps its present key. Choose none, and it is for all."),
    )

    def __init__(self, data: Any, *, choices: "Choices", name: str) -> None:
        self.choices, self.name = choices, name
        super().__init__(data if data is not None else self._of_now(), prefix=None)
        for place, key in enumerate(choices.keys):
            self.fields[f"part-{place}"] = NumberField(
                label=key, required=False, min_value=0, max_value=HUNDRED, decimal_places=2
            )
        costs, discount_for = self.fields["costs"], self.fields["discount_for"]
        assert isinstance(costs, forms.MultipleChoiceField)  # noqa: S101  # for the type checker
        assert isinstance(discount_for, forms.ChoiceField)  # noqa: S101
        costs.choices = [
            (str(place), f"{cost} ({in_notation(amount)})")
            for place, (cost, amount) in enumerate(choices.costs.items())
        ]
        discount_for.choices = [("", gettext("Nobody")), *((each, each) for each in choices.participants)]

    @property
    def parts(self) -> list[BoundField]:
        """The fields of the keys."""
        return [self[f"part-{place}"] for place in range(len(self.choices.keys))]

    def clean(self) -> dict[str, Any]:
        """The parts add up to a hundred, and a discount has somebody and so much."""
        cleaned = super().clean() or {}
        parts = self._mixture(cleaned)
        total = sum(parts.values(), Decimal(0))
        if total != HUNDRED and not any(name.startswith("part-") for name in self.errors):
            text = gettext("The keys add up to {total} %: make it 100 %.")
            self.add_error(None, text.format(total=in_notation(total.normalize())))
        if bool(cleaned.get("discount_for")) != bool(cleaned.get("discount")):
            missing = "discount" if cleaned.get("discount_for") else "discount_for"
            if missing not in self.errors and "discount" not in self.errors:
                self.add_error(missing, gettext("A discount is for somebody, and so much percent: say both."))
        return cleaned

    def all_errors(self) -> list[str]:
        """Everything that is wrong, each with its field."""
        own = [str(each) for each in self.non_field_errors()]
        return own + [f"{field.label} – {each}" for field in self for each in field.errors]

    def proposal(self) -> "Proposal":
        """What a sound form proposes."""
        from bodemplaat.calculations.settlement.proposing import Proposal  # noqa: PLC0415  # numpy, which few pages need

        said = self.cleaned_data
        costs = tuple(self.choices.costs)
        chosen = tuple(costs[int(place)] for place in said["costs"])
        return Proposal(
            name=self.name,
            mixture=self._mixture(said),
            reference=gettext("Present keys"),
            costs=() if len(chosen) == len(costs) else chosen,
            minimum=said["minimum"],
            cap=said["cap"],
            discounts={said["discount_for"]: said["discount"]} if said["discount_for"] else {},
            since=said["since"] or self.choices.year + 1,
            years=said["years"] or 1,
        )

    def _mixture(self, cleaned: Mapping[str, Any]) -> dict[str, Decimal]:
        parts = {key: cleaned.get(f"part-{place}") for place, key in enumerate(self.choices.keys)}
        return {key: part for key, part in parts.items() if part}

    def _of_now(self) -> dict[str, str]:
        """The key that divides most now, for everything: where trying begins."""
        keys = self.choices.keys
        first = keys.index(self.choices.usual) if self.choices.usual else 0
        return {f"part-{first}": str(HUNDRED)} if keys else {}
