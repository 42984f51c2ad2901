"""The judgement, then as data."""

from collections.abc import Mapping
from dataclasses import dataclass

from bodemplaat.calculations.legal_form.file import LegalFormFile
from bodemplaat.calculations.mirror import mirror
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.legal_form import Demand, Judgement, judge

FORMAT = "bodemplaat.legal-form/1"


def solve_forms(file: LegalFormFile, _: Asked) -> Judgement:
    """Hold each demand against each form."""
    return judge(file.demands, file.forms, has_reason=file.has_reason)


@dataclass(frozen=True, slots=True)
class JudgedForm:
    """What one form cannot do of what is asked, and what it can on a condition."""

    form: str
    fits: bool
    refused: tuple[Demand, ...]
    on_condition: tuple[Demand, ...]
    needs_reason: bool
    """Whether it is of private law and the file gives no reason why public law does not do."""


@dataclass(frozen=True, slots=True)
class JudgedForms:
    """Each legal form held against the design."""

    chosen: str | None
    fitting: tuple[str, ...]
    verdicts: tuple[JudgedForm, ...]
    who_can: Mapping[str, tuple[str, ...]]
    """For each demand the forms that can, those without a condition first."""


def judged_forms(file: LegalFormFile, outcome: Judgement) -> JudgedForms:
    """Which forms can carry the design, and why others cannot."""
    return mirror(
        JudgedForms,
        outcome,
        chosen=file.chosen.value if file.chosen else None,
        who_can={demand.value: forms for demand, forms in outcome.who_can.items()},
    )
