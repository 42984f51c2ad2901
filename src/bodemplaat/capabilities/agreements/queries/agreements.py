"""Agreements of the actor's organisation, as provider and as customer."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q

from bodemplaat.capabilities.agreements import lifecycle
from bodemplaat.capabilities.agreements.lifecycle import KIND
from bodemplaat.capabilities.agreements.models import Agreement, Charter
from bodemplaat.capabilities.agreements.policies import WRITERS, check_may_read, has_mandate
from bodemplaat.capabilities.agreements.queries.terms import terms_of
from bodemplaat.capabilities.agreements.reckoning.content import Terms
from bodemplaat.capabilities.agreements.values import (
    AgreementView,
    CharterView,
    CustomerRow,
    Signature,
    Signed,
)
from bodemplaat.foundation.organisations.api import Part, cooperation_members, member_names
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.proposals.api import ProposalView
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, NotFound, query
from bodemplaat.kernel import Said, say


@query
def customers_with_agreements(*, actor: Actor, on: date) -> tuple[CustomerRow, ...]:
    """The customers of the actor's organisation, also those without an agreement yet, and its own providers; by name.

    The number of statements is the same however many there are. Raises ``Refused`` for who may not read agreements.
    """
    check_may_read(actor)
    pairs: dict[tuple[UUID, UUID], tuple[UUID, str, str]] = {}
    names: dict[UUID, str] = {}
    for cooperation in cooperation_members(actor=actor):
        parts: dict[UUID, set[str]] = {}
        for member in cooperation.members:
            names[member.id] = member.name
            parts[member.id] = {
                part for part, since, until in member.parts if since <= on and (until is None or on < until)
            }
        if actor.role in WRITERS and Part.PROVIDER in parts.get(actor.organisation_id, ()):
            for each, played in parts.items():
                if Part.CUSTOMER in played and each != actor.organisation_id:
                    pairs.setdefault(
                        (actor.organisation_id, each),
                        (cooperation.id, names[actor.organisation_id], names[each]),
                    )
    views = _views(actor, _rows(actor).order_by("number"), names, on)
    for view in views:
        pairs.setdefault(
            (view.provider_id, view.customer_id),
            (view.cooperation_id, view.provider_name, view.customer_name),
        )
    newest: dict[tuple[UUID, UUID], dict[str, AgreementView]] = {}
    in_force: dict[tuple[UUID, UUID], dict[str, AgreementView]] = {}
    for view in views:
        pair = (view.provider_id, view.customer_id)
        newest.setdefault(pair, {})[view.terms.kind] = view
        if view.standing(on) == "in_force":
            in_force.setdefault(pair, {})[view.terms.kind] = view
    rows = [
        CustomerRow(
            cooperation_id=cooperation,
            provider_id=pair[0],
            provider_name=provider,
            customer_id=pair[1],
            customer_name=customer,
            newest=newest.get(pair, {}),
            in_force=in_force.get(pair, {}),
        )
        for pair, (cooperation, provider, customer) in pairs.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.customer_name, row.provider_name, row.customer_id.hex)))


@query
def agreement(*, actor: Actor, agreement: UUID, on: date) -> AgreementView:
    """One version; raises ``NotFound`` for another's, and for a customer while it is a draft."""
    check_may_read(actor)
    row = _rows(actor).one(id=agreement)
    (view,) = _views(actor, [row], None, on)
    return view


@query
def numbered(
    *, actor: Actor, provider: UUID, customer: UUID, kind: str, number: int, on: date
) -> AgreementView | None:
    """The version of that number between a provider and a customer; ``None`` where the actor reads none."""
    check_may_read(actor)
    rows = _rows(actor).filter(organisation_id=provider, customer_id=customer, kind=kind, number=number)
    return next(iter(_views(actor, rows, None, on)), None)


@query
def versions_of(*, actor: Actor, agreement: UUID, on: date) -> tuple[AgreementView, ...]:
    """Every version that the actor may see of the agreement of which this is one, the newest first."""
    check_may_read(actor)
    row = _rows(actor).one(id=agreement)
    same = _rows(actor).filter(
        organisation_id=row.organisation_id, customer_id=row.customer_id, kind=row.kind
    )
    return _views(actor, same.order_by("-number"), None, on)


@query
def signed_on(*, actor: Actor, on: date) -> tuple[Signed, ...]:
    """What both signed and holds on a day, of every customer and provider that the actor reads; three statements."""
    check_may_read(actor)
    rows = _rows(actor).filter(
        Q(valid_until=None) | Q(valid_until__gt=on), state=lifecycle.SIGNED, valid_from__lte=on
    )
    return _signed(actor, rows)


@query
def ever_signed(*, actor: Actor, kind: str, cooperation: UUID) -> tuple[Signed, ...]:
    """Every version of a kind that the actor's own organisation signed as provider in a cooperation, also those that ended."""
    check_may_read(actor)
    rows = _rows(actor).filter(
        organisation_id=actor.organisation_id, cooperation_id=cooperation, kind=kind, state=lifecycle.SIGNED
    )
    return _signed(actor, rows.order_by("customer", "number"))


def _signed(actor: Actor, rows: Iterable[Agreement]) -> tuple[Signed, ...]:
    signed = list(rows)
    terms = terms_of(actor, signed)
    return tuple(
        Signed(row.organisation_id, row.customer_id, terms[row.id], row.cooperation_id) for row in signed
    )


