"""The fields of a plan's file, each said once."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from bodemplaat.calculations.file import fields
from bodemplaat.calculations.file.declared import ModelFile, Names, Row
from bodemplaat.calculations.file.fields import optional
from bodemplaat.calculations.file.lists import listing
from bodemplaat.engines.planning import Link, Shape
from bodemplaat.formats.free_days import FreeDays
from bodemplaat.kernel import say

LONGEST, MOST_LAG = 5_000, 1_000
YEARS, MOST_YEARS = 5, 30
LATEST_WEEKS = 520
SHORTEST_PART, LONGEST_PART = Decimal("-0.9"), Decimal(10)
SHAPES = {"triangular": (Shape.TRIANGULAR, say("Triangular")), "pert": (Shape.PERT, "PERT")}
PUBLIC_HOLIDAYS = {
    "law": (FreeDays.LAW, say("of the law (Algemene termijnenwet)")),
    "agreement": (FreeDays.AGREEMENT, say("of the collective agreement (Cao Gemeenten)")),
    "own": (FreeDays.OWN, say("none, only days that are named")),
}
PLAIN_YES_OR_NO = {"yes": FreeDays.LAW, "ja": FreeDays.LAW, "no": FreeDays.OWN, "nee": FreeDays.OWN}
"""A plain yes means the law's."""
LINKS = {
    "finish_start": (Link.FINISH_START, say("starts when the other is done")),
    "start_start": (Link.START_START, say("starts when the other starts")),
    "finish_finish": (Link.FINISH_FINISH, say("is done when the other is done")),
    "start_finish": (Link.START_FINISH, say("is done when the other starts")),
}


def names_of_calendars(file: Any) -> Iterable[str]:
    """Those with weekdays first, then those that are only meetings."""
    return dict.fromkeys((*(row.name for row in file.calendars), *(row.calendar for row in file.meetings)))


CALENDARS = Names(what=say("calendar"), among=names_of_calendars)


class ActivityRow(Row, called=say("activity")):
    """Work that takes days. 0 days is a milestone, at the end of a day."""

    name = fields.text(say("Activity"))
    phase = fields.text(say("Phase"), default="", names_of="phases")
    days = fields.count(say("Workdays"), most=LONGEST, note=say("Most likely; 0 is a milestone"))
    best = optional(fields.count(say("At best"), most=LONGEST, note=say("In workdays; as likely when empty")))
    worst = optional(
        fields.count(say("At worst"), most=LONGEST, note=say("In workdays; as likely when empty"))
    )
    after = fields.texts(
        say("After"),
        note=say("Activities that must be done, separated by semicolons"),
        names_of="activities",
    )
    calendar = fields.text(
        say("Calendar"),
        default="",
        note=say("The first of the calendars when empty"),
        names_of=CALENDARS,
    )
    not_before = optional(fields.day(say("Not before")))
    starts_on = optional(fields.day(say("Fixed on")))
    finish_by = optional(fields.day(say("Done by"), note=say("The last day on which it may be done")))
    who = fields.text(say("Who"), default="")


class TieRow(Row):
    """What an activity waits for with a lag, or in another way than that the other is done."""

    activity = fields.text(say("Activity"), names_of="activities")
    on = fields.text(say("Waits for"), names_of="activities")
    link = fields.choice(say("How"), LINKS, default="finish_start")
    lag = fields.count(
        say("Workdays later"), default=0, least=-MOST_LAG, most=MOST_LAG, note=say("Below zero is earlier")
    )


class PhaseRow(Row, called=say("phase")):
    """Activities that belong together, and how long they may take by the guideline."""

    name = fields.text(say("Phase"))
    months = optional(fields.number(say("Months by the guideline"), least=0))


class CalendarRow(Row, called=say("calendar")):
    """Days on which work is done. The first one is the usual one."""

    name = fields.text(say("Calendar"))
    weekdays = fields.texts(say("Weekdays"), note=say("For instance ma; di; wo; Monday to Friday when empty"))
    all_year = fields.yes(say("Never closed"), default=False, note=say("Holidays and closed days pass it by"))


class MeetingRow(Row):
    """A calendar on which only these days count; in several rows its days come together."""

    calendar = fields.text(say("Calendar"))
    days = fields.texts(say("Days"), note=say("Such as 2027-03-25; 2027-04-22"))


class ClosedRow(Row, key=()):
    """Days on which nothing is done, on some calendars or on all."""

    name = fields.text(say("What"), default="")
    from_ = fields.day(say("From"))
    until = optional(fields.day(say("Until and including")))
    calendars = fields.texts(say("Calendars"), note=say("All when empty"), names_of=CALENDARS)


class ConditionRow(Row, called=say("condition")):
    """What has to be so for the durations to hold, and what is told where it is not."""

    name = fields.text(say("Condition"))
    met = fields.yes(say("Met"), default=True)
    otherwise = fields.text(say("What if not"), default="")


class ChangeRow(Row):
    """What a scenario changes: an activity by weeks, a part or a day, or a phase by a part."""

    activity = fields.text(say("Activity"), default="", names_of="activities")
    phase = fields.text(say("Phase"), default="", names_of="phases")
    weeks = fields.count(say("Weeks later"), default=0, most=LATEST_WEEKS)
    longer = fields.ratio(say("Longer by"), default=0, least=SHORTEST_PART, most=LONGEST_PART)
    not_before = optional(fields.day(say("Not before")))


class ScenarioRow(Row):
    """The same plan with other participants, conditions that are not met, and changes."""

    name = fields.text(say("Scenario"))
    text = fields.text(say("Text"), default="")
    participants = fields.count(say("Participants"), default=0)
    unmet = fields.texts(say("Conditions not met"), names_of="conditions")
    changes = listing(say("Changes"), ChangeRow, owner=("scenario", say("Scenario"), ""))


class PlanFields(ModelFile, section="planning", sheet=say("Plan")):
    """Activities, what they wait for, calendars, conditions and scenarios.

    The law's public holidays are those of the Algemene termijnenwet, article 3, with Good Friday, and 5 May every year;
    those of the Cao Gemeenten have no Good Friday, and 5 May every year since 2024, every fifth year before.
    """

    title = fields.title()
    introduction = fields.text(say("Introduction"), default="")
    start = fields.day(say("Start"), note=say("The first day on which anything can start"))
    years = fields.count(
        say("Years"),
        default=YEARS,
        least=1,
        most=MOST_YEARS,
        note=say("How far the calendars reach; 5 when empty"),
    )
    spread = fields.choice(
        say("Spread of durations"), SHAPES, default="triangular", note=say("Triangular when empty")
    )
    public_holidays = fields.choice(
        say("Public holidays"),
        PUBLIC_HOLIDAYS,
        default="own",
        also=PLAIN_YES_OR_NO,
        note=say("Whose days are free; only those named when empty"),
    )
    participants = fields.count(say("Participants"), default=0)
    most_participants = fields.count(
        say("At most"), default=0, note=say("With more participants the durations do not hold")
    )
    activities = listing(say("Activities"), ActivityRow, least=1)
    dependencies = listing(say("Ties"), TieRow, note=say("Only for what the column 'After' cannot say"))
    phases = listing(say("Phases"), PhaseRow)
    calendars = listing(say("Calendars"), CalendarRow)
    meetings = listing(
        say("Meetings"),
        MeetingRow,
        note=say("A calendar on which only these days count, such as the meetings of the councils"),
    )
    closed = listing(say("Closed"), ClosedRow, note=say("Recess, weeks in which nothing is done"))
    conditions = listing(say("Conditions"), ConditionRow)
    scenarios = listing(say("Scenarios"), ScenarioRow)
