"""What a file says about other circumstances: more participants, conditions that fail, activities that take longer."""

from bodemplaat.calculations.plan.file.fields import ChangeRow, PlanFields
from bodemplaat.calculations.plan.model import Change, Scenario
from bodemplaat.kernel import say


def scenarios_of(file: PlanFields) -> tuple[Scenario, ...]:
    """The list ``scenarios``, each with its ``changes``."""
    return tuple(
        Scenario(
            name=row.name,
            text=row.text,
            participants=row.participants,
            unmet=tuple(row.unmet),
            changes=tuple(_change(inner) for inner in row.changes),
        )
        for row in file.scenarios
    )


def _change(row: ChangeRow) -> Change:
    if bool(row.activity) == bool(row.phase):
        row.error("planning.which", "", say("Say which activity or which phase changes: one of the two."))
    if row.phase and (row.weeks or row.not_before):
        message = say("A phase can take longer by a part ('longer'); give weeks or a day for an activity.")
        row.error("planning.phase_change", "phase", message)
    if not (row.weeks or row.longer or row.not_before):
        message = say("Say what changes: weeks later, longer by a part such as 20%, or not before a day.")
        row.error("planning.no_change", "", message)
    return Change(row.activity, row.phase, row.weeks, row.longer, row.not_before)
