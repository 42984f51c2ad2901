"""The whole journey without a browser, through the commands the pages use, and then every fact read back.

Two employees of two municipalities claim; one claim is questioned, one waits for a budget holder, one is so small
that it passes without approval; all are paid in one batch from two accounts, the bank sends one payment back, and a
clerk has it paid again. ``play`` tells each step as it happens; ``read_back`` asks database and files what is true.
"""

import functools
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.formats.camt import ReturnReason, Version
from bodemplaat.formats.sepa import CreditTransfer, PaymentFile, read_payment_file
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.kernel import Euro, Period
from bodemplaat.rehearsal.bank import SimulatedBank, Stray
from bodemplaat.rehearsal.demo.founding import Founded, FoundedAlliance
from bodemplaat.rehearsal.demo.receipts import slip

CLOSED = ReturnReason("AC04", "Rekening opgeheven")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that somebody did."""

    at: datetime
    who: str
    role: str
    what: str
    amount: Euro | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that must be true afterwards, and whether it is."""

    what: str
    is_true: bool


@dataclass
class Journey:
    """The story as it is played: the clock moves on with every step."""

    tell: Callable[[Step], None]
    now: datetime
    files: list[bytes] = field(default_factory=list)
    batches: list[UUID] = field(default_factory=list)
    outcomes: list[payments.StatementOutcome] = field(default_factory=list)
    bank: SimulatedBank = field(default_factory=SimulatedBank)
    refusals: list[str] = field(default_factory=list)

    def step(self, who: Actor, what: str, amount: Euro | None = None, *, hours: int = 1) -> datetime:
        """Print a step and return its moment."""
        self.now += timedelta(hours=hours)
        self.tell(Step(self.now, who.person_name, who.role.value, what, amount))
        return self.now

    def refused(self, attempt: Callable[[], object]) -> None:
        """Try what must be refused, and remember how it was."""
        try:
            attempt()
        except (Refused, NotFound) as refusal:
            self.refusals.append(type(refusal).__name__)
        else:
            self.refusals.append("allowed")


@dataclass(frozen=True, slots=True)
class Played:
    """What the journey left behind, to be read back."""

    journey: Journey
    first: Founded
    second: Founded
    provider: Founded
    course: UUID
    travel: UUID
    small: UUID


def play(alliance: FoundedAlliance, *, now: datetime, tell: Callable[[Step], None]) -> Played:
    """Play steps 1 to 6 of the journey; raises whatever a command raises."""
    journey = Journey(tell, now)
    first, second, *_ = alliance.municipalities
    course = claim_something(
        journey, first, employee_of(first), _purchase("395.00", now), "Cursus Wet open overheid"
    )
    travel = claim_something(journey, second, employee_of(second), trip("66.0", now), "Dienstreis Utrecht")
    small = claim_something(journey, first, employee_of(first), trip("12.0", now), "Dienstreis Gouda")
    approve(journey, first, course)
    approve(journey, second, travel)
    for municipality, claim in ((first, course), (second, travel), (first, small)):
        _check(journey, alliance.provider, municipality, claim)
    _pay(journey, alliance, (first, second))
    _read_statement(journey, alliance, returned=travel)
    clerk = alliance.provider.with_role(Role.SSC_CLERK)[0]
    claims.pay_again(
        actor=clerk, claim=travel, at=journey.step(clerk, "lets the returned payment be paid again")
    )
    _pay(journey, alliance, (second,))
    _read_statement(journey, alliance, returned=None)
    for organisation in (first, second, alliance.provider):
        deliver_waiting(organisation.id)
    return Played(journey, first, second, alliance.provider, course, travel, small)


