"""The plan worked out, in ``solving``, and as data, in ``data``."""

from bodemplaat.calculations.plan.answer.data import FORMAT, Planning, planning
from bodemplaat.calculations.plan.answer.solving import changed_project, later_by, phase_dates, solve

__all__ = ["FORMAT", "Planning", "changed_project", "later_by", "phase_dates", "planning", "solve"]
