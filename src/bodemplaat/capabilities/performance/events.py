"""What this room announces, for the organisation of whoever did it."""

OFFERED, SIGNED_BY_ONE, SEALED, REFUSED, WITHDRAWN = (
    "performance.offered",
    "performance.signed_by_one",
    "performance.sealed",
    "performance.refused",
    "performance.withdrawn",
)
"""Each carries ``report``, ``provider`` and ``customer`` (ids), ``first_day`` and ``last_day``, ``by`` and ``reason``."""
