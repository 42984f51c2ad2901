"""What a settled year comes to for one customer and one service, with all that it follows from, and the line that bills it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bodemplaat.capabilities.billing.reckoning.lines import YEAR_END, BillLine
from bodemplaat.capabilities.billing.reckoning.year import GENERAL_COSTS, EarlierYear, YearPart, YearResult
from bodemplaat.kernel import Euro


@dataclass(frozen=True, slots=True)
class ShareOfYear:
    """A part of a settled year beside what it is a part of, and what was decided; nothing of another customer alone.

    ``own_billed`` is what the customer was billed of all services, ``all_billed`` what all were; ``earlier`` is what corrects
    earlier years for this service.
    """

    year: int
    part: YearPart
    divide: str
    service_billed: Euro
    service_cost: Euro
    service_used: int
    own_billed: Euro
    all_billed: Euro
    general_cost: Euro
    credited: Euro
    movement: Euro
    earlier: tuple[EarlierYear, ...]
    decided_on: date
    reference: str

    @property
    def amount(self) -> Euro:
        """To charge when positive, to give back when negative."""
        return self.part.amount


def shares_of(result: YearResult, *, decided_on: date, reference: str) -> Iterator[ShareOfYear]:
    """A share of each customer's service, as the board decided."""
    billed, cost = (defaultdict[str, Euro](lambda: Euro(0)) for _ in range(2))
    own = defaultdict[UUID, Euro](lambda: Euro(0))
    used = defaultdict[str, int](int)
    for each in result.parts:
        billed[each.code] += each.billed
        cost[each.code] += each.cost
        own[each.customer] += each.billed
        used[each.code] += each.used
    for each in result.parts:
        yield ShareOfYear(
            year=result.year,
            part=each,
            divide=result.rule.divide,
            service_billed=billed[each.code],
            service_cost=cost[each.code],
            service_used=used[each.code],
            own_billed=own[each.customer],
            all_billed=result.billed,
            general_cost=Euro.total(one.amount for one in result.costs if one.code == GENERAL_COSTS),
            credited=result.credited,
            movement=result.movement,
            earlier=tuple(
                one for one in result.earlier if (one.customer, one.code) == (each.customer, each.code)
            ),
            decided_on=decided_on,
            reference=reference,
        )


def line_of_share(share: ShareOfYear, identity: UUID, cooperation: UUID) -> BillLine:
    """The line of a bill that charges it, or gives it back: due from the day of the decision, once for a provider."""
    part = share.part
    return BillLine(
        source=f"{YEAR_END} {cooperation.hex} {share.year} {part.customer} {part.code}",
        kind=YEAR_END,
        customer=part.customer,
        code=part.code,
        name=part.name,
        first=date(share.year, 1, 1),
        last=date(share.year, 12, 31),
        due=share.decided_on,
        amount=part.amount,
        whole=part.amount + part.billed,
        then=part.billed,
        share=identity,
    )
