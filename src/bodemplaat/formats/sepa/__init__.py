"""SEPA credit transfers: pain.001.001.09, written, checked and read back.

``check_payment_file`` gives every finding before anything is written; ``write_payment_file`` gives the bytes, the
same for the same input; ``read_payment_file`` reads every fact back and holds the stated totals against the
transfers; ``read_status_report`` reads what the bank answers (pain.002). Follows the EPC's customer-to-bank guidelines (EPC132-08): Latin character set, service level SEPA, shared
charges, structured address or none.
"""

from bodemplaat.formats.sepa.accounts import bare_iban, is_iban, is_sepa_iban
from bodemplaat.formats.sepa.charset import to_sepa_text
from bodemplaat.formats.sepa.check import check_payment_file
from bodemplaat.formats.sepa.read import UnreadablePaymentFile, read_payment_file
from bodemplaat.formats.sepa.references import structured_reference
from bodemplaat.formats.sepa.status import (
    BlockStatus,
    PaymentStatus,
    Status,
    StatusReport,
    UnreadableReport,
    is_status_report,
    read_status_report,
)
from bodemplaat.formats.sepa.statuses import CARRIED_OUT, READ_ON, REFUSED, STATUSES, Verdict, verdict_of
from bodemplaat.formats.sepa.values import CreditTransfer, DebtorBlock, PaymentFile, StructuredAddress
from bodemplaat.formats.sepa.write import UnsoundPaymentFile, write_payment_file

__all__ = [
    "CARRIED_OUT",
    "READ_ON",
    "REFUSED",
    "STATUSES",
    "BlockStatus",
    "CreditTransfer",
    "DebtorBlock",
    "PaymentFile",
    "PaymentStatus",
    "Status",
    "StatusReport",
    "StructuredAddress",
    "UnreadablePaymentFile",
    "UnreadableReport",
    "UnsoundPaymentFile",
    "Verdict",
    "bare_iban",
    "check_payment_file",
    "is_iban",
    "is_sepa_iban",
    "is_status_report",
    "read_payment_file",
    "read_status_report",
    "structured_reference",
    "to_sepa_text",
    "verdict_of",
    "write_payment_file",
]
