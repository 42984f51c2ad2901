"""One of the two cooperations, while everything happens in it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from stdnum import iban as iban_number
from tests.world import TODAY, World

from bodemplaat.foundation.tenancy.api import Actor

TOMORROW = TODAY + timedelta(days=1)


OCTOBER = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, eq=False)
class Side:
    """One of the two: its world, its people, and the word that stands in everything it wrote."""

    world: World
    mark: str
    euros: int
    founder: Actor
    """Who administers the cooperation."""

    @property
    def is_whole(self) -> bool:
        """Whether it is a whole cooperation, in which everything happened that the exam asks for."""
        return True

    @property
    def organisations(self) -> list[UUID]:
        """Whose rows are its own."""
        return [self.world.provider, self.world.first.id, self.world.second.id]

    @property
    def people(self) -> dict[str, Actor]:
        """Somebody in every role, by a name for messages; and the controller of the other municipality."""
        w = self.world
        desk = {name: getattr(w, name) for name in ("clerk", "payer", "contract_manager")}
        hall = {name: getattr(w.first, name) for name in ("anna", "jan", "carla", "ad")}
        return desk | hall | {"carla of the other": w.second.carla, "founder": self.founder}


def iban_of(side: Side, number: int) -> str:
    digits = iban_number.calc_check_digits(f"NL00INGB{side.euros:04d}{number:06d}")
    return f"NL{digits}INGB{side.euros:04d}{number:06d}"
