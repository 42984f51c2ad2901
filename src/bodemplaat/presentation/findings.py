"""Findings as texts of a report: where, which field, and what is wrong with its cure."""

import re

from bodemplaat.kernel import Finding, Said, say
from bodemplaat.kernel.written import read_whole
from bodemplaat.presentation.values import joined


def told(finding: Finding) -> Said:
    """``model.yaml:12  costs “Rent”, plan: what is wrong and how to cure it``."""
    field = field_of(finding)
    before = (place(finding), "  ", f"{field}: ") if field else (place(finding), "  ")
    return joined((*before, finding.said), "")


def field_of(finding: Finding) -> str:
    """The field it is about, as people say it: items of a list by their name, or counted from one; empty if none is named."""
    field = str(finding.values.get("in_words", ""))
    if field or not finding.values.get("field"):
        return field
    steps: list[str] = []
    for step in str(finding.values["field"]).split("."):
        position = read_whole(step)
        if steps and position is not None:
            steps[-1] += f" {position + 1}"
        else:
            steps.append(step)
    return ", ".join(steps)


def place(finding: Finding) -> str:
    """Where a finding is: the formats say ``line 7`` and ``A, event 2``, in English."""
    line = re.fullmatch(r"(.* )?line (\d+)", finding.place)
    event = re.fullmatch(r"(.*), event (\d+)", finding.place)
    if line:
        number = say("line {number}", number=line[2])
        return joined((line[1], number), "") if line[1] else number
    if event:
        return say("{case}, event {number}", case=event[1], number=event[2])
    return finding.place
