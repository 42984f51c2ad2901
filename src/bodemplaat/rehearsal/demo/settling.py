"""The shared centre settles last year with its customers: sealed by two, for the next run to bill; this year is being worked out."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.utils import timezone

from bodemplaat.capabilities.billing import api as billing
from bodemplaat.foundation.imports import api as imports
from bodemplaat.foundation.tenancy.api import Role
from bodemplaat.kernel import Euro
from bodemplaat.rehearsal.demo.check import Fact
from bodemplaat.rehearsal.demo.founding import FoundedAlliance

COSTS: Final = (("Salarissen", 70), ("Huisvesting en systemen", 26))
"""What a year cost, in percent of what was billed for it."""
REFERENCE: Final = "AB {year}-04"


def settle(alliance: FoundedAlliance, lines: Sequence[billing.TaxedLine], *, now: datetime) -> None:
    """Settle last year of what was billed, if anything was, and begin this year."""
    maker, releaser, *_ = alliance.provider.with_role(Role.CONTROLLER)
    (cooperation,) = alliance.provider.system.cooperations
    today = timezone.localdate(now)
    for year in (today.year - 1, today.year):
        billed = Euro.total(each.line.amount for each in lines if each.line.last.year == year)
        if billed.cents <= 0:
            continue
        settlement = billing.start_year(actor=maker, cooperation=cooperation, year=year, at=now)
        _fill(alliance, billed, year, now)
        if year == today.year:
            continue
        rule = billing.YearRule(
            part=Decimal(50),
            maximum=Euro.of("25000.00"),
            target_year=year,
            target_base=Euro(billed.cents),
            target_yearly=Decimal(2),
            source="Gemeenschappelijke regeling, artikel 31",
        )
        billing.keep_year_rule(actor=maker, settlement=settlement, rule=rule, at=now)
        billing.decide_year(
            actor=maker,
            settlement=settlement,
            treatment=billing.BY_RULE,
            decided_on=today,
            reference=REFERENCE.format(year=today.year),
            at=now,
        )
        billing.adopt_year(actor=releaser, settlement=settlement, at=now)


def _fill(alliance: FoundedAlliance, billed: Euro, year: int, now: datetime) -> None:
    administrator, *_ = alliance.provider.with_role(Role.ADMINISTRATOR)
    rows = "".join(
        f";{name};{str((billed * part).divided([1] * 100)[0].decimal).replace('.', ',')};Jaarrekening {year}\n"
        for name, part in COSTS
    )
    preview = imports.preview_import(
        actor=administrator,
        list_name="actual-costs",
        file_name=f"kosten {year}.csv",
        content=f"Service;Name of the cost;Actual cost;Known from\n{rows}".encode(),
        since=date(year, 12, 31),
        is_complete=True,
        at=now,
    )
    imports.carry_out_import(actor=administrator, import_id=preview, at=now)


def settled_facts(alliance: FoundedAlliance, *, now: datetime) -> Iterator[Fact]:
    """What must be true of the years afterwards."""
    maker, *_ = alliance.provider.with_role(Role.CONTROLLER)
    (cooperation,) = alliance.provider.system.cooperations
    today = timezone.localdate(now)
    rows = billing.years_settled(actor=maker, cooperation=cooperation)
    for row in rows:
        view = billing.year_settled(actor=maker, settlement=row.id, on=today)
        (way, *_) = view.ways
        yield Fact(
            f"what all settle of {row.year} is its costs less what was billed and what the reserve takes, to the cent",
            way.to_settle == way.cost + way.credited - way.billed + way.movement,
        )
        if row.state != "confirmed":
            continue
        yield Fact(
            f"{row.year} is sealed by two, and its reserve is within its maximum",
            view.adopted_by not in ("", view.proposed_by) and Euro(0) < way.after <= way.rule.maximum,
        )
        steps = [billing.share_report(each, language="nl").tables[0].totals for each in view.shares]
        yield Fact(
            f"{len(steps)} shares of {row.year} each add up to what they follow from",
            bool(steps)
            and all(
                total is not None and total[-1] == each.share.amount
                for total, each in zip(steps, view.shares, strict=True)
            ),
        )
        waiting = billing.runs(actor=maker)[0]
        run = billing.run(actor=maker, run=waiting.id, on=today)
        due = [each.line for bill in run.bills for each in bill.lines if each.line.kind == billing.YEAR_END]
        yield Fact(
            f"the next run bills what was settled of {row.year}, each share once",
            Euro.total(each.amount for each in due) == way.to_settle
            and len({each.share for each in due}) == len(due) > 0,
        )
    yield Fact("a year is being worked out or was sealed", bool(rows))
