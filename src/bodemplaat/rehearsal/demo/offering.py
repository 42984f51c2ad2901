"""Who offers what: written by one of its people, adopted by another, published.

The shared centre offers the proposed basic services. In the matrix each of the five offers what it does for others by the cut.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

from django.utils import timezone

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.foundation.tenancy.api import Role
from bodemplaat.rehearsal.demo.founding import Founded, FoundedAlliance


def offer_services(founded: FoundedAlliance, *, at: datetime) -> None:
    """Fill the catalogue with the proposals and publish the basic package; the plus package stays a draft."""
    _offer(founded.members[0], lambda code, package: package == "basic", at=at)


OF_THE_FIVE: Final[Mapping[str, Sequence[str]]] = {
    "Gemeente Nederlek": ("SP02", "SP10", "SP18", "SF19"),
    "Gemeente Bergambacht": ("SP10", "SF19"),
    "Gemeente Vlist": ("SP23", "SF08"),
    "Gemeente Schoonhoven": ("SP23", "SF08"),
    "Gemeente Ouderkerk": ("SP23", "SF08"),
}
"""What each of the five offers, to itself and to those for whom it has the task."""


def offer_in_matrix(founded: FoundedAlliance, *, at: datetime) -> None:
    """Let each of the five publish the services of its tasks."""
    for each in founded.members:
        codes = OF_THE_FIVE[each.name]
        _offer(each, lambda code, _, codes=codes: code in codes, at=at)  # type: ignore[misc]


def _offer(place: Founded, is_offered: Callable[[str, str], bool], *, at: datetime) -> None:
    writer, *_ = place.with_role(Role.ADMINISTRATOR, Role.CONTRACT_MANAGER)
    second, *_ = place.with_role(Role.CONTROLLER)
    (cooperation,) = place.system.cooperations
    catalogue.fill_with_proposals(actor=writer, cooperation=cooperation, at=at)
    on = timezone.localdate(at)
    for row in catalogue.services_of(actor=writer, on=on):
        if not is_offered(row.code, row.content.package):
            continue
        (version,) = catalogue.service(actor=writer, service=row.id, on=on).versions
        catalogue.adopt_version(actor=second, version=version.id, at=at)
        catalogue.publish_version(actor=writer, version=version.id, since=on, at=at)
