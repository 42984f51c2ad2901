"""What is asked of a form, what forms can, and the judgement."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Demand(Enum):
    """What a design asks of the form."""

    OWN_STAFF = "own-staff"
    """It employs staff of its own."""
    CONTRACTS = "contracts"
    """It signs contracts in its own name."""
    STATUTORY = "statutory"
    """It does a task that an act lays on municipalities (medebewind)."""
    LEVIES = "levies"
    """It levies taxes or makes generally binding rules."""
    COUNCIL_POWERS = "council-powers"
    """Powers of councils are involved."""
    BEYOND_SUPPORT = "beyond-support"
    """It does more than supporting processes and carrying out."""
    TRANSFER = "transfer"
    """Powers go over to it, and are not only exercised in another's name."""


class Answer(Enum):
    """Whether a form can do what is asked."""

    YES = "yes"
    ON_CONDITION = "on-condition"
    NO = "no"


Ability = Mapping[Demand, Answer]


@dataclass(frozen=True, slots=True)
class Form:
    """A legal form: what it is called here, what it can, and whether it is of private law, which asks a reason."""

    name: str
    can: Ability
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one form cannot do of what is asked, and what it can on a condition."""

    form: str
    refused: tuple[Demand, ...]
    on_condition: tuple[Demand, ...]
    needs_reason: bool

    @property
    def fits(self) -> bool:
        """Whether nothing is refused and a reason is there where one is needed."""
        return not self.refused and not self.needs_reason


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict on each form in the order given, and for each demand the forms that can, those without a condition first."""

    verdicts: tuple[Verdict, ...]
    who_can: Mapping[Demand, tuple[str, ...]]

    def of(self, form: str) -> Verdict:
        """The verdict on a form; raises ``LookupError`` for one that was not judged."""
        for verdict in self.verdicts:
            if verdict.form == form:
                return verdict
        raise LookupError(form)

    @property
    def fitting(self) -> tuple[str, ...]:
        """The forms that can carry the design."""
        return tuple(verdict.form for verdict in self.verdicts if verdict.fits)


def abilities(
    *,
    staff: Answer,
    is_person: bool,
    signs_by_another: bool,
    is_public: bool,
    can_levy: bool,
    has_councils: bool,
    is_supporting_only: bool,
    takes_powers: Answer,
) -> Ability:
    """What a form can, from what the law says of it. A form in which another signs (the centre municipality) does so on that condition."""

    def when(holds: bool) -> Answer:
        return Answer.YES if holds else Answer.NO

    signs = Answer.ON_CONDITION if signs_by_another else when(is_person)
    return {
        Demand.OWN_STAFF: staff,
        Demand.CONTRACTS: signs,
        Demand.STATUTORY: when(is_public),
        Demand.LEVIES: when(can_levy),
        Demand.COUNCIL_POWERS: Answer.ON_CONDITION if is_public and has_councils else Answer.NO,
        Demand.BEYOND_SUPPORT: when(not is_supporting_only),
        Demand.TRANSFER: takes_powers,
    }
