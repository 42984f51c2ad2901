"""The desk's words: states, events, steps, and why something is refused."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.claims.api import (
    ACT_WORDS,
    Approver,
    ClaimAct,
    EventView,
    KindRule,
    StepView,
    Words,
)
from bodemplaat.formats.sepa import STATUSES
from bodemplaat.foundation.notices.api import worded
from bodemplaat.foundation.tenancy.api import Refused
from bodemplaat.kernel import Finding, say

BATCH_STATES: Mapping[str, Words] = {
    "prepared": Words(_("Waits for release"), "waiting", "clock"),
    "released": Words(_("Released"), "info", "check"),
    "cancelled": Words(_("Cancelled"), "neutral", "return"),
}
PAYMENT_STATES: Mapping[str, Words] = {
    "ready": Words(_("To be paid"), "neutral", "clock"),
    "batched": Words(_("In the batch"), "neutral", "clock"),
    "released": Words(_("At the bank"), "info", "bank"),
    "paid": Words(_("Paid"), "success", "check-circle"),
    "returned": Words(_("Sent back by the bank"), "warning", "return"),
    "withdrawn": Words(_("Withdrawn"), "neutral", "return"),
    "freed": Words(_("Freed: not carried out"), "warning", "return"),
}
CORRECTIONS: Mapping[str, Any] = {
    "free": _("Free it: the bank did not carry it out"),
    "paid": _("This amount is that payment"),
    "returned": _("This amount is that payment, sent back"),
}
ORDER = tuple(ClaimAct)
UNTOLD = {
    ClaimAct.EVIDENCE_ADDED,
    ClaimAct.EVIDENCE_REMOVED,
    ClaimAct.EVIDENCE_OPENED,
    ClaimAct.APPROVAL_ASKED,
    ClaimAct.SAMPLED,
}
"""What matters to the trail and not to a clerk."""
STEPS: Mapping[str, Any] = {"manager": _("the manager"), "ssc": _("the service centre")}
FUNCTIONS: Mapping[str, Any] = {
    "budget_holder": _("the budget holder"),
    "fallback_approver": _("who decides when no manager can"),
}
NOTHING_TO_DO = say("This can no longer be done here: somebody was just ahead of you. Nothing was changed.")


def event_words(event: EventView) -> Words | None:
    """An event on the timeline; ``None`` for what only matters to a log."""
    act = ClaimAct(event.event)
    return None if act in UNTOLD else ACT_WORDS[act]


def comment_of(event: EventView) -> str:
    """What was said with an event: people's own words as they are, the bank's reason in the reader's language."""
    return gettext(event.comment) if event.event == ClaimAct.BOUNCED and event.comment else event.comment


def step_name(name: str) -> str:
    """A step of the chain; an organisation's own name reads as it was written."""
    return str(STEPS.get(name) or FUNCTIONS.get(name) or name.replace("_", " "))


def waits_for(step: StepView) -> str:
    """Whom a step waits for: a name, a function, or the service centre."""
    if step.by is Approver.SSC:
        return gettext("the service centre")
    return step.waits_for or str(FUNCTIONS.get(step.function, step.function.replace("_", " ")))


def kind_name(kind: KindRule | None, code: str) -> str:
    """A kind of cost in the reader's language; the code where the organisation no longer has it."""
    return kind.name((get_language() or "nl").partition("-")[0]) if kind else code


def found(finding: Finding) -> str:
    """A finding's text in the reader's language and notation."""
    return worded(finding.text, finding.values)


_MARKS = re.compile(r"line (?P<line>\d+)|Stmt\[(?P<statement>\d+)\](?:/Ntry\[(?P<entry>\d+)\])?")


def place_in_file(place: str) -> str:
    """Where in a bank's file something is, in words: its own marks of lines, statements and entries are not the reader's."""
    marks = _MARKS.fullmatch(place)
    if marks is None:
        return place
    words = {
        "line": gettext("line {number}"),
        "statement": gettext("statement {number}"),
        "entry": gettext("entry {number}"),
    }
    return ", ".join(
        words[name].format(number=number) for name, number in marks.groupdict().items() if number
    )


def bank_status(code: str) -> str:
    """What a bank answered, in words; a code that is not known as it came."""
    return gettext(STATUSES[code]) if code in STATUSES else code


def lines_worded(text: str) -> str:
    """Reasons that stand one a line, each in the reader's language where it is a marked text."""
    return " ".join(gettext(line) for line in text.splitlines() if line)


def refused(refusal: Refused) -> str:
    """Why not, and who may, in the reader's language."""
    return worded(refusal.text, refusal.values)
