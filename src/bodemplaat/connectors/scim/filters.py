"""A filter of RFC 7644 (3.4.2.2) as a condition of the directory's room."""

from typing import Final

from scim2_models import InvalidFilterException, ScimFilter
from scim2_models.path import (
    AttrPath,
    Comparison,
    FilterVisitor,
    LogicalExpr,
    LogicalOperator,
    Not,
    Present,
    ValuePath,
)

from bodemplaat.foundation.directory.api import Both, DirectoryRefused, Is, Other, Where, Wrong
from bodemplaat.kernel import say

LONGEST: Final = 2000
"""Characters of a filter; directories send tens."""
_NAMES: Final = {
    name.lower(): name
    for name in (
        "id",
        "userName",
        "externalId",
        "active",
        "displayName",
        "name.formatted",
        "name.givenName",
        "name.familyName",
        "emails",
        "emails.value",
        "title",
        "employeeNumber",
        "department",
        "members",
        "members.value",
    )
}


def condition_of(text: str) -> Where:
    """The condition that a filter is; raises ``DirectoryRefused`` for what is none."""
    unreadable = DirectoryRefused(
        Wrong.FILTER, say("The filter cannot be read: look at its quotes and brackets.")
    )
    if len(text) > LONGEST or "\x00" in text:
        raise unreadable
    try:
        return _Conditions().visit(ScimFilter(text).ast)
    except (InvalidFilterException, ValueError, RecursionError) as wrong:
        raise unreadable from wrong


class _Conditions(FilterVisitor[Where]):
    """Walks the tree of a filter; ``within`` is the attribute whose values a bracket selects."""

    def __init__(self, within: str = "") -> None:
        self.within = within

    def visit_comparison(self, node: Comparison) -> Where:
        """One comparison. Within brackets the type of a value counts as met: of each kind one value is kept."""
        attribute = self._name(node.attr_path)
        if attribute in ("emails.type", "emails.primary", "members.type"):
            return Is("id", "pr")
        value = node.value if isinstance(node.value, str | bool) else str(node.value)
        return Is(attribute, node.op.value.lower(), value)

    def visit_present(self, node: Present) -> Where:
        """Whether there is a value."""
        return Is(self._name(node.attr_path), "pr")

    def visit_not(self, node: Not) -> Where:
        """The opposite."""
        return Other(self.visit(node.expr))

    def visit_logical_expr(self, node: LogicalExpr) -> Where:
        """And, or."""
        return Both(node.op == LogicalOperator.and_, tuple(self.visit(term) for term in node.terms))

    def visit_value_path(self, node: ValuePath) -> Where:
        """A choice among the values of an attribute."""
        return _Conditions(self._name(node.attr_path)).visit(node.val_filter)

    def _name(self, path: AttrPath) -> str:
        parts = (self.within, path.attr, path.sub_attr)
        written = ".".join(part for part in parts if part)
        return _NAMES.get(written.lower(), written)
