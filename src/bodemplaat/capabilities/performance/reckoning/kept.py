"""Corrections of earlier periods as they are kept with a signed report, and back."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from bodemplaat.capabilities.catalogue.api import Words
from bodemplaat.capabilities.performance.values import CaseCorrection, CorrectionFigures
from bodemplaat.kernel import Euro

_COUNTED = ("inside_then", "judged_then", "inside_now", "judged_now")


def corrections_stored(corrections: Sequence[CorrectionFigures]) -> dict[str, list[dict[str, Any]]]:
    """Corrections of earlier periods as JSON, beside what ``agreed_stored`` keeps."""
    return {
        "corrections": [
            {
                "report": str(each.report),
                "since": each.since.isoformat(),
                "last": each.last.isoformat(),
                "service": str(each.service),
                "code": each.code,
                "name": [each.name.nl, each.name.en],
                **{name: getattr(each, name) for name in _COUNTED},
                "credit": [_cents(each.credit_then), _cents(each.credit_now)],
                "cases": [
                    [
                        case.number,
                        _moment(case.ended_then),
                        case.inside_then,
                        _moment(case.ended_now),
                        case.inside_now,
                    ]
                    for case in each.cases
                ],
            }
            for each in corrections
        ]
    }


def corrections_from(
    stored: Mapping[str, Any], *, provider: UUID, customer: UUID, names: Mapping[UUID, str]
) -> tuple[CorrectionFigures, ...]:
    """The corrections that ``corrections_stored`` kept; none in a report of before."""
    return tuple(
        CorrectionFigures(
            provider_id=provider,
            customer_id=customer,
            customer_name=names.get(customer, ""),
            code=each["code"],
            name=Words(*each["name"]),
            report=UUID(each["report"]),
            since=date.fromisoformat(each["since"]),
            last=date.fromisoformat(each["last"]),
            service=UUID(each["service"]),
            **{name: each[name] for name in _COUNTED},
            credit_then=_euro(each["credit"][0]),
            credit_now=_euro(each["credit"][1]),
            cases=tuple(
                CaseCorrection(number, _read(ended_then), inside_then, _read(ended_now), inside_now)
                for number, ended_then, inside_then, ended_now, inside_now in each["cases"]
            ),
        )
        for each in stored.get("corrections", ())
    )


def _cents(amount: Euro | None) -> int | None:
    return None if amount is None else amount.cents


def _euro(cents: int | None) -> Euro | None:
    return None if cents is None else Euro(cents)


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _read(moment: str | None) -> datetime | None:
    return None if moment is None else datetime.fromisoformat(moment)
