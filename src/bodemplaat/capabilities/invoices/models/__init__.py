"""Tables of invoices, of their suppliers, and of what those wrote."""

from bodemplaat.capabilities.invoices.models.letters import SupplierLetter
from bodemplaat.capabilities.invoices.models.received import (
    CodedLine,
    InvoiceEvent,
    InvoiceStep,
    ReceivedInvoice,
    SetOff,
)
from bodemplaat.capabilities.invoices.models.suppliers import (
    ByTwo,
    Supplier,
    SupplierAccount,
    WaitingTime,
)

__all__ = [
    "ByTwo",
    "CodedLine",
    "InvoiceEvent",
    "InvoiceStep",
    "ReceivedInvoice",
    "SetOff",
    "Supplier",
    "SupplierAccount",
    "SupplierLetter",
    "WaitingTime",
]
