"""The colours a picture is drawn in. Each stands in charts.css, where the page exchanges it for a token. Pure.

The values are the light values of the house theme, in small letters; no two roles share a colour, else the page could
not tell them apart (``PAPER`` is one step off white for that reason).
"""

from typing import Final

INK: Final = "#1b2126"
SUBTLE: Final = "#555f67"
LINE: Final = "#dddcd6"
PAPER: Final = "#fefefe"
FIRST: Final = "#0f5270"
SECOND: Final = "#8a6d1f"
THIRD: Final = "#6b4a86"
FOURTH: Final = "#4e7355"
BAND: Final = "#c4dbe5"
GAIN: Final = "#17633a"
LOSS: Final = "#a3231b"

SERIES: Final = (FIRST, SECOND, THIRD, FOURTH)
ALL: Final = (INK, SUBTLE, LINE, PAPER, *SERIES, BAND, GAIN, LOSS)
FONT: Final = "Source Sans Pro"
