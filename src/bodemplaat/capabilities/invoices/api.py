"""The door of suppliers' invoices.

``judge_files`` reads and judges files, outside any transaction · ``receive_invoice`` takes one in, once · a clerk decides about what
waits (``register_invoice``, ``send_invoice_back``; ``type_over_invoice`` where it is a picture) · ``invoices_at_desk`` and ``invoice_view`` show them.

A clerk codes what is registered (``code_invoice``; ``coding_proposal`` is what an earlier one suggests) and whoever answers for the
budget decides: ``invoices_to_decide``, ``approve_invoice``, ``return_invoice``, ``refuse_invoice``.

What is approved is asked to be paid when its day comes (``ask_when_due``, each day) or at once (``pay_invoice_now``), never to an
account that is not confirmed, and less what its supplier credited; ``InvoicePayments`` hears what the bank did, and ``invoice_payment`` tells how far it is.

``divide_invoice`` lets it be paid in parts, by instalments or partly to a blocked account; ``division_view`` shows them.

A discount for paying early that the invoice offers, or a clerk typed over (``note_discount``), lets it be paid in time for that.

A supplier follows an invoice by a link (``link_key``, ``invoice_for_supplier``, ``end_links``); ``note_reminder`` notes that one asked for it, and
``owed_for_invoice`` what the law adds to it where it is late.

``link_invoice`` says of which order an invoice is, line by line, and ``unlink_invoice`` of none; ``match_view`` shows how it stands, and
``book_as_ordered`` codes what fits. What may differ, and whether what fits is asked anew, is a rule by two (``ORDER_MATCH_RULE``).

``dispute_invoice`` stops what the supplier has to mend first, ``lift_dispute`` lets it go on.

The register of suppliers: ``add_supplier``, ``suppliers_at_desk`` and ``supplier_view``; an account is asked for by one clerk
and confirmed by another (``propose_supplier_account``), and paid to after a waiting time that two change as well.

From which amount a director decides as well is a rule of each organisation (``second_approval``): an administrator proposes another,
a controller confirms it.
"""

