"""States, acts and channels of an invoice: as codes and as words."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bodemplaat.capabilities.cases.api import Words
from bodemplaat.capabilities.ledger.api import Purpose
from bodemplaat.engines.matching import Verdict
from bodemplaat.kernel import Severity, say


class InvoiceState(StrEnum):
    """How an invoice stands."""

    WAITING = "waiting"
    """Something stops it, and a clerk says what becomes of it."""
    REGISTERED = "registered"
    """Nothing stops it, or a clerk took it in all the same."""
    SENT_BACK = "sent_back"
    """The supplier was told what is wrong and sends another one."""


class InvoiceMove(StrEnum):
    """What is done with an invoice."""

    REGISTER = "register"
    SEND_BACK = "send_back"


class InvoiceAct(StrEnum):
    """What is written on the timeline of an invoice and in the trail."""

    RECEIVED = "invoice.received"
    TYPED_OVER = "invoice.typed_over"
    REGISTERED = "invoice.registered"
    SENT_BACK = "invoice.sent_back"
    WENT_OVER = "invoice.went_over"
    REMINDED = "invoice.reminded"
    REMINDER_READ = "invoice.reminder_read"
    PAGE_OPENED = "invoice.page_opened"
    LINKS_ENDED = "invoice.links_ended"
    LINKED = "invoice.linked"
    UNLINKED = "invoice.unlinked"
    RECEIPT_AWAITED = "invoice.receipt_awaited"
    RECEIPT_CAME = "invoice.receipt_came"
    CODED = "invoice.coded"
    APPROVED_BY_ORDER = "invoice.approved_by_order"
    STEP_APPROVED = "invoice.step_approved"
    APPROVED = "invoice.approved"
    ASKED_BACK = "invoice.asked_back"
    REFUSED = "invoice.refused"
    DISPUTED = "invoice.disputed"
    DISPUTE_LIFTED = "invoice.dispute_lifted"
    PAYMENT_ASKED = "invoice.payment_asked"
    PAYMENT_HELD = "invoice.payment_on_hold"
    PAID = "invoice.paid"
    BOUNCED = "invoice.payment_returned"
    SET_OFF = "invoice.set_off"
    DIVIDED = "invoice.divided"
    PART_ASKED = "invoice.part_asked"
    PART_PAID = "invoice.part_paid"
    DISCOUNT_NOTED = "invoice.discount_noted"
    DISCOUNT_MISSED = "invoice.discount_missed"


class Approval(StrEnum):
    """How far a registered invoice is with whoever answers for the budget."""

    NONE = "none"
    """Nobody has coded it yet."""
    ASKED = "asked"
    """It is coded, and waits for whoever decides on its open step."""
    RETURNED = "returned"
    """It came back to the clerk with a question."""
    REFUSED = "refused"
    """It is not to be paid; the clerk tells the supplier."""
    APPROVED = "approved"


class Fit(StrEnum):
    """How an invoice stands to the order that it is of."""

    NONE = ""
    """It is linked to none."""
    FITS = "fits"
    AWAITED = "awaited"
    """It fits but for what has still to come, or was not noted."""
    DIFFERS = "differs"


class PaymentState(StrEnum):
    """What an invoice keeps of its payment."""

    NONE = "none"
    """Nothing was asked to be paid, or it was taken back."""
    ASKED = "asked"
    PAID = "paid"
    RETURNED = "returned"
    """The bank gave it back, and a clerk says what becomes of it."""
    SETTLED = "settled"
    """Credit notes come to as much: nothing is paid."""
    PARTLY = "partly"
    """Some of its parts are paid, and others are not."""


class PartKind(StrEnum):
    """To which kind of account of its supplier a part of an invoice is paid."""

    USUAL = "usual"
    BLOCKED = "blocked"
    """From which its supplier pays nothing but payroll taxes and VAT (G-rekening)."""


class PaymentStage(StrEnum):
    """How far an approved invoice is on its way to the supplier's account."""

    NONE = "none"
    """It is not approved, so nothing is to be paid."""
    ON_HOLD = "on_hold"
    """Its account may not be paid to now."""
    COLLECTED = "collected"
    """The supplier takes the money itself, by direct debit or card."""
    LATER = "later"
    """It waits for its day."""
    ASKED = "asked"
    """It waits to be put in a batch."""
    BATCHED = "batched"
    """It is in a batch that nobody released yet."""
    SENT = "sent"
    PAID = "paid"
    RETURNED = "returned"
    PARTLY = "partly"
    """Some of its parts are paid, and the next one waits for its day."""
    SETTLED = "settled"
    """Credit notes come to as much; or of a credit note: all of it was taken off payments."""
    CREDIT = "credit"
    """A credit note of which something is still to be taken off a payment."""


