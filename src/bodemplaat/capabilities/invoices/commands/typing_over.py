"""A PDF or picture without an e-invoice is typed over by a clerk beside its picture; nothing is read from the picture by itself."""

from datetime import datetime
from uuid import UUID

from bodemplaat.capabilities.invoices import lifecycle
from bodemplaat.capabilities.invoices.commands.suppliers import check_numbers, used_by
from bodemplaat.capabilities.invoices.errors import AlreadyDecided, UnsoundTyping
from bodemplaat.capabilities.invoices.events import happened
from bodemplaat.capabilities.invoices.mapping import columns_of
from bodemplaat.capabilities.invoices.policies import invoices_of_desk
from bodemplaat.capabilities.invoices.queries.invoices import can_be_typed_over
from bodemplaat.capabilities.invoices.queries.knowing import earlier_of_supplier, wait_for_number
from bodemplaat.capabilities.invoices.queries.registered import registered_with
from bodemplaat.capabilities.invoices.reckoning.arriving import findings_to_keep
from bodemplaat.capabilities.invoices.reckoning.knowing import Customer, against_what_is_known
from bodemplaat.capabilities.invoices.reckoning.reading import facts_of
from bodemplaat.capabilities.invoices.reckoning.typing_over import TypedInvoice, against_itself, as_invoice
from bodemplaat.capabilities.invoices.vocabulary import TYPED, XML, InvoiceAct, InvoiceMove, InvoiceState
from bodemplaat.formats.invoices import write_ubl
from bodemplaat.formats.sepa import is_sepa_iban
from bodemplaat.foundation.documents.api import keep_file
from bodemplaat.foundation.organisations.api import identity_of
from bodemplaat.foundation.tenancy.api import Actor, command
from bodemplaat.kernel import Severity, say
from bodemplaat.kernel.accounts import bare_iban
from bodemplaat.kernel.finding import errors


@command
def type_over_invoice(*, actor: Actor, invoice: UUID, typed: TypedInvoice, at: datetime) -> InvoiceState:
    """Say what stands in the picture; what nothing stops is registered, anything else waits with what was found.

    It passes the approval that every invoice passes. Raises ``UnsoundTyping`` for what carries an e-invoice or is no picture, and
    for what no invoice can have; ``AlreadyDecided``, ``NotForThisDesk`` and ``NotFound``.
    """
    row = invoices_of_desk(actor).select_related("document").locked().one(id=invoice)
    if row.state != lifecycle.WAITING:
        raise AlreadyDecided
    if not can_be_typed_over(row):
        raise UnsoundTyping(say("Only a PDF or a picture without an e-invoice is typed over."))
    _check(typed)
    customer = identity_of(actor=actor, organisation=row.organisation_id)
    made = as_invoice(typed, customer.name, customer.oin)
    facts = facts_of(made)
    if not facts.number_key or not facts.supplier_name:
        raise UnsoundTyping(say("Type the name of the supplier and the number of the invoice."))
    wait_for_number(row.organisation_id, facts.number_key)
    earlier = earlier_of_supplier(actor, row.organisation_id, facts, but=row.id)
    registered = registered_with(actor, row.organisation_id, facts.numbers)
    own = Customer(customer.name, customer.oin)
    found_here = [*against_itself(typed), *against_what_is_known(facts, own, earlier, registered)]
    row.reading_id = keep_file(
        actor=actor,
        organisation=row.organisation_id,
        name="overgetypt.xml",
        media_type=XML,
        content=write_ubl(made),
        at=at,
    )
    for name, value in columns_of(facts).items():
        setattr(row, name, value)
    row.step, row.syntax, row.carrier, row.rule_sets = TYPED, TYPED, "", []
    row.findings = list(findings_to_keep(found_here))
    row.errors = len(errors(found_here))
    row.warnings = sum(each.severity is Severity.WARNING for each in found_here)
    if not row.errors:
        row.state, row.decided_at = lifecycle.INVOICE.after(row.state, InvoiceMove.REGISTER), at
        row.supplier_id = used_by(actor, row, at)
    row.save()
    happened(
        actor, row, InvoiceAct.TYPED_OVER, at=at, details={"errors": row.errors, "state": str(row.state)}
    )
    return InvoiceState(row.state)


def _check(typed: TypedInvoice) -> None:
    check_numbers(typed.supplier_kvk, typed.supplier_oin, typed.supplier_vat)
    account = bare_iban(typed.supplier_account)
    if account and not is_sepa_iban(account):
        raise UnsoundTyping(say("“{value}” is not an account number (IBAN)."), value=typed.supplier_account)
    if typed.payable.cents <= 0 or typed.without_vat.cents < 0 or typed.vat.cents < 0:
        raise UnsoundTyping(
            say("Type the amounts as they stand there, above nothing; a credit note is chosen as its kind.")
        )
