"""Fields of model files that are given and change nothing: ``python tools/silent_fields.py [KIND ...]``. By hand, not for CI.

Every example and the template of every kind is worked out as it is, then again with one optional field more (each that
its row may have and lacks, with values that are likely to be allowed), with two more, and with one field less. What is
neither refused nor warned about and gives the same answer and the same report was passed by in silence: it is printed
once per kind of row, with the fields beside it. ``&`` marks a field that changes the answer, but nothing beside another.
Not every line is a fault: a remark changes nothing, a limit may not be reached.
"""

import copy
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bodemplaat.calculations.calculate import Calculated, calculate
from bodemplaat.calculations.file import declared
from bodemplaat.calculations.file.declared import Row, every_row, names_for
from bodemplaat.calculations.file.fields import ChoiceField, ListField, TitleField, ValueField, YesField
from bodemplaat.calculations.file.files import InputFile
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.file.source import Items, Node, Scalar
from bodemplaat.calculations.kinds import KINDS, Kind
from bodemplaat.calculations.recognise import recognise
from bodemplaat.calculations.work import Asked
from bodemplaat.presentation.kinds import Kind as Notation
from bodemplaat.presentation.page import page
from bodemplaat.presentation.voice import Voice

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
DAY = date(2026, 11, 23)
VOICE = Voice("en")
Tree = Any


def main(names: Sequence[str]) -> None:
    """Every file as every kind that it can be."""
    for kind in KINDS.values():
        if kind.is_model and (not names or kind.name in names):
            silent: dict[tuple[str, str, str], list[str]] = {}
            for file, tree in files(kind):
                for mark, row, field, beside in silent_in(kind, file, tree):
                    silent.setdefault((row, field, mark), []).append(beside)
            for (row, field, mark), places in sorted(silent.items()):
                place = min(places, key=len)
                print(f"{kind.name:14} {mark} {row}.{field}  {len(places)}×  e.g. {place}", flush=True)


def files(kind: Kind) -> Iterator[tuple[str, Tree]]:
    """The template and the examples of a kind, as plain trees of texts."""
    template = InputFile(f"{kind.name}.xlsx", kind.template().workbook(VOICE))
    opened = kind.work().open(template, kind.work().sheets)
    yield template.name, plain(opened.root)
    for path in sorted(EXAMPLES.glob("*.yaml")):
        if kind in recognise(InputFile.at(path)).kinds:
            yield path.name, yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def plain(node: Node) -> Tree:
    """A node as lists, mappings and texts."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {name: plain(inner) for name, inner in node.entries.items()}


def silent_in(kind: Kind, file: str, tree: Tree) -> Iterator[tuple[str, str, str, str]]:
    """``+`` or ``-``, the row's class, the field, and where: for each change that nobody notices."""
    seen, rows = outcome(kind, tree, rows=True)
    if seen is None:
        print(f"{kind.name}: {file} is refused as it is")
        return
    done: dict[tuple[str, str, frozenset[str]], int] = {}
    paired: set[tuple[str, str]] = set()
    first_rows: dict[tuple[str, frozenset[str]], tuple[Row, str]] = {}
    effects: dict[tuple[str, frozenset[str]], dict[str, tuple[Tree, object]]] = {}
    for root, row in rows:
        for field in row.fields_.values():
            if (
                not isinstance(field, ValueField)
                or isinstance(field, TitleField)
                or not row.has_room_for(field)
            ):
                continue
            present = frozenset(row.entry.names)
            key = (type(row).__name__, field.name, present)
            done[key] = done.get(key, 0) + 1
            if done[key] > 2:  # two rows of one make are enough
                continue
            where = f"{file}: {'.'.join(row.entry.path)} ({', '.join(sorted(present))})"
            if row.entry.has(field.name):
                other = without(tree, row.entry.path, field.name)
                if not field.is_required and outcome(kind, other)[0] == seen:
                    yield "-", type(row).__name__, field.name, where
                continue
            for value in values_for(field, row, root):
                changed, _ = outcome(kind, added(tree, row.entry.path, field.name, value))
                if changed == seen:
                    yield "+", type(row).__name__, f"{field.name}={value}", where
                elif changed is not None:
                    effects.setdefault((type(row).__name__, present), {})[field.name] = (value, changed)
            if key[0:2] not in paired:
                first_rows[type(row).__name__, present] = (row, where)
            paired.add(key[0:2])
    for (name, present), changes in effects.items():
        if (name, present) not in first_rows:
            continue
        row, where = first_rows[name, present]
        for one, (value, alone) in changes.items():
            tree_with = added(tree, row.entry.path, one, value)
            for other, (more, _) in changes.items():
                if other != one and outcome(kind, added(tree_with, row.entry.path, other, more))[0] == alone:
                    yield "&", name, f"{other} beside {one}", where


def outcome(kind: Kind, tree: Tree, *, rows: bool = False) -> tuple[object, list[tuple[Row, Row]]]:
    """Everything a reader sees, or ``None`` if it is refused; with the rows that were read."""
    content = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False).encode()
    files_read: list[Row] = []
    read = declared.ModelFile.read.__func__  # type: ignore[attr-defined]

    def remembering(cls: type, reading: Reading) -> Row:
        files_read.append(read(cls, reading))
        return files_read[-1]

    if rows:
        declared.ModelFile.read = classmethod(remembering)  # type: ignore[method-assign, assignment]
    try:
        done = calculate(kind.work(), InputFile("m.yaml", content), Asked(DAY, options_of(kind)))
    finally:
        declared.ModelFile.read = classmethod(read)  # type: ignore[method-assign, assignment]
    if not isinstance(done, Calculated):
        return None, []
    seen = (done.json(VOICE), str(page(done.report, VOICE)))
    return seen, [(root, row) for root in files_read for row in every_row(root)]


def options_of(kind: Kind) -> Mapping[str, object]:
    """What is asked beside the file, so that what is uncertain counts too."""
    return {"simulate": 200, "seed": 1} if kind.name in ("business-case", "plan") else {}


def values_for(field: ValueField, row: Row, root: Row) -> list[Tree]:
    """Values that the field is likely to take: names from its list, choices, or a figure within its limits."""
    names = names_for(field.names, root) if field.names and field.names.checked else None
    if isinstance(field, ListField):
        inside = names.names[:1] if names and names.names else values_for(field.of, row, root)[:1]
        return [list(inside)]
    if names:
        return list(names.names[-1:])
    if isinstance(field, ChoiceField):
        return list(field.by_name)
    if isinstance(field, YesField):
        return ["yes", "no"]
    if field.kind is Notation.DAY:
        year = str(getattr(root, "year", "") or "2026")
        return [f"{year}-04-01"]
    if field.kind is Notation.YEAR:
        return [str(getattr(root, "year", 2026) or 2026)]
    if field.kind is Notation.RATIO:
        return ["0.3"]
    if field.kind is Notation.TEXT:
        return ["Zz"]
    return ["2", "1234"]


def at(tree: Tree, path: Sequence[str]) -> Tree:
    """The block that a path leads to; made where it is not there."""
    for step in path:
        tree = tree[int(step)] if isinstance(tree, list) else tree.setdefault(step, {})
    return tree


def added(tree: Tree, path: Sequence[str], name: str, value: Tree) -> Tree:
    """The tree with one field more."""
    other = copy.deepcopy(tree)
    at(other, path)[name] = value
    return other


def without(tree: Tree, path: Sequence[str], name: str) -> Tree:
    """The tree with one field less."""
    other = copy.deepcopy(tree)
    at(other, path).pop(name, None)
    return other


if __name__ == "__main__":
    main(sys.argv[1:])
