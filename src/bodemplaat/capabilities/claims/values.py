"""The values of a claim: what is claimed, under which rules, along which chain. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from uuid import UUID

from bodemplaat.kernel import Euro, Rounding


class Basis(Enum):
    """How the amount of a line comes about."""

    DISTANCE = "distance"
    """Kilometres times the organisation's rate."""
    AMOUNT = "amount"
    """As paid, by the receipt."""


@dataclass(frozen=True, slots=True)
class KindRule:
    """A kind of cost as an organisation's rules have it on a day.

    ``rate`` in euros per kilometre for ``Basis.DISTANCE``; ``limit`` the most that one line may be, ``None`` for no
    limit; ``evidence_from`` the amount from which evidence is asked, ``None`` for never.
    """

    code: str
    name_nl: str
    name_en: str
    basis: Basis
    rate: Decimal | None = None
    limit: Euro | None = None
    evidence_from: Euro | None = None
    taakveld: str = ""
    source: str = ""

    def name(self, language: str) -> str:
        """The kind's name in a language."""
        return self.name_en if language == "en" else self.name_nl

    def amount_for(self, kilometres: Decimal) -> Euro:
        """Kilometres times the rate, rounded half up to the cent; raises ``ValueError`` without a rate."""
        if self.rate is None:
            raise ValueError(f"{self.code} has no rate per kilometre")
        return Euro.of(kilometres * self.rate, Rounding.HALF_UP)


class Approver(Enum):
    """By whom a step of the chain is decided."""

    MANAGER = "manager"
    """The manager in the claimant's employment."""
    FUNCTION = "function"
    """Anyone who holds a named function for the claimant's unit or the organisation."""
    SSC = "ssc"
    """A clerk of the shared service centre, who also books the cost."""


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One step of an organisation's approval chain, with the conditions under which it applies.

    ``from_amount`` and ``below_amount`` bound the claim's total (half-open); ``kinds``, when given, asks that at
    least one line is of such a kind; ``even_small`` keeps the step for a claim under the threshold.
    """

    name: str
    by: Approver
    function: str = ""
    from_amount: Euro | None = None
    below_amount: Euro | None = None
    kinds: frozenset[str] = frozenset()
    even_small: bool = False


DEFAULT_CHAIN = (ChainStep("manager", Approver.MANAGER), ChainStep("ssc", Approver.SSC, even_small=True))


@dataclass(frozen=True, slots=True)
class ClaimRules:
    """An organisation's rules for claims on a day.

    ``max_age_days``: how long after the day of the cost it may be claimed. ``threshold``: a claim of less passes
    without approval and may be drawn into a sample of ``sample_percent`` afterwards; ``None`` for no threshold.
    ``fallback_function``: who decides where no manager is known; never nobody.
    """

    kinds: tuple[KindRule, ...]
    chain: tuple[ChainStep, ...] = DEFAULT_CHAIN
    max_age_days: int = 92
    threshold: Euro | None = None
    sample_percent: Decimal = Decimal(0)
    fallback_function: str = "fallback_approver"

    def kind(self, code: str) -> KindRule | None:
        """The kind with this code, if the organisation has it on this day."""
        return next((kind for kind in self.kinds if kind.code == code), None)


@dataclass(frozen=True, slots=True)
class Line:
    """One cost as the employee enters it. ``amount`` is worked out for a distance, and given otherwise."""

    kind: str
    day: date | None
    description: str = ""
    amount: Euro | None = None
    kilometres: Decimal | None = None
    origin: str = ""
    destination: str = ""
    documents: tuple[UUID, ...] = ()

    def priced(self, rules: ClaimRules) -> "Line":
        """The same with the amount worked out, where the rules have it follow from the distance."""
        kind = rules.kind(self.kind)
        if kind is None or kind.basis is not Basis.DISTANCE or kind.rate is None:
            return self
        return replace(self, amount=None if self.kilometres is None else kind.amount_for(self.kilometres))


@dataclass(frozen=True, slots=True)
class Content:
    """What the employee fills in: what for, to which account, and the lines."""

    description: str = ""
    iban: str = ""
    lines: tuple[Line, ...] = field(default_factory=tuple)

    @property
    def total(self) -> Euro:
        """The sum of the lines that have an amount."""
        return Euro.total(line.amount for line in self.lines if line.amount is not None)


def route(rules: ClaimRules, total: Euro, kinds: Sequence[str]) -> tuple[ChainStep, ...]:
    """The steps of the chain that apply to a claim of this total and these kinds, in order.

    Under the threshold only steps that are kept ``even_small`` remain.
    """
    small = is_small(rules, total)
    return tuple(
        step for step in rules.chain if _applies(step, total, set(kinds)) and (step.even_small or not small)
    )


def is_small(rules: ClaimRules, total: Euro) -> bool:
    """Whether a claim passes without approval, to be looked at afterwards by sample."""
    return rules.threshold is not None and total < rules.threshold


def undecided_at(rules: ClaimRules) -> Euro | None:
    """The lowest total that nobody would decide on for some kind of cost, or ``None`` when there is none.

    Totals under the threshold pass on purpose; from there on the steps without a condition on kinds must leave no gap.
    """
    reached = rules.threshold or Euro(1)
    always = [step for step in rules.chain if not step.kinds]
    for step in sorted(always, key=lambda each: each.from_amount or Euro(0)):
        if step.from_amount is not None and step.from_amount > reached:
            return reached
        if step.below_amount is None:
            return None
        reached = max(reached, step.below_amount)
    return reached


def _applies(step: ChainStep, total: Euro, kinds: set[str]) -> bool:
    return (
        (step.from_amount is None or total >= step.from_amount)
        and (step.below_amount is None or total < step.below_amount)
        and (not step.kinds or bool(step.kinds & kinds))
    )
