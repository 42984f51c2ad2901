"""Which legal form can carry a design: each demand of the design held against what each form can.

``judge`` gives for each form the demands that it cannot meet and those it meets on a condition, and for each demand the forms that can.
What a form can is a value: the law's table says it.
"""

from bodemplaat.engines.legal_form.judging import judge
from bodemplaat.engines.legal_form.model import (
    Ability,
    Answer,
    Demand,
    Form,
    Judgement,
    Verdict,
    abilities,
)

__all__ = ["Ability", "Answer", "Demand", "Form", "Judgement", "Verdict", "abilities", "judge"]
