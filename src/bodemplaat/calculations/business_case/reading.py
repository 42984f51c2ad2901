"""A business-case file to its model. Sections and fields are those of ``sheets.py``."""

from collections.abc import Mapping
from decimal import Decimal

from bodemplaat.calculations.business_case import choices
from bodemplaat.calculations.business_case.model import CaseFile
from bodemplaat.calculations.business_case.parts import (
    amounts_by_year,
    dated_amounts,
    ratios,
    running_from_day_to_day,
)
from bodemplaat.calculations.business_case.uncertain import read_uncertainty
from bodemplaat.calculations.file.entry import Entry
from bodemplaat.calculations.file.reading import Reading
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
    check,
    check_scenario,
    check_uncertainty,
)
from bodemplaat.kernel import Euro, Finding

SECTION = "business_case"
OTHERS = ("coalition", "resilience", "costing", "settlement", "choice", "planning")
NOTHING, ZERO, ONE = Euro(0), Decimal(0), Decimal(1)
ByLine = Mapping[str, tuple[Dated, ...]]


def read(reading: Reading, asked: Asked) -> CaseFile:
    """The model; what is wrong is added to the reading's findings, all at once."""
    return read_case(reading)


def read_case(reading: Reading) -> CaseFile:
    """The same, for commands that rest on a business case.

    The case stands in a block ``business_case``, or is the file itself beside blocks of other commands.
    """
    own_block = Entry(reading, reading.root, ()).has(SECTION)
    entry = reading.entry(SECTION if own_block else "", OTHERS)
    case = _case(entry)
    names = tuple(participant.name for participant in case.participants)
    uncertainty = read_uncertainty(entry, names)
    scenarios = tuple(_scenario(item) for item in entry.items("scenarios"))
    model = CaseFile(
        title=entry.text("title"),
        introduction=entry.text("introduction", ""),
        first_year=entry.count("first_year", 0, most=2200),
        case=case,
        uncertainty=uncertainty,
        scenarios=scenarios,
    )
    entry.done()
    findings = [*check(case), *check_uncertainty(case, uncertainty)]
    for number, scenario in enumerate(scenarios):
        findings += check_scenario(case, scenario, f"scenarios.{number}")
    _place(reading, findings, entry.path)
    return model


def _place(reading: Reading, findings: list[Finding], prefix: tuple[str, ...]) -> None:
    """Give findings their line; where reading already complained, a stand-in would be blamed, so leave that out."""
    complained = {finding.place for finding in reading.findings}
    for finding in findings:
        path = [*prefix, *(step for step in finding.place.split(".") if step)]
        if str(reading.locate(path)) not in complained:
            reading.place_findings([finding], prefix)


def _case(entry: Entry) -> BusinessCase:
    years = entry.count("years", least=1, most=40)
    first_year = entry.count("first_year", 0, most=2200)
    dated = dated_amounts(entry)
    entry.used.add("reference_date")
    return BusinessCase(
        name=entry.text("title"),
        years=years,
        participants=tuple(_participant(item) for item in entry.items("participants", least=1)),
        discount_rate=entry.ratio("discount_rate", ZERO),
        wage_index=ratios(entry, "wage_index"),
        price_index=ratios(entry, "price_index"),
        keys=_keys(entry),
        one_offs=tuple(_one_off(item, dated) for item in entry.items("one_offs")),
        running_costs=tuple(
            _recurring(item, years, first_year, dated) for item in entry.items("running_costs")
        ),
        benefits=tuple(_recurring(item, years, first_year, dated) for item in entry.items("benefits")),
        risks=tuple(_risk(item) for item in entry.items("risks")),
        grants=tuple(_grant(item, dated) for item in entry.items("grants")),
        covers=tuple(_cover(item) for item in entry.items("covers")),
        transfers=tuple(_transfer(item, years, first_year, dated) for item in entry.items("transfers")),
        benefits_in_words=tuple(_in_words(item) for item in entry.items("benefits_in_words")),
        first_year=first_year,
        reference_date=entry.day("reference_date") if entry.has("reference_date") else None,
    )


def _participant(item: Entry) -> Participant:
    sizes = {size: item.number(size, least=0) for size in ("inhabitants", "employees") if item.has(size)}
    participant = Participant(
        name=item.text("name"),
        functions=tuple(_function(inner) for inner in item.items("functions", least=1)),
        sizes=sizes,
    )
    item.done()
    return participant


