"""The door of payments.

A capability that owes money asks with ``request_payments``, hears what became of it through ``PaymentOutcomes``
(see ``register_outcomes``), may hold one up through ``PaymentHolds``, and shows ``payment_of`` on its timeline. Payers make, cancel and release batches and
hand in bank statements.
"""

from bodemplaat.capabilities.payments.commands.account_changes import (
    confirm_account,
    propose_account,
    refuse_account,
    withdraw_account,
)
from bodemplaat.capabilities.payments.commands.accounts import add_bank_account
from bodemplaat.capabilities.payments.commands.answers import is_answer, upload_status_report
from bodemplaat.capabilities.payments.commands.batches import (
    cancel_batch,
    make_batch,
    note_file_downloaded,
    release_batch,
)
from bodemplaat.capabilities.payments.commands.corrections import (
    ask_correction,
    confirm_correction,
    decline_correction,
)
from bodemplaat.capabilities.payments.commands.reopening import (
    confirm_statements_read,
    decline_statements_read,
    say_statements_read,
)
from bodemplaat.capabilities.payments.commands.requests import request_payments, withdraw_payment
from bodemplaat.capabilities.payments.commands.statements import settle_unknown_entry, upload_statement
from bodemplaat.capabilities.payments.errors import (
    PayingShut,
    PaymentError,
    UnsoundAccount,
    UnsoundBatch,
    UnsoundRequest,
    UnusableStatement,
)
from bodemplaat.capabilities.payments.lifecycle import ACCOUNT_CHANGE, BATCH, CORRECTION, ENTRY, PAYMENT
from bodemplaat.capabilities.payments.notifications import AccountMessages, PaymentMessages
from bodemplaat.capabilities.payments.ports import (
    NobodyListens,
    PaymentHolds,
    PaymentOutcomes,
    register_holds,
    register_outcomes,
)
from bodemplaat.capabilities.payments.queries.accounts import (
    account_change,
    account_change_waits,
    account_changes,
    accounts_kept,
    accounts_over_time,
    bank_accounts,
    own_ibans,
)
from bodemplaat.capabilities.payments.queries.batches import (
    UNANSWERED_AFTER,
    batch,
    batch_file,
    batches,
    unsettled_counts,
)
from bodemplaat.capabilities.payments.queries.corrections import choices_for, correction_count, corrections
from bodemplaat.capabilities.payments.queries.payments import (
    PAYMENTS_SINCE,
    batch_of,
    payment_of,
    payments_by_source,
    payments_of,
    payments_since,
    payments_waiting,
)
from bodemplaat.capabilities.payments.queries.reopening import paying_shut
from bodemplaat.capabilities.payments.queries.statements import statements, unknown_entries
from bodemplaat.capabilities.payments.reckoning.statement_file import MAX_STATEMENT_BYTES
from bodemplaat.capabilities.payments.values import (
    AccountChangeView,
    AccountOverTime,
    AccountRead,
    BankAccountView,
    BatchLine,
    BatchView,
    BlockView,
    Choice,
    CorrectionView,
    KeptAccount,
    OrganisationTotal,
    PaymentFacts,
    PaymentRequest,
    PaymentView,
    ReportOutcome,
    ShutView,
    StatementLine,
    StatementOutcome,
    UnknownEntries,
    UnknownEntry,
    Unsettled,
    WaitingPayments,
)

__all__ = [
    "ACCOUNT_CHANGE",
    "BATCH",
    "CORRECTION",
    "ENTRY",
    "MAX_STATEMENT_BYTES",
    "PAYMENT",
    "PAYMENTS_SINCE",
    "UNANSWERED_AFTER",
    "AccountChangeView",
    "AccountMessages",
    "AccountOverTime",
    "AccountRead",
    "BankAccountView",
    "BatchLine",
    "BatchView",
    "BlockView",
    "Choice",
    "CorrectionView",
    "KeptAccount",
    "NobodyListens",
    "OrganisationTotal",
    "PayingShut",
    "PaymentError",
    "PaymentFacts",
    "PaymentHolds",
    "PaymentMessages",
    "PaymentOutcomes",
    "PaymentRequest",
    "PaymentView",
    "ReportOutcome",
    "ShutView",
    "StatementLine",
    "StatementOutcome",
    "UnknownEntries",
    "UnknownEntry",
    "Unsettled",
    "UnsoundAccount",
    "UnsoundBatch",
    "UnsoundRequest",
    "UnusableStatement",
    "WaitingPayments",
    "account_change",
    "account_change_waits",
    "account_changes",
    "accounts_kept",
    "accounts_over_time",
    "add_bank_account",
    "ask_correction",
    "bank_accounts",
    "batch",
    "batch_file",
    "batch_of",
    "batches",
    "cancel_batch",
    "choices_for",
    "confirm_account",
    "confirm_correction",
    "confirm_statements_read",
    "correction_count",
    "corrections",
    "decline_correction",
    "decline_statements_read",
    "is_answer",
    "make_batch",
    "note_file_downloaded",
    "own_ibans",
    "paying_shut",
    "payment_of",
    "payments_by_source",
    "payments_of",
    "payments_since",
    "payments_waiting",
    "propose_account",
    "refuse_account",
    "register_holds",
    "register_outcomes",
    "release_batch",
    "request_payments",
    "say_statements_read",
    "settle_unknown_entry",
    "statements",
    "unknown_entries",
    "unsettled_counts",
    "upload_statement",
    "upload_status_report",
    "withdraw_account",
    "withdraw_payment",
]
