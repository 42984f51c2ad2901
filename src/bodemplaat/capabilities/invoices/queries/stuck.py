"""What stands still at the desk: approvals that nobody can decide on, with why and what mends it, and payments that do not go on."""

from collections.abc import Sequence
from datetime import date

from bodemplaat.capabilities.invoices.mapping import row_of
from bodemplaat.capabilities.invoices.policies import invoices_of_desk
from bodemplaat.capabilities.invoices.queries.deciding import OpenInvoice, open_steps
from bodemplaat.capabilities.invoices.queries.paying import payments_stuck
from bodemplaat.capabilities.invoices.values import StuckInvoice
from bodemplaat.capabilities.invoices.vocabulary import Stuck
from bodemplaat.foundation.tenancy.api import Actor, query


@query
def count_nobody_decides(*, actor: Actor, on: date) -> int:
    """How many invoices of the actor's desk nobody can decide on. Raises ``NotForThisDesk`` for anybody but a clerk."""
    return len(_stuck(actor, on))


@query
def invoices_nobody_decides(*, actor: Actor, on: date) -> tuple[StuckInvoice, ...]:
    """They, the longest-waiting first. Raises as ``count_nobody_decides``."""
    return tuple(
        StuckInvoice(
            row=row_of(each.row),
            unit_name=each.row.unit.name if each.row.unit else "",
            function=each.step.function,
            since=each.step.opened_at,
            why=_why(each),
        )
        for each in _stuck(actor, on)
    )


@query
def count_payments_stuck(*, actor: Actor, on: date) -> int:
    """How many payments of invoices of the actor's desk are stuck: on hold, past their day, or given back by the bank."""
    return payments_stuck(actor, invoices_of_desk(actor), on).count()


def _stuck(actor: Actor, on: date) -> Sequence[OpenInvoice]:
    rows = invoices_of_desk(actor).select_related("organisation", "document", "unit")
    return [each for each in open_steps(actor, rows, on) if not each.now.people]


def _why(each: OpenInvoice) -> Stuck:
    if each.now.barred:
        return Stuck.DECIDED_BEFORE
    row, office = each.row, each.office
    functions = (each.step.function, office.fallback[row.organisation_id])
    unit = row.unit_id or row.organisation_id
    if any(office.holding(row.organisation_id, function, unit) for function in functions):
        return Stuck.CODED_IT
    return Stuck.NOBODY_HOLDS
