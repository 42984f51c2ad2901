"""What a file says about other circumstances: more participants, conditions that fail, activities that take longer."""

from bodemplaat.calculations.mirror import mirror
from bodemplaat.calculations.plan.file.fields import ChangeRow, PlanFields
from bodemplaat.calculations.plan.model import Change, Scenario
from bodemplaat.kernel import say


def scenarios_of(file: PlanFields) -> tuple[Scenario, ...]:
    """The list ``scenarios``, each with its ``changes``."""
    return tuple(mirror(Scenario, row, changes=map(_change, row.changes)) for row in file.scenarios)


def _change(row: ChangeRow) -> Change:
    if bool(row.activity) == bool(row.phase):
        row.error("planning.which", "", say("Say which activity or which phase changes: one of the two."))
    if row.phase and (row.weeks or row.not_before):
        message = say("A phase can take longer by a part ('{longer}'); give weeks or a day for an activity.")
        row.error("planning.phase_change", "phase", message)
    if not (row.weeks or row.longer or row.not_before):
        message = say("Say what changes: weeks later, longer by a part such as 20%, or not before a day.")
        row.error("planning.no_change", "", message)
    return mirror(Change, row)
