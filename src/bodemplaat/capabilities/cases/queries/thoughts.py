"""What people found of how cases were dealt with, for whoever sets it beside the figures."""

from collections.abc import Sequence
from datetime import datetime

from bodemplaat.capabilities.cases.queries.complaints import complaints_counted
from bodemplaat.capabilities.cases.queries.satisfaction import satisfaction
from bodemplaat.capabilities.performance.api import ToldOfComplaints, ToldOfSatisfaction
from bodemplaat.foundation.tenancy.api import Actor, query


@query
def thoughts_told(
    *, actor: Actor, since: datetime, until: datetime, at: datetime
) -> tuple[Sequence[ToldOfComplaints], Sequence[ToldOfSatisfaction]]:
    """Complaints that came in from ``since`` to ``until`` (exclusive), and the groups of the quarters that begin then and are over."""
    complaints = [
        ToldOfComplaints(
            customer=each.organisation_id,
            provider=each.provider_id,
            service=each.service_id,
            received=each.received,
            upheld=each.upheld,
            partly=each.partly,
            not_upheld=each.not_upheld,
            late=each.late,
        )
        for each in complaints_counted(actor=actor, since=since, until=until, at=at)
    ]
    groups = [
        ToldOfSatisfaction(
            customer=each.organisation_id,
            provider=each.provider_id,
            service=each.service_id,
            quarter=each.quarter,
            answers=each.answers,
            mean=each.mean,
        )
        for each in satisfaction(actor=actor, since=since, until=until, at=at)
    ]
    return complaints, groups
