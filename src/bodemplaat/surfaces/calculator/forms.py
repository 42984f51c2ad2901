"""What is filled in on these pages."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.model_files import api as model_files
from bodemplaat.surfaces.calculator.words import kind_choices

ENDINGS: Final = (".yaml", ".yml", ".xlsx")
MEASURED: Final = (".csv", ".xes", ".xes.gz")
"""What only the command line measures: logs of cases and tables of Iv3."""
MOST_BYTES: Final = model_files.MOST_BYTES
MEGABYTES: Final = MOST_BYTES // 1024 // 1024


class FileForm(forms.Form):
    """A model file, and what it calculates if the reader wants to say so."""

    file = forms.FileField(
        label=_("Model file"),
        help_text=_(
            "A workbook (XLSX) made from a template, or a YAML file; up to 5 MB. Choose it, or drop it here."
        ),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
        error_messages={
            "required": _("Choose the file of your model."),
            "empty": _("This file is empty. Choose the file again."),
        },
    )
    kind = forms.ChoiceField(
        label=_("What it calculates"),
        required=False,
        help_text=_("Left open, the file itself tells."),
    )

    def __init__(self, *args: Any, fixed_kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        field.choices = [("", gettext("Recognise it from the file")), *kind_choices()]
        if fixed_kind:
            del self.fields["kind"]

    def clean_file(self) -> Any:
        """A YAML file or a workbook, not larger than what is kept."""
        file = self.cleaned_data["file"]
        if str(file.name).lower().endswith(MEASURED):
            text = gettext(
                "This is no model file. A log of cases or a table of Iv3 is measured on the command line, not on this page."
            )
            raise forms.ValidationError(text)
        if not str(file.name).lower().endswith(ENDINGS):
            text = gettext(
                "This is no model file: its name ends in something else than .xlsx, .yaml or .yml. Save the workbook as "
                "XLSX, or choose the YAML file."
            )
            raise forms.ValidationError(text)
        if file.size > MOST_BYTES:
            text = gettext("This file is larger than {most} MB. Remove from it what the model does not need.")
            raise forms.ValidationError(text.format(most=MEGABYTES))
        return file


class KeepForm(forms.Form):
    """Under which name a file is kept, and what a colleague should know of it."""

    name = forms.CharField(
        label=_("Name of the model"),
        max_length=model_files.LONGEST_NAME,
        error_messages={"required": _("Give the model a name, so that you find it again.")},
    )
    note = forms.CharField(
        label=_("What is this version?"),
        required=False,
        max_length=model_files.LONGEST_NOTE,
        help_text=_("In a sentence, such as “the budget as the executive decided it”."),
    )


class VersionForm(forms.Form):
    """What changed in a new version."""

    note = forms.CharField(
        label=_("What changed?"),
        required=False,
        max_length=model_files.LONGEST_NOTE,
        help_text=_("In a sentence, such as “rent of the second floor added”."),
    )


class NameForm(forms.Form):
    """Another name."""

    name = forms.CharField(
        label=_("Name of the model"),
        max_length=model_files.LONGEST_NAME,
        error_messages={"required": _("Give the model a name, so that you find it again.")},
    )


class NarrowForm(forms.Form):
    """Which models are listed."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("What it calculates"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        field.choices = [("", gettext("Everything")), *kind_choices()]
