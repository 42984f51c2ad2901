"""What this room announces, at the provider."""

from typing import Final

MADE: Final = "billing_run.made"
RELEASED: Final = "billing_run.released"
TAKEN_BACK: Final = "billing_run.taken_back"
"""Each carries ``run``, ``until_day``, ``by`` (who made it), ``because`` (why it was taken back) and the ``customers`` it bills."""
