"""The forms of this surface, in the notation of the reader."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bodemplaat.foundation.design.api import DayField, EuroField, NumberField, WholeField, reader_language
from bodemplaat.foundation.organisations.api import OrganisationView, PersonView, UnitView
from bodemplaat.foundation.tenancy.api import Role
from bodemplaat.presentation import notation
from bodemplaat.surfaces.board.wording import STATES, function_name

Choices = Sequence[tuple[str, Any]]


class FromDayField(DayField):
    """The day from which a change holds: today or later, or from another first day on."""

    default_error_messages = {
        "past": _("Choose today or a later day."),
        "before": _("Choose {day} or a later day."),
    }

    def __init__(self, *, today: date, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.today = today
        self.widget.attrs["min"] = today.isoformat()

    def validate(self, value: date | None) -> None:
        """Not before the first day that can be chosen."""
        super().validate(value)
        if value is None or value >= self.today:
            return
        if self.today >= timezone.localdate():
            raise ValidationError(self.error_messages["past"], code="past")
        first = notation.day(self.today, reader_language())
        raise ValidationError(str(self.error_messages["before"]).format(day=first), code="past")


class FromTomorrowField(FromDayField):
    """The day from which a rule holds: tomorrow or later, so that another can look at it first."""

    default_error_messages = {"past": _("Choose tomorrow or a later day.")}


class PeriodForm(forms.Form):
    """Days freely chosen, and for the contract manager whose figures."""

    since = DayField(label=_("From"))
    until = DayField(label=_("Until and including"))
    organisation = forms.ChoiceField(label=_("Municipality"), required=False)

    def __init__(self, *args: Any, served: Sequence[OrganisationView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if served:
            choices = [("", _("All municipalities")), *((str(each.id), each.name) for each in served)]
            self.fields["organisation"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"]


class ClaimFilterForm(forms.Form):
    """What the controller's list shows. A box that cannot be read does not narrow."""

    q = forms.CharField(label=_("Number, name or description"), required=False, max_length=100)
    unit = forms.ChoiceField(label=pgettext_lazy("organisation", "Unit"), required=False)
    kind = forms.ChoiceField(label=_("Kind of cost"), required=False)
    since = DayField(label=_("Handed in from"), required=False)
    until = DayField(label=_("Until and including"), required=False)
    state = forms.ChoiceField(required=False, choices=[("", ""), *((state, state) for state in STATES)])

    def __init__(self, *args: Any, units: Sequence[UnitView], kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("All"))
        self.fields["unit"].choices = [every, *((str(unit.id), unit.name) for unit in units)]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [every, *kinds]  # type: ignore[attr-defined]


