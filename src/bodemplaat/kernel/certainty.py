"""How sure a row of a dated table of law is."""

from enum import Enum


class Certainty(Enum):
    """As the legal research marks it."""

    PRIMARY = "P"
    """Read in the primary text."""
    SECONDARY = "S"
    """Read in a secondary source."""
    MEMORY = "M"
    """Not checked, or an own choice."""
