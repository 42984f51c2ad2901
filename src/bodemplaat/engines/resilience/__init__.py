"""How vulnerable is a service: the chance that nobody qualified is there, alone and pooled.

``Person`` who can do what, in which half-days, how often absent · ``Function`` what must be manned, by how many ·
``Season`` parts of the year with more or less leave · ``vulnerability`` every function, per organisation and for the
pool · ``people_needed`` how many the pool needs for a chosen certainty · ``all_manned`` the chance that every
function is manned at once by different people.

Chances are ``float``: no amount of money is involved. Absences are independent of each other, given the season.
Told with worked examples in docs/explanation/algorithms/vulnerability.md. Sources: variants and cases 2.7 and 3.1
(single-person functions and vulnerability as a reason to cooperate), handbook 1.1.4 (limiting it as an objective).
"""

from bodemplaat.engines.resilience.coverage import (
    POOL,
    Coverage,
    NeverEnough,
    Vulnerability,
    people_needed,
    vulnerability,
)
from bodemplaat.engines.resilience.people import (
    DAYS,
    HALVES,
    OFFICE_WEEK,
    WHOLE_YEAR,
    Function,
    Pattern,
    Person,
    Season,
    half_days,
)
from bodemplaat.engines.resilience.together import Chance, all_manned

__all__ = [
    "DAYS",
    "HALVES",
    "OFFICE_WEEK",
    "POOL",
    "WHOLE_YEAR",
    "Chance",
    "Coverage",
    "Function",
    "NeverEnough",
    "Pattern",
    "Person",
    "Season",
    "Vulnerability",
    "all_manned",
    "half_days",
    "people_needed",
    "vulnerability",
]
