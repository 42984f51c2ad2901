"""What becomes of invoices when the task of the desk goes over to another provider: as with cases."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.invoices import lifecycle
from bodemplaat.capabilities.invoices.events import happened
from bodemplaat.capabilities.invoices.models import ReceivedInvoice, Supplier, SupplierAccount, WaitingTime
from bodemplaat.capabilities.invoices.vocabulary import ByTwoState, InvoiceAct
from bodemplaat.foundation.organisations.api import Task, desk_days, going_over, provider_on, provisions_of
from bodemplaat.foundation.tenancy.api import Actor, command


@command
def hand_over_invoices(*, actor: Actor, organisation: UUID, at: datetime) -> int:
    """Let the provider of the day take over the invoices that an earlier one may not finish or read any more; answers how many.

    The register of suppliers goes with the task, and what waited in it for a second clerk has to be asked for anew: it waits
    at the earlier provider. Invoices that wait go over unless the earlier provider finishes them, the others unless it goes on reading them. Doing it
    twice changes nothing.
    """
    on = timezone.localdate(at)
    provisions = desk_days(provisions_of(actor=actor, organisation=organisation), Task.DESK_FINANCE)
    current = provider_on(provisions, on)
    if current is None:
        return 0
    invoices = ReceivedInvoice.records.of(actor).filter(organisation_id=organisation)
    _hand_over_register(actor, organisation, current, at)
    handed_over = 0
    for earlier in going_over(provisions, on, stays_with=(organisation,)):
        theirs = invoices.filter(provider_id=earlier.provider)
        if earlier.settled:
            handed_over += theirs.exclude(state=lifecycle.WAITING).update(provider_id=current)
        if earlier.open:
            for row in theirs.filter(state=lifecycle.WAITING).locked().order_by("id"):
                row.provider_id = current
                row.save(update_fields=["provider_id"])
                happened(actor, row, InvoiceAct.WENT_OVER, at=at)
                handed_over += 1
    return handed_over


def _hand_over_register(actor: Actor, organisation: UUID, current: UUID, at: datetime) -> None:
    suppliers = Supplier.records.of(actor).filter(organisation_id=organisation).exclude(provider_id=current)
    accounts = SupplierAccount.records.of(actor).filter(
        supplier__in=suppliers.values("id"), state=ByTwoState.ASKED
    )
    accounts.update(state=lifecycle.BY_TWO.after(ByTwoState.ASKED, "lapse"), decided_at=at)
    suppliers.update(provider_id=current)
    times = WaitingTime.records.of(actor).filter(organisation_id=organisation).exclude(provider_id=current)
    times.filter(state=ByTwoState.ASKED).update(
        state=lifecycle.BY_TWO.after(ByTwoState.ASKED, "lapse"), decided_at=at
    )
    times.update(provider_id=current)
