"""A settled year, a share of it and the years beside each other as reports: page, workbook and paper say the same figures."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from bodemplaat.capabilities.billing.reckoning.year import (
    BY_RULE,
    BY_USE,
    GENERAL_COSTS,
    KEPT,
    SHARED,
    EarlierYear,
    YearPart,
    YearResult,
)
from bodemplaat.capabilities.billing.reckoning.year_shares import ShareOfYear
from bodemplaat.capabilities.billing.values import YearRow, YearShareView, YearView
from bodemplaat.kernel import Euro, Said, say
from bodemplaat.presentation.charts import lines
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Cell, Column, KeyFigure, Live, Part, Report, Table

TOGETHER: Final = say("Together")
TREATMENT_NAMES: Final[dict[str, Said]] = {
    BY_RULE: say("As the arrangement says"),
    SHARED: say("All of it with the customers"),
    KEPT: say("To the reserve first, up to its maximum"),
}
AMOUNT: Final = Column("amount", say("Amount"), Kind.AMOUNT, total=True)


def year_report(view: YearView, way: YearResult, *, language: str) -> Report:
    """A year settled one way: by customer, by service, what it cost, and what corrects earlier years."""
    figures = [
        KeyFigure(say("Billed, less credits"), way.billed - way.credited),
        KeyFigure(say("Actual costs"), way.cost, formula="{costs/amount:total}"),
        KeyFigure(say("Deficit") if way.result < Euro(0) else say("Surplus"), abs(way.result)),
        KeyFigure(
            say("From the reserve") if way.movement < Euro(0) else say("To the reserve"),
            abs(way.movement),
            note=say("the reserve is {after} after this year", after=way.after),
        ),
    ]
    return Report(
        title=say("Settlement of {year}", year=str(way.year)),
        subtitle=view.cooperation_name,
        lead=_lead(way),
        figures=figures,
        parts=tuple(_parts(view, way, language)),
    )


def _lead(way: YearResult) -> Said:
    if not way.to_settle:
        return say("The customers settle nothing.")
    if way.to_settle < Euro(0):
        return say("The customers get {amount} back together.", amount=-way.to_settle)
    return say("The customers pay {amount} more together.", amount=way.to_settle)


def _parts(view: YearView, way: YearResult, language: str) -> Iterator[Part]:
    yield _by_customer(view, way)
    yield _by_service(view, way, language)
    yield _costs(way, language)
    if way.earlier:
        yield _earlier(view, way.earlier, language)


_STEPS: Final = {
    "billed": say("Billed"),
    "cost": say("Cost of services"),
    "general": say("General costs"),
    "credits": say("Credits for norms"),
    "reserve": say("Reserve"),
    "earlier": say("Earlier years"),
}


def _names(way: YearResult) -> tuple[str, ...]:
    """The steps in which something stands anywhere."""
    return tuple(name for name in _STEPS if any(getattr(each, name) for each in way.parts))


def _steps(parts: Sequence[YearPart], names: Sequence[str]) -> list[Cell]:
    """What is billed and borne of some parts, and what is left; the last is worked out from the others."""
    amounts = [Euro.total(getattr(each, name) for each in parts) for name in names]
    formula = "".join(("-" if name == "billed" else "+") + f"{{{name}}}" for name in names)
    return [*amounts, Live(Euro.total(each.amount for each in parts), formula)]


def _step_columns(names: Sequence[str]) -> tuple[Column, ...]:
    return (
        *(Column(name, _STEPS[name], Kind.AMOUNT, total=True) for name in names),
        Column("result", say("To pay, or back"), Kind.AMOUNT, total=True),
    )


def _by_customer(view: YearView, way: YearResult) -> Table:
    customers = sorted(
        {each.customer for each in way.parts}, key=lambda each: (view.names.get(each, ""), each)
    )
    rows: list[list[Cell]] = [
        [view.names.get(one, ""), *_steps([each for each in way.parts if each.customer == one], _names(way))]
        for one in customers
    ]
    columns = (Column("customer", say("Customer")), *_step_columns(_names(way)))
    note = say(
        "Without VAT. Below zero is given back. What is billed, and what is borne of each cost, adds up to the cent."
    )
    return Table("customers", say("By customer"), columns, rows, note=note, total_label=TOGETHER)


def _by_service(view: YearView, way: YearResult, language: str) -> Table:
    by_use = way.rule.divide == BY_USE
    rows: list[list[Cell]] = [
        [
            view.names.get(each.customer, ""),
            f"{each.code} {each.name.in_(language)}".strip(),
            *([each.used] if by_use else []),
            *_steps([each], _names(way)),
        ]
        for each in sorted(
            way.parts, key=lambda each: (view.names.get(each.customer, ""), each.customer, each.code)
        )
    ]
    columns = (
        Column("customer", say("Customer")),
        Column("service", say("Service")),
        *([Column("used", say("How many ended"), Kind.COUNT)] if by_use else []),
        *_step_columns(_names(way)),
    )
    return Table(
        "services", say("By customer and service"), columns, rows, total_label=TOGETHER, on_screen=False
    )


def _costs(way: YearResult, language: str) -> Table:
    names = {each.code: each.name.in_(language) for each in way.parts}
    rows: list[list[Cell]] = [
        [
            say("General")
            if each.code == GENERAL_COSTS
            else f"{each.code} {names.get(each.code, '')}".strip(),
            each.name,
            each.source or say("the books of {year}", year=str(each.year)),
            each.known_on,
            each.amount,
        ]
        for each in way.costs
    ]
    columns = (
        Column("service", say("Service")),
        Column("name", say("Cost")),
        Column("source", say("Known from")),
        Column("known", say("Since"), Kind.DAY),
        AMOUNT,
    )
    return Table("costs", say("What the year cost"), columns, rows, total_label=TOGETHER)


def _earlier(view: YearView, earlier: Sequence[EarlierYear], language: str) -> Table:
    rows: list[list[Cell]] = [
        [
            str(each.year),
            say("The reserve") if each.customer is None else view.names.get(each.customer, ""),
            f"{each.code} {each.name.in_(language)}".strip(),
            each.then,
            each.now,
            Live(each.difference, "{now}-{then}"),
        ]
        for each in earlier
    ]
    columns = (
        Column("year", say("Year")),
        Column("whose", say("Whose")),
        Column("service", say("Service")),
        Column("then", say("As it was settled"), Kind.AMOUNT),
        Column("now", say("As it is known now"), Kind.AMOUNT),
        Column("difference", say("Difference"), Kind.AMOUNT),
    )
    return Table(
        "earlier",
        say("What became known of earlier years"),
        columns,
        rows,
        note=say(
            "What was sealed stays as it was. Each of these years was worked out again with all that is known now."
        ),
    )


def later_table(view: YearView, language: str) -> Table:
    """What became known of a sealed year since, which the next year settles."""
    return _earlier(view, view.later, language)


def share_report(view: YearShareView, *, language: str) -> Report:
    """Why a share of a settled year is its amount."""
    share = view.share
    name = share.part.name.in_(language)
    return Report(
        title=say("{code} {name}", code=share.part.code, name=name) if share.part.code else name,
        subtitle=say("{provider} to {customer}", provider=view.provider_name, customer=view.customer_name),
        lead=say(
            "Settlement of {year}, by decision {reference} of {day}.",
            year=str(share.year),
            reference=share.reference,
            day=share.decided_on,
        ),
        figures=(
            KeyFigure(say("To pay, or back when below zero"), share.amount, formula="{steps/amount:total}"),
        ),
        parts=(share_steps(share),),
    )


def share_steps(share: ShareOfYear) -> Table:
    """Step by step, adding up to the share."""
    rows: list[list[Cell]] = [[what, amount] for what, amount in _share_rows(share) if amount]
    return Table(
        "steps",
        say("How it comes about"),
        (Column("what", say("What")), AMOUNT),
        rows,
        note=say("Shares are divided to the cent: those of all customers together are the whole."),
        total_label=TOGETHER,
    )


def _share_rows(share: ShareOfYear) -> Iterator[tuple[Said, Euro]]:
    part = share.part
    if share.divide == BY_USE and share.service_used:
        text = say("Of what the service cost, {cost}: {used} of the {all} that were delivered")
        yield text.using(cost=share.service_cost, used=part.used, all=share.service_used), part.cost
    else:
        text = say("Of what the service cost, {cost}: as {own} of the {all} that was billed for it")
        yield text.using(cost=share.service_cost, own=part.billed, all=share.service_billed), part.cost
    billed = {"own": part.billed, "all": share.all_billed}
    text = say("Of costs of no one service, {cost}: as {own} of the {all} that was billed")
    yield text.using(cost=share.general_cost, **billed), part.general
    text = say(
        "Of what was credited to all for norms that were missed, {cost}: as {own} of the {all} that was billed"
    )
    yield text.using(cost=share.credited, **billed), part.credits
    if share.movement < Euro(0):
        text = say("Of what the reserve gives, {amount}: as what is borne of the costs")
    else:
        text = say("Of what goes to the reserve, {amount}: as what is borne of the costs")
    yield text.using(amount=abs(share.movement)), part.reserve
    yield say("Less what was billed for {year}", year=str(share.year)), -part.billed
    for each in share.earlier:
        text = say("Correction of {year}: it was settled at {then}, and is {now} with what is known now")
        yield text.using(year=str(each.year), then=each.then, now=each.now), each.difference


def years_report(rows: Sequence[YearRow], *, cooperation_name: str) -> Report:
    """The sealed years beside each other: costs against the target, and the reserve against its maximum."""
    sealed = sorted(
        (each.result for each in rows if each.state == "confirmed" and each.result is not None),
        key=lambda each: each.year,
    )
    has_target = any(each.norm is not None for each in sealed)
    has_earlier = any(each.corrected for each in sealed)
    table: list[list[Cell]] = [
        [
            str(each.year),
            each.cost,
            *([each.norm, _below(each)] if has_target else []),
            each.result,
            each.before,
            *([each.corrected] if has_earlier else []),
            each.movement,
            Live(each.after, "{before}+{corrected}+{movement}" if has_earlier else "{before}+{movement}"),
            each.rule.maximum,
        ]
        for each in sealed
    ]
    columns = (
        Column("year", say("Year")),
        Column("cost", say("Actual costs"), Kind.AMOUNT),
        *([Column("target", say("Target"), Kind.AMOUNT)] if has_target else []),
        *([Column("below", say("Below the target"), Kind.AMOUNT)] if has_target else []),
        Column("result", say("Result"), Kind.AMOUNT),
        Column("before", say("Reserve before"), Kind.AMOUNT),
        *([Column("corrected", say("Earlier years"), Kind.AMOUNT)] if has_earlier else []),
        Column("movement", say("Into it, or out of it"), Kind.AMOUNT),
        Column("after", say("Reserve after"), Kind.AMOUNT),
        Column("maximum", say("Its maximum"), Kind.AMOUNT),
    )
    return Report(
        title=say("Reserve and target over the years"),
        subtitle=cooperation_name,
        parts=(
            *([_picture(sealed)] if len(sealed) > 1 else []),
            Table("years", say("Years that were sealed"), columns, table),
        ),
    )


def _below(one: YearResult) -> Cell:
    return None if one.norm is None else Live(one.norm - one.cost, "{target}-{cost}")


def _picture(sealed: Sequence[YearResult]) -> Part:
    amounts: list[tuple[Said, str, Euro | None]] = []
    for each in sealed:
        year = str(each.year)
        amounts += [
            (say("Actual costs"), year, each.cost),
            (say("Target"), year, each.norm),
            (say("Reserve after"), year, each.after),
        ]
    amounts.sort(key=lambda each: each[0])
    series = [
        (name, year, float(Fraction(amount.cents, 100)))
        for name, year, amount in amounts
        if amount is not None
    ]
    first, last = sealed[0], sealed[-1]
    alt = say("Costs went from {first} in {since} to {last} in {until}; the reserve is {reserve}.").using(
        first=first.cost, since=str(first.year), last=last.cost, until=str(last.year), reserve=last.after
    )
    return lines(say("Costs, target and reserve"), alt, series, unit="€")
