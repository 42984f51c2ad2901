"""The numbers of an invoice by their own check: what no rule of the norm asks, and what paying it rests on."""

import re
from collections.abc import Iterator
from typing import Final

from stdnum.nl import btw

from bodemplaat.formats.invoices.values import Invoice, Party
from bodemplaat.formats.sepa import bare_iban, is_iban
from bodemplaat.kernel import Finding, Said, Severity, say

__all__ = ["against_numbers"]

_KVK: Final = re.compile(r"\d{8}", re.ASCII)
_OIN: Final = re.compile(r"0000000[1-9]\d{12}", re.ASCII)
_BY_ACCOUNT: Final = ("30", "58")
"""Ways of paying by which the customer transfers to an account."""


def against_numbers(invoice: Invoice) -> Iterator[Finding]:
    """Every account, VAT number, KvK number and OIN that cannot be right, as warnings."""
    for means in invoice.payment:
        looks_so = means.account[:2].isalpha()
        if means.account and means.code in _BY_ACCOUNT and looks_so and not is_iban(bare_iban(means.account)):
            text = say(
                "The account {number} is no sound IBAN, so nothing can be paid to it. Ask the supplier for the right one."
            )
            yield _told("invoice.account", say("payment"), text, means.account)
    yield from _party(invoice.supplier, say("supplier"))
    yield from _party(invoice.customer, say("customer"))


def _party(party: Party, place: Said) -> Iterator[Finding]:
    if party.vat_number.upper().startswith("NL") and not btw.is_valid(party.vat_number):
        text = say(
            "The VAT number {number} is no Dutch VAT number: its check digits are wrong. Ask the supplier for the right one."
        )
        yield _told("invoice.vat_number", place, text, party.vat_number)
    if party.kvk and not _KVK.fullmatch(party.kvk):
        text = say("The KvK number {number} has not eight digits. Ask the supplier for the right one.")
        yield _told("invoice.kvk", place, text, party.kvk)
    if party.oin and not _OIN.fullmatch(party.oin):
        text = say(
            "The OIN {number} has not twenty digits that begin with seven zeros. Ask the supplier for the right one."
        )
        yield _told("invoice.oin", place, text, party.oin)


def _told(code: str, place: Said, text: Said, number: str) -> Finding:
    return Finding(code, place, text, {"number": number}, Severity.WARNING)
