"""The first step: whom each line is about, and who they are after it."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from bodemplaat.foundation.imports.api import Line
from bodemplaat.foundation.organisations.lists.people.columns import EMAIL, NUMBER
from bodemplaat.foundation.organisations.lists.people.overlay import Overlay
from bodemplaat.foundation.organisations.lists.people.standing import Someone
from bodemplaat.kernel import say


def recognise(overlay: Overlay, lines: Sequence[Line]) -> None:
    """Everybody first, so that a manager may stand anywhere in the file."""
    for line in lines:
        person = _person_of(overlay, line)
        if person is not None:
            overlay.lines[person] = line
            overlay.after[person] = _as_written(line, overlay.standing.people.get(person), person)
    _check_addresses(overlay)


def _person_of(overlay: Overlay, line: Line) -> UUID | None:
    """Somebody who is known, or the id of somebody new; ``None`` when that is a mistake."""
    number, email = line.text("number"), line.text("email")
    if not number and not email:
        text = say("Fill in a personnel number or an e-mail address: somebody is recognised by it.")
        overlay.plan.wrong(line.number, NUMBER, text)
        return None
    person = overlay.standing.by_number.get(number.casefold()) if number else None
    if person is None and email:
        person = _by_email(overlay, line, number, email)
    if person is None:
        person = overlay.terms.id("person", (number or email).casefold())
    if person in overlay.lines:
        text = say("Line {other} is about the same person. Keep one line per person.")
        other = overlay.lines[person].number
        overlay.plan.wrong(line.number, NUMBER if number else EMAIL, text, other=other)
        return None
    return person


def _by_email(overlay: Overlay, line: Line, number: str, email: str) -> UUID | None:
    """Who has this address, as far as the number does not say that it is somebody else."""
    people = overlay.standing.people
    known = overlay.standing.by_email.get(email.casefold(), [])
    possible = [person for person in known if not number or not people[person].number]
    if len(possible) > 1:
        text = say(
            "{count} {count:person has|people have} this address. Fill in the personnel number too, so that it is clear who is meant."
        )
        overlay.plan.wrong(line.number, EMAIL, text, count=len(possible))
    return possible[0] if possible else None


def _as_written(line: Line, before: Someone | None, person: UUID) -> Someone:
    """Somebody as a line has them; a column that the file does not have changes nothing."""
    base = before or Someone(person, "", "", "", "nl")
    return replace(
        base,
        number=line.text("number") if line.has("number") else base.number,
        name=line.text("name") or base.name,
        email=line.text("email") if line.has("email") else base.email,
        language=(line.text("language") or "nl") if line.has("language") else base.language,
    )


def _check_addresses(overlay: Overlay) -> None:
    """An address is one person's: an account is recognised by it."""
    owners: dict[str, UUID] = {}
    for someone in overlay.everybody().values():
        if not someone.email:
            continue
        other = owners.setdefault(someone.email.casefold(), someone.id)
        if other == someone.id:
            continue
        mine, theirs = overlay.lines.get(someone.id), overlay.lines.get(other)
        line = mine or theirs
        if line is None:
            continue
        whose = someone.id if line is theirs else other
        text = say("{name} has this address already. Each person needs one of their own.")
        overlay.plan.wrong(line.number, EMAIL, text, name=overlay.name(whose))
