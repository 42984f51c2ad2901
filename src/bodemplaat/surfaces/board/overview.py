"""The overview: three figures against those of the period before, pictures, and the way to what they are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.organisations.api import OrganisationView, organisations_in_scope
from bodemplaat.foundation.reports.api import Chosen, period_name, periods_around
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Role
from bodemplaat.presentation import notation
from bodemplaat.surfaces.board import figures, pictures
from bodemplaat.surfaces.board.forms import PeriodForm
from bodemplaat.surfaces.board.wording import STATES, compared_name, kind_names, language


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a breakdown, with the address of the claims it is made of (empty where they may not be seen)."""

    label: str
    count: int
    share: Fraction
    amount: str
    href: str


@require_GET
@page(Role.CONTROLLER, Role.CONTRACT_MANAGER, from_replica=True)
def overview(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was claimed and paid in a period, and how long it took; sums only for the contract manager."""
    today = timezone.localdate()
    chosen = Chosen.read(request.GET.dict(), today)
    sums_only = actor.role is Role.CONTRACT_MANAGER
    if sums_only:
        chosen = chosen.in_whole_months()
    served = _served(actor)
    organisation = _organisation(request, actor, served)
    seen = claims.overview(actor=actor, period=chosen.period, organisation=organisation)
    compared = chosen.before if sums_only else chosen.to_compare_with(today)
    before = claims.headline(actor=actor, period=compared.period, organisation=organisation)
    names = kind_names(claims.kinds_over_time(actor=actor, organisation=organisation))
    twelve = chosen.last_twelve_months()
    months = claims.months(actor=actor, period=twelve, organisation=organisation)
    several = organisation is None and actor.role is Role.CONTRACT_MANAGER
    to_claims = _address_of_claims(chosen) if actor.role is Role.CONTROLLER else ""
    kinds = [_named(part, _together(part) or names.get(part.key, part.key)) for part in seen.kinds]
    states = [
        _named(part, _together(part) or str(STATES[claims.ClaimState(part.key)].label))
        for part in seen.states
    ]
    divided = [
        _named(part, _together(part) or part.label)
        for part in (seen.organisations if several else seen.units)
    ]
    kept = {"organisation": str(organisation)} if organisation is not None else {}
    context = {
        "chosen": chosen,
        "period_name": period_name(chosen),
        "seen": seen,
        "figures": figures.figures(seen, before, compared_name(compared), to_claims),
        "change": figures.change(seen, before, compared_name(compared)),
        "waiting_href": f"{to_claims}&sort=submitted&state=in_approval" if to_claims else "",
        "several": several,
        "fewest": claims.FEWEST if sums_only else 0,
        "by_month": pictures.by_month(months, twelve) if months else (),
        "divided": _parts(divided, to_claims, "unit"),
        "divided_picture": pictures.divided(divided, several=several),
        "kinds": _parts(kinds, to_claims, "kind"),
        "kinds_picture": pictures.by_kind(kinds),
        "states": _parts(states, to_claims, "state"),
        "lead_picture": pictures.lead_time(seen.lead_time),
        "lead_href": f"{to_claims}&state=paid" if to_claims else "",
        "periods": periods_around(chosen, today, beside=kept),
        "form": PeriodForm(
            initial={"since": chosen.first, "until": chosen.last, "organisation": organisation or ""},
            served=served,
        ),
        "organisation_name": next((each.name for each in served if each.id == organisation), ""),
    }
    return render(request, "board/overview.html", context)


def _served(actor: Actor) -> tuple[OrganisationView, ...]:
    """The municipalities among which a contract manager may choose; a controller has only their own organisation."""
    if actor.role is not Role.CONTRACT_MANAGER:
        return ()
    return tuple(each for each in organisations_in_scope(actor=actor) if each.id in actor.served)


def _organisation(request: HttpRequest, actor: Actor, served: Sequence[OrganisationView]) -> UUID | None:
    """Whose figures; raises ``NotFound`` for an organisation that is not served, as for one that does not exist."""
    if actor.role is Role.CONTROLLER:
        return actor.organisation_id
    organisation_id = request.GET.get("organisation", "")
    if not organisation_id:
        return None
    for each in served:
        if str(each.id) == organisation_id:
            return each.id
    raise NotFound("organisation")


def _address_of_claims(chosen: Chosen) -> str:
    days = {"since": chosen.first.isoformat(), "until": chosen.last.isoformat()}
    return f"{reverse('board:claims')}?{urlencode(days)}"


def _named(part: claims.Breakdown, label: str) -> claims.Breakdown:
    return claims.Breakdown(label, part.count, part.amount, part.key)


def _together(part: claims.Breakdown) -> str:
    """The name of what is only shown together; empty for any other part."""
    return gettext("Others together") if part.key == claims.TOGETHER else ""


def _parts(parts: Sequence[claims.Breakdown], to_claims: str, name: str) -> list[Part]:
    whole = sum(part.amount.cents for part in parts) or 1
    return [
        Part(
            label=part.label,
            count=part.count,
            share=Fraction(part.amount.cents, whole),
            amount=notation.euro(part.amount, language()),
            href=f"{to_claims}&{urlencode({name: part.key})}" if to_claims else "",
        )
        for part in parts
    ]
