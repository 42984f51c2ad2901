"""The one check that no item of a list stands there twice, and that none is the sum of the others."""

from collections.abc import Sequence

from bodemplaat.calculations.file import values
from bodemplaat.calculations.file.block import Block
from bodemplaat.calculations.file.days import Order
from bodemplaat.calculations.file.source import REMARKS, Fields, Items, Node, Scalar
from bodemplaat.calculations.file.sums import is_sum
from bodemplaat.kernel import say


def tell_sums_and_twins(items: Sequence[Block], by: Sequence[str]) -> None:
    """A sum beside its parts counts them twice, and so does an item that stands in the list twice."""
    first: dict[object, Block] = {}
    named: dict[tuple[str, ...], tuple[Block, tuple[str, ...]]] = {}
    for item in items:
        name = item.node.entries.get("name")
        if len(items) > 1 and isinstance(name, Scalar) and is_sum(name.text):
            text = say(
                "'{value}' is a sum beside its parts and would count twice: remove it, or give it another name."
            )
            item.error("model.sum_row", "name", text, value=name.text)
        same = first.setdefault(_content(item.node), item)
        if same is not item:
            text = say("The same item stands here for the second time ({first}): keep one of the two.")
            item.error("model.item_twice", "", text, first=same.place)
            continue
        fields = by or ("name",)
        written = tuple(_written(item.node, field_name) for field_name in fields)
        if "name" in fields and not any(written):
            continue  # that a name is missing is told by itself
        other, as_written = named.setdefault(tuple(map(_alike, written)), (item, written))
        if other is not item and (by or as_written != written):
            text = say("'{value}' stands here twice ({first}): keep one of the two, or tell them apart.")
            about = " · ".join(filter(None, written)) or "–"
            item.error("model.stands_twice", fields[0], text, value=about, first=other.place)


def tell_alike(block: Block) -> None:
    """Names of one block that differ only in capitals or spaces are one name that stands there twice."""
    first: dict[str, str] = {}
    for name in block.names:
        other = first.setdefault(" ".join(name.split()).casefold(), name)
        if other != name:
            text = say("'{value}' stands here twice ({first}): keep one of the two, or tell them apart.")
            block.error("model.stands_twice", name, text, value=name, first=other)


def _written(block: Fields, name: str) -> str:
    node = block.entries.get(name)
    return node.text.strip() if isinstance(node, Scalar) else ""


def _alike(text: str) -> str:
    """The same for texts that a reader takes for one name or one day."""
    try:
        return values.as_day(text, Order.DAY_FIRST).isoformat()
    except values.NotAValue:
        return " ".join(text.split()).casefold()


def _content(node: Node) -> object:
    """What a node holds, wherever it stands, in a form that can be compared."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return tuple(map(_content, node.items))
    return frozenset((name, _content(inner)) for name, inner in node.entries.items() if name not in REMARKS)
