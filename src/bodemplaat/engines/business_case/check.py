"""What is wrong with a case before anything is computed: all findings at once, each with place and cure.

Places are dotted paths into the case: ``participants.0.functions.1.profile``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from bodemplaat.engines.business_case.keys import keys_of
from bodemplaat.engines.business_case.model import (
    Bearer,
    BusinessCase,
    CostBlock,
    Cover,
    CoverSource,
    FunctionCase,
    Grant,
    OneOff,
    Participant,
    Recurring,
)
from bodemplaat.kernel import Finding, say

LONGEST = 40
MOST_PARTICIPANTS = 400


def check(case: BusinessCase) -> tuple[Finding, ...]:
    """Every finding on the case; with none that stops, ``appraise`` and ``simulate`` will not raise."""
    return tuple(_findings(case))


def _findings(case: BusinessCase) -> Iterator[Finding]:
    if not 1 <= case.years <= LONGEST:
        yield Finding(
            "case.years",
            "years",
            say("A case spans 1 to {most} years, not {years}: correct the number of years."),
            {"years": case.years, "most": LONGEST},
        )
        return
    if not 1 <= len(case.participants) <= MOST_PARTICIPANTS:
        yield Finding(
            "case.participants",
            "participants",
            say("A case has 1 to {most} participants: add one, or put some together."),
            {"most": MOST_PARTICIPANTS},
        )
        return
    yield from _twice("participants", [participant.name for participant in case.participants])
    for place, rate in (
        ("discount_rate", case.discount_rate),
        *((f"wage_index.{n}", rise) for n, rise in enumerate(case.wage_index)),
        *((f"price_index.{n}", rise) for n, rise in enumerate(case.price_index)),
    ):
        if not Decimal(-1) < rate <= 1:
            yield Finding(
                "case.rate",
                place,
                say("A yearly rate lies above -100 % and at most at 100 %, not {rate}."),
                {"rate": rate},
            )
    for number, participant in enumerate(case.participants):
        yield from _participant(f"participants.{number}", participant, case.years)
    yield from _keys(case)
    yield from _lines(case)
    yield from _days(case)


def _participant(place: str, participant: Participant, years: int) -> Iterator[Finding]:
    if not participant.functions:
        yield Finding("case.no_functions", f"{place}.functions", say("Name at least one function."))
    yield from _twice(f"{place}.functions", [function.name for function in participant.functions])
    for size, value in participant.sizes.items():
        if value < 0:
            yield Finding(
                "case.negative", f"{place}.{size}", say("This may not be below zero: fill in 0 or more.")
            )
    for number, function in enumerate(participant.functions):
        yield from _function(f"{place}.functions.{number}", function, years)


def _function(place: str, function: FunctionCase, years: int) -> Iterator[Finding]:
    for name, block in (("baseline", function.baseline), ("ambition", function.ambition)):
        yield from _block(f"{place}.{name}", block)
    if not function.profile:
        yield Finding("case.no_profile", f"{place}.profile", say("Give the share reached in year 1, 2 …"))
    if len(function.profile) > years:
        yield Finding(
            "case.long_profile",
            f"{place}.profile",
            say(
                "The profile has {given} {given:year|years} while the case has {count}: shorten it or raise '{years}'."
            ),
            {"given": len(function.profile), "count": years, "years": "years"},
        )
    for number, share in enumerate(function.profile):
        if not 0 <= share <= 1:
            yield Finding(
                "case.share",
                f"{place}.profile.{number}",
                say(
                    "The part of the way to the ambition lies between 0 and 100 %, not {share}: if more is saved, lower the cost in the ambition."
                ),
                {"share": share},
            )


def _block(place: str, block: CostBlock) -> Iterator[Finding]:
    values: dict[str, Decimal | int] = {
        "fte": block.fte,
        "cost_per_fte": block.cost_per_fte.cents,
        "material": block.material.cents,
        "overhead": block.overhead.cents,
        "total": block.lump.cents,
    }
    for name, value in values.items():
        if value < 0:
            yield Finding(
                "case.negative", f"{place}.{name}", say("This may not be below zero: fill in 0 or more.")
            )


def _keys(case: BusinessCase) -> Iterator[Finding]:
    names = {participant.name for participant in case.participants}
    for key, weights in case.keys.items():
        for participant, weight in weights.items():
            if participant not in names:
                yield Finding(
                    "case.unknown_participant",
                    f"keys.{key}.{participant}",
                    say("'{participant}' is not a participant; choose from: {known}."),
                    {"participant": participant, "known": ", ".join(sorted(names))},
                )
            if weight < 0:
                yield Finding(
                    "case.negative",
                    f"keys.{key}.{participant}",
                    say("This may not be below zero: fill in 0 or more."),
                )


def _lines(case: BusinessCase) -> Iterator[Finding]:
    keys = keys_of(case)
    sections: tuple[tuple[str, Sequence[OneOff | Recurring | Grant]], ...] = (
        ("one_offs", case.one_offs),
        ("running_costs", case.running_costs),
        ("benefits", case.benefits),
        ("grants", case.grants),
    )
    for section, lines in sections:
        yield from _twice(section, [line.name for line in lines])
        for number, line in enumerate(lines):
            yield from _bearer(f"{section}.{number}", line.bearer, case, keys)
            yield from _in_years(f"{section}.{number}.amounts", line.amounts, case.years)
    yield from _twice("risks", [risk.name for risk in case.risks])
    for number, risk in enumerate(case.risks):
        place = f"risks.{number}"
        yield from _bearer(place, risk.bearer, case, keys)
        yield from _in_years(f"{place}.year", (risk.year,), case.years)
        yield from _in_years(f"{place}.measure_year", (risk.measure_year,), case.years)
        if not 0 <= risk.probability <= 1:
            yield Finding(
                "case.probability",
                f"{place}.probability",
                say("A chance lies between 0 and 100 %, not {probability}."),
                {"probability": risk.probability},
            )
    names = [participant.name for participant in case.participants]
    for number, cover in enumerate(case.covers):
        yield from _cover(f"covers.{number}", cover, case.years, names)
    for number, transfer in enumerate(case.transfers):
        yield from _known(f"transfers.{number}.payer", transfer.payer, names)
        yield from _known(f"transfers.{number}.receiver", transfer.receiver, names)
        yield from _in_years(f"transfers.{number}.amounts", transfer.amounts, case.years)


def _days(case: BusinessCase) -> Iterator[Finding]:
    """Dated amounts need a calendar, and a day in one of its years."""
    if case.dated and not case.first_year:
        text = say("Dated amounts need the calendar year of year 1: give '{first_year}'.")
        yield Finding("case.no_calendar", "first_year", text, {"first_year": "first_year"})
        return
    for each in dict.fromkeys(case.dated):
        if not 0 <= case.year_of(each.on) <= case.years:
            text = say("{day} lies outside the case, which runs from {first} to {last}.")
            first, last = case.first_year - 1, case.first_year + case.years - 1
            yield Finding(
                "case.outside", "dated", text, {"day": each.on, "first": str(first), "last": str(last)}
            )


def _cover(place: str, cover: Cover, years: int, names: list[str]) -> Iterator[Finding]:
    yield from _known(f"{place}.participant", cover.participant, names)
    yield from _in_years(f"{place}.year", (cover.year,), years)
    if cover.source is CoverSource.LOAN and not 1 <= cover.term <= 50:
        text = say("A loan runs 1 to 50 years: give its '{term}'.")
        yield Finding("case.term", f"{place}.term", text, {"term": "term"})
    if not 0 <= cover.interest <= 1:
        yield Finding("case.interest", f"{place}.interest", say("Interest lies between 0 and 100 %."))


def _bearer(
    place: str, bearer: Bearer, case: BusinessCase, keys: Mapping[str, Mapping[str, int | Decimal]]
) -> Iterator[Finding]:
    names = [participant.name for participant in case.participants]
    if bool(bearer.participant) == bool(bearer.key):
        yield Finding(
            "case.bearer",
            place,
            say("Say who bears this: one '{participant}', or a '{key}' that divides it over all; not both."),
            {"participant": "participant", "key": "key"},
        )
        return
    if bearer.participant:
        yield from _known(f"{place}.participant", bearer.participant, names)
    elif bearer.key not in keys:
        yield Finding(
            "case.unknown_key",
            f"{place}.key",
            say("There is no key '{key}'; choose from: {known}."),
            {"key": bearer.key, "known": ", ".join(sorted(keys))},
        )
        return
    sharing = [
        participant
        for participant in case.participants
        if participant.name == bearer.participant
        or (bearer.key and keys[bearer.key].get(participant.name, 0) > 0)
    ]
    if bearer.key and not sharing:
        yield Finding(
            "case.empty_key",
            f"{place}.key",
            say("Key '{key}' has no weight above zero, so nobody would pay: fill it or choose another."),
            {"key": bearer.key},
        )
    if bearer.function and sharing:
        havers = [p for p in sharing if any(f.name == bearer.function for f in p.functions)]
        if not havers:
            yield Finding(
                "case.unknown_function",
                f"{place}.function",
                say("None of those who bear this has a function '{function}'."),
                {"function": bearer.function},
            )


def _in_years(place: str, years: Iterable[int], last: int) -> Iterator[Finding]:
    for year in years:
        if not 0 <= year <= last:
            yield Finding(
                "case.outside",
                place,
                say("Year {year} lies outside the case, which runs from 0 to {last}."),
                {"year": year, "last": last},
            )


def _known(place: str, name: str, names: list[str]) -> Iterator[Finding]:
    if name not in names:
        yield Finding(
            "case.unknown_participant",
            place,
            say("'{participant}' is not a participant; choose from: {known}."),
            {"participant": name, "known": ", ".join(names)},
        )


def _twice(place: str, names: list[str]) -> Iterator[Finding]:
    for number, name in enumerate(names):
        if name in names[:number]:
            yield Finding(
                "case.twice",
                f"{place}.{number}.name",
                say("'{name}' stands here twice: names must differ to tell results apart."),
                {"name": name},
            )