class Stuck(StrEnum):
    """Why nobody can decide on an open step."""

    NOBODY_HOLDS = "nobody_holds"
    """Nobody who is there has the function, nor the one that decides where nobody else can."""
    DECIDED_BEFORE = "decided_before"
    """Whoever has it approved an earlier step of the round."""
    CODED_IT = "coded_it"
    """Whoever has it coded the invoice, in this job or another."""


class VatTreatment(StrEnum):
    """What becomes of the VAT of an invoice."""

    COMPENSATED = "compensated"
    """By the fund that compensates municipalities (BTW-compensatiefonds)."""
    RECLAIMED = "reclaimed"
    """With the VAT return: it is for something that is taxed."""
    COST = "cost"
    """By nobody: it is a part of what is bought."""


class ByTwoState(StrEnum):
    """How something stands that one clerk asks for and another decides on."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    """The desk went over to another provider before anybody decided."""
    ENDED = "ended"
    """It was confirmed, and holds no more."""


class AccountStanding(StrEnum):
    """Whether the account of an invoice can be paid to."""

    NONE = "none"
    """The invoice names none."""
    UNKNOWN = "unknown"
    """Nobody has asked for it, or it was refused or ended."""
    ASKED = "asked"
    """It waits for a second clerk."""
    LATER = "later"
    """It is confirmed, and its waiting time runs."""
    PAYABLE = "payable"


class Channel(StrEnum):
    """By which way an invoice came."""

    UPLOAD = "upload"
    SYSTEM = "system"
    FOLDER = "folder"
    MAIL = "mail"


class LetterKind(StrEnum):
    """What a supplier wrote."""

    CAME_WITH = "came_with"
    """The e-mail with which the invoice came."""
    REMINDER = "reminder"
    """It asks where its payment is, by e-mail, letter or telephone."""


class ReminderLevel(StrEnum):
    """How pressing a reminder is, the mildest first."""

    QUESTION = "question"
    REMINDER = "reminder"
    DEMAND = "demand"
    COLLECTION = "collection"


class SupplierStage(StrEnum):
    """How an invoice stands, as its supplier is told it."""

    CHECKED = "checked"
    """It is looked at, and nothing is asked of the supplier."""
    FOR_YOU = "for_you"
    """It cannot be processed: another one is waited for."""
    DISPUTED = "disputed"
    APPROVING = "approving"
    """Whoever answers for the budget decides."""
    REFUSED = "refused"
    APPROVED = "approved"
    """It is paid on a day that is known."""
    PREPARED = "prepared"
    """It is approved, and its day is not sure."""
    AT_BANK = "at_bank"
    PAID = "paid"
    CAME_BACK = "came_back"
    SET_OFF = "set_off"
    COLLECTED = "collected"
    CREDIT = "credit"
    """A credit note that is taken off a next payment."""


STATE_WORDS: Mapping[InvoiceState, Words] = {
    InvoiceState.WAITING: Words(pgettext_lazy("invoice", "Waits"), "warning", "question"),
    InvoiceState.REGISTERED: Words(pgettext_lazy("invoice", "Registered"), "success", "check"),
    InvoiceState.SENT_BACK: Words(pgettext_lazy("invoice", "Sent back"), "neutral", "return"),
}
ACT_WORDS: Mapping[InvoiceAct, Words] = {
    InvoiceAct.RECEIVED: Words(pgettext_lazy("invoice", "Received"), "info", "inbox"),
    InvoiceAct.TYPED_OVER: Words(_("Typed over from its picture"), "info", "edit"),
    InvoiceAct.REGISTERED: Words(pgettext_lazy("invoice", "Registered"), "success", "check"),
    InvoiceAct.SENT_BACK: Words(pgettext_lazy("invoice", "Sent back to the supplier"), "neutral", "return"),
    InvoiceAct.LINKED: Words(_("Linked to its order"), "info", "cart"),
    InvoiceAct.UNLINKED: Words(_("No longer linked to an order"), "warning", "return"),
    InvoiceAct.RECEIPT_AWAITED: Words(_("Waits for a receipt of what was ordered"), "warning", "clock"),
    InvoiceAct.RECEIPT_CAME: Words(_("The receipt of what was ordered is there"), "success", "inbox"),
    InvoiceAct.APPROVED_BY_ORDER: Words(_("Fits the order that was approved"), "success", "check"),
    InvoiceAct.CODED: Words(_("Coded, and asked to approve"), "info", "edit"),
    InvoiceAct.STEP_APPROVED: Words(_("Approved by one of the chain"), "success", "check"),
    InvoiceAct.APPROVED: Words(pgettext_lazy("invoice", "Approved"), "success", "check-circle"),
    InvoiceAct.ASKED_BACK: Words(_("Back to the clerk with a question"), "warning", "return"),
    InvoiceAct.REFUSED: Words(pgettext_lazy("invoice", "Refused"), "danger", "close"),
    InvoiceAct.PAYMENT_ASKED: Words(_("Payment asked for"), "info", "euro"),
    InvoiceAct.PAYMENT_HELD: Words(_("Payment on hold"), "warning", "lock"),
    InvoiceAct.PAID: Words(pgettext_lazy("invoice", "Paid"), "success", "check-circle"),
    InvoiceAct.BOUNCED: Words(_("Given back by the bank"), "danger", "return"),
    InvoiceAct.DISPUTED: Words(_("Disputed with the supplier"), "warning", "pause"),
    InvoiceAct.DISPUTE_LIFTED: Words(_("Dispute lifted"), "success", "check"),
    InvoiceAct.DIVIDED: Words(_("Divided into parts to pay"), "info", "edit"),
    InvoiceAct.PART_ASKED: Words(_("Payment of a part asked for"), "info", "euro"),
    InvoiceAct.PART_PAID: Words(_("A part paid"), "info", "check"),
    InvoiceAct.SET_OFF: Words(_("Set off"), "info", "check"),
    InvoiceAct.REMINDED: Words(_("The supplier asked for it"), "warning", "mail"),
    InvoiceAct.REMINDER_READ: Words(_("What the supplier wrote was read"), "info", "edit"),
    InvoiceAct.PAGE_OPENED: Words(_("The supplier’s page was opened"), "info", "search"),
    InvoiceAct.LINKS_ENDED: Words(_("The supplier’s links ended"), "neutral", "lock"),
    InvoiceAct.DISCOUNT_NOTED: Words(_("Discount for paying early noted"), "info", "euro"),
    InvoiceAct.DISCOUNT_MISSED: Words(_("Discount for paying early missed"), "warning", "clock"),
    InvoiceAct.WENT_OVER: Words(_("Went over to another provider"), "info", "arrow-right"),
}
LEVEL_WORDS: Mapping[ReminderLevel, Words] = {
    ReminderLevel.QUESTION: Words(pgettext_lazy("reminder", "Question"), "neutral", "question"),
    ReminderLevel.REMINDER: Words(pgettext_lazy("reminder", "Reminder"), "info", "mail"),
    ReminderLevel.DEMAND: Words(pgettext_lazy("reminder", "Demand"), "warning", "warning"),
    ReminderLevel.COLLECTION: Words(pgettext_lazy("reminder", "Default or collection"), "danger", "warning"),
}
TO_TYPE_WORDS: Final = Words(_("To be typed over"), "warning", "edit")
DISPUTE_WORDS: Final = Words(_("In dispute"), "warning", "pause")
APPROVAL_WORDS: Mapping[Approval, Words] = {
    Approval.NONE: Words(_("To be coded"), "neutral", "edit"),
    Approval.ASKED: Words(_("Waits for approval"), "warning", "clock"),
    Approval.RETURNED: Words(_("Back with a question"), "warning", "return"),
    Approval.REFUSED: Words(pgettext_lazy("invoice", "Refused"), "danger", "close"),
    Approval.APPROVED: Words(pgettext_lazy("invoice", "Approved"), "success", "check-circle"),
}
FIT_WORDS: Mapping[Fit, Words] = {
    Fit.FITS: Words(_("Fits its order"), "success", "check"),
    Fit.AWAITED: Words(_("Waits for a receipt"), "warning", "clock"),
    Fit.DIFFERS: Words(_("Does not fit its order"), "danger", "warning"),
}
VERDICT_WORDS: Mapping[Verdict, Words] = {
    Verdict.MATCHED: Words(_("Fits"), "success", "check"),
    Verdict.PRICE: Words(_("Another price"), "danger", "warning"),
    Verdict.VAT: Words(_("Another rate of VAT"), "danger", "warning"),
    Verdict.NOT_RECEIVED: Words(_("More than has come"), "warning", "clock"),
    Verdict.MORE_THAN_ORDERED: Words(_("More than ordered"), "danger", "warning"),
    Verdict.AGAIN: Words(_("Invoiced before"), "danger", "warning"),
    Verdict.NOT_ORDERED: Words(_("Not on the order"), "danger", "warning"),
    Verdict.CREDITED: Words(_("More than was invoiced"), "danger", "warning"),
}
PAYMENT_WORDS: Mapping[PaymentStage, Words] = {
    PaymentStage.NONE: Words(_("Not to be paid yet"), "neutral", "clock"),
    PaymentStage.ON_HOLD: Words(_("Payment on hold"), "warning", "lock"),
    PaymentStage.COLLECTED: Words(_("Collected by the supplier"), "neutral", "bank"),
    PaymentStage.LATER: Words(_("Waits for its day"), "info", "clock"),
    PaymentStage.ASKED: Words(_("Waits for a batch"), "info", "clock"),
    PaymentStage.BATCHED: Words(_("In a batch"), "info", "clock"),
    PaymentStage.SENT: Words(_("Sent to the bank"), "info", "arrow-right"),
    PaymentStage.PAID: Words(pgettext_lazy("invoice", "Paid"), "success", "check-circle"),
    PaymentStage.PARTLY: Words(_("Partly paid"), "info", "clock"),
    PaymentStage.RETURNED: Words(_("Given back by the bank"), "danger", "return"),
    PaymentStage.SETTLED: Words(pgettext_lazy("invoice", "Set off"), "success", "check-circle"),
    PaymentStage.CREDIT: Words(_("To be set off"), "info", "clock"),
}
FUNCTION_WORDS: Mapping[str, Any] = {"budget_holder": _("Budget holder"), "director": _("Director")}
STUCK_WORDS: Mapping[Stuck, Any] = {
    Stuck.NOBODY_HOLDS: _(
        "Nobody who is there has this function for the unit, and nobody decides in their place. The administrator of the"
        " organisation gives it to somebody."
    ),
    Stuck.DECIDED_BEFORE: _(
        "Whoever has this function approved the step before, and nobody approves twice. The administrator of the organisation"
        " gives it to somebody else as well."
    ),
    Stuck.CODED_IT: _(
        "Whoever has this function coded the invoice. The administrator of the organisation gives it to somebody else as well."
    ),
}
VAT_WORDS: Mapping[VatTreatment, Any] = {
    VatTreatment.COMPENSATED: _("Compensated by the BCF"),
    VatTreatment.RECLAIMED: _("Reclaimed with the VAT return"),
    VatTreatment.COST: _("Part of the costs"),
}
BY_TWO_WORDS: Mapping[ByTwoState, Words] = {
    ByTwoState.ASKED: Words(_("Waits for a second person"), "warning", "question"),
    ByTwoState.CONFIRMED: Words(pgettext_lazy("account of a supplier", "Confirmed"), "success", "check"),
    ByTwoState.REFUSED: Words(pgettext_lazy("account of a supplier", "Refused"), "neutral", "close"),
    ByTwoState.WITHDRAWN: Words(pgettext_lazy("account of a supplier", "Taken back"), "neutral", "return"),
    ByTwoState.LAPSED: Words(pgettext_lazy("account of a supplier", "Lapsed"), "neutral", "return"),
    ByTwoState.ENDED: Words(pgettext_lazy("account of a supplier", "Ended"), "neutral", "lock"),
}
STANDING_WORDS: Mapping[AccountStanding, Words] = {
    AccountStanding.NONE: Words(_("No account in the invoice"), "warning", "question"),
    AccountStanding.UNKNOWN: Words(_("Not confirmed for this supplier"), "warning", "question"),
    AccountStanding.ASKED: Words(_("Waits for a second person"), "warning", "question"),
    AccountStanding.LATER: Words(_("Confirmed, the waiting time runs"), "info", "clock"),
    AccountStanding.PAYABLE: Words(_("Can be paid to"), "success", "check"),
}
CHANNEL_WORDS: Mapping[Channel, Any] = {
    Channel.UPLOAD: _("Uploaded at the desk"),
    Channel.SYSTEM: _("Delivered by another system"),
    Channel.FOLDER: _("Delivered in the folder"),
    Channel.MAIL: _("Came by e-mail"),
}
SEVERITY_WORDS: Mapping[Severity, Words] = {
    Severity.ERROR: Words(pgettext_lazy("finding", "Wrong"), "danger", "warning"),
    Severity.WARNING: Words(pgettext_lazy("finding", "Look at this"), "warning", "question"),
    Severity.NOTE: Words(pgettext_lazy("finding", "To know"), "info", "info"),
}
DUPLICATE: Final = "known.duplicate"
NUMBER_AGAIN: Final = "known.number_again"
OTHER_CUSTOMER: Final = "known.other_customer"
NEW_SUPPLIER: Final = "known.new_supplier"
OTHER_ACCOUNT: Final = "known.other_account"
OTHER_CURRENCY: Final = "known.other_currency"
OTHER_RATE: Final = "known.vat_rate"
"""The codes of what only we know."""
SUPPLIER_ACCOUNT: Final = "supplier_account"
WAITING_TIME: Final = "waiting_time"
SECOND_APPROVAL: Final = "second_approval"
ORDER_MATCH: Final = "order_match"
"""The kinds of proposals of this room."""
TYPED: Final = "typed"
"""How it was read where a clerk typed it over: its step and its form."""
PDF: Final = "application/pdf"
XML: Final = "application/xml"
PICTURES: Final = (PDF, *(f"image/{each}" for each in ("png", "jpeg", "gif", "tiff", "bmp", "webp", "heic")))
"""What a clerk types over, as long as it carries no e-invoice."""
SOURCE: Final = "invoice"
"""What an invoice is to payments."""

COST: Final = Purpose(f"{SOURCE}.cost", say("Costs of invoices"), by_taakveld=True)
COMPENSATED: Final = Purpose(f"{SOURCE}.compensated", say("VAT of invoices that the BCF compensates"))
RECLAIMED: Final = Purpose(f"{SOURCE}.reclaimed", say("VAT of invoices that is reclaimed"))
DIFFERENCE: Final = Purpose(f"{SOURCE}.difference", say("Prepaid and rounded on invoices"))
DEBT: Final = Purpose(f"{SOURCE}.debt", say("Invoices to be paid"))
DISCOUNT: Final = Purpose(f"{SOURCE}.discount", say("Discounts for paying early, with VAT"))
PURPOSES: Final = (COST, COMPENSATED, RECLAIMED, DIFFERENCE, DEBT, DISCOUNT)
