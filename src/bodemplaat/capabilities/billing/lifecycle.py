"""The life of a run and of what is in it, as data. Where a run stands is what its proposal says."""

from typing import Final

from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.kernel import Lifecycle, Move

MADE, RELEASED, DROPPED = "made", "released", "dropped"
BILL: Final = Lifecycle(
    name="bill",
    initial=MADE,
    states=(MADE, RELEASED, DROPPED),
    moves=(Move("release", (MADE,), RELEASED), Move("drop", (MADE,), DROPPED)),
)
"""What was made is frozen; a run that is withdrawn lets go of what it billed, for a later one."""
KIND: Final = "billing_run"
"""The kind of proposal by which a run is released."""
YEAR_KIND: Final = "year_settlement"
"""The kind of proposal by which the board's decision on a settled year is adopted."""
HOLDS: Final = (proposals.WAITING, proposals.CONFIRMED)
"""Where a decision stands while its year stays as it is: it waits, or was adopted."""
