"""What is told to the supplier of an invoice that cannot be taken in: a letter in Dutch, from what was found."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils import timezone, translation
from django.utils.translation import get_language, gettext

from bodemplaat.capabilities.invoices import api as door
from bodemplaat.foundation.reports.api import SiteVoice
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Finding, say
from bodemplaat.presentation import notation

MOST: Final = 30
"""So many things are told; who has more wrong has the same wrong everywhere."""
FEW: Final = 5
"""So many places are named of what is wrong in several."""
OURS_ALONE: Final = frozenset({door.NEW_SUPPLIER, door.OTHER_ACCOUNT, door.OTHER_CURRENCY})
"""What a supplier is not told: whoever writes in the name of another would learn what to change, and a currency is for the clerk to ask about."""

AS_TOLD: Final = {
    door.DUPLICATE: say("We received the same invoice before, on {day}. You need not do anything."),
    door.NUMBER_AGAIN: say(
        "On {day} we received an invoice of yours with the same number and another day or amount. Which of the two holds?"
    ),
    door.OTHER_CUSTOMER: say("It is for {name} with {kind} {number}, and that of {organisation} is {own}."),
}
"""What only we know, as the supplier is told it; the page tells the clerk what to do."""
ASKS_ITSELF: Final = frozenset({door.DUPLICATE, door.NUMBER_AGAIN})
"""What says itself what the supplier does: nothing, or answer a question."""
_FOR_THE_CLERK: Final = re.compile(r"(?:^|(?<=[.:;]))\s*(?:Vraag|Geef) de leverancier[^.]*\.")
"""What a text asks of its reader, who is not the supplier."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A letter, ready to be copied or mailed."""

    subject: str
    body: str


def reply_to(view: door.InvoiceView, actor: Actor, where: str) -> Reply | None:
    """The letter about an invoice, with ``where`` it is followed; ``None`` where nothing is to be told to the supplier."""
    with translation.override("nl"):
        findings = _for_supplier((*view.known, *view.findings))
        points = list(_told(findings, "nl"))
        if not points:
            return None
        day = notation.day(timezone.localdate(view.row.received_at), "nl")
        number, supplier = view.row.number, view.row.supplier_name
        subject = (
            gettext("Your invoice {number} cannot be processed").format(number=number)
            if number
            else gettext("Your invoice cannot be processed")
        )
        opening = gettext("Dear supplier,") if not supplier else gettext("Dear {name},").format(name=supplier)
        named = number or view.document.name
        what = gettext(
            "On {day} we received your invoice {number} for {organisation}. We cannot process it, because:"
        )
        lines = [
            opening,
            "",
            what.format(day=day, number=named, organisation=view.row.organisation_name),
            "",
            *(f"- {each}" for each in points[:MOST]),
        ]
        if len(points) > MOST:
            lines.append(gettext("- and {count} more of the like.").format(count=len(points) - MOST))
        codes = {each.code for each in findings}
        if door.DUPLICATE not in codes and codes - ASKS_ITSELF:
            lines += ["", gettext("Please send us a new invoice in which this is right.")]
        lines += [
            *_followed(where),
            "",
            gettext("Kind regards,"),
            actor.person_name,
            actor.organisation_name,
        ]
        return Reply(subject, "\n".join(lines))


def dispute_letter(view: door.InvoiceView, actor: Actor, reason: str, where: str) -> Reply:
    """The letter about an invoice that is disputed: what is wrong, and that paying waits for the answer."""
    with translation.override("nl"):
        day, supplier = notation.day(timezone.localdate(view.row.received_at), "nl"), view.row.supplier_name
        opening = gettext("Dear supplier,") if not supplier else gettext("Dear {name},").format(name=supplier)
        what = gettext(
            "On {day} we received your invoice {number} for {organisation}. We dispute it, because:"
        )
        number = view.row.number or view.document.name
        lines = [
            opening,
            "",
            what.format(day=day, number=number, organisation=view.row.organisation_name),
            "",
            reason,
            "",
            gettext(
                "Please answer this, or send us a credit note and a new invoice. As long as this is open we do not pay the"
                " invoice."
            ),
            *_followed(where),
            "",
            gettext("Kind regards,"),
            actor.person_name,
            actor.organisation_name,
        ]
        subject = gettext("Your invoice {number} is disputed").format(number=number)
        return Reply(subject, "\n".join(lines))


def _followed(where: str) -> tuple[str, ...]:
    return ("", gettext("How your invoice stands you see here:"), where)


def points_of(findings: Sequence[Finding]) -> tuple[str, ...]:
    """What is wrong of all that was found, as a supplier is told it, in the language of the page."""
    return tuple(_told(_for_supplier(findings), get_language() or "nl"))[:MOST]


def _for_supplier(findings: Sequence[Finding]) -> list[Finding]:
    return [each for each in findings if each.stops and each.code not in OURS_ALONE]


def _told(findings: Sequence[Finding], language: str) -> Iterator[str]:
    """Each thing once, with the rule and where it stands."""
    voice = SiteVoice(language)
    places: dict[tuple[str, str], list[str]] = {}
    for each in findings:
        said = AS_TOLD.get(each.code, each.said).using(**each.values)
        text = _FOR_THE_CLERK.sub("", voice(said)).strip()
        places.setdefault((each.code, text), []).append(voice(each.place))
    for (code, text), where in places.items():
        named = ", ".join(dict.fromkeys(where[:FEW])) + (" …" if len(where) > FEW else "")
        rule = "" if code.startswith(("known.", "invoice.", "xml.")) else f"{code}, "
        yield f"{text} ({rule}{named})"
