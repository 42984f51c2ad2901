"""What goes to books elsewhere: which entries are not there yet, what keeps them, and a file of those that are."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any, BinaryIO, Final
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet, Sum

from bodemplaat.capabilities.ledger.errors import NoCodeElsewhere
from bodemplaat.capabilities.ledger.models import (
    AccountElsewhere,
    EntryElsewhere,
    FinancialYear,
    JournalEntry,
    JournalLine,
)
from bodemplaat.capabilities.ledger.policies import check_may_read
from bodemplaat.capabilities.ledger.queries.auditfile import AT_A_TIME, write_lines
from bodemplaat.capabilities.ledger.reckoning.elsewhere import (
    COLUMNS,
    NAMES,
    AccountThere,
    Compared,
    ElsewhereFile,
    ElsewhereView,
    LineThere,
    OutgoingEntry,
    OutgoingLine,
    compare,
    journal_rows,
    without_a_code,
)
from bodemplaat.capabilities.ledger.values import AccountKind, JournalCode
from bodemplaat.formats.tables import csv_chunks
from bodemplaat.foundation.tenancy.api import Actor, NotFound, query
from bodemplaat.kernel import Euro, Finding

_NOTED: Final = ("entry_id", "reference", "number")
_ORDER: Final = ("entry__journal", "entry__number", "entry_id", "number")


@query
def elsewhere(*, actor: Actor, year: int) -> ElsewhereView:
    """How far a year is handed over to books elsewhere. Raises ``NotFound``, and ``Refused`` for anyone but a controller."""
    check_may_read(actor)
    row = FinancialYear.records.of(actor).one(organisation_id=actor.organisation_id, year=year)
    files = (
        EntryElsewhere.records.of(actor)
        .filter(year=row, file__gte=1)
        .order_by()
        .values("file", "by")
        .annotate(
            entries=Count("entry_id", distinct=True),
            debit=Sum("entry__lines__cents", filter=Q(entry__lines__cents__gt=0)),
            moment=Max("at"),
        )
        .order_by("-file")
    )
    return ElsewhereView(
        entries_to_hand_over(actor, row).count(),
        without_codes(actor, row),
        tuple(
            ElsewhereFile(
                each["file"], each["entries"], Euro(int(each["debit"] or 0)), each["by"], each["moment"]
            )
            for each in files
        ),
    )


@query
def write_elsewhere_journal(*, actor: Actor, year: int, file: int, out: BinaryIO) -> int:
    """Write a file of entries as text (CSV), with the codes of accounts elsewhere as they are now; answers how many entries.

    Raises ``NotFound`` for a file that is not there, and ``Refused`` for anyone but a controller.
    """
    check_may_read(actor)
    lines = _lines_of_file(actor, year, file)
    count = 0

    def counted() -> Iterator[OutgoingEntry]:
        nonlocal count
        for entry in outgoing(actor, lines):
            count += 1
            yield entry

    for piece in csv_chunks(COLUMNS, journal_rows(counted())):
        out.write(piece)
    return count


@query
def write_elsewhere_audit_file(*, actor: Actor, year: int, file: int, on: date, out: BinaryIO) -> int:
    """Write a file of entries as an audit file (XAF 4.0), with the codes of accounts elsewhere; answers how many lines.

    Raises as ``write_elsewhere_journal``.
    """
    check_may_read(actor)
    lines = _lines_of_file(actor, year, file)
    codes = {
        row.account_id: (row.code, row.name or row.account.name, row.account.kind)
        for row in AccountElsewhere.records.of(actor)
        .filter(organisation_id=actor.organisation_id)
        .select_related("account")
    }
    return write_lines(actor, year, lines, on=on, out=out, codes=codes)


@query
def next_to_hand_over(*, actor: Actor, year: int, count: int) -> tuple[OutgoingEntry, ...]:
    """Entries of a year that are not elsewhere yet, by journal and number, so many at most.

    Raises ``NoCodeElsewhere``, ``NotFound``, and ``Refused`` for anyone but a controller or the platform.
    """
    check_may_read(actor)
    row = FinancialYear.records.of(actor).one(organisation_id=actor.organisation_id, year=year)
    stops = without_codes(actor, row)
    if stops:
        raise NoCodeElsewhere(stops)
    entries = entries_to_hand_over(actor, row).order_by("journal", "number")[:count]
    lines = JournalLine.records.of(actor).filter(entry_id__in=[each.id for each in entries])
    return tuple(outgoing(actor, lines))


@query
def noted_elsewhere(*, actor: Actor, year: int) -> Mapping[UUID, tuple[str, str]]:
    """By entry of a year that went to another system: how it is known there, and its number, empty where it is not posted."""
    check_may_read(actor)
    rows = EntryElsewhere.records.of(actor).filter(
        organisation_id=actor.organisation_id, year__year=year, file=0
    )
    return {entry: (reference, number) for entry, reference, number in rows.values_list(*_NOTED)}


@query
def entries_by_id(*, actor: Actor, entries: Collection[UUID]) -> tuple[OutgoingEntry, ...]:
    """These entries as books elsewhere get them. Raises ``Refused`` for anyone but a controller or the platform."""
    check_may_read(actor)
    lines = JournalLine.records.of(actor).filter(
        organisation_id=actor.organisation_id, entry_id__in=set(entries)
    )
    return tuple(outgoing(actor, lines))


@query
def accounts_elsewhere(*, actor: Actor) -> tuple[AccountThere, ...]:
    """The accounts elsewhere that have a code. Raises ``Refused`` for anyone but a controller or the platform."""
    check_may_read(actor)
    rows = AccountElsewhere.records.of(actor).filter(organisation_id=actor.organisation_id)
    by_code = {
        row.code: AccountThere(row.code, row.name or row.account.name, AccountKind(row.account.kind))
        for row in rows.select_related("account").order_by("-account__code")
    }
    return tuple(by_code[code] for code in sorted(by_code))


@query
def compared_elsewhere(*, actor: Actor, year: int, there: Iterable[LineThere]) -> tuple[Compared, ...]:
    """The books of a year beside what stands elsewhere, to the cent. Raises as ``elsewhere``."""
    check_may_read(actor)
    row = FinancialYear.records.of(actor).one(organisation_id=actor.organisation_id, year=year)
    lines = JournalLine.records.of(actor).filter(organisation_id=actor.organisation_id, period__year=row)
    if not is_first_year(actor, row):
        lines = lines.exclude(entry__journal=JournalCode.OPENING.value)
    fields = (
        "entry_id",
        "entry__journal",
        "entry__number",
        "account__elsewhere__code",
        "account__code",
        "cents",
    )
    return compare(
        (
            (entry, f"{NAMES[JournalCode(journal)]} {number}", code or own, cents)
            for entry, journal, number, code, own, cents in lines.order_by().values_list(*fields)
        ),
        there,
    )


def entries_to_hand_over(actor: Actor, year: FinancialYear) -> QuerySet[JournalEntry]:
    """The entries of a year that are not elsewhere yet.

    With what a year opened is handed over for the first year that is kept here alone: books elsewhere bring their own
    balances to the next year.
    """
    rows = JournalEntry.records.of(actor).filter(
        organisation_id=actor.organisation_id, year=year, elsewhere=None
    )
    return rows if is_first_year(actor, year) else rows.exclude(journal=JournalCode.OPENING.value)


def is_first_year(actor: Actor, year: FinancialYear) -> bool:
    """Whether no earlier year is kept here."""
    rows = FinancialYear.records.of(actor).filter(organisation_id=actor.organisation_id, year__lt=year.year)
    return not rows.exists()


def without_codes(actor: Actor, year: FinancialYear) -> tuple[Finding, ...]:
    """What keeps entries of a year from being handed over: each account without a code, with the first entry on it."""
    lines = JournalLine.records.of(actor).filter(
        entry__in=entries_to_hand_over(actor, year), account__elsewhere=None
    )
    counts = lines.order_by("account__code").values_list("account_id", "account__code", "account__name")
    unmapped = []
    for account, code, name, count in counts.annotate(count=Count("id")):
        of_account = lines.filter(account_id=account).order_by("entry__period__number", "entry__day", *_ORDER)
        journal, number = of_account.values_list("entry__journal", "entry__number")[0]
        unmapped.append((code, name, count, journal, number))
    return without_a_code(unmapped)


def outgoing(actor: Actor, lines: QuerySet[JournalLine]) -> Iterator[OutgoingEntry]:
    """Entries with the codes of their accounts elsewhere, by journal and number, whatever many there are."""
    fields = (
        *("entry_id", "entry__journal", "entry__number", "entry__period__number", "entry__day"),
        *("entry__description", "account__elsewhere__code", "account__elsewhere__name", "account__name"),
        *("cents", "item", "description"),
    )
    rows: Any = lines.order_by(*_ORDER).values_list(*fields).iterator(AT_A_TIME)
    for (identity, journal, number, period, day, description), of_entry in groupby(
        rows, key=lambda row: row[:6]
    ):
        yield OutgoingEntry(
            identity,
            JournalCode(journal),
            number,
            period,
            day,
            description,
            [
                OutgoingLine(code, name or own, Euro(cents), item, text)
                for *_, code, name, own, cents, item, text in of_entry
            ],
        )


def _lines_of_file(actor: Actor, year: int, file: int) -> QuerySet[JournalLine]:
    lines = JournalLine.records.of(actor).filter(
        organisation_id=actor.organisation_id, entry__elsewhere__file=file, entry__elsewhere__year__year=year
    )
    if file < 1 or not lines.exists():
        raise NotFound("file")
    return lines
