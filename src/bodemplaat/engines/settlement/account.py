"""The account of a year: what each bears of every cost and service, what was billed, what is still to pay, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from bodemplaat.engines.settlement.arrangement import Arrangement, Recalculation
from bodemplaat.engines.settlement.costs import CostLine, Kind
from bodemplaat.engines.settlement.division import Division
from bodemplaat.engines.settlement.result import Result
from bodemplaat.engines.settlement.sureties import Guaranteed
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
    """The budget's again while nothing actual is known."""
    bills: tuple[ServiceBill, ...]
    guaranteed: tuple[Guaranteed, ...] = ()
    """Beside the account: what each stands surety for."""

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
        """The advances on the budget, in equal parts over the instalments that begin while it takes part.

        A participant that takes part on no such day pays at once, in the last instalment.
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
        traces = {name: self._post_trace(row, name) for name in sorted(self.names)}
        parts = tuple(replace(trace, name=name) for name, trace in traces.items() if trace is not None)
        return Trace(post.name, Euro.total(post.settled.values()), parts=parts)

    def explain(self, participant: str) -> Trace:
        """Why a participant bears what it bears, down to the source figures; sums are equal at every level."""
        traces = (self._post_trace(row, participant) for row in range(len(self.posts)))
        parts = [trace for trace in traces if trace is not None]
        for result, share in zip(self.results, self.reserve_shares, strict=True):
            if share[participant]:
                text = say("share of the {movement} that is added to the reserve, or drawn from it")
                parts.append(Trace(say("Reserve"), share[participant], text, {"movement": result.movement}))
        return Trace(participant, self.totals[participant], parts=tuple(parts))

    def keeps_budget_shares(self, row: int) -> bool:
        """Whether this cost is settled in proportion to its budget; without a budget there is only its key."""
        arrangement = self.arrangement
        by_budget = arrangement.is_recalculation and arrangement.recalculation is Recalculation.BY_BUDGET
        return by_budget and any(self.posts[row].budget.values())

    def _total(self, participant: str) -> Euro:
        return Euro.total(post.settled[participant] for post in self.posts) + self.reserve_share(participant)

    def _post_trace(self, row: int, participant: str) -> Trace | None:
        """Why a participant bears its part of a post; ``None`` when it has nothing to do with it."""
        costs = self.arrangement.costs
        if row < len(costs):
            if not costs[row].takes(participant):
                return None
            if self.keeps_budget_shares(row):
                return self._by_budget(row, costs[row], participant)
            return self.actual_division.trace(row, participant)
        service_bill = self.bills[row - len(costs)]
        if all(volume.participant != participant for volume in service_bill.service.volumes):
            return None
        trace = service_bill.trace(participant, planned=not self.arrangement.is_recalculation)
        return replace(trace, name=self.posts[row].name)

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
