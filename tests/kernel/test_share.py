"""A part of one in a sentence, in English and in the reader's notation."""

from decimal import Decimal
from fractions import Fraction

import pytest

from bodemplaat.kernel import say
from bodemplaat.kernel.share import Share
from bodemplaat.presentation.voice import Voice


@pytest.mark.parametrize(
    ("part", "plain", "dutch"),
    [
        (Fraction(1, 3), "33.3333%", "33,3333%"),
        (Decimal("0.355"), "35.5%", "35,5%"),
        (1, "100%", "100%"),
        (0, "0%", "0%"),
    ],
)
def test_a_share_is_shown_with_the_decimals_it_has(part: Decimal | Fraction, plain: str, dutch: str) -> None:
    text = say("{share} of the cost", share=Share(part))
    assert text.render() == f"{plain} of the cost"
    assert Voice("nl").show(Share(part)) == dutch
    assert Voice("en").show(Share(part)) == plain
