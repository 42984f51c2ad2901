"""A budget year's file: its fields, and the step to a calendar with the law's terms for that year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bodemplaat.calculations.file import fields
from bodemplaat.calculations.file.declared import ModelFile, Row
from bodemplaat.calculations.file.fields import optional
from bodemplaat.calculations.file.lists import listing
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.file.template import Template
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.wgr_year import Amendment, Council, Form, Terms, YearCalendar
from bodemplaat.formats.wgr_law import WgrTerm, WgrTermKind, wgr_terms, wgr_terms_on
from bodemplaat.kernel import say

FORMS = {
    "ol": (Form.PUBLIC_BODY, say("Public body (openbaar lichaam)")),
    "bvo": (Form.ONE_BOARD, say("Operational organisation (bedrijfsvoeringsorganisatie)")),
    "go": (Form.ONE_BOARD, say("Joint organ (gemeenschappelijk orgaan)")),
}
REPLY_DAYS = 14
"""Ours: the law says that a view is answered with reasons before adoption, and not how long that takes."""
MOST_DAYS = 180


class CouncilRow(Row, called=say("council")):
    """A council that may give its view."""

    name = fields.text(say("Council"))
    papers_days = fields.count(
        say("Days for its papers"),
        default=0,
        most=MOST_DAYS,
        note=say("So many days before a meeting a piece must be there; empty is 0"),
    )


class MeetingRow(Row, key=("council", "day")):
    """A day on which a council meets."""

    council = fields.text(say("Council"), names_of="councils")
    day = fields.day(say("Day"))


class AmendmentRow(Row, called=say("amendment")):
    """A change of a budget that is in force."""

    name = fields.text(say("Amendment"))
    adopted = fields.day(say("Adopted on"))
    sent = optional(fields.day(say("Sent on"), note=say("Empty: the last day that the law leaves")))
    exempt = fields.yes(
        say("Left out by the arrangement"),
        default=False,
        note=say("Yes: the arrangement names its kind, and no views are asked"),
    )


class WgrYearFields(ModelFile, section="wgr_year", sheet=say("Model")):
    """The year before the budget year, counted back from meetings by the Wgr.

    Days are calendar days. What the law asks *before* a day is done the day before it at the latest. A day that is left empty is planned on the
    last day there is. There are no amounts in it, so it has no `--explain`.
    """

    title = fields.title()
    budget_year = fields.year(say("Budget year"))
    form = fields.choice(say("Form of the arrangement"), FORMS)
    adopted = fields.day(say("The board adopts the budget on"))
    papers_days = fields.count(
        say("Days for the papers of the board"),
        default=0,
        most=MOST_DAYS,
        note=say(
            "Public body: so many days before its meeting the general board is offered the draft; empty is 0"
        ),
    )
    reply_days = fields.count(
        say("Days to answer the views"),
        default=REPLY_DAYS,
        most=MOST_DAYS,
        note=say("Between the last view and the offer to the board; empty is 14, a proposal of ours"),
    )
    frameworks_sent = optional(fields.day(say("Frameworks and provisional accounts sent on")))
    sent = optional(fields.day(say("Draft budget sent on")))
    to_province = optional(fields.day(say("Budget to the province on")))
    accounts_adopted = optional(fields.day(say("The board adopts the accounts on")))
    accounts_to_province = optional(fields.day(say("Accounts to the province on")))
    councils = listing(say("Councils"), CouncilRow, least=1)
    meetings = listing(say("Meetings"), MeetingRow, least=1)
    amendments = listing(say("Amendments"), AmendmentRow)


TEMPLATE = Template.of(WgrYearFields, "bodemplaat.calculations.wgr_year")


@dataclass(frozen=True, slots=True)
class WgrYearFile:
    """The calendar with its title, and the law's terms for it."""

    title: str
    budget_year: int
    calendar: YearCalendar
    law: Mapping[WgrTermKind, WgrTerm]

    @property
    def terms(self) -> Terms:
        """The terms as days of this year."""
        year = self.budget_year - 1
        return Terms(
            frameworks_before=self.law[WgrTermKind.FRAMEWORKS].day_in(year),
            views_days=self.law[WgrTermKind.VIEWS].days,
            budget_before=self.law[WgrTermKind.BUDGET].day_in(year),
            accounts_before=self.law[WgrTermKind.ACCOUNTS].day_in(year),
            to_province_days=self.law[WgrTermKind.TO_PROVINCE].days,
        )


def read_year(reading: Reading, _: Asked) -> WgrYearFile:
    """Read the block ``wgr_year``, or the whole file where it has no such block."""
    file = WgrYearFields.read(reading)
    law = wgr_terms_on(date(file.budget_year - 1, 1, 1))
    if not law:
        first = min(term.valid_from for term in wgr_terms()).year + 2
        text = say("Of budgets before {year} the terms are not kept here. Write {year} or later.")
        file.error("wgr.before_the_law", "budget_year", text, year=str(first))
    if file.adopted.year != file.budget_year - 1:
        text = say("A budget is adopted in the year before it: write a day in {year}.")
        file.error("wgr.another_year", "adopted", text, year=str(file.budget_year - 1))
    calendar = YearCalendar(
        form=file.form,
        councils=tuple(
            Council(
                row.name,
                tuple(meeting.day for meeting in file.meetings if meeting.council == row.name),
                row.papers_days,
            )
            for row in file.councils
        ),
        adopted=file.adopted,
        offered=file.adopted - timedelta(days=file.papers_days if file.form is Form.PUBLIC_BODY else 0),
        reply_days=file.reply_days,
        frameworks_sent=file.frameworks_sent,
        sent=file.sent,
        to_province=file.to_province,
        accounts_adopted=file.accounts_adopted,
        accounts_to_province=file.accounts_to_province,
        amendments=tuple(Amendment(row.name, row.adopted, row.sent, row.exempt) for row in file.amendments),
    )
    return WgrYearFile(file.title, file.budget_year, calendar, law)
