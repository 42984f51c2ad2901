"""How what this surface shows is said: where a report stands, for which side, and about which period."""

from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.performance import api as performance
from bodemplaat.foundation.reports.api import Chosen, Span, period_name

STATES = {
    "waiting": (_("Waits for signatures"), "waiting"),
    "confirmed": (_("Signed by both"), "success"),
    "refused": (_("Not signed"), "danger"),
    "withdrawn": (_("Taken back"), "neutral"),
    "expired": (_("Not signed in time"), "neutral"),
}
SIDES = {"provider": _("for the provider"), "customer": _("for the customer")}


def name_of(row: performance.ReportRow) -> str:
    """The period of a report in words."""
    for span in (Span.MONTH, Span.QUARTER, Span.YEAR):
        chosen = Chosen.around(span, row.first_day)
        if (chosen.first, chosen.last) == (row.first_day, row.last_day):
            return period_name(chosen)
    return period_name(Chosen(Span.FREE, row.first_day, row.last_day))
