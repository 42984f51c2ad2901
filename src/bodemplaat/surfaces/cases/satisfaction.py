"""How satisfied people are: what they answered after their cases were closed, in groups that tell of nobody."""

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
    """The quarters of this year and the one before that are over, the newest first."""
    now = timezone.now()
    today = timezone.localdate(now)
    first = today.replace(year=today.year - YEARS + 1, month=1, day=1)
    groups = cases.satisfaction(actor=actor, since=midnight(first), until=now, at=now)
    names = names_of_partners(
        actor=actor, organisations={x for each in groups for x in (each.organisation_id, each.provider_id)}
    )
    services = {each.service: each.content.name for each in catalogue.versions_shown(actor=actor)}
    rows = [
        {
            "group": each,
            "customer": names.get(each.organisation_id, ""),
            "provider": names.get(each.provider_id, ""),
            "service": services[each.service_id].in_(reader_language())
            if each.service_id in services
            else gettext("Other services"),
            "quarter": gettext("quarter {number} of {year}").format(
                number=(each.quarter.month + 2) // 3, year=each.quarter.year
            ),
        }
        for each in groups
    ]
    return render(request, "cases/satisfaction.html", {"rows": rows, "fewest": cases.FEWEST})
