"""How satisfied people are: what they answered after their cases were closed, in groups that tell of nobody."""

from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import reader_language
from bodemplaat.foundation.organisations.api import names_of_partners
from bodemplaat.foundation.tenancy.api import Actor, Role, midnight

YEARS = 2


@require_GET
@page(Role.CONTRACT_MANAGER, Role.CONTROLLER)
def satisfaction(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A quarter of this year or the one before that is over: the newest, or the one that was asked for."""
    now = timezone.now()
    today = timezone.localdate(now)
    first = today.replace(year=today.year - YEARS + 1, month=1, day=1)
    groups = cases.satisfaction(actor=actor, since=midnight(first), until=now, at=now)
    quarters = sorted({each.quarter for each in groups}, reverse=True)
    wanted = request.GET.get("kwartaal", "")
    newest = quarters[0] if quarters else None
    shown = next((each for each in quarters if each.isoformat() == wanted), newest)
    groups = tuple(each for each in groups if each.quarter == shown)
    names = names_of_partners(
        actor=actor, organisations={x for each in groups for x in (each.organisation_id, each.provider_id)}
    )
    services = {each.service: each.content.name for each in catalogue.versions_shown(actor=actor)}
    rows: list[dict[str, Any]] = [
        {
            "group": each,
            "customer": names.get(each.organisation_id, ""),
            "provider": names.get(each.provider_id, ""),
            "service": services[each.service_id].in_(reader_language())
            if each.service_id in services
            else gettext("Other services"),
        }
        for each in groups
    ]
    rows.sort(key=lambda row: row["customer"])
    written = [row for row in rows if row["group"].words]
    context = {
        "rows": rows,
        "written": [
            (customer, list(of_one)) for customer, of_one in groupby(written, key=lambda row: row["customer"])
        ],
        "fewest": cases.FEWEST,
        "quarters": [
            {"name": _name(each), "href": f"?kwartaal={each.isoformat()}", "is_shown": each == shown}
            for each in quarters
        ],
    }
    return render(request, "cases/satisfaction.html", context)


def _name(quarter: date) -> str:
    return gettext("quarter {number} of {year}").format(number=(quarter.month + 2) // 3, year=quarter.year)
