"""Each demand held against each form."""

from collections.abc import Collection, Sequence

from bodemplaat.engines.legal_form.model import Answer, Demand, Form, Judgement, Verdict


def judge(demands: Collection[Demand], forms: Sequence[Form], *, has_reason: bool) -> Judgement:
    """Which forms can carry the demands. A form of private law needs a reason why one of public law does not do."""
    wanted = [demand for demand in Demand if demand in demands]
    verdicts = tuple(
        Verdict(
            form=form.name,
            refused=tuple(demand for demand in wanted if form.can[demand] is Answer.NO),
            on_condition=tuple(demand for demand in wanted if form.can[demand] is Answer.ON_CONDITION),
            needs_reason=form.is_private and not has_reason,
        )
        for form in forms
    )
    order = (Answer.YES, Answer.ON_CONDITION)
    return Judgement(
        verdicts,
        {
            demand: tuple(form.name for answer in order for form in forms if form.can[demand] is answer)
            for demand in wanted
        },
    )
