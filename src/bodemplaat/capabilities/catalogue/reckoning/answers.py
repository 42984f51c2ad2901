"""Drawing a form and reading what was filled in: one function each, for the preview and for every request."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from bodemplaat.capabilities.catalogue.reckoning.form import (
    FARTHEST,
    LONGEST_LONG_TEXT,
    LONGEST_TEXT,
    MOST_LINES,
    Field,
    FieldKind,
    Form,
)
from bodemplaat.kernel import Euro, Finding, Said, say
from bodemplaat.kernel.written import Habit, NotANumber, TwoReadings, read_amount, read_day, read_number

Answer = str | Euro | Decimal | date | tuple[Mapping[str, "str | Euro | Decimal | date"], ...]
"""Exact: an amount is ``Euro``, a person and a choice are their code, a file its name, a table a tuple of lines."""

AS_WRITTEN: Final[Mapping[FieldKind, Said]] = {
    FieldKind.AMOUNT: say("Write an amount in euros, such as 12,50."),
    FieldKind.NUMBER: say("Write a number, such as 7,5."),
    FieldKind.DATE: say("Write a day, such as 31-12-2026."),
}
AS_STORED: Final[Mapping[FieldKind, Said]] = {
    FieldKind.AMOUNT: say("Write an amount in euros with a point, such as 12.50."),
    FieldKind.NUMBER: say("Write a number with a point, such as 7.5."),
    FieldKind.DATE: say("Write a day as 2026-12-31."),
}
EMPTY_LINES: Final = 3
"""Lines that an empty table is drawn with."""


@dataclass(frozen=True, slots=True)
class Known:
    """What can be chosen that the form does not hold itself, by code or id: people and cost centres, with their names."""

    people: Mapping[str, str] = field(default_factory=dict)
    cost_centres: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A field to be drawn. ``name`` is that of its input; ``rows`` and ``heads`` are those of a table, by line."""

    name: str
    kind: FieldKind
    label: str
    help: str
    required: bool
    value: str
    options: tuple[tuple[str, str], ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple["Drawn", ...], ...] = ()
    depends_on: str = ""
    depends_answers: str = ""
    depends_words: str = ""
    """On which answer to which question the field is shown, for a reader: ``Waarvoor? – Hypotheek, Huur``."""
    is_shown: bool = True
    problems: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was filled in, by key, and everything that is wrong with it, by the name of the input."""

    answers: Mapping[str, Answer]
    findings: tuple[Finding, ...]


def draw_form(
    form: Form,
    typed: Mapping[str, str],
    *,
    language: str,
    known: Known,
    findings: tuple[Finding, ...] = (),
) -> tuple[Drawn, ...]:
    """Every field in order, with what was typed and what is wrong with it; fields that are not shown are marked so."""
    shown = shown_fields(form, typed)
    return tuple(
        replace(
            _drawn(each, each.key, typed, language, known, findings, each in shown),
            depends_words=_depends(form, each, language),
        )
        for each in form.fields
    )


def read_answers(
    form: Form, typed: Mapping[str, str], *, known: Known, today: date, habit: Habit = Habit.DUTCH
) -> Reading:
    """Read what was typed, by the name of the input; a field that is not shown is neither asked nor kept."""
    answers: dict[str, Answer] = {}
    findings: list[Finding] = []
    for each in shown_fields(form, typed):
        if each.kind is FieldKind.TABLE:
            lines, wrong = _table(each, typed, known, today, habit)
            findings += wrong
            if lines:
                answers[each.key] = lines
            continue
        read = _read(each, each.key, typed.get(each.key, ""), known, today, habit)
        if isinstance(read, Finding):
            findings.append(read)
        elif read is not None:
            answers[each.key] = read
    return Reading(answers, tuple(findings))


def questions_of(drawn: Iterable[Drawn]) -> dict[str, Said]:
    """What each input of a form is called; those in a table by their line too."""
    questions = {}
    for each in drawn:
        questions[each.name] = Said("{question}", {"question": each.label})
        for line, row in enumerate(each.rows, 1):
            questions |= {
                cell.name: say("{question}, line {line}", question=cell.label, line=line) for cell in row
            }
    return questions


def shown_fields(form: Form, typed: Mapping[str, str]) -> tuple[Field, ...]:
    """The fields that are shown with what was typed: those on which one depends are shown and answered so."""
    by_key = {each.key: each for each in form.fields}

    def is_shown(each: Field, below: frozenset[str]) -> bool:
        condition = each.shown_when
        if condition is None:
            return True
        other = by_key.get(condition.field)
        if other is None or other.key in below:
            return False
        return typed.get(other.key, "").strip() in condition.answers and is_shown(other, below | {other.key})

    return tuple(each for each in form.fields if is_shown(each, frozenset({each.key})))


def _drawn(
    each: Field,
    name: str,
    typed: Mapping[str, str],
    language: str,
    known: Known,
    findings: tuple[Finding, ...],
    is_shown: bool,
) -> Drawn:
    rows: tuple[tuple[Drawn, ...], ...] = ()
    if each.kind is FieldKind.TABLE:
        count = max((*(line + 1 for line in _lines_typed(name, typed)), _lines_drawn(each)))
        rows = tuple(
            tuple(
                _drawn(column, f"{name}.{line}.{column.key}", typed, language, known, findings, True)
                for column in each.columns
            )
            for line in range(min(count, MOST_LINES))
        )
    condition = each.shown_when
    return Drawn(
        name=name,
        kind=each.kind,
        label=each.label.in_(language),
        help=each.help.in_(language),
        required=each.required,
        value=typed.get(name, ""),
        options=_options(each, language, known),
        heads=tuple(column.label.in_(language) for column in each.columns),
        rows=rows,
        depends_on="" if condition is None else condition.field,
        depends_answers="" if condition is None else " ".join(condition.answers),
        is_shown=is_shown,
        problems=tuple(finding for finding in findings if finding.place == name),
    )


def _depends(form: Form, each: Field, language: str) -> str:
    condition = each.shown_when
    other = None if condition is None else form.field(condition.field)
    if condition is None or other is None:
        return ""
    answers = [choice.words.in_(language) for choice in other.choices if choice.code in condition.answers]
    return f"{other.label.in_(language)} – {', '.join(answers)}"


def _lines_drawn(each: Field) -> int:
    least = 0 if each.least is None else int(each.least)
    most = MOST_LINES if each.most is None else int(each.most)
    return min(max(least, EMPTY_LINES), most)


def _options(each: Field, language: str, known: Known) -> tuple[tuple[str, str], ...]:
    match each.kind:
        case FieldKind.CHOICE:
            return tuple((choice.code, choice.words.in_(language)) for choice in each.choices)
        case FieldKind.PERSON:
            return tuple(known.people.items())
        case FieldKind.COST_CENTRE:
            return tuple((code, f"{code} {name}") for code, name in known.cost_centres.items())
    return ()


def _lines_typed(name: str, typed: Mapping[str, str]) -> Iterator[int]:
    for key, value in typed.items():
        if key.startswith(f"{name}.") and value.strip():
            number = key.removeprefix(f"{name}.").partition(".")[0]
            if number.isascii() and number.isdigit() and len(number) < 5:
                yield int(number)


def _table(
    each: Field, typed: Mapping[str, str], known: Known, today: date, habit: Habit
) -> tuple[tuple[Mapping[str, str | Euro | Decimal | date], ...], list[Finding]]:
    findings: list[Finding] = []
    lines: list[Mapping[str, str | Euro | Decimal | date]] = []
    numbers = sorted(set(_lines_typed(each.key, typed)))
    for number in numbers[:MOST_LINES]:
        line: dict[str, str | Euro | Decimal | date] = {}
        for column in each.columns:
            name = f"{each.key}.{number}.{column.key}"
            read = _read(column, name, typed.get(name, ""), known, today, habit)
            if isinstance(read, Finding):
                findings.append(read)
            elif read is not None:
                line[column.key] = read
        lines.append(line)
    least = max(0 if each.least is None else int(each.least), 1 if each.required else 0)
    most = MOST_LINES if each.most is None else int(each.most)
    if (numbers or each.required) and not least <= len(numbers) <= most:
        text = say("Fill in {least} to {most} lines; there are {count} now.")
        values = {"least": least, "most": most, "count": len(numbers)}
        findings.append(Finding("answer.lines", each.key, text, values))
    return tuple(lines), findings


def _read(
    each: Field, name: str, text: str, known: Known, today: date, habit: Habit
) -> str | Euro | Decimal | date | Finding | None:
    text = text.replace("\x00", "").strip()
    if not text:
        if not each.required:
            return None
        return Finding("answer.required", name, _ASKED.get(each.kind, _FILL_IN))
    match each.kind:
        case FieldKind.TEXT | FieldKind.LONG_TEXT | FieldKind.FILE:
            return _text(each, name, text)
        case FieldKind.AMOUNT | FieldKind.NUMBER:
            return _number(each, name, text, habit)
        case FieldKind.DATE:
            return _day(each, name, text, today, habit)
    if text not in dict(_options(each, "nl", known)):
        return Finding("answer.choice", name, say("Choose one of the answers of the list."))
    return text


_FILL_IN: Final = say("Fill this in: it cannot be done without.")
_ASKED: Final = {
    FieldKind.CHOICE: say("Choose one of the answers of the list."),
    FieldKind.PERSON: say("Choose somebody of the list."),
    FieldKind.COST_CENTRE: say("Choose a cost centre of the list."),
    FieldKind.FILE: say("Choose a file: it cannot be done without."),
}


def _text(each: Field, name: str, text: str) -> str | Finding:
    longest = LONGEST_LONG_TEXT if each.kind is FieldKind.LONG_TEXT else LONGEST_TEXT
    least = 0 if each.least is None else int(each.least)
    most = longest if each.most is None else int(each.most)
    if each.kind is not FieldKind.FILE and not least <= len(text) <= most:
        text_said = say("Write {least} to {most} characters; there are {count} now.")
        return Finding("answer.length", name, text_said, {"least": least, "most": most, "count": len(text)})
    return text


def _number(each: Field, name: str, text: str, habit: Habit) -> Euro | Decimal | Finding:
    is_amount = each.kind is FieldKind.AMOUNT
    try:
        number = read_amount(text, habit) if is_amount else read_number(text, habit)
        if abs(number) > FARTHEST:
            return Finding("answer.large", name, say("This number is too large."))
        value: Euro | Decimal = Euro.of(number) if is_amount else number
    except TwoReadings:
        return Finding(
            "answer.twofold", name, say("This number can be read in two ways: write it with decimals.")
        )
    except NotANumber:
        return Finding("answer.number", name, _written(habit)[each.kind])
    except ValueError:
        return Finding("answer.cents", name, say("An amount has at most two decimals."))
    if each.least is not None and number < each.least:
        return Finding(
            "answer.least", name, say("This is {least} at the least."), {"least": _bound(each, each.least)}
        )
    if each.most is not None and number > each.most:
        return Finding(
            "answer.most", name, say("This is {most} at the most."), {"most": _bound(each, each.most)}
        )
    return value


def _written(habit: Habit) -> Mapping[FieldKind, Said]:
    """How people write an amount, a number and a day; or how systems do, which send them as they are stored."""
    return AS_STORED if habit is Habit.STORED else AS_WRITTEN


def _bound(each: Field, bound: Decimal) -> Euro | Decimal:
    return Euro.of(bound) if each.kind is FieldKind.AMOUNT else bound


def _day(each: Field, name: str, text: str, today: date, habit: Habit) -> date | Finding:
    try:
        day = read_day(text)
    except ValueError:
        return Finding("answer.date", name, _written(habit)[FieldKind.DATE])
    first = date(1900, 1, 1) if each.least is None else today + timedelta(days=int(each.least))
    last = date(2200, 12, 31) if each.most is None else today + timedelta(days=int(each.most))
    if not first <= day <= last:
        text_said = say("Choose a day from {first_day} until and including {last_day}.")
        values = {"first_day": first, "last_day": last}
        return Finding("answer.day", name, text_said, values)
    return day
