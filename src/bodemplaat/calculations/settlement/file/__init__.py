"""The model file of ``settle``, ``compare-keys`` and ``exit``: its fields by subject, and the step to the engine.

The three read the same model of a cooperation; ``compare``, ``exit`` and ``entry`` are blocks in it.
"""

from bodemplaat.calculations.file.template import Template
from bodemplaat.calculations.settlement.file.cooperation import Cooperation, SettleFields, read_cooperation
from bodemplaat.calculations.settlement.file.departure import Departure, ExitFields, read_departure
from bodemplaat.calculations.settlement.file.scenarios import Choice, CompareFields, read_choice

HERE = "bodemplaat.calculations.settlement"
SETTLE_TEMPLATE = Template.of(SettleFields, HERE)
COMPARE_TEMPLATE = Template.of(CompareFields, HERE)
EXIT_TEMPLATE = Template.of(ExitFields, HERE)

__all__ = [
    "COMPARE_TEMPLATE",
    "EXIT_TEMPLATE",
    "SETTLE_TEMPLATE",
    "Choice",
    "Cooperation",
    "Departure",
    "read_choice",
    "read_cooperation",
    "read_departure",
]
