"""What is told on these pages."""

from collections.abc import Iterable

from django.utils.translation import gettext

from bodemplaat.capabilities.sales import api as door
from bodemplaat.foundation.design.api import explained, in_words
from bodemplaat.foundation.tenancy.api import Refused
from bodemplaat.kernel import Finding, Said


def problems_of(no: Refused) -> list[str]:
    """Everything that is wrong, or why not."""
    return findings_told(no.findings) if isinstance(no, door.UnsoundSale) else [explained(no)]


def findings_told(findings: Iterable[Finding]) -> list[str]:
    """Each with its place."""
    return [
        gettext("{place}: {text}").format(place=_capital(_place(each)), text=explained(each))
        for each in findings
    ]


def name_of(row: door.SalesRow) -> str:
    """What an invoice is called."""
    kind = gettext("Credit note") if row.is_credit_note else gettext("Invoice")
    return f"{kind} {row.number}" if row.number else gettext("{kind} (draft)").format(kind=kind)


def _place(finding: Finding) -> str:
    return in_words(finding.place) if isinstance(finding.place, Said) else finding.place


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
