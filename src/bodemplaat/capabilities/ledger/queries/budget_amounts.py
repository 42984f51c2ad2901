"""What a budget has, by place and day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from bodemplaat.capabilities.ledger.models import BudgetAmount
from bodemplaat.capabilities.ledger.reckoning.iv3 import order_of
from bodemplaat.capabilities.ledger.values import AccountKind, BudgetPlace
from bodemplaat.foundation.tenancy.api import Actor


def amounts_in(actor: Actor, organisation: UUID, year: int) -> Mapping[BudgetPlace, Sequence[BudgetAmount]]:
    """Every amount of the budget of a year, by place, the oldest first; one statement."""
    rows = BudgetAmount.records.of(actor).filter(organisation_id=organisation, valid_from__year=year)
    by_place: dict[BudgetPlace, list[BudgetAmount]] = defaultdict(list)
    for row in rows.order_by("valid_from"):
        by_place[BudgetPlace(row.taakveld, AccountKind(row.side), row.category)].append(row)
    return by_place


def cents_on(rows: Sequence[BudgetAmount], day: date) -> int:
    """What a place has on a day; nothing where it had no amount yet."""
    begun = [row for row in rows if row.valid_from <= day]
    return begun[-1].cents if begun else 0


def in_order(places: Iterable[BudgetPlace]) -> list[BudgetPlace]:
    """Places as the regulation orders taakvelden, expenses before income."""
    return sorted(places, key=lambda each: order_of((each.taakveld, each.side, each.category)))