def read_back(played: Played) -> Iterator[Fact]:
    """Ask database and files for every fact that the journey must have left."""
    journey, on = played.journey, timezone.localdate(played.journey.now)
    employee, colleague = employee_of(played.first), employee_of(played.second)
    for name, claim, who, amount, rounds in (
        ("course", played.course, employee, Euro.of("395.00"), 2),
        ("travel", played.travel, colleague, Euro.of("15.18"), 1),
        ("small", played.small, employee, Euro.of("2.76"), 1),
    ):
        view = claims.claim_view(actor=who, claim=claim, on=on)
        yield Fact(f"claim {name} is paid", view.state == "paid")
        yield Fact(f"claim {name} is {amount}", view.total == amount)
        yield Fact(f"claim {name} took {rounds} round(s)", view.round == rounds)
        yield Fact(
            f"payment of {name} is {amount}", view.payment is not None and view.payment.amount == amount
        )
        yield Fact(
            f"every step of {name} is on the audit trail",
            len(trail_of(actor=who, subject=claim)) >= len(view.timeline),
        )
        times = [event.at for event in view.timeline]
        yield Fact(f"the timeline of {name} runs forward", times == sorted(times) and len(times) >= 4)
    yield from _facts_of_files(played)
    yield from _facts_of_bank(played)
    course = claims.claim_view(actor=employee, claim=played.course, on=on)
    deciders = [e.person_name for e in course.timeline if e.event == "claim.step_approved"]
    yield Fact("the course was approved by three people", len(set(deciders)) == 3)
    yield Fact("the employee approved nothing", employee.person_name not in deciders)
    yield Fact("the receipt came with the claim", len(course.lines[0].evidence) == 1)
    small = claims.claim_view(actor=employee, claim=played.small, on=on)
    yield Fact("the small claim passed without a manager", [s.name for s in small.steps] == ["ssc"])
    yield Fact(
        "what had to be refused was refused",
        journey.refusals == ["NotYourOwnClaim", "NotFound", "Refused"],
    )
    messages = [notice.subject for notice in inbox_of(actor=employee)]
    yield Fact("the employee heard of each step", len(messages) >= 6)
    the_journey = Period(on - timedelta(days=60), on + timedelta(days=1))
    sums = claims.overview(actor=played.first.with_role(Role.CONTROLLER)[0], period=the_journey)
    yield Fact("the controller's total is that of the claims", sums.paid == Euro.of("397.76"))
    yield Fact("each breakdown adds up", Euro.total(k.amount for k in sums.kinds) == sums.claimed)


def _facts_of_files(played: Played) -> Iterator[Fact]:
    payer = played.provider.with_role(Role.SSC_PAYER)[0]
    files = [read_payment_file(content) for content in played.journey.files]
    totals = [file.total for file in files]
    yield Fact(
        "the first file pays 412.94 from two accounts",
        (totals[0], len(files[0].blocks)) == (Euro.of("412.94"), 2),
    )
    yield Fact(
        "the second file pays 15.18 from one account",
        (totals[1], len(files[1].blocks)) == (Euro.of("15.18"), 1),
    )
    ids = [t.end_to_end_id for file in files for t in _transfers(file)]
    yield Fact("no end-to-end id was used twice", len(set(ids)) == len(ids) == 4)
    for batch, content in zip(played.journey.batches, played.journey.files, strict=True):
        view = payments.batch(actor=payer, batch=batch)
        yield Fact(
            "the file is the one that was released", view.file_sha256 == hashlib.sha256(content).hexdigest()
        )
        yield Fact("who released is not who prepared", view.released_by_name != view.prepared_by_name)


def _facts_of_bank(played: Played) -> Iterator[Fact]:
    first, again, second = played.journey.outcomes
    yield Fact(
        "the bank paid 412.94 and sent 15.18 back",
        (first.paid_total, first.returned_total) == (Euro.of("412.94"), Euro.of("15.18")),
    )
    yield Fact("the same statement again changed nothing", again.already_read and again.paid == 0)
    yield Fact("an unknown amount waits in the list", first.unknown == 1)
    yield Fact("the second payment arrived", (second.paid, second.paid_total) == (1, Euro.of("15.18")))
    codes = {finding.code for outcome in played.journey.outcomes for finding in outcome.findings}
    yield Fact(
        "the statements follow on each other", not codes & {"payments.gap_balance", "payments.gap_number"}
    )


def claim_something(
    journey: Journey, municipality: Founded, who: Actor, line: claims.Line, what: str
) -> UUID:
    """Fill a claim in, with its receipt, and hand it in; pressing twice makes one."""
    at = journey.step(who, f"starts a claim: {what}")
    claim = claims.start_claim(actor=who, key=what, at=at)
    again = claims.start_claim(actor=who, key=what, at=at)
    if again != claim:
        raise AssertionError("pressing twice made two claims")
    view = claims.claim_view(actor=who, claim=claim, on=timezone.localdate(at))
    content = claims.Content(what, view.iban, (line,))
    claims.save_draft(actor=who, claim=claim, content=content, at=at)
    if line.amount is not None and line.day is not None:
        photo = slip("Academie Bestuur", what, line.amount, line.day, seed=what)
        claims.attach_evidence(actor=who, claim=claim, position=0, name="bon.jpg", content=photo, at=at)
        journey.step(who, "adds a photo of the receipt", line.amount)
    total = claims.claim_view(actor=who, claim=claim, on=timezone.localdate(at)).total
    claims.submit_claim(actor=who, claim=claim, key=what, at=journey.step(who, "hands the claim in", total))
    return claim


def approve(journey: Journey, municipality: Founded, claim: UUID) -> None:
    """Manager, and budget holder above the limit; a costly claim is questioned first."""
    employee, manager = employee_of(municipality), _manager_of(municipality)
    view = claims.claim_view(actor=employee, claim=claim, on=timezone.localdate(journey.now))
    if view.total > Euro.of(250):
        _question(journey, municipality, claim)
    while (step := _open_step(journey, employee, claim)) and step.by is not claims.Approver.SSC:
        decider = manager if step.name == "manager" else _secretary_of(municipality)
        at = journey.step(decider, f"approves as {step.name}", view.total)
        claims.approve_claim(actor=decider, claim=claim, at=at)


