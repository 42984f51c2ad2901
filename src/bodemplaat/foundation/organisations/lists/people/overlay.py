"""One file of people laid over what stands: what each of the steps knows of the steps before it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from bodemplaat.foundation.imports.api import Line, Plan, Terms
from bodemplaat.foundation.organisations.lists.people.standing import Someone, Standing
from bodemplaat.foundation.organisations.ports import Functions, functions_over_units
from bodemplaat.foundation.tenancy.api import Actor


@dataclass(slots=True)
class Overlay:
    """A file over what stands. ``plan`` gathers mistakes and changes.

    ``lines`` gives each person in the file their line, ``after`` who they are after it; ``managers`` the manager after it of
    everybody in the file who has a job then; ``ends`` the day on which somebody leaves.
    """

    actor: Actor
    standing: Standing
    terms: Terms
    plan: Plan = field(default_factory=Plan)
    lines: dict[UUID, Line] = field(default_factory=dict)
    after: dict[UUID, Someone] = field(default_factory=dict)
    managers: dict[UUID, UUID | None] = field(default_factory=dict)
    ends: dict[UUID, date] = field(default_factory=dict)
    functions: Functions = field(init=False)
    """Which functions the actor holds over a unit."""

    def __post_init__(self) -> None:
        self.functions = functions_over_units(self.actor, self.terms.since)

    def everybody(self) -> Mapping[UUID, Someone]:
        """All people as they are after the file, whether they are in it or not."""
        return {**self.standing.people, **self.after}

    def name(self, person: UUID | None) -> str:
        """What somebody is called after the file; empty for nobody."""
        if person is not None and person in self.after:
            return self.after[person].name
        return self.standing.name(person)
