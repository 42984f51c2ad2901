"""Weeks of life in the demo: claims handed in, decided, checked, paid and now and then sent back.

Chance comes from a seed, so every demo tells the same story. Times are office hours of working days before ``now``.
"""

import random
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.formats.camt import ReturnReason
from bodemplaat.foundation.notices.api import mark_all_read
from bodemplaat.foundation.organisations.api import Task
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import Euro
from bodemplaat.rehearsal.bank import SimulatedBank, Stray
from bodemplaat.rehearsal.demo.founding import Founded, FoundedAlliance
from bodemplaat.rehearsal.demo.receipts import known, slip

JOURNEYS = (
    ("Krimpen aan de Lek", "Gouda", "23.4"),
    ("Schoonhoven", "Utrecht", "66.0"),
    ("Haastrecht", "Den Haag", "78.2"),
    ("Weesp", "Hilversum", "31.6"),
)
PURCHASES = (
    ("Boekhandel De Linde", "Vakboek Gemeentefinanciën", "47.50"),
    ("Bloemist Van Rijn", "Bloemen jubileum", "32.95"),
    ("Lunchroom Het Veerhuis", "Lunch werkoverleg", "68.40"),
    ("Academie Bestuur", "Cursus Wet open overheid", "395.00"),
    ("Kantoorvakhandel", "Notitieblokken", "12.35"),
    ("Slagerij en traiteur Bos", "Afscheid collega", "84.10"),
)
TRAINS = (("NS", "Retour Utrecht Centraal", "24.60"), ("NS", "Enkele reis Den Haag", "13.20"))
CLOSED = ReturnReason("AC04", "Rekening opgeheven")


@dataclass
class _Desk:
    """Who checks claims somewhere, and what they have still to do."""

    clerks: Sequence[Actor]
    to_check: list[tuple[Founded, UUID]] = field(default_factory=list)


@dataclass
class _Purse:
    """Who pays for whom, and for whom something is ready."""

    payer: Actor
    second_payer: Actor
    bank: SimulatedBank
    customers: list[Founded] = field(default_factory=list)
    ready: set[UUID] = field(default_factory=set)


class _Work:
    """Who does what for whom in a cooperation: one desk and one purse for each provider."""

    def __init__(self, alliance: FoundedAlliance, bank: SimulatedBank) -> None:
        self.desks: dict[UUID, _Desk] = {}
        self.purses: dict[UUID, _Purse] = {}
        self.desk_of: dict[UUID, _Desk] = {}
        self.purse_of: dict[UUID, _Purse] = {}
        for each in alliance.municipalities:
            checks = alliance.provider_of(each, Task.EXPENSE_CLAIMS)
            pays = alliance.provider_of(each, Task.PAYMENTS)
            self.desk_of[each.id] = self.desks.setdefault(checks.id, _Desk(checks.with_role(Role.SSC_CLERK)))
            payer, second_payer, *_ = pays.with_role(Role.SSC_PAYER)
            purse = self.purses.setdefault(pays.id, _Purse(payer, second_payer, bank))
            purse.customers.append(each)
            self.purse_of[each.id] = purse


def live(
    alliance: FoundedAlliance,
    *,
    now: datetime,
    tell: Callable[[int, int], None] = lambda done, all_: None,
    bank: SimulatedBank | None = None,
) -> int:
    """Play the weeks up to ``now``; returns how many claims were made. ``tell`` hears how many weeks of all were lived.

    ``bank`` goes on where a later story is to be paid from the same accounts.
    """
    weeks, a_week = alliance.alliance.weeks, alliance.alliance.claims_a_week
    chance = random.Random(alliance.alliance.folder)  # noqa: S311  # a story, not a secret
    work = _Work(alliance, bank or SimulatedBank())
    made = 0
    for week in range(weeks, 0, -1):
        monday = _monday(now, week)
        if week == 1:
            _read_messages(alliance, _at(monday, 0, 8))
        for municipality in alliance.municipalities:
            for _ in range(chance.randint(1, 2 * a_week - 1)):
                _claim(municipality, work, chance, monday, is_last_week=week == 1)
                made += 1
        for desk in work.desks.values():
            _work_the_desk(work, desk, chance, _at(monday, 4, 9), leave=6 if week == 1 else 0)
        if week % 2 == 0:
            for purse in work.purses.values():
                if purse.ready:
                    _pay(purse, _at(monday, 4, 15), bounce=week == 4, stray=week == 2)
        tell(weeks - week + 1, weeks)
    for municipality in alliance.municipalities:
        employee = municipality.with_role(Role.EMPLOYEE)[0]
        if employee.person_name in alliance.alliance.signs_in:
            made += _leave_work(municipality, chance, now)
    return made


