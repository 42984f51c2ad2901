"""Versions with the charter and the services that they refer to."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from bodemplaat.capabilities.agreements.models import Agreement, Charter
from bodemplaat.capabilities.agreements.reckoning.content import Terms, from_stored
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.foundation.tenancy.api import Actor


def terms_of(actor: Actor, rows: Sequence[Agreement]) -> Mapping[UUID, Terms]:
    """The terms of each row by its id: two statements, however many there are."""
    charters = {
        each.id: each
        for each in Charter.records.among_partners(actor).filter(
            id__in={row.charter_id for row in rows if row.charter_id is not None}
        )
    }
    contents = {row.id: from_stored(row.content) for row in rows}
    wanted = {
        (row.organisation_id, row.cooperation_id, *key) for row in rows for key in contents[row.id].keys
    }
    published = catalogue.published_versions(actor=actor, wanted=wanted)
    terms = {}
    for row in rows:
        charter = None if row.charter_id is None else charters.get(row.charter_id)
        place = (row.organisation_id, row.cooperation_id)
        services = {
            key: published[*place, *key] for key in contents[row.id].keys if (*place, *key) in published
        }
        terms[row.id] = Terms(
            kind=row.kind,
            number=row.number,
            since=row.valid_from,
            until=row.valid_until,
            content=contents[row.id],
            charter_number=None if charter is None else charter.number,
            charter={} if charter is None else charter.texts,
            services=services,
        )
    return terms
