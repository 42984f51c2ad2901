"""What the rooms answer, as it is sent."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.catalogue.api import OfferedView, Words
from bodemplaat.capabilities.performance.api import Performance, ReportRow, ServiceFigures, Signature
from bodemplaat.connectors.rest.forms import answers_in_json, asks_a_file, money, schema_of
from bodemplaat.foundation.webhooks.api import WebhookRow

SPOKEN = {cases.CaseAct.MESSAGE: "requester"}


def service(view: OfferedView, *, today: date, can_be_sent: bool) -> dict[str, Any]:
    """A service without its form."""
    content = view.content
    price = content.price_in(today.year)
    return {
        "id": view.id,
        "code": view.code,
        "version": view.number,
        "name": texts(content.name),
        "description": texts(content.description),
        "how_to_order": texts(content.how_to_order),
        "package": content.package,
        "line": content.line,
        "provider": {"id": view.provider_id, "name": view.provider_name},
        "offered_from": view.since,
        "offered_until": view.until,
        "unit": texts(content.unit),
        "price": None if price is None else money(price),
        "can_be_sent": can_be_sent and not asks_a_file(content.form),
    }


def service_with_form(view: OfferedView, *, today: date, can_be_sent: bool, language: str) -> dict[str, Any]:
    """A service with the form that a new case answers."""
    form = schema_of(view.content.form, language)
    return {**service(view, today=today, can_be_sent=can_be_sent), "form": form}


def case(outline: cases.CaseOutline) -> dict[str, Any]:
    """The facts of a case."""
    term = None
    if outline.is_late is not None:
        term = {"due_at": outline.due_at, "due_date": outline.due_day, "is_late": outline.is_late}
    return {
        "id": outline.id,
        "number": outline.number,
        "service": {"id": outline.service_id, "code": outline.service_code, "version": outline.version},
        "customer": {"id": outline.customer_id, "name": outline.customer_name},
        "provider": {"id": outline.provider_id, "name": outline.provider_name},
        "state": outline.state,
        "channel": outline.channel,
        "received_at": outline.received_at,
        "changed_at": outline.changed_at,
        "closed_at": outline.closed_at,
        "result": outline.result,
        "term": term,
    }


def content(view: cases.CaseView) -> dict[str, Any]:
    """What a case says; what colleagues wrote to each other is not among it."""
    return {
        "subject": view.subject,
        "words": view.question,
        "answers": answers_in_json(view.answers),
        "requester": {"person_id": view.requester_id, "name": view.requester_name},
        "messages": [
            {"at": each.at, "by": SPOKEN.get(each.act, "serviceCentre"), "words": each.words}
            for each in view.timeline
            if each.words and not each.is_internal
        ],
    }


def webhook(row: WebhookRow) -> dict[str, Any]:
    """An address at which a client is told of events."""
    return {
        "id": row.id,
        "address": row.address,
        "kinds": list(row.kinds),
        "is_on": row.is_on,
        "made_at": row.made_at,
    }


def report(row: ReportRow) -> dict[str, Any]:
    """A report in a list."""
    return {
        "id": row.id,
        "customer": {"id": row.customer_id, "name": row.customer_name},
        "provider": {"id": row.provider_id, "name": row.provider_name},
        "first_date": row.first_day,
        "last_date": row.last_day,
        "made_at": row.offered_at,
    }


def report_document(row: ReportRow, seen: Performance, signatures: Sequence[Signature]) -> dict[str, Any]:
    """A report with its key figures, and who signed it."""
    return {
        **report(row),
        "signatures": [
            {"side": each.side, "name": each.name or None, "signed_at": each.at} for each in signatures
        ],
        "services": [_key_figures(each) for each in seen.services],
        "credit": None if seen.credit is None else str(seen.credit),
        "duties": [
            {
                "code": each.code,
                "name": texts(each.name),
                "cause": each.cause,
                "working_days": each.days,
                "goal": two_decimals(each.goal * 100),
                "inside": each.figures.inside,
                "outside": each.figures.outside,
                "open": each.figures.open,
                "open_late": each.figures.open_late,
                "share": None if each.figures.share is None else two_decimals(each.figures.share * 100),
            }
            for each in seen.duties
        ],
        "plan": [
            {
                "code": each.code,
                "name": texts(each.name),
                "unit": texts(each.unit),
                "since": each.since,
                "planned": each.planned,
                "counted": each.counted,
                "expected": each.expected,
            }
            for each in seen.plan
        ],
        "deliveries": [
            {
                "what": each.what,
                "owed_by": each.owed_by,
                "in_time": each.in_time,
                "late": each.late,
                "missing": each.missing,
                "share": two_decimals(each.share * 100),
            }
            for each in seen.deliveries
        ],
        "corrections": [
            {
                "report": each.report,
                "first_date": each.since,
                "last_date": each.last,
                "service": each.service,
                "code": each.code,
                "name": texts(each.name),
                "inside_then": each.inside_then,
                "judged_then": each.judged_then,
                "inside_now": each.inside_now,
                "judged_now": each.judged_now,
                "credit_then": None if each.credit_then is None else str(each.credit_then),
                "credit_now": None if each.credit_now is None else str(each.credit_now),
                "credit_difference": None if each.difference is None else str(each.difference),
                "cases": [
                    {
                        "number": case.number,
                        "closed_then": case.ended_then,
                        "is_inside_then": case.inside_then,
                        "closed_now": case.ended_now,
                        "is_inside_now": case.inside_now,
                    }
                    for case in each.cases
                ],
            }
            for each in seen.corrections
        ],
        "complaints": [
            {
                "service": each.service,
                "code": each.code,
                "name": texts(each.name),
                "received": each.received,
                "upheld": each.upheld,
                "partly_upheld": each.partly,
                "not_upheld": each.not_upheld,
                "open": each.open,
                "late": each.late,
            }
            for each in seen.complaints
        ],
        "satisfaction": [
            {
                "service": each.service,
                "code": each.code or None,
                "name": texts(each.name),
                "quarter_from": each.quarter,
                "answers": each.answers,
                "mean": str(each.mean),
            }
            for each in seen.satisfaction
        ],
    }


def _key_figures(each: ServiceFigures) -> dict[str, Any]:
    figures = each.figures
    return {
        "service": each.service,
        "code": each.code,
        "name": texts(each.name),
        "received": figures.received,
        "closed": figures.counted,
        "judged": figures.judged,
        "inside": figures.inside,
        "outside": figures.outside,
        "open": figures.open,
        "open_late": figures.open_late,
        "share": None if figures.share is None else two_decimals(figures.share * 100),
        "goal": None if each.goal is None else two_decimals(each.goal * 100),
        "is_met": each.is_met,
        "credit": None if each.credit is None else str(each.credit.amount),
        "months": [
            {
                "month": f"{month.month:%Y-%m}",
                "received": month.received,
                "closed": month.closed,
                "judged": month.judged,
                "inside": month.inside,
            }
            for month in figures.months
        ],
        "waiting": [
            {
                "cause": waited.cause,
                "cases": waited.cases,
                "working_hours": two_decimals(waited.working_hours),
            }
            for waited in figures.waiting
        ],
    }


def texts(words: Words) -> Mapping[str, str | None] | None:
    """A text in the languages in which it was written; nothing where it was in neither."""
    return {"nl": words.nl or words.en, "en": words.en or None} if words else None


def two_decimals(number: Fraction) -> str:
    """A number that is not negative with two decimals, half up."""
    hundredths = (number * 100 + Fraction(1, 2)).__floor__()
    return f"{hundredths // 100}.{hundredths % 100:02d}"
