"""Why a line of a bill is its amount, for whoever may read the bill."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.billing import lifecycle
from bodemplaat.capabilities.billing.mapping import line_of
from bodemplaat.capabilities.billing.models import BilledDelivery, BillRow
from bodemplaat.capabilities.billing.policies import check_biller
from bodemplaat.capabilities.billing.queries.runs import readable
from bodemplaat.capabilities.billing.queries.year_shares import year_share
from bodemplaat.capabilities.billing.reckoning.lines import ADVANCE, CREDIT, SET_OFF, TAKEN_BACK, BillLine
from bodemplaat.capabilities.billing.values import Explained, NamedDelivery
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.engines.credit import Credit
from bodemplaat.foundation.organisations.api import member_names
from bodemplaat.foundation.tenancy.api import Actor, query


@query
def explained(*, actor: Actor, bill: UUID, position: int, on: date) -> Explained:
    """The line at a position of a bill with all that it follows from; raises ``NotFound`` as ``bill`` does, and for no such line.

    Statements constant in what was delivered.
    """
    check_biller(actor)
    of = readable(actor).one(id=bill)
    row = BillRow.records.of(actor).one(bill=of, position=position)
    line = line_of(row).line
    names = member_names(actor=actor)
    version = (
        agreements.numbered(
            actor=actor,
            provider=row.organisation_id,
            customer=row.customer_id,
            kind=agreements.DFA,
            number=line.agreement,
            on=on,
        )
        if line.agreement
        else None
    )
    return Explained(
        line=line,
        provider_name=names.get(row.organisation_id, ""),
        customer_name=names.get(row.customer_id, ""),
        until=of.until,
        bill=of.id,
        deliveries=_named(actor, row),
        billed_before=_before(actor, row, line) if line.kind == SET_OFF else (),
        terms=None if version is None else version.terms,
        agreement=None if version is None else version.id,
        credit=_credit(actor, line) if line.kind == CREDIT else None,
        share=None if line.share is None else year_share(actor=actor, share=line.share).share,
    )


def _named(actor: Actor, row: BillRow) -> tuple[NamedDelivery, ...]:
    """What the line bills by day, with the number of each case that the actor may see."""
    rows = BilledDelivery.records.of(actor).filter(row=row).order_by("ended_on", "case")
    billed = list(rows.values_list("case_type", "case", "ended_on"))
    by_type: dict[str, list[UUID]] = defaultdict(list)
    for case_type, case, _ in billed:
        by_type[case_type].append(case)
    doors = performance.counted()
    numbers: Mapping[UUID, str] = {
        each.case: each.number
        for case_type, cases in by_type.items()
        if case_type in doors
        for each in doors[case_type].named(actor=actor, cases=cases)
    }
    opens = performance.may_open(actor=actor, customer=row.customer_id)
    pages = {name: door.page for name, door in doors.items() if door.page is not None and opens}
    return tuple(
        NamedDelivery(
            case,
            ended_on,
            numbers.get(case, ""),
            pages[case_type](case) if case in numbers and case_type in pages else "",
        )
        for case_type, case, ended_on in billed
    )


def _before(actor: Actor, row: BillRow, line: BillLine) -> tuple[BillLine, ...]:
    """What was billed in advance of the line of a file, and taken back of it."""
    rows = BillRow.records.of(actor).filter(
        organisation_id=row.organisation_id,
        customer_id=row.customer_id,
        kind__in=(ADVANCE, TAKEN_BACK),
        code=row.code,
        facts__agreement=line.agreement,
        facts__position=line.position,
    )
    return tuple(
        line_of(each).line for each in rows.exclude(state=lifecycle.DROPPED).order_by("due", "source")
    )


def _credit(actor: Actor, line: BillLine) -> Credit | None:
    """How a signed report works a credit out."""
    if line.report is None:
        return None
    _, seen, _ = performance.sealed_report(actor=actor, report=line.report)
    return next(
        (each.credit for each in seen.services if each.code == line.code and each.credit is not None), None
    )
