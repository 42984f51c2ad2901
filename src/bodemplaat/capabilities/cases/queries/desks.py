"""At which desk of a customer cases belong: that of the list in which the process of their service is."""

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from django.db.models import Q, QuerySet

from bodemplaat.capabilities.cases.models import Case
from bodemplaat.capabilities.cases.queries.services import desk_of
from bodemplaat.capabilities.catalogue.api import contents_of
from bodemplaat.foundation.organisations.api import Task
from bodemplaat.foundation.tenancy.api import Actor


def by_desk(organisation: UUID, rows: QuerySet[Case]) -> Mapping[Task, Q]:
    """Which of an organisation's cases belong at the desk of which list, each as a condition; two statements.

    Read by the platform within their cooperations, for a service is another's. What its provider publishes no more is at
    the desk for all the rest.
    """
    services = set(rows.order_by().values_list("cooperation_id", "service_id", "version").distinct())
    reach = Actor.system(organisation, cooperations={cooperation for cooperation, _, _ in services})
    versions = {(service, version) for _, service, version in services}
    contents = contents_of(actor=reach, versions=versions) if versions else {}
    which: dict[Task, Q] = defaultdict(Q)
    for service, version in sorted(versions):
        content = contents.get((service, version))
        desk = desk_of(content.process) if content else Task.DESK
        which[desk] |= Q(service_id=service, version=version)
    return which
