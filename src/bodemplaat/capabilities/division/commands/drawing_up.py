"""Drawing up a version of a cut: beginning one, its rows, and the functions of four eyes."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from bodemplaat.capabilities.division.lifecycle import ADOPTED, DRAFT, OPEN
from bodemplaat.capabilities.division.mapping import row_of, value_of
from bodemplaat.capabilities.division.models import CutRow, CutVersion
from bodemplaat.capabilities.division.policies import check_may_make
from bodemplaat.capabilities.division.queries.versions import cooperation_of, parties
from bodemplaat.capabilities.division.reckoning.checks import PAIRS
from bodemplaat.capabilities.division.reckoning.cut import Filling, Row, Side, filled
from bodemplaat.capabilities.division.reckoning.processes import Process, process
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.organisations.api import Part
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, command
from bodemplaat.kernel import say

LONGEST_TEXT: Final = {"reason": 300, "remarks": 500, "other_provider": 120, "part": 120, "function": 80}
MOST_PARTS: Final = 12


@command
def draft_cut(
    *, actor: Actor, cooperation: UUID, filling: Filling, provider: UUID | None = None, at: datetime
) -> UUID:
    """Begin a version: high, administrative, row by row, or as the one adopted last; answers its id.

    ``provider`` is whom the first two give work to. Raises ``Refused`` for anyone who does not draw up cuts there, while
    another version is worked on, without a provider, and for ``earlier`` when none was adopted.
    """
    there = cooperation_of(actor, cooperation)
    check_may_make(actor, there.seat)
    ours = CutVersion.records.of(actor).filter(organisation_id=actor.organisation_id, cooperation=cooperation)
    if ours.filter(state__in=OPEN).exists():
        raise Refused(say("A version is being worked on already. Have it adopted, or drop it first."))
    if filling in (Filling.HIGH, Filling.ADMINISTRATIVE) and provider is None:
        raise Refused(say("Choose the provider that the work goes to."))
    on = timezone.localdate(at)
    if provider is not None and provider not in {each.id for each in parties(there, Part.PROVIDER, on)}:
        raise NotFound("provider")
    before = ours.filter(state=ADOPTED).order_by("-holds_from").first()
    if filling is Filling.EARLIER and before is None:
        raise Refused(say("No version was adopted yet: choose another beginning."))
    number = (ours.aggregate(last=Max("number"))["last"] or 0) + 1
    row = CutVersion.records.of(actor).create(
        organisation_id=actor.organisation_id,
        cooperation_id=cooperation,
        number=number,
        fills_with=filling.value,
        functions=before.functions if before is not None and filling is Filling.EARLIER else {},
        drafted_by=actor.person_id or actor.organisation_id,
        drafted_at=at,
    )
    rows = filled(filling, provider)
    if filling is Filling.EARLIER:
        rows = tuple(map(value_of, CutRow.records.of(actor).filter(version=before)))
    CutRow.records.of(actor).bulk_create([row_of(row, each) for each in rows])
    record_cut(actor, row, "drafted", at, {"filling": filling.value})
    return row.id


@command
def change_row(*, actor: Actor, version: UUID, row: Row, at: datetime) -> None:
    """Give a process to a side, for all customers or for one that differs; the row replaces what stood there.

    Raises ``Refused`` for a row that is fixed, a heading, a provider or customer that takes no part, and for texts that are too
    long; a split row names its parts, each with the municipality or the provider.
    """
    draft = own_version(actor, version, DRAFT)
    check_divisible(row.process)
    _check_row(actor, draft, row, timezone.localdate(at))
    there = CutRow.records.of(actor).filter(version=draft, process=row.process, customer_id=row.customer)
    there.delete()
    row_of(draft, row).save(force_insert=True)
    facts = {"process": row.process, "side": row.side.value, "customer": str(row.customer or "")}
    record_cut(actor, draft, "row_changed", at, facts)


@command
def follow_common_row(*, actor: Actor, version: UUID, process: str, customer: UUID, at: datetime) -> None:
    """Let a customer that differed follow the row that holds for all again. Raises ``NotFound`` when it did not differ."""
    draft = own_version(actor, version, DRAFT)
    CutRow.records.of(actor).filter(version=draft).one(process=process, customer_id=customer).delete()
    facts = {"process": process, "side": "", "customer": str(customer)}
    record_cut(actor, draft, "row_changed", at, facts)


@command
def name_functions(*, actor: Actor, version: UUID, pair: str, first: str, second: str, at: datetime) -> None:
    """Say which two functions do the steps of a pair; both empty takes the names away.

    Raises ``Refused`` for the same function twice, or for one without the other.
    """
    draft = own_version(actor, version, DRAFT)
    if pair not in {each.id for each in PAIRS}:
        raise NotFound("pair")
    first, second = first.strip(), second.strip()
    if max(len(first), len(second)) > LONGEST_TEXT["function"]:
        raise Refused(say("Shorten this to {most} characters."), most=LONGEST_TEXT["function"])
    if bool(first) != bool(second) or (first and first.casefold() == second.casefold()):
        raise Refused(say("Four eyes takes two functions: name two different ones."))
    names = {key: value for key, value in draft.functions.items() if key != pair}
    draft.functions = names | ({pair: [first, second]} if first else {})
    draft.save(update_fields=["functions"])
    record_cut(actor, draft, "functions_named", at, {"pair": pair})


def own_version(actor: Actor, version: UUID, *states: str) -> CutVersion:
    """A version that the actor may change, locked; raises ``Refused`` when it is in another state."""
    seen = CutVersion.records.among_partners(actor).one(id=version)
    check_may_make(actor, seen.organisation_id)
    row = CutVersion.records.of(actor).locked().one(id=version)
    if row.state not in states:
        raise Refused(
            say(
                "This version is no draft: it cannot be changed. Withdraw the proposal, or begin a new version."
            )
            if DRAFT in states
            else say("Nobody proposes this version now. Look at it again.")
        )
    return row


def record_cut(
    actor: Actor, row: CutVersion, act: str, at: datetime, details: Mapping[str, object] | None = None
) -> None:
    """A line in the trail of the organisation at which the cooperation is seated."""
    facts = {"number": row.number, **(details or {})}
    record(actor, f"cut.{act}", "cut", row.id, row.organisation_id, at=at, details=facts)


def check_divisible(code: str) -> Process:
    """The process; raises ``NotFound`` for none, and ``Refused`` for one that nobody divides, with the reason and its source."""
    try:
        there = process(code)
    except LookupError:
        raise NotFound("process") from None
    if there.is_heading:
        raise Refused(say("This is a heading: divide the processes below it."))
    if there.fixed:
        raise Refused(
            say(
                "{process} stays with the municipality, which keeps setting the frame, commissioning and control ({source})."
            ),
            process=code,
            source=there.source,
        )
    return there


def _check_row(actor: Actor, draft: CutVersion, row: Row, on: date) -> None:
    there = cooperation_of(actor, draft.cooperation_id)
    if row.customer is not None and row.customer not in {e.id for e in parties(there, Part.CUSTOMER, on)}:
        raise NotFound("customer")
    if row.provider is not None and row.provider not in {e.id for e in parties(there, Part.PROVIDER, on)}:
        raise NotFound("provider")
    for name, text in (
        ("reason", row.reason),
        ("remarks", row.remarks),
        ("other_provider", row.other_provider),
        *(("part", part.name) for part in row.parts),
    ):
        if len(text) > LONGEST_TEXT[name]:
            raise Refused(say("Shorten this to {most} characters."), most=LONGEST_TEXT[name])
    if len(row.parts) > MOST_PARTS:
        raise Refused(say("Name at most {most} parts."), most=MOST_PARTS)
    sides = {part.side for part in row.parts}
    if any(not part.name.strip() for part in row.parts) or not sides <= {Side.MUNICIPALITY, Side.PROVIDER}:
        raise Refused(say("Give each part a name, and to the municipality or to the provider."))
    if row.parts and row.side is not Side.BOTH:
        raise Refused(say("Only a process that is split has parts."))
