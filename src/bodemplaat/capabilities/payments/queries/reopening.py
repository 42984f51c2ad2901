"""Whether paying is shut since a backup was set up, and what is known of the statements read since."""

from bodemplaat.capabilities.payments.lifecycle import ASKED
from bodemplaat.capabilities.payments.models import Reopening
from bodemplaat.capabilities.payments.policies import accounts_read, check_may_pay, shut_by, why_not_reopen
from bodemplaat.capabilities.payments.values import ShutView
from bodemplaat.foundation.access.api import same_human
from bodemplaat.foundation.organisations.api import names_of
from bodemplaat.foundation.tenancy.api import Actor, query


@query
def paying_shut(*, actor: Actor) -> ShutView | None:
    """Why and since when nothing is paid, and who said that the statements were read; ``None`` when paying is open."""
    check_may_pay(actor)
    restoration = shut_by(actor)
    if restoration is None:
        return None
    row = (
        Reopening.records.of(actor)
        .filter(organisation_id=actor.organisation_id, restoration=restoration.id, state=ASKED)
        .first()
    )
    return ShutView(
        moment=restoration.moment,
        restored_at=restoration.restored_at,
        accounts=accounts_read(actor, restoration),
        reason=row.reason if row else "",
        reopening=row.id if row else None,
        said_by_name=names_of(actor=actor, people={row.asked_by}).get(row.asked_by, "") if row else "",
        said_at=row.asked_at if row else None,
        is_mine=bool(row and row.asked_by in same_human(actor=actor, person=actor.person)),
        why_not=why_not_reopen(actor, row) if row else None,
    )
