"""The shared centre offers the proposed basic services: written by one of its people, adopted by another, published."""

from datetime import datetime

from django.utils import timezone

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.foundation.tenancy.api import Role
from bodemplaat.rehearsal.demo.founding import FoundedAlliance


def offer_services(founded: FoundedAlliance, *, at: datetime) -> None:
    """Fill the catalogue with the proposals and publish the basic package; the plus package stays a draft."""
    centre = founded.members[0]
    writer, *_ = centre.with_role(Role.ADMINISTRATOR, Role.CONTRACT_MANAGER)
    second, *_ = centre.with_role(Role.CONTROLLER)
    (cooperation,) = centre.system.cooperations
    catalogue.fill_with_proposals(actor=writer, cooperation=cooperation, at=at)
    on = timezone.localdate(at)
    for row in catalogue.services_of(actor=writer, on=on):
        if row.content.package != "basic":
            continue
        (version,) = catalogue.service(actor=writer, service=row.id, on=on).versions
        catalogue.adopt_version(actor=second, version=version.id, at=at)
        catalogue.publish_version(actor=writer, version=version.id, since=on, at=at)
