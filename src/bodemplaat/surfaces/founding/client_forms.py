"""Forms of connections: a new one, what it may, and until when a secret goes on opening."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bodemplaat.foundation.clients.api import Scope
from bodemplaat.foundation.design.api import DayField
from bodemplaat.surfaces.founding.wording import scope_choices


class ScopesForm(forms.Form):
    """What a connection may."""

    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = scope_choices()  # type: ignore[attr-defined]

    def clean_scopes(self) -> list[Scope]:
        """The scopes that were chosen."""
        return [Scope(each) for each in self.cleaned_data["scopes"]]


class ClientForm(ScopesForm):
    """A new connection."""

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("Of the system that will use it, such as the intranet.")
    )
    purpose = forms.CharField(label=_("What is it for?"), max_length=400, widget=forms.Textarea({"rows": 2}))
    contact = forms.EmailField(
        label=_("Who looks after it?"), help_text=_("The e-mail address of a team, at you or at a supplier.")
    )
    last_day = DayField(
        label=_("Last day"), help_text=_("At most three years from now; then see whether it is still needed.")
    )
    field_order = ("name", "purpose", "contact", "last_day", "scopes")


class NotGivenForm(forms.Form):
    """Why a connection does not get what was asked for it."""

    reason = forms.CharField(label=_("Why not?"), max_length=400, widget=forms.Textarea({"rows": 2}))