@query
def charters_of(*, actor: Actor) -> tuple[CharterView, ...]:
    """The charters of the actor's own organisation, drafts too, and those that partners published; the newest first."""
    check_may_read(actor)
    rows = Charter.records.among_partners(actor).order_by("-number", "id")
    return tuple(
        CharterView(row.id, row.cooperation_id, row.organisation_id, row.number, row.texts, row.published_at)
        for row in rows
        if row.published_at is not None or row.organisation_id == actor.organisation_id
    )


@query
def charter(*, actor: Actor, charter: UUID) -> CharterView:
    """One of ``charters_of``; raises ``NotFound`` for another's draft."""
    for each in charters_of(actor=actor):
        if each.id == charter:
            return each
    raise NotFound("charter")


def _rows(actor: Actor) -> GuardedQuerySet[Agreement]:
    """A customer sees what was offered; a draft is the provider's own."""
    rows = Agreement.records.of(actor)
    return rows.exclude(state=lifecycle.DRAFT, customer__in=actor.homes)


def _views(
    actor: Actor, agreements: Iterable[Agreement], names: Mapping[UUID, str] | None, on: date
) -> tuple[AgreementView, ...]:
    rows: Sequence[Agreement] = list(agreements)
    if not rows:
        return ()
    if names is None:
        names = member_names(actor=actor)
    terms = terms_of(actor, rows)
    ids = [row.proposal_id for row in rows if row.proposal_id is not None]
    offers = {
        each.id: each for each in proposals.proposals_of(actor=actor, kind=KIND, ids=ids, count=len(ids))
    }
    mandate = has_mandate(actor, on)
    return tuple(
        _view(actor, row, terms[row.id], offers.get(row.proposal_id or row.id), names, mandate, on)
        for row in rows
    )


def _view(
    actor: Actor,
    row: Agreement,
    terms: Terms,
    offer: ProposalView | None,
    names: Mapping[UUID, str],
    mandate: bool,
    on: date,
) -> AgreementView:
    decisions = () if offer is None else offer.decisions
    refusal = next((each for each in decisions if not each.is_agreed), None)
    return AgreementView(
        id=row.id,
        provider_id=row.organisation_id,
        provider_name=names.get(row.organisation_id, ""),
        customer_id=row.customer_id,
        customer_name=names.get(row.customer_id, ""),
        cooperation_id=row.cooperation_id,
        state=row.state,
        terms=terms,
        written_by=row.written_by_name,
        written_at=row.written_at,
        offered_by="" if offer is None else offer.proposed_by_name,
        offered_at=None if offer is None else offer.proposed_at,
        expires_on=None if offer is None else offer.expires_on,
        signatures=tuple(Signature(each.side, each.name, each.at) for each in decisions if each.is_agreed),
        refused_by="" if refusal is None else refusal.name,
        refused_because="" if refusal is None else refusal.reason,
        ended_by=row.ended_by_name,
        ended_because=row.ended_because,
        moves=tuple(_moves(actor, row, offer, mandate, on)),
        cannot_sign=_cannot_sign(actor, row, offer, mandate, on),
        cannot_end=_cannot_end(row, mandate, on),
        is_back_dated=row.state in (lifecycle.DRAFT, lifecycle.OFFERED) and row.valid_from < on,
    )


def _cannot_end(row: Agreement, mandate: bool, on: date) -> Said:
    if row.state != lifecycle.SIGNED or mandate:
        return Said()
    if row.valid_until is not None and row.valid_until <= on:
        return Said()
    return say(
        "You cannot give notice: you lack the mandate, which an administrator of your organisation gives."
    )


def _cannot_sign(actor: Actor, row: Agreement, offer: ProposalView | None, mandate: bool, on: date) -> Said:
    if row.state != lifecycle.OFFERED or offer is None:
        return Said()
    if not offer.waits_on(on):
        return say("Nobody can sign it any more: its last day has passed.")
    if offer.proposed_by in actor.people | {actor.person_id}:
        return say("You offered it, so somebody else signs it.")
    if any(each.organisation_id == actor.organisation_id for each in offer.decisions):
        return say("Your side has signed it.")
    if not mandate:
        return say(
            "You cannot sign it: you lack the mandate, which an administrator of your organisation gives."
        )
    can = proposals.sides_for(actor=actor, proposal=offer, on=on)
    return Said() if can else say("You cannot sign it in this role.")


def _moves(
    actor: Actor, row: Agreement, offer: ProposalView | None, mandate: bool, on: date
) -> Iterable[str]:
    writes = actor.organisation_id == row.organisation_id and actor.role in WRITERS
    if row.state == lifecycle.DRAFT and writes:
        yield from ("change", "offer", "drop")
    if row.state == lifecycle.OFFERED and offer is not None:
        if mandate and proposals.sides_for(actor=actor, proposal=offer, on=on):
            yield from ("sign", "refuse")
        if writes:
            yield "withdraw"
    if row.state == lifecycle.SIGNED and mandate and (row.valid_until is None or row.valid_until > on):
        yield "end"
    if writes and row.state not in lifecycle.IN_THE_MAKING:
        yield "next"
