"""Destroying: everything of one proposal in one transaction, set-based, and a certificate of it.

This is the one place that may delete what is append-only. Rows go by the thousand and not one by one; foreign keys are
checked at the end, so a row that something else still needs stops the whole.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any, Final
from uuid import UUID

import pgtrigger
from django.apps import apps
from django.db import connection
from django.db.models import CASCADE, Exists, Max, Min, OuterRef, Q, QuerySet, Sum
from django.utils import timezone
from pghistory.models import Event
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.outbox.api import Announcement, publish
from bodemplaat.foundation.retention.events import DESTROYED
from bodemplaat.foundation.retention.kinds import Dossier, Kind, Log, Part, Rows, kinds
from bodemplaat.foundation.retention.marking import last_of
from bodemplaat.foundation.retention.models import Certificate, DestructionProposal, Keeping, ProposalState
from bodemplaat.foundation.retention.partners import working_for
from bodemplaat.foundation.retention.terms import term_for
from bodemplaat.foundation.tenancy.api import Actor, command, midnight, relations_to

AT_ONCE: Final = 5000


@app.task(name="retention.destroy", queue="outbox", retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def destroy(organisation: str, proposal: str) -> None:
    """Destroy what two people let be destroyed; a second run finds it done."""
    destroy_confirmed(actor=working_for(UUID(organisation)), proposal=UUID(proposal), at=timezone.now())


@dataclass(slots=True)
class Gone:
    """What was destroyed of a kind."""

    records: int = 0
    rows: int = 0
    documents: int = 0
    cents: int | None = None


@command
def destroy_confirmed(*, actor: Actor, proposal: UUID, at: datetime) -> UUID | None:
    """Destroy what two people let be destroyed; returns the certificate, ``None`` when it was done already.

    ``actor`` is the platform, working for the organisation and for those it works with. What was held back, opened
    again or got a longer term since is left, and proposed another time.
    """
    row = (
        DestructionProposal.records.of(actor).locked().one(id=proposal, organisation_id=actor.organisation_id)
    )
    if row.state != ProposalState.CONFIRMED:
        return None
    today = timezone.localdate(at)
    lines = [line for kind in kinds().values() for line in _destroy_kind(actor, row, kind, today)]
    Keeping.records.of(actor).filter(proposal=row).update(proposal=None)
    row.state, row.destroyed_at = ProposalState.DESTROYED, at
    row.save(update_fields=["state", "destroyed_at"])
    certificate = _certify(actor, row, lines, at)
    count = sum(line["records"] for line in lines)
    record(
        actor,
        "retention.destroyed",
        "destruction",
        row.id,
        row.organisation_id,
        at=at,
        details={"count": count, "number": certificate.number},
    )
    facts = {"certificate": str(certificate.id), "count": count, "number": certificate.number}
    publish(actor, Announcement(DESTROYED, row.organisation_id, facts), at=at)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # whatever still needs a row that went stops it here
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return certificate.id


def _destroy_kind(
    actor: Actor, row: DestructionProposal, kind: Kind, today: date
) -> Iterator[dict[str, Any]]:
    """Destroy what a proposal has of a kind; yields a line of the certificate for each category and list."""
    keepings = Keeping.records.of(actor).filter(proposal=row, kind=kind.code, destroy_after__lt=today)
    if isinstance(kind, Dossier):
        keepings = keepings.filter(Exists(kind.at_rest(actor, today).filter(pk=OuterRef("record"))))
    by = ("category", "list_version", "own_years")
    for category, version, years in list(keepings.order_by(*by).values_list(*by).distinct()):
        some = keepings.filter(category=category, list_version=version, own_years=years)
        days = some.aggregate(first=Min("trigger_day"), last=Max("trigger_day"))
        rows = list(some.locked().values_list("id", "record", "trigger_day"))
        gone = Gone()
        for start in range(0, len(rows), AT_ONCE):
            part = rows[start : start + AT_ONCE]
            if isinstance(kind, Log):
                _destroy_months(actor, kind, [day for _, _, day in part], gone)
            else:
                _destroy_dossiers(actor, kind, [each for _, each, _ in part], gone)
            Keeping.records.of(actor).filter(id__in=[each for each, _, _ in part]).delete()
        term = term_for(kind.code, days["last"]).with_own(years, category)
        yield {
            "kind": kind.code,
            "category": category,
            "list_version": version,
            "source": term.source,
            "certainty": term.certainty.value,
            "years": term.years,
            "months": term.months,
            "counted_from": term.counted_from.value,
            "first_day": days["first"].isoformat(),
            "last_day": days["last"].isoformat(),
            "records": len(rows),
            "rows": gone.rows,
            "documents": gone.documents,
            "cents": gone.cents,
        }


def _destroy_months(actor: Actor, kind: Log, ends: Sequence[date], gone: Gone) -> None:
    months = Q()
    for end in ends:
        first = end.replace(day=1)
        until = midnight(date.fromordinal(last_of(first).toordinal() + 1))
        months |= Q(**{f"{kind.moment}__gte": midnight(first), f"{kind.moment}__lt": until})
    with _guards_off([kind.table]):
        gone.rows += _delete(kind.rows(actor).filter(months))
    gone.records += len(ends)


def _destroy_dossiers(actor: Actor, kind: Dossier, ids: Sequence[UUID], gone: Gone) -> None:
    records: QuerySet[Any] = kind.rows(actor).filter(pk__in=ids)
    parts = sorted(kind.parts, key=lambda part: -part.path.count("__"))
    papers = _papers(kind, ids)
    afterwards = [each(actor, ids) for each in kind.also]
    if kind.amount:
        gone.cents = (gone.cents or 0) + (records.aggregate(sum=Sum(kind.amount))["sum"] or 0)
    of_parts: list[tuple[Part, Rows]] = [
        (part, QuerySet(part.table).filter(**{f"{part.path}__in": ids})) for part in parts
    ]
    histories = {part: _ids(rows) for part, rows in of_parts if _history_of(part.table)}
    tables = [kind.table, *(part.table for part in parts)]
    with _guards_off([*tables, *chain.from_iterable(map(_history_of, tables))]):
        for _, rows in of_parts:
            gone.rows += _delete(rows)
        gone.rows += _delete(records)
        for history in _history_of(kind.table):  # after: that a row went is a row of history itself
            gone.rows += _delete(QuerySet(history).filter(pgh_obj_id__in=ids))
        for part, own in histories.items():
            of_part = Q(pgh_obj_id__in=own)
            if "__" not in part.path:  # versions of rows that went before
                of_part |= Q(**{f"{part.path}_id__in": ids})
            for history in _history_of(part.table):
                gone.rows += _delete(QuerySet(history).filter(of_part))
    for each in afterwards:
        each()
    for document, documents in papers:
        gone.documents += _delete_documents(document, documents)
    gone.records += len(ids)


def _papers(kind: Dossier, ids: Sequence[UUID]) -> list[tuple[Any, list[Any]]]:
    """The documents that a dossier names, by their model; whether another still needs one is asked when they go."""
    by_model: dict[Any, set[Any]] = {}
    for paper in kind.papers:
        rows: Rows = QuerySet(paper.table).filter(**{f"{paper.path or 'pk'}__in": ids})
        document = paper.table._meta.get_field(paper.field).related_model
        by_model.setdefault(document, set()).update(rows.values_list(paper.field, flat=True))
    return [(document, sorted(those - {None})) for document, those in by_model.items()]


def _delete_documents(document: Any, ids: Sequence[Any]) -> int:
    """Delete documents with what is a part of them, but for those that something else refers to."""
    relations = list(relations_to(document))
    count = 0
    for start in range(0, len(ids), AT_ONCE):
        rows: Rows = QuerySet(document).filter(pk__in=ids[start : start + AT_ONCE])
        for relation in relations:
            if getattr(relation, "on_delete", None) is not CASCADE:
                others: Rows = QuerySet(relation.related_model).filter(
                    **{relation.field.name: OuterRef("pk")}
                )
                rows = rows.filter(~Exists(others))
        alone = _ids(rows)
        for relation in relations:
            if getattr(relation, "on_delete", None) is CASCADE:
                own: QuerySet[Any] = QuerySet(relation.related_model)
                _delete(own.filter(**{f"{relation.field.name}__in": alone}))
        count += _delete(QuerySet(document).filter(pk__in=alone))
    return count


def _delete(rows: QuerySet[Any]) -> int:
    """One DELETE: nothing is loaded, and what hangs on the rows is named by whoever calls."""
    statement = rows.order_by()
    return int(statement._raw_delete(using="default") or 0)  # noqa: SLF001  # ``delete`` loads rows where others refer to them


def _ids(rows: QuerySet[Any]) -> list[Any]:
    return list(rows.order_by().values_list("pk", flat=True))


def _history_of(table: Any) -> list[Any]:
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Event)
        and (field := next((f for f in model._meta.fields if f.name == "pgh_obj"), None)) is not None
        and field.related_model is table
    ]


def _guards_off(tables: Iterable[Any]) -> AbstractContextManager[None]:
    """Let rows of these tables go that are otherwise append-only, for as long as the block lasts."""
    guards = {
        f"{table._meta.label}:{trigger.name}"
        for table in tables
        for trigger in getattr(table._meta, "triggers", ())
        if isinstance(trigger, pgtrigger.Protect)
    }
    return pgtrigger.ignore(*sorted(guards)) if guards else nullcontext()


def _certify(
    actor: Actor, row: DestructionProposal, lines: list[dict[str, Any]], at: datetime
) -> Certificate:
    certificates = Certificate.records.of(actor).filter(organisation_id=row.organisation_id)
    last = certificates.aggregate(last=Max("number"))["last"] or 0
    return certificates.create(
        organisation_id=row.organisation_id,
        proposal=row,
        number=last + 1,
        made_at=at,
        accepted_by_name=row.accepted_by_name,
        accepted_at=row.accepted_at or at,
        confirmed_by_name=row.confirmed_by_name,
        confirmed_at=row.confirmed_at or at,
        lines=lines,
    )
