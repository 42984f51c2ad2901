"""What a file says about other circumstances: more participants, conditions that fail, activities that take longer."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from bodemplaat.calculations.file.entry import Entry
from bodemplaat.calculations.plan.model import Change, Condition, Phase, Scenario
from bodemplaat.engines.planning import Activity
from bodemplaat.kernel import say

LATEST_WEEKS = 520
SHORTEST, LONGEST = Decimal("-0.9"), Decimal(10)


def read_scenarios(
    entry: Entry,
    activities: Mapping[str, Activity],
    phases: Sequence[Phase],
    conditions: Sequence[Condition],
) -> tuple[Scenario, ...]:
    """The list ``scenarios``, each with its ``changes``."""
    known = [condition.name for condition in conditions]
    scenarios = []
    for item in entry.items("scenarios"):
        unmet = item.texts("unmet")
        for name in unmet:
            item.known("unmet", name, known, say("condition"))
        scenarios.append(
            Scenario(
                name=item.text("name"),
                text=item.text("text", ""),
                participants=item.count("participants", 0),
                unmet=unmet,
                changes=tuple(_change(inner, activities, phases) for inner in item.items("changes")),
            )
        )
        item.done()
    return tuple(scenarios)


def _change(item: Entry, activities: Mapping[str, Activity], phases: Sequence[Phase]) -> Change:
    activity, phase = item.text("activity", ""), item.text("phase", "")
    item.known("activity", activity, activities, say("activity"))
    item.known("phase", phase, [one.name for one in phases], say("phase"))
    if bool(activity) == bool(phase):
        item.error("planning.which", "", say("Say which activity or which phase changes: one of the two."))
    not_before = item.day("not_before") if item.has("not_before") else None
    item.used.add("not_before")
    change = Change(
        activity=activity,
        phase=phase,
        weeks=item.count("weeks", 0, most=LATEST_WEEKS),
        longer=item.ratio("longer", Decimal(0), least=SHORTEST, most=LONGEST),
        not_before=not_before,
    )
    if phase and (change.weeks or not_before):
        message = say("A phase can take longer by a part ('longer'); give weeks or a day for an activity.")
        item.error("planning.phase_change", "phase", message)
    if not (change.weeks or change.longer or not_before):
        message = say("Say what changes: weeks later, longer by a part such as 20%, or not before a day.")
        item.error("planning.no_change", "", message)
    item.done()
    return change
