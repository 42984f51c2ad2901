"""The story of a claim for its reader: where it stands in one sentence, what happened, and what comes next and by whom."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language, gettext

from bodemplaat.capabilities.claims.api import (
    ACT_WORDS,
    Approver,
    ClaimAct,
    ClaimState,
    ClaimView,
    EventView,
    StepView,
)
from bodemplaat.kernel import say
from bodemplaat.presentation import notation
from bodemplaat.surfaces.selfservice.wording import function_name, waits_for


@dataclass(frozen=True, slots=True)
class Moment:
    """One point on the timeline; ``is_next`` for what is still to come."""

    title: str
    who: str = ""
    when: datetime | None = None
    text: str = ""
    tone: str = "neutral"
    icon: str = "check"
    is_next: bool = False


TOLD: frozenset[str] = frozenset(ACT_WORDS) - {
    ClaimAct.EVIDENCE_ADDED,
    ClaimAct.EVIDENCE_REMOVED,
    ClaimAct.EVIDENCE_OPENED,
    ClaimAct.APPROVAL_ASKED,
    ClaimAct.TAKEN,
    ClaimAct.PUT_BACK,
    ClaimAct.BOOKED,
    ClaimAct.APPROVED,
}
"""What a reader of a claim cares about; files that come and go and a clerk's taking stay in the audit trail."""


def headline(view: ClaimView, reader: UUID | None) -> str:
    """One sentence: state, amount, what happens next and by whom."""
    if ClaimAct.STEP_APPROVED in view.actions:
        return _WAITS_FOR_READER(view)
    is_own = view.claimant_id == reader
    step = view.open_step
    if view.state is ClaimState.IN_APPROVAL and step is not None and step.nobody_can:
        return (_NOBODY_CAN_OWN if is_own else _NOBODY_CAN_ANOTHERS)(view)
    sentences = _OWN if is_own else _ANOTHERS
    return sentences[view.state](view)


def timeline(view: ClaimView) -> tuple[Moment, ...]:
    """What happened, oldest first, and then what is to come."""
    happened = [_happened(event) for event in view.timeline if event.event in TOLD]
    happened += _payment_moments(view)
    happened.sort(key=lambda moment: moment.when or view.started_at)
    return (*happened, *_to_come(view))


def step_name(step: StepView) -> str:
    """What a step does, in words."""
    if step.by is Approver.SSC:
        return gettext("Check by the service centre")
    if step.by is Approver.MANAGER:
        return gettext("Decision of the manager")
    return gettext("Decision of the {function}").format(function=function_name(step.function))


def in_sentence(step: StepView) -> str:
    """A step within a sentence, with the manager's name."""
    name = step_name(step)
    name = name[:1].lower() + name[1:]
    return f"{name} ({step.waits_for})" if step.waits_for else name


def _happened(event: EventView) -> Moment:
    words = ACT_WORDS[ClaimAct(event.event)]
    title = str(words.label)
    if event.event == ClaimAct.STEP_APPROVED and event.step == Approver.SSC.value:
        title = gettext("Checked and approved by the service centre")
    return Moment(title, event.person_name, event.at, event.comment, words.tone, words.icon)


def _payment_moments(view: ClaimView) -> Iterator[Moment]:
    payment = view.payment
    if payment is None or payment.withdrawn_at is not None:
        return
    if payment.batched_at:
        yield Moment(gettext("In a payment batch"), when=payment.batched_at, icon="bank")
    if payment.released_at:
        yield Moment(gettext("Payment order released to the bank"), when=payment.released_at, icon="bank")


def _to_come(view: ClaimView) -> Iterator[Moment]:
    for step in view.steps:
        if view.state is ClaimState.IN_APPROVAL and step.state in ("open", "pending"):
            yield Moment(step_name(step), _capital(waits_for(step)), is_next=True)
    if view.may_be_changed:
        yield Moment(gettext("Hand in"), view.claimant_name, is_next=True)
    if view.state in (ClaimState.IN_APPROVAL, ClaimState.APPROVED):
        yield Moment(gettext("Payment"), _payer(view), is_next=True)
    if view.state is ClaimState.BOUNCED:
        yield Moment(gettext("Look into it"), _capital(gettext("the service centre")), is_next=True)