class TrailFilterForm(forms.Form):
    """What the trail shows."""

    who = forms.CharField(label=_("Name"), required=False, max_length=100)
    action = forms.ChoiceField(label=_("What happened"), required=False)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("Until and including"), required=False)

    def __init__(self, *args: Any, actions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [("", _("Everything")), *actions]  # type: ignore[attr-defined]


class JudgementForm(forms.Form):
    """What was found of a drawn claim."""

    found = forms.ChoiceField(
        label=_("What did you find?"),
        choices=[("right", _("It is right")), ("wrong", _("It is not right"))],
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label=_("What is wrong, or what you noticed"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        """A claim that is not right needs a word of explanation."""
        cleaned = super().clean() or {}
        if cleaned.get("found") == "wrong" and not cleaned.get("comment", "").strip():
            self.add_error("comment", _("Write in a few words what is wrong with it."))
        return cleaned


class FirstRulesForm(forms.Form):
    """The day from which the first rules hold; nothing was claimed before, so any day does."""

    since = DayField(
        label=_("From which day?"),
        help_text=_("Costs made from this day on can be claimed, also when it lies in the past."),
    )


class RulesForm(forms.Form):
    """The rules of an organisation apart from its chain and its kinds."""

    since = FromTomorrowField(today=date.min, label=_("From which day?"))
    max_age_days = WholeField(
        label=_("How long after the day of the cost may it be claimed?"), min_value=1, max_value=3660
    )
    threshold = EuroField(
        label=_("Below which amount does a claim pass without approval?"),
        required=False,
        help_text=_("Leave empty to have every claim approved."),
    )
    sample_percent = NumberField(
        label=_("Which part of those claims is drawn into the monthly sample?"),
        min_value=Decimal(0),
        max_value=Decimal(100),
        decimal_places=2,
        max_digits=5,
        help_text=_("A month is drawn with the percentage that holds on its first day."),
    )
    fallback_function = forms.ChoiceField(label=_("Who decides when no manager is known or able?"))

    def __init__(self, *args: Any, today: date, functions: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        since = self.fields["since"]
        assert isinstance(since, FromDayField)  # noqa: S101  # declared above
        since.today = today
        since.widget.attrs["min"] = today.isoformat()
        self.fields["fallback_function"].choices = _functions(functions)  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """One step of the chain; without ``by`` there is no step."""

    by = forms.ChoiceField(label=_("Who decides?"), required=False)
    order = WholeField(label=_("Order"), required=False, min_value=1, max_value=99)
    from_amount = EuroField(label=_("Only from this amount"), required=False)
    below_amount = EuroField(label=_("Only below this amount"), required=False)
    kinds = forms.MultipleChoiceField(
        label=_("Only with these kinds of cost"), required=False, widget=forms.CheckboxSelectMultiple
    )
    even_small = forms.BooleanField(label=_("Also for a claim under the threshold"), required=False)

    def __init__(self, *args: Any, functions: Iterable[str], kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].choices = [  # type: ignore[attr-defined]
            ("", _("– no step –")),
            ("manager", _("The claimant's manager")),
            ("ssc", _("The service centre")),
            *((f"function:{code}", name.capitalize()) for code, name in _functions(functions)),
        ]
        self.fields["kinds"].choices = list(kinds)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A step's amounts leave room between them."""
        cleaned = super().clean() or {}
        lowest, highest = cleaned.get("from_amount"), cleaned.get("below_amount")
        if lowest is not None and highest is not None and highest <= lowest:
            self.add_error("below_amount", _("This must be more than the amount from which the step holds."))
        return cleaned


class KindForm(forms.Form):
    """A kind of cost from a day on."""

    since = FromTomorrowField(today=date.min, label=_("From which day?"))
    name_nl = forms.CharField(label=_("Name in Dutch"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=80)
    basis = forms.ChoiceField(
        label=_("How does the amount come about?"),
        choices=[
            ("amount", _("As paid, by the receipt")),
            ("distance", _("Kilometres times the rate")),
        ],
        widget=forms.RadioSelect,
    )
    rate = NumberField(
        label=_("Rate per kilometre"),
        required=False,
        min_value=Decimal("0.0001"),
        max_value=Decimal(10),
        decimal_places=4,
        max_digits=6,
        help_text=_("In euros, for kilometres only."),
    )
    limit = EuroField(
        label=_("The most that one cost may be"), required=False, help_text=_("Leave empty for no limit.")
    )
    evidence_from = EuroField(
        label=_("From which amount is evidence needed?"),
        required=False,
        help_text=_("Leave empty when none is ever needed; 0,01 when it always is."),
    )
    taakveld = forms.ChoiceField(label=_("Taakveld that is filled in for the clerk"), required=False)
    source = forms.CharField(
        label=_("Where this rule comes from"),
        required=False,
        max_length=200,
        help_text=_("A law, a regulation, or a decision of your organisation with its date."),
    )

    def __init__(self, *args: Any, today: date, taakvelden: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        since = self.fields["since"]
        assert isinstance(since, FromDayField)  # noqa: S101  # declared above
        since.today = today
        since.widget.attrs["min"] = today.isoformat()
        self.fields["taakveld"].choices = [("", _("None")), *taakvelden]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Kilometres need a rate, and a receipt has none."""
        cleaned = super().clean() or {}
        if cleaned.get("basis") == "distance" and cleaned.get("rate") is None and "rate" not in self.errors:
            self.add_error("rate", _("Fill in how much is paid per kilometre."))
        if cleaned.get("basis") == "amount" and cleaned.get("rate") is not None:
            self.add_error("rate", _("A cost that is paid by its receipt has no rate: leave this empty."))
        return cleaned


class FromDayForm(forms.Form):
    """Only a day from which."""

    since = FromDayField(today=date.min, label=_("From which day?"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        since = self.fields["since"]
        assert isinstance(since, FromDayField)  # noqa: S101  # declared above
        since.today = today
        since.widget.attrs["min"] = today.isoformat()


class FromTomorrowForm(FromDayForm):
    """Only a day from which, tomorrow at the earliest."""

    since = FromTomorrowField(today=date.min, label=_("From which day?"))


class ChangeContactForm(FromDayForm):
    """Who is called from a day on, and how they are reached."""

    name = forms.CharField(label=_("Name"), max_length=120)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=40)
    email = forms.EmailField(label=_("E-mail"), required=False)
    deputy_name = forms.CharField(label=_("Deputy"), required=False, max_length=120)
    deputy_phone = forms.CharField(label=_("Phone of the deputy"), required=False, max_length=40)

    def clean(self) -> dict[str, Any]:
        """Somebody who cannot be reached is no contact."""
        cleaned = super().clean() or {}
        if not cleaned.get("phone") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("phone", _("Fill in a phone number or an e-mail address."))
        return cleaned


class ContactForm(ChangeContactForm):
    """Who is called about which task, for whom."""

    cooperation = forms.ChoiceField(label=_("In which cooperation?"))
    task = forms.ChoiceField(label=_("About which task?"))
    side = forms.ChoiceField(
        label=_("For whom?"),
        choices=[
            ("demand", _("For whoever does this task for us: we ask")),
            ("supply", _("For those for whom we do this task: we deliver")),
        ],
        widget=forms.RadioSelect,
    )
    customer = forms.ChoiceField(label=_("For one of them only?"), required=False)

    field_order = ("cooperation", "task", "side", "customer", "since")

    def __init__(
        self,
        *args: Any,
        tasks: Choices,
        cooperations: Mapping[UUID, str],
        customers: Mapping[UUID, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["task"].choices = tasks  # type: ignore[attr-defined]
        self.fields["cooperation"].choices = [(str(each), name) for each, name in cooperations.items()]  # type: ignore[attr-defined]
        if len(cooperations) == 1:
            self.fields["cooperation"].widget = forms.HiddenInput()
            self.fields["cooperation"].initial = str(next(iter(cooperations)))
        choices = [("", _("For all of them")), *((str(each), name) for each, name in customers.items())]
        self.fields["customer"].choices = choices  # type: ignore[attr-defined]
        if not customers:
            del self.fields["customer"]
            self.fields["side"].initial = "demand"


class ProvidersForm(FromDayForm):
    """Who may be chosen to do a task from a day; ``providers`` are their names by id."""

    def __init__(self, *args: Any, providers: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(providers)

    def offer(self, providers: Mapping[UUID, str]) -> None:
        """Let these be chosen, and nobody else."""
        field = self.fields["provider"]
        field.choices = [(str(each), name) for each, name in providers.items()]  # type: ignore[attr-defined]
        field.error_messages["invalid_choice"] = _("Choose one of these: they can do it from that day.")

    def look_only(self) -> None:
        """Only the day was filled in, to see who can do it then: what else is missing is no mistake yet."""
        for name in set(self.errors) - {"since"}:
            del self.errors[name]


class ChooseProviderForm(ProvidersForm):
    """Who does a task that nobody does yet, and from which day."""

    provider = forms.ChoiceField(label=_("Who does it?"), widget=forms.RadioSelect)

    field_order = ("since", "provider")


class MoveTaskForm(ProvidersForm, FromTomorrowForm):
    """To whom a task goes, from which day, and what remains with who does it now."""

    provider = forms.ChoiceField(label=_("Who does it from then on?"), widget=forms.RadioSelect)
    remains = forms.ChoiceField(
        label=_("And whoever does it now?"),
        choices=[
            (
                "finish_and_read",
                _("Finishes what was handed in before, and goes on reading what it finished"),
            ),
            ("finish", _("Finishes what was handed in before, and then sees nothing any more")),
            ("read", _("Hands over what is open, and goes on reading what it finished")),
            ("nothing", _("Hands over everything, and sees nothing any more")),
        ],
        widget=forms.RadioSelect,
    )

    field_order = ("since", "provider", "remains")


class ReasonForm(forms.Form):
    """Why not."""

    reason = forms.CharField(label=_("Why not?"), max_length=500, widget=forms.Textarea({"rows": 3}))


class RoleForm(FromDayForm):
    """A role from a day."""

    role = forms.ChoiceField(label=_("Role"))

    field_order = ("role", "since")

    def __init__(self, *args: Any, roles: Sequence[tuple[Role, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, label) for role, label in roles]  # type: ignore[attr-defined]


class FunctionForm(FromDayForm):
    """A named function from a day, for a unit or the whole organisation."""

    function = forms.ChoiceField(label=_("Function"), required=False)
    other = forms.CharField(label=_("Or a function that is not in the list"), required=False, max_length=40)
    unit = forms.ChoiceField(label=_("For which unit?"), required=False)

    field_order = ("function", "other", "unit", "since")

    def __init__(
        self, *args: Any, functions: Iterable[str], units: Sequence[UnitView], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["function"].choices = [("", _("– choose –")), *_functions(functions)]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [  # type: ignore[attr-defined]
            ("", _("The whole organisation")),
            *((str(unit.id), unit.name) for unit in units),
        ]

    def clean(self) -> dict[str, Any]:
        """One of the two ways to name a function."""
        cleaned = super().clean() or {}
        other = slugify(cleaned.get("other", "")).replace("-", "_")
        if not cleaned.get("function") and not other:
            self.add_error("function", _("Choose a function, or write one."))
        cleaned["code"] = cleaned.get("function") or other
        return cleaned


class ManagerForm(FromDayForm):
    """Another manager from a day."""

    manager = forms.ChoiceField(label=_("Manager"), required=False)

    field_order = ("manager", "since")

    def __init__(self, *args: Any, colleagues: Sequence[PersonView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["manager"].choices = [  # type: ignore[attr-defined]
            ("", _("Nobody known")),
            *((str(each.id), each.name) for each in colleagues),
        ]


def _functions(codes: Iterable[str]) -> list[tuple[str, str]]:
    return sorted(((code, function_name(code)) for code in set(codes)), key=lambda pair: pair[1])
