"""How long paying may take, and what paying later costs: statutory term, commercial interest and collection costs.

``latest_day`` works out the last day in time from receipt, delivery or acceptance and from what was agreed; ``owed_for_late``
the interest from the day after it up to and including the day of payment, and the fixed costs. Law comes in as rows of
dated tables (``formats/payment_law`` has them), free days as a set; each step can be told in words.

Told with a worked example in docs/reference/payment-terms.md. Source: Dutch Civil Code (BW) articles 6:96 (4), 6:119a,
6:119b and 6:120 (2); Algemene termijnenwet, article 1.
"""

from bodemplaat.engines.payment_term.late import (
    Late,
    NoRate,
    Rate,
    Stretch,
    half_year_of,
    interest_over,
    owed_for_late,
)
from bodemplaat.engines.payment_term.term import Facts, Ground, NoStart, Term, TermRule, latest_day

__all__ = [
    "Facts",
    "Ground",
    "Late",
    "NoRate",
    "NoStart",
    "Rate",
    "Stretch",
    "Term",
    "TermRule",
    "half_year_of",
    "interest_over",
    "latest_day",
    "owed_for_late",
]
