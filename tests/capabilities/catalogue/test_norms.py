"""A norm is said in one way: its words, what is counted, and in how many cases."""

from decimal import Decimal

import pytest
from django.utils import translation

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.foundation.design.api import in_words

PAID = catalogue.Words("Betaald binnen", "Paid within")


@pytest.mark.parametrize(
    ("number", "unit", "percentage", "dutch", "english"),
    [
        (
            "10",
            "working_days",
            "95",
            "Betaald binnen 10 werkdagen, 95 %",
            "Paid within 10 working days, 95 %",
        ),
        ("1.00", "working_days", None, "Betaald binnen 1 werkdag", "Paid within 1 working day"),
        ("2.5", "calendar_days", "97.5", "Betaald binnen 2,5 dagen, 97,5 %", "Paid within 2.5 days, 97.5 %"),
        ("4", "hours", None, "Betaald binnen 4 uur", "Paid within 4 hours"),
        ("1500", "seconds", None, "Betaald binnen 1.500 seconden", "Paid within 1,500 seconds"),
        ("7", "grade", None, "Betaald binnen cijfer 7", "Paid within grade 7"),
        ("3", "", None, "Betaald binnen 3", "Paid within 3"),
        (None, "", "90", "Betaald binnen, 90 %", "Paid within, 90 %"),
        (None, "", None, "Betaald binnen", "Paid within"),
    ],
)
def test_a_norm_in_both_languages(
    number: str | None, unit: str, percentage: str | None, dutch: str, english: str
) -> None:
    indicator = catalogue.Indicator(
        "lead_time",
        PAID,
        None if number is None else Decimal(number),
        unit,
        None if percentage is None else Decimal(percentage),
    )
    for language, said in (("nl", dutch), ("en", english)):
        with translation.override(language):
            assert in_words(catalogue.norm_in_words(indicator, language)) == said
