"""Writing the charter: what holds for all customers alike."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.agreements.errors import UnsoundAgreement
from bodemplaat.capabilities.agreements.models import Charter
from bodemplaat.capabilities.agreements.policies import check_may_write
from bodemplaat.capabilities.agreements.reckoning.checks import check_charter
from bodemplaat.capabilities.agreements.reckoning.content import PARTS
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.tenancy.api import Actor, NotFound, command


@command
def write_charter(*, actor: Actor, cooperation: UUID, texts: Mapping[str, str], at: datetime) -> UUID:
    """Write the draft of the charter, or let the one there is say something else. Nothing holds before it is published.

    Raises ``UnsoundAgreement`` for a part that says nothing or too much, and ``Refused`` for who may not.
    """
    check_may_write(actor, cooperation, timezone.localdate(at))
    kept = {part: texts.get(part, "").strip() for part in PARTS}
    findings = check_charter(kept)
    if findings:
        raise UnsoundAgreement(*findings)
    rows = Charter.records.of(actor).filter(organisation_id=actor.organisation_id, cooperation_id=cooperation)
    row = rows.locked().filter(published_at=None).first()
    if row is None:
        newest = rows.order_by("-number").first()
        row = Charter(
            organisation_id=actor.organisation_id,
            cooperation_id=cooperation,
            number=1 if newest is None else newest.number + 1,
        )
    row.texts, row.written_by, row.written_at = kept, actor.person_id, at
    row.save()
    _record(actor, row, "written", at)
    return row.id


@command
def publish_charter(*, actor: Actor, charter: UUID, at: datetime) -> None:
    """Let agreements that are written from now on refer to it; it never changes again. Nobody is bound before they sign."""
    rows = Charter.records.of(actor).filter(organisation_id=actor.organisation_id, published_at=None)
    row = rows.locked().one(id=charter)
    check_may_write(actor, row.cooperation_id, timezone.localdate(at))
    if row.organisation_id != actor.organisation_id:
        raise NotFound("charter")
    row.published_by, row.published_at = actor.person_id, at
    row.save(update_fields=["published_by", "published_at"])
    _record(actor, row, "published", at)


def _record(actor: Actor, row: Charter, act: str, at: datetime) -> None:
    details = {"number": row.number}
    record(actor, f"charter.{act}", "charter", row.id, row.organisation_id, at=at, details=details)
