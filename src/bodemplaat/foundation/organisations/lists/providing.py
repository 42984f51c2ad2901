"""Who does the tasks of customers that a file of organisations adds, and of those before there was any provider."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, Protocol
from uuid import UUID

from bodemplaat.foundation.imports.api import (
    Fact,
    ImportColumn,
    Line,
    Plan,
    RowChange,
    Terms,
    in_every_language,
)
from bodemplaat.foundation.organisations.authorities import name_to_compare
from bodemplaat.foundation.organisations.desks import COMMON_TASKS
from bodemplaat.foundation.organisations.models import Part, Provision, Task, Variant
from bodemplaat.kernel import Said, say

DOES: Final[Mapping[Task, Said]] = {
    Task.EXPENSE_CLAIMS: say("Who does expense claims"),
    Task.PAYMENTS: say("Who does payments"),
    Task.DESK: say("Who does cases at the desk"),
}
ITSELF, LATER = say("itself"), say("later")
ONE_FOR_ALL: Final = frozenset({Variant.SHARED_CENTRE, Variant.CENTRE})
"""The variants in which one provider works for all members, so that nobody has to choose it."""
PROVIDER_COLUMNS: Final = tuple(
    ImportColumn(
        f"does_{task.value}",
        title,
        width=30,
        note=say(
            "Of a new customer: the name of a provider, “itself”, or “later” for what its own administrator chooses."
            " Left empty: the only provider, or later where there are several."
        ),
    )
    for task, title in DOES.items()
)


class Takes(Protocol):
    """A member as a file leaves it: what it takes part as, each from which day."""

    id: UUID
    name: str
    is_new: bool
    parts: dict[str, date]


class Providing:
    """Who does what in one cooperation, worked out over all lines of a file."""

    def __init__(self, members: Iterable[Takes], cooperation: UUID, terms: Terms, plan: Plan) -> None:
        self.cooperation, self.terms, self.plan = cooperation, terms, plan
        self.providers = [each for each in members if Part.PROVIDER in each.parts]
        self.only = self.providers[0] if len(self.providers) == 1 else None

    def of_newcomer(self, line: Line, member: Takes) -> tuple[list[RowChange], list[Fact]]:
        """The rows and facts of each task that somebody does for a customer from the day on which it takes part."""
        done = [(task, provider) for task in COMMON_TASKS if (provider := self._named(line, task, member))]
        return (
            [self.row(member, task, provider) for task, provider in done],
            [Fact(DOES[task], None, provider.name) for task, provider in done],
        )

    def row(self, member: Takes, task: Task, provider: Takes) -> RowChange:
        """The row that lets somebody do a task for a customer, as soon as both take part."""
        columns = {
            "organisation_id": member.id,
            "cooperation_id": self.cooperation,
            "task": task.value,
            "provider_id": provider.id,
            "valid_from": max(member.parts[Part.CUSTOMER], provider.parts[Part.PROVIDER]),
            "valid_until": None,
            "finishes_open": False,
            "reads_earlier": False,
        }
        return RowChange(Provision, self.terms.id("provision", member.id, task.value), None, columns)

    def not_chosen_here(self, line: Line, member: Takes) -> None:
        """Tell that a file does not choose for a member that is there already: its own administrator does."""
        if any(line.text(column.name) for column in PROVIDER_COLUMNS):
            text = say("“{name}” is a member already: who works for it, its own administrator chooses.")
            self.plan.warn(line.number, PROVIDER_COLUMNS[0].title, text, name=member.name)

    def _named(self, line: Line, task: Task, member: Takes) -> Takes | None:
        said = line.text(f"does_{task.value}")
        written = said.casefold()
        if not written:
            return self.only
        if written in _words(LATER):
            return None
        if written in _words(ITSELF):
            if Part.PROVIDER in member.parts:
                return member
            text = say(
                "An organisation that does a task itself takes part as a provider: write that part too."
            )
            self.plan.wrong(line.number, DOES[task], text)
            return None
        for each in self.providers:
            if name_to_compare(each.name) == name_to_compare(said):
                return each
        text = say("“{value}” provides nothing in this cooperation. Choose one of: {names}.")
        names = ", ".join(each.name for each in self.providers) or "–"
        self.plan.wrong(line.number, DOES[task], text, value=said[:40], names=names)
        return None


def _words(text: str) -> Sequence[str]:
    return [each.casefold() for each in in_every_language(text)]
