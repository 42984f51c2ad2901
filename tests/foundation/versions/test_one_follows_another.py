"""Versions of an answer, published and ended on any days: a reader meets at most one on a day, and none that was not published."""

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.capabilities.knowledge.desk import answered
from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.knowledge import api as knowledge
from bodemplaat.capabilities.knowledge.models import AnswerVersion
from bodemplaat.foundation.tenancy.api import Actor, Refused, entered
from bodemplaat.kernel import IllegalMove


def shown_last(who: Actor, answer: UUID) -> AnswerVersion | None:
    with entered(who):
        return (
            AnswerVersion.records.of(who)
            .filter(answer_id=answer, state="published")
            .order_by("number")
            .last()
        )


STEPS = st.lists(st.tuples(st.sampled_from(["publish", "end"]), st.integers(-1, 6)), min_size=1, max_size=6)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_a_day_has_one_version_at_most(world: World, steps: list[tuple[str, int]]) -> None:
    with transaction.atomic():
        who = world.contract_manager
        answer = answered(world)
        said: dict[int, int | None] = dict.fromkeys(range(12), 1)
        for act, days in steps:
            version = knowledge.write_next_answer(actor=who, answer=answer, at=MONDAY)
            latest = knowledge.answer_kept(actor=who, answer=answer, on=TODAY).latest
            day = TODAY + timedelta(days=days)
            with suppress(Refused, IllegalMove):
                if act == "publish":
                    knowledge.publish_answer(actor=who, version=version, since=day, at=MONDAY)
                    said.update(dict.fromkeys(range(days, 12), latest.number))
                elif (last := shown_last(who, answer)) is not None:
                    knowledge.end_answer(actor=who, version=last.id, until=day, at=MONDAY)
                    said.update(dict.fromkeys(range(days, 12), None))
        with entered(who):
            rows = list(AnswerVersion.records.of(who).filter(answer_id=answer).exclude(valid_from=None))
        for days, number in said.items():
            day = TODAY + timedelta(days=days)
            holding = [
                each.number
                for each in rows
                if each.valid_from
                and each.valid_from <= day
                and (not each.valid_until or day < each.valid_until)
            ]
            assert holding == ([] if number is None else [number]), (days, steps)
        transaction.set_rollback(True)
