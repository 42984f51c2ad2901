"""What an invoice may differ from its order: the page of that rule."""

from decimal import Decimal
from typing import Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.invoices import api as door
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import EuroField, NumberField, reader_language
from bodemplaat.foundation.rules.api import RuleForm, RuleWords, Terms, rule_page
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.presentation import notation
from bodemplaat.surfaces.invoices.rule_words import BY_CONTROLLER


class OrderMatchForm(RuleForm):
    """Another rule for invoices of orders."""

    percent = NumberField(
        label=_("How much a line may differ, in percent"), min_value=0, max_digits=4, decimal_places=2
    )
    most = EuroField(label=_("And at most, in euros"), help_text=_("The lower of the two counts."))
    skips = forms.BooleanField(
        label=_("What fits needs no new approval: its order was approved"), required=False
    )
    apart = forms.BooleanField(
        label=_("But only where whoever noted what came did not write, place or approve the order"),
        required=False,
        initial=True,
    )

    def terms(self) -> Terms:
        """As it is kept."""
        read = self.cleaned_data
        return {
            "points": int(read["percent"] * 100),
            "most_cents": read["most"].cents,
            "skips": read["skips"],
            "apart": read["apart"],
        }


def _said(rule: door.MatchRule) -> str:
    language = reader_language()
    said = gettext("to the cent; {then}")
    if rule.points and rule.most:
        said = gettext("{percent}, at most {most} a line; {then}")
    then = gettext("what fits is approved by whoever answers for the budget")
    if rule.skips:
        then = gettext("what fits needs no new approval")
        if rule.apart:
            then = gettext("what fits needs no new approval where others noted what came")
    return said.format(
        percent=notation.percent(Decimal(rule.points) / 10_000, language, decimals=2),
        most=notation.euro(rule.most, language),
        then=then,
    )


def _answer(rule: door.MatchRule) -> str:
    if not rule.points or not rule.most:
        text = gettext("A line of an invoice fits its order where it agrees to the cent.")
    else:
        text = gettext("A line of an invoice may differ a little from its order.")
    return f"{text} {gettext('The rule now: {rule}.').format(rule=_said(rule))}"


WORDS: Final = RuleWords(
    heading=_("Invoices of orders"),
    answer=_answer,
    said=_said,
    column=_("What a line may differ, and what follows"),
    note=_("For an invoice the rule holds of the day on which it came."),
    propose=_("Propose another rule"),
    who_proposes=_(
        "An administrator of your organisation can propose another rule; a controller confirms it."
    ),
    **BY_CONTROLLER,
)


@page(Role.ADMINISTRATOR, Role.CONTROLLER)
def order_match(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The rule now, later and before; an administrator proposes another, a controller decides."""
    return rule_page(
        actor=actor,
        request=request,
        kind=door.ORDER_MATCH_RULE,
        words=WORDS,
        form_class=OrderMatchForm,
        here="invoices:order_match",
        back=(reverse("board:settings"), gettext("Rules")),
    )
