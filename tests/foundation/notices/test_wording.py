"""What stands in the places of a text is written as the reader writes it."""

from datetime import date

import pytest
from django.utils import translation

from bodemplaat.foundation.notices.api import worded


@pytest.mark.parametrize(("language", "written"), [("nl", "1 december 2026"), ("en", "1 December 2026")])
@pytest.mark.parametrize("values", [{"day": date(2026, 12, 1)}, {"since_day": "2026-12-01"}])
def test_a_day_is_written_in_words_whatever_its_place_is_called(
    language: str, written: str, values: dict[str, object]
) -> None:
    (name,) = values
    with translation.override(language):
        assert worded(f"{{{name}}}", values) == written
