"""What a business-case file holds: the case, what is uncertain in it, and the scenarios."""

from dataclasses import dataclass

from bodemplaat.engines.business_case import BusinessCase, Scenario, Uncertainty


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The model of the command. ``first_year`` is the calendar year of year 1, or 0 when not given."""

    title: str
    introduction: str
    first_year: int
    case: BusinessCase
    uncertainty: Uncertainty
    scenarios: tuple[Scenario, ...]
