"""What is filled in on these pages."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.orders import api as door
from bodemplaat.foundation.design.api import DayField, NumberField

WHY: Final = forms.Textarea(attrs={"rows": 3})


def plain_number(number: Decimal) -> Decimal | int:
    """A number as somebody would type it: without the zeros behind it."""
    return number.normalize() if number % 1 else int(number)


class NarrowForm(forms.Form):
    """What the list shows. A box that cannot be read does not narrow."""

    q = forms.CharField(label=_("Supplier, number or subject"), required=False, max_length=100)
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    waits = forms.ChoiceField(
        label=_("Which orders"),
        required=False,
        choices=[
            ("", _("All")),
            (door.UNDER_WAY, _("Open: not closed or cancelled")),
            (door.LATE, _("Late: expected before today")),
        ],
    )
    state = forms.ChoiceField(required=False, choices=[("", ""), *((each, each) for each in door.OrderState)])

    def __init__(self, *args: Any, organisations: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["organisation"]
        choice.choices = [("", _("All")), *((str(each), name) for each, name in organisations.items())]


class ForForm(forms.Form):
    """For which organisation an order is."""

    organisation = forms.ChoiceField(label=_("For which organisation"), choices=[])

    def __init__(self, *args: Any, organisations: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["organisation"]
        choice.choices = [(str(each), name) for each, name in organisations.items()]


class HeadForm(forms.Form):
    """What is ordered, from whom, and out of whose budget."""

    subject = forms.CharField(label=_("What is ordered"), max_length=140)
    supplier = forms.ChoiceField(label=_("Supplier"), choices=[])
    unit = forms.ChoiceField(
        label=_("Out of whose budget"), help_text=_("The budget holder of this unit decides."), choices=[]
    )
    vat_is_cost = forms.BooleanField(
        label=_("Nobody pays its VAT back: it is a part of the costs"), required=False
    )

    def __init__(
        self, *args: Any, suppliers: Sequence[tuple[str, str]], units: Mapping[UUID, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, known in (
            ("supplier", suppliers),
            ("unit", [(str(each), name) for each, name in units.items()]),
        ):
            choice: Any = self.fields[name]
            choice.choices = [("", "–"), *known]


class LineForm(forms.Form):
    """A line of an order; left empty it is none."""

    text = forms.CharField(label=_("What"), max_length=140)
    quantity = NumberField(label=_("How many"), max_digits=12, decimal_places=3)
    unit = forms.CharField(label=_("Unit"), max_length=20, required=False)
    price = NumberField(label=_("Price of one, without VAT"), max_digits=14, decimal_places=4)
    vat = forms.ChoiceField(label=_("VAT"), choices=list(door.VAT_WORDS.items()))
    taakveld = forms.ChoiceField(label=_("Taakveld"), choices=[])
    cost_centre = forms.ChoiceField(label=_("Cost centre"), choices=[])
    expected_on = DayField(label=_("Expected on"), required=False)

    def __init__(
        self, *args: Any, taakvelden: Mapping[str, str], centres: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, known in (("taakveld", taakvelden), ("cost_centre", centres)):
            choice: Any = self.fields[name]
            choice.choices = [("", "–"), *known.items()]

    def is_bare(self) -> bool:
        """Whether nothing is ordered by it."""
        return not any(self[name].value() for name in ("text", "quantity", "price", "taakveld"))

    def ordered(self) -> door.Ordered:
        """The line, once the form is valid."""
        read = self.cleaned_data
        return door.Ordered(
            text=read["text"],
            quantity=read["quantity"],
            unit=read["unit"],
            price=read["price"],
            vat=door.VatKind(read["vat"]),
            taakveld=read["taakveld"],
            cost_centre=read["cost_centre"],
            expected_on=read["expected_on"],
        )


class WhyForm(forms.Form):
    """Why, or how."""

    words = forms.CharField(label=_("Why"), max_length=500, widget=WHY)

    def __init__(self, *args: Any, label: Any = None, required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].required = required
        if label is not None:
            self.fields["words"].label = label


class ReceiptForm(forms.Form):
    """What came of an order: a quantity for each line, the day, and what shows it."""

    came_on = DayField(label=_("On which day it came"))
    words = forms.CharField(
        label=_("Remark"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    evidence = forms.FileField(
        label=_("Packing slip or photo"),
        required=False,
        help_text=_("A photo or PDF of what shows that it came."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*,application/pdf"}),
    )

    def __init__(self, *args: Any, lines: Sequence[door.OrderLineView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in lines:
            unit = f" ({line.unit})" if line.unit else ""
            field = NumberField(label=f"{line.text}{unit}", max_digits=12, decimal_places=3, required=False)
            self.fields[f"line-{line.id}"] = field
        self.lines = lines

    def quantities(self) -> dict[UUID, Decimal]:
        """How much came by line, once the form is valid."""
        read = self.cleaned_data
        return {line.id: read[f"line-{line.id}"] for line in self.lines if read.get(f"line-{line.id}")}
