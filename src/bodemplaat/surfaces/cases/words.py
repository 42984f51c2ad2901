"""What a case is called and told in, in the reader's language."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.foundation.design.api import in_notation, reader_language
from bodemplaat.presentation import notation
from bodemplaat.surfaces.cases.place import DeskPlace

LINES: Mapping[int, Any] = {
    1: _("Line 1, information"),
    2: _("Line 2, support"),
    3: _("Line 3, expertise"),
}

STEPS: Mapping[cases.Step, Any] = {
    cases.Step.CLERK: _("whoever works on it"),
    cases.Step.TEAM_LEADER: _("their manager"),
    cases.Step.CONTRACT_MANAGER: _("the contract manager"),
    cases.Step.CUSTOMER: _("the customer’s controller"),
}
"""Who was told that a term runs out."""


def name_of(content: catalogue.Content) -> str:
    """A service by its name."""
    return content.name.in_(reader_language())


def term(clock: cases.Clock) -> str:
    """How much of the term is left, in words; what waits or is over says that instead."""
    if clock.is_over:
        return gettext("closed too late") if clock.is_late else gettext("closed in time")
    if not clock.is_running:
        return gettext("the clock stands still")
    left = clock.days_left
    if left > 0:
        return ngettext("{days} day left", "{days} days left", left).format(days=left)
    if left == 0:
        return gettext("due today")
    return ngettext("{days} day late", "{days} days late", -left).format(days=-left)


def term_of(state: cases.CaseState, clock: cases.Clock | None) -> str:
    """The same for a case in a state: nothing where no clock runs, nor for a double, whose term is that of the other."""
    return "" if clock is None or state is cases.CaseState.MERGED else term(clock)


def linked(link: cases.LinkView) -> str:
    """What another case is to this one, with its number: ``It follows from Z2026-000001``."""
    return f"{cases.LINK_WORDS[link.kind]} {link.number}" if link.kind else link.number


def others(view: cases.CaseView, place: DeskPlace) -> list[dict[str, Any]]:
    """Each other case that belongs to one at the desk: how, its address, and how it stands."""
    listed = [(str(cases.LINK_WORDS[each.kind]), each) for each in view.links if each.kind]
    if view.merged_into:
        listed.append((str(cases.ACT_WORDS[cases.CaseAct.MERGED].label), view.merged_into))
    listed += [(str(cases.ACT_WORDS[cases.CaseAct.DOUBLE].label), each) for each in view.doubles]
    return [
        {
            "how": how,
            "other": each,
            "href": place.case(each.case),
            "state": cases.STATE_WORDS[each.state],
        }
        for how, each in listed
    ]


def headline(view: cases.CaseView) -> str:
    """One sentence for whoever asked: where it stands, and until when."""
    day = notation.day(view.clock.due_day, reader_language()) if view.clock is not None else ""
    match view.state:
        case cases.CaseState.WAITS_FOR_CUSTOMER:
            return gettext("There is a question for you. It goes on when you have answered.")
        case cases.CaseState.WAITS_FOR_THIRD:
            return gettext("It waits for somebody else than you or the service centre.")
        case cases.CaseState.SECOND_CHECK if not (view.clock and view.clock.is_late):
            if view.clock is None:
                return gettext("A second person at the service centre checks it.")
            return gettext(
                "A second person at the service centre checks it. It is done on {day} at the latest."
            ).format(day=day)
        case cases.CaseState.CLOSED:
            return gettext("This is done.")
        case cases.CaseState.WITHDRAWN:
            return gettext("You withdrew this.")
        case cases.CaseState.MERGED:
            number = view.merged_into.number if view.merged_into else ""
            return gettext("The service centre had this twice: it goes on in your request {number}.").format(
                number=number
            )
        case cases.CaseState.RECEIVED:
            if view.clock is None:
                return gettext("The service centre received it.")
            if view.clock.is_late:
                return gettext("The service centre received it. It should have been done on {day}.").format(
                    day=day
                )
            return gettext("The service centre received it. It is done on {day} at the latest.").format(
                day=day
            )
    if view.clock is None:
        return gettext("The service centre works on it.")
    if view.clock.is_late:
        return gettext("The service centre works on it. It should have been done on {day}.").format(day=day)
    return gettext("The service centre works on it. It is done on {day} at the latest.").format(day=day)


def answers(view: cases.CaseView) -> Iterator[tuple[str, str, tuple[tuple[tuple[str, str], ...], ...]]]:
    """What was filled in: label and value; for a table its lines, each with what stands in it by the name of its column."""
    for field in view.content.form.fields:
        if field.key not in view.answers:
            continue
        label, value = field.label.in_(reader_language()), view.answers[field.key]
        if field.kind is catalogue.FieldKind.TABLE and isinstance(value, tuple):
            lines = tuple(
                tuple(
                    (column.label.in_(reader_language()), _answer(view, column, line[column.key]))
                    for column in field.columns
                    if line.get(column.key) is not None
                )
                for line in value
            )
            yield label, "", lines
        else:
            yield label, _answer(view, field, value), ()


def _answer(view: cases.CaseView, field: catalogue.Field, value: object) -> str:
    if value is None:
        return "–"
    if field.kind is catalogue.FieldKind.CHOICE:
        return next(
            (each.words.in_(reader_language()) for each in field.choices if each.code == value), str(value)
        )
    if field.kind is catalogue.FieldKind.PERSON:
        return view.people.get(str(value), "–")
    return in_notation(value)


def moments(view: cases.CaseView, *, for_desk: bool) -> list[dict[str, Any]]:
    """The timeline, the newest first: what happened, by whom, with which words, and what was said of its moment."""
    told_moments = []
    for event in reversed(view.timeline):
        if not for_desk and event.act in _UNTOLD:
            continue
        words = cases.ACT_WORDS[event.act]
        told_moments.append(
            {
                "event": event,
                "title": _title(view, event, str(words.label), for_desk=for_desk),
                "who": _who(event),
                "said": parted(event.words, event),
                "tone": words.tone,
                "icon": words.icon,
                "is_corrected": event.at != event.first_at,
                "may_be_corrected": for_desk
                and cases.CaseMove.CORRECT in view.actions
                and event.act in cases.CLOCK_ACTS,
            }
        )
    return told_moments


def parted(words: str, event: cases.EventView) -> tuple[str, str]:
    """What was written, and what an e-mail only repeats at its end."""
    place = event.details.get("quoted_from")
    return (words[:place].strip(), words[place:].strip()) if isinstance(place, int) else (words, "")


def asked(view: cases.CaseView) -> tuple[str, str]:
    """The words of a request, and what its e-mail only repeats at its end."""
    received = next((each for each in view.timeline if each.act is cases.CaseAct.RECEIVED), None)
    return parted(view.question, received) if received else (view.question, "")


def plain_moments(timeline: Iterable[cases.EventView]) -> list[dict[str, Any]]:
    """A timeline for who deals with a complaint, the newest first: what happened, and what was written."""
    return [
        {
            "event": event,
            "title": cases.ACT_WORDS[event.act].label,
            "who": _who(event),
            "said": parted(event.words, event),
            "tone": cases.ACT_WORDS[event.act].tone,
            "icon": cases.ACT_WORDS[event.act].icon,
            "is_corrected": event.at != event.first_at,
        }
        for event in reversed(tuple(timeline))
    ]


def _who(event: cases.EventView) -> str:
    """By whom; of an e-mail of somebody else, who put it with the case."""
    if event.details.get("sender"):
        return gettext("put here by {name}").format(name=event.person_name)
    return event.person_name


_UNTOLD = {cases.CaseAct.TAKEN, cases.CaseAct.PUT_BACK, cases.CaseAct.ASSIGNED}
"""What says who at the centre works on it: the state says enough to whoever asked."""


def _title(view: cases.CaseView, event: cases.EventView, label: str, *, for_desk: bool) -> str:
    if event.act is cases.CaseAct.WAITS_FOR_CUSTOMER and not for_desk:
        return gettext("Question for you")
    if event.act is cases.CaseAct.MESSAGE and not for_desk:
        label = gettext("Your message")
    if sender := event.details.get("sender"):
        return gettext("E-mail from {sender}").format(sender=sender)
    detail = ""
    if event.act is cases.CaseAct.LINKED:
        link = next((each for each in view.links if str(each.case) == event.details["case"]), None)
        return f"{label}: {linked(link)}" if link else label
    if "number" in event.details:
        return f"{label} {event.details['number']}"
    if "channel" in event.details:
        detail = str(cases.CHANNEL_WORDS[cases.Channel(str(event.details["channel"]))])
    elif event.details.get("result"):
        detail = str(cases.RESULT_WORDS[cases.Result(str(event.details["result"]))])
    elif event.act is cases.CaseAct.COMPLAINT_DECIDED:
        detail = str(cases.VERDICT_WORDS[cases.Verdict(str(event.details["verdict"]))].label)
    elif "line" in event.details:
        detail = str(LINES[int(str(event.details["line"]))])
    elif event.act is cases.CaseAct.ESCALATED:
        detail = str(STEPS[cases.Step(int(str(event.details["step"])))])
    elif event.act is cases.CaseAct.CORRECTED:
        detail = str(cases.ACT_WORDS[cases.CaseAct(str(event.details["act"]))].label)
    return f"{label}: {detail}" if detail else label


def names(people: Iterable[tuple[Any, str]]) -> list[tuple[str, str]]:
    """Choices of people."""
    return [(str(person), name) for person, name in people]
