"""The register of suppliers, as the clerks of a desk read it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from bodemplaat.capabilities.invoices.models import (
    ByTwo,
    ReceivedInvoice,
    Supplier,
    SupplierAccount,
    WaitingTime,
)
from bodemplaat.capabilities.invoices.policies import check_desk, suppliers_of_desk
from bodemplaat.capabilities.invoices.queries.lists import MOST_COUNTED, organisations_taken_in_for
from bodemplaat.capabilities.invoices.queries.paying import staged
from bodemplaat.capabilities.invoices.queries.registered import DAYS_UNLESS_CHOSEN, waiting_days
from bodemplaat.capabilities.invoices.values import (
    SupplierAccountView,
    SupplierFilter,
    SupplierPage,
    SupplierRow,
    SupplierView,
    WaitingTimeView,
)
from bodemplaat.capabilities.invoices.vocabulary import SUPPLIER_ACCOUNT, WAITING_TIME, ByTwoState
from bodemplaat.foundation.proposals.api import proposals_of, sides_for
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, query
from bodemplaat.kernel.accounts import bare_iban

FEW: Final = 20
"""So many of its last invoices are shown with a supplier."""
_HOLDS: Final = (ByTwoState.ASKED, ByTwoState.CONFIRMED)


@query
def suppliers_at_desk(
    *, actor: Actor, narrow: SupplierFilter, start: int = 0, count: int = 50
) -> SupplierPage:
    """One page of the register, by name. Raises ``NotForThisDesk`` for anybody but a clerk."""
    rows = _narrowed(actor, suppliers_of_desk(actor), narrow)
    counted = rows.order_by()[: MOST_COUNTED + 1].count()
    shown = list(
        rows.select_related("organisation").order_by("name", "organisation__name", "id")[
            start : start + count
        ]
    )
    return SupplierPage(_rows(actor, shown), min(counted, MOST_COUNTED), is_more=counted > MOST_COUNTED)


@query
def suppliers_asked(*, actor: Actor) -> int:
    """How many accounts at the actor's desk wait for a second clerk."""
    accounts = SupplierAccount.records.of(actor).filter(state=ByTwoState.ASKED)
    return accounts.filter(supplier__in=suppliers_of_desk(actor).values("id")).count()


@query
def supplier_view(*, actor: Actor, supplier: UUID, at: datetime) -> SupplierView:
    """A supplier of the actor's desk; raises ``NotFound`` for any other and ``NotForThisDesk`` for who is no clerk."""
    row = suppliers_of_desk(actor).select_related("organisation").one(id=supplier)
    accounts = list(SupplierAccount.records.of(actor).filter(supplier_id=row.id).order_by("-asked_at", "id"))
    elsewhere: dict[str, list[str]] = defaultdict(list)
    others = SupplierAccount.records.of(actor).filter(
        organisation_id=row.organisation_id, iban__in={each.iban for each in accounts}, state__in=_HOLDS
    )
    for iban, name in others.exclude(supplier_id=row.id).values_list("iban", "supplier__name"):
        elsewhere[iban].append(name)
    decides, withdraws = _what_waits(actor, SUPPLIER_ACCOUNT, accounts, at)
    own = ReceivedInvoice.records.of(actor).filter(supplier_id=row.id)
    known = {each.iban for each in accounts}
    named = own.exclude(supplier_account="").order_by().values_list("supplier_account", flat=True)
    latest = own.select_related("organisation", "document").order_by("-received_at", "-id")
    return SupplierView(
        row=_rows(actor, [row])[0],
        begun_at=row.begun_at,
        begun_by_name=row.begun_by_name,
        accounts=tuple(
            SupplierAccountView(
                id=each.id,
                iban=each.iban,
                is_blocked=each.is_blocked,
                state=ByTwoState(each.state),
                reason=each.reason,
                asked_by_name=each.asked_by_name,
                asked_at=each.asked_at,
                decided_by_name=each.decided_by_name,
                decided_at=each.decided_at,
                answer=each.answer,
                payable_from=each.payable_from,
                ended_on=each.ended_on,
                ended_by_name=each.ended_by_name,
                ended_because=each.ended_because,
                also_of=tuple(sorted(elsewhere[each.iban])),
                may_decide=each.proposal_id in decides,
                may_withdraw=each.proposal_id in withdraws,
            )
            for each in accounts
        ),
        seen_accounts=tuple(sorted(set(named.distinct()) - known)),
        invoices=staged(actor, latest[:FEW], timezone.localdate(at)),
        waiting_days=waiting_days(actor, row.organisation_id),
    )


