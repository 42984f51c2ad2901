"""The words and forms of the division of work."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.division.api import (
    LONGEST_TEXT,
    Filling,
    Party,
    ProcessList,
    Row,
    Side,
    SubProcess,
)
from bodemplaat.surfaces.board.forms import FromDayField

SIDES: Mapping[Side, tuple[Any, str]] = {
    Side.MUNICIPALITY: (_("Municipality"), "success"),
    Side.PROVIDER: (_("Provider of the cooperation"), "info"),
    Side.BOTH: (_("Both, split in parts"), "warning"),
    Side.JOINT: (_("In mutual consultation"), "neutral"),
    Side.JOINT_LATER: (_("In the future in mutual consultation"), "neutral"),
    Side.OTHER_PROVIDER: (_("Another provider, outside"), "danger"),
    Side.UNDECIDED: (_("Not decided"), "waiting"),
}
LISTS: Mapping[ProcessList, Any] = {
    ProcessList.PERSONNEL: _("Personnel"),
    ProcessList.FINANCE: _("Finance"),
    ProcessList.ICT: _("ICT"),
}
FILLINGS: Mapping[Filling, Any] = {
    Filling.HIGH: _("From the manual: all that is not fixed to the provider (high cut)"),
    Filling.ADMINISTRATIVE: _("Administrative processes to the provider (which those are is our proposal)"),
    Filling.PER_PROCESS: _("Empty: decide process by process"),
    Filling.EARLIER: _("As the version adopted last"),
}


class DraftCutForm(forms.Form):
    """What a version begins with, and whom the work goes to."""

    filling = forms.ChoiceField(label=_("What does it begin with?"))
    provider = forms.ChoiceField(label=_("Provider that the work goes to"), required=False)

    def __init__(
        self, *args: Any, providers: Sequence[Party] = (), has_earlier: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["filling"].choices = [  # type: ignore[attr-defined]
            (each.value, text)
            for each, text in FILLINGS.items()
            if has_earlier or each is not Filling.EARLIER
        ]
        self.fields["provider"].choices = [  # type: ignore[attr-defined]
            ("", _("nobody yet")),
            *((str(each.id), each.name) for each in providers),
        ]
        self.initial.setdefault("provider", str(providers[0].id) if len(providers) == 1 else "")


class ProposeCutForm(forms.Form):
    """From which day, and what remains with who does the work now."""

    remains = forms.ChoiceField(
        label=_("What remains with who did it before?"),
        choices=[
            ("finish_and_read", _("Finishes what was handed in before, and goes on reading it")),
            ("finish", _("Finishes what was handed in before, and then sees nothing any more")),
            ("read", _("Hands over what is open, and goes on reading what it finished")),
            ("nothing", _("Hands over everything, and sees nothing any more")),
        ],
    )
    remarks = forms.CharField(label=_("Remarks"), required=False, max_length=LONGEST_TEXT["remarks"])

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {
            "holds_from": FromDayField(today=today, label=_("Holds from")),
            **self.fields,
        }


class CutRowForm(forms.Form):
    """To whom one process goes."""

    side = forms.ChoiceField(
        label=_("Who does it?"), choices=[(each.value, words[0]) for each, words in SIDES.items()]
    )
    provider = forms.ChoiceField(label=_("Which provider of the cooperation?"), required=False)
    other_provider = forms.CharField(
        label=_("Name of a provider outside"), required=False, max_length=LONGEST_TEXT["other_provider"]
    )
    at_municipality = forms.CharField(
        label=_("Parts of the municipality, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only for a process that is split."),
    )
    at_provider = forms.CharField(
        label=_("Parts of the provider, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    takes_write_off = forms.BooleanField(label=_("The power to write off goes with it"), required=False)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=LONGEST_TEXT["reason"])
    remarks = forms.CharField(label=_("Remarks"), required=False, max_length=LONGEST_TEXT["remarks"])

    def __init__(
        self, data: Any = None, *, row: Row, providers: Sequence[Party], is_receivables: bool
    ) -> None:
        def lines(side: Side) -> str:
            return "\n".join(part.name for part in row.parts if part.side is side)

        initial = {
            "side": row.side.value,
            "provider": str(row.provider or (providers[0].id if len(providers) == 1 else "")),
            "other_provider": row.other_provider,
            "at_municipality": lines(Side.MUNICIPALITY),
            "at_provider": lines(Side.PROVIDER),
            "takes_write_off": row.takes_write_off,
            "reason": row.reason,
            "remarks": row.remarks,
        }
        super().__init__(data, initial=initial)
        self.fields["provider"].choices = [  # type: ignore[attr-defined]
            ("", _("nobody yet")),
            *((str(each.id), each.name) for each in providers),
        ]
        if not is_receivables:
            del self.fields["takes_write_off"]

    def read(self, process: str, customer: UUID | None) -> Row:
        """The row as it was filled in; what its side does not need is left out."""
        values = self.cleaned_data
        side = Side(values["side"])
        goes = side in (Side.PROVIDER, Side.BOTH, Side.JOINT)
        parts = [
            SubProcess(name.strip(), of)
            for of, field in ((Side.MUNICIPALITY, "at_municipality"), (Side.PROVIDER, "at_provider"))
            for name in values[field].splitlines()
            if name.strip()
        ]
        return Row(
            process=process,
            side=side,
            customer=customer,
            provider=UUID(values["provider"]) if goes and values["provider"] else None,
            other_provider=values["other_provider"].strip() if side is Side.OTHER_PROVIDER else "",
            parts=tuple(parts) if side is Side.BOTH else (),
            takes_write_off=values.get("takes_write_off", False),
            reason=values["reason"].strip(),
            remarks=values["remarks"].strip(),
        )


class CutFunctionsForm(forms.Form):
    """The two functions that do the steps of a pair."""

    first = forms.CharField(required=False, max_length=LONGEST_TEXT["function"])
    second = forms.CharField(required=False, max_length=LONGEST_TEXT["function"])

    def __init__(self, *args: Any, steps: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, step in zip(("first", "second"), steps, strict=True):
            self.fields[name].label = _("Function to {step}").format(step=step)
