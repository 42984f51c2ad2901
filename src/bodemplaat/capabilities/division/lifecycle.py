"""The life of a version of a cut, as data. That a later one replaced it follows from their dates."""

from typing import Final

from bodemplaat.kernel import Lifecycle, Move

DRAFT, PROPOSED, ADOPTED, DROPPED = "draft", "proposed", "adopted", "dropped"

CUT: Final = Lifecycle(
    name="cut",
    initial=DRAFT,
    states=(DRAFT, PROPOSED, ADOPTED, DROPPED),
    moves=(
        Move("propose", (DRAFT,), PROPOSED),
        Move("withdraw", (PROPOSED,), DRAFT),
        Move("adopt", (PROPOSED,), ADOPTED),
        Move("drop", (DRAFT,), DROPPED),
    ),
)

OPEN: Final = (DRAFT, PROPOSED)
"""A cooperation has one version at most in these states."""
