"""What settled years charge customers or give back: for the next run, and as each customer reads its own."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from bodemplaat.capabilities.billing import lifecycle
from bodemplaat.capabilities.billing.mapping import share_of
from bodemplaat.capabilities.billing.models import YearShare
from bodemplaat.capabilities.billing.policies import check_biller
from bodemplaat.capabilities.billing.reckoning.lines import BillLine
from bodemplaat.capabilities.billing.reckoning.year_shares import line_of_share
from bodemplaat.capabilities.billing.values import YearShareView
from bodemplaat.foundation.organisations.api import member_names
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, query


def lines_of_years(actor: Actor, cooperation: UUID) -> tuple[BillLine, ...]:
    """What every year that was sealed charges or gives back, whether it was billed or not."""
    rows = YearShare.records.of(actor).filter(
        organisation_id=actor.organisation_id,
        settlement__cooperation_id=cooperation,
        state=lifecycle.RELEASED,
    )
    return tuple(
        line_of_share(share_of(each.customer_id, each.code, each.facts), each.id, cooperation)
        for each in rows.exclude(cents=0)
    )


@query
def own_year_shares(*, actor: Actor) -> tuple[YearShareView, ...]:
    """What settled years come to for the actor's own organisation, the newest first: of decisions that were adopted."""
    check_biller(actor)
    return shares_viewed(actor, _readable(actor).filter(customer_id=actor.organisation_id))


@query
def year_share(*, actor: Actor, share: UUID) -> YearShareView:
    """One share: any of a provider's own, and of a customer its own once it is adopted; raises ``NotFound``."""
    check_biller(actor)
    (view,) = shares_viewed(actor, [_readable(actor).one(id=share)])
    return view


def shares_viewed(actor: Actor, those: Iterable[YearShare]) -> tuple[YearShareView, ...]:
    """The newest year first, then by customer and service."""
    names = member_names(actor=actor)
    views = [
        YearShareView(
            id=each.id,
            provider=each.organisation_id,
            provider_name=names.get(each.organisation_id, ""),
            customer_name=names.get(each.customer_id, ""),
            share=share_of(each.customer_id, each.code, each.facts),
        )
        for each in those
    ]
    views.sort(
        key=lambda each: (-each.share.year, each.provider_name, each.customer_name, each.share.part.code)
    )
    return tuple(views)


def _readable(actor: Actor) -> GuardedQuerySet[YearShare]:
    own = Q(organisation_id=actor.organisation_id) & ~Q(state=lifecycle.DROPPED)
    adopted = Q(customer_id=actor.organisation_id, state=lifecycle.RELEASED)
    return YearShare.records.of(actor).filter(own | adopted)