def _question(journey: Journey, municipality: Founded, claim: UUID) -> None:
    """The manager asks, the employee answers; on the way two who may not approve are refused."""
    employee, manager = employee_of(municipality), _manager_of(municipality)
    for nobody in (employee, municipality.people["Bas Willems"]):
        journey.refused(functools.partial(claims.approve_claim, actor=nobody, claim=claim, at=journey.now))
    at = journey.step(manager, "returns the claim with a question")
    claims.return_claim(actor=manager, claim=claim, question="Is dit voor het project Woo?", at=at)
    at = journey.step(employee, "answers and hands the claim in again")
    claims.submit_claim(actor=employee, claim=claim, key="again", at=at)


def _open_step(journey: Journey, reader: Actor, claim: UUID) -> claims.StepView | None:
    return claims.claim_view(actor=reader, claim=claim, on=timezone.localdate(journey.now)).open_step


def _check(journey: Journey, provider: Founded, municipality: Founded, claim: UUID) -> None:
    clerk = provider.with_role(Role.SSC_CLERK)[0]
    claims.take_claim(actor=clerk, claim=claim, at=journey.step(clerk, "takes the claim from the queue"))
    view = claims.claim_view(actor=clerk, claim=claim, on=timezone.localdate(journey.now))
    centre = municipality.cost_centres[0]
    bookings = {line.position: ("0.4", centre) for line in view.lines}
    claims.book_claim(
        actor=clerk, claim=claim, bookings=bookings, at=journey.step(clerk, f"books on 0.4 / {centre}")
    )
    claims.approve_claim(actor=clerk, claim=claim, at=journey.step(clerk, "approves for payment", view.total))


def _pay(journey: Journey, alliance: FoundedAlliance, municipalities: tuple[Founded, ...]) -> None:
    payer, second_payer = alliance.provider.with_role(Role.SSC_PAYER)
    at = journey.step(payer, "makes a payment batch", hours=2)
    batch = payments.make_batch(
        actor=payer,
        organisations=[m.id for m in municipalities],
        execution_date=timezone.localdate(at) + timedelta(days=1),
        key=f"check {len(journey.batches)}",
        at=at,
    )
    if not journey.batches:
        journey.refused(functools.partial(payments.release_batch, actor=payer, batch=batch, at=at))
    total = payments.batch(actor=payer, batch=batch).total
    at = journey.step(second_payer, "releases the batch as second person", total)
    payments.release_batch(actor=second_payer, batch=batch, at=at)
    _, _, content = payments.batch_file(actor=payer, batch=batch)
    journey.batches.append(batch)
    journey.files.append(content)


def _read_statement(journey: Journey, alliance: FoundedAlliance, *, returned: UUID | None) -> None:
    payer = alliance.provider.with_role(Role.SSC_PAYER)[0]
    at = journey.step(payer, "uploads the bank's statement", hours=26)
    returns, strays = {}, []
    if returned is not None:
        facts = payments.payment_of(actor=payer, source_type=claims.SOURCE, source_id=returned)
        if facts is not None:
            returns = {facts.end_to_end_id: CLOSED}
        strays = [Stray(Euro.of("125.00"), "Waterschap", "Teruggaaf")]
    version = Version.V02 if returned is None else Version.V08
    day = timezone.localdate(at)
    content = journey.bank.answer(
        journey.files[-1], day=day, at=at, returns=returns, strays=strays, version=version
    )
    upload = payments.upload_statement
    journey.outcomes.append(upload(actor=payer, name="afschrift.xml", content=content, at=at))
    if returned is not None:
        at = journey.step(payer, "uploads the same statement once more")
        journey.outcomes.append(upload(actor=payer, name="afschrift.xml", content=content, at=at))


def _transfers(file: PaymentFile) -> Iterator[CreditTransfer]:
    for block in file.blocks:
        yield from block.transfers


def _purchase(amount: str, now: datetime) -> claims.Line:
    day = timezone.localdate(now) - timedelta(days=3)
    return claims.Line("purchase", day, "Cursus Wet open overheid", Euro.of(amount))


def trip(kilometres: str, now: datetime) -> claims.Line:
    """A journey by car, two days ago."""
    day = timezone.localdate(now) - timedelta(days=2)
    return claims.Line(
        "car", day, kilometres=Decimal(kilometres), origin="Schoonhoven", destination="Utrecht"
    )


def employee_of(municipality: Founded) -> Actor:
    """The first employee of a municipality."""
    return municipality.with_role(Role.EMPLOYEE)[0]


def _manager_of(municipality: Founded) -> Actor:
    return municipality.with_role(Role.MANAGER)[0]


def _secretary_of(municipality: Founded) -> Actor:
    return municipality.with_role(Role.MANAGER)[1]
