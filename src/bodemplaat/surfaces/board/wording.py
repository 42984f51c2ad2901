"""The words of this surface: states, kinds, functions, steps, acts, and periods."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.claims.api import (
    ACT_WORDS,
    STATE_WORDS,
    Approver,
    ChainStep,
    ClaimState,
    DatedKind,
    KindRule,
    Words,
)
from bodemplaat.foundation.access.api import FUNCTIONS
from bodemplaat.foundation.notices.api import worded
from bodemplaat.foundation.reports.api import Chosen, Span, period_name
from bodemplaat.foundation.tenancy.api import Refused
from bodemplaat.presentation import notation

STATES: Mapping[ClaimState, Words] = {
    state: words for state, words in STATE_WORDS.items() if state is not ClaimState.DRAFT
}
"""A draft is nobody's business but its writer's, so it has no words here."""

PROPOSAL_STATES: Mapping[str, Words] = {
    "waiting": Words(_("Waits for a controller"), "waiting", "clock"),
    "confirmed": Words(_("Confirmed"), "success", "check"),
    "refused": Words(_("Refused"), "danger", "error"),
    "withdrawn": Words(_("Withdrawn"), "neutral", "return"),
}

ACTIONS: Mapping[str, Any] = {
    **{act.value: words.in_full for act, words in ACT_WORDS.items()},
    **{act.value: words.in_full for act, words in cases.ACT_WORDS.items()},
    "sample.drawn": _("Sample drawn"),
    "claim_rules.set": _("Rules for claims changed"),
    "claim_kind.set": _("Kind of cost changed"),
    "claim_ceiling.set": _("Ceiling for rules set"),
    "rule_proposal.proposed": _("Change of rules proposed"),
    "rule_proposal.confirmed": _("Change of rules confirmed"),
    "rule_proposal.refused": _("Change of rules refused"),
    "rule_proposal.withdrawn": _("Change of rules withdrawn"),
    "payment.requested": _("Payment requested"),
    "payment.withdrawn": _("Payment request withdrawn"),
    "payment.returned": _("Payment returned"),
    "payment_batch.prepared": _("Payment batch made"),
    "payment_batch.released": _("Payment batch released"),
    "payment_batch.cancelled": _("Payment batch cancelled"),
    "bank_account.added": _("Bank account added"),
    "account_change.asked": _("Bank account to pay from proposed"),
    "account_change.confirmed": _("Bank account to pay from confirmed"),
    "account_change.refused": _("Bank account to pay from refused"),
    "account_change.withdrawn": _("Bank account to pay from withdrawn"),
    "bank_statement.read": _("Bank statement read"),
    "statement_entry.settled": _("Statement entry settled"),
    "cost_centre.added": _("Cost centre added"),
    "cost_centre.changed": _("Cost centre changed"),
    "cost_centre.ended": _("Cost centre ended"),
    "ledger_year.opened": _("Books of a year opened"),
    "ledger_account.added": _("Account of the books added"),
    "ledger_account.changed": _("Account of the books changed"),
    "ledger_account.opened": _("Opening balance posted"),
    "ledger_budget.added": _("Amount of the budget added"),
    "ledger_budget.changed": _("Amount of the budget changed"),
    "ledger_budget.rule_proposed": _("Rule about what goes beyond the budget proposed"),
    "ledger_budget.rule_confirmed": _("Rule about what goes beyond the budget changed"),
    "ledger_budget.rule_refused": _("Rule about what goes beyond the budget refused"),
    "ledger_budget.rule_withdrawn": _("Rule about what goes beyond the budget taken back"),
    "ledger_elsewhere.added": _("Account in books elsewhere added"),
    "ledger_elsewhere.changed": _("Account in books elsewhere changed"),
    "ledger_year.handed_over": _("Entries handed over to books elsewhere"),
    "ledger_entry.posted": _("Entry posted in the books"),
    "ledger_entry.corrected": _("Entry in the books corrected"),
    "ledger_rule.chosen": _("Account for postings chosen"),
    "ledger_period.closed": _("Period of the books closed"),
    "ledger_year.closing_proposed": _("Closing a year of the books proposed"),
    "ledger_year.closing_confirmed": _("Year of the books closed"),
    "ledger_year.closing_refused": _("Closing a year of the books refused"),
    "ledger_year.closing_withdrawn": _("Closing a year of the books withdrawn"),
    "ledger_year.carried": _("Year of the books carried to the next"),
    "ledger_period.reopening_proposed": _("Opening a period again proposed"),
    "ledger_period.reopening_confirmed": _("Period of the books opened again"),
    "ledger_period.reopening_refused": _("Opening a period again refused"),
    "ledger_period.reopening_withdrawn": _("Opening a period again withdrawn"),
    "organisation.registered": _("Organisation registered"),
    "cooperation.filled": _("Cooperation filled from files"),
    "cooperation.founded": _("Cooperation founded"),
    "cooperation.joined": _("Cooperation joined"),
    "contact.named": _("Contact named"),
    "contact.changed": _("Contact changed from a day"),
    "contact.ended": _("Contact ended"),
    "hours.week_written": _("Opening hours of a week written"),
    "hours.day_written": _("Day with other opening hours written"),
    "hours.day_taken_back": _("Day with other opening hours taken back"),
    "performance_report.proposed": _("Figures of norms offered for signing"),
    "performance_report.agreed": _("Figures of norms signed for one side"),
    "performance_report.confirmed": _("Figures of norms signed by both"),
    "performance_report.refused": _("Figures of norms not signed"),
    "performance_report.withdrawn": _("Figures of norms taken back"),
    "catalogue.filled": _("Catalogue filled with the proposals"),
    "service.written": _("Service written"),
    "service.begun": _("Next version of a service begun"),
    "service.changed": _("Draft of a service changed"),
    "service.adopted": _("Version of a service adopted"),
    "service.published": _("Version of a service published"),
    "service.ended": _("End of a service set"),
    "answer.written": _("Answer written"),
    "answer.begun": _("Next version of an answer begun"),
    "answer.changed": _("Draft of an answer changed"),
    "answer.published": _("Version of an answer published"),
    "answer.reviewed": _("Answer looked over"),
    "answer.ended": _("End of an answer set"),
    "cut.drafted": _("Version of the division of work begun"),
    "cut.row_changed": _("Row of the division of work changed"),
    "cut.functions_named": _("Functions for four eyes named"),
    "cut.proposed": _("Division of work proposed"),
    "cut.withdrawn": _("Proposed division of work withdrawn"),
    "cut.dropped": _("Version of the division of work dropped"),
    "cut.agreed": _("Agreed with the division of work"),
    "cut.not_agreed": _("Did not agree with the division of work"),
    "cut.adopted": _("Division of work adopted"),
    "task.provided": _("Task gets a provider"),
    "task.move_proposed": _("Move of a task proposed"),
    "task.move_confirmed": _("Move of a task confirmed"),
    "task.move_refused": _("Move of a task refused"),
    "task.move_withdrawn": _("Proposed move of a task withdrawn"),
    "task.move_taken_back": _("Move of a task taken back"),
    "unit.added": _("Unit added"),
    "unit.changed": _("Unit changed"),
    "unit.ended": _("Unit ended"),
    "person.added": _("Person added"),
    "person.changed": _("Person changed"),
    "employment.added": _("Employment added"),
    "employment.changed": _("Employment changed"),
    "employment.ended": _("Employment ended"),
    "employment.manager_changed": _("Manager changed"),
    "import.done": _("List filled from a file"),
    "import.undone": _("Import undone"),
    "account.signed_in": _("Signed in"),
    "account.sign_in_failed": _("Wrong password given"),
    "account.code_failed": _("Wrong code given"),
    "account.shut_out": _("Signing in shut for a while"),
    "account.password_asked": _("New password asked for"),
    "account.password_reset": _("New password chosen with the link by mail"),
    "account.password_changed": _("Another password chosen"),
    "account.factor_added": _("Second step of signing in set up"),
    "account.factor_removed": _("Second step of signing in removed"),
    "account.codes_made_anew": _("Recovery codes made anew"),
    "claims.exported": _("Claims exported"),
    "model_file.kept": _("Model kept"),
    "model_file.version_kept": _("New version of a model kept"),
    "model_file.renamed": _("Model given another name"),
    "model_file.shared": _("Model shared with a cooperation"),
    "model_file.sharing_stopped": _("Model no longer shared"),
    "model_file.archived": _("Model put in the archive"),
    "model_file.restored": _("Model put back from the archive"),
    "model_file.downloaded": _("Model downloaded"),
    "trail.exported": _("Trail exported"),
    "payment_batch.downloaded": _("Payment file downloaded"),
    "paying.statements_said": _("Said that the statements were read after a backup was set up"),
    "paying.statements_confirmed": _("Paying opened again after a backup was set up"),
    "paying.statements_declined": _("Paying kept shut after a backup was set up"),
    "account.given": _("Account given"),
    "account.invited": _("Invited by mail"),
    "account.invitation_withdrawn": _("Invitation withdrawn"),
    "cooperation.left": _("Leaves the cooperation"),
    "organisation.changed": _("Organisation changed from a day"),
    "cooperation.parts_changed": _("Takes part otherwise from a day"),
    "cooperation.member_changed": _("Member changed from a day"),
    "cooperation.member_ended": _("End of a member set"),
    "account.shut": _("Account shut"),
    "account.opened_again": _("Account opened again"),
    "account.move_proposed": _("Account to another address proposed"),
    "account.move_confirmed": _("Account to another address confirmed"),
    "account.move_refused": _("Account to another address refused"),
    "account.move_withdrawn": _("Account to another address withdrawn"),
    "account.moved": _("Account goes to another address"),
    "invoice.received": _("Invoice received"),
    "invoice.typed_over": _("Invoice typed over from its picture"),
    "invoice.registered": _("Invoice registered"),
    "invoice.sent_back": _("Invoice sent back to the supplier"),
    "invoice.file_refused": _("Delivered file set aside: empty or too large"),
    "invoice.reminded": _("Supplier asked for an invoice, or reminded of it"),
    "invoice.links_ended": _("Links with which a supplier follows an invoice ended"),
    "invoice.went_over": _("Invoice went over to another provider"),
    "billing_party.kept": _("Details for invoices kept"),
    "sales_invoice.drafted": _("Invoice of our own drafted"),
    "sales_invoice.changed": _("Draft of an invoice changed"),
    "sales_invoice.discarded": _("Draft of an invoice thrown away"),
    "sales_invoice.issued": _("Invoice of our own issued"),
    "billing_run.proposed": _("Run of bills made"),
    "billing_run.confirmed": _("Run of bills released"),
    "billing_run.withdrawn": _("Run of bills taken back"),
    "bill.invoiced": _("Bill of a run invoiced"),
    "vat_treatment.kept": _("Said how a service is taxed"),
    "invoices.exported": _("Invoices exported"),
    "orders.exported": _("Orders exported"),
    "order.drafted": _("Order written"),
    "order.changed": _("Order changed"),
    "order.asked": _("Approval of an order asked for"),
    "order.step_approved": _("Order approved by one of the chain"),
    "order.approved": _("Order approved"),
    "order.asked_back": _("Order back to the clerk with a question"),
    "order.refused": _("Order refused"),
    "order.placed": _("Order placed with the supplier"),
    "order.received": _("Receipt of an order noted"),
    "order.receipt_taken_back": _("Receipt of an order taken back"),
    "order.closed": _("Order closed"),
    "order.cancelled": _("Order cancelled"),
    "order.went_over": _("Order went over to another provider"),
    "invoice.linked": _("Invoice linked to its order"),
    "invoice.unlinked": _("Invoice no longer linked to an order"),
    "invoice.receipt_awaited": _("Invoice waits for a receipt of what was ordered"),
    "invoice.receipt_came": _("Receipt of what was ordered is there"),
    "invoice.approved_by_order": _("Invoice fits the order that was approved"),
    "invoice.coded": _("Invoice coded, and asked to approve"),
    "invoice.step_approved": _("Invoice approved by one of the chain"),
    "invoice.approved": _("Invoice approved"),
    "invoice.asked_back": _("Invoice back to the clerk with a question"),
    "invoice.refused": _("Invoice refused"),
    "invoice.disputed": _("Invoice disputed with the supplier"),
    "invoice.dispute_lifted": _("Dispute about an invoice lifted"),
    "invoice.payment_asked": _("Payment of an invoice asked for"),
    "invoice.payment_on_hold": _("Payment of an invoice on hold"),
    "invoice.set_off": _("Credit note set off"),
    "invoice.discount_noted": _("Discount for paying early noted on an invoice"),
    "invoice.discount_missed": _("Discount for paying early missed"),
    "invoice.paid": _("Invoice paid"),
    "invoice.payment_returned": _("Payment of an invoice given back by the bank"),
    "supplier.added": _("Supplier put in the register"),
    "supplier_account.proposed": _("Account of a supplier proposed"),
    "supplier_account.confirmed": _("Account of a supplier confirmed"),
    "supplier_account.refused": _("Account of a supplier refused"),
    "supplier_account.withdrawn": _("Account of a supplier taken back"),
    "supplier_account.ended": _("Account of a supplier ended"),
    "waiting_time.proposed": _("Waiting time of new accounts proposed"),
    "waiting_time.confirmed": _("Waiting time of new accounts changed"),
    "waiting_time.refused": _("Waiting time of new accounts refused"),
    "waiting_time.withdrawn": _("Waiting time of new accounts taken back"),
    "order_match.proposed": _("Rule for invoices of orders proposed"),
    "order_match.confirmed": _("Rule for invoices of orders changed"),
    "order_match.refused": _("Rule for invoices of orders refused"),
    "order_match.withdrawn": _("Rule for invoices of orders taken back"),
    "second_approval.proposed": _("Amount for a second approval proposed"),
    "second_approval.confirmed": _("Amount for a second approval changed"),
    "second_approval.refused": _("Amount for a second approval refused"),
    "second_approval.withdrawn": _("Amount for a second approval taken back"),
    "mail.waiting": _("E-mail waits for a clerk"),
    "mail.refused": _("E-mail refused"),
    "mail.in_case": _("E-mail put in a case"),
    "mail.in_invoice": _("E-mail put with an invoice"),
    "mail.thrown_away": _("E-mail thrown away"),
    "mail_address.made": _("E-mail address of the desk made"),
    "mail_address.ended": _("E-mail address of the desk ended"),
    "client.made": _("Connection made"),
    "client.scopes_changed": _("What a connection may do changed"),
    "client.scopes_proposed": _("More asked for a connection"),
    "client.scopes_agreed": _("Agreed with what a connection asks"),
    "client.scopes_confirmed": _("Connection got what was asked for it"),
    "client.scopes_refused": _("Connection did not get what was asked for it"),
    "client.scopes_withdrawn": _("What was asked for a connection taken back"),
    "client.secret_made": _("Secret of a connection made"),
    "client.secret_ended": _("Secret of a connection ended"),
    "client.ended": _("Connection ended"),
    "webhook.made": _("Address for messages to another system registered"),
    "webhook.ended": _("Messages to another system ended"),
    "webhook.turned_off": _("Messages to another system off after days of failing"),
    "webhook.turned_on": _("Messages to another system on again"),
    "webhook.secret_made": _("Secret that signs messages made"),
    "webhook.secret_ended": _("Secret that signs messages ended"),
    "webhook.sent_anew": _("Messages to another system sent again"),
    "identity_provider.set": _("Own sign-in set"),
    "identity_provider.secret_set": _("Secret of the own sign-in replaced"),
    "identity_provider.tried": _("Own sign-in tried"),
    "identity_provider.proposed": _("Own sign-in proposed to be switched on"),
    "identity_provider.confirmed": _("Own sign-in switched on"),
    "identity_provider.refused": _("Own sign-in not switched on"),
    "identity_provider.withdrawn": _("Proposal to switch on the own sign-in taken back"),
    "identity_provider.switched_off": _("Own sign-in switched off"),
    "directory.switched_on": _("Connection with the directory switched on"),
    "directory.switched_off": _("Connection with the directory switched off"),
    "directory.secret_made": _("Secret of the directory made"),
    "directory.secret_ended": _("Secret of the directory ended"),
    "directory.person_linked": _("Tied to the directory"),
    "directory.person_changed": _("Changed by the directory"),
    "directory.person_unlinked": _("Removed from the directory"),
    "directory.group_added": _("Group of the directory added"),
    "directory.group_changed": _("Group of the directory changed"),
    "directory.group_removed": _("Group of the directory removed"),
    "directory.group_mapped": _("Meaning of a group of the directory set"),
    "cooperation.member_added": _("Organisation added to the cooperation"),
    "own_data.asked": _("Own data asked for"),
    "own_data.fetched": _("Own data fetched"),
    "correction.asked": _("Correction of data asked"),
    "correction.granted": _("Correction of data granted"),
    "correction.refused": _("Correction of data refused"),
    "retention.proposed": _("Destruction proposed"),
    "retention.accepted": _("Destruction accepted"),
    "retention.confirmed": _("Destruction confirmed"),
    "retention.refused": _("Destruction refused"),
    "retention.destroyed": _("Records destroyed"),
    "retention.held": _("Record held back"),
    "retention.released": _("Record no longer held back"),
    "role.assigned": _("Role given"),
    "role.changed": _("Days of a role changed"),
    "role.ended": _("Role ended"),
    "function.assigned": _("Function given"),
    "function.changed": _("Days of a function changed"),
    "function.ended": _("Function ended"),
    "agreement.drafted": _("Agreement drafted"),
    "agreement.changed": _("Draft of an agreement changed"),
    "agreement.dropped": _("Draft of an agreement put away"),
    "agreement.proposed": _("Agreement offered"),
    "agreement.agreed": _("Agreement signed by one side"),
    "agreement.confirmed": _("Agreement signed by both"),
    "agreement.refused": _("Agreement refused"),
    "agreement.withdrawn": _("Offer of an agreement taken back"),
    "agreement.ended": _("Agreement ended by notice"),
    "delivery.handed_over": _("Delivery handed over"),
    "delivery.received": _("Delivery received"),
    "delivery.sent_back": _("Delivery sent back"),
    "charter.written": _("Charter written"),
    "charter.published": _("Charter published"),
    "substitute.named": _("Substitute named"),
    "substitute.ended": _("Substitution ended"),
}


def language() -> str:
    """The reader's language."""
    return get_language() or "nl"


