"""The tree of a model file as plain data and as text: what was read once safely is read again without its file.

``plain_tree`` and ``tree_of`` go to JSON and back without loss but for the places, and ``yaml_text`` writes a file that reads as the
same tree. A workbook and a YAML file give the same tree, so what is written of either is YAML.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import yaml

from bodemplaat.calculations.file.source import Fields, Items, Node, Place, Scalar
from bodemplaat.kernel.written import Habit, is_twofold

STORED = "="


def plain_tree(node: Node) -> Any:
    """A text as it is, a number that the file itself stores as ``{"=": text}``, items as a list and fields by name."""
    if isinstance(node, Scalar):
        return {STORED: node.text} if node.stored else node.text
    if isinstance(node, Items):
        return [plain_tree(item) for item in node.items]
    return {"fields": {name: plain_tree(each) for name, each in node.entries.items()}}


def tree_of(plain: Any, file: str) -> Fields:
    """The tree back; everything in it stands in ``file``. Raises ``ValueError`` for what is no tree of fields."""
    root = _node(plain, Place(file))
    if not isinstance(root, Fields):
        raise ValueError("this is no tree of a model")
    return root


def yaml_text(root: Fields, habit: Habit) -> str:
    """A YAML file that reads as this tree, its numbers in the ``habit`` of the texts in it."""
    return yaml.dump(
        _written(root, habit),
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
        width=120,
    )


def number_text(number: Decimal, habit: Habit) -> str:
    """A number in figures as a file of this habit writes it: never three decimals, which could be thousands."""
    text = f"{number:f}"
    if is_twofold(text):
        text += "0"
    return text.replace(".", ",") if habit is Habit.DUTCH else text


def _node(plain: Any, place: Place) -> Node:
    if isinstance(plain, str):
        return Scalar(plain, place)
    if isinstance(plain, list):
        return Items(tuple(_node(item, place) for item in plain), place)
    if isinstance(plain, Mapping) and STORED in plain:
        return Scalar(str(plain[STORED]), place, stored=True)
    if isinstance(plain, Mapping) and isinstance(plain.get("fields"), Mapping):
        return Fields({name: _node(each, place) for name, each in plain["fields"].items()}, place)
    raise ValueError("this is no tree of a model")


class _Text(str):
    """A text that stands in the file as it is wherever YAML would read it back so."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Writes texts without quotes where it may: everything that is read of a model file is text."""


def _represented(dumper: yaml.SafeDumper, text: _Text) -> yaml.ScalarNode:
    tag = dumper.resolve(yaml.ScalarNode, str(text), (True, False))  # type: ignore[no-untyped-call]
    return yaml.ScalarNode(tag, str(text))


_Dumper.add_representer(_Text, _represented)


def _written(node: Node, habit: Habit) -> Any:
    if isinstance(node, Scalar):
        return _Text(number_text(Decimal(node.text), habit) if node.stored else node.text)
    if isinstance(node, Items):
        return [_written(item, habit) for item in node.items]
    return {_Text(name): _written(each, habit) for name, each in node.entries.items()}
