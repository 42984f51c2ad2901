"""For whom the platform works at night, and whose rows it has to see."""

from uuid import UUID

from django.db import connection

from bodemplaat.foundation.tenancy.api import Actor


def working_for(organisation: UUID) -> Actor:
    """The platform at work for one organisation, seeing what its partners have that refers to its records.

    A correction of a payment is its provider's, and goes with the payment.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT retention_partners(%s)", [organisation])
        partners = {other for (other,) in cursor.fetchall()} - {organisation}
    return Actor.system(organisation, *sorted(partners))


def every_organisation() -> tuple[UUID, ...]:
    """Ids of all organisations of this installation; asked before anyone has entered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT retention_organisations()")
        return tuple(sorted(organisation for (organisation,) in cursor.fetchall()))
