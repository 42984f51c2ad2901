"""Who can do what: a service asks a skill of whoever works on it, and a skill is a named function that somebody has."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from bodemplaat.capabilities.catalogue.api import Content


@dataclass(frozen=True, slots=True)
class Skills:
    """Who of a desk has which skill on a day, by skill, and who the reader is (``own``: the same human being in every job).

    Only who can work at the desk that day counts. A skill that nobody has is asked of nobody: work does not wait for somebody
    who is not there.
    """

    people: Mapping[str, frozenset[UUID]]
    own: frozenset[UUID]

    def asked(self, content: Content, line: int) -> str:
        """The skill that a case of a service asks at a line; empty where any clerk can."""
        skill = content.skill_at(line)
        return skill if self.people.get(skill) else ""

    def lacks(self, content: Content, line: int, people: frozenset[UUID] | None = None) -> str:
        """The skill that is asked and that none of ``people`` (else of the reader) has; empty where they can do it."""
        skill = self.asked(content, line)
        return skill if skill and not self.people[skill] & (people or self.own) else ""


@dataclass(frozen=True, slots=True)
class DeskWork:
    """What is open at a desk, by service: ``services`` as the newest of its cases had them, ``versions`` all of them."""

    services: Mapping[UUID, Content]
    versions: Mapping[tuple[UUID, int], Content]
    skills: Skills

    @property
    def asks_skills(self) -> bool:
        """Whether anything of it asks a skill that somebody has."""
        return any(self.skills.people.get(each.skill) for each in self.versions.values())

    @property
    def for_colleagues(self) -> tuple[tuple[UUID, int, int], ...]:
        """What asks a skill that a colleague has and the reader has not: service, version, and the line from which on."""
        return tuple(
            (service, version, content.skill_from)
            for (service, version), content in sorted(self.versions.items())
            if self.skills.lacks(content, content.skill_from)
        )
