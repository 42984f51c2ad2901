"""``bodemplaat settle``: read a cooperation, settle its year, tell it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from bodemplaat.calculations.file.load import load
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.settlement.model import Cooperation
from bodemplaat.calculations.settlement.reading import entry_of, read_cooperation
from bodemplaat.calculations.settlement.settle_report import report
from bodemplaat.calculations.settlement.sheets import COOPERATION
from bodemplaat.calculations.settlement.working import agreed_counts
from bodemplaat.calculations.work import Asked, CannotWorkOut, Work
from bodemplaat.engines.settlement import Arrangement, CannotDivide, Settlement, clear, settle
from bodemplaat.kernel import Euro, Finding, Trace


def read(reading: Reading, asked: Asked) -> Cooperation:
    """The cooperation in the file."""
    whole = entry_of(reading)
    cooperation = read_cooperation(reading, whole)
    whole.done()
    return cooperation


def solve(cooperation: Cooperation, asked: Asked) -> Settlement:
    """Settle its year; raises ``CannotWorkOut`` with every cost that cannot be divided."""
    return settled(cooperation, cooperation.arrangement)


def settled(cooperation: Cooperation, arrangement: Arrangement) -> Settlement:
    """Settle a year, with what cannot be divided placed in the cooperation's file."""
    try:
        return settle(arrangement)
    except CannotDivide as problem:
        raise CannotWorkOut(*placed(cooperation, problem)) from None


def placed(cooperation: Cooperation, problem: CannotDivide) -> list[Finding]:
    """The findings of the engine, their places as paths in the whole file."""
    return [
        Finding(f.code, ".".join((*cooperation.section, f.place)), f.text, f.values, f.severity)
        for f in problem.findings
    ]


def as_json(cooperation: Cooperation, outcome: Settlement) -> dict[str, Any]:
    """Amounts per participant under ``participants[].total``, the whole under ``total``."""
    arrangement = cooperation.arrangement
    clearing = clear(outcome.posts)
    return {
        "year": arrangement.year.start.year,
        "stage": "recalculation" if arrangement.is_recalculation else "budget",
        "total": outcome.total,
        "budget": Euro.total(outcome.budget(name) for name in outcome.names),
        "participants": [_participant(outcome, name) for name in outcome.names],
        "posts": [
            {
                "name": post.name,
                "provider": post.provider,
                "kind": post.kind,
                "budget": Euro.total(post.budget.values()),
                "total": Euro.total(post.settled.values()),
            }
            for post in outcome.posts
        ],
        "results": [
            {
                "provider": result.provider,
                "charged": result.charged,
                "costs": result.costs,
                "result": result.amount,
                "to_reserve": result.movement,
                "returned": result.shared,
                "reserve_before": result.reserve_before,
                "reserve_after": result.reserve_after,
            }
            for result in outcome.results
        ],
        "debts": [_debt(debt.payer, debt.provider, debt.amount) for debt in clearing.debts],
        "netted": [_debt(debt.payer, debt.provider, debt.amount) for debt in clearing.netted()],
        "efficiency": _efficiency(outcome),
        "counts": [
            {
                "key": count.key,
                "participant": count.participant,
                "driver": count.driver,
                "counted": count.counted,
                "on": count.on,
                "used": count.used,
            }
            for count in agreed_counts(outcome)
        ],
        "guarantees": [
            {
                "name": each.surety.name,
                "key": each.surety.key,
                "on": each.surety.on,
                "amount": each.surety.amount,
                "participants": [{"name": name, "amount": each.amounts[name]} for name in outcome.names],
            }
            for each in outcome.guaranteed
        ],
    }


def _participant(outcome: Settlement, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "total": outcome.totals[name],
        "budget": outcome.budget(name),
        "start_up": outcome.start_up(name),
        "reserve": outcome.reserve_share(name),
        "billed": outcome.billed(name),
        "balance": outcome.balance(name),
        "instalments": list(outcome.instalments(name)),
        "posts": [
            {"name": post.name, "budget": post.budget[name], "total": post.settled[name]}
            for post in outcome.posts
        ],
    }


def _debt(payer: str, provider: str, amount: Euro) -> dict[str, Any]:
    return {"payer": payer, "provider": provider, "amount": amount}


def _efficiency(outcome: Settlement) -> dict[str, Any] | None:
    efficiency = outcome.arrangement.efficiency
    if efficiency is None:
        return None
    year = outcome.arrangement.year.start.year
    return {
        "base_year": efficiency.base_year,
        "base": efficiency.base,
        "besides": efficiency.besides,
        "years": [
            {"year": y, "target": efficiency.norm(y), "saving": efficiency.saving(y)}
            for y in efficiency.years(year)
        ],
        "gap": outcome.costs - efficiency.norm(year),
    }


def explain(cooperation: Cooperation, outcome: Settlement) -> Mapping[str, Trace | Callable[[], Trace]]:
    """What one may ask the reasons of: every participant, every cost and service."""
    posts = {post.name: partial(outcome.explain_post, row) for row, post in enumerate(outcome.posts)}
    sureties = {each.surety.name: each.explain for each in outcome.guaranteed}
    return {**sureties, **posts, **{name: partial(outcome.explain, name) for name in outcome.names}}


WORK: Work[Reading, Cooperation, Settlement] = Work(
    load, read, solve, report, as_json, explain, format="bodemplaat.settle/1", sheets=COOPERATION
)
