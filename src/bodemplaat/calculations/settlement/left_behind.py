"""What falls on the others when somebody leaves during the year."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bodemplaat.engines.settlement import Arrangement, CannotDivide, settle
from bodemplaat.kernel import Euro, Period, say
from bodemplaat.presentation.report import Remark


def left_behind(arrangement: Arrangement) -> Iterator[Remark]:
    """For each participant that leaves during the year, what the others bear in its place until the year ends."""
    for participant in arrangement.participants:
        day = participant.membership.end
        if day is not None and arrangement.year.start < day and day in arrangement.year:
            yield from left_by(arrangement, participant.name, day)


def left_by(arrangement: Arrangement, name: str, day: date) -> Iterator[Remark]:
    """What the others bear in place of one that leaves on ``day``; nothing where that is not known or zero.

    It is what the leaver would bear of this year by staying until its end, less what it does bear.
    """
    if day not in arrangement.year:
        return
    try:
        stays, leaves = (_borne(arrangement, name, end) for end in (arrangement.year.end, day))
    except CannotDivide:
        return  # without it nothing can be divided, so there are no others
    if leaves != stays:
        text = say(
            "From {day} until the end of {year} the others bear {amount} that would have been borne here: costs do not "
            "become less by leaving unless the model says so."
        )
        year = str(arrangement.year.start.year)
        yield Remark("assumption", name, text.using(day=day, year=year, amount=stays - leaves), "")


def _borne(arrangement: Arrangement, name: str, end: date | None) -> Euro:
    participants = tuple(
        replace(one, membership=Period(one.membership.start, end))
        if one.name == name and (end is None or one.membership.start < end)
        else one
        for one in arrangement.participants
    )
    return settle(replace(arrangement, participants=participants)).totals[name]
