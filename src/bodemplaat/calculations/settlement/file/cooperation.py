"""A cooperation and its year: the fields that all three commands read, and the engine's arrangement."""

from collections.abc import Mapping
from dataclasses import dataclass

from bodemplaat.calculations.file import fields
from bodemplaat.calculations.file.declared import ModelFile
from bodemplaat.calculations.file.fields import optional
from bodemplaat.calculations.file.lists import block, listing, matrix
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.settlement.file.account import (
    AdvanceRow,
    EfficiencyRow,
    ReserveRow,
    SuretyRow,
    advance_of,
    efficiency_of,
    reserve_of,
    surety_of,
)
from bodemplaat.calculations.settlement.file.costs import (
    PARTICIPATION,
    CostRow,
    ServiceRow,
    cost_of,
    participations_of,
    service_of,
)
from bodemplaat.calculations.settlement.file.keys import (
    DISCOUNTS,
    EXCEPTIONS,
    MIXTURES,
    PATHS,
    SHARES,
    KeyMaker,
    KeyRow,
)
from bodemplaat.calculations.settlement.file.participants import (
    DRIVERS,
    ChangeRow,
    ParticipantRow,
    figures_of,
    groups_of,
    participants_of,
)
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.settlement import Arrangement, Figures, Recalculation, passed_on
from bodemplaat.kernel import Finding, Period, Severity, say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.naming import listed


@dataclass(frozen=True, slots=True)
class Cooperation:
    """A year's arrangement with its title. ``heads`` names the driver to express amounts per, if any.

    ``section`` is the block of the file it was read from, so that what the engine finds can be placed.
    """

    title: str
    arrangement: Arrangement
    heads: str = ""
    section: tuple[str, ...] = ()


class CooperationFields(
    ModelFile,
    section="settlement",
    sheet=say("General"),
    note=say("Fill in the shaded cells; columns for source and assumption stand beside every figure."),
):
    """A cooperation and its year: who takes part, by which keys costs are divided, what each service costs.

    What a key needs per name (`shares`, `mixture`, `path`, `discounts`, `exceptions`) and a cost's `participation` may
    stand in the entry itself, or in a block of that name with a line per key or cost, as a workbook keeps it.
    """

    title = fields.title(default="", note=say("What stands above the answer"))
    year = fields.year(say("Year"), note=say("The calendar year that is settled"))
    heads = fields.text(
        say("Per head of"),
        default="",
        names_of=DRIVERS,
        note=say("The figure to express amounts per, such as inhabitants"),
    )
    recalculation = fields.choice(
        say("Recalculation"),
        {
            Recalculation.BY_KEY.value: (Recalculation.BY_KEY, say("by key")),
            Recalculation.BY_BUDGET.value: (Recalculation.BY_BUDGET, say("by budget")),
        },
        default=Recalculation.BY_KEY.value,
        note=say("Divide the actual costs again by each key, or in proportion to the budget"),
    )
    instalments = fields.choice(
        say("Instalments"),
        {str(count): (count, "") for count in (0, 1, 2, 3, 4, 6, 12)},
        default="0",
        kind=Kind.COUNT,
        note=say("In how many advances a year: 0, 1, 2, 3, 4, 6 or 12"),
    )
    participants = listing(say("Participants"), ParticipantRow, least=1)
    figures = matrix(
        say("Figures"),
        say("Driver"),
        fields.number(least=0),
        columns_of="participants",
        note=say("What keys divide by; one line per driver, a column per name"),
    )
    actual_figures = matrix(
        say("Actual figures"),
        say("Driver"),
        fields.number(least=0),
        columns_of="participants",
        note=say("As counted afterwards; only for the recalculation, and only where they differ"),
    )
    changes = listing(say("Changes of figures"), ChangeRow, note=say("A figure that changes during the year"))
    keys = listing(say("Keys"), KeyRow)
    shares = SHARES
    mixture = MIXTURES
    path_ = PATHS
    discounts = DISCOUNTS
    exceptions = EXCEPTIONS
    costs = listing(say("Costs"), CostRow)
    participation = PARTICIPATION
    services = listing(say("Services"), ServiceRow)
    reserves = listing(say("Reserves"), ReserveRow)
    advances = listing(
        say("Advances"),
        AdvanceRow,
        note=say("What was paid in the year; empty: the budget and the use were paid"),
    )
    sureties = listing(
        say("Loan guarantees"),
        SuretyRow,
        note=say("Loans of the cooperation that the participants guarantee; no part of a contribution"),
    )
    efficiency = optional(block(say("Efficiency"), EfficiencyRow))