def _leave_work(municipality: Founded, chance: random.Random, now: datetime) -> int:
    """The open work after signing in: one claim at the desk, one questioned, three waiting for the manager."""
    employees = municipality.with_role(Role.EMPLOYEE)
    manager = municipality.with_role(Role.MANAGER)[0]
    moments = [now - timedelta(hours=hours) for hours in (30, 27, 23, 6, 3)]
    handed_in = [_hand_in(employees[n % 2], chance, at) for n, at in enumerate(moments)]
    at_desk, questioned, *_ = handed_in
    _decide(municipality, employees[0], at_desk, random.Random(7), moments[1])  # noqa: S311  # a story, not a secret
    if _may(manager, questioned, moments[2]):
        question = "Bij welk project hoort dit?"
        claims.return_claim(actor=manager, claim=questioned, question=question, at=moments[2])
    return len(handed_in)


def _claim(
    municipality: Founded, work: _Work, chance: random.Random, monday: date, *, is_last_week: bool
) -> None:
    employees = [a for a in municipality.people.values() if a.role in (Role.EMPLOYEE, Role.MANAGER)]
    who = chance.choice(employees)
    start = _at(monday, chance.randint(0, 2), chance.randint(8, 16), chance.randrange(60))
    claim = _hand_in(who, chance, start)
    if is_last_week and chance.random() < 0.6:
        return  # still waits for a decision
    decided = start + timedelta(hours=chance.choice((2, 4, 20, 26)), minutes=chance.randrange(60))
    if _decide(municipality, who, claim, chance, decided):
        work.desk_of[municipality.id].to_check.append((municipality, claim))


def _hand_in(who: Actor, chance: random.Random, at: datetime) -> UUID:
    claim = claims.start_claim(actor=who, key=str(uuid.UUID(int=chance.getrandbits(128))), at=at)
    iban = claims.claim_view(actor=who, claim=claim, on=timezone.localdate(at)).iban
    wanted = list(_lines(chance, timezone.localdate(at)))
    content = claims.Content(wanted[0][1], iban, tuple(line for line, _, _ in wanted))
    claims.save_draft(actor=who, claim=claim, content=content, at=at)
    for position, (line, what, shop) in enumerate(wanted):
        if shop and line.amount is not None and line.day is not None:
            photo = slip(shop, what, line.amount, line.day, seed=f"{claim}{position}")
            file = known(f"bon-{position + 1}.jpg", photo)
            claims.attach_inspected(actor=who, claim=claim, position=position, file=file, at=at)
    claims.submit_claim(actor=who, claim=claim, key="demo", at=at + timedelta(minutes=3))
    return claim


def _lines(chance: random.Random, today: date) -> Iterator[tuple[claims.Line, str, str]]:
    for _ in range(chance.choice((1, 1, 1, 2))):
        day = today - timedelta(days=chance.randint(1, 20))
        kind = chance.choice(("car", "car", "transit", "purchase", "purchase"))
        if kind == "car":
            origin, destination, kilometres = chance.choice(JOURNEYS)
            line = claims.Line(
                kind, day, "Dienstreis", None, Decimal(kilometres), origin=origin, destination=destination
            )
            yield line, f"Dienstreis {destination}", ""
        else:
            shop, what, amount = chance.choice(TRAINS if kind == "transit" else PURCHASES)
            cents = Euro(Euro.of(amount).cents + chance.randrange(-90, 90))
            yield claims.Line(kind, day, what, cents), what, shop


