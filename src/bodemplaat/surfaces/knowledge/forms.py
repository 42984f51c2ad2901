"""What is filled in to write an answer."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.catalogue.api import Words
from bodemplaat.capabilities.knowledge import api as knowledge
from bodemplaat.foundation.design.api import DayField, explained
from bodemplaat.surfaces.knowledge import words


class AnswerForm(forms.Form):
    """An answer in both languages, its services, for whom it is, who owns it and when it is looked over."""

    title_nl = forms.CharField(label=_("The question, in Dutch"), max_length=140)
    body_nl = forms.CharField(
        label=_("The answer, in Dutch"),
        widget=forms.Textarea({"rows": 10}),
        help_text=_(
            "Markdown: **bold**, - for a list, 1. for steps, ## for a heading, [words](address) for a link."
        ),
    )
    title_en = forms.CharField(label=_("The question, in English"), max_length=140, required=False)
    body_en = forms.CharField(
        label=_("The answer, in English"), widget=forms.Textarea({"rows": 6}), required=False
    )
    audiences = forms.MultipleChoiceField(
        label=_("For whom"),
        choices=list(words.AUDIENCES.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "What the desk sends is chosen in the box of a reply. There a case fills in {fields} (in English {english})."
        ),
    )
    services = forms.MultipleChoiceField(
        label=_("Of which services"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none where it belongs to all of them."),
    )
    owner = forms.ChoiceField(label=_("Owner"))
    review_on = DayField(label=_("To be looked over on"))

    def __init__(
        self,
        typed: QueryDict | None = None,
        *,
        services: Mapping[UUID, str],
        owners: Mapping[UUID, str],
        initial: Mapping[str, Any],
    ) -> None:
        super().__init__(typed, initial=dict(initial))
        audiences = self.fields["audiences"]
        audiences.help_text = str(audiences.help_text).format(fields=_braced("nl"), english=_braced("en"))
        choices: dict[str, Any] = {
            "services": [(str(key), name) for key, name in services.items()],
            "owner": [(str(key), name) for key, name in owners.items()],
        }
        for name, options in choices.items():
            field: Any = self.fields[name]
            field.choices = options
        if not services:
            del self.fields["services"]

    @property
    def content(self) -> knowledge.AnswerContent:
        """What was filled in."""
        read = self.cleaned_data
        return knowledge.AnswerContent(
            title=Words(read["title_nl"], read["title_en"]),
            body=Words(read["body_nl"], read["body_en"]),
            services=tuple(UUID(each) for each in read.get("services", [])),
            audiences=tuple(read["audiences"]),
        )

    def tell(self, refusal: knowledge.UnsoundAnswer) -> None:
        """Put what is wrong at its field."""
        for each in refusal.findings:
            self.add_error(each.place if each.place in self.fields else None, explained(each))


def _braced(language: str) -> str:
    return ", ".join(f"{{{each}}}" for each in knowledge.fields_in(language))


def values_of(view: knowledge.AnswerVersionView) -> dict[str, Any]:
    """The first values of the form of a version."""
    content = view.content
    return {
        "title_nl": content.title.nl,
        "title_en": content.title.en,
        "body_nl": content.body.nl,
        "body_en": content.body.en,
        "audiences": list(content.audiences),
        "services": [str(each) for each in content.services],
        "owner": str(view.owner),
        "review_on": view.review_on,
    }


class SinceForm(forms.Form):
    """From which day a version holds."""

    since = DayField(label=_("Holds from"))


class UntilForm(forms.Form):
    """From which day nobody reads an answer any longer."""

    until = DayField(label=_("No longer read from"))


class ReviewForm(forms.Form):
    """When an answer that is still right is looked over next."""

    review_on = DayField(label=_("To be looked over next on"))