def _payer(view: ClaimView) -> str:
    payment = view.payment
    if payment is not None and payment.released_at and payment.execution_day:
        return gettext("on {day}").format(day=notation.day(payment.execution_day, _language()))
    return _capital(gettext("the service centre"))


def _said(text: str) -> Callable[[ClaimView], str]:
    return lambda view: gettext(text).format(**_values(view))


def _approved(without_day: str, with_day: str) -> Callable[[ClaimView], str]:
    def sentence(view: ClaimView) -> str:
        on_its_way = view.payment is not None and view.payment.released_at is not None
        return gettext(with_day if on_its_way else without_day).format(**_values(view))

    return sentence


def _values(view: ClaimView) -> Mapping[str, str]:
    language = _language()
    step, payment = view.open_step, view.payment
    since = step.opened_at if step else None
    execution = payment.execution_day if payment else None
    paid = payment.paid_on if payment else None
    return {
        "amount": notation.euro(view.total, language),
        "name": view.claimant_name,
        "waits_for": waits_for(step) if step else "",
        "since": notation.day(timezone.localtime(since), language) if since else "",
        "day": notation.day(execution, language) if execution else "",
        "paid_day": notation.day(paid or timezone.localtime(view.settled_at), language)
        if paid or view.settled_at
        else "",
        "settled_day": notation.day(timezone.localtime(view.settled_at), language) if view.settled_at else "",
    }


def _language() -> str:
    return get_language() or "nl"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_WAITS_FOR_READER = _said(
    say("The claim of {name} for {amount} has been waiting for your decision since {since}.")
)
_NOBODY_CAN_OWN = _said(
    say("Nobody can decide on your claim of {amount} now. Your administrator can arrange that.")
)
_NOBODY_CAN_ANOTHERS = _said(
    say("Nobody can decide on the claim of {name} for {amount} now. The administrator can arrange that.")
)
_OWN: Mapping[ClaimState, Callable[[ClaimView], str]] = {
    ClaimState.DRAFT: _said(say("This claim of {amount} is a draft. Nobody sees it until you hand it in.")),
    ClaimState.IN_APPROVAL: _said(say("Your claim of {amount} has been with {waits_for} since {since}.")),
    ClaimState.RETURNED: _said(
        say("There is a question about your claim of {amount}. Answer it and hand it in again.")
    ),
    ClaimState.APPROVED: _approved(
        say("Your claim of {amount} is approved and goes with the next payment."),
        say("Your claim of {amount} is approved and is paid on {day}."),
    ),
    ClaimState.PAID: _said(say("Your claim of {amount} was paid on {paid_day}.")),
    ClaimState.BOUNCED: _said(say("Your bank sent back {amount}. The service centre is looking into it.")),
    ClaimState.REJECTED: _said(say("Your claim of {amount} was rejected on {settled_day}.")),
    ClaimState.WITHDRAWN: _said(say("You withdrew this claim of {amount} on {settled_day}.")),
}
_ANOTHERS: Mapping[ClaimState, Callable[[ClaimView], str]] = {
    ClaimState.DRAFT: _said(say("This claim of {amount} is a draft.")),
    ClaimState.IN_APPROVAL: _said(
        say("The claim of {name} for {amount} has been with {waits_for} since {since}.")
    ),
    ClaimState.RETURNED: _said(say("The claim of {name} for {amount} is back with them, with a question.")),
    ClaimState.APPROVED: _approved(
        say("The claim of {name} for {amount} is approved and goes with the next payment."),
        say("The claim of {name} for {amount} is approved and is paid on {day}."),
    ),
    ClaimState.PAID: _said(say("The claim of {name} for {amount} was paid on {paid_day}.")),
    ClaimState.BOUNCED: _said(
        say("The bank sent back {amount} for {name}. The service centre is looking into it.")
    ),
    ClaimState.REJECTED: _said(say("The claim of {name} for {amount} was rejected on {settled_day}.")),
    ClaimState.WITHDRAWN: _said(say("{name} withdrew this claim of {amount} on {settled_day}.")),
}