def _decide(municipality: Founded, who: Actor, claim: UUID, chance: random.Random, at: datetime) -> bool:
    """Let each decider approve until the claim is at the desk; returns whether it got there."""
    for round_ in range(3):
        view = claims.claim_view(actor=who, claim=claim, on=timezone.localdate(at))
        step = view.open_step
        if step is None or step.by is claims.Approver.SSC:
            return step is not None
        people = sorted(municipality.people.values(), key=lambda each: each.role is not Role.MANAGER)
        decider = next((a for a in people if a is not who and _may(a, claim, at)), None)
        if decider is None:
            return False
        luck = chance.random()
        if luck < 0.04:
            claims.reject_claim(
                actor=decider, claim=claim, reason="Dit valt onder de vaste vergoeding.", at=at
            )
            return False
        if luck < 0.10 and round_ == 0:
            claims.return_claim(actor=decider, claim=claim, question="Voor welk overleg was dit?", at=at)
            at += timedelta(hours=3)
            claims.submit_claim(actor=who, claim=claim, key="demo 2", at=at)
        else:
            claims.approve_claim(actor=decider, claim=claim, at=at)
        at += timedelta(hours=2)
    return False


def _may(actor: Actor, claim: UUID, at: datetime) -> bool:
    waiting = claims.claims_to_decide(actor=actor, on=timezone.localdate(at), count=200)
    return any(row.id == claim for row in waiting.rows)


def _work_the_desk(work: _Work, desk: _Desk, chance: random.Random, at: datetime, *, leave: int) -> None:
    """Check what waits, oldest first, and leave the last few for who signs in to the demo."""
    done, desk.to_check = desk.to_check[: len(desk.to_check) - leave], desk.to_check[-leave:] if leave else []
    for number, (municipality, claim) in enumerate(done):
        clerk = desk.clerks[number % len(desk.clerks)]
        moment = at + timedelta(minutes=4 * number)
        view = claims.claim_view(actor=clerk, claim=claim, on=timezone.localdate(moment))
        centre = chance.choice(municipality.cost_centres)
        claims.book_claim(
            actor=clerk,
            claim=claim,
            bookings={line.position: (line.taakveld or "0.4", centre) for line in view.lines},
            at=moment,
        )
        claims.approve_claim(actor=clerk, claim=claim, at=moment)
        work.purse_of[municipality.id].ready.add(municipality.id)


def _pay(purse: _Purse, at: datetime, *, bounce: bool, stray: bool) -> None:
    batch = payments.make_batch(
        actor=purse.payer,
        organisations=[each.id for each in purse.customers if each.id in purse.ready],
        execution_date=timezone.localdate(at) + timedelta(days=3),
        key=f"demo {at:%Y%m%d}",
        at=at,
    )
    payments.release_batch(actor=purse.second_payer, batch=batch, at=at + timedelta(hours=1))
    _, _, file = payments.batch_file(actor=purse.payer, batch=batch)
    first, *_ = payments.batch(actor=purse.payer, batch=batch).payments
    returns = {first.end_to_end_id: CLOSED} if bounce else {}
    strays = [Stray(Euro.of("125.00"), "Waterschap Rijnland", "Teruggaaf 2025")] if stray else []
    paid_at = at + timedelta(days=3)
    statement = purse.bank.answer(
        file, day=timezone.localdate(paid_at), at=paid_at, returns=returns, strays=strays
    )
    payments.upload_statement(
        actor=purse.payer, name=f"afschrift-{timezone.localdate(paid_at)}.xml", content=statement, at=paid_at
    )
    purse.ready.clear()


def _read_messages(alliance: FoundedAlliance, at: datetime) -> None:
    """Everyone has read what there was up to now, so that only the last week's messages are new."""
    for organisation in alliance.members:
        deliver_waiting(organisation.id)
        for name, actor in organisation.people.items():
            if name in alliance.alliance.signs_in:
                mark_all_read(actor=actor, at=at)


def _monday(now: datetime, weeks_ago: int) -> date:
    today = timezone.localdate(now)
    return today - timedelta(days=today.weekday() + 7 * weeks_ago)


def _at(monday: date, weekday: int, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(monday + timedelta(days=weekday), time(hour, minute)))
