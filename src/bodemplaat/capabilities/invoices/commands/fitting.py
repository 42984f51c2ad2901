"""How the invoices of an order stand to it is worked out anew when something of it changes, while the order is held."""

from datetime import datetime
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.invoices.events import happened
from bodemplaat.capabilities.invoices.queries.matching import judged
from bodemplaat.capabilities.invoices.reckoning.matching import fit_of
from bodemplaat.capabilities.invoices.vocabulary import Approval, Fit, InvoiceAct
from bodemplaat.capabilities.orders import api as orders
from bodemplaat.foundation.tenancy.api import Actor, entered

NOT_DECIDED: Final = (Approval.NONE, Approval.RETURNED)


def hold_order(organisation: UUID, order: UUID) -> None:
    """Hold an order, before any invoice of it is held: whoever notes a receipt does so as well."""
    system = Actor.system(organisation)
    with entered(system):
        orders.hold_order(actor=system, order=order)


def fit_again(organisation: UUID, order: UUID, at: datetime) -> None:
    """Work out anew how each invoice of an order stands to it, while that order is held. What is approved stays as it was."""
    system = Actor.system(organisation)
    with entered(system):
        target = orders.order_to_match(actor=system, order=order)
        if target is None:
            return
        for row, lines in judged(system, target).values():
            fit = fit_of(result.verdict for _, result in lines)
            if row.approval == Approval.APPROVED or fit == row.fit:
                continue
            if row.approval in NOT_DECIDED and not row.is_credit_note and Fit.AWAITED in (fit, row.fit):
                is_awaited = fit is Fit.AWAITED
                act = InvoiceAct.RECEIPT_AWAITED if is_awaited else InvoiceAct.RECEIPT_CAME
                happened(system, row, act, at=at)
            row.fit = fit
            row.save(update_fields=["fit"])
