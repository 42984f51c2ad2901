"""A way to divide that somebody tries: put into the tree of a model, so that what is shown is what the file would come to.

Nothing is divided here: the proposal becomes a key, a scenario and a path in the model, and ``compare-keys`` works that out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from bodemplaat.calculations.calculate import Calculated, Refused, work_through
from bodemplaat.calculations.file.files import InputFile
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.file.source import Fields, Items, Node, Place, Scalar
from bodemplaat.calculations.file.tree import number_text
from bodemplaat.calculations.settlement import COMPARE_KEYS
from bodemplaat.calculations.settlement.file.cooperation import SettleFields
from bodemplaat.calculations.work import Asked
from bodemplaat.kernel import Euro
from bodemplaat.kernel.written import Habit

HERE = Place("")
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen from in a model: its keys, costs (with what each divides) and participants, by name."""

    keys: tuple[str, ...]
    costs: Mapping[str, Euro]
    participants: tuple[str, ...]
    year: int
    usual: str
    """The key that divides most money now; empty where no cost has a key of the list."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mixture of keys in percent, which adds up to 100, for some costs (none named: for all).

    ``minimum`` and ``cap`` are what each bears of a cost at least and at most in a year; ``discounts`` in percent. It holds from
    ``since`` on, in equal steps over so many ``years``.
    """

    name: str
    mixture: Mapping[str, Decimal]
    reference: str
    """What the present keys are called beside it, where the model has no name for them."""
    costs: tuple[str, ...] = ()
    minimum: Euro | None = None
    cap: Euro | None = None
    discounts: Mapping[str, Decimal] = field(default_factory=dict)
    since: int = 0
    years: int = 1

    @property
    def is_plain(self) -> bool:
        """Whether it is one key of the model as it is."""
        return len(self.mixture) == 1 and self.minimum is None and self.cap is None and not self.discounts


def choices(root: Fields, proposal: str) -> Choices:
    """What a sound model offers; an earlier ``proposal`` of that name is not mixed into itself."""
    file = SettleFields.read(Reading(root))
    amounts = {row.name: _amount(row) for row in file.costs}
    keys = tuple(dict.fromkeys(row.name for row in file.keys if row.name != proposal))
    by_key = dict.fromkeys(keys, 0)
    for row in file.costs:
        if row.key in by_key:
            by_key[row.key] += amounts[row.name].cents
    usual = max(by_key, key=lambda key: by_key[key], default="")
    names = tuple(row.name for row in file.participants)
    return Choices(keys, amounts, names, file.year, usual if by_key.get(usual) else "")


def proposed(root: Fields, proposal: Proposal, *, alone: bool = False) -> Fields:
    """The model with the proposal in it, over an earlier one of its name; ``alone`` without other scenarios but the first."""
    habit = Reading(root).habit
    entries = dict(root.entries)
    if not proposal.is_plain:
        others = [each for each in _items(entries.get("keys")) if _name(each) != proposal.name]
        entries["keys"] = Items((*others, _key(proposal, habit)), HERE)
    entries["compare"] = _compare(entries.get("compare"), proposal, habit, alone=alone)
    return replace(root, entries=entries)


def try_division(root: Fields, proposal: Proposal, request: Asked) -> Calculated[Any, Any] | Refused:
    """What the proposal comes to beside the present keys; ``Refused`` with all that keeps it from being divided so."""
    tree = proposed(root, proposal, alone=True)
    work = replace(COMPARE_KEYS, open=lambda _, __: Reading(tree))
    return work_through(work, InputFile(root.place.file, b""), request)


def _amount(row: Any) -> Euro:
    amounts = [row.budget] if row.budget is not None else [item.budget for item in row.items]
    return Euro.total(amount for amount in amounts if amount is not None)


def _key(proposal: Proposal, habit: Habit) -> Fields:
    entries: dict[str, Node] = {
        "name": _text(proposal.name),
        "kind": _text("mixture"),
        "mixture": _fields({name: _percent(part, habit) for name, part in proposal.mixture.items()}),
    }
    for name, bound in (("minimum", proposal.minimum), ("cap", proposal.cap)):
        if bound is not None:
            entries[name] = _text(number_text(bound.decimal, habit))
    if proposal.discounts:
        entries["discounts"] = _fields(
            {name: _percent(part, habit) for name, part in proposal.discounts.items()}
        )
    return _fields(entries)


def _compare(there: Node | None, proposal: Proposal, habit: Habit, *, alone: bool) -> Fields:
    block = dict(there.entries) if isinstance(there, Fields) else {}
    others = [each for each in _items(block.get("scenarios")) if _name(each) != proposal.name]
    if not others:
        others = [_fields({"name": _text(proposal.reference)})]
    kept = others[:1] if alone else others
    names = {_name(each) for each in kept}
    for matrix in ("keys", "amounts"):
        lines = block.get(matrix)
        if isinstance(lines, Fields):
            block[matrix] = replace(
                lines, entries={n: line for n, line in lines.entries.items() if n in names}
            )
    key = next(iter(proposal.mixture)) if proposal.is_plain else proposal.name
    scenario: dict[str, Node] = {"name": _text(proposal.name)}
    if proposal.costs:
        scenario["keys"] = _fields({cost: _text(key) for cost in proposal.costs})
    else:
        scenario["key"] = _text(key)
    block["scenarios"] = Items((*kept, _fields(scenario)), HERE)
    for name in ("towards", "path"):
        block.pop(name, None)
    if proposal.years > 1:
        block["towards"] = _text(proposal.name)
        block["path"] = _fields(
            {str(year): _percent(part, habit) for year, part in _steps(proposal.since, proposal.years)}
        )
    return replace(there, entries=block) if isinstance(there, Fields) else _fields(block)


def _steps(since: int, years: int) -> Iterator[tuple[int, Decimal]]:
    for step in range(1, years + 1):
        yield since + step - 1, round(HUNDRED * step / years, 2)


def _items(node: Node | None) -> Sequence[Node]:
    return node.items if isinstance(node, Items) else ()


def _name(node: Node) -> str:
    name = node.entries.get("name") if isinstance(node, Fields) else None
    return name.text if isinstance(name, Scalar) else ""


def _text(text: str) -> Scalar:
    return Scalar(text, HERE)


def _percent(part: Decimal, habit: Habit) -> Scalar:
    return _text(f"{number_text(part.normalize(), habit)}%")


def _fields(entries: Mapping[str, Node]) -> Fields:
    return Fields(entries, HERE)
