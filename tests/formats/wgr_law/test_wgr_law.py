"""The terms of the Wgr as a dated table."""

from datetime import date

import pytest

from bodemplaat.formats.wgr_law import WgrTermKind, wgr_terms_on
from bodemplaat.kernel import Certainty


def test_every_term_holds_since_the_amended_act_and_none_is_kept_from_before() -> None:
    assert wgr_terms_on(date(2022, 6, 30)) == {}
    law = wgr_terms_on(date(2022, 7, 1))
    assert set(law) == set(WgrTermKind)
    assert {term.certainty for term in law.values()} == {Certainty.PRIMARY}


def test_a_term_is_a_day_of_the_year_or_a_number_of_days_with_its_article() -> None:
    law = wgr_terms_on(date(2027, 1, 1))
    assert law[WgrTermKind.BUDGET].day_in(2027) == date(2027, 9, 15)
    assert law[WgrTermKind.VIEWS].days == 84
    with pytest.raises(ValueError, match="09-15"):
        _ = law[WgrTermKind.BUDGET].days
    assert law[WgrTermKind.VIEWS].source.render() == (
        "Joint Arrangements Act (Wgr), article 35 (1), as of 2025-02-12"
    )
