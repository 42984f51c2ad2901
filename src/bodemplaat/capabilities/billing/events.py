"""What this room announces, at the provider."""

from typing import Final

MADE: Final = "billing_run.made"
RELEASED: Final = "billing_run.released"
TAKEN_BACK: Final = "billing_run.taken_back"
"""Each carries ``run``, ``until_day``, ``by`` (who made it), ``because`` (why it was taken back) and the ``customers`` it bills."""
YEAR_DECIDED: Final = "year_settlement.decided"
YEAR_ADOPTED: Final = "year_settlement.adopted"
YEAR_TAKEN_BACK: Final = "year_settlement.taken_back"
"""Each carries ``settlement``, ``year``, ``by`` (who put the decision down), ``because`` and the ``customers`` it settles with."""
