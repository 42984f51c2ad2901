"""What came of a replay: read back from the database where it can be, and held against the log."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.kernel import Euro, Period
from bodemplaat.rehearsal.replay.meaning import Story, Verb
from bodemplaat.rehearsal.replay.play import Playing


@dataclass(frozen=True, slots=True)
class Decision:
    """What the log holds that is no claim as we know one, what is done with it, and how much of it there is."""

    what: str
    done: str
    events: int
    cases: int


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a replay. ``requested`` splits without rest into the amounts by end state and ``never_begun``."""

    cases: int
    cases_played: int
    events: int
    played: int
    passed_by: int
    skipped: tuple[tuple[str, str, int], ...]
    decisions: tuple[Decision, ...]
    requested_in_log: Decimal
    requested: Euro
    never_begun: Euro
    by_state: tuple[tuple[str, int, Euro], ...]
    paid: Euro
    returns: tuple[tuple[str, int], ...]
    lead_time: claims.LeadTime
    seconds: float

    @property
    def cases_per_second(self) -> float:
        """How many cases were played in a second."""
        return self.cases_played / self.seconds if self.seconds else 0.0

    @property
    def is_explained(self) -> bool:
        """Whether every event is played, passed by or skipped, and every requested cent has an end."""
        ends = Euro.total(amount for _, _, amount in self.by_state)
        return (
            self.events == self.played + self.passed_by + sum(count for _, _, count in self.skipped)
            and self.requested == ends + self.never_begun
        )


def report_of(playing: Playing, *, seconds: float) -> Report:
    """Gather the figures; amounts by state and lead time come from the database through the controller's overview."""
    stories = playing.stories
    requested = Euro.total(story.cents for story in stories if story.cents)
    never = Euro.total(s.cents for s in stories if s.cents and s.number not in playing.claims)
    seen = claims.overview(actor=playing.stage.controller, period=_period(stories))
    by_state = _by_state(playing)
    return Report(
        cases=len(stories),
        cases_played=len(playing.claims),
        events=sum(len(story.acts) for story in stories),
        played=playing.played.total(),
        passed_by=playing.passed_by.total(),
        skipped=tuple(
            (activity, reason, count) for (activity, reason), count in playing.skipped.most_common()
        ),
        decisions=_decisions(playing),
        requested_in_log=sum((s.amount for s in stories if s.amount is not None), Decimal(0)),
        requested=requested,
        never_begun=never,
        by_state=by_state,
        paid=seen.paid,
        returns=tuple(playing.returns.most_common()),
        lead_time=seen.lead_time,
        seconds=seconds,
    )


def _decisions(playing: Playing) -> tuple[Decision, ...]:
    stories = playing.stories
    steps = {
        s.number: sum(act.verb is not None and not act.verb.is_passed_by for act in s.acts) for s in stories
    }

    def passed(what: str, verb: Verb, why: str) -> Decision:
        cases = sum(any(act.verb is verb for act in story.acts) for story in stories)
        return Decision(what, f"passed by: {why}", playing.passed_by[verb], cases)

    def claims_of(what: str, fits: Callable[[Euro], bool]) -> Decision:
        numbers = [s.number for s in stories if steps[s.number] and s.cents is not None and fits(s.cents)]
        said = Counter(playing.refused.get(number, "") for number in numbers)
        done = [
            f"refused at hand-in: {why} ({count:,})" if why else f"not refused at hand-in ({count:,})"
            for why, count in said.most_common()
        ]
        return Decision(
            what, "; ".join(["played as any claim", *done]), sum(steps[n] for n in numbers), len(numbers)
        )

    none = [s for s in stories if s.cents is None and steps[s.number]]
    idle = [s for s in stories if not steps[s.number]]
    return (
        passed("steps of a permit", Verb.PERMIT, "a permit is no claim"),
        passed("reminders", Verb.REMIND, "who is asked is told when a claim reaches them, and not again"),
        claims_of("claims of zero euro", lambda amount: amount == Euro(0)),
        claims_of("claims below zero", lambda amount: amount < Euro(0)),
        Decision(
            "claims without an amount",
            "cannot be filled in or handed in",
            sum(steps[s.number] for s in none),
            len(none),
        ),
        Decision(
            "cases without any step of a claim",
            "not begun",
            sum(len(s.acts) for s in idle),
            len(idle),
        ),
    )


def _by_state(playing: Playing) -> tuple[tuple[str, int, Euro], ...]:
    """The end state of every claim, drafts and withdrawn ones included, as its own employee sees it."""
    counts: Counter[str] = Counter()
    cents: Counter[str] = Counter()
    for employee in playing.stage.employees.values():
        for row in claims.my_claims(actor=employee, count=len(playing.claims)).rows:
            counts[row.state] += 1
            cents[row.state] += row.total.cents
    return tuple((state, count, Euro(cents[state])) for state, count in counts.most_common())


def _period(stories: Sequence[Story]) -> Period:
    moments = [timezone.localdate(act.at) for story in stories for act in story.acts]
    return Period(min(moments).replace(month=1, day=1), max(moments).replace(year=max(moments).year + 1))
