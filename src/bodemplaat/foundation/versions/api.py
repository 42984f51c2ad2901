"""The door of versions: the row that a room keeps of each, and how one follows another."""

from bodemplaat.foundation.versions.models import DatedVersion
from bodemplaat.foundation.versions.succession import HELD, hold_from, hold_until

__all__ = ["HELD", "DatedVersion", "hold_from", "hold_until"]