from bodemplaat.capabilities.invoices.commands.approving import (
    approve_invoice,
    refuse_invoice,
    return_invoice,
)
from bodemplaat.capabilities.invoices.commands.coding import MOST_LINES, code_invoice
from bodemplaat.capabilities.invoices.commands.deciding import register_invoice, send_invoice_back
from bodemplaat.capabilities.invoices.commands.discounting import note_discount
from bodemplaat.capabilities.invoices.commands.disputing import dispute_invoice, lift_dispute
from bodemplaat.capabilities.invoices.commands.dividing import divide_invoice, pay_part_now
from bodemplaat.capabilities.invoices.commands.following import (
    end_links,
    note_page_opened,
    note_reminder,
    read_reminder,
)
from bodemplaat.capabilities.invoices.commands.handing_over import hand_over_invoices
from bodemplaat.capabilities.invoices.commands.mailing import MailedInvoices
from bodemplaat.capabilities.invoices.commands.matching import book_as_ordered, link_invoice, unlink_invoice
from bodemplaat.capabilities.invoices.commands.order_match import ORDER_MATCHES, propose_order_match
from bodemplaat.capabilities.invoices.commands.paying import InvoicePayments, ask_when_due, pay_invoice_now
from bodemplaat.capabilities.invoices.commands.receiving import judge_files, receive_invoice
from bodemplaat.capabilities.invoices.commands.second_approval import (
    SECOND_APPROVALS,
    propose_second_approval,
)
from bodemplaat.capabilities.invoices.commands.supplier_accounts import (
    SUPPLIER_ACCOUNTS,
    end_supplier_account,
    propose_supplier_account,
)
from bodemplaat.capabilities.invoices.commands.suppliers import add_supplier
from bodemplaat.capabilities.invoices.commands.typing_over import type_over_invoice
from bodemplaat.capabilities.invoices.commands.waiting_time import (
    MOST_DAYS,
    WAITING_TIMES,
    propose_waiting_time,
)
from bodemplaat.capabilities.invoices.errors import (
    AlreadyDecided,
    CannotBeCoded,
    CannotBeDisputed,
    CannotBeDivided,
    CannotBeMatched,
    CannotBePaid,
    CannotBeRegistered,
    ChangedMeanwhile,
    NoReason,
    NotForThisDesk,
    UnsoundDiscount,
    UnsoundReminder,
    UnsoundSupplier,
    UnsoundTyping,
    UnusableInvoiceFile,
)
from bodemplaat.capabilities.invoices.notifications import (
    ApprovalMessages,
    OrderMatchMessages,
    SecondApprovalMessages,
    SupplierMessages,
)
from bodemplaat.capabilities.invoices.ports import judge_with
from bodemplaat.capabilities.invoices.queries.approving import (
    approval_view,
    coding_proposal,
    invoice_to_decide,
    invoices_to_decide,
)
from bodemplaat.capabilities.invoices.queries.budget import budget_for_coding, budget_to_decide
from bodemplaat.capabilities.invoices.queries.delivered import invoices_delivered, invoices_named
from bodemplaat.capabilities.invoices.queries.discounts import discount_view
from bodemplaat.capabilities.invoices.queries.facts import CASE_NAME, CASE_TYPE, CAUSES, case_facts
from bodemplaat.capabilities.invoices.queries.for_supplier import (
    LINK,
    LINK_DAYS,
    invoice_for_supplier,
    link_key,
    looks_like_a_key,
)
from bodemplaat.capabilities.invoices.queries.in_time import paid_in_time
from bodemplaat.capabilities.invoices.queries.invoices import account_of_invoice, invoice_view
from bodemplaat.capabilities.invoices.queries.letters import LetterView, letters_of_invoice, owed_for_invoice
from bodemplaat.capabilities.invoices.queries.lists import (
    DISPUTED,
    FITS,
    INVOICES_SINCE,
    INVOICES_WAITING,
    PAYMENT_STUCK,
    REMINDED,
    SORTS,
    invoice_counts,
    invoice_ids,
    invoice_rows,
    invoices_at_desk,
    invoices_of_order,
    invoices_since,
    invoices_waiting,
    organisations_taken_in_for,
)
from bodemplaat.capabilities.invoices.queries.matching import (
    LinkView,
    MatchView,
    link_view,
    match_to_decide,
    match_view,
)
from bodemplaat.capabilities.invoices.queries.order_match import ORDER_MATCH_RULE, order_match_waits
from bodemplaat.capabilities.invoices.queries.parts import DivisionView, PartView, division_view
from bodemplaat.capabilities.invoices.queries.paying import invoice_payment, invoices_due
from bodemplaat.capabilities.invoices.queries.second_approval import (
    SECOND_RULE,
    second_approval,
    second_approval_waits,
)
from bodemplaat.capabilities.invoices.queries.setting_off import credit_view
from bodemplaat.capabilities.invoices.queries.stuck import (
    count_nobody_decides,
    count_payments_stuck,
    invoices_nobody_decides,
)
from bodemplaat.capabilities.invoices.queries.suppliers import (
    supplier_view,
    suppliers_asked,
    suppliers_at_desk,
    waiting_times,
)
from bodemplaat.capabilities.invoices.reckoning.chain import SecondRule
from bodemplaat.capabilities.invoices.reckoning.dividing import MOST_PARTS, AskedPart
from bodemplaat.capabilities.invoices.reckoning.in_time_report import report_in_time
from bodemplaat.capabilities.invoices.reckoning.matching import MatchRule
from bodemplaat.capabilities.invoices.reckoning.typing_over import TypedInvoice
from bodemplaat.capabilities.invoices.values import (
    Coded,
    InvoiceEventView,
    InvoiceFilter,
    InvoicePayment,
    InvoiceRow,
    InvoiceView,
    Received,
    SupplierFilter,
)
from bodemplaat.capabilities.invoices.vocabulary import (
    ACT_WORDS,
    APPROVAL_WORDS,
    BY_TWO_WORDS,
    CHANNEL_WORDS,
    DISPUTE_WORDS,
    DUPLICATE,
    FIT_WORDS,
    FUNCTION_WORDS,
    LEVEL_WORDS,
    NEW_SUPPLIER,
    NUMBER_AGAIN,
    OTHER_ACCOUNT,
    OTHER_CURRENCY,
    OTHER_CUSTOMER,
    PAYMENT_WORDS,
    PICTURES,
    SEVERITY_WORDS,
    SOURCE,
    STANDING_WORDS,
    STATE_WORDS,
    STUCK_WORDS,
    TO_TYPE_WORDS,
    TYPED,
    VAT_WORDS,
    VERDICT_WORDS,
    AccountStanding,
    Approval,
    ByTwoState,
    Channel,
    Fit,
    InvoiceAct,
    InvoiceMove,
    InvoiceState,
    LetterKind,
    PartKind,
    PaymentStage,
    ReminderLevel,
    Stuck,
    SupplierStage,
    VatTreatment,
)
from bodemplaat.capabilities.ledger.api import BeyondBudget
from bodemplaat.formats.invoices.read import MOST_BYTES
from bodemplaat.foundation.access.api import NotYoursToDecide
from bodemplaat.foundation.rules.api import UnsoundRule