def _function(item: Entry) -> FunctionCase:
    cost_per_fte = item.amount("cost_per_fte", NOTHING)
    function = FunctionCase(
        name=item.text("name"),
        baseline=CostBlock(
            fte=item.number("fte_now", ZERO),
            cost_per_fte=cost_per_fte,
            material=item.amount("material_now", NOTHING),
            overhead=item.amount("overhead_now", NOTHING),
            lump=item.amount("cost_now", NOTHING),
        ),
        ambition=CostBlock(
            fte=item.number("fte_ambition", ZERO),
            cost_per_fte=item.amount("cost_per_fte_ambition", cost_per_fte),
            material=item.amount("material_ambition", NOTHING),
            overhead=item.amount("overhead_ambition", NOTHING),
            lump=item.amount("cost_ambition", NOTHING),
        ),
        profile=ratios(item, "profile") or (ONE,),
        benchmark=item.amount("benchmark") if item.has("benchmark") else None,
    )
    item.done()
    return function


def _keys(entry: Entry) -> Mapping[str, Mapping[str, Decimal]]:
    if not entry.has("keys"):
        return {}
    block = entry.block("keys")
    keys = {name: block.numbers(name, least=0) for name in block.names}
    block.done()
    return keys


def _bearer(item: Entry) -> Bearer:
    participant = item.text("participant", "")
    return Bearer(
        participant=participant,
        key=item.text("key", "" if participant else "equal"),
        function=item.text("function", ""),
    )


def _one_off(item: Entry, dated: ByLine) -> OneOff:
    own = dated.get(item.text("name"), ())
    one_off = OneOff(
        name=item.text("name"),
        kind=item.choice("kind", choices.KIND_BY_NAME),
        amounts=amounts_by_year(item, dated=bool(own)),
        bearer=_bearer(item),
        dated=own,
    )
    item.done()
    return one_off


def _recurring(item: Entry, years: int, first_year: int, dated: ByLine) -> Recurring:
    own = (*dated.get(item.text("name"), ()), *running_from_day_to_day(item, first_year, years))
    recurring = Recurring(
        name=item.text("name"),
        amounts=amounts_by_year(item, years, dated=bool(own)),
        bearer=_bearer(item),
        index=item.choice("index", choices.INDEX_BY_NAME, "prices"),
        dated=own,
    )
    item.done()
    return recurring


def _risk(item: Entry) -> Risk:
    risk = Risk(
        name=item.text("name"),
        probability=item.ratio("probability"),
        impact=item.amount("impact", least=NOTHING),
        year=item.count("year", 1),
        bearer=_bearer(item),
        measure=item.text("measure", ""),
        measure_cost=item.amount("measure_cost", NOTHING, least=NOTHING),
        measure_year=item.count("measure_year", 1),
    )
    item.done()
    return risk


def _grant(item: Entry, dated: ByLine) -> Grant:
    own = dated.get(item.text("name"), ())
    grant = Grant(item.text("name"), amounts_by_year(item, dated=bool(own)), _bearer(item), own)
    item.done()
    return grant


def _cover(item: Entry) -> Cover:
    cover = Cover(
        name=item.text("name"),
        source=item.choice("source_of_money", choices.SOURCE_BY_NAME),
        participant=item.text("participant"),
        amount=item.amount("amount", least=NOTHING),
        year=item.count("year", 1),
        interest=item.ratio("interest", ZERO),
        term=item.count("term", 0),
    )
    item.done()
    return cover


def _transfer(item: Entry, years: int, first_year: int, dated: ByLine) -> Transfer:
    own = (*dated.get(item.text("name"), ()), *running_from_day_to_day(item, first_year, years))
    transfer = Transfer(
        item.text("name"),
        item.text("payer"),
        item.text("receiver"),
        amounts_by_year(item, years, dated=bool(own)),
        own,
    )
    item.done()
    return transfer


def _in_words(item: Entry) -> BenefitInWords:
    benefit = BenefitInWords(
        name=item.text("name"),
        text=item.text("text"),
        participants=item.texts("participants"),
        measured_by=item.text("measured_by", ""),
    )
    item.done()
    return benefit


def _scenario(item: Entry) -> Scenario:
    scenario = Scenario(
        name=item.text("name"),
        saving=item.ratio("saving", ONE, most=10),
        one_off=item.ratio("one_off", ONE, most=10),
        running_costs=item.ratio("running_costs", ONE, most=10),
        benefits=item.ratio("benefits", ONE, most=10),
        delay=item.count("delay", 0),
        without=item.texts("without"),
    )
    item.done()
    return scenario
