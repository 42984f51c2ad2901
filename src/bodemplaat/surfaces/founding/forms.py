"""What is filled in on these pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bodemplaat.foundation.access.api import is_setup_code
from bodemplaat.foundation.design.api import DayField, SuggestedInput
from bodemplaat.foundation.imports.api import MOST_BYTES
from bodemplaat.foundation.organisations.api import (
    COMMON_TASKS,
    SOURCE,
    TASK_LABELS,
    PersonView,
    Task,
    UnitView,
    kind_by_name,
    known_municipalities,
)
from bodemplaat.foundation.secrets.api import SecretView
from bodemplaat.presentation import notation
from bodemplaat.surfaces.founding.wording import KINDS, PARTS, VARIANTS, language

ITSELF, LATER = "itself", "later"
ENDINGS: Final = (".csv", ".xlsx", ".ods", ".txt")


def _check_size(file: Any) -> None:
    if file.size > MOST_BYTES:
        text = gettext("This file is larger than {most} MB. Remove what does not belong to the list.")
        raise forms.ValidationError(text.format(most=MOST_BYTES // 1024 // 1024))


class _Files(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; each is cleaned as one is, and what is wrong with any is said with its name."""

    widget = _Files

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """All of them."""
        if not data:
            raise forms.ValidationError(self.error_messages["required"])
        chosen, wrong = [], []
        for each in data:
            try:
                file = super().clean(each, initial)
                _check_size(file)
                chosen.append(file)
            except forms.ValidationError as problem:
                wrong += [f"{each.name}: {text}" for text in problem.messages]
        if wrong:
            raise forms.ValidationError(wrong)
        return chosen


class BeginWithFilesForm(forms.Form):
    """The files of a whole cooperation, and from which day they hold."""

    lists = FilesField(
        label=_("Files with the lists"),
        help_text=_("CSV or XLSX, up to 10 MB each. Choose all of them at once, or drop them here."),
        widget=_Files(attrs={"accept": ",".join(ENDINGS)}),
        error_messages={
            "required": _("Choose the files with the lists."),
            "empty": _("This file is empty. Choose the file again."),
        },
    )
    since = DayField(label=_("First day of what has no day of its own"))


class TogetherForm(forms.Form):
    """Several files, and from which day they hold."""

    lists = FilesField(
        label=_("Files with the lists"),
        help_text=_("CSV or XLSX, up to 10 MB each. Choose several at once, or drop them here."),
        widget=_Files(attrs={"accept": ",".join(ENDINGS)}),
        error_messages={
            "required": _("Choose the files with the lists."),
            "empty": _("This file is empty. Choose the file again."),
        },
    )
    since = DayField(
        label=_("Changes hold from"),
        help_text=_("For what is known already and becomes different. What is new has a day of its own."),
    )


