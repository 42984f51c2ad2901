"""What the fields of a function say together: nothing is free, saved or new because its other half was left empty."""

from bodemplaat.calculations.business_case.file.fields import NOTHING, FunctionRow
from bodemplaat.kernel import say

PARTS = ("fte", "material", "overhead", "cost")


def check_function(row: FunctionRow) -> None:
    """Fte have a cost, a cost per fte has fte, and what costs money now has an ambition."""
    _check_people(row)
    _check_costs_per_fte(row)
    _check_sides(row)


def _check_people(row: FunctionRow) -> None:
    """Fte without a cost would be free; they are told apart from a whole cost that is given beside them."""
    now = row.fte_now and not row.has("cost_per_fte") and not row.has("cost_now")
    priced = row.has("cost_per_fte") or row.has("cost_per_fte_ambition") or row.has("cost_ambition")
    if now or (row.fte_ambition and not priced):
        text = say(
            "Here are fte without what one costs: fill in the cost per fte, 0 if nothing, or give the whole cost in "
            "'{cost_now}' and '{cost_ambition}'."
        )
        row.error("case.free_people", "cost_per_fte", text)


def _check_costs_per_fte(row: FunctionRow) -> None:
    """A cost per fte that no fte are multiplied by would change nothing."""
    in_ambition = row.has("fte_ambition") and not row.has("cost_per_fte_ambition")
    if row.cost_per_fte and not row.has("fte_now") and not in_ambition:
        text = say("There are no fte that this cost per fte is for: fill in '{fte_now}', or leave this out.")
        row.error("case.no_people", "cost_per_fte", text)
    if row.cost_per_fte_ambition and not row.has("fte_ambition"):
        text = say(
            "There are no fte that this cost per fte is for: fill in '{fte_ambition}', or leave this out."
        )
        row.error("case.no_people", "cost_per_fte_ambition", text)


def _check_sides(row: FunctionRow) -> None:
    """What costs money now and is not told of in the ambition would be saved without a word, and what is in the
    ambition alone would be new. A whole cost on the one side stands for all parts of the other.
    """
    if {*row.entry.node.entries} - row.entry.used:
        return  # a misspelt field is told, and may be the one that lacks here
    costs = {
        "fte": row.cost_per_fte if row.fte_now else NOTHING,
        "material": row.material_now,
        "overhead": row.overhead_now,
        "cost": row.cost_now,
    }
    has_now = any(row.has(f"{part}_now") for part in PARTS)
    has_ambition = any(row.has(f"{part}_ambition") for part in PARTS)
    if has_ambition and not has_now:
        text = say(
            "This has an ambition and nothing that it costs now, so that all of it would be new: fill in '{name}', 0 if "
            "there is nothing now."
        )
        row.error("case.one_side", "cost_now", text, name="cost_now")
    elif not has_ambition and any(costs.values()):
        _nothing_in_ambition(row, "cost")
    elif not row.has("cost_ambition"):
        in_parts = any(costs[part] for part in PARTS if part != "cost")
        for part in PARTS:
            if costs[part] and not row.has(f"{part}_ambition") and (part != "cost" or in_parts):
                _nothing_in_ambition(row, part)


def _nothing_in_ambition(row: FunctionRow, part: str) -> None:
    text = say(
        "This costs money now and nothing is said of it in the ambition, so that all of it would be saved: fill in "
        "'{name}', 0 if it falls away."
    )
    row.error("case.one_side", f"{part}_ambition", text, name=f"{part}_ambition")
