"""One invoice for its supplier, who has a link to it and no account: how it stands, and nothing else.

The link names the invoice and when it was made, signed with the key of the site. It is of one invoice and not of a supplier: whoever
sends an invoice in the name of another must not read what that other has outstanding.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db import connection
from django.utils import timezone

from bodemplaat.capabilities.invoices.mapping import findings_kept
from bodemplaat.capabilities.invoices.models import InvoiceEvent, ReceivedInvoice, SupplierLetter
from bodemplaat.capabilities.invoices.queries.parts import PartView, parts_shown
from bodemplaat.capabilities.invoices.queries.paying import staged
from bodemplaat.capabilities.invoices.queries.setting_off import set_off_of
from bodemplaat.capabilities.invoices.reckoning.for_supplier import supplier_stage
from bodemplaat.capabilities.invoices.values import InvoiceRow, SetOffView
from bodemplaat.capabilities.invoices.vocabulary import InvoiceAct, LetterKind, SupplierStage
from bodemplaat.capabilities.mailbox.api import address_for_invoices
from bodemplaat.foundation.tenancy.api import Actor, NotFound, entered
from bodemplaat.kernel import Euro, Finding

LINK_DAYS: Final = 180
"""How long a link opens its page."""
LINK: Final = "supplier_link"
"""As wrong ones are counted."""
_KEY: Final = re.compile(r"[0-9a-f]{32}\.[0-9a-f]{1,14}\.[A-Za-z0-9_-]{43}")
_BEGINNING, _STEP = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
_SIGNER: Final = Signer(salt="bodemplaat.invoices.link", sep=".")
_DATED: Final = (SupplierStage.APPROVED, SupplierStage.AT_BANK, SupplierStage.PAID, SupplierStage.SET_OFF)


@dataclass(frozen=True, slots=True)
class InvoiceForSupplier:
    """An invoice as its supplier sees it. ``day`` is when it is or was paid, where that is sure; ``to_pay`` is less what was ``set_off``.

    ``dispute`` is what is wrong, as the clerk wrote it; ``findings`` are those of one that went back. ``reminded`` are the days
    on which the supplier asked for it. ``mail`` is where it can ask more: the address to which invoices are mailed, if there is one. ``parts`` are those in which it is paid, if in any.
    """

    row: InvoiceRow
    stage: SupplierStage
    day: date | None
    to_pay: Euro | None
    set_off: tuple[SetOffView, ...]
    dispute: str
    findings: tuple[Finding, ...]
    reminded: tuple[date, ...]
    open_until: date
    mail: str
    parts: tuple[PartView, ...]


def link_key(*, invoice: UUID, at: datetime) -> str:
    """What stands in the address of the page of an invoice; it opens for ``LINK_DAYS`` from then on, until links are ended."""
    return _SIGNER.sign(f"{invoice.hex}.{(at - _BEGINNING) // _STEP:x}")


def looks_like_a_key(key: str) -> bool:
    """Whether it has the form of a key: anything else is no guess at one."""
    return _KEY.fullmatch(key) is not None


def invoice_for_supplier(*, key: str, at: datetime) -> InvoiceForSupplier:
    """The invoice of a link; raises ``NotFound`` for one that was not made here, is too old, or was ended."""
    invoice, made_at = _read(key)
    if not made_at <= at < made_at + timedelta(days=LINK_DAYS):
        raise NotFound("link")
    organisation = _organisation_of(invoice, made_at)
    actor, on = Actor.system(organisation), timezone.localdate(at)
    with entered(actor):
        rows = ReceivedInvoice.records.of(actor).select_related("organisation", "document")
        kept = rows.one(id=invoice)
        with entered(desk := Actor.system(kept.provider_id)):
            mail = address_for_invoices(actor=desk, customer=organisation)
        (row,) = staged(actor, [kept], on)
        stage = supplier_stage(row.state, row.approval, row.stage, is_disputed=row.disputed_since is not None)
        off = set_off_of(actor, kept)
        less = sum(each.amount.cents for each in off) + (kept.discount_cents or 0)
        events = InvoiceEvent.records.of(actor).filter(invoice_id=invoice, act=InvoiceAct.DISPUTED)
        said = events.order_by("-at", "-written_at").first()
        letters = SupplierLetter.records.of(actor).filter(invoice_id=invoice, kind=LetterKind.REMINDER)
        return InvoiceForSupplier(
            row=row,
            stage=stage,
            day=row.stage_day if stage in _DATED else None,
            to_pay=Euro(abs(row.payable.cents) - less) if row.payable is not None else None,
            set_off=off,
            dispute=said.words if said is not None and stage is SupplierStage.DISPUTED else "",
            findings=findings_kept(kept.findings) if stage is SupplierStage.FOR_YOU else (),
            reminded=tuple(
                timezone.localdate(each)
                for each in letters.order_by("came_at").values_list("came_at", flat=True)
            ),
            open_until=timezone.localdate(made_at + timedelta(days=LINK_DAYS)),
            mail=mail,
            parts=parts_shown(actor, kept, on),
        )


def _read(key: str) -> tuple[UUID, datetime]:
    if not looks_like_a_key(key):
        raise NotFound("link")
    try:
        invoice, _, steps = _SIGNER.unsign(key).partition(".")
        return UUID(hex=invoice), _BEGINNING + int(steps, 16) * _STEP
    except (BadSignature, ValueError, OverflowError):
        raise NotFound("link") from None


def _organisation_of(invoice: UUID, made_at: datetime) -> UUID:
    """Whose invoice it is; asked before anybody has entered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation, ends_before FROM invoices_linked(%s)", [invoice])
        row = cursor.fetchone()
    if row is None or (row[1] is not None and made_at <= row[1]):
        raise NotFound("link")
    organisation: UUID = row[0]
    return organisation
