"""The style guide's pages, filled with made-up figures."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from bodemplaat.foundation.charts.api import (
    Kind,
    Picture,
    distribution_picture,
    months_picture,
    units_picture,
)
from bodemplaat.foundation.design.api import ICONS, ask_first, small_number
from bodemplaat.kernel import Euro
from bodemplaat.surfaces.style_guide.forms import SampleForm

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
LEAD_TIMES = (1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 7, 7, 8, 8, 9, 9, 10, 11, 12, 14, 17, 21, 26)


def components(request: HttpRequest) -> HttpResponse:
    """Every component with its states; ``?form=wrong`` shows the form refused, ``?naam=lang`` a long organisation."""
    wrong = request.GET.get("form") == "wrong"
    data = {"amount": "twaalf", "reason": gettext("Train to the training day")} if wrong else None
    return render(
        request,
        "style_guide/components.html",
        {
            "form": SampleForm(data, initial={"day": TODAY, "amount": Euro(3420)}),
            "icons": tuple(ICONS),
            "pictures": _pictures(),
            "page": Paginator(range(10_000), 50).page(_page(request)),
            "today": TODAY,
            "paid": Euro(128_400_00),
            "budget": Euro(140_000_00),
            "moments": [NOW - timedelta(days=days) for days in (6, 4, 1)],
            "begin": TODAY - timedelta(days=12),
            "soon": TODAY + timedelta(days=8),
            "near": TODAY + timedelta(days=1),
            "late": TODAY - timedelta(days=3),
            "rows": _rows(),
            "total": Euro.total(row["amount"] for row in _rows()),
            "steps": [gettext("What"), gettext("Evidence"), gettext("Check")],
            "trail": [
                {"label": gettext("Claims"), "href": "#"},
                {"label": gettext("Train to the training day"), "href": ""},
            ],
        },
    )


def desk(request: HttpRequest) -> HttpResponse:
    """The three columns of the desk."""
    rows = _rows()
    return render(
        request,
        "style_guide/desk.html",
        {
            "rows": rows,
            "begin": TODAY - timedelta(days=3),
            "soon": TODAY + timedelta(days=2),
            "today": TODAY,
            "moments": [NOW - timedelta(days=days) for days in (6, 4, 1)],
        },
    )


def confirm(request: HttpRequest) -> HttpResponse:
    """A question on its own page."""
    return ask_first(
        request,
        question=gettext("Release this payment batch?"),
        consequence=gettext("The bank then pays 42 claims. This cannot be undone."),
        verb=gettext("Release the batch"),
        tone="danger",
        back=reverse("style_guide:components"),
    )


def _page(request: HttpRequest) -> int:
    page_text = request.GET.get("page", "7")
    number = small_number(page_text)
    return number if number is not None and 1 <= number <= 200 else 7


def _rows() -> list[dict[str, Any]]:
    return [
        {"who": "Fatma Yıldız", "what": gettext("Train to the training day"), "day": date(2026, 11, 17), "amount": Euro(3420), "tone": "waiting", "state": gettext("Waiting for you")},
        {"who": "Jan-Willem van der Meulen-Oosterhuis", "what": gettext("Keyboard and mouse"), "day": date(2026, 11, 12), "amount": Euro(12895), "tone": "success", "state": gettext("Approved")},
        {"who": "Sanne de Wit", "what": gettext("Kilometres in October"), "day": date(2026, 10, 31), "amount": Euro(123456), "tone": "warning", "state": gettext("Returned")},
        {"who": "Bram Peters", "what": gettext("Correction of September"), "day": date(2026, 9, 30), "amount": Euro(-1850), "tone": "danger", "state": gettext("Rejected")},
    ]  # fmt: skip


def _pictures() -> list[Picture]:
    months = [date(2025 + (11 + place) // 12, (11 + place) % 12 + 1, 1) for place in range(12)]
    travel = [
        812_300,
        905_100,
        1_110_400,
        980_000,
        1_204_700,
        1_330_200,
        1_190_500,
        640_100,
        590_800,
        1_250_300,
        1_402_900,
        1_511_600,
    ]
    bought = [
        310_000,
        280_500,
        402_300,
        351_000,
        298_700,
        420_100,
        388_400,
        150_000,
        122_900,
        402_000,
        515_200,
        498_300,
    ]
    return [
        months_picture(
            title=gettext("Claims by month"),
            months=months,
            series={gettext("Travel"): travel, gettext("Purchase"): bought},
        ),
        units_picture(
            title=gettext("Claims by unit"),
            values={
                gettext("Social domain"): 5_230_000,
                gettext("Public space"): 3_110_000,
                gettext("Permits"): 1_480_000,
                gettext("Finance"): 620_000,
            },
        ),
        distribution_picture(title=gettext("Lead time of claims"), values=LEAD_TIMES, norm=10),
        months_picture(
            title=gettext("Claims by month"),
            months=months,
            series={gettext("Travel"): [0] * 12},
            kind=Kind.COUNT,
        ),
    ]
