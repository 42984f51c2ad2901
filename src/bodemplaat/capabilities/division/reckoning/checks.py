"""What a cut runs against: the rules that the manual gives below its checklists, and what makes them checkable."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.division.reckoning.cut import Cut, Row, Side
from bodemplaat.capabilities.division.reckoning.processes import (
    Origin,
    Process,
    ProcessList,
    divisible,
)
from bodemplaat.kernel import Finding, Said, Severity, say

LET_WEL: Final = "Handleiding SSC P&F, bijlage 2, Let wel"
NOT_CUT_INSIDE: Final = ("fin-2", "fin-5", "fin-7", "fin-9")
PAID_BY_OTHERS: Final = ("fin-9", "per-8A")
HINT_INHABITANTS: Final = 30_000


@dataclass(frozen=True, slots=True)
class Pair:
    """Two steps that may not be done by one person, each with the process that it belongs to. Our own list."""

    id: str
    steps: tuple[Said, Said]
    processes: tuple[str, str]


_ORDER, _RECEIVE, _INVOICE, _RELEASE = (
    say("place an order"),
    say("confirm receipt"),
    say("approve an invoice"),
    say("release a payment"),
)
PAIRS: Final = (
    Pair("order_receive", (_ORDER, _RECEIVE), ("fin-6", "fin-8")),
    Pair("receive_approve", (_RECEIVE, _INVOICE), ("fin-8", "fin-7")),
    Pair("approve_release", (_INVOICE, _RELEASE), ("fin-7", "fin-9")),
    Pair("prepare_release", (say("prepare a payment"), _RELEASE), ("fin-7", "fin-9")),
    Pair("account_release", (say("change a supplier or bank account"), _RELEASE), ("fin-7", "fin-9")),
    Pair(
        "personnel_change",
        (say("enter a personnel change"), say("approve a personnel change")),
        ("per-3D", "per-3D"),
    ),
    Pair("salary", (say("calculate salaries"), say("release the payment of salaries")), ("fin-14", "per-8A")),
    Pair("claim", (say("claim expenses"), say("approve an expense claim")), ("per-8B", "per-8B")),
    Pair("invoice_match", (say("make an invoice"), say("match a receipt")), ("fin-5", "fin-9")),
    Pair("write_off", (say("propose to write off"), say("approve writing off")), ("fin-5", "fin-5")),
    Pair("book_close", (say("book"), say("close a period")), ("fin-2", "fin-2")),
    Pair("rights", (say("grant rights"), say("work with those rights")), ("fin-2", "fin-7")),
)
"""Pairs of the specification (own proposal, on the ground of Let wel 3)."""


@dataclass(frozen=True, slots=True)
class CutFinding:
    """Something that a cut runs against, for one customer or (``None``) for all; ``source`` and ``origin`` of the rule."""

    finding: Finding
    processes: tuple[str, ...]
    customer: UUID | None
    source: str
    origin: Origin

    @property
    def stops(self) -> bool:
        """Whether the version cannot be proposed before it is mended."""
        return self.finding.stops


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer as the checks need it."""

    id: UUID
    name: str
    inhabitants: int | None = None


def check_cut(cut: Cut, customers: Sequence[Customer]) -> tuple[CutFinding, ...]:
    """Everything a cut runs against, what stops it first; the same cut always gives the same findings in the same order.

    What holds for all is said once; a customer is named only where a row of its own makes the difference.
    """
    findings: list[CutFinding] = []
    for customer in (None, *customers):
        own = {row.process for row in cut.rows if customer and row.customer == customer.id}
        if customer is not None and not own:
            continue
        for check in (_parts, _nobody_named, _overlap, _not_inside, _write_off, _by_others):
            findings += (
                each for each in check(cut, customer) if customer is None or own & set(each.processes)
            )
    findings += _four_eyes(cut)
    findings += (each for customer in customers for each in _size(cut, customer))
    order = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    return tuple(sorted(findings, key=lambda each: order.index(each.finding.severity)))


def _id(customer: Customer | None) -> UUID | None:
    return None if customer is None else customer.id


def _made(
    code: str,
    text: str,
    processes: Sequence[str],
    customer: Customer | None,
    *,
    severity: Severity = Severity.WARNING,
    source: str = LET_WEL,
    origin: Origin = Origin.STATED,
    values: Mapping[str, object] | None = None,
) -> CutFinding:
    finding = Finding(f"cut.{code}", ",".join(processes), text, values or {}, severity)
    return CutFinding(finding, tuple(processes), _id(customer), source, origin)


def _rows(cut: Cut, customer: Customer | None) -> Iterator[tuple[Process, Row]]:
    for of in ProcessList:
        for each in divisible(of):
            yield each, cut.row(each.code, _id(customer))


