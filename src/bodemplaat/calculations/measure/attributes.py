"""Whose a case is: the customer, service and channel of a case, which may change while it runs."""

from dataclasses import dataclass, field

from bodemplaat.kernel import Finding, Severity, say

GROUPS = ("customer", "service", "channel")
CHANGED = {
    ("customer", False): say("Cases that change customer: {count}. Of these the first by time counts."),
    ("customer", True): say("Cases that change customer: {count}. Of these the last by time counts."),
    ("service", False): say("Cases that change service: {count}. Of these the first by time counts."),
    ("service", True): say("Cases that change service: {count}. Of these the last by time counts."),
    ("channel", False): say("Cases that change channel: {count}. Of these the first by time counts."),
    ("channel", True): say("Cases that change channel: {count}. Of these the last by time counts."),
}


@dataclass(slots=True)
class Attribute:
    """One attribute of every case: what its events say, of which the first by time counts, or the last."""

    last: bool = False
    values: dict[int, tuple[int, str]] = field(default_factory=dict)
    fixed: dict[int, str] = field(default_factory=dict)
    """What the log says of the case as a whole; it goes before."""
    changed: set[int] = field(default_factory=set)

    def take(self, case: int, at: int, value: str) -> None:
        """What an event says; of two at the same moment the one that comes first in the log counts as earlier."""
        known = self.values.get(case)
        if known is None:
            self.values[case] = at, value
            return
        if known[1] != value:
            self.changed.add(case)
        if (at >= known[0]) if self.last else (at < known[0]):
            self.values[case] = at, value

    def of(self, case: int) -> str:
        """The value of a case; an empty text when nothing says it."""
        return self.fixed.get(case) or self.values.get(case, (0, ""))[1]

    def told(self, what: str) -> list[Finding]:
        """How many cases changed, if any, and which value counts."""
        count = len(self.changed - self.fixed.keys())
        if not count:
            return []
        return [Finding("measure.changed", "", CHANGED[what, self.last], {"count": count}, Severity.WARNING)]
