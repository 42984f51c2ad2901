"""From which amount a director decides on an invoice as well: the page of that rule."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.invoices import api as door
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import EuroField, reader_language
from bodemplaat.foundation.rules.api import RuleForm, RuleWords, Terms, rule_page
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.presentation import notation
from bodemplaat.surfaces.invoices.rule_words import BY_CONTROLLER


class SecondForm(RuleForm):
    """Another amount from which a director decides as well."""

    amount = EuroField(label=_("From which amount, with VAT"))

    def terms(self) -> Terms:
        """In cents."""
        return {"from_cents": self.cleaned_data["amount"].cents}


def _amount(rule: door.SecondRule) -> str:
    return notation.euro(rule.amount, reader_language())


def _answer(rule: door.SecondRule) -> str:
    text = gettext("From {amount} on, with VAT, a director decides on an invoice after the budget holder.")
    return text.format(amount=_amount(rule))


WORDS: Final = RuleWords(
    heading=_("Second approval of invoices"),
    answer=_answer,
    said=_amount,
    column=_("From which amount"),
    note=_("An invoice keeps the steps that the rule asked for on the day on which it was coded."),
    propose=_("Propose another amount"),
    who_proposes=_(
        "An administrator of your organisation can propose another amount; a controller confirms it."
    ),
    is_figure=True,
    **BY_CONTROLLER,
)


@page(Role.ADMINISTRATOR, Role.CONTROLLER)
def second(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The rule now, later and before; an administrator proposes another, a controller decides."""
    return rule_page(
        actor=actor,
        request=request,
        kind=door.SECOND_RULE,
        words=WORDS,
        form_class=SecondForm,
        here="invoices:second",
        back=(reverse("board:settings"), gettext("Rules")),
    )
