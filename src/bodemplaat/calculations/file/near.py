"""The name a writer may have meant."""

import difflib
from collections.abc import Iterable

from bodemplaat.calculations.file.source import REMARKS


def hint(wanted: str, known: Iterable[str]) -> str:
    """`` Did you mean 'x'?``, with the space before it, or nothing."""
    lower = {name.lower(): name for name in known if name not in REMARKS}
    near = difflib.get_close_matches(wanted.lower(), lower, n=1, cutoff=0.6)
    return f" ({lower[near[0]]}?)" if near else ""
