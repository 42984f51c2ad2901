"""Where each line of a claim is booked: one pair of choices per line, or the first line's for all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.claims.api import ClaimView, LineView
from bodemplaat.capabilities.ledger.api import CostCentreView, TaakveldView
from bodemplaat.kernel import Finding
from bodemplaat.surfaces.desk.words import found, kind_name

AS_FIRST = "all_as_first"


@dataclass(frozen=True, slots=True)
class BookedLine:
    """A line as the desk shows it, with the fields to book it when it can be booked."""

    line: LineView
    kind: str
    taakveld: BoundField | None
    cost_centre: BoundField | None


class BookingForm(forms.Form):
    """Taakveld and cost centre per line, with what is known already filled in."""

    all_as_first = forms.BooleanField(required=False, label=_("Book every line as the first"))
    seen_round = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        claim: ClaimView,
        taakvelden: Sequence[TaakveldView],
        cost_centres: Sequence[CostCentreView],
    ) -> None:
        super().__init__(data, initial={"seen_round": claim.round}, auto_id="booking-%s")
        self.claim = claim
        fields = [
            ("", pgettext("taakveld", "Choose …")),
            *((t.code, f"{t.code} {t.name}") for t in taakvelden),
        ]
        centres = [
            ("", pgettext("cost centre", "Choose …")),
            *((c.code, f"{c.code} {c.name}") for c in cost_centres),
        ]
        only = cost_centres[0].code if len(cost_centres) == 1 else ""
        for line in claim.lines:
            self.fields[f"taakveld_{line.position}"] = _choice(_("Taakveld"), fields, line.taakveld)
            self.fields[f"cost_centre_{line.position}"] = _choice(
                _("Cost centre"), centres, line.cost_centre or only
            )

    @property
    def lines(self) -> Iterator[BookedLine]:
        """Every line with its own two fields."""
        for line in self.claim.lines:
            yield BookedLine(
                line,
                kind_name(line.kind, line.kind_code),
                self[f"taakveld_{line.position}"],
                self[f"cost_centre_{line.position}"],
            )

    @property
    def has_several(self) -> bool:
        """Whether there is something to copy to."""
        return len(self.claim.lines) > 1

    def clean(self) -> dict[str, Any]:
        """Copy the first line's booking where that is asked; then every line needs one."""
        cleaned = super().clean() or {}
        first = self.claim.lines[0].position if self.claim.lines else 0
        for line in self.claim.lines:
            for name, lack in (
                ("taakveld", gettext("Choose a taakveld.")),
                ("cost_centre", gettext("Choose a cost centre.")),
            ):
                field = f"{name}_{line.position}"
                if cleaned.get(AS_FIRST) and line.position != first:
                    cleaned[field] = cleaned.get(f"{name}_{first}", "")
                    self.errors.pop(field, None)
                elif not cleaned.get(field) and field not in self.errors:
                    self.add_error(field, lack)
        return cleaned

    @property
    def bookings(self) -> dict[int, tuple[str, str]]:
        """What was chosen, as the door takes it."""
        chosen = self.cleaned_data
        return {
            line.position: (chosen[f"taakveld_{line.position}"], chosen[f"cost_centre_{line.position}"])
            for line in self.claim.lines
        }

    def refuse(self, findings: Sequence[Finding]) -> None:
        """Show what the ledger does not take beside the field it is about."""
        for finding in findings:
            _, position, name = f"{finding.place}..".split(".")[:3]
            field = f"{name}_{position}"
            self.add_error(field if field in self.fields else None, found(finding))


class WordsForm(forms.Form):
    """A few words for the employee, about the version that was looked at; ``name`` says what they are to the command."""

    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    seen_round = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None, *, claim: ClaimView, name: str, label: Any, lack: Any
    ) -> None:
        super().__init__(data, initial={"seen_round": claim.round}, auto_id=f"{name}-%s")
        self.name = name
        self.fields["words"].label = label
        self.fields["words"].error_messages["required"] = lack


def question_form(claim: ClaimView, data: Mapping[str, Any] | None = None) -> WordsForm:
    """To return a claim with a question."""
    return WordsForm(
        data,
        claim=claim,
        name="question",
        label=gettext("What is your question?"),
        lack=gettext("Write your question: the employee reads it and can change the claim."),
    )


def reason_form(claim: ClaimView, data: Mapping[str, Any] | None = None) -> WordsForm:
    """To reject a claim with a reason."""
    return WordsForm(
        data,
        claim=claim,
        name="reason",
        label=gettext("Why do you reject this claim?"),
        lack=gettext("Write the reason: the employee reads it."),
    )


def _choice(label: Any, choices: Sequence[tuple[str, str]], initial: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, initial=initial, required=False)
