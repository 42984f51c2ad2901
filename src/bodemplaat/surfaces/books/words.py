"""How years, periods and entries are called."""

from datetime import date
from typing import Final

from django.http import Http404, HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.notices.api import worded
from bodemplaat.foundation.tenancy.api import Refused
from bodemplaat.kernel.written import read_whole

QUARTERS: Final = (1, 2, 3, 4)


def chosen_year(request: HttpRequest, years: tuple[int, ...]) -> int | None:
    """The year that an address asks for, or the newest of which books are kept; ``None`` where there are none."""
    year = read_whole(request.GET.get("jaar", ""), digits=4)
    return year if year in years else next(iter(years), None)


def chosen_period(request: HttpRequest) -> int:
    """Up to and with which period, from 0 to 12; the whole year where an address asks for none."""
    period = read_whole(request.GET.get("tot", ""), digits=2)
    return period if period is not None and period <= 12 else 12


def chosen_quarter(request: HttpRequest, today: date) -> int:
    """The quarter that an address asks for, from 1 to 4, or that of today; raises ``Http404`` for any other."""
    quarter = read_whole(request.GET.get("kwartaal", ""), digits=1) or (today.month + 2) // 3
    if quarter not in QUARTERS:
        raise Http404
    return quarter


def quarter_name(year: int, quarter: int) -> str:
    """A quarter with its year."""
    return gettext("{year} quarter {quarter}").format(year=year, quarter=quarter)


def period_name(year: int, number: int) -> str:
    """A period by its month; 0 is the opening."""
    if number == 0:
        return gettext("opening of {year}").format(year=year)
    return date_format(date(year, number, 1), "F Y")


def until_name(year: int, number: int) -> str:
    """What a balance covers."""
    if number == 12:
        return str(year)
    if number == 0:
        return period_name(year, 0)
    return gettext("{year} up to and including {month}").format(
        year=year, month=date_format(date(year, number, 1), "F")
    )


def number_of(journal: ledger.JournalCode, number: int) -> str:
    """An entry by its journal and number."""
    return f"{gettext(str(ledger.JOURNALS[journal]))} {number}"


def refused(refusal: Refused) -> str:
    """Why not, in the reader's language."""
    return worded(refusal.text, refusal.values)
