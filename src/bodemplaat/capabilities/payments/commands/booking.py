"""What the decisions on a statement change: payments move, their sources hear of it, entries are kept."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Q, Sum
from django.utils import timezone

from bodemplaat.capabilities.payments.commands.books import post_paid, post_returned
from bodemplaat.capabilities.payments.commands.moving import among, move_all
from bodemplaat.capabilities.payments.lifecycle import FREED, LIVE, MATCHED, RELEASED, RETURNED, WAITING
from bodemplaat.capabilities.payments.models import Block, Entry, Payment, Statement
from bodemplaat.capabilities.payments.ports import outcomes_for
from bodemplaat.capabilities.payments.reckoning.decisions import Decisions, Known, KnownBlock, Place
from bodemplaat.capabilities.payments.reckoning.lines import Line, key_of
from bodemplaat.formats.sepa import REFUSED
from bodemplaat.foundation.audit.api import record_many
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, insert_many


def fresh_lines(actor: Actor, lines: Sequence[tuple[Statement, Line]]) -> dict[str, tuple[Statement, Line]]:
    """Lines that are in no earlier statement, by fingerprint. Their accounts are locked, so none is added meanwhile."""
    fresh = {line.fingerprint: (statement, line) for statement, line in reversed(lines)}
    of_mark = {mark: line.fingerprint for _, line in fresh.values() for mark in line.marks}
    known = Entry.records.of(actor).filter(
        among("fingerprint", of_mark), account__in={line.account for _, line in lines}
    )
    for mark in known.values_list("fingerprint", flat=True):
        fresh.pop(of_mark[mark], None)
    return dict(reversed(fresh.items()))


def hold_payments(
    actor: Actor, lines: Sequence[Line]
) -> tuple[dict[UUID, Known], dict[tuple[UUID, UUID], KnownBlock], dict[tuple[UUID, int], list[KnownBlock]]]:
    """What these lines may settle, held until the end, in one order: payments, blocks by name, blocks by sum."""
    named = {payment for line in lines for each in (line, *line.parts) if (payment := each.payment)}
    facts = _facts(Payment.records.of(actor).filter(among("id", named))) if named else {}
    batches = {line.batch for line in lines if not _is_one_payment(line, facts)} - {None}
    groups = [list(members) for key, members in groupby(lines, key=lambda line: line.group) if key]
    sums = {
        key_of(group)
        for group in groups
        if all(line.batch is None and line.payment is None for line in group)
    }
    alike = Q(
        account__in={account for account, _ in sums},
        total_cents__in={cents for _, cents in sums},
        batch__state=RELEASED,
    )
    named_blocks = Q(id__in=batches) | Q(batch_id__in=batches)
    wanted = named_blocks | alike if sums else named_blocks
    blocks = list(Block.records.of(actor).filter(wanted).order_by("id")) if batches or sums else []
    if blocks:
        facts |= _facts(Payment.records.of(actor).filter(batch_id__in={block.batch_id for block in blocks}))
    known, members = _known(actor, facts) if facts else ({}, {})
    by_name: dict[tuple[UUID, UUID], KnownBlock] = {}
    by_sum: dict[tuple[UUID, int], list[KnownBlock]] = defaultdict(list)
    for row in blocks:
        block = KnownBlock(
            row.id, row.account_id, tuple(members.get((row.batch_id, row.organisation_id), ()))
        )
        by_name[row.id, row.account_id] = by_name[row.batch_id, row.account_id] = block
        by_sum[row.account_id, row.total_cents].append(block)
    return known, by_name, by_sum


def hold_all(
    actor: Actor, payments: Collection[UUID], batches: Collection[UUID], sums: Collection[tuple[UUID, int]]
) -> None:
    """Hold what a large file may settle until the end, in one order, before its first piece is decided on."""
    blocks = Block.records.of(actor).filter(
        Q(id__in=batches)
        | Q(batch_id__in=batches)
        | Q(
            account__in={account for account, _ in sums},
            total_cents__in={cents for _, cents in sums},
            batch__state=RELEASED,
        )
    )
    wanted = Q(batch_id__in=set(blocks.values_list("batch_id", flat=True)))
    rows = Payment.records.of(actor).filter(among("id", payments) | wanted).locked().order_by("id")
    for _ in rows.values_list("id").iterator(chunk_size=5_000):
        pass


def sums_of_freed(actor: Actor, accounts: Collection[UUID]) -> set[tuple[UUID, int]]:
    """Account and sum of what was freed of each block of these accounts and not paid since."""
    freed = Payment.records.of(actor).filter(state=FREED).order_by() if accounts else None
    if freed is None:
        return set()
    sums = {
        (batch, organisation): cents
        for batch, organisation, cents in freed.values("batch_id", "organisation_id")
        .annotate(cents=Sum("amount_cents"))
        .values_list("batch_id", "organisation_id", "cents")
    }
    blocks = Block.records.of(actor).filter(account__in=accounts, batch__in={batch for batch, _ in sums})
    return {
        (account, int(sums[batch, organisation]))
        for batch, organisation, account in blocks.values_list("batch_id", "organisation_id", "account_id")
        if (batch, organisation) in sums
    }


_Facts = dict[UUID, tuple[Any, ...]]
_OF_PAYMENT = (
    *("id", "source_type", "source_id", "amount_cents", "state", "paid_on", "creditor_iban"),
    *("bank_status", "returned_on", "released_at", "batch_id", "organisation_id"),
)


def _facts(rows: GuardedQuerySet[Payment]) -> _Facts:
    """What is known of payments, which are locked in the order of their ids."""
    return {row[0]: row for row in rows.locked().order_by("id").values_list(*_OF_PAYMENT)}


def _is_one_payment(line: Line, facts: _Facts) -> bool:
    """Whether it names a payment and is its amount: then what else is in the batch has no say."""
    if line.payment is None or line.parts or (row := facts.get(line.payment)) is None:
        return False
    return bool(row[3] == abs(line.cents))


def _known(
    actor: Actor, of_payments: _Facts
) -> tuple[dict[UUID, Known], dict[tuple[UUID, UUID], list[Known]]]:
    """Payments by id and by batch and organisation; what took the place of freed ones is locked after them."""
    facts = [of_payments[each] for each in sorted(of_payments)]
    freed = {row[2] for row in facts if row[4] == FREED}
    if freed:
        live = Payment.records.of(actor).filter(source_id__in=freed, state__in=LIVE)
        facts += [row for row in _facts(live).values() if row[0] not in of_payments]
    paid_from = {
        (batch, organisation): account
        for batch, organisation, account in Block.records.of(actor)
        .filter(batch__in={row[10] for row in facts if row[10] is not None})
        .values_list("batch_id", "organisation_id", "account_id")
    }
    day_of = cache(timezone.localdate)  # a batch was released at one moment
    by_id: dict[UUID, Known] = {}
    members: dict[tuple[UUID, UUID], list[Known]] = defaultdict(list)
    for *columns, bank_status, returned_on, released_at, batch, organisation in facts:
        released_on = day_of(released_at) if released_at else None
        account = paid_from.get((batch, organisation))
        known = Known(*(*columns, released_on, returned_on, account, bank_status in REFUSED))
        by_id[known.id] = known
        if batch is not None:
            members[batch, organisation].append(known)
    places: dict[tuple[str, UUID], Place] = {}
    for each in by_id.values():
        if each.state == FREED:
            each.place = places.setdefault((each.source_type, each.source_id), Place())
    for each in by_id.values() if places else ():
        if each.state in LIVE and (place := places.get((each.source_type, each.source_id))):
            each.place, place.live = place, each
    return by_id, members


def carry_out(actor: Actor, decisions: Decisions, payments: dict[UUID, Known], at: datetime) -> None:
    """Move the payments and tell their sources: statements per day, not per payment."""
    if decisions.withdrawn:
        rows = Payment.records.of(actor).filter(among("id", decisions.withdrawn))
        move_all(rows, "withdraw", withdrawn_at=at)
        acts = [
            (row, organisation, {"reason": "paid after all"})
            for row, organisation in rows.values_list("id", "organisation_id")
        ]
        record_many(actor, "payment.withdrawn", "payment", acts, at=at)
    by_day: dict[date, list[UUID]] = defaultdict(list)
    for payment, day in decisions.paid:
        by_day[day].append(payment)
    for day, ids in sorted(by_day.items()):
        move_all(Payment.records.of(actor).filter(among("id", ids)), "pay", paid_on=day)
        post_paid(actor, ids, day, at)
        tell_paid(actor, [(payments[each].source_type, payments[each].source_id) for each in ids], day, at)
    for payment, day in decisions.debited:
        Payment.records.of(actor).filter(id=payment, state=RETURNED).update(paid_on=day)
        post_paid(actor, [payment], day, at)
    _store_returned(actor, decisions, payments, at)


def _store_returned(actor: Actor, decisions: Decisions, payments: dict[UUID, Known], at: datetime) -> None:
    alike: dict[tuple[date, str, str], list[UUID]] = defaultdict(list)
    for payment, line in decisions.returned:
        alike[line.day, line.return_code, line.return_reason[:200]].append(payment)
    for (day, code, reason), ids in sorted(alike.items()):
        rows = Payment.records.of(actor).filter(among("id", ids))
        was_freed = set(rows.filter(state=FREED).values_list("id", flat=True))
        move_all(rows, "return", returned_on=day, return_code=code[:35], return_reason=reason)
        post_returned(actor, ids, day, at)
        organisations = rows.values_list("id", "organisation_id")
        record_many(
            actor,
            "payment.returned",
            "payment",
            [
                (payment, organisation, {"code": code, "reason": reason})
                for payment, organisation in organisations
            ],
            at=at,
        )
        for payment in ids:
            source = payments[payment]
            if payment in was_freed:  # its source has had another since, or has gone on without
                continue
            outcomes_for(source.source_type).returned(
                actor=actor, source_id=source.source_id, reason_code=code, reason=reason, at=at
            )


def tell_paid(actor: Actor, sources: Sequence[tuple[str, UUID]], day: date, at: datetime) -> None:
    """Tell the source of each payment (source type, source) that it was paid on ``day``."""
    by_type: dict[str, list[UUID]] = defaultdict(list)
    for source_type, source_id in sources:
        by_type[source_type].append(source_id)
    for source_type, source_ids in sorted(by_type.items()):
        outcomes_for(source_type).paid(actor=actor, source_ids=source_ids, day=day, at=at)


def keep_entries(actor: Actor, fresh: dict[str, tuple[Statement, Line]], decisions: Decisions) -> None:
    """Store every line that is in no earlier statement as an entry, with what was decided about it."""
    of_part = {part.fingerprint: pair for pair in fresh.values() for part in pair[1].parts}
    of_line = {**of_part, **fresh}
    decided = [
        *((each.line, MATCHED, each.payment, each.block, each.covers, "") for each in decisions.matched),
        *((line, WAITING, payment, None, 1, why) for line, payment, why in decisions.waiting),
    ]
    rows = (
        (
            *(of_line[line.part_of or line.fingerprint][0].organisation_id, line.account),
            *(
                of_line[line.part_of or line.fingerprint][0].id,
                line.fingerprint,
                line.day,
                line.cents,
                line.end_to_end_id[:35],
                line.counterparty[:140],
            ),
            *(line.counterparty_iban[:34], line.remittance[:500], line.return_code[:35]),
            *facts,
        )
        for line, *facts in decided
    )
    insert_many(actor, Entry, _FIELDS, rows)


_FIELDS = (
    *("organisation_id", "account_id", "statement_id", "fingerprint", "day", "amount_cents", "end_to_end_id"),
    *("counterparty", "counterparty_iban", "remittance", "return_code"),
    *("state", "payment_id", "block_id", "covers", "why"),
)
