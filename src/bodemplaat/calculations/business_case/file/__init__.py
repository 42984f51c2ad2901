"""A business-case file: its fields (``fields``), and the step to the case, what is uncertain in it, and the scenarios."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bodemplaat.calculations.business_case.file.amounts import (
    amounts_by_year,
    dated_amounts,
    running_by_year,
    running_from_day_to_day,
)
from bodemplaat.calculations.business_case.file.fields import (
    CaseFields,
    FunctionRow,
    GrantRow,
    OneOffRow,
    ParticipantRow,
    RecurringRow,
    RiskRow,
    TransferRow,
)
from bodemplaat.calculations.business_case.file.functions import check_function
from bodemplaat.calculations.business_case.file.uncertain import uncertainty_of
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.file.template import Template
from bodemplaat.calculations.mirror import mirror
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.business_case import (
    Bearer,
    BenefitInWords,
    BusinessCase,
    CostBlock,
    Cover,
    Dated,
    FunctionCase,
    Grant,
    OneOff,
    Participant,
    Recurring,
    Risk,
    Scenario,
    Transfer,
    Uncertainty,
    check,
    check_scenario,
    check_uncertainty,
)
from bodemplaat.kernel import Finding, say

TEMPLATE = Template.of(CaseFields, "bodemplaat.calculations.business_case")
ByLine = Mapping[str, tuple[Dated, ...]]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The model of the command. ``first_year`` is the calendar year of year 1, or 0 when not given."""

    title: str
    introduction: str
    first_year: int
    case: BusinessCase
    uncertainty: Uncertainty
    scenarios: tuple[Scenario, ...]


def read(reading: Reading, _: Asked) -> CaseFile:
    """The model; what is wrong is added to the reading's findings, all at once."""
    return read_case(reading)


def read_case(reading: Reading) -> CaseFile:
    """The same, for commands that rest on a business case.

    The case stands in a block ``business_case``, or is the file itself beside blocks of other commands.
    """
    file = CaseFields.read(reading)
    case, uncertainty = _case(file), uncertainty_of(file)
    scenarios = tuple(mirror(Scenario, row) for row in file.scenarios)
    findings = [*check(case), *check_uncertainty(case, uncertainty)]
    for number, scenario in enumerate(scenarios):
        findings += check_scenario(case, scenario, f"scenarios.{number}")
    _place(reading, findings, file.path)
    return CaseFile(file.title, file.introduction, file.first_year, case, uncertainty, scenarios)


def _place(reading: Reading, findings: Iterable[Finding], prefix: Sequence[str]) -> None:
    """Give findings their line; where reading already complained, a stand-in would be blamed, so leave that out."""
    complained = {finding.place for finding in reading.findings}
    for finding in findings:
        path = [*prefix, *(step for step in finding.place.split(".") if step)]
        if str(reading.locate(path)) not in complained:
            reading.place_findings([finding], prefix)


def _case(file: CaseFields) -> BusinessCase:
    dated = dated_amounts(file)
    running: tuple[RecurringRow | TransferRow, ...] = (*file.running_costs, *file.benefits, *file.transfers)
    if file.reference_date and not dated and not any(row.starts or row.ends for row in running):
        text = say("The reference date counts for dated amounts, and there are none: leave it out.")
        file.error("model.idle", "reference_date", text)
    return BusinessCase(
        name=file.title,
        years=file.years,
        participants=tuple(_participant(row) for row in file.participants),
        discount_rate=file.discount_rate,
        wage_index=tuple(file.wage_index),
        price_index=tuple(file.price_index),
        keys=file.keys,
        one_offs=tuple(_one_off(row, dated) for row in file.one_offs),
        running_costs=tuple(_recurring(row, file, dated) for row in file.running_costs),
        benefits=tuple(_recurring(row, file, dated) for row in file.benefits),
        risks=tuple(_risk(row) for row in file.risks),
        grants=tuple(_grant(row, dated) for row in file.grants),
        covers=tuple(mirror(Cover, row, source=row.source_of_money) for row in file.covers),
        transfers=tuple(_transfer(row, file, dated) for row in file.transfers),
        benefits_in_words=tuple(mirror(BenefitInWords, row) for row in file.benefits_in_words),
        first_year=file.first_year,
        reference_date=file.reference_date,
    )


def _participant(row: ParticipantRow) -> Participant:
    sizes = {"inhabitants": row.inhabitants, "employees": row.employees}
    return Participant(
        name=row.name,
        functions=tuple(_function(inner) for inner in row.functions),
        sizes={name: size for name, size in sizes.items() if size is not None},
    )


def _function(row: FunctionRow) -> FunctionCase:
    check_function(row)
    per_fte = row.cost_per_fte if row.cost_per_fte_ambition is None else row.cost_per_fte_ambition
    return FunctionCase(
        name=row.name,
        baseline=CostBlock(row.fte_now, row.cost_per_fte, row.material_now, row.overhead_now, row.cost_now),
        ambition=CostBlock(
            row.fte_ambition, per_fte, row.material_ambition, row.overhead_ambition, row.cost_ambition
        ),
        profile=tuple(row.profile) or (Decimal(1),),
        benchmark=row.benchmark,
    )


def _bearer(row: OneOffRow | RecurringRow | RiskRow | GrantRow) -> Bearer:
    return Bearer(row.participant, row.key or ("" if row.participant else "equal"), row.function)


def _one_off(row: OneOffRow, dated: ByLine) -> OneOff:
    own = dated.get(row.name, ())
    return OneOff(row.name, row.kind, amounts_by_year(row, dated=bool(own)), _bearer(row), own)


def _grant(row: GrantRow, dated: ByLine) -> Grant:
    own = dated.get(row.name, ())
    return Grant(row.name, amounts_by_year(row, dated=bool(own)), _bearer(row), own)


def _recurring(row: RecurringRow, file: CaseFields, dated: ByLine) -> Recurring:
    own = (*dated.get(row.name, ()), *running_from_day_to_day(row, file.first_year, file.years))
    amounts = running_by_year(row, file.years, dated=bool(own))
    return Recurring(row.name, amounts, _bearer(row), row.index, own)


def _transfer(row: TransferRow, file: CaseFields, dated: ByLine) -> Transfer:
    own = (*dated.get(row.name, ()), *running_from_day_to_day(row, file.first_year, file.years))
    amounts = running_by_year(row, file.years, dated=bool(own))
    return Transfer(row.name, row.payer, row.receiver, amounts, own)


def _risk(row: RiskRow) -> Risk:
    if row.has("measure_year") and not row.measure_cost:
        text = say(
            "A measure without a cost has no year that counts: fill in '{measure_cost}', or leave this out."
        )
        row.error("model.idle", "measure_year", text)
    return mirror(Risk, row, bearer=_bearer(row))
