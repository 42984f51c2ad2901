"""What is filled in on these pages."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.sales import api as door
from bodemplaat.foundation.design.api import DayField, NumberField, WholeField, in_words
from bodemplaat.kernel.written import read_whole

FEWEST, MORE, MOST_ON_PAGE = 4, 4, 200
"""Lines that the form begins with, how many a press adds, and how many it has at most."""
REASONED: Final = ("E", "O")


class DetailsForm(forms.Form):
    """What stands on an invoice of a party."""

    name = forms.CharField(label=_("Name"), max_length=120)
    street = forms.CharField(label=_("Street and number"), max_length=120, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=10, required=False)
    town = forms.CharField(label=_("Town"), max_length=60, required=False)
    kvk = forms.CharField(label=_("KvK number"), max_length=20, required=False)
    oin = forms.CharField(label=_("OIN"), max_length=40, required=False)
    vat_number = forms.CharField(label=_("VAT number"), max_length=30, required=False)

    def details(self) -> door.PartyDetails:
        """What was filled in."""
        return door.PartyDetails(**self.cleaned_data)


class OwnForm(DetailsForm):
    """Those of the own organisation."""

    account = forms.CharField(
        label=_("Account that is paid to (IBAN)"),
        max_length=50,
        required=False,
        help_text=_(
            "Whoever changes it issues no invoices themselves: a colleague sees the new account first."
        ),
    )
    email = forms.EmailField(label=_("Address for questions"), required=False)


class CustomerForm(DetailsForm):
    """Those of a customer; ``about`` only of a new one."""

    days_to_pay = WholeField(
        label=_("Term of payment in days"), initial=30, min_value=1, max_value=door.LONGEST_TERM
    )


class NewCustomerForm(CustomerForm):
    """A new customer: an organisation of the cooperation, or another."""

    about = forms.ChoiceField(label=_("Organisation"), required=False)
    field_order = ("about",)

    def __init__(self, *args: Any, organisations: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["about"]
        choice.choices = [("", _("None of the cooperation")), *organisations]

    def details(self) -> door.PartyDetails:
        """What was filled in, without which organisation it is."""
        return door.PartyDetails(
            **{name: each for name, each in self.cleaned_data.items() if name != "about"}
        )


class SaleForm(forms.Form):
    """What an invoice says besides its lines."""

    customer = forms.ChoiceField(label=_("Customer"))
    reference = forms.CharField(
        label=_("Reference of the customer"),
        max_length=100,
        required=False,
        help_text=_("Such as a cost centre. One of the two must be on it."),
    )
    order = forms.CharField(label=_("Order number"), max_length=100, required=False)
    contract = forms.CharField(label=_("Contract"), max_length=100, required=False)
    first = DayField(label=_("Period from"), required=False)
    last = DayField(label=_("Until and including"), required=False)
    note = forms.CharField(
        label=_("Note"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput(), required=False)
    count = forms.CharField(max_length=4, widget=forms.HiddenInput(), required=False)

    def __init__(self, *args: Any, customers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["customer"]
        choice.choices = customers if len(customers) == 1 else [("", _("Choose a customer")), *customers]
        choice.error_messages["required"] = _("Choose a customer.")


class LineForm(forms.Form):
    """One line: what, how many, at what price and under which VAT."""

    name = forms.CharField(label=_("What"), max_length=200, required=False)
    quantity = NumberField(label=_("Quantity"), required=False)
    unit = forms.ChoiceField(label=_("Unit of measure"), required=False)
    price = NumberField(label=_("Price without VAT"), required=False)
    vat = forms.ChoiceField(label=_("VAT"), required=False)
    reason = forms.CharField(label=_("Why no VAT"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.choices = [(code, in_words(name)) for code, name in door.UNITS.items()]
        vat: Any = self.fields["vat"]
        vat.choices = vat_choices()

    def clean(self) -> dict[str, Any]:
        """A whole line, or nothing at all."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors or not any(cleaned.get(name) for name in ("name", "quantity", "price")):
            return cleaned
        if not cleaned.get("name"):
            self.add_error("name", gettext("Say what is invoiced."))
        if cleaned.get("quantity") is None:
            self.add_error("quantity", gettext("Fill in a quantity."))
        if cleaned.get("price") is None:
            self.add_error("price", gettext("Fill in a price."))
        if cleaned.get("vat") in REASONED and not cleaned.get("reason"):
            self.add_error("reason", gettext("Say why no VAT is due; it stands on the invoice."))
        return cleaned

    def line(self) -> door.SalesLine | None:
        """What it says, if anything."""
        cleaned = self.cleaned_data
        if not cleaned["name"]:
            return None
        category, rate = read_vat(cleaned["vat"])
        return door.SalesLine(
            cleaned["name"],
            cleaned["quantity"],
            cleaned["price"],
            category,
            rate,
            cleaned["unit"] or "C62",
            cleaned["reason"] if category in REASONED else "",
        )


def vat_choices() -> list[tuple[str, str]]:
    """The rates of today and the categories without VAT, as a reader chooses them."""
    rates = sorted(door.rates_on(timezone.localdate()), reverse=True)
    return [
        *((f"S{rate}", f"{rate} %") for rate in rates),
        ("Z", gettext("0 % (zero rate)")),
        ("E", gettext("exempt")),
        ("AE", gettext("reversed to the customer")),
        ("O", gettext("outside the tax")),
    ]


def read_vat(chosen: str) -> tuple[str, Decimal | None]:
    """Category and rate of what was chosen; the first of the choices where nothing was."""
    code = chosen or vat_choices()[0][0]
    if code.startswith("S"):
        return "S", Decimal(code[1:])
    return code, None if code == "O" else Decimal(0)


def chosen_vat(line: door.SalesLine) -> str:
    """The choice that stands for the VAT of a line."""
    return f"S{line.rate}" if line.category == "S" else line.category


def fits_on_page(view: door.SalesView) -> bool:
    """Whether all lines of a draft stand on the page where it is changed; what does not stand there would be lost."""
    return len(view.content.lines) <= MOST_ON_PAGE


def count_of(typed: Any, lines: int) -> int:
    """How many lines the form shows."""
    shown = read_whole(typed.get("count", ""), digits=4) if typed else None
    more = MORE if typed and "more" in typed else 0
    return min(MOST_ON_PAGE, max(FEWEST, lines, (shown or 0)) + more)
