"""What the agreement adds to a report: what is credited and why, the numbers beside the plan, and the duties of the customer."""

from collections.abc import Iterator

from bodemplaat.capabilities.performance.reckoning.telling import (
    agreed_name_of,
    is_of_several,
    name_of,
    whole,
)
from bodemplaat.capabilities.performance.values import Performance
from bodemplaat.kernel import Euro, say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Column, KeyFigure, Live, Plain, Table


def credit_figure(seen: Performance) -> Iterator[KeyFigure]:
    """What is credited together, where an agreement says what a missed norm costs."""
    if seen.credit is not None:
        yield KeyFigure(say("Credit"), seen.credit, note=say("by the agreement, over this period"))


def credits_table(seen: Performance, language: str) -> Table:
    """Line by line why something is credited, or that nothing is; the credits add up to what is credited together."""
    rows: list[tuple[Plain, ...]] = []
    for each in seen.services:
        if each.credit is None:
            continue
        name = name_of(each, language, several=is_of_several(seen))
        if not each.credit.points:
            missed = each.credit.share < each.credit.goal
            why = say("less than one whole point short") if missed else say("the norm was kept")
            rows.append((name, why, None, Euro(0)))
            continue
        trace = each.credit.trace
        rows += [(name, part.said, part.amount, None) for part in trace.parts or (trace,)]
        rows[-1] = (*rows[-1][:3], trace.amount)
    return Table(
        "credits",
        say("What is credited for norms that were missed"),
        (
            Column("service", say("Service")),
            Column("why", say("Why")),
            Column("part", say("Worked out"), Kind.AMOUNT),
            Column("credit", say("Credit"), Kind.AMOUNT, total=True),
        ),
        rows,
        total_label=say("Together"),
        note=say(
            "By the financial agreements of the year, over this period. Parts of a point do not count; a period that was"
            " signed counts for the ceiling of its year."
        ),
    )


def duties_table(seen: Performance, language: str) -> Table:
    """How fast the customer decided and answered itself, by service and cause."""
    goals, several = tuple(dict.fromkeys(each.goal for each in seen.duties)), is_of_several(seen)
    rows = []
    for each in seen.duties:
        counts, share = each.figures, each.figures.share
        rows.append(
            (
                agreed_name_of(each, language, several=several),
                each.said,
                say("{days} working {days:day|days}", days=each.days),
                each.goal,
                counts.inside,
                counts.outside,
                None if share is None else Live(share, "{inside}/({inside}+{outside})"),
                counts.open,
                counts.open_late,
            )
        )
    return Table(
        "duties",
        say("What the customer does itself"),
        (
            Column("service", say("Service")),
            Column("cause", say("Waited for")),
            Column("norm", say("Norm")),
            Column("goal", say("Promised"), Kind.RATIO, decimals=max(map(whole, goals), default=0)),
            Column("inside", say("In time"), Kind.COUNT),
            Column("outside", say("Too late"), Kind.COUNT),
            Column("share", say("Part in time"), Kind.RATIO, decimals=1, beside=goals),
            Column("open", say("Still waited for"), Kind.COUNT),
            Column("open_late", say("Of which too late"), Kind.COUNT),
        ),
        rows,
        note=say(
            "Each time that the customer had a case counts as a case does: where it ended, in working days of the provider."
        ),
    )


def deliveries_table(seen: Performance) -> Table:
    """How each side kept the calendar of what it delivers to the other."""
    several = is_of_several(seen)
    sides = {"customer": say("the customer"), "provider": say("the provider")}
    return Table(
        "deliveries",
        say("What both sides delivered"),
        (
            Column("what", say("What")),
            Column("owed_by", say("By")),
            Column("in_time", say("In time"), Kind.COUNT),
            Column("late", say("Too late"), Kind.COUNT),
            Column("missing", say("Not handed over"), Kind.COUNT),
            Column("share", say("Part in time"), Kind.RATIO, decimals=1),
        ),
        [
            (
                f"{each.customer_name} · {each.what}" if several else each.what,
                sides[each.owed_by],
                each.in_time,
                each.late,
                each.missing,
                Live(each.share, "{in_time}/({in_time}+{late}+{missing})"),
            )
            for each in seen.deliveries
        ],
        note=say(
            "A delivery counts in the period in which it was due, on the day on which was handed over what was not sent back."
        ),
    )


def plan_table(seen: Performance, language: str) -> Table:
    """What came in beside what was planned, and what the year comes to at this pace."""
    several = is_of_several(seen)
    rows = []
    for each in seen.plan:
        expected = each.expected
        rows.append(
            (
                agreed_name_of(each, language, several=several),
                each.unit.in_(language),
                each.since,
                each.planned,
                each.counted,
                expected,
                None
                if expected is None or each.planned is None
                else Live(expected - each.planned, "{expected}-{planned}"),
            )
        )
    over = {(each.days, each.of_days) for each in seen.plan}
    note = say("The year as expected is what came in, over the days that are gone, for all days of the year.")
    if len(over) == 1:
        ((days, of_days),) = over
        note = say(
            "{days} of {of_days} days of the year are gone; expected is that the rest goes as these did.",
            days=days,
            of_days=of_days,
        )
    if any(each.is_beside for each in seen.plan):
        note = say(
            "{note} Where nothing is planned, the agreement of the year does not name the service: it was given beside it.",
            note=note,
        )
    return Table(
        "plan",
        say("Numbers beside the plan of the year"),
        (
            Column("service", say("Service")),
            Column("unit", say("Counted by")),
            Column("since", say("Year from"), Kind.DAY),
            Column("planned", say("Planned"), Kind.COUNT),
            Column("counted", say("Came in"), Kind.COUNT),
            Column("expected", say("Expected in the year"), Kind.COUNT),
            Column("more", say("More than planned"), Kind.COUNT),
        ),
        rows,
        note=note,
    )
