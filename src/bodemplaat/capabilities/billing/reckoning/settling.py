"""A year worked out after it ended: what each customer bears of the actual costs, beside what it was billed for that year.

The engine of settlements divides; what it divides comes from the runs (billed), the list of actual costs, and what was
delivered. Norms that were missed stay credited to who was credited: together they are a cost that all bear.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.billing.reckoning.year import (
    BY_RULE,
    BY_USE,
    GENERAL_COSTS,
    KEPT,
    TREATMENTS,
    Cell,
    EarlierYear,
    YearFacts,
    YearPart,
    YearResult,
    YearRule,
)
from bodemplaat.capabilities.catalogue.api import Words
from bodemplaat.engines.settlement import (
    AllocationKey,
    Arrangement,
    CostLine,
    Counted,
    Figure,
    Participant,
    Recalculation,
    Reserve,
    Settlement,
    settle,
)
from bodemplaat.kernel import Euro, Finding, Period, divide_over, say

_CREDITED: Final = "credited"
_BILLED: Final = "billed"


def problems_of_year(facts: YearFacts) -> tuple[Finding, ...]:
    """What keeps a year from being worked out: nothing billed, no costs known, or costs of a service that nobody was billed for."""
    if not any(each.billed.cents > 0 for each in facts.billed):
        text = say("Nothing was billed for {year} yet: release a run first.")
        return (Finding("billing.year_not_billed", "billed", text, {"year": str(facts.year)}),)
    if not facts.costs:
        text = say(
            "The actual costs of {year} are not known yet: fill them in from a file or from the books."
        )
        return (Finding("billing.year_no_costs", "costs", text, {"year": str(facts.year)}),)
    there = {each.code for each in facts.billed if each.billed.cents > 0} | {GENERAL_COSTS}
    missing = sorted({each.code for each in facts.costs if each.amount and each.code not in there})
    text = say("Costs stand under {code}, for which nobody was billed. Let them stand under no service.")
    return tuple(Finding("billing.year_cost_unbilled", code, text, {"code": code}) for code in missing)


def settle_year(
    facts: YearFacts,
    rule: YearRule,
    treatment: str,
    *,
    before: Euro,
    earlier: Sequence[EarlierYear] = (),
) -> YearResult:
    """Settle a year of which nothing keeps it from being worked out (``problems_of_year``).

    ``before`` is what the reserve had, ``earlier`` what became known of earlier years: it comes on top, and moves the reserve
    before this year does. What all settle is the costs and credits less what was billed, and what the reserve takes or gives.
    """
    names = {each.code: each.name for each in facts.billed} | {each.code: each.name for each in earlier}
    cells = {each.cell: max(each.billed, Euro(0)) for each in facts.billed}
    balance = before + Euro.total(each.difference for each in earlier if each.customer is None)
    outcome = settle(_arrangement(facts, cells, _costs(facts), rule, treatment, balance))
    (result,) = outcome.results
    parts = tuple(_parts(facts, cells, outcome, names, earlier))
    return YearResult(
        facts.year, treatment, rule, before, result.movement, parts, tuple(facts.costs), tuple(earlier)
    )


def known_later(
    sealed: YearResult, now: YearResult, before: Sequence[EarlierYear] = ()
) -> tuple[EarlierYear, ...]:
    """What a sealed year would be now and is not, by customer and service and for the reserve, but for what was corrected ``before``.

    Whatever the order in which facts came, what was sealed and what corrects it together are the year on all facts.
    """
    then, there = ({each.cell: each for each in one.parts} for one in (sealed, now))
    corrected: dict[tuple[UUID | None, str], Euro] = defaultdict(lambda: Euro(0))
    names = {each.code: each.name for each in before}
    names |= {each.code: each.name for each in (*sealed.parts, *now.parts)}
    for each in before:
        if each.year == sealed.year:
            corrected[each.customer, each.code] += each.difference
    cells = {*then, *there, *((who, code) for who, code in corrected if who is not None)}
    changes = [
        EarlierYear(
            sealed.year,
            *cell,
            names[cell[1]],
            _own(then.get(cell)) + corrected[cell],
            _own(there.get(cell)),
        )
        for cell in sorted(cells)
    ]
    reserve = EarlierYear(sealed.year, None, "", Words(), sealed.movement + corrected[None, ""], now.movement)
    return tuple(each for each in (*changes, reserve) if each.difference)


def treatments_of(results: Sequence[YearResult]) -> tuple[YearResult, ...]:
    """The ways that differ in what becomes of the result, what the arrangement says first."""
    apart: dict[int, YearResult] = {}
    for each in sorted(results, key=lambda each: TREATMENTS.index(each.treatment)):
        apart.setdefault(each.movement.cents, each)
    return tuple(apart.values())


_OURS: Final = (GENERAL_COSTS, _CREDITED)


def _own(part: YearPart | None) -> Euro:
    return Euro(0) if part is None else part.own


def _costs(facts: YearFacts) -> Mapping[str, Euro]:
    """Costs by service, and what was credited or gave back more than was billed: all of it divided over all."""
    costs: dict[str, Euro] = defaultdict(lambda: Euro(0))
    for each in facts.costs:
        costs[each.code] += each.amount
    for one in facts.billed:
        costs[_CREDITED] -= one.credited + min(one.billed, Euro(0))
    return costs


def _arrangement(
    facts: YearFacts,
    cells: Mapping[Cell, Euro],
    costs: Mapping[str, Euro],
    rule: YearRule,
    treatment: str,
    balance: Euro,
) -> Arrangement:
    """The same question as the engine asks it: a service is a cost that was budgeted as it was billed."""
    customers = sorted({customer for customer, _ in cells})
    codes = sorted({code for (_, code), amount in cells.items() if amount})
    billed = {
        code: Euro.total(amount for (_, each), amount in cells.items() if each == code) for code in codes
    }
    figures = [
        Figure(_driver(code), str(customer), Decimal(cells.get((customer, code), Euro(0)).cents))
        for code in codes
        for customer in customers
    ]
    figures += [
        Figure(
            _BILLED,
            str(customer),
            Decimal(sum(amount.cents for (each, _), amount in cells.items() if each == customer)),
        )
        for customer in customers
    ]
    counted = [code for code in codes if any(facts.used.get((each, code)) for each in customers)]
    reserve = {
        BY_RULE: Reserve("", balance, rule.maximum, Fraction(rule.part) / 100),
        KEPT: Reserve("", balance, rule.maximum),
    }.get(treatment)
    return Arrangement(
        year=Period.year(facts.year),
        participants=tuple(Participant(str(each)) for each in customers),
        figures=tuple(figures),
        actual_figures=tuple(
            Figure(_driver(code), str(customer), Decimal(facts.used.get((customer, code), 0)))
            for code in (counted if rule.divide == BY_USE else ())
            for customer in customers
        ),
        keys=(
            AllocationKey(_BILLED, Counted(_BILLED)),
            *(AllocationKey(_driver(code), Counted(_driver(code))) for code in codes),
        ),
        costs=(
            *(CostLine(code, _driver(code), billed[code], costs.get(code, Euro(0))) for code in codes),
            *(CostLine(each, _BILLED, Euro(0), costs.get(each, Euro(0))) for each in _OURS),
        ),
        recalculation=Recalculation.BY_KEY if rule.divide == BY_USE else Recalculation.BY_BUDGET,
        reserves=() if reserve is None else (reserve,),
    )


def _driver(code: str) -> str:
    return f"service {code}"


def _parts(
    facts: YearFacts,
    cells: Mapping[Cell, Euro],
    outcome: Settlement,
    names: Mapping[str, Words],
    earlier: Sequence[EarlierYear],
) -> Iterator[YearPart]:
    """What each bears of general costs, credits and reserve stands with its services as what they bear of it themselves."""
    posts = {post.name: post for post in outcome.posts}
    corrections: dict[Cell, Euro] = defaultdict(lambda: Euro(0))
    for each in earlier:
        if each.customer is not None:
            corrections[each.customer, each.code] += each.difference
    for customer in sorted({one for one, _ in (*cells, *corrections)}):
        own = {code: amount for (one, code), amount in cells.items() if one == customer}
        bears = (
            {code: posts[code].settled[str(customer)] for code in posts if code not in _OURS} if own else {}
        )
        weights = _weights(own, bears)
        shares = {
            name: divide_over(amount, weights) if weights else {}
            for name, amount in (
                *((name, posts[name].settled[str(customer)] if own else Euro(0)) for name in _OURS),
                ("reserve", outcome.reserve_share(str(customer)) if own else Euro(0)),
            )
        }
        for code in sorted(
            {*own, *(code for code, amount in bears.items() if amount), *_codes(corrections, customer)}
        ):
            nothing = Euro(0)
            part = YearPart(
                customer=customer,
                code=code,
                name=names[code],
                billed=own.get(code, nothing),
                cost=bears.get(code, nothing),
                general=shares[GENERAL_COSTS].get(code, nothing),
                credits=shares[_CREDITED].get(code, nothing),
                reserve=shares["reserve"].get(code, nothing),
                earlier=corrections.get((customer, code), nothing),
                used=facts.used.get((customer, code), 0),
            )
            if any((part.billed, part.cost, part.general, part.credits, part.reserve, part.earlier)):
                yield part


def _codes(corrections: Mapping[Cell, Euro], customer: UUID) -> Iterator[str]:
    return (code for one, code in corrections if one == customer)


def _weights(own: Mapping[str, Euro], bears: Mapping[str, Euro]) -> Mapping[str, int]:
    """By what was billed; by what is borne where nothing was, as of who took a service without a price."""
    for amounts in (own, bears):
        weights = {code: max(amount.cents, 0) for code, amount in amounts.items()}
        if any(weights.values()):
            return weights
    return dict.fromkeys(own, 1)
