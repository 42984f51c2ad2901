"""Tables of invoices, of their suppliers, of what those wrote, and of how they stand to orders."""

from bodemplaat.capabilities.invoices.models.letters import SupplierLetter
from bodemplaat.capabilities.invoices.models.matching import MatchedLine
from bodemplaat.capabilities.invoices.models.parts import PaymentPart
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
    "MatchedLine",
    "PaymentPart",
    "ReceivedInvoice",
    "SetOff",
    "Supplier",
    "SupplierAccount",
    "SupplierLetter",
    "WaitingTime",
]
