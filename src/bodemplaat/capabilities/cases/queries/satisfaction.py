"""What people thought of how their cases were dealt with: only in groups in which nobody can be told apart."""

from datetime import datetime

from django.utils import timezone

from bodemplaat.capabilities.cases.errors import NotForYouToComplain
from bodemplaat.capabilities.cases.models import Opinion
from bodemplaat.capabilities.cases.policies import FOR_CUSTOMER
from bodemplaat.capabilities.cases.reckoning.satisfaction import Mark, Satisfaction, groups_to_show
from bodemplaat.foundation.tenancy.api import Actor, query


@query
def satisfaction(*, actor: Actor, since: datetime, until: datetime, at: datetime) -> tuple[Satisfaction, ...]:
    """The groups of the quarters that begin from ``since`` to ``until`` (exclusive) and are over, the newest first; one statement.

    For a controller or contract manager: of their own organisation as a customer, and of every customer of its services.
    """
    if actor.role not in FOR_CUSTOMER:
        raise NotForYouToComplain
    rows = Opinion.records.of(actor).filter(quarter_at__gte=since, quarter_at__lt=until)
    marks = [
        Mark(
            row.organisation_id,
            row.provider_id,
            row.service_id,
            timezone.localdate(row.quarter_at),
            row.mark,
            row.words,
        )
        for row in rows
    ]
    return groups_to_show(marks, today=timezone.localdate(at))
