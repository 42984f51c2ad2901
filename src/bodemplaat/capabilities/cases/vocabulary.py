"""The states of a case and what happens to one, each once: as a code, and as the words, tone and icon it is shown with."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class CaseState(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    WAITS_FOR_CUSTOMER = "waits_for_customer"
    WAITS_FOR_THIRD = "waits_for_third"
    SECOND_CHECK = "second_check"
    CLOSED = "closed"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class CaseAct(StrEnum):
    """What happens to a case: on its timeline, in the trail, in announcements."""

    RECEIVED = "case.received"
    ASSIGNED = "case.assigned"
    TAKEN = "case.taken"
    PUT_BACK = "case.put_back"
    WAITS_FOR_CUSTOMER = "case.waits_for_customer"
    WAITS_FOR_THIRD = "case.waits_for_third"
    RESUMED = "case.resumed"
    ANSWERED = "case.answered"
    CLOSED = "case.closed"
    REOPENED = "case.reopened"
    WITHDRAWN = "case.withdrawn"
    OTHER_LINE = "case.other_line"
    WENT_OVER = "case.went_over"
    MESSAGE = "case.message"
    CONTACT = "case.contact"
    NOTE = "case.note"
    DOCUMENT = "case.document"
    CORRECTED = "case.corrected"
    LINKED = "case.linked"
    UNLINKED = "case.unlinked"
    MERGED = "case.merged"
    UNMERGED = "case.unmerged"
    DOUBLE = "case.double"
    DOUBLE_OFF = "case.double_off"
    ESCALATED = "case.escalated"
    COMPLAINED = "case.complained"
    COMPLAINT_TAKEN = "case.complaint_taken"
    COMPLAINT_DECIDED = "case.complaint_decided"
    COMPLAINT_REMINDED = "case.complaint_reminded"
    CHECK_ASKED = "case.check_asked"
    SENT_BACK = "case.sent_back"
    TASK_SET = "case.task_set"
    TASK_DONE = "case.task_done"


class CaseMove(StrEnum):
    """What somebody may do with a case: what stands on a button, and what a form sends."""

    TAKE = "take"
    PUT_BACK = "put_back"
    ASSIGN = "assign"
    ASK = "ask"
    WAIT = "wait"
    RESUME = "resume"
    ANSWER = "answer"
    OTHER_LINE = "other_line"
    CLOSE = "close"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    MESSAGE = "message"
    CONTACT = "contact"
    NOTE = "note"
    DOCUMENT = "document"
    CORRECT = "correct"
    LINK = "link"
    UNLINK = "unlink"
    MERGE = "merge"
    UNMERGE = "unmerge"
    COMPLAIN = "complain"
    RATE = "rate"
    ASK_CHECK = "ask_check"
    CHECK = "check"
    SEND_BACK = "send_back"
    SET_TASK = "set_task"
    FINISH_TASK = "finish_task"


class Channel(StrEnum):
    """How a case came in, or how somebody was in touch about it."""

    PORTAL = "portal"
    TELEPHONE = "telephone"
    COUNTER = "counter"
    POST = "post"
    EMAIL = "email"
    SYSTEM = "system"
    """Another system sent it, in the name of whoever asks."""

    @property
    def is_written_down(self) -> bool:
        """Whether a clerk writes down what came in by it."""
        return self not in (Channel.PORTAL, Channel.SYSTEM)


class LinkKind(StrEnum):
    """What another case is to this one."""

    PROBLEM = "problem"
    INCIDENT = "incident"
    CHANGE = "change"
    SOLVES = "solves"
    FOLLOWS_FROM = "follows_from"
    FOLLOWED_BY = "followed_by"


OTHER_SIDE: Mapping[LinkKind, LinkKind] = {
    LinkKind.PROBLEM: LinkKind.INCIDENT,
    LinkKind.INCIDENT: LinkKind.PROBLEM,
    LinkKind.CHANGE: LinkKind.SOLVES,
    LinkKind.SOLVES: LinkKind.CHANGE,
    LinkKind.FOLLOWS_FROM: LinkKind.FOLLOWED_BY,
    LinkKind.FOLLOWED_BY: LinkKind.FOLLOWS_FROM,
}
"""What this case is to the other, by what the other is to it."""


class Result(StrEnum):
    """With what a case was closed."""

    DONE = "done"
    ANSWERED = "answered"
    REFUSED = "refused"
    NOT_FOR_US = "not_for_us"


class Verdict(StrEnum):
    """What became of a complaint."""

    UPHELD = "upheld"
    PARTLY = "partly"
    NOT_UPHELD = "not_upheld"


@dataclass(frozen=True, slots=True)
class Words:
    """How a state or an act is shown, never by colour alone; ``in_full`` where nothing else says that it is about a case."""

    label: Any
    tone: str
    icon: str
    in_full: Any = ""


STATE_WORDS: Mapping[CaseState, Words] = {
    CaseState.RECEIVED: Words(_("Received"), "info", "inbox"),
    CaseState.IN_PROGRESS: Words(_("In progress"), "waiting", "clock"),
    CaseState.WAITS_FOR_CUSTOMER: Words(_("Waits for the requester"), "warning", "question"),
    CaseState.WAITS_FOR_THIRD: Words(_("Waits for somebody else"), "warning", "people"),
    CaseState.SECOND_CHECK: Words(_("Second check"), "waiting", "eye"),
    CaseState.CLOSED: Words(_("Dealt with"), "success", "check-circle"),
    CaseState.REOPENED: Words(_("Opened again"), "waiting", "return"),
    CaseState.WITHDRAWN: Words(_("Withdrawn"), "neutral", "return"),
    CaseState.MERGED: Words(_("Merged with another"), "neutral", "arrow-right"),
}
STATE_WORDS_FOR_REQUESTER: Mapping[CaseState, Words] = {
    **STATE_WORDS,
    CaseState.WAITS_FOR_CUSTOMER: Words(_("Question for you"), "warning", "question"),
}
ACT_WORDS: Mapping[CaseAct, Words] = {
    CaseAct.RECEIVED: Words(_("Received"), "info", "inbox", _("Case received")),
    CaseAct.ASSIGNED: Words(_("Given to a colleague"), "neutral", "person", _("Case given to a colleague")),
    CaseAct.TAKEN: Words(_("Taken by the service centre"), "neutral", "person", _("Case taken by a clerk")),
    CaseAct.PUT_BACK: Words(_("Put back in the queue"), "neutral", "return", _("Case put back in the queue")),
    CaseAct.WAITS_FOR_CUSTOMER: Words(
        _("Question for the requester"), "warning", "question", _("Requester of a case asked something")
    ),
    CaseAct.WAITS_FOR_THIRD: Words(
        _("Waits for somebody else"), "warning", "people", _("Case waits for somebody else")
    ),
    CaseAct.RESUMED: Words(_("Goes on"), "info", "arrow-right", _("Case goes on")),
    CaseAct.ANSWERED: Words(_("Answer"), "success", "check", _("Case answered")),
    CaseAct.CLOSED: Words(_("Dealt with"), "success", "check-circle", _("Case closed")),
    CaseAct.REOPENED: Words(_("Opened again"), "warning", "return", _("Case opened again")),
    CaseAct.WITHDRAWN: Words(_("Withdrawn"), "neutral", "return", _("Case withdrawn")),
    CaseAct.OTHER_LINE: Words(
        _("Handed to another line"), "neutral", "arrow-right", _("Case handed to another line")
    ),
    CaseAct.WENT_OVER: Words(
        _("Goes over to another provider"), "neutral", "arrow-right", _("Case went over to another provider")
    ),
    CaseAct.MESSAGE: Words(_("Message of the requester"), "info", "person", _("Message about a case")),
    CaseAct.CONTACT: Words(_("Contact"), "neutral", "people", _("Contact about a case")),
    CaseAct.NOTE: Words(_("Note for colleagues"), "neutral", "edit", _("Note on a case")),
    CaseAct.DOCUMENT: Words(_("Document added"), "neutral", "document", _("Document added to a case")),
    CaseAct.CORRECTED: Words(_("Moment corrected"), "warning", "edit", _("Moment of a case corrected")),
    CaseAct.LINKED: Words(_("Linked"), "neutral", "arrow-right", _("Case linked to another")),
    CaseAct.UNLINKED: Words(_("Link taken away"), "neutral", "return", _("Link of a case taken away")),
    CaseAct.MERGED: Words(_("Goes on in"), "neutral", "arrow-right", _("Case merged with another")),
    CaseAct.UNMERGED: Words(_("Taken apart again"), "warning", "return", _("Merged case taken apart again")),
    CaseAct.DOUBLE: Words(
        _("Came in twice, also as"), "neutral", "inbox", _("Double of a case merged with it")
    ),
    CaseAct.DOUBLE_OFF: Words(
        _("Taken apart again from"), "neutral", "return", _("Double of a case taken apart again")
    ),
    CaseAct.ESCALATED: Words(
        _("Told that the term runs out"), "warning", "clock", _("Told that the term of a case runs out")
    ),
    CaseAct.CHECK_ASKED: Words(
        _("Ready, to be checked by a second person"), "waiting", "eye", _("Second check of a case asked")
    ),
    CaseAct.SENT_BACK: Words(
        _("Sent back by the second person"), "warning", "return", _("Case sent back at its second check")
    ),
    CaseAct.TASK_SET: Words(_("Task"), "neutral", "clock", _("Task set in a case")),
    CaseAct.TASK_DONE: Words(_("Task done"), "success", "check", _("Task in a case done")),
    CaseAct.COMPLAINED: Words(_("Complaint"), "warning", "warning", _("Complaint about a case")),
    CaseAct.COMPLAINT_TAKEN: Words(
        _("Complaint taken up"), "neutral", "person", _("Complaint about a case taken up")
    ),
    CaseAct.COMPLAINT_DECIDED: Words(
        _("Complaint dealt with"), "info", "check", _("Complaint about a case dealt with")
    ),
    CaseAct.COMPLAINT_REMINDED: Words(
        _("Told that the term of a complaint runs out"),
        "warning",
        "clock",
        _("Told that the term of a complaint about a case runs out"),
    ),
}
LINK_WORDS: Mapping[LinkKind, Any] = {
    LinkKind.PROBLEM: _("Its cause is looked into in"),
    LinkKind.INCIDENT: _("It looks into the cause of"),
    LinkKind.CHANGE: _("It is solved by the change"),
    LinkKind.SOLVES: _("It is the change that solves"),
    LinkKind.FOLLOWS_FROM: _("It follows from"),
    LinkKind.FOLLOWED_BY: _("It goes on in"),
}
CHANNEL_WORDS: Mapping[Channel, Any] = {
    Channel.PORTAL: _("Portal"),
    Channel.TELEPHONE: _("Telephone"),
    Channel.COUNTER: _("Counter"),
    Channel.POST: _("Post"),
    Channel.EMAIL: _("E-mail"),
    Channel.SYSTEM: _("Another system"),
}
RESULT_WORDS: Mapping[Result, Any] = {
    Result.DONE: _("Done as asked"),
    Result.ANSWERED: _("Question answered"),
    Result.REFUSED: _("Request refused"),
    Result.NOT_FOR_US: _("Not for the service centre"),
}
VERDICT_WORDS: Mapping[Verdict, Words] = {
    Verdict.UPHELD: Words(_("Upheld"), "warning", "check"),
    Verdict.PARTLY: Words(_("Partly upheld"), "warning", "check"),
    Verdict.NOT_UPHELD: Words(_("Not upheld"), "neutral", "return"),
}
