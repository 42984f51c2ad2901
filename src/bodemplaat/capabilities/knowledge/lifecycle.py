"""The life of a version of an answer, as data."""

from typing import Final

from bodemplaat.kernel import Lifecycle, Move

DRAFT, PUBLISHED, ENDED = "draft", "published", "ended"

VERSION: Final = Lifecycle(
    name="answer",
    initial=DRAFT,
    states=(DRAFT, PUBLISHED, ENDED),
    moves=(Move("publish", (DRAFT,), PUBLISHED), Move("end", (PUBLISHED,), ENDED)),
)
"""A published version never changes: who wants otherwise writes the next version."""

SHOWN: Final = (PUBLISHED, ENDED)
"""The states in which a reader sees a version, on the days that it holds."""
