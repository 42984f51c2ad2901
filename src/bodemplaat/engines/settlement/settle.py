"""Settling a year: contributions, use, start-up costs, the actual costs recalculated, the result and the reserve.

Two ways of recalculating, after the two variants of handbook 1.2.1: ``BY_KEY`` divides the actual cost again by the
key on the actual figures; ``BY_BUDGET`` keeps the shares of the budget, so that everybody gets the same percentage
back. Either way, what all bear of a cost is that cost to the cent, and who does not take a service bears nothing of
it. A reserve is the one thing that may stand between the costs and what is paid.
"""

from collections.abc import Iterable, Iterator, Sequence

from bodemplaat.engines.settlement.account import Post, Settlement
from bodemplaat.engines.settlement.arrangement import Arrangement, Recalculation
from bodemplaat.engines.settlement.bases import NotDivisible
from bodemplaat.engines.settlement.costs import CostLine
from bodemplaat.engines.settlement.division import CannotDivide, Division, discount_on, divide_costs
from bodemplaat.engines.settlement.result import Result
from bodemplaat.engines.settlement.sureties import Guaranteed, guarantee
from bodemplaat.engines.settlement.tariffs import ServiceBill, bill
from bodemplaat.kernel import Euro, Finding, divide_over, say


def settle(arrangement: Arrangement) -> Settlement:
    """Settle a year: the budget, or the recalculation as soon as anything actual is known.

    A cost of which only the budget is known counts for its budget. Raises ``CannotDivide`` with a finding for every
    cost, service or reserve that cannot be divided.
    """
    names = tuple(participant.name for participant in arrangement.participants)
    budgeted, findings = _divided(arrangement, actual=False)
    actual = budgeted
    if arrangement.is_recalculation:
        actual, more = _divided(arrangement, actual=True)
        findings += [finding for finding in more if finding not in findings]
    bills = []
    for number, service in enumerate(arrangement.services):
        try:
            bills.append(bill(service, names, arrangement.year.start))
        except NotDivisible as problem:
            place = f"services.{number}"
            findings.append(Finding("settlement.not_divisible", place, problem.text, problem.values))
    guaranteed: tuple[Guaranteed, ...] = ()
    try:
        guaranteed = guarantee(arrangement.sureties, arrangement.calendar(actual=True))
    except CannotDivide as problem:
        findings += problem.findings
    if findings or budgeted is None or actual is None:
        raise CannotDivide(findings)
    posts = (
        *_cost_posts(arrangement, budgeted, actual),
        *(_service_post(service_bill, arrangement) for service_bill in bills),
    )
    results = tuple(_results(arrangement, posts, bills))
    shares = tuple(_reserve_share(arrangement, result, posts, names) for result in results)
    return Settlement(arrangement, posts, results, shares, budgeted, actual, tuple(bills), guaranteed)


def _divided(arrangement: Arrangement, *, actual: bool) -> tuple[Division | None, list[Finding]]:
    amounts = [_amount(line, actual=actual) for line in arrangement.costs]
    try:
        return divide_costs(
            arrangement.costs, amounts, arrangement.calendar(actual=actual), actual=actual
        ), []
    except CannotDivide as problem:
        return None, list(problem.findings)


def _amount(line: CostLine, *, actual: bool) -> Euro:
    return line.actual if actual and line.actual is not None else line.budget


def _cost_posts(arrangement: Arrangement, budgeted: Division, actual: Division) -> Iterator[Post]:
    by_budget = arrangement.is_recalculation and arrangement.recalculation is Recalculation.BY_BUDGET
    for row, line in enumerate(arrangement.costs):
        budget, settled = budgeted.amounts(row), actual.amounts(row)
        if by_budget and any(budget.values()):
            amount = _amount(line, actual=True)
            settled = divide_over(
                amount - discount_on(line, amount), {name: abs(part.cents) for name, part in budget.items()}
            )
        yield Post(line.name, line.provider, line.kind.value, budget, settled, charged=budget)


def _service_post(service_bill: ServiceBill, arrangement: Arrangement) -> Post:
    service = service_bill.service
    billed = (
        service_bill.budget
        if service.in_advance or not arrangement.is_recalculation
        else service_bill.charged
    )
    settled = service_bill.settled if arrangement.is_recalculation else service_bill.budget
    return Post(
        service.name, service.provider, "service", service_bill.budget, settled, billed, service.in_advance
    )


def _results(
    arrangement: Arrangement, posts: Sequence[Post], bills: Sequence[ServiceBill]
) -> Iterator[Result]:
    """One result per provider, once anything actual is known: charged by budget and use, less what it cost."""
    if not arrangement.is_recalculation:
        return
    reserves = {reserve.provider: reserve for reserve in arrangement.reserves}
    used = {service_bill.service.name: service_bill.charged for service_bill in bills}
    for provider in dict.fromkeys(post.provider for post in posts):
        own = [post for post in posts if post.provider == provider]
        charged = Euro.total(Euro.total(used.get(post.name, post.budget).values()) for post in own)
        costs = Euro.total(Euro.total(post.settled.values()) for post in own)
        reserve = reserves.get(provider)
        if reserve is None:
            yield Result(provider, charged, costs)
        else:
            yield Result(provider, charged, costs, reserve.movement(charged - costs, costs), reserve.balance)


def _reserve_share(
    arrangement: Arrangement, result: Result, posts: Iterable[Post], names: Sequence[str]
) -> dict[str, Euro]:
    """Who bears the movement of a reserve: by its key, or in proportion to what each bears of this provider.

    Where nobody bears anything, such as costs that were not made, in proportion to what each was charged. Raises
    ``CannotDivide`` where nobody was charged either.
    """
    if not result.movement:
        return dict.fromkeys(names, Euro(0))
    ((number, reserve),) = (
        (number, reserve)
        for number, reserve in enumerate(arrangement.reserves)
        if reserve.provider == result.provider
    )
    if reserve.key:
        line = CostLine(result.provider, reserve.key, result.movement)
        division = divide_costs([line], [result.movement], arrangement.calendar(actual=True))
        return division.amounts(0)
    own = [post for post in posts if post.provider == result.provider]
    for amounts in ([post.settled for post in own], [post.charged for post in own]):
        borne = {name: max(sum(each[name].cents for each in amounts), 0) for name in names}
        if any(borne.values()):
            return divide_over(result.movement, borne)
    text = say("Nobody bears a cost by which this reserve can be divided: give it a key.")
    raise CannotDivide([Finding("settlement.reserve_not_divisible", f"reserves.{number}", text)])
