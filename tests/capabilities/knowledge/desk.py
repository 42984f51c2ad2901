"""Answers for tests of knowledge and search."""

from datetime import date, datetime
from uuid import UUID

from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.catalogue.api import Words
from bodemplaat.capabilities.knowledge import api as knowledge
from bodemplaat.capabilities.knowledge.api import AnswerContent

LEAVE = AnswerContent(
    title=Words("Hoeveel verlof neem ik mee naar volgend jaar?", "How much leave do I take to next year?"),
    body=Words(
        "Wettelijke uren **vervallen** op 1 juli.\n\n- Bovenwettelijk: vijf jaar\n- [Meer](https://example.org)",
        "Statutory hours lapse on 1 July.",
    ),
)
TRAVEL = AnswerContent(
    title=Words("Wanneer zijn mijn declaraties betaald?"),
    body=Words("Binnen tien werkdagen nadat uw leidinggevende akkoord gaf."),
)


def answered(
    world: World,
    content: AnswerContent = LEAVE,
    *,
    since: date = TODAY,
    review_on: date = date(2027, 11, 1),
    at: datetime = MONDAY,
) -> UUID:
    """A published answer of the centre, owned by the contract manager."""
    who = world.contract_manager
    answer = knowledge.write_answer(
        actor=who,
        cooperation=world.cooperation,
        content=content,
        owner=who.person,
        review_on=review_on,
        at=at,
    )
    version = knowledge.answer_kept(actor=who, answer=answer, on=since).latest.id
    knowledge.publish_answer(actor=who, version=version, since=since, at=at)
    return answer
