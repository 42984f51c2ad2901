"""The values of a claim: what is claimed, under which rules, along which chain. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from uuid import UUID

from bodemplaat.engines.approval import Approver, ChainStep, undecided_from
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
        step for step in rules.chain if step.applies(total, kinds) and (step.even_small or not small)
    )


def is_small(rules: ClaimRules, total: Euro) -> bool:
    """Whether a claim passes without approval, to be looked at afterwards by sample."""
    return rules.threshold is not None and total < rules.threshold


def undecided_at(rules: ClaimRules) -> Euro | None:
    """The lowest total that nobody would decide on for some kind of cost, or ``None`` when there is none.

    Totals under the threshold pass on purpose; from there on the steps without a condition on kinds must leave no gap.
    """
    return undecided_from(rules.chain, rules.threshold or Euro(1))
