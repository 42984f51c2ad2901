"""What a budget year is planned from, and the plan."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from bodemplaat.kernel import Finding, say


class Form(Enum):
    """The forms of an arrangement that adopt a budget of their own (Wgr, article 8)."""

    PUBLIC_BODY = "public-body"
    """An openbaar lichaam: its executive board offers the draft to the general board, which adopts it."""
    ONE_BOARD = "one-board"
    """A bedrijfsvoeringsorganisatie or a gemeenschappelijk orgaan: its one board adopts the draft."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The law's terms for one year. Days called ``before`` are the first that are too late."""

    frameworks_before: date
    views_days: int
    budget_before: date
    accounts_before: date
    to_province_days: int


@dataclass(frozen=True, slots=True)
class Council:
    """A council, its meetings, and how many days before one a piece must be with it."""

    name: str
    meetings: tuple[date, ...]
    papers_days: int = 0


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change of a budget, adopted on a day. ``is_exempt`` is whether the arrangement leaves out the councils' views for its kind."""

    name: str
    adopted: date
    sent: date | None = None
    is_exempt: bool = False


@dataclass(frozen=True, slots=True)
class YearCalendar:
    """The days that are planned. The draft is ``offered`` to the board that adopts it: in time for its papers, or on the day itself.

    ``reply_days`` lie between the last view and that offer, to answer with reasons. A day that is not planned yet is ``None``.
    """

    form: Form
    councils: tuple[Council, ...]
    adopted: date
    offered: date
    reply_days: int = 0
    frameworks_sent: date | None = None
    sent: date | None = None
    to_province: date | None = None
    accounts_adopted: date | None = None
    accounts_to_province: date | None = None
    amendments: tuple[Amendment, ...] = ()

    @property
    def papers(self) -> timedelta:
        """How long the board has a draft before it adopts."""
        return self.adopted - self.offered


class StepKind(Enum):
    """The steps of the year."""

    FRAMEWORKS = "frameworks"
    DRAFT = "draft"
    VIEW = "view"
    OFFERED = "offered"
    ANSWERED = "answered"
    ADOPTED = "adopted"
    BUDGET_TO_PROVINCE = "budget-to-province"
    ACCOUNTS_ADOPTED = "accounts-adopted"
    ACCOUNTS_TO_PROVINCE = "accounts-to-province"
    AMENDMENT_DRAFT = "amendment-draft"


@dataclass(frozen=True, slots=True)
class Step:
    """A step with its last day, and the day on which it is planned. ``subject`` names the council or amendment it is about."""

    kind: StepKind
    latest: date
    planned: date | None = None
    subject: str = ""

    @property
    def slack(self) -> int | None:
        """Days left between the planned and the last day, below zero where it is too late; ``None`` where nothing is planned."""
        return None if self.planned is None else (self.latest - self.planned).days

    @property
    def is_late(self) -> bool:
        """Whether it is planned after its last day."""
        return self.slack is not None and self.slack < 0


@dataclass(frozen=True, slots=True)
class CouncilView:
    """In which meetings a council can give its view on a draft: those from ``opens`` to ``closes``.

    ``about`` names the amendment, empty for the budget itself. ``before`` and ``after`` are the nearest meetings outside, and ``send_by`` is the last
    day to send the draft so that the last meeting in time can take it; ``None`` where no meeting is in time.
    """

    council: str
    about: str
    opens: date
    closes: date
    meetings: tuple[date, ...]
    before: date | None
    after: date | None
    send_by: date | None

    @property
    def is_possible(self) -> bool:
        """Whether a meeting lies in time."""
        return bool(self.meetings)


@dataclass(frozen=True, slots=True)
class YearPlan:
    """The steps in order of the day on which they are planned, or else of their last; the views; and which day of adoption and of sending would suit everyone.

    ``earliest_adoption`` follows from the day on which the draft is sent; ``None`` where a council has no later meeting. ``latest_sending``
    follows from the day of adoption; ``None`` where a council has no meeting in time at all.
    """

    steps: tuple[Step, ...]
    views: tuple[CouncilView, ...]
    earliest_adoption: date | None
    latest_sending: date | None

    @property
    def late(self) -> tuple[Step, ...]:
        """The steps that are planned too late."""
        return tuple(step for step in self.steps if step.is_late)

    @property
    def without_meeting(self) -> tuple[CouncilView, ...]:
        """The councils that cannot give their view in time."""
        return tuple(view for view in self.views if not view.is_possible)


def check_calendar(calendar: YearCalendar) -> list[Finding]:
    """The findings that stop a plan, each with its place as a dotted path; empty when ``plan_year`` can plan."""
    return list(_findings(calendar))


def _findings(calendar: YearCalendar) -> Iterator[Finding]:
    for kind, names in (
        ("councils", [council.name for council in calendar.councils]),
        ("amendments", [amendment.name for amendment in calendar.amendments]),
    ):
        for name, count in Counter(names).items():
            if count > 1:
                text = say("The name '{name}' is used {count} {count:time|times}: give each its own name.")
                yield Finding("wgr.name_twice", f"{kind}.{name}", text, {"name": name, "count": count})
    for council in calendar.councils:
        if not council.meetings:
            text = say("{council} has no meetings: write the days on which it meets.")
            yield Finding("wgr.no_meetings", f"councils.{council.name}", text, {"council": council.name})
    if calendar.offered > calendar.adopted:
        text = say("The board gets the draft on {offered}, after it adopts it on {adopted}.")
        values = {"offered": calendar.offered, "adopted": calendar.adopted}
        yield Finding("wgr.offered_after", "offered", text, values)
