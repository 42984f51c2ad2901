"""Giving closed records the date until which they are kept."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Count, DateField, Exists, F, Max, OuterRef, Subquery
from django.db.models.functions import TruncMonth
from django.utils import timezone

from bodemplaat.foundation.retention.kinds import Dossier, Kind, Log, OwnTerm, kinds
from bodemplaat.foundation.retention.models import Keeping
from bodemplaat.foundation.retention.terms import term_for
from bodemplaat.foundation.tenancy.api import Actor, command, midnight

AT_ONCE = 1000


@command
def note_closed(*, actor: Actor, at: datetime) -> int:
    """Give every record of the actor's organisation that closed its date, and take it from those that opened again.

    Returns how many got one. The day a term counts from is the record's own, so it does not matter when this runs; twice
    changes nothing.
    """
    today = timezone.localdate(at)
    return sum(
        _of_log(actor, kind, today) if isinstance(kind, Log) else _of_dossiers(actor, kind, today)
        for kind in kinds().values()
    )


def month_of(record_of: Log, organisation: UUID, month: date) -> UUID:
    """The record that a month of a log is: the same one however often it is asked."""
    return uuid5(NAMESPACE_URL, f"{record_of.code}:{organisation}:{month.isoformat()}")


def _of_dossiers(actor: Actor, kind: Dossier, today: date) -> int:
    keepings = _keepings(actor, kind.code)
    closed = kind.closed(kind.rows(actor), today)
    here = closed.filter(pk=OuterRef("record"))
    keepings.filter(~Exists(here), hold=None).delete()
    moved = (
        keepings.annotate(now=Subquery(here.values("closed_on")[:1]))
        .filter(now__isnull=False)
        .exclude(now=F("trigger_day"))
    )
    moved = list(moved)
    own = kind.own_terms(actor, [row.record for row in moved]) if kind.own_terms and moved else {}
    for row in moved:
        _set_term(row, row.now, own.get(row.record))
        row.save()
    label = [kind.label] if kind.label else []
    new = closed.exclude(Exists(keepings.filter(record=OuterRef("pk"))))
    lines = (
        (each[0], each[1], each[2] if label else "", 1) for each in new.values_list("pk", "closed_on", *label)
    )
    return _add(actor, kind, lines)


def _of_log(actor: Actor, kind: Log, today: date) -> int:
    """Months that are over, since the last one that has a date."""
    last = _keepings(actor, kind.code).aggregate(last=Max("trigger_day"))["last"]
    rows = kind.rows(actor).filter(**{f"{kind.moment}__lt": midnight(today.replace(day=1))})
    if last is not None:
        rows = rows.filter(**{f"{kind.moment}__gte": midnight(last + timedelta(days=1))})
    months = rows.annotate(month=TruncMonth(kind.moment, output_field=DateField())).order_by()
    lines = (
        (month_of(kind, actor.organisation_id, month), last_of(month), f"{month:%Y-%m}", count)
        for month, count in months.values_list("month").annotate(count=Count("pk"))
    )
    return _add(actor, kind, lines)


def last_of(month: date) -> date:
    """The last day of a month."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _add(actor: Actor, kind: Kind, lines: Iterable[tuple[UUID, date, str, int]]) -> int:
    count = 0
    for some in _in_parts(lines):
        own: Mapping[UUID, OwnTerm] = {}
        if isinstance(kind, Dossier) and kind.own_terms:
            own = kind.own_terms(actor, [record for record, *_ in some])
        rows = [
            Keeping(
                organisation_id=actor.organisation_id,
                kind=kind.code,
                record=record,
                label=label,
                lines=number,
            )
            for record, _, label, number in some
        ]
        for row, (_, day, _, _) in zip(rows, some, strict=True):
            _set_term(row, day, own.get(row.record))
        Keeping.records.of(actor).bulk_create(rows, ignore_conflicts=True)
        count += len(rows)
    return count


def _in_parts(lines: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(lines)
    while part := list(islice(rest, AT_ONCE)):
        yield part


def _set_term(row: Keeping, day: date, own: OwnTerm | None) -> None:
    row.own_years = own.years if own else None
    term = term_for(row.kind, day).with_own(row.own_years, own.basis if own else "")
    row.trigger_day, row.destroy_after = day, term.last_day(day)
    row.category, row.list_version = term.category, term.list_version


def _keepings(actor: Actor, code: str) -> Any:
    return Keeping.records.of(actor).filter(organisation_id=actor.organisation_id, kind=code)
