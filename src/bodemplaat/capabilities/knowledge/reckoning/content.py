"""What an answer says, how it is stored, and what is wrong with it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from bodemplaat.capabilities.catalogue.api import Words
from bodemplaat.capabilities.knowledge.reckoning.replies import fields_in, unknown_fields
from bodemplaat.kernel import Finding, say

EMPLOYEE, MANAGER, CONTROLLER, CLERK = "employee", "manager", "controller", "clerk"
REPLY: Final = "reply"
AUDIENCES: Final = (EMPLOYEE, MANAGER, CONTROLLER, CLERK, REPLY)
"""For whom an answer is; ``clerk`` is the centre's own people, and ``reply`` is what a clerk sends about a case."""
OF_THE_CENTRE: Final = frozenset({CLERK, REPLY})
"""No customer reads what is for these alone."""
LONGEST_TITLE, LONGEST_BODY = 140, 20_000
MOST_SERVICES: Final = 50


@dataclass(frozen=True, slots=True)
class AnswerContent:
    """A question as people ask it, the answer in Markdown, the services it belongs to (none: to all) and for whom it is."""

    title: Words = field(default_factory=Words)
    body: Words = field(default_factory=Words)
    services: tuple[UUID, ...] = ()
    audiences: tuple[str, ...] = (EMPLOYEE,)

    @property
    def is_for_customers(self) -> bool:
        """Whether anybody but the provider's own people reads it."""
        return not OF_THE_CENTRE.issuperset(self.audiences)


def check_answer(content: AnswerContent, services: Collection[UUID]) -> tuple[Finding, ...]:
    """Everything that is wrong with it; ``services`` are those of the provider that it can belong to."""
    return tuple(_findings(content, services))


def _findings(content: AnswerContent, services: Collection[UUID]) -> Iterator[Finding]:
    if not content.title.nl.strip():
        yield Finding("answer.title", "title_nl", say("Write the question, as people ask it."))
    if not content.body.nl.strip():
        yield Finding("answer.body", "body_nl", say("Write the answer."))
    for language, title, body in (
        ("nl", content.title.nl, content.body.nl),
        ("en", content.title.en, content.body.en),
    ):
        if len(title) > LONGEST_TITLE:
            text = say("A question has at most {most} characters.")
            yield Finding("answer.long_title", f"title_{language}", text, {"most": LONGEST_TITLE})
        if len(body) > LONGEST_BODY:
            text = say("An answer has at most {most} characters. Make two of it.")
            yield Finding("answer.long_body", f"body_{language}", text, {"most": LONGEST_BODY})
        for unknown in unknown_fields(body, language) if REPLY in content.audiences else ():
            text = say("A case cannot fill in {field}. Choose from {fields}.")
            values = {
                "field": f"{{{unknown}}}",
                "fields": ", ".join(f"{{{each}}}" for each in fields_in(language)),
            }
            yield Finding("answer.field", f"body_{language}", text, values)
    if bool(content.title.en.strip()) != bool(content.body.en.strip()):
        place = "body_en" if content.title.en.strip() else "title_en"
        text = say("Write the question and the answer both in English, or neither.")
        yield Finding("answer.half_english", place, text)
    if not content.audiences or set(content.audiences) - set(AUDIENCES):
        yield Finding("answer.audience", "audiences", say("Say for whom this answer is."))
    if set(content.services) - set(services) or len(content.services) > MOST_SERVICES:
        yield Finding("answer.service", "services", say("Choose services that you offer."))


def answer_as_stored(content: AnswerContent) -> dict[str, Any]:
    """As JSON values."""
    return {
        "title": {"nl": content.title.nl, "en": content.title.en},
        "body": {"nl": content.body.nl, "en": content.body.en},
        "services": [str(each) for each in content.services],
        "audiences": list(content.audiences),
    }


def answer_from_stored(stored: Mapping[str, Any]) -> AnswerContent:
    """What ``answer_as_stored`` stored."""
    return AnswerContent(
        title=Words(**stored["title"]),
        body=Words(**stored["body"]),
        services=tuple(UUID(each) for each in stored["services"]),
        audiences=tuple(stored["audiences"]),
    )
