"""The colours of every picture, on paper and on a page. Pure.

A page exchanges each for its token (charts.css), which has a value for light and for dark; here stand the light ones,
in small letters. No two roles share a colour, else the page could not tell them apart (``PAPER`` is one step off white
for that reason).
"""

from typing import Final

INK: Final = "#1b2126"
SUBTLE: Final = "#555f67"
LINE: Final = "#dddcd6"
SHADE: Final = "#efefeb"
"""A ground behind what is drawn: closed weeks in a plan."""
PAPER: Final = "#fefefe"
FIRST: Final = "#0f5270"
SECOND: Final = "#8a6d1f"
THIRD: Final = "#6b4a86"
FOURTH: Final = "#4e7355"
FIFTH: Final = "#b4570a"
SIXTH: Final = "#167a7a"
SEVENTH: Final = "#9a3f73"
EIGHTH: Final = "#5d6b78"
REST: Final = "#8b949b"
"""What is left when the series have had their colours."""
BAND: Final = "#c4dbe5"
GAIN: Final = "#17633a"
LOSS: Final = "#a3231b"

STANDS_OUT: Final = FIFTH
"""Orange, for what asks attention beside ``FIRST``: late, critical, alone. Shape or label says it without colour."""

SERIES: Final = (FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH, SEVENTH, EIGHTH, REST)
HEAT: Final = ("#f6ead9", "#eccfa6", "#d9a066", "#a35c1e", "#7d3f0f")
"""From little to much; a figure in it is written in ``ON_HEAT``."""
ON_HEAT: Final = (INK, INK, INK, PAPER, PAPER)
ALL: Final = (INK, SUBTLE, LINE, SHADE, PAPER, *SERIES, BAND, GAIN, LOSS, *HEAT)

FIELD: Final = "#e8f1f5"
"""The ground of a cell of a workbook that is to be filled in; it stands in no picture."""
FONT: Final = "Source Sans Pro"
