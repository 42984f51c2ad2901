"""Lines of invoices against what was ordered and what came: which agree, and what is the matter with the others.

``match`` judges the invoices of one order in the order in which they were taken, each against what the earlier ones left; amounts are whole cents.
"""

from bodemplaat.engines.matching.reckoning import (
    Invoiced,
    Matched,
    Ordered,
    Tolerance,
    Verdict,
    cents_of,
    match,
)

__all__ = ["Invoiced", "Matched", "Ordered", "Tolerance", "Verdict", "cents_of", "match"]
