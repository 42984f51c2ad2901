"""The account of a year: what each bears of every cost and service, what was billed, what is still to pay, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bodemplaat.engines.settlement.arrangement import Arrangement, Recalculation
from bodemplaat.engines.settlement.costs import CostLine, Kind
from bodemplaat.engines.settlement.division import Division
from bodemplaat.engines.settlement.result import Result
from bodemplaat.engines.settlement.tariffs import ServiceBill
from bodemplaat.kernel import Euro, Trace, say


@dataclass(frozen=True, slots=True)
class Post:
    """One row of the account: a cost or a service, per participant."""

    name: str
    provider: str
    kind: str
    budget: Mapping[str, Euro]
    settled: Mapping[str, Euro]
    charged: Mapping[str, Euro]
    """What was or would be billed in the year: the budget of a cost, the use of a service."""
    in_advance: bool = True
    """Whether it is billed in instalments on the budget, or by use."""


@dataclass(frozen=True)
class Settlement:
    """The outcome of a year. ``posts`` in the order of the model, participants in their own."""

    arrangement: Arrangement
    posts: tuple[Post, ...]
    results: tuple[Result, ...]
    reserve_shares: tuple[Mapping[str, Euro], ...]
    budget_division: Division
    actual_division: Division
    bills: tuple[ServiceBill, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The participants, in the order of the model."""
        return tuple(participant.name for participant in self.arrangement.participants)

    @cached_property
    def totals(self) -> Mapping[str, Euro]:
        """What each bears of the year: recalculated where anything actual is known, else budgeted."""
        return {name: self._total(name) for name in self.names}

    @property
    def total(self) -> Euro:
        """What all bear together."""
        return Euro.total(self.totals.values())

    @property
    def costs(self) -> Euro:
        """What the costs and services come to, before reserves."""
        return Euro.total(Euro.total(post.settled.values()) for post in self.posts)

    def budget(self, participant: str) -> Euro:
        """What the participant's budgeted contribution is."""
        return Euro.total(post.budget[participant] for post in self.posts)

    def start_up(self, participant: str) -> Euro:
        """What of the total is start-up costs."""
        return Euro.total(
            post.settled[participant] for post in self.posts if post.kind == Kind.START_UP.value
        )

    def reserve_share(self, participant: str) -> Euro:
        """What the participant adds to reserves, or is spared when negative."""
        return Euro.total(share[participant] for share in self.reserve_shares)

    def billed(self, participant: str) -> Euro:
        """What was billed in the year: the advances paid if the model names them, else budget and use."""
        paid = [advance.amount for advance in self.arrangement.advances if advance.participant == participant]
        if self.arrangement.advances:
            return Euro.total(paid)
        return Euro.total(post.charged[participant] for post in self.posts)

    def balance(self, participant: str) -> Euro:
        """Still to pay when positive, to receive when negative."""
        return self.totals[participant] - self.billed(participant)

    def instalments(self, participant: str) -> tuple[Euro, ...]:
        """The advances on the budget, in equal parts over the instalments that begin while he takes part.

        Who takes part on no such day pays at once, in the last instalment.
        """
        count = self.arrangement.instalments
        if not count:
            return ()
        year = self.arrangement.year.start.year
        (membership,) = (p.membership for p in self.arrangement.participants if p.name == participant)
        there = [int(date(year, 1 + number * 12 // count, 1) in membership) for number in range(count)]
        if not any(there):
            there[-1] = 1
        budget = Euro.total(post.budget[participant] for post in self.posts if post.in_advance)
        return budget.divided(there)

    def explain_post(self, row: int) -> Trace:
        """Who bears a cost or a service, and why."""
        post = self.posts[row]
        parts = []
        for name in sorted(self.names):
            own = [trace for trace in self._post_traces(name) if trace.name == post.name]
            parts += [Trace(name, t.amount, t.text, t.values, t.parts, t.source) for t in own]
        return Trace(post.name, Euro.total(post.settled.values()), parts=tuple(parts))

    def explain(self, participant: str) -> Trace:
        """Why a participant bears what he bears, down to the source figures; sums are equal at every level."""
        return Trace(participant, self.totals[participant], parts=tuple(self._traces(participant)))

    def _total(self, participant: str) -> Euro:
        return Euro.total(post.settled[participant] for post in self.posts) + self.reserve_share(participant)

    def _traces(self, participant: str) -> Iterator[Trace]:
        yield from self._post_traces(participant)
        for result, share in zip(self.results, self.reserve_shares, strict=True):
            if share[participant]:
                text = say("share of the {movement} that is added to the reserve, or drawn from it")
                yield Trace(say("Reserve"), share[participant], text, {"movement": result.movement})

    def _post_traces(self, participant: str) -> Iterator[Trace]:
        actual = self.arrangement.is_recalculation
        by_budget = actual and self.arrangement.recalculation is Recalculation.BY_BUDGET
        for row, line in enumerate(self.arrangement.costs):
            amount = self.posts[row].settled[participant]
            if not amount and not line.takes(participant):
                continue
            if by_budget:
                yield self._by_budget(row, line, participant)
            else:
                yield (self.actual_division if actual else self.budget_division).trace(row, participant)
        for number, service_bill in enumerate(self.bills, len(self.arrangement.costs)):
            if any(volume.participant == participant for volume in service_bill.service.volumes):
                trace = service_bill.trace(participant, planned=not actual)
                yield Trace(
                    self.posts[number].name, trace.amount, trace.text, trace.values, trace.parts, trace.source
                )

    def _by_budget(self, row: int, line: CostLine, participant: str) -> Trace:
        """The budgeted contribution with its reasons, and the share in what the cost came out at."""
        post = self.posts[row]
        budgeted = self.budget_division.trace(row, participant)
        difference = post.settled[participant] - post.budget[participant]
        if not difference:
            return budgeted
        values: dict[str, object] = {
            "budget": post.budget[participant],
            "all": Euro.total(post.budget.values()),
            "cost": Euro.total(post.settled.values()),
        }
        text = say("{budget} of {all} budgeted, of an actual cost of {cost}")
        parts = (budgeted, Trace(say("Difference with budget"), difference, text, values, source=line.source))
        return Trace(line.name, post.settled[participant], parts=parts)
