"""Values that every storey shares. Pure: standard library only, no clock, no files, no randomness.

``Euro`` exact money · ``Rounding`` named rounding · ``Period`` half-open span of days · ``Lifecycle`` states
and moves as data · ``Finding`` what a check found, with place and cure · ``Trace`` why an amount is what it is
· ``say`` marks a text for translation, with its values: ``Said`` · ``bare_iban`` an account as files write it
· ``Certainty`` how sure a row of a table of law is · ``is_public`` whether a ``Place`` is on the public internet
· ``web_address`` the parts of an address that somebody names to go to
· ``instant_of``, ``moment_of`` a moment as microseconds since 1970 and back · ``turns_around`` whether a text reads otherwise
than it is kept.
"""

from bodemplaat.kernel.accounts import bare_iban
from bodemplaat.kernel.certainty import Certainty
from bodemplaat.kernel.euro import Euro, Rounding, UnitPrice, divide, divide_over, whole_weights
from bodemplaat.kernel.finding import Finding, Severity
from bodemplaat.kernel.instants import EPOCH, MICROSECOND, instant_of, moment_of
from bodemplaat.kernel.lifecycle import IllegalMove, Lifecycle, Move
from bodemplaat.kernel.period import Period, months_later
from bodemplaat.kernel.places import Place, is_public, web_address
from bodemplaat.kernel.said import Said, say
from bodemplaat.kernel.trace import Trace
from bodemplaat.kernel.turning import TURNING, turns_around, without_turning

__all__ = [
    "EPOCH",
    "MICROSECOND",
    "TURNING",
    "Certainty",
    "Euro",
    "Finding",
    "IllegalMove",
    "Lifecycle",
    "Move",
    "Period",
    "Place",
    "Rounding",
    "Said",
    "Severity",
    "Trace",
    "UnitPrice",
    "bare_iban",
    "divide",
    "divide_over",
    "instant_of",
    "is_public",
    "moment_of",
    "months_later",
    "say",
    "turns_around",
    "web_address",
    "whole_weights",
    "without_turning",
]
