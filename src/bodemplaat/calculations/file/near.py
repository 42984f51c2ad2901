"""The name a writer may have meant."""

import difflib
from collections.abc import Iterable, Sequence

from bodemplaat.calculations.file.source import REMARKS
from bodemplaat.kernel import say


def hint(wanted: str, known: Iterable[str]) -> str:
    """`` Did you mean 'x'?``, with the space before it, or nothing."""
    lower = {name.lower(): name for name in known if name not in REMARKS}
    near = difflib.get_close_matches(wanted.lower(), lower, n=1, cutoff=0.6)
    return f" ({lower[near[0]]}?)" if near else ""


def known_names(wanted: str, names: Sequence[str], most: int = 12) -> str:
    """The names that come near what was wanted, or else the first; how many others there are is told."""
    shown = difflib.get_close_matches(wanted, names, n=3, cutoff=0.4) or list(names[:most])
    listed = ", ".join(shown)
    left = len({*names}) - len(shown)
    return say("{names} and {count} more", names=listed, count=left) if left > 0 else listed
