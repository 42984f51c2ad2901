"""The door of this room: answers of a provider in versions, read by its customers, counted, and what was not found.

A provider writes an answer (``write_answer``), publishes it from a day on and looks it over; readers have what holds on a day
(``answers_read``), for them and of services that are offered to them. ``html_of`` is the one place where Markdown is drawn.
"""

from bodemplaat.capabilities.knowledge.commands.counting import note_gap, note_use
from bodemplaat.capabilities.knowledge.commands.reminding import remind_of_reviews
from bodemplaat.capabilities.knowledge.commands.versions import (
    change_answer,
    end_answer,
    publish_answer,
    review_answer,
    write_answer,
    write_next_answer,
)
from bodemplaat.capabilities.knowledge.errors import UnsoundAnswer
from bodemplaat.capabilities.knowledge.policies import EDITORS
from bodemplaat.capabilities.knowledge.ports import keep_answers_at
from bodemplaat.capabilities.knowledge.queries.keeping import (
    answer_kept,
    answers_kept,
    counts_of_answers,
    editors_at,
    gaps_told,
    keeps_answers,
    services_to_answer_for,
)
from bodemplaat.capabilities.knowledge.queries.reading import answer_read, answers_read, replies_read
from bodemplaat.capabilities.knowledge.reckoning.content import AUDIENCES, AnswerContent
from bodemplaat.capabilities.knowledge.reckoning.markdown import html_of, plain_of
from bodemplaat.capabilities.knowledge.reckoning.replies import FIELDS, ReplyField, fields_in, filled_in
from bodemplaat.capabilities.knowledge.values import (
    Act,
    AnswerCount,
    AnswerRow,
    AnswerVersionView,
    AnswerView,
    GapCount,
    ReadAnswer,
)

__all__ = [
    "AUDIENCES",
    "EDITORS",
    "FIELDS",
    "Act",
    "AnswerContent",
    "AnswerCount",
    "AnswerRow",
    "AnswerVersionView",
    "AnswerView",
    "GapCount",
    "ReadAnswer",
    "ReplyField",
    "UnsoundAnswer",
    "answer_kept",
    "answer_read",
    "answers_kept",
    "answers_read",
    "change_answer",
    "counts_of_answers",
    "editors_at",
    "end_answer",
    "fields_in",
    "filled_in",
    "gaps_told",
    "html_of",
    "keep_answers_at",
    "keeps_answers",
    "note_gap",
    "note_use",
    "plain_of",
    "publish_answer",
    "remind_of_reviews",
    "replies_read",
    "review_answer",
    "services_to_answer_for",
    "write_answer",
    "write_next_answer",
]