class SettleFields(CooperationFields, passes=("compare", "exit", "entry")):
    """A cooperation and its year. The same model serves `compare-keys` and `exit`, which read blocks of their own besides."""


def read_cooperation(reading: Reading, _: Asked) -> Cooperation:
    """The cooperation in the file; what is wrong is in the reading's findings."""
    return cooperation_of(SettleFields.read(reading))


def cooperation_of(file: CooperationFields) -> Cooperation:
    """The cooperation in a file that was read; what several fields say together is checked here."""
    participants, groups = participants_of(file.participants), groups_of(file.participants)
    names = [participant.name for participant in participants]
    keys = KeyMaker(file.keys, names, groups).keys()
    known = list(dict.fromkeys(key.name for key in keys))
    costs = [line.name for line in file.costs]
    arrangement = Arrangement(
        year=Period.year(file.year),
        participants=participants,
        figures=figures_of(file.figures, file.changes),
        keys=(*keys, *participations_of(file.costs)),
        costs=tuple(cost_of(row, known, file.year) for row in file.costs),
        services=tuple(service_of(row, costs) for row in file.services),
        actual_figures=figures_of(file.actual_figures),
        recalculation=file.recalculation,
        reserves=tuple(map(reserve_of, file.reserves)),
        advances=tuple(map(advance_of, file.advances)),
        instalments=file.instalments,
        sureties=tuple(surety_of(row, file.year) for row in file.sureties),
        efficiency=efficiency_of(file.efficiency) if file.efficiency else None,
    )
    if not file.costs and not file.services:
        file.error("settlement.nothing", "costs", say("There is nothing to divide: add costs or services."))
    _check_figures(file, arrangement)
    tell_what_is_passed_on(file, arrangement, {line.name: line.key for line in arrangement.costs})
    return Cooperation(file.title or file.entry.reading.root.place.file, arrangement, file.heads, file.path)


def _check_figures(file: CooperationFields, arrangement: Arrangement) -> None:
    """Every driver that a cost divides by has a figure for everyone who takes the service."""
    counted = (*arrangement.figures, *arrangement.actual_figures)
    pairs = {(figure.driver, figure.participant) for figure in counted}
    drivers = Figures(counted).drivers
    keys = {key.name: key for key in arrangement.keys}
    missing = dict.fromkeys(
        (driver, participant.name)
        for line in arrangement.costs
        if line.key in keys
        for driver in sorted(keys[line.key].drivers() & drivers)
        for participant in arrangement.participants
        if line.takes(participant.name) and (driver, participant.name) not in pairs
    )
    figures = file.figures.entry if file.has("figures") else file.entry
    for driver, name in missing:
        text = say("{participant} has no figure for {driver}. Fill it in; write 0 if there are none.")
        figures.error("settlement.no_figure", driver, text, participant=name, driver=driver)


def tell_what_is_passed_on(
    file: CooperationFields, arrangement: Arrangement, keys: Mapping[str, str]
) -> None:
    """A part that a key gives to a group or a name that does not take the cost is borne by the others: that is said.

    ``keys`` has the key of each cost by its name.
    """
    names = [participant.name for participant in arrangement.participants]
    for row, line in zip(file.costs, arrangement.costs, strict=True):
        takers = [name for name in names if line.takes(name)]
        if len(takers) == len(names):
            continue
        gone = {
            name: None
            for key in arrangement.keys
            if key.name == keys[line.name]
            for name in sorted(passed_on(key.basis, takers, names))
        }
        if gone:
            text = say(
                "'{key}' gives a part of this to {names}, who do not take it: the others bear that part."
            )
            values = {"field": "", "key": keys[line.name], "names": listed(list(gone))}
            place = str(row.place)
            row.entry.reading.report(Finding("settlement.passed_on", place, text, values, Severity.WARNING))
