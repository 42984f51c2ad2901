"""Rows to values and back."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Final

from bodemplaat.capabilities.invoices.models import InvoiceEvent, ReceivedInvoice
from bodemplaat.capabilities.invoices.reckoning.reading import Facts
from bodemplaat.capabilities.invoices.values import InvoiceEventView, InvoiceRow
from bodemplaat.capabilities.invoices.vocabulary import (
    DUPLICATE,
    PICTURES,
    Approval,
    Fit,
    InvoiceAct,
    InvoiceState,
)
from bodemplaat.kernel import Euro, Finding
from bodemplaat.kernel.plain import finding_of_plain

OF_US: Final = "known."
"""How the code of a finding begins that no rule gave."""
_NOT_KEPT: Final = ("customer_name", "customer_kvk", "customer_oin")


def columns_of(facts: Facts) -> dict[str, Any]:
    """What a row keeps of the facts."""
    kept = {name: value for name, value in asdict(facts).items() if name not in _NOT_KEPT}
    kept["discounts"] = [each.plain() for each in facts.discounts]
    kept["shares"] = [each.plain() for each in facts.shares]
    return {**kept, "supplier_key": facts.supplier_key, "number_key": facts.number_key}


def findings_kept(plain: Iterable[Mapping[str, Any]]) -> tuple[Finding, ...]:
    """The findings of a row, as they were kept."""
    return tuple(finding_of_plain(each) for each in plain)


def row_of(row: ReceivedInvoice) -> InvoiceRow:
    """A row of a list; its organisation and document have been read with it."""
    payable = Euro(row.payable) if row.payable is not None and row.currency == "EUR" else None
    return InvoiceRow(
        id=row.id,
        organisation_id=row.organisation_id,
        organisation_name=row.organisation.name,
        supplier_name=row.supplier_name,
        number=row.number,
        is_credit_note=row.is_credit_note,
        issued=row.issued,
        due=row.due,
        received_at=row.received_at,
        file_name=row.document.name,
        currency=row.currency,
        payable=-payable if payable is not None and row.is_credit_note else payable,
        state=InvoiceState(row.state),
        errors=row.errors,
        warnings=row.warnings,
        is_duplicate=any(each["code"] == DUPLICATE for each in row.findings),
        approval=Approval(row.approval),
        disputed_since=row.disputed_since,
        order_number=row.order_number,
        fit=Fit(row.fit),
        terms_until=row.terms_until,
        is_to_type=row.state == InvoiceState.WAITING
        and row.reading_id is None
        and row.document.media_type in PICTURES,
    )


def event_of(row: InvoiceEvent) -> InvoiceEventView:
    """An event, as it is shown."""
    return InvoiceEventView(row.at, InvoiceAct(row.act), row.person_name, row.words)
