"""How a plan is laid out in a workbook."""

from bodemplaat.calculations.file.sheets import GENERAL_SHEETS, Cell, Form, Listing, Sheet
from bodemplaat.calculations.file.template import Template
from bodemplaat.kernel import say
from bodemplaat.presentation.kinds import Kind

YES_OR_NO = {"yes": say("yes"), "no": say("no")}
WHOSE_DAYS = {
    "law": say("of the law (Algemene termijnenwet)"),
    "agreement": say("of the collective agreement (Cao Gemeenten)"),
    "own": say("none, only days that are named"),
}

SHEETS: tuple[Sheet, ...] = (
    Form(
        say("Plan"),
        (
            Cell("title", say("Title")),
            Cell("introduction", say("Introduction")),
            Cell("start", say("Start"), Kind.DAY, say("The first day on which anything can start")),
            Cell("years", say("Years"), Kind.COUNT, say("How far the calendars reach; 5 when empty")),
            Cell("spread", say("Spread of durations"), note=say("Triangular when empty"),
                 choices={"triangular": say("Triangular"), "pert": "PERT"}),
            Cell("public_holidays", say("Public holidays"), note=say("Whose days are free; only those named when empty"),
                 choices=WHOSE_DAYS),
            Cell("participants", say("Participants"), Kind.COUNT),
            Cell("most_participants", say("At most"), Kind.COUNT,
                 say("With more participants the durations do not hold")),
        ),
    ),
    Listing(
        say("Activities"),
        "activities",
        (
            Cell("name", say("Activity")),
            Cell("phase", say("Phase"), names_of="phases"),
            Cell("days", say("Workdays"), Kind.COUNT, say("Most likely; 0 is a milestone")),
            Cell("best", say("At best"), Kind.COUNT, say("In workdays; as likely when empty")),
            Cell("worst", say("At worst"), Kind.COUNT, say("In workdays; as likely when empty")),
            Cell("after", say("After"), note=say("Activities that must be done, separated by semicolons"), many=True),
            Cell("calendar", say("Calendar"), note=say("The first of the calendars when empty")),
            Cell("not_before", say("Not before"), Kind.DAY),
            Cell("starts_on", say("Fixed on"), Kind.DAY),
            Cell("finish_by", say("Done by"), Kind.DAY, say("The last day on which it may be done")),
            Cell("who", say("Who")),
        ),
    ),
    Listing(
        say("Ties"),
        "dependencies",
        (
            Cell("activity", say("Activity"), names_of="activities"),
            Cell("on", say("Waits for"), names_of="activities"),
            Cell("link", say("How"), choices={
                "finish_start": say("starts when the other is done"),
                "start_start": say("starts when the other starts"),
                "finish_finish": say("is done when the other is done"),
                "start_finish": say("is done when the other starts"),
            }),
            Cell("lag", say("Workdays later"), Kind.COUNT, say("Below zero is earlier")),
        ),
        note=say("Only for what the column 'After' cannot say"),
    ),
    Listing(
        say("Phases"),
        "phases",
        (
            Cell("name", say("Phase")),
            Cell("months", say("Months by the guideline"), Kind.NUMBER),
        ),
    ),
    Listing(
        say("Calendars"),
        "calendars",
        (
            Cell("name", say("Calendar")),
            Cell("weekdays", say("Weekdays"), note=say("For instance ma; di; wo; Monday to Friday when empty"),
                 many=True),
            Cell("all_year", say("Never closed"), note=say("Holidays and closed days pass it by"),
                 choices=YES_OR_NO),
        ),
    ),
    Listing(
        say("Meetings"),
        "meetings",
        (
            Cell("calendar", say("Calendar")),
            Cell("days", say("Days"), note=say("Such as 2027-03-25; 2027-04-22"), many=True),
        ),
        note=say("A calendar on which only these days count, such as the meetings of the councils"),
    ),
    Listing(
        say("Closed"),
        "closed",
        (
            Cell("name", say("What")),
            Cell("from", say("From"), Kind.DAY),
            Cell("until", say("Until and including"), Kind.DAY),
            Cell("calendars", say("Calendars"), note=say("All when empty"), many=True),
        ),
        note=say("Recess, weeks in which nothing is done"),
    ),
    Listing(
        say("Conditions"),
        "conditions",
        (
            Cell("name", say("Condition")),
            Cell("met", say("Met"), choices=YES_OR_NO),
            Cell("otherwise", say("What if not")),
        ),
    ),
    Listing(
        say("Scenarios"),
        "scenarios",
        (
            Cell("name", say("Scenario")),
            Cell("text", say("Text")),
            Cell("participants", say("Participants"), Kind.COUNT),
            Cell("unmet", say("Conditions not met"), many=True),
        ),
    ),
    Listing(
        say("Changes"),
        "changes",
        (
            Cell("scenario", say("Scenario"), names_of="scenarios"),
            Cell("activity", say("Activity"), names_of="activities"),
            Cell("phase", say("Phase"), names_of="phases"),
            Cell("weeks", say("Weeks later"), Kind.COUNT),
            Cell("longer", say("Longer by"), Kind.RATIO),
            Cell("not_before", say("Not before"), Kind.DAY),
        ),
        under="scenarios",
        owner="scenario",
    ),
    *GENERAL_SHEETS,
)  # fmt: skip

TEMPLATE = Template(SHEETS, "bodemplaat.calculations.plan")
