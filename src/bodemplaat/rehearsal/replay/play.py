"""Playing the acts of all cases in the log's own order of time, through the commands of the doors."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused
from bodemplaat.kernel import IllegalMove
from bodemplaat.rehearsal.bank import SimulatedBank
from bodemplaat.rehearsal.replay.meaning import Act, Story, Verb
from bodemplaat.rehearsal.replay.routes import Route, Routes, rounds_of
from bodemplaat.rehearsal.replay.stage import Stage

REFUSED = "its claim was refused at hand-in"


class Unplayable(Exception):
    """An act that our process has no place for; the reason is counted in the report."""


@dataclass
class Playing:
    """What has been played so far, and what was skipped and why."""

    stage: Stage
    stories: Sequence[Story]
    routes: Routes
    claims: dict[int, UUID] = field(default_factory=dict)
    played: Counter[str] = field(default_factory=Counter)
    skipped: Counter[tuple[str, str]] = field(default_factory=Counter)
    passed_by: Counter[Verb] = field(default_factory=Counter)
    refused: dict[int, str] = field(default_factory=dict)
    """Cases whose claim was refused at hand-in and not handed in since, with what was said."""
    returns: Counter[str] = field(default_factory=Counter)
    _bank: SimulatedBank = field(default_factory=SimulatedBank)
    _round: Counter[int] = field(default_factory=Counter)
    _route: dict[int, list[Route | None]] = field(default_factory=dict)
    _last: dict[int, Act] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for story in self.stories:
            self._route[story.number] = [self.routes.of_round(acts) for acts in rounds_of(story)]
            steps = [act for act in story.acts if act.verb is not None and not act.verb.is_passed_by]
            if steps:
                self._last[story.number] = steps[-1]

    def run(self, advance: Callable[[int], None]) -> None:
        """Play everything; ``advance`` hears how many events are behind us. Raises nothing that the log can cause."""
        acts = sorted((act for story in self.stories for act in story.acts), key=lambda act: act.at)
        for (verb, _), group in groupby(acts, key=_together):
            batch = list(group)
            if verb is Verb.PAY:
                self._pay(batch)
            else:
                for act in batch:
                    self._play(act)
            advance(len(batch))

    def _play(self, act: Act) -> None:
        if act.verb is not None and act.verb.is_passed_by:
            self.passed_by[act.verb] += 1
            return
        moves = {
            Verb.SAVE: self._save,
            Verb.SUBMIT: self._submit,
            Verb.APPROVE: self._approve,
            Verb.RETURN: self._return,
            Verb.TAKE_BACK: self._take_back,
            Verb.CHECK: self._check,
        }
        try:
            if act.verb is None:
                raise Unplayable("an activity without a meaning")
            moves[act.verb](act)
        except Unplayable as unplayable:
            self.skipped[act.activity, str(unplayable)] += 1
        except (Refused, NotFound, IllegalMove, claims.ClaimNotReady) as refusal:
            self.skipped[act.activity, f"refused: {type(refusal).__name__}"] += 1
        else:
            self.played[act.activity] += 1

    def _save(self, act: Act) -> None:
        claim = self._claim(act)
        route = next((r for r in self._route[act.case][self._round[act.case] :] if r), self.routes.routes[0])
        self._fill_in(act, claim, route)

    def _submit(self, act: Act) -> None:
        number = self._round[act.case]
        self._round[act.case] += 1
        route = self._route[act.case][number]
        if route is None:
            raise Unplayable("its approvals come in an order that no chain has")
        claim = self._claim(act)
        self._fill_in(act, claim, route)
        try:
            claims.submit_claim(actor=self._employee(act), claim=claim, key=f"{number}", at=act.at)
        except claims.ClaimNotReady as refusal:
            said = self.refused[act.case] = " ".join(finding.render() for finding in refusal.findings)
            raise Unplayable(f"refused at hand-in: {said}") from None
        self.refused.pop(act.case, None)

    def _approve(self, act: Act) -> None:
        claim = self._begun(act)
        claims.approve_claim(actor=self.stage.approvers[act.role], claim=claim, at=act.at)

    def _return(self, act: Act) -> None:
        claim = self._begun(act)
        actor = self.stage.approvers.get(act.role, self.stage.clerk)
        claims.return_claim(actor=actor, claim=claim, question=act.activity, at=act.at)
        self.returns[act.role] += 1

    def _take_back(self, act: Act) -> None:
        """The employee has the case back: to change and hand in again, or for good when nothing follows."""
        claim = self._begun(act)
        if self._last[act.case] is act:
            claims.withdraw_claim(actor=self._employee(act), claim=claim, at=act.at)
            return
        routes = self._route[act.case][self._round[act.case] :]
        route = next((r for r in routes if r), None)
        if route is None:
            raise Unplayable("taken back, and what follows cannot be played")
        self._fill_in(act, claim, route)

    def _check(self, act: Act) -> None:
        claim = self._begun(act)
        claims.book_claim(actor=self.stage.clerk, claim=claim, bookings={0: ("0.4", "0000")}, at=act.at)
        claims.approve_claim(actor=self.stage.clerk, claim=claim, at=act.at)

    def _pay(self, acts: list[Act]) -> None:
        """One payment run of the log: a batch, released by the second payer, and the bank's statement."""
        due: dict[UUID, Act] = {}
        for act in acts:
            if act.case in self.refused:
                self.skipped[act.activity, REFUSED] += 1
                continue
            claim = self.claims.get(act.case)
            facts = claim and payments.payment_of(
                actor=self.stage.payer, source_type=claims.SOURCE, source_id=claim
            )
            if facts and facts.state == "ready":
                due[facts.payment_id] = act
            else:
                self.skipped[act.activity, "paid while it was not ready to be paid"] += 1
        if not due:
            return
        at = acts[0].at
        batch = payments.make_batch(
            actor=self.stage.payer,
            payments=list(due),
            execution_date=timezone.localdate(at),
            key=at.isoformat(),
            at=at,
        )
        payments.release_batch(actor=self.stage.second_payer, batch=batch, at=at)
        _, _, content = payments.batch_file(actor=self.stage.payer, batch=batch)
        name = f"{at:%Y%m%d%H%M%S}.xml"
        payments.upload_statement(
            actor=self.stage.payer,
            name=name,
            content=self._bank.answer(content, day=timezone.localdate(at), at=at),
            at=at,
        )
        for act in due.values():
            self.played[act.activity] += 1

    def _claim(self, act: Act) -> UUID:
        if act.case not in self.claims:
            key = self.stories[act.case].id
            self.claims[act.case] = claims.start_claim(actor=self._employee(act), key=key[:64], at=act.at)
        return self.claims[act.case]

    def _begun(self, act: Act) -> UUID:
        if act.case not in self.claims:
            raise Unplayable("its case was never begun here")
        if act.case in self.refused and act.verb is not Verb.TAKE_BACK:
            raise Unplayable(REFUSED)
        return self.claims[act.case]

    def _fill_in(self, act: Act, claim: UUID, route: Route) -> None:
        story = self.stories[act.case]
        if story.cents is None:
            raise Unplayable("its case has no amount")
        line = claims.Line(self.routes.kind_of(route), _day(act), story.id[:140], story.cents)
        content = claims.Content(story.id[:140], "NL20INGB0001234567", (line,))
        claims.save_draft(actor=self._employee(act), claim=claim, content=content, at=act.at)

    def _employee(self, act: Act) -> Actor:
        return self.stage.employees[self.stories[act.case].unit]


def _together(act: Act) -> tuple[Verb | None, datetime | None]:
    """Payments of one moment are one run; everything else is played one by one."""
    return act.verb, act.at if act.verb is Verb.PAY else None


def _day(act: Act) -> date:
    return timezone.localdate(act.at)
