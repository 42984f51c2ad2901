"""The case worked out (``solving``), why (``reasons``), and as data (``data``)."""

from bodemplaat.calculations.business_case.answer.data import FORMAT, Case, case
from bodemplaat.calculations.business_case.answer.reasons import reasons
from bodemplaat.calculations.business_case.answer.solving import CaseOutcome, solve

__all__ = ["FORMAT", "Case", "CaseOutcome", "case", "reasons", "solve"]
