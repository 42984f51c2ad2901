"""The words of this surface: states, kinds, functions, findings."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.claims.api import Approver, Capacity, KindRule, Reason, StepView
from bodemplaat.foundation.notices.api import worded
from bodemplaat.foundation.tenancy.api import Refused
from bodemplaat.kernel import Finding

KIND_ICONS = {"car": "car", "transit": "train", "purchase": "cart"}
FUNCTIONS: Mapping[str, Any] = {
    "budget_holder": _("budget holder"),
    "fallback_approver": _("who decides when no manager can"),
}


def function_name(code: str) -> str:
    """A named function in words; an organisation's own code reads as it was written."""
    return str(FUNCTIONS.get(code, code.replace("_", " ")))


def kind_name(kind: KindRule | None, code: str = "") -> str:
    """A kind of cost in the reader's language; the code where the organisation no longer has it."""
    return kind.name((get_language() or "nl").partition("-")[0]) if kind else code


def kind_icon(code: str) -> str:
    """An icon beside the words."""
    return KIND_ICONS.get(code, "euro")


def found(finding: Finding) -> str:
    """A finding's text in the reader's language and notation."""
    return worded(finding.text, finding.values)


def refused(refusal: Refused) -> str:
    """Why not, in the reader's language."""
    return worded(refusal.text, refusal.values)


def waits_for(step: StepView) -> str:
    """Whom a step waits for: a name, a function, or the service centre; or that nobody can decide now."""
    if step.nobody_can:
        return gettext("nobody who can decide now")
    if step.by is Approver.SSC:
        return gettext("the service centre")
    return step.waits_for or function_name(step.function)


def reason_text(reason: Reason) -> str:
    """Why a claim waits for the reader, as a sentence."""
    function = function_name(reason.function)
    sentences = {
        Capacity.MANAGER: gettext("You are this employee's manager."),
        Capacity.STAND_IN: gettext("You stand in for {name}, who is away."),
        Capacity.FUNCTION: gettext("You have this function: {function}."),
        Capacity.STAND_IN_FUNCTION: gettext("You stand in for {name}, who has this function: {function}."),
    }
    return sentences[reason.capacity].format(name=reason.absent_name, function=function)
