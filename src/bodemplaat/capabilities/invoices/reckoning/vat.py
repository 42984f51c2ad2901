"""The VAT of an invoice that came in beside the law: a rate that the Netherlands do not have on its days is asked about."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from bodemplaat.capabilities.invoices.vocabulary import OTHER_RATE
from bodemplaat.formats.invoices.values import Invoice
from bodemplaat.formats.vat_law import vat_percents_on
from bodemplaat.kernel import Finding, Severity, say

AT_A_RATE: Final = "S"
DUTCH: Final = "NL"


def against_the_law(invoice: Invoice) -> Iterator[Finding]:
    """Rates of a Dutch supplier that hold on none of the days of an invoice: warnings, one for each rate.

    What was delivered before a rate changed is invoiced at the earlier one, so each day that the invoice names counts.
    """
    days = _days(invoice)
    lawful = vat_percents_on(*days)
    if not lawful or not invoice.supplier.vat_number.strip().upper().startswith(DUTCH):
        return
    stated = {part.rate for part in invoice.vat if part.category == AT_A_RATE and part.rate is not None}
    for rate in sorted(stated - lawful):
        text = say(
            "{rate} % is no rate of Dutch VAT on the days of this invoice; those are {rates} %. Ask the supplier, for VAT that"
            " is not due is not paid back."
        )
        rates = " / ".join(f"{each:f}" for each in sorted(lawful, reverse=True))
        yield Finding(OTHER_RATE, say("VAT"), text, {"rate": rate, "rates": rates}, Severity.WARNING)


def _days(invoice: Invoice) -> list[date]:
    periods = (invoice.period, *(line.period for line in invoice.lines))
    named = (
        *(invoice.issued, invoice.tax_point, invoice.delivered),
        *(day for each in periods for day in (each.first, each.last)),
        *(each.issued for each in invoice.preceding),
    )
    return [each for each in named if each is not None]