def _parts(cut: Cut, customer: Customer | None) -> Iterator[CutFinding]:
    for each, row in _rows(cut, customer):
        sides = {part.side for part in row.parts}
        if row.side is Side.BOTH and len(sides) < 2:
            yield _made(
                "needs_parts",
                say("This is split, but not into parts. Name the parts: at least one for each side."),
                [each.code],
                customer,
                severity=Severity.ERROR,
                source="",
                origin=Origin.OWN,
            )


def _nobody_named(cut: Cut, customer: Customer | None) -> Iterator[CutFinding]:
    for each, row in _rows(cut, customer):
        nobody = row.side in (Side.PROVIDER, Side.BOTH) and row.provider is None
        nobody |= row.side is Side.OTHER_PROVIDER and not row.other_provider
        outside = row.side is Side.OTHER_PROVIDER and each.task
        if nobody:
            text = say("It goes to a provider, but not said to which. Choose the provider.")
            code = "nobody_named"
        elif outside:
            text = say("This work is done on this platform: choose a provider of the cooperation.")
            code = "done_here"
        else:
            continue
        yield _made(code, text, [each.code], customer, severity=Severity.ERROR, source="", origin=Origin.OWN)


def _overlap(cut: Cut, customer: Customer | None) -> Iterator[CutFinding]:
    seen: set[frozenset[str]] = set()
    for each, row in _rows(cut, customer):
        for other in each.overlaps:
            if (pair := frozenset((each.code, other))) in seen:
                continue
            seen.add(pair)
            beside = cut.row(other, _id(customer))
            is_open = Side.UNDECIDED in (row.side, beside.side)
            if not is_open and row.party != beside.party and not (row.reason or beside.reason):
                yield _made(
                    "overlap",
                    say("These are the same work, yet each is elsewhere. Give both to one, or write why."),
                    [each.code, other],
                    customer,
                )


def _not_inside(cut: Cut, customer: Customer | None) -> Iterator[CutFinding]:
    for code in NOT_CUT_INSIDE:
        if cut.row(code, _id(customer)).side is Side.BOTH:
            yield _made(
                "not_inside",
                say(
                    "Financial administration is hardly cut from within. Give the whole process to one side."
                ),
                [code],
                customer,
            )


def _write_off(cut: Cut, customer: Customer | None) -> Iterator[CutFinding]:
    row, ledger = cut.row("fin-5", _id(customer)), cut.row("fin-2", _id(customer))
    is_open = Side.UNDECIDED in (row.side, ledger.side)
    if not is_open and row.party != ledger.party and not row.takes_write_off:
        yield _made(
            "write_off",
            say(
                "Receivables are elsewhere than the ledger: the power to write off goes with them. Say so in the row."
            ),
            ["fin-5"],
            customer,
        )


def _by_others(cut: Cut, customer: Customer | None) -> Iterator[CutFinding]:
    for code in PAID_BY_OTHERS:
        if cut.row(code, _id(customer)).side in (Side.PROVIDER, Side.OTHER_PROVIDER):
            yield _made(
                "paid_by_others",
                say("Somebody else may pay. See that it is agreed and that the bank knows who may."),
                [code],
                customer,
                severity=Severity.NOTE,
            )


def needs_functions(cut: Cut) -> tuple[Pair, ...]:
    """The pairs of which both steps come to one party after the cut, so that two functions have to be told apart there.

    The steps of different parties are apart already; what nobody decided on asks for nothing yet.
    """
    findings = []
    for pair in PAIRS:
        rows = [cut.row(code) for code in pair.processes]
        if Side.UNDECIDED not in {row.side for row in rows} and rows[0].party == rows[1].party:
            findings.append(pair)
    return tuple(findings)


def _four_eyes(cut: Cut) -> Iterator[CutFinding]:
    for pair in needs_functions(cut):
        first, second = (each.strip().casefold() for each in cut.functions.get(pair.id, ("", "")))
        if not first or not second or first == second:
            yield _made(
                "four_eyes",
                say("Four eyes: to {first} and to {second} takes two functions. Name them."),
                [*dict.fromkeys(pair.processes)],
                None,
                origin=Origin.OWN,
                values={"first": pair.steps[0], "second": pair.steps[1]},
            )


def _size(cut: Cut, customer: Customer) -> Iterator[CutFinding]:
    goes = any(row.side is Side.PROVIDER for _, row in _rows(cut, customer))
    if goes and customer.inhabitants is not None and customer.inhabitants < HINT_INHABITANTS:
        yield _made(
            "size",
            say(
                "{name} has fewer than {inhabitants} inhabitants: one person may do work of both sides. The source says that"
                " this number is not confirmed; a hint, no rule."
            ),
            [],
            customer,
            severity=Severity.NOTE,
            source="Handleiding SSC P&F, bijlage 5",
            values={"name": customer.name, "inhabitants": HINT_INHABITANTS},
        )
