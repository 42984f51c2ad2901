"""``bodemplaat legal-form``: which legal form can carry a design, from a model file."""

from bodemplaat.calculations.file.modelled import model_work
from bodemplaat.calculations.legal_form.answer import FORMAT, judged_forms, solve_forms
from bodemplaat.calculations.legal_form.file import TEMPLATE, read_design
from bodemplaat.calculations.legal_form.report import tell

WORK = model_work(
    "legal-form", FORMAT, TEMPLATE, read=read_design, solve=solve_forms, report=tell, answer=judged_forms
)