__all__ = [
    "ACT_WORDS",
    "APPROVAL_WORDS",
    "BY_TWO_WORDS",
    "CASE_NAME",
    "CASE_TYPE",
    "CAUSES",
    "CHANNEL_WORDS",
    "DISPUTED",
    "DISPUTE_WORDS",
    "DUPLICATE",
    "FITS",
    "FIT_WORDS",
    "FUNCTION_WORDS",
    "INVOICES_SINCE",
    "INVOICES_WAITING",
    "LEVEL_WORDS",
    "LINK",
    "LINK_DAYS",
    "MOST_BYTES",
    "MOST_DAYS",
    "MOST_LINES",
    "MOST_PARTS",
    "NEW_SUPPLIER",
    "NUMBER_AGAIN",
    "ORDER_MATCHES",
    "ORDER_MATCH_RULE",
    "OTHER_ACCOUNT",
    "OTHER_CURRENCY",
    "OTHER_CUSTOMER",
    "PAYMENT_STUCK",
    "PAYMENT_WORDS",
    "PICTURES",
    "REMINDED",
    "SECOND_APPROVALS",
    "SECOND_RULE",
    "SEVERITY_WORDS",
    "SORTS",
    "SOURCE",
    "STANDING_WORDS",
    "STATE_WORDS",
    "STUCK_WORDS",
    "SUPPLIER_ACCOUNTS",
    "TO_TYPE_WORDS",
    "TYPED",
    "VAT_WORDS",
    "VERDICT_WORDS",
    "WAITING_TIMES",
    "AccountStanding",
    "AlreadyDecided",
    "Approval",
    "ApprovalMessages",
    "AskedPart",
    "BeyondBudget",
    "ByTwoState",
    "CannotBeCoded",
    "CannotBeDisputed",
    "CannotBeDivided",
    "CannotBeMatched",
    "CannotBePaid",
    "CannotBeRegistered",
    "ChangedMeanwhile",
    "Channel",
    "Coded",
    "DivisionView",
    "Fit",
    "InvoiceAct",
    "InvoiceEventView",
    "InvoiceFilter",
    "InvoiceMove",
    "InvoicePayment",
    "InvoicePayments",
    "InvoiceRow",
    "InvoiceState",
    "InvoiceView",
    "LetterKind",
    "LetterView",
    "LinkView",
    "MailedInvoices",
    "MatchRule",
    "MatchView",
    "NoReason",
    "NotForThisDesk",
    "NotYoursToDecide",
    "OrderMatchMessages",
    "PartKind",
    "PartView",
    "PaymentStage",
    "Received",
    "ReminderLevel",
    "SecondApprovalMessages",
    "SecondRule",
    "Stuck",
    "SupplierFilter",
    "SupplierMessages",
    "SupplierStage",
    "TypedInvoice",
    "UnsoundDiscount",
    "UnsoundReminder",
    "UnsoundRule",
    "UnsoundSupplier",
    "UnsoundTyping",
    "UnusableInvoiceFile",
    "VatTreatment",
    "account_of_invoice",
    "add_supplier",
    "approval_view",
    "approve_invoice",
    "ask_when_due",
    "book_as_ordered",
    "budget_for_coding",
    "budget_to_decide",
    "case_facts",
    "code_invoice",
    "coding_proposal",
    "count_nobody_decides",
    "count_payments_stuck",
    "credit_view",
    "discount_view",
    "dispute_invoice",
    "divide_invoice",
    "division_view",
    "end_links",
    "end_supplier_account",
    "hand_over_invoices",
    "invoice_counts",
    "invoice_for_supplier",
    "invoice_ids",
    "invoice_payment",
    "invoice_rows",
    "invoice_to_decide",
    "invoice_view",
    "invoices_at_desk",
    "invoices_delivered",
    "invoices_due",
    "invoices_named",
    "invoices_nobody_decides",
    "invoices_of_order",
    "invoices_since",
    "invoices_to_decide",
    "invoices_waiting",
    "judge_files",
    "judge_with",
    "letters_of_invoice",
    "lift_dispute",
    "link_invoice",
    "link_key",
    "link_view",
    "looks_like_a_key",
    "match_to_decide",
    "match_view",
    "note_discount",
    "note_page_opened",
    "note_reminder",
    "order_match_waits",
    "organisations_taken_in_for",
    "owed_for_invoice",
    "paid_in_time",
    "pay_invoice_now",
    "pay_part_now",
    "propose_order_match",
    "propose_second_approval",
    "propose_supplier_account",
    "propose_waiting_time",
    "read_reminder",
    "receive_invoice",
    "refuse_invoice",
    "register_invoice",
    "report_in_time",
    "return_invoice",
    "second_approval",
    "second_approval_waits",
    "send_invoice_back",
    "supplier_view",
    "suppliers_asked",
    "suppliers_at_desk",
    "type_over_invoice",
    "unlink_invoice",
    "waiting_times",
]
