"""How agreements are said to a reader."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.agreements import api as door
from bodemplaat.capabilities.agreements.api import AgreementView, Terms
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.foundation.design.api import in_words, reader_language
from bodemplaat.presentation import notation

KINDS: Final[Mapping[str, Any]] = {
    door.DVO: _("Service agreement (DVO)"),
    door.DFA: _("Financial agreements (DFA)"),
    door.DAP: _("Procedures (DAP)"),
}
SHORT: Final[Mapping[str, str]] = {door.DVO: "DVO", door.DFA: "DFA", door.DAP: "DAP"}
PARTS: Final[Mapping[str, Any]] = {
    "services": _("Services"),
    "levels": _("Level of quality"),
    "costs": _("Costs"),
    "conditions": _("Conditions"),
    "customer_deliveries": _("What the customer delivers, how and when"),
    "provider_deliveries": _("What the provider delivers, how and when"),
    "commissioning": _("Commissioning"),
    "escalation": _("Escalation"),
    "account": _("Account management"),
    "responsibilities": _("Tasks, powers and responsibilities"),
    "deviation": _("What happens on deviation"),
    "procedures": _("Procedures"),
    "contacts": _("Contacts and when they can be reached"),
    "formats": _("How data are delivered"),
    "calendar": _("Calendar"),
    "changes": _("How changes go"),
    "days": _("Days"),
    "charter": _("Charter"),
    "lines": _("Services, prices and planned numbers"),
    "billing": _("When is billed"),
    "start_up": _("Start-up costs"),
    "credit": _("When a norm is missed"),
    "other": _("Other agreements"),
    "deliveries": _("Delivery calendar"),
}
RHYTHMS: Final[Mapping[str, Any]] = {
    door.ONCE: _("on these days only"),
    door.MONTHLY: _("each month"),
    door.QUARTERLY: _("each quarter"),
    door.YEARLY: _("each year"),
}
OWED_BY: Final[Mapping[str, Any]] = {
    door.CUSTOMER: _("the customer, to the provider"),
    door.PROVIDER: _("the provider, to the customer"),
}
DELIVERY_STANDINGS: Final[Mapping[str, tuple[Any, str]]] = {
    "to_come": (_("To be handed over"), "neutral"),
    "sent_back": (_("Sent back, to hand over anew"), "warning"),
    "late": (_("Not handed over in time"), "danger"),
    "handed_over": (_("Handed over"), "info"),
    "received": (_("Received"), "success"),
}
STANDINGS: Final[Mapping[str, tuple[Any, str]]] = {
    "draft": (_("Draft"), "neutral"),
    "offered": (_("Offered"), "warning"),
    "signed_by_one": (_("Signed by one side"), "warning"),
    "expired": (_("Not signed in time"), "danger"),
    "refused": (_("Refused"), "danger"),
    "withdrawn": (_("Taken back"), "neutral"),
    "to_come": (_("Signed, still to begin"), "info"),
    "in_force": (_("In force"), "success"),
    "ended": (_("Ended"), "neutral"),
}


def name_of(code: str, services: Mapping[tuple[str, int], catalogue.Content], number: int) -> str:
    """A service by its name in the version agreed on, else by its code."""
    service = services.get((code, number))
    return code if service is None else service.name.in_(reader_language())


def names_in(*versions: Terms) -> dict[str, str]:
    """The names of all services in some versions, by code."""
    return {
        code: content.name.in_(reader_language())
        for terms in versions
        for (code, _), content in terms.services.items()
    }


def norm(terms: Terms, taken: door.Taken) -> str:
    """What is promised of a service: its first indicator, with what was agreed otherwise."""
    service = terms.services.get((taken.code, taken.number))
    if service is None or not service.indicators:
        return "–"
    number, percentage = door.norm_of(terms, taken)
    agreed = replace(service.indicators[0], number=number, percentage=percentage)
    return in_words(catalogue.norm_in_words(agreed, reader_language()))


def title(view: AgreementView) -> str:
    """An agreement by its kind and the other party."""
    return gettext("{kind} of {customer}").format(kind=KINDS[view.terms.kind], customer=view.customer_name)


def heading(view: AgreementView) -> str:
    """The title of an agreement at the top of a page; its longest Dutch word can be divided, where a phone is narrower."""
    return title(view).replace("verleningsovereenkomst", "verlenings\u00adovereenkomst")


def period(terms: Terms) -> str:
    """From when until when, in words; the last day that it holds."""
    since = notation.day(terms.since, reader_language())
    if terms.until is None:
        return gettext("from {since}, until further notice").format(since=since)
    last = notation.day(date.fromordinal(terms.until.toordinal() - 1), reader_language())
    return gettext("from {since} up to and including {last}").format(since=since, last=last)
