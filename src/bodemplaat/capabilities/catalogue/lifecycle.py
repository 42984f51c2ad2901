"""The life of a version of a service, as data."""

from typing import Final

from bodemplaat.kernel import Lifecycle, Move

DRAFT, ADOPTED, PUBLISHED, ENDED = "draft", "adopted", "published", "ended"

VERSION: Final = Lifecycle(
    name="service",
    initial=DRAFT,
    states=(DRAFT, ADOPTED, PUBLISHED, ENDED),
    moves=(
        Move("adopt", (DRAFT,), ADOPTED),
        Move("publish", (ADOPTED,), PUBLISHED),
        Move("end", (PUBLISHED,), ENDED),
    ),
)
"""An adopted version never changes: who wants otherwise writes the next version."""

SHOWN: Final = (PUBLISHED, ENDED)
"""The states in which a customer sees a version, on the days that it holds."""
