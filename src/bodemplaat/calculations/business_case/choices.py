"""Names in the file, what they stand for in the engine, and what the reader sees."""

from collections.abc import Mapping

from bodemplaat.engines.business_case import CoverSource, Driver, Index, OneOffKind
from bodemplaat.kernel import say

KINDS: Mapping[OneOffKind, str] = {
    OneOffKind.IN_ORDER: say("1 Putting the function in order"),
    OneOffKind.DEMAND_SIDE: say("2 Setting up the demand side"),
    OneOffKind.CENTRE: say("3 Setting up the centre"),
    OneOffKind.SERVICES: say("4 Setting up the services"),
    OneOffKind.OTHER: say("5 Other costs of the change"),
    OneOffKind.DISINVESTMENT: say("Disinvestment"),
    OneOffKind.STAFF_TRANSITION: say("Staff transition"),
    OneOffKind.START_UP: say("Start-up"),
    OneOffKind.RISK: say("Risks: measures and reserve"),
}
INDEXES: Mapping[Index, str] = {
    Index.WAGES: say("Wage index"),
    Index.PRICES: say("Price index"),
    Index.NONE: say("Not indexed"),
}
SOURCES: Mapping[CoverSource, str] = {
    CoverSource.RESERVE: say("Reserve"),
    CoverSource.LOAN: say("Loan"),
}
DRIVERS: Mapping[Driver, str] = {
    Driver.SAVING: say("Saving"),
    Driver.RUNNING: say("Running costs"),
    Driver.BENEFIT: say("Benefits"),
    Driver.ONE_OFF: say("Costs of the change"),
    Driver.IMPACT: say("Damage of risks"),
    Driver.DELAY: say("Delay in years"),
    Driver.WAGES: say("Wage index"),
    Driver.PRICES: say("Price index"),
}
SPREADS: Mapping[str, str] = {
    "triangular": say("Triangular: low, likely, high"),
    "pert": say("PERT: low, likely, high"),
    "normal": say("Normal: mean, deviation"),
    "lognormal": say("Lognormal: mean, deviation"),
    "discrete": say("Values with chances"),
}
KEYS: Mapping[str, str] = {
    "equal": say("equal parts"),
    "fte": say("fte"),
    "baseline": say("present cost"),
    "inhabitants": say("inhabitants"),
    "employees": say("employees"),
}

FOR_KIND = {kind.value: (kind, text) for kind, text in KINDS.items() if kind is not OneOffKind.RISK}
FOR_INDEX = {index.value: (index, text) for index, text in INDEXES.items()}
FOR_SOURCE = {source.value: (source, text) for source, text in SOURCES.items()}
FOR_DRIVER = {driver.value: (driver, text) for driver, text in DRIVERS.items()}
FOR_SPREAD = {name: (name, text) for name, text in SPREADS.items()}
