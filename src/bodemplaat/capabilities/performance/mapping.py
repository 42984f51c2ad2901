"""Figures as they are kept with a signed report, and back: the same value, whatever changes afterwards."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypedDict
from uuid import UUID

from bodemplaat.capabilities.catalogue.api import Indicator, Words
from bodemplaat.capabilities.performance.ports import counted
from bodemplaat.capabilities.performance.reckoning.figures import (
    Figures,
    LateCase,
    MonthFigures,
    Waiting,
)
from bodemplaat.capabilities.performance.reckoning.outcomes import Outcome
from bodemplaat.capabilities.performance.values import (
    ComplaintFigures,
    DeliveryFigures,
    DutyFigures,
    PlanFigures,
    SatisfactionFigures,
    ServiceFigures,
)
from bodemplaat.engines.credit import Credit, CreditRule
from bodemplaat.kernel import Euro, Said


class Place(TypedDict):
    """Between whom a report is, with their names."""

    provider: UUID
    customer: UUID
    names: Mapping[UUID, str]


def as_stored(services: Sequence[ServiceFigures]) -> list[dict[str, Any]]:
    """Figures of services as JSON; the cases behind them are kept apart."""
    return [
        {
            "service": str(each.service),
            "code": each.code,
            "case_type": each.case_type,
            "name": [each.name.nl, each.name.en],
            "indicator": _indicator_stored(each.indicator),
            "goal": _text(each.goal),
            "figures": _figures_stored(each.figures),
            "credit": None if each.credit is None else _credit_stored(each.credit),
        }
        for each in services
    ]


def from_stored(
    stored: Sequence[Mapping[str, Any]], *, provider: UUID, customer: UUID, names: Mapping[UUID, str]
) -> tuple[ServiceFigures, ...]:
    """What ``as_stored`` kept."""
    causes = {name: each.causes for name, each in counted().items()}
    return tuple(
        ServiceFigures(
            provider_id=provider,
            provider_name=names.get(provider, ""),
            customer_id=customer,
            customer_name=names.get(customer, ""),
            service=UUID(each["service"]),
            code=each["code"],
            case_type=each["case_type"],
            name=Words(*each["name"]),
            indicator=_indicator_from(each["indicator"]),
            goal=_fraction(each["goal"]),
            figures=_figures_from(each["figures"]),
            causes=causes.get(each["case_type"], {}),
            credit=_credit_from(each.get("credit")),
        )
        for each in stored
    )


def agreed_stored(
    duties: Sequence[DutyFigures], plan: Sequence[PlanFigures]
) -> dict[str, list[dict[str, Any]]]:
    """The duties of a customer and the plan of its year as JSON."""
    return {
        "duties": [
            {
                "code": each.code,
                "name": [each.name.nl, each.name.en],
                "case_type": each.case_type,
                "cause": each.cause,
                "days": each.days,
                "goal": str(each.goal),
                "figures": _figures_stored(each.figures),
            }
            for each in duties
        ],
        "plan": [
            {
                "code": each.code,
                "name": [each.name.nl, each.name.en],
                "unit": [each.unit.nl, each.unit.en],
                "since": each.since.isoformat(),
                **{name: getattr(each, name) for name in _PLANNED},
            }
            for each in plan
        ],
    }


_THOUGHT_OF = ("received", "upheld", "partly", "not_upheld", "late")


def thoughts_stored(
    complaints: Sequence[ComplaintFigures], satisfaction: Sequence[SatisfactionFigures]
) -> dict[str, list[dict[str, Any]]]:
    """Complaints and satisfaction as JSON, beside what ``agreed_stored`` keeps."""
    return {
        "complaints": [
            {
                "service": str(each.service),
                "code": each.code,
                "name": [each.name.nl, each.name.en],
                **{name: getattr(each, name) for name in _THOUGHT_OF},
            }
            for each in complaints
        ],
        "satisfaction": [
            {
                "service": None if each.service is None else str(each.service),
                "code": each.code,
                "name": [each.name.nl, each.name.en],
                "quarter": each.quarter.isoformat(),
                "answers": each.answers,
                "mean": str(each.mean),
            }
            for each in satisfaction
        ],
    }


def complaints_from(
    stored: Mapping[str, Any], *, provider: UUID, customer: UUID, names: Mapping[UUID, str]
) -> tuple[ComplaintFigures, ...]:
    """The complaints that ``thoughts_stored`` kept; none in a report of before."""
    return tuple(
        ComplaintFigures(
            **_whose(each, provider, customer, names),
            service=UUID(each["service"]),
            **{name: each[name] for name in _THOUGHT_OF},
        )
        for each in stored.get("complaints", ())
    )


def satisfaction_from(
    stored: Mapping[str, Any], *, provider: UUID, customer: UUID, names: Mapping[UUID, str]
) -> tuple[SatisfactionFigures, ...]:
    """The satisfaction that ``thoughts_stored`` kept; none in a report of before."""
    return tuple(
        SatisfactionFigures(
            **_whose(each, provider, customer, names),
            service=None if each["service"] is None else UUID(each["service"]),
            quarter=date.fromisoformat(each["quarter"]),
            answers=each["answers"],
            mean=Decimal(each["mean"]),
        )
        for each in stored.get("satisfaction", ())
    )


_DELIVERED = ("what", "owed_by", "in_time", "late", "missing")


def deliveries_stored(deliveries: Sequence[DeliveryFigures]) -> dict[str, list[dict[str, Any]]]:
    """What was delivered in time as JSON, beside what ``agreed_stored`` keeps."""
    return {"deliveries": [{name: getattr(each, name) for name in _DELIVERED} for each in deliveries]}


def deliveries_from(
    stored: Mapping[str, Any], *, provider: UUID, customer: UUID, names: Mapping[UUID, str]
) -> tuple[DeliveryFigures, ...]:
    """The deliveries that ``deliveries_stored`` kept; none in a report of before."""
    return tuple(
        DeliveryFigures(
            provider_id=provider,
            customer_id=customer,
            customer_name=names.get(customer, ""),
            **{name: each[name] for name in _DELIVERED},
        )
        for each in stored.get("deliveries", ())
    )


_PLANNED = ("planned", "counted", "days", "of_days")


def duties_from(
    stored: Mapping[str, Any], *, provider: UUID, customer: UUID, names: Mapping[UUID, str]
) -> tuple[DutyFigures, ...]:
    """The duties that ``agreed_stored`` kept."""
    causes = {name: each.causes for name, each in counted().items()}
    return tuple(
        DutyFigures(
            **_whose(each, provider, customer, names),
            case_type=each["case_type"],
            cause=each["cause"],
            said=causes.get(each["case_type"], {}).get(each["cause"], Said(each["cause"])),
            days=each["days"],
            goal=Fraction(each["goal"]),
            figures=_figures_from(each["figures"]),
        )
        for each in stored.get("duties", ())
    )


def plan_from(
    stored: Mapping[str, Any], *, provider: UUID, customer: UUID, names: Mapping[UUID, str]
) -> tuple[PlanFigures, ...]:
    """The plan that ``agreed_stored`` kept."""
    return tuple(
        PlanFigures(
            **_whose(each, provider, customer, names),
            unit=Words(*each["unit"]),
            since=date.fromisoformat(each["since"]),
            **{name: each[name] for name in _PLANNED},
        )
        for each in stored.get("plan", ())
    )


def cases_stored(services: Sequence[ServiceFigures]) -> dict[str, list[list[Any]]]:
    """Per service code the cases that its figures rest on: number, came in, closed, whether in time."""
    return {each.code: [_case(outcome) for outcome in each.outcomes] for each in services}


def _case(outcome: Outcome) -> list[Any]:
    ended = None if outcome.ended is None else outcome.ended.isoformat()
    return [outcome.facts.number, outcome.facts.received.isoformat(), ended, outcome.is_inside]


def _indicator_stored(indicator: Indicator | None) -> dict[str, Any] | None:
    if indicator is None:
        return None
    return {
        "kind": indicator.kind,
        "words": [indicator.words.nl, indicator.words.en],
        "number": None if indicator.number is None else str(indicator.number),
        "unit": indicator.unit,
        "percentage": None if indicator.percentage is None else str(indicator.percentage),
    }


def _indicator_from(stored: Mapping[str, Any] | None) -> Indicator | None:
    if stored is None:
        return None
    number, percentage = stored["number"], stored["percentage"]
    return Indicator(
        stored["kind"],
        Words(*stored["words"]),
        None if number is None else Decimal(number),
        stored["unit"],
        None if percentage is None else Decimal(percentage),
    )


_COUNTS = ("received", "counted", "judged", "inside", "open", "open_late", "unreadable")


def _figures_stored(figures: Figures) -> dict[str, Any]:
    return {
        **{name: getattr(figures, name) for name in _COUNTS},
        "median_hours": _text(figures.median_hours),
        "months": [
            [each.month.isoformat(), each.received, each.closed, each.judged, each.inside]
            for each in figures.months
        ],
        "waiting": [[each.cause, each.cases, _text(each.working_hours)] for each in figures.waiting],
        "late": [
            [
                str(each.case),
                each.number,
                each.received.isoformat(),
                each.due.isoformat(),
                None if each.ended is None else each.ended.isoformat(),
            ]
            for each in figures.late
        ],
    }


def _figures_from(stored: Mapping[str, Any]) -> Figures:
    moment = datetime.fromisoformat
    return Figures(
        **{name: stored[name] for name in _COUNTS},
        median_hours=_fraction(stored["median_hours"]),
        months=tuple(MonthFigures(date.fromisoformat(month), *counts) for month, *counts in stored["months"]),
        waiting=tuple(Waiting(cause, cases, Fraction(hours)) for cause, cases, hours in stored["waiting"]),
        late=tuple(
            LateCase(
                UUID(case), number, moment(received), moment(due), None if ended is None else moment(ended)
            )
            for case, number, received, due, ended in stored["late"]
        ),
    )


_AMOUNTS = ("price", "reckoned", "most", "earlier", "amount")


def _credit_stored(credit: Credit) -> dict[str, Any]:
    return {
        "rule": [
            str(credit.rule.percent),
            str(credit.rule.ceiling),
            *(["month"] if credit.rule.by_month else []),
        ],
        "goal": str(credit.goal),
        "share": str(credit.share),
        "points": credit.points,
        **{name: getattr(credit, name).cents for name in _AMOUNTS},
    }


def _credit_from(stored: Mapping[str, Any] | None) -> Credit | None:
    if stored is None:
        return None
    return Credit(
        rule=_rule(*stored["rule"]),
        goal=Fraction(stored["goal"]),
        share=Fraction(stored["share"]),
        points=stored["points"],
        **{name: Euro(stored[name]) for name in _AMOUNTS},
    )


def _rule(percent: str, ceiling: str, per: str = "quarter") -> CreditRule:
    return CreditRule(Decimal(percent), Decimal(ceiling), per == "month")


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _fraction(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _whose(
    stored: Mapping[str, Any], provider: UUID, customer: UUID, names: Mapping[UUID, str]
) -> dict[str, Any]:
    """Which service it is, and between whom it was agreed."""
    return {
        "provider_id": provider,
        "customer_id": customer,
        "customer_name": names.get(customer, ""),
        "code": stored["code"],
        "name": Words(*stored["name"]),
    }
