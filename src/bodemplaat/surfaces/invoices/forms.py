"""What is filled in on these pages."""

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.invoices import api as door
from bodemplaat.foundation.design.api import DayField, EuroField

PART_WORDS: Final[Mapping[door.PartKind, Any]] = {
    door.PartKind.USUAL: _("Account of the supplier"),
    door.PartKind.BLOCKED: _("G-account (blocked)"),
}
AT_ONCE: Final = 20
"""Files in one form."""
MEGABYTES: Final = door.MOST_BYTES // 1_000_000


class ManyFiles(forms.ClearableFileInput):
    """A file input that takes several at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """One or more files; what they hold is judged after the form is read."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each of them; raises where there is none, or more than are taken at once."""
        files = data if isinstance(data, list) else [data] if data else []
        if not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(files) > AT_ONCE:
            raise forms.ValidationError(
                _("Choose at most %(most)s files at once."), code="many", params={"most": AT_ONCE}
            )
        return files


class FilesForm(forms.Form):
    """Invoices of suppliers, and for which organisation they came."""

    organisation = forms.ChoiceField(label=_("For which organisation"), choices=[])
    invoices = ManyFilesField(
        label=_("Invoices"),
        help_text=_(
            "XML (UBL or CII), PDF, or a photo or scan; up to 20 files, together 60 MB. Choose them, or drop them here."
        ),
        widget=ManyFiles(attrs={"accept": ".xml,.pdf,application/xml,text/xml,application/pdf,image/*"}),
        error_messages={"required": _("Choose one or more invoices.")},
    )

    def __init__(self, *args: Any, organisations: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [(str(each), name) for each, name in organisations.items()]
        choice: Any = self.fields["organisation"]
        choice.choices = every if len(every) == 1 else [("", _("Choose an organisation")), *every]
        choice.error_messages["required"] = _("Choose for which organisation they came.")


class NarrowForm(forms.Form):
    """What the list shows. A box that cannot be read does not narrow."""

    q = forms.CharField(label=_("Supplier or number"), required=False, max_length=100)
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    since = DayField(label=_("Received from"), required=False)
    until = DayField(label=_("Until and including"), required=False)
    approval = forms.ChoiceField(
        label=_("Approval"),
        required=False,
        choices=[
            ("", _("All")),
            *((each.value, words.label) for each, words in door.APPROVAL_WORDS.items()),
            (door.DISPUTED, door.DISPUTE_WORDS.label),
            (door.PAYMENT_STUCK, _("Payment is stuck")),
            (door.REMINDED, _("Asked for by the supplier, not paid")),
            *((name, door.FIT_WORDS[fit].label) for name, fit in door.FITS.items()),
        ],
    )
    state = forms.ChoiceField(
        required=False, choices=[("", ""), *((state, state) for state in door.InvoiceState)]
    )

    def __init__(self, *args: Any, organisations: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["organisation"]
        choice.choices = [("", _("All")), *((str(each), name) for each, name in organisations.items())]


class WordsForm(forms.Form):
    """Why."""

    words = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label


class LevelForm(forms.Form):
    """How pressing a reminder is, and what it claims."""

    level = forms.ChoiceField(
        label=_("What it is"), choices=[(each.value, words.label) for each, words in door.LEVEL_WORDS.items()]
    )
    claimed = EuroField(
        label=_("Interest and costs claimed"),
        required=False,
        help_text=_("What it asks for beside the invoice itself. Empty for nothing."),
    )


class ReminderForm(LevelForm):
    """A reminder that came by letter or telephone."""

    day = DayField(label=_("Day of the letter or the call"))
    words = forms.CharField(
        label=_("What the supplier wrote or said"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ("day", "level", "claimed", "words")


class BookForm(forms.Form):
    """What becomes of the VAT of an invoice that is booked as it was ordered; ``is_cost`` leaves what its order has of it."""

    vat = forms.ChoiceField(label=_("VAT"))

    def __init__(self, *args: Any, is_cost: bool | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["vat"]
        choice.choices = [
            (each.value, words)
            for each, words in door.VAT_WORDS.items()
            if is_cost is None or (each is door.VatTreatment.COST) == is_cost
        ]


class LinkForm(forms.Form):
    """Of which line of an order each line of an invoice is; why, where it was linked before."""

    def __init__(self, *args: Any, view: door.LinkView, is_change: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            ("", _("Not on the order")),
            *((str(each.id), f"{n}. {each.text}") for n, each in enumerate(view.order.lines, start=1)),
        ]
        self.positions = [each.position for each in view.lines if each.position]
        for each in view.lines:
            if each.position:
                self.fields[f"line-{each.position}"] = forms.ChoiceField(
                    label=f"{each.position}. {each.text}",
                    choices=choices,
                    required=False,
                    initial=str(view.chosen.get(each.position, "")),
                )
        self.fields["words"] = forms.CharField(
            label=_("Why it is linked otherwise"),
            max_length=500,
            required=is_change,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def lines(self) -> Mapping[int, UUID]:
        """What was chosen, by the position of the line."""
        chosen = {each: self.cleaned_data[f"line-{each}"] for each in self.positions}
        return {position: UUID(line) for position, line in chosen.items() if line}


class PayForm(forms.Form):
    """Why an invoice is paid now, and to which account of its supplier."""

    account = forms.ChoiceField(label=_("Account"))
    words = forms.CharField(label=_("Why now"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, accounts: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["account"]
        choice.choices = [(each, " ".join(wrap(each, 4))) for each in accounts]


class PartForm(forms.Form):
    """A part of what is paid for an invoice; left empty it is no part."""

    amount = EuroField(label=_("Amount"))
    due = DayField(label=_("Paid by"))
    kind = forms.ChoiceField(label=_("Goes to"), choices=list(PART_WORDS.items()), required=False)
    iban = forms.CharField(label=_("Account number of the G-account"), max_length=60, required=False)

    def is_there(self) -> bool:
        """Whether the page had this part at all."""
        return self.add_prefix("amount") in self.data

    def is_bare(self) -> bool:
        """Whether nothing is paid by it."""
        return not any(self[name].value() for name in ("amount", "iban"))

    def part(self) -> door.AskedPart:
        """The part, once the form is valid."""
        read = self.cleaned_data
        kind = door.PartKind(read["kind"] or door.PartKind.USUAL)
        return door.AskedPart(
            read["amount"], read["due"], kind, read["iban"] if kind is door.PartKind.BLOCKED else ""
        )


class DiscountForm(forms.Form):
    """A discount for paying early, as it stands on the invoice."""

    until = DayField(label=_("Paid by"), help_text=_("The last day on which the supplier takes less."))
    amount = EuroField(label=_("Discount, with VAT"))
    words = forms.CharField(
        label=_("Where it stands"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class TypingForm(forms.Form):
    """What stands in the picture of an invoice."""

    is_credit_note = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("Invoice")), ("credit", _("Credit note"))], required=False
    )
    supplier_name = forms.CharField(label=_("Supplier"), max_length=200)
    number = forms.CharField(label=_("Invoice number"), max_length=120)
    issued = DayField(label=_("Day of the invoice"))
    due = DayField(label=_("To be paid by, as it says"), required=False)
    without_vat = EuroField(label=_("Without VAT"))
    vat = EuroField(label=_("VAT"))
    payable = EuroField(label=_("To pay"))
    supplier_account = forms.CharField(label=_("Account number (IBAN)"), max_length=60, required=False)
    supplier_kvk = forms.CharField(label=_("KvK number"), max_length=20, required=False)
    supplier_vat = forms.CharField(label=_("VAT number"), max_length=40, required=False)
    supplier_oin = forms.CharField(label=_("OIN"), max_length=40, required=False)
    supplier_email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)

    def typed(self) -> door.TypedInvoice:
        """What was typed, once the form is valid."""
        read = self.cleaned_data
        bare = {name: "".join(read[name].split()) for name in ("supplier_kvk", "supplier_oin")}
        return door.TypedInvoice(
            **{
                **read,
                **bare,
                "supplier_vat": "".join(each for each in read["supplier_vat"] if each.isalnum()).upper(),
                "is_credit_note": bool(read["is_credit_note"]),
            }
        )


class RegisterForm(forms.Form):
    """What the register of suppliers shows. A box that cannot be read does not narrow."""

    q = forms.CharField(label=_("Name, number or account"), required=False, max_length=100)
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    waits = forms.ChoiceField(required=False, choices=[("", ""), ("asked", "asked"), ("none", "none")])

    def __init__(self, *args: Any, organisations: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["organisation"]
        choice.choices = [("", _("All")), *((str(each), name) for each, name in organisations.items())]


class SupplierForm(forms.Form):
    """A supplier that is put in the register by hand."""

    organisation = forms.ChoiceField(label=_("Whose supplier"), choices=[])
    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("As it stands on its invoices."))
    kvk = forms.CharField(label=_("KvK number"), max_length=20, required=False)
    vat = forms.CharField(label=_("VAT number"), max_length=40, required=False)
    oin = forms.CharField(label=_("OIN"), max_length=40, required=False)

    def __init__(self, *args: Any, organisations: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [(str(each), name) for each, name in organisations.items()]
        choice: Any = self.fields["organisation"]
        choice.choices = every if len(every) == 1 else [("", _("Choose an organisation")), *every]


class AccountForm(forms.Form):
    """An account that is proposed for a supplier."""

    iban = forms.CharField(label=_("Account number (IBAN)"), max_length=60)
    is_blocked = forms.BooleanField(
        label=_("It is a G-account"),
        help_text=_("Nothing but parts of invoices that say so is paid to it."),
        required=False,
    )
    reason = forms.CharField(
        label=_("How you checked whose account it is"),
        help_text=_("Whom you called, on which number you knew already, and when."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WhyForm(forms.Form):
    """Why not, or why no more."""

    why = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class WaitingForm(forms.Form):
    """Another waiting time."""

    days = forms.IntegerField(label=_("Days"), min_value=0, max_value=door.MOST_DAYS)
    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class RemarkForm(forms.Form):
    """What somebody says with an approval, if anything."""

    words = forms.CharField(max_length=500, required=False)


class UnitForm(forms.Form):
    """Out of whose budget an invoice is paid, and what becomes of its VAT."""

    unit = forms.ChoiceField(
        label=_("Out of whose budget"), help_text=_("The budget holder of this unit decides."), choices=[]
    )
    vat = forms.ChoiceField(label=_("VAT"), choices=list(door.VAT_WORDS.items()))

    def __init__(self, *args: Any, units: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["unit"]
        choice.choices = [("", _("Choose a unit")), *((str(each), name) for each, name in units.items())]


class CodedLineForm(forms.Form):
    """A part of an invoice and where it is booked; left empty it is no part."""

    text = forms.CharField(label=_("What"), max_length=140, required=False)
    amount = EuroField(label=_("Without VAT"), negative=True)
    taakveld = forms.ChoiceField(label=_("Taakveld"), choices=[])
    cost_centre = forms.ChoiceField(label=_("Cost centre"), choices=[])

    def __init__(
        self, *args: Any, taakvelden: Mapping[str, str], centres: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, known in (("taakveld", taakvelden), ("cost_centre", centres)):
            choice: Any = self.fields[name]
            choice.choices = [("", "–"), *known.items()]

    def is_bare(self) -> bool:
        """Whether nothing is booked by it."""
        return not any(self[name].value() for name in ("amount", "taakveld", "cost_centre"))

    def coded(self) -> door.Coded:
        """The part, once the form is valid."""
        read = self.cleaned_data
        return door.Coded(read["text"], read["amount"], read["taakveld"], read["cost_centre"])