class ImportForm(forms.Form):
    """A file, from which day it holds, and whether it is the whole list."""

    file = forms.FileField(
        label=_("File with the list"),
        help_text=_("CSV or XLSX, up to 10 MB. Choose it, or drop it here."),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
        error_messages={
            "required": _("Choose the file with the list."),
            "empty": _("This file is empty. Choose the file again."),
        },
    )
    since = DayField(
        label=_("Changes hold from"),
        help_text=_("For what is known already and becomes different. What is new has a day of its own."),
    )
    is_complete = forms.BooleanField(required=False)

    def __init__(self, *args: Any, completes: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_complete"].label = completes

    def clean_file(self) -> Any:
        """Not larger than what is read."""
        file = self.cleaned_data["file"]
        _check_size(file)
        return file


class AccountForm(forms.Form):
    """The account that the organisation pays from. Whether it can be paid from is for the door to say."""

    iban = forms.CharField(label=_("Account number (IBAN)"), max_length=60)
    name = forms.CharField(
        label=_("In the name of"),
        max_length=140,
        help_text=_("As the bank knows it, for example “Gemeente Nederlek”."),
    )
    bic = forms.CharField(
        label=_("BIC of the bank"),
        max_length=20,
        required=False,
        help_text=_("Only when the bank asks for it."),
    )
    reason = forms.CharField(
        label=_("Why this account?"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The controller who confirms it reads this."),
    )


class WhyNotForm(forms.Form):
    """Why an account is refused."""

    reason = forms.CharField(label=_("Why not?"), max_length=500, widget=forms.Textarea({"rows": 3}))


class UnitForm(forms.Form):
    """A unit's name and place; for a new one its code and first day as well."""

    code = forms.CharField(
        label=_("Code"), max_length=20, help_text=_("Short and lasting: a unit is recognised by it.")
    )
    name = forms.CharField(label=_("Name of the unit"), max_length=120)
    parent = forms.ChoiceField(label=_("Part of"), required=False)
    since = DayField(label=_("Exists since"), required=False, help_text=_("Left empty: always."))

    def __init__(
        self, *args: Any, units: Iterable[UnitView], is_new: bool, but: UUID | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        others = [(str(unit.id), f"{unit.name} ({unit.code})") for unit in units if unit.id != but]
        self.fields["parent"].choices = [("", _("Nothing: it stands on its own")), *others]  # type: ignore[attr-defined]
        if not is_new:
            del self.fields["code"]
            self.fields["since"] = DayField(
                label=_("From which day?"), required=False, help_text=_("Left empty: from today.")
            )


class EndForm(forms.Form):
    """The first day without it."""

    until = DayField(label=_("First day without it"))


class CostCentreForm(forms.Form):
    """A cost centre; the code of one that is there stays."""

    code = forms.CharField(label=_("Code"), max_length=20)
    name = forms.CharField(label=_("Name"), max_length=80)
    since = DayField(label=_("From which day?"))

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["code"]


class ColleagueForm(forms.Form):
    """Somebody of the organisation, by address or number, and from which day."""

    person = forms.CharField(label=_("E-mail address or personnel number"), max_length=254)
    since = DayField(label=_("From which day?"))


class HowFarForm(forms.Form):
    """How far the people who are shown are with signing in."""

    state = forms.ChoiceField(label=_("How far?"), required=False)

    def __init__(self, *args: Any, states: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("Everybody")), *states]  # type: ignore[attr-defined]


class RenewForm(forms.Form):
    """Until when the secrets that there are go on opening; left empty they end now.

    ``after`` is the newest secret that the page showed: sent a second time, by a page that is loaded again, it ends nothing.
    """

    after = forms.CharField(required=False, widget=forms.HiddenInput)
    until = forms.DateTimeField(
        label=_("The present secret opens until"),
        required=False,
        help_text=_("So that you can put the new one in place first. Left empty: it ends now."),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%d-%m-%Y %H:%M"],
    )

    def __init__(self, data: Any = None, *, secrets: Iterable[SecretView]) -> None:
        newest = max(secrets, key=lambda each: each.made_at, default=None)
        self.newest = str(newest.id) if newest else ""
        super().__init__(data, initial={"after": self.newest})

    def clean(self) -> dict[str, Any]:
        """Refuse a press on a page that showed another newest secret."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("after") not in ("", self.newest):
            self.add_error(
                "until",
                gettext(
                    "A secret was made since this page was opened, and the one before it may have ended. Press again only if "
                    "you need another."
                ),
            )
        return cleaned


class GroupForm(forms.Form):
    """What a group of the directory is here: a role, a unit, or nothing."""

    means = forms.ChoiceField(label=_("This group is"), required=False)

    def __init__(
        self, *args: Any, roles: list[tuple[str, str]], units: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["means"].choices = [  # type: ignore[attr-defined]
            ("", _("Nothing here")),
            (_("A role"), [(f"role:{value}", label) for value, label in roles]),
            (_("A unit"), [(f"unit:{value}", label) for value, label in units]),
        ]


class PersonForm(forms.Form):
    """Who somebody is."""

    name = forms.CharField(label=_("Name"), max_length=120)
    number = forms.CharField(label=_("Personnel number"), max_length=20, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    language = forms.ChoiceField(
        label=_("Language of letters"), choices=[("nl", _("Dutch")), ("en", _("English"))], initial="nl"
    )


class WorkForm(forms.Form):
    """Where somebody works, under whom, and from which day."""

    unit = forms.ChoiceField(label=_("Unit or team"))
    manager = forms.CharField(
        label=_("Manager"),
        required=False,
        max_length=254,
        help_text=_("E-mail address or personnel number; left empty where nobody is known."),
    )
    job_title = forms.CharField(label=_("Job title"), max_length=120, required=False)
    iban = forms.CharField(label=_("Account number (IBAN)"), max_length=60, required=False)
    since = DayField(label=_("From which day?"))

    def __init__(self, *args: Any, units: Sequence[UnitView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose a unit")),
            *((str(unit.id), f"{unit.name} ({unit.code})") for unit in units),
        ]


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """An organisation as it was chosen from the register or typed."""

    name: str
    kind: str
    cbs_code: str = ""
    oin: str = ""
    inhabitants: int | None = None


class OrganisationForm(forms.Form):
    """A municipality out of the register, or any other organisation by its name."""

    municipality = forms.CharField(
        label=_("Municipality"), required=False, max_length=120, widget=SuggestedInput
    )
    name = forms.CharField(
        label=_("Or another organisation, by its name"),
        required=False,
        max_length=120,
        help_text=_("A service centre, a water board, a province or another arrangement."),
    )
    kind = forms.ChoiceField(label=_("What is it?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box: Any = self.fields["municipality"].widget
        box.suggestions = [
            (
                each.name,
                gettext("{name} ({count} inhabitants)").format(name=each.name, count=_n(each.inhabitants)),
            )
            for each in known_municipalities()
        ]
        others = [(kind, word) for kind, word in KINDS.items() if kind != "municipality"]
        self.fields["municipality"].help_text = gettext(
            "Type the first letters and choose it. Source of the list: {source}."
        ).format(source=SOURCE)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", _("As the register has it")),
            *others,
        ]
        self.fields["kind"].help_text = gettext(
            "Municipalities, provinces and water boards are in the register: say it of any other."
        )
        said: Any = self.fields["kind"].widget
        said.attrs["data-said-by"] = self.add_prefix("municipality")
        said.attrs["data-said"] = KINDS["municipality"]

    def clean_municipality(self) -> str:
        """The name as the register writes it, in whatever capitals it was typed, with or without “gemeente” before it."""
        written = " ".join(str(self.cleaned_data["municipality"]).split())
        names = {each.name.casefold(): each.name for each in known_municipalities()}
        typed = written.casefold()
        bare = typed.removeprefix("gemeente ")
        if not typed or typed in names or bare in names:
            return names.get(typed) or names.get(bare, "")
        near = get_close_matches(bare, names, n=1)
        text = (
            gettext("No municipality is called {name}. Is {near} meant?")
            if near
            else gettext("No municipality is called {name}. Type the first letters and choose one.")
        )
        raise forms.ValidationError(text.format(name=written, near=names[near[0]] if near else ""))

    def clean(self) -> dict[str, Any]:
        """One of the two, and what the other is."""
        cleaned = super().clean() or {}
        municipality, name = cleaned.get("municipality"), (cleaned.get("name") or "").strip()
        if "municipality" in self.errors:
            return cleaned
        if bool(municipality) == bool(name):
            self.add_error(
                "name",
                gettext("Choose a municipality, or type the name of another organisation: one of the two."),
            )
        elif name and not cleaned.get("kind"):
            cleaned["kind"] = self._by_register(cleaned, name)
        return cleaned

    def _by_register(self, cleaned: dict[str, Any], name: str) -> str:
        """What an organisation of this name is by the register, a municipality as if it was chosen; else it has to be said."""
        bare = name.casefold().removeprefix("gemeente ")
        known = next((each.name for each in known_municipalities() if each.name.casefold() == bare), "")
        if known:
            cleaned["municipality"] = known
            return "municipality"
        kind = kind_by_name(name)
        if kind is None:
            self.add_error("kind", gettext("The register does not know this name. Choose what it is."))
        return kind or ""

    def facts(self) -> OrganisationFacts:
        """What was chosen, once it is valid."""
        read = self.cleaned_data
        for each in known_municipalities():
            if each.name == read["municipality"]:
                return OrganisationFacts(each.name, "municipality", each.cbs_code, each.oin, each.inhabitants)
        return OrganisationFacts(read["name"].strip(), read["kind"])


class BeginForm(forms.Form):
    """The code, the cooperation, and who begins."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("As “bodemplaat setup” printed it on the machine of the site."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    cooperation = forms.CharField(label=_("Name of the cooperation"), max_length=120)
    variant = forms.ChoiceField(label=_("How do you work together?"), choices=list(VARIANTS.items()))
    since = DayField(label=_("From which day?"))
    provides = forms.BooleanField(
        label=_("Your organisation does work for the others itself"),
        required=False,
        help_text=_("As in a centre municipality or a matrix. It then does its own work too."),
    )
    name = forms.CharField(label=_("Your name"), max_length=120)
    email = forms.EmailField(label=_("Your e-mail address"))

    def clean_code(self) -> str:
        """The code that was printed; told beside whatever else is wrong."""
        code = str(self.cleaned_data["code"])
        if not is_setup_code(code):
            raise forms.ValidationError(
                gettext("This is not the code that was printed when the site was set up. Look at it again.")
            )
        return code


class MemberIsForm(forms.Form):
    """What a member is called and is, from a day on."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("What is it?"), choices=list(KINDS.items()))
    since = DayField(label=_("From which day?"))


class OwnNameForm(forms.Form):
    """What one's own organisation is called, from a day on."""

    name = forms.CharField(label=_("Name"), max_length=120)
    since = DayField(label=_("From which day?"))


class PartsForm(forms.Form):
    """As what a member takes part, from a day on."""

    parts = forms.MultipleChoiceField(
        label=_("What does it do in the cooperation?"),
        choices=list(PARTS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    since = DayField(label=_("From which day?"))


class MemberForm(forms.Form):
    """What a new member does, from when, and who administers it."""

    parts = forms.MultipleChoiceField(
        label=_("What does it do in the cooperation?"),
        choices=list(PARTS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    since = DayField(label=_("From which day?"))
    administrator = forms.CharField(label=_("Name of its first administrator"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail address of that person"), help_text=_("An invitation goes there.")
    )

    def __init__(self, *args: Any, providers: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        only = str(next(iter(providers))) if len(providers) == 1 else LATER
        for task in COMMON_TASKS if providers else ():
            self.fields[f"does_{task.value}"] = forms.ChoiceField(
                label=gettext("Who does {task} for it?").format(task=gettext(TASK_LABELS[task]).lower()),
                initial=only,
                required=False,
                choices=[
                    *((str(each), name) for each, name in providers.items()),
                    (ITSELF, gettext("The organisation itself")),
                    (LATER, gettext("Its own administrator chooses later")),
                ],
            )

    def tasks(self) -> list[forms.BoundField]:
        """The questions who does what, none before there is any provider."""
        return [self[name] for name in self.fields if name.startswith("does_")]

    def providers(self) -> dict[Task, UUID | None] | None:
        """Who does each task, ``None`` for the newcomer itself; ``None`` in all when that was not asked."""
        if not self.tasks():
            return None
        answers = {
            task: self.cleaned_data.get(name) or self.fields[name].initial
            for task in COMMON_TASKS
            for name in (f"does_{task.value}",)
        }
        return {
            task: None if answer == ITSELF else UUID(answer)
            for task, answer in answers.items()
            if answer != LATER
        }


def _n(count: int) -> str:
    return notation.number(Decimal(count), language(), decimals=0)


def manager_named(word: str, people: Iterable[PersonView]) -> PersonView | None:
    """The one person with a number or an address; ``None`` for nobody or for several."""
    plain = word.strip().casefold()
    named = [each for each in people if plain and plain in (each.number.casefold(), each.email.casefold())]
    return named[0] if len(named) == 1 else None
