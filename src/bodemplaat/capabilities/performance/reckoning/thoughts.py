"""What people found of the work, as tables: complaints with what became of them, and satisfaction in groups."""

from bodemplaat.capabilities.performance.reckoning.telling import is_of_several
from bodemplaat.capabilities.performance.values import (
    ComplaintFigures,
    Performance,
    SatisfactionFigures,
)
from bodemplaat.kernel import Said, say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Column, Table


def complaints_table(seen: Performance, language: str) -> Table:
    """How many complaints came in by service, and what became of them."""
    several = is_of_several(seen)
    rows = [
        (
            _about(each, language, several=several),
            each.received,
            each.upheld,
            each.partly,
            each.not_upheld,
            each.open,
            each.late,
        )
        for each in seen.complaints
    ]
    is_summed = len(rows) > 1
    return Table(
        "complaints",
        say("Complaints"),
        (
            Column("service", say("Service")),
            *(
                Column(name, label, Kind.COUNT, total=is_summed)
                for name, label in (
                    ("received", say("Came in")),
                    ("upheld", say("Upheld")),
                    ("partly", say("Partly upheld")),
                    ("not_upheld", say("Not upheld")),
                    ("open", say("Not dealt with yet")),
                    ("late", say("Past their term")),
                )
            ),
        ),
        rows,
        total_label=say("Together"),
        note=say("A complaint counts in the period in which it came in, with what became of it since."),
    )


def satisfaction_table(seen: Performance, language: str) -> Table:
    """What people thought by service and quarter, in groups that are large enough."""
    several = is_of_several(seen)
    return Table(
        "satisfaction",
        say("Satisfaction"),
        (
            Column("service", say("Service")),
            Column("quarter", say("Quarter from"), Kind.DAY),
            Column("answers", say("Answers"), Kind.COUNT),
            Column("mean", say("Mark on average"), Kind.NUMBER, decimals=1),
        ),
        [
            (_about(each, language, several=several), each.quarter, each.answers, each.mean)
            for each in seen.satisfaction
        ],
        note=say(
            "Marks from 1 to 10, without names. What fewer than five people answered, or everybody alike, goes with other"
            " services of the customer, or is not shown."
        ),
    )


def _about(each: ComplaintFigures | SatisfactionFigures, language: str, *, several: bool) -> str | Said:
    name = f"{each.code} {each.name.in_(language)}" if each.code else say("other services together")
    if not several:
        return name
    return say("{customer} · {service}", customer=each.customer_name, service=name)
