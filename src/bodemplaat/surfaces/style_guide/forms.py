"""A form with one field of every kind."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bodemplaat.foundation.design.api import EuroField


class SampleForm(forms.Form):
    """One field of every kind that pages use."""

    kind = forms.ChoiceField(
        label=_("What did you spend it on?"),
        choices=[("travel", _("Travel")), ("purchase", _("Purchase")), ("other", _("Something else"))],
        widget=forms.RadioSelect,
    )
    amount = EuroField(label=_("Amount"), help_text=_("As on the receipt, with VAT."))
    day = forms.DateField(label=_("Date"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    unit = forms.ChoiceField(
        label=pgettext_lazy("organisation", "Unit"),
        choices=[("s", _("Social domain")), ("p", _("Public space"))],
    )
    reason = forms.CharField(label=_("Explanation"), widget=forms.Textarea, required=False)
    receipt = forms.FileField(
        label=pgettext_lazy("proof", "Receipt"),
        help_text=_("A photo or a PDF, at most 10 MB."),
        required=False,
    )
    true = forms.BooleanField(label=_("I spent this for my work and was not paid back elsewhere."))
