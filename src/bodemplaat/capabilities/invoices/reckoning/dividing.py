"""An invoice that is paid in parts: by instalments, or partly to a blocked account (G-account); from values alone."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from bodemplaat.capabilities.invoices.reckoning.paying import last_bank_day
from bodemplaat.capabilities.invoices.vocabulary import PartKind, PaymentStage, PaymentState
from bodemplaat.formats.invoices.values import Invoice
from bodemplaat.formats.sepa import is_sepa_iban
from bodemplaat.formats.sepa.bank_days import bank_days_before
from bodemplaat.kernel import Euro, Finding, say
from bodemplaat.kernel.accounts import bare_iban

BLOCKED: Final = "GACCOUNT"
"""How the G-account extension of SI-UBL 2.0 names the blocked account."""
MOST_PARTS: Final = 36
LONGEST: Final = timedelta(days=10 * 366)
DONE: Final = (PaymentState.PAID, PaymentState.SETTLED)


@dataclass(frozen=True, slots=True)
class AskedPart:
    """A part as it is asked for: how much, until which day it is in time, and to which blocked account where it goes to one."""

    amount: Euro
    due: date
    kind: PartKind = PartKind.USUAL
    iban: str = ""

    @property
    def pay_on(self) -> date:
        """The last bank day on which it is in time: a bank has one more to bring the money there."""
        return bank_days_before(last_bank_day(self.due), 1)


@dataclass(frozen=True, slots=True)
class Share:
    """What an invoice says goes to one of its accounts."""

    kind: PartKind
    iban: str
    cents: int

    def plain(self) -> dict[str, Any]:
        """As it is kept."""
        return {"kind": self.kind.value, "iban": self.iban, "cents": self.cents}


def shares_kept(plain: Iterable[Mapping[str, Any]]) -> tuple[Share, ...]:
    """As they were kept."""
    return tuple(Share(PartKind(each["kind"]), each["iban"], each["cents"]) for each in plain)


def shares_of(invoice: Invoice) -> tuple[Share, ...]:
    """How an invoice divides itself over a usual and a blocked account; nothing unless both have an amount and they add up to the cent."""
    means, payable = invoice.payment, invoice.totals.payable
    if len(means) != 2 or payable is None or sum(each.number == BLOCKED for each in means) != 1:
        return ()
    amounts = [each.amount for each in means]
    if any(each is None or each <= 0 or each * 100 % 1 for each in amounts):
        return ()
    shares = tuple(
        Share(
            PartKind.BLOCKED if each.number == BLOCKED else PartKind.USUAL,
            bare_iban(each.account)[:34],
            int((each.amount or 0) * 100),
        )
        for each in means
    )
    fits = sum(each.cents for each in shares) == payable * 100
    return shares if fits and all(is_sepa_iban(each.iban) for each in shares) else ()


def as_sent(shares: Iterable[Share], due: date) -> tuple[AskedPart, ...]:
    """The parts that an invoice itself asks for, all until the same day; the usual one first."""
    ordered = sorted(shares, key=lambda each: each.kind is PartKind.BLOCKED)
    return tuple(
        AskedPart(Euro(each.cents), due, each.kind, each.iban if each.kind is PartKind.BLOCKED else "")
        for each in ordered
    )


def against_the_whole(
    parts: Sequence[AskedPart], whole: Euro, received: date, usual: str
) -> Iterator[Finding]:
    """Every fault of these parts of an invoice: they are its whole amount, each with a day and an account that can be."""
    if not 1 <= len(parts) <= MOST_PARTS:
        text = say("An invoice has between 1 and {most} parts.")
        yield Finding("parts.count", "parts", text, {"most": MOST_PARTS})
    for place, each in enumerate(parts, start=1):
        where = f"parts.{place}"
        if each.amount.cents <= 0:
            yield Finding("parts.amount", where, say("Part {n} is more than nothing."), {"n": place})
        if not received <= each.due <= received + LONGEST:
            text = say(
                "The day of part {n} lies after the day on which the invoice came, and within ten years."
            )
            yield Finding("parts.due", where, text, {"n": place})
        if each.kind is PartKind.BLOCKED and not is_sepa_iban(bare_iban(each.iban)):
            text = say("Part {n} goes to a blocked account: fill in its account number (IBAN).")
            yield Finding("parts.iban", where, text, {"n": place})
        if each.kind is PartKind.BLOCKED and bare_iban(each.iban) == usual:
            text = say(
                "Part {n} goes to the account of the invoice itself: a blocked account is another one."
            )
            yield Finding("parts.same_account", where, text, {"n": place})
    together = Euro.total(each.amount for each in parts)
    if together != whole:
        text = say("The parts come to {together} and the invoice to {whole}: they must be the same.")
        yield Finding("parts.together", "parts", text, {"together": together, "whole": whole})


def state_of_parts(states: Collection[PaymentState]) -> PaymentState:
    """How an invoice stands with its payment when its parts stand so: paid only when all of them are."""
    if PaymentState.RETURNED in states:
        return PaymentState.RETURNED
    if states and all(each in DONE for each in states):
        return PaymentState.PAID if PaymentState.PAID in states else PaymentState.SETTLED
    if any(each in DONE for each in states):
        return PaymentState.PARTLY
    return PaymentState.ASKED if PaymentState.ASKED in states else PaymentState.NONE


def stage_of_parts(stages: Sequence[PaymentStage]) -> PaymentStage:
    """How far an invoice is when its parts, by day, are so far: what a clerk has to look at first, else what comes next."""
    for pressing in (PaymentStage.RETURNED, PaymentStage.ON_HOLD):
        if pressing in stages:
            return pressing
    done = (PaymentStage.PAID, PaymentStage.SETTLED)
    left = [each for each in stages if each not in done]
    if not left:
        return PaymentStage.PAID if PaymentStage.PAID in stages else PaymentStage.SETTLED
    return PaymentStage.PARTLY if len(left) < len(stages) else left[0]
