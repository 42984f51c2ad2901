"""Handing entries over to books elsewhere: each entry once, and none while an account of it has no code there."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from bodemplaat.capabilities.ledger.errors import NoCodeElsewhere
from bodemplaat.capabilities.ledger.models import EntryElsewhere, FinancialYear
from bodemplaat.capabilities.ledger.policies import check_may_keep
from bodemplaat.capabilities.ledger.queries.elsewhere import entries_to_hand_over, without_codes
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.tenancy.api import Actor, Refused, command, insert_many
from bodemplaat.kernel import say


@command
def hand_over_in_file(*, actor: Actor, year: int, at: datetime) -> int:
    """Put every entry of a year that was not handed over yet in the next file of that year; answers its number.

    Raises ``NoCodeElsewhere`` while an account of them has no code elsewhere, ``Refused`` where there is nothing to hand over
    and for anyone but a controller, and ``NotFound`` for a year of which no books are kept.
    """
    check_may_keep(actor)
    here = actor.organisation_id
    row = FinancialYear.records.of(actor).locked().one(organisation_id=here, year=year)
    entries = list(entries_to_hand_over(actor, row).values_list("id", flat=True))
    if not entries:
        raise Refused(say("Every entry of {year} was handed over."), year=str(year))
    stops = without_codes(actor, row)
    if stops:
        raise NoCodeElsewhere(stops)
    files = EntryElsewhere.records.of(actor).filter(year=row)
    number = (files.order_by("-file").values_list("file", flat=True).first() or 0) + 1
    same = {
        "organisation_id": here,
        "year_id": row.id,
        "file": number,
        "reference": "",
        "number": "",
        "by": actor.person_id,
        "at": at,
    }
    insert_many(actor, EntryElsewhere, ("entry_id",), ((each,) for each in entries), same=same)
    details = {"year": str(year), "file": number, "count": len(entries)}
    record(actor, "ledger_year.handed_over", "ledger_year", row.id, here, at=at, details=details)
    return number


@command
def note_references(*, actor: Actor, year: int, references: Mapping[UUID, str], at: datetime) -> None:
    """Note how entries of a year are known in another system, before they are posted there; again for what was not posted.

    Raises ``Refused`` for anyone but a controller or the platform, and ``NotFound``.
    """
    check_may_keep(actor)
    here = actor.organisation_id
    row = FinancialYear.records.of(actor).locked().one(organisation_id=here, year=year)
    rows = EntryElsewhere.records.of(actor).filter(year=row, file=0, number="", entry_id__in=list(references))
    for noted in rows:
        noted.reference, noted.at = references[noted.entry_id], at
        noted.save(update_fields=["reference", "at"])
    known = {noted.entry_id for noted in rows}
    wanted = entries_to_hand_over(actor, row).filter(id__in=list(references)).values_list("id", flat=True)
    new = [(each, references[each]) for each in wanted if each not in known]
    same = {
        "organisation_id": here,
        "year_id": row.id,
        "file": 0,
        "number": "",
        "by": actor.person_id,
        "at": at,
    }
    insert_many(actor, EntryElsewhere, ("entry_id", "reference"), new, same=same)


@command
def note_numbers(*, actor: Actor, year: int, numbers: Mapping[str, str], at: datetime) -> None:
    """Note what entries were numbered when they were posted in another system, by how they are known there.

    Raises ``Refused`` for anyone but a controller or the platform, and ``NotFound``.
    """
    check_may_keep(actor)
    here = actor.organisation_id
    row = FinancialYear.records.of(actor).locked().one(organisation_id=here, year=year)
    rows = EntryElsewhere.records.of(actor).filter(year=row, file=0, number="", reference__in=list(numbers))
    count = 0
    for noted in rows:
        noted.number, noted.at = numbers[noted.reference][:40], at
        noted.save(update_fields=["number", "at"])
        count += 1
    details = {"year": str(year), "count": count}
    record(actor, "ledger_year.handed_over", "ledger_year", row.id, here, at=at, details=details)
