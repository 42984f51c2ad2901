"""Each cooperation of the demo divides its work as its source tells: proposed by one at its seat, adopted by another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import timezone

from bodemplaat.capabilities.division import api as division
from bodemplaat.capabilities.division.api import Filling, Row, Side
from bodemplaat.foundation.organisations.api import Task
from bodemplaat.foundation.tenancy.api import Role
from bodemplaat.rehearsal.demo.cast import CENTRE, ICT_CENTRE, MATRIX, SHARED_CENTRE, VIRTUAL_BUREAU
from bodemplaat.rehearsal.demo.founding import Founded, FoundedAlliance

_PROCESSES: Final[Mapping[Task, tuple[str, ...]]] = {
    Task.EXPENSE_CLAIMS: ("per-8B", "fin-7"),
    Task.PAYMENTS: ("fin-9", "per-8A", "fin-14"),
    Task.DESK: ("ict-AU1", "ict-IU1"),
    Task.DESK_ICT: ("ict-AU1", "ict-IU1"),
}


@dataclass(frozen=True, slots=True)
class _Choice:
    """What a cooperation chose: its beginning, whom most work goes to, and what stays, for all or for one, and why.

    ``goes`` is what goes there where nothing does by the beginning.
    """

    filling: Filling
    provider: str
    stays: tuple[tuple[str, str, str], ...] = ()
    goes: tuple[str, ...] = ()


_CHOICES: Final = {
    SHARED_CENTRE.folder: _Choice(
        Filling.HIGH,
        "Servicepunt71",
        (
            ("per-9B", "", "Personeelsadvies zit bij de leidinggevenden in huis"),
            ("fin-10", "", "Over leningen en beleggingen gaat elke gemeente zelf"),
        ),
    ),
    MATRIX.folder: _Choice(
        Filling.ADMINISTRATIVE,
        "Gemeente Nederlek",
        (("per-11", "Gemeente Vlist", "Vlist houdt zijn frontoffice"),),
    ),
    CENTRE.folder: _Choice(
        Filling.HIGH,
        "Gemeente Groningen",
        (("fin-1", "Gemeente Ten Boer", "De raad wil dicht op de begroting zitten"),),
    ),
    VIRTUAL_BUREAU.folder: _Choice(
        Filling.HIGH, "ReiK", (("fin-10", "", "Treasury blijft bij de twee gemeenten"),)
    ),
    ICT_CENTRE.folder: _Choice(
        Filling.PER_PROCESS,
        "Gemeente Oosterhout",
        goes=("ict-AU1", "ict-AU2", "ict-AU3", "ict-AU4", "ict-IU1", "ict-IU2", "ict-IU3", "ict-IU4"),
    ),
}


def divide(founded: FoundedAlliance, *, at: datetime) -> None:
    """Draw up, propose and adopt a cut on a day; who does a task stays as the lists say."""
    choice = _CHOICES[founded.alliance.folder]
    seat = founded.members[0]
    maker, second, *_ = seat.with_role(Role.CONTRACT_MANAGER, Role.CONTROLLER, Role.ADMINISTRATOR)
    (cooperation,) = seat.system.cooperations
    by_name = {each.name: each for each in founded.members}
    version = division.draft_cut(
        actor=maker,
        cooperation=cooperation,
        filling=choice.filling,
        provider=by_name[choice.provider].id,
        at=at,
    )
    for process, whose, why in choice.stays:
        row = Row(process, Side.MUNICIPALITY, by_name[whose].id if whose else None, reason=why)
        division.change_row(actor=maker, version=version, row=row, at=at)
    for process in choice.goes:
        row = Row(process, Side.PROVIDER, provider=by_name[choice.provider].id)
        division.change_row(actor=maker, version=version, row=row, at=at)
    for row in _as_it_is(founded, by_name[choice.provider]):
        division.change_row(actor=maker, version=version, row=row, at=at)
    on = timezone.localdate(at)
    drawn = division.cut_view(actor=maker, version=version, on=on)
    for pair in division.needs_functions(drawn.cut):
        division.name_functions(
            actor=maker, version=version, pair=pair.id, first="Medewerker", second="Teamleider", at=at
        )
    division.propose_cut(actor=maker, version=version, holds_from=on, at=at)
    division.adopt_cut(actor=second, version=version, at=at)


def _as_it_is(founded: FoundedAlliance, most: Founded) -> Iterator[Row]:
    """Rows of the customers whose tasks another does than who does most, or they themselves."""
    for customer in founded.members:
        for task, processes in _PROCESSES.items():
            if (customer.id, task) not in founded.providers:
                continue
            provider = founded.provider_of(customer, task)
            if provider.id == most.id:
                continue
            own = provider.id == customer.id
            for process in processes:
                yield Row(
                    process,
                    Side.MUNICIPALITY if own else Side.PROVIDER,
                    customer.id,
                    provider=None if own else provider.id,
                    reason="Zo verdeelden de gemeenten de taken",
                )