def function_name(code: str) -> str:
    """A named function in words; an organisation's own code reads as it was written."""
    return gettext(FUNCTIONS[code]) if code in FUNCTIONS else code.replace("_", " ").replace("-", " ")


def action_name(action: str) -> str:
    """An act in words; one that is not known here reads as its code."""
    return str(ACTIONS.get(action, action))


def kind_name(kind: KindRule) -> str:
    """A kind of cost in the reader's language."""
    return kind.name(language().partition("-")[0])


def kind_names(kinds: Iterable[DatedKind]) -> Mapping[str, str]:
    """The name of each kind by code, as it was last called, ended kinds too."""
    names: dict[str, str] = {}
    for dated in kinds:
        names.setdefault(dated.kind.code, kind_name(dated.kind))
    return names


def step_name(step: ChainStep) -> str:
    """By whom a step is decided."""
    if step.by is Approver.MANAGER:
        return gettext("The claimant's manager")
    if step.by is Approver.SSC:
        return gettext("The service centre")
    return function_name(step.function).capitalize()


def step_conditions(step: ChainStep, names: Mapping[str, str]) -> str:
    """When a step applies, in a few words; empty for always."""
    parts = []
    if step.from_amount is not None:
        parts.append(gettext("from {amount}").format(amount=notation.euro(step.from_amount, language())))
    if step.below_amount is not None:
        parts.append(gettext("below {amount}").format(amount=notation.euro(step.below_amount, language())))
    if step.kinds:
        kinds = ", ".join(sorted(names.get(code, code) for code in step.kinds))
        parts.append(gettext("only with {kinds}").format(kinds=kinds))
    if step.even_small:
        parts.append(gettext("also under the threshold"))
    return ", ".join(parts)


def refused(refusal: Refused) -> str:
    """Why not, in the reader's language."""
    return worded(refusal.text, refusal.values)


def compared_name(chosen: Chosen) -> str:
    """The period that another is set against, to stand after "in": ``the first 23 days of october 2026``."""
    whole = Chosen.around(chosen.span, chosen.first)
    if chosen.span is Span.FREE:
        return gettext("the period {period}").format(period=period_name(chosen))
    if chosen == whole:
        return period_name(chosen)
    if chosen.span is not Span.MONTH:
        return gettext("{period} up to and including {day}").format(
            period=period_name(whole), day=notation.day(chosen.last, language())
        )
    days = (chosen.last - chosen.first).days + 1
    return ngettext("the first {count} day of {period}", "the first {count} days of {period}", days).format(
        count=days, period=period_name(whole)
    )
