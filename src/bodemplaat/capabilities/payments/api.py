"""The door of payments.

A capability that owes money asks with ``request_payments``, hears what became of it through ``PaymentOutcomes``
(see ``register_outcomes``) and shows ``payment_of`` on its timeline. Payers make, cancel and release batches and
hand in bank statements.
"""

from bodemplaat.capabilities.payments.batching import cancel_batch, make_batch, release_batch
from bodemplaat.capabilities.payments.commands import add_bank_account, request_payments, withdraw_payment
from bodemplaat.capabilities.payments.errors import (
    PaymentError,
    UnsoundAccount,
    UnsoundBatch,
    UnsoundRequest,
    UnusableStatement,
)
from bodemplaat.capabilities.payments.lifecycle import BATCH, ENTRY, PAYMENT
from bodemplaat.capabilities.payments.ports import NobodyListens, PaymentOutcomes, register_outcomes
from bodemplaat.capabilities.payments.queries import (
    bank_accounts,
    batch,
    batch_file,
    batches,
    note_file_downloaded,
    payment_of,
    payments_of,
    payments_waiting,
    statements,
    unknown_entries,
)
from bodemplaat.capabilities.payments.statements import (
    MAX_STATEMENT_BYTES,
    settle_unknown_entry,
    upload_statement,
)
from bodemplaat.capabilities.payments.values import (
    BankAccountView,
    BatchLine,
    BatchView,
    BlockView,
    OrganisationTotal,
    PaymentFacts,
    PaymentRequest,
    PaymentView,
    StatementLine,
    StatementOutcome,
    UnknownEntries,
    UnknownEntry,
    WaitingPayments,
)

__all__ = [
    "BATCH",
    "ENTRY",
    "MAX_STATEMENT_BYTES",
    "PAYMENT",
    "BankAccountView",
    "BatchLine",
    "BatchView",
    "BlockView",
    "NobodyListens",
    "OrganisationTotal",
    "PaymentError",
    "PaymentFacts",
    "PaymentOutcomes",
    "PaymentRequest",
    "PaymentView",
    "StatementLine",
    "StatementOutcome",
    "UnknownEntries",
    "UnknownEntry",
    "UnsoundAccount",
    "UnsoundBatch",
    "UnsoundRequest",
    "UnusableStatement",
    "WaitingPayments",
    "add_bank_account",
    "bank_accounts",
    "batch",
    "batch_file",
    "batches",
    "cancel_batch",
    "make_batch",
    "note_file_downloaded",
    "payment_of",
    "payments_of",
    "payments_waiting",
    "register_outcomes",
    "release_batch",
    "request_payments",
    "settle_unknown_entry",
    "statements",
    "unknown_entries",
    "upload_statement",
    "withdraw_payment",
]