@query
def waiting_times(*, actor: Actor, at: datetime) -> tuple[WaitingTimeView, ...]:
    """How long each organisation that the actor's desk works for waits, and what waits to change that."""
    check_desk(actor)
    organisations = organisations_taken_in_for(actor=actor, on=timezone.localdate(at))
    rows = list(
        WaitingTime.records.of(actor)
        .filter(organisation_id__in=organisations, state__in=_HOLDS)
        .order_by("decided_at", "asked_at")
    )
    current = {each.organisation_id: each for each in rows if each.state == ByTwoState.CONFIRMED}
    changes = {each.organisation_id: each for each in rows if each.state == ByTwoState.ASKED}
    decides, withdraws = _what_waits(actor, WAITING_TIME, list(changes.values()), at)
    views = []
    for organisation, name in organisations.items():
        now, change = current.get(organisation), changes.get(organisation)
        views.append(
            WaitingTimeView(
                organisation_id=organisation,
                organisation_name=name,
                days=now.days if now else DAYS_UNLESS_CHOSEN,
                since=now.decided_at if now else None,
                change=change.id if change else None,
                asked=change.days if change else None,
                asked_by_name=change.asked_by_name if change else "",
                asked_at=change.asked_at if change else None,
                reason=change.reason if change else "",
                may_decide=change is not None and change.proposal_id in decides,
                may_withdraw=change is not None and change.proposal_id in withdraws,
            )
        )
    return tuple(views)


def _narrowed(
    actor: Actor, rows: GuardedQuerySet[Supplier], narrow: SupplierFilter
) -> GuardedQuerySet[Supplier]:
    accounts = SupplierAccount.records.of(actor).filter(supplier_id=OuterRef("pk"))
    if narrow.organisation is not None:
        rows = rows.filter(organisation_id=narrow.organisation)
    if narrow.waits == "asked":
        rows = rows.filter(Exists(accounts.filter(state=ByTwoState.ASKED)))
    elif narrow.waits == "none":
        rows = rows.filter(~Exists(accounts.filter(state__in=_HOLDS)))
    for word in narrow.text.split():
        by_name_or_number = Q(name__icontains=word) | Q(kvk=word) | Q(oin=word) | Q(vat__iexact=word)
        rows = rows.filter(by_name_or_number | Exists(accounts.filter(iban=bare_iban(word))))
    return rows


def _rows(actor: Actor, suppliers: Iterable[Supplier]) -> tuple[SupplierRow, ...]:
    """Rows with their accounts and how many invoices, in two statements for all."""
    shown = list(suppliers)
    ids = [each.id for each in shown]
    confirmed: dict[UUID, list[str]] = defaultdict(list)
    waiting: dict[UUID, int] = defaultdict(int)
    accounts = SupplierAccount.records.of(actor).filter(supplier_id__in=ids, state__in=_HOLDS)
    for supplier, iban, state in accounts.order_by("decided_at").values_list("supplier_id", "iban", "state"):
        if state == ByTwoState.CONFIRMED:
            confirmed[supplier].append(iban)
        else:
            waiting[supplier] += 1
    own = ReceivedInvoice.records.of(actor).filter(supplier_id__in=ids).order_by()
    counted = own.values_list("supplier_id").annotate(count=Count("id"))
    invoices: Mapping[Any, int] = dict(counted)
    return tuple(
        SupplierRow(
            id=each.id,
            organisation_id=each.organisation_id,
            organisation_name=each.organisation.name,
            name=each.name,
            kvk=each.kvk,
            oin=each.oin,
            vat=each.vat,
            accounts=tuple(confirmed[each.id]),
            asked=waiting[each.id],
            invoices=invoices.get(each.id, 0),
            last_used_at=each.last_used_at,
        )
        for each in shown
    )


def _what_waits(
    actor: Actor, kind: str, rows: Collection[ByTwo], at: datetime
) -> tuple[set[UUID], set[UUID]]:
    """The proposals on which the actor decides now, and those that their desk may take back."""
    day: date = timezone.localdate(at)
    waiting = {each.proposal_id for each in rows if each.state == ByTwoState.ASKED}
    if not waiting:
        return set(), set()
    mine = [each for each in proposals_of(actor=actor, kind=kind, ids=waiting) if each.waits_on(day)]
    return (
        {each.id for each in mine if sides_for(actor=actor, proposal=each, on=day)},
        {each.id for each in mine},
    )
