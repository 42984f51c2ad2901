"""What the guarded child does (see ``guarded``): from the bytes of a question to the bytes of its answer."""

import json
from collections.abc import Sequence
from typing import Any, Final

from bodemplaat.calculations.calculate import Calculated, calculate
from bodemplaat.calculations.file.files import InputFile
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.file.shown import fields_shown
from bodemplaat.calculations.file.tree import plain_tree
from bodemplaat.calculations.guarded import TREE, Mistake, Question, Told, as_bytes
from bodemplaat.calculations.kinds import KINDS, Kind
from bodemplaat.calculations.recognise import recognise, without_names
from bodemplaat.calculations.render.files import file_of
from bodemplaat.calculations.work import Asked
from bodemplaat.kernel import Finding, say
from bodemplaat.presentation.findings import field_of, place
from bodemplaat.presentation.page import page
from bodemplaat.presentation.voice import Voice

MOST_FINDINGS: Final = 500


def answer(data: bytes) -> bytes:
    """Work a written question out; raises ``ValueError`` when a file was asked of a model with mistakes."""
    question, form = Question.read(data)
    voice = Voice(question.language)
    file = InputFile(question.name, question.content)
    request = Asked(question.day, on_a_page=True)
    could_be, findings = _recognised(file) if form == "page" or not question.kind else ((), ())
    if not could_be and not question.kind:
        return _refused("", (), findings, file, voice)
    kind = KINDS[question.kind] if question.kind else could_be[0]
    result = calculate(kind.work(), file, request)
    if form != "page":
        if not isinstance(result, Calculated):
            raise ValueError("this model has mistakes, so there is no report of it")
        return _written(result, form, voice)
    if not isinstance(result, Calculated):
        return _refused(kind.name, could_be, result.findings, file, voice)
    return as_bytes(
        Told(
            kind=kind.name,
            could_be=[each.name for each in could_be],
            mistakes=[],
            page=page(result.report, voice),
            fields=_fields(result.opened, kind, voice),
        )
    )


def _refused(
    kind: str, could_be: Sequence[Kind], findings: Sequence[Finding], file: InputFile, voice: Voice
) -> bytes:
    mistakes = [mistake(finding, file.name, voice) for finding in findings[:MOST_FINDINGS]]
    return as_bytes(
        Told(
            kind=kind,
            could_be=[each.name for each in could_be],
            mistakes=mistakes,
            page=None,
            fields=[],
        )
    )


def _written(result: Calculated[Any, Any], form: str, voice: Voice) -> bytes:
    if form == "json":
        return result.json(voice).encode()
    if form == TREE and isinstance(result.opened, Reading):
        return json.dumps(plain_tree(result.opened.root), ensure_ascii=False).encode()
    return file_of(result.report, form, voice)


def mistake(finding: Finding, file: str, voice: Voice) -> Mistake:
    """A finding as a line of a table: its place without the name of the file, which every line would repeat.

    A calculation is told by its title alone: its name is for who types it.
    """
    where = voice(place(finding)).removeprefix(file).strip()
    if where.startswith(":"):
        where = voice(say("line {number}", number=where[1:]))
    return Mistake(
        place=where.replace("!", ", "),
        field=field_of(finding),
        text=voice(without_names(finding.said)),
        stops=finding.stops,
    )


def _fields(opened: object, kind: Kind, voice: Voice) -> list[tuple[str, str]]:
    """What stands in a model file, as its reader knows it; a log or a table has no fields."""
    if not isinstance(opened, Reading):
        return []
    return list(fields_shown(opened.root, kind.work().sheets, voice, opened.habit))


def _recognised(file: InputFile) -> tuple[tuple[Kind, ...], tuple[Finding, ...]]:
    """The kinds of model that the file can be, the likeliest first; of none, why."""
    recognised = recognise(file)
    kinds = tuple(kind for kind in recognised.kinds if kind.is_model)
    if kinds or recognised.findings:
        return kinds, recognised.findings
    text = say(
        "This is a log or a table of another system and no model: start from a template and fill in your figures."
    )
    return (), (Finding("model.no_model", file.name, text),)
