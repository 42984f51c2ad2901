"""The register of suppliers: one begins with its first registered invoice, or by hand."""

from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from django.db import connection
from django.utils import timezone

from bodemplaat.capabilities.invoices.errors import UnsoundSupplier
from bodemplaat.capabilities.invoices.models import ReceivedInvoice, Supplier
from bodemplaat.capabilities.invoices.policies import provider_for
from bodemplaat.capabilities.invoices.queries.registered import supplier_with
from bodemplaat.capabilities.invoices.reckoning.reading import Numbers, bare_number, name_key, tidy
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.tenancy.api import Actor, command, entered
from bodemplaat.kernel import say

SUPPLIER_ADDED: Final = "supplier.added"
"""What the trail calls it; it says whether an invoice or a person began it."""


@command
def add_supplier(
    *,
    actor: Actor,
    organisation: UUID,
    name: str,
    kvk: str = "",
    oin: str = "",
    vat: str = "",
    at: datetime,
) -> UUID:
    """Put a supplier in the register by hand.

    Raises ``UnsoundSupplier`` without a name, for a number that is none, and for one that another supplier of the organisation
    has; ``NotForThisDesk`` and ``NotFound``.
    """
    provider = provider_for(actor, organisation, timezone.localdate(at))
    numbers = Numbers(
        tidy(name, 200), "".join(kvk.split())[:20], "".join(oin.split())[:40], bare_number(vat)[:40]
    )
    if not name_key(numbers.name):
        raise UnsoundSupplier(say("Fill in the name of the supplier, as it stands on its invoices."))
    check_numbers(numbers.kvk, numbers.oin, numbers.vat)
    wait_for_register(organisation)
    there = supplier_with(actor, organisation, numbers)
    if there is not None:
        raise UnsoundSupplier(say("{name} is in the register with this already."), name=there.name)
    return _begin(actor, organisation, provider, numbers, actor.person_name[:120], at).id


def check_numbers(kvk: str, oin: str, vat: str) -> None:
    """Raise ``UnsoundSupplier`` for a number that is none."""
    for value, length, kind in ((kvk, 8, "KvK"), (oin, 20, "OIN")):
        if value and not (value.isascii() and value.isdecimal() and len(value) == length):
            raise UnsoundSupplier(
                say("“{value}” is no {kind} number: it has {length} figures."),
                value=value,
                kind=kind,
                length=length,
            )
    if vat and not (vat.isalnum() and vat[:2].isalpha() and len(vat) > 4):
        text = say("“{value}” is no VAT number: it begins with the two letters of its country.")
        raise UnsoundSupplier(text, value=vat)


def used_by(actor: Actor, invoice: ReceivedInvoice, at: datetime) -> UUID | None:
    """The supplier of an invoice that is being registered, in the register from now on; ``None`` where it names nobody.

    Looked for and begun as the platform at work for the organisation: an earlier provider that finishes its invoices does
    not see the whole register.
    """
    numbers = Numbers(invoice.supplier_name, invoice.supplier_kvk, invoice.supplier_oin, invoice.supplier_vat)
    if not numbers.key:
        return None
    organisation = invoice.organisation_id
    system = Actor.system(organisation)
    with entered(system):
        row = supplier_with(system, organisation, numbers)
        if row is None:
            wait_for_register(organisation)
            row = supplier_with(system, organisation, numbers)
        if row is None:
            provider = provider_for(system, organisation, timezone.localdate(at))
            return _begin(system, organisation, provider, numbers, "", at).id
        if row.last_used_at < at:
            row.last_used_at = at
            row.save(update_fields=["last_used_at"])
        return row.id


def wait_for_register(organisation: UUID) -> None:
    """Let whoever begins a supplier of the same organisation at the same moment wait for the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"suppliers {organisation}"])


def _begin(
    actor: Actor, organisation: UUID, provider: UUID, numbers: Numbers, by_name: str, at: datetime
) -> Supplier:
    row = Supplier(
        id=uuid4(),
        organisation_id=organisation,
        provider_id=provider,
        name=numbers.name or numbers.vat or numbers.kvk or numbers.oin,
        name_key=name_key(numbers.name),
        kvk=numbers.kvk,
        oin=numbers.oin,
        vat=numbers.vat,
        begun_at=at,
        begun_by_name=by_name,
        last_used_at=at,
    )
    row.save(force_insert=True)
    details = {"by_hand": bool(by_name)}
    record(actor, SUPPLIER_ADDED, "supplier", row.id, organisation, at=at, details=details)
    return row
