"""The business case of working together: is it worth it, for whom, when, and how sure is that.

``check`` finds what is wrong with a ``BusinessCase``; ``appraise`` computes it exactly, per participant, per
function and consolidated; ``compare`` sets a ``Scenario`` beside it; ``simulate`` draws what is ``Uncertainty``.
Source: handbook for a shared service centre, 1.4, theme F and table 16.
"""

from bodemplaat.engines.business_case.appraise import appraise
from bodemplaat.engines.business_case.check import check
from bodemplaat.engines.business_case.correlation import ImpossibleCorrelation
from bodemplaat.engines.business_case.dated import present_value, timed
from bodemplaat.engines.business_case.distributions import (
    Discrete,
    Distribution,
    LogNormal,
    Normal,
    Pert,
    Triangular,
)
from bodemplaat.engines.business_case.keys import keys_of
from bodemplaat.engines.business_case.model import (
    Bearer,
    BenefitInWords,
    BusinessCase,
    CostBlock,
    Cover,
    CoverSource,
    Dated,
    FunctionCase,
    Grant,
    Index,
    OneOff,
    OneOffKind,
    Participant,
    Recurring,
    Risk,
    Transfer,
)
from bodemplaat.engines.business_case.moved import MovedWork, moved_work
from bodemplaat.engines.business_case.result import (
    Appraisal,
    BudgetYear,
    DividedLine,
    FunctionOutcome,
    Outcome,
    ParticipantOutcome,
    YearFigures,
)
from bodemplaat.engines.business_case.returns import (
    BreakEven,
    BreakEvenStatus,
    InternalRate,
    RateStatus,
    break_even,
    internal_rate,
    net_present_value,
    rate_of,
)
from bodemplaat.engines.business_case.scenario import (
    Scenario,
    ScenarioOutcome,
    check_scenario,
    compare,
    under,
)
from bodemplaat.engines.business_case.simulation import Band, SimulatedParty, Simulation, Swing, simulate
from bodemplaat.engines.business_case.streams import Effect, Stream, streams_of, worth_of
from bodemplaat.engines.business_case.uncertainty import Driver, Factor, Uncertainty, check_uncertainty

__all__ = [
    "Appraisal",
    "Band",
    "Bearer",
    "BenefitInWords",
    "BreakEven",
    "BreakEvenStatus",
    "BudgetYear",
    "BusinessCase",
    "CostBlock",
    "Cover",
    "CoverSource",
    "Dated",
    "Discrete",
    "Distribution",
    "DividedLine",
    "Driver",
    "Effect",
    "Factor",
    "FunctionCase",
    "FunctionOutcome",
    "Grant",
    "ImpossibleCorrelation",
    "Index",
    "InternalRate",
    "LogNormal",
    "MovedWork",
    "Normal",
    "OneOff",
    "OneOffKind",
    "Outcome",
    "Participant",
    "ParticipantOutcome",
    "Pert",
    "RateStatus",
    "Recurring",
    "Risk",
    "Scenario",
    "ScenarioOutcome",
    "SimulatedParty",
    "Simulation",
    "Stream",
    "Swing",
    "Transfer",
    "Triangular",
    "Uncertainty",
    "YearFigures",
    "appraise",
    "break_even",
    "check",
    "check_scenario",
    "check_uncertainty",
    "compare",
    "internal_rate",
    "keys_of",
    "moved_work",
    "net_present_value",
    "present_value",
    "rate_of",
    "simulate",
    "streams_of",
    "timed",
    "under",
    "worth_of",
]
