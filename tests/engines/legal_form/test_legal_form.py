"""Which form can carry a design: laws of the judgement."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.engines.legal_form import Answer, Demand, Form, judge

DEMANDS = st.sets(st.sampled_from(Demand))
FORMS = st.lists(
    st.builds(
        Form,
        st.uuids().map(str),
        st.fixed_dictionaries({demand: st.sampled_from(Answer) for demand in Demand}),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda form: form.name,
)


@given(DEMANDS, FORMS, st.booleans())
def test_a_form_fits_exactly_when_it_can_do_each_thing_that_is_asked(
    demands: set[Demand], forms: list[Form], has_reason: bool
) -> None:
    judgement = judge(demands, forms, has_reason=has_reason)
    for form in forms:
        able = all(form.can[demand] is not Answer.NO for demand in demands)
        assert (form.name in judgement.fitting) == (able and (has_reason or not form.is_private))


@given(DEMANDS, FORMS)
def test_each_refusal_names_exactly_the_forms_that_can(demands: set[Demand], forms: list[Form]) -> None:
    judgement = judge(demands, forms, has_reason=True)
    for verdict in judgement.verdicts:
        for demand in verdict.refused:
            able = judgement.who_can[demand]
            assert verdict.form not in able
            assert set(able) == {form.name for form in forms if form.can[demand] is not Answer.NO}


@given(DEMANDS, st.sampled_from(Demand), FORMS)
def test_asking_more_never_makes_a_form_fit(demands: set[Demand], more: Demand, forms: list[Form]) -> None:
    before, after = (judge(each, forms, has_reason=True) for each in (demands, {*demands, more}))
    assert set(after.fitting) <= set(before.fitting)


def test_a_form_that_was_not_judged_has_no_verdict() -> None:
    with pytest.raises(LookupError):
        judge((), (), has_reason=False).of("x")
