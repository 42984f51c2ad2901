"""YAML in, tree out. Built from the parser's events, so every scalar stays text and knows its line.

Refused, each with line and cure: broken YAML, more than one document, a name used twice, anchors and aliases
(the road to a "billion laughs"), tags (the road to objects), and nesting deeper than any model needs.
"""

from collections.abc import Iterator

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from bodemplaat.calculations.file.source import Fields, Items, Node, Place, Scalar, UnreadableModel
from bodemplaat.kernel import Finding, say
from bodemplaat.kernel.written import is_twofold

DEEPEST = 40
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LEAVE_THE_REST = frozenset({"model.cut", "model.twice"})
NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


def read_yaml(text: str, file: str) -> Fields:
    """The root mapping of the one document in ``text``; raises ``UnreadableModel`` for anything that is wrong in it."""
    root, findings = read_and_tell(text, file)
    if findings:
        raise UnreadableModel(*findings)
    return root


def read_and_tell(text: str, file: str) -> tuple[Fields, list[Finding]]:
    """The root mapping and what is wrong in it, where the rest can be read all the same; else raises ``UnreadableModel``.

    A figure cut at its comma and a name that stands twice leave the other fields as they are, so their mistakes are told
    in the same run.
    """
    findings: list[Finding] = []
    events = _refusing(_events(text, file), file, findings)
    root: Node | None = None
    for event in events:
        if isinstance(event, DocumentStartEvent):
            root = _node(next(events), events, file, findings)
    if any(finding.code not in LEAVE_THE_REST for finding in findings):
        raise UnreadableModel(*findings)
    if not isinstance(root, Fields):
        raise UnreadableModel(
            Finding(
                "model.not_fields", file, say("This file holds no fields: write lines such as 'title: …'.")
            )
        )
    return root, findings


def _events(text: str, file: str) -> Iterator[Event]:
    try:
        yield from yaml.parse(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise UnreadableModel(
            Finding(
                "model.broken_yaml",
                str(Place(file, mark.line + 1 if mark else 0)),
                say(
                    "This is not YAML ({problem}). Check indentation, colons and quotes here and one line up."
                ),
                {"problem": error.problem or error.context or "?"},
            )
        ) from None
    except (yaml.YAMLError, UnicodeError) as error:
        raise UnreadableModel(
            Finding(
                "model.broken_yaml",
                file,
                say("This is not YAML ({problem}). Save the file as plain text in UTF-8."),
                {"problem": str(error).splitlines()[0]},
            )
        ) from None


def _refusing(events: Iterator[Event], file: str, findings: list[Finding]) -> Iterator[Event]:
    """The same events; what a model file may not hold is reported, what would be dangerous ends the reading."""
    documents = depth = 0
    for event in events:
        place = str(_place(event, file))
        if isinstance(event, DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise UnreadableModel(
                    Finding("model.documents", place, say("A second document starts here: remove the '---'."))
                )
        if isinstance(event, AliasEvent):
            raise UnreadableModel(
                Finding(
                    "model.alias", place, say("A reference (*name) is not allowed: write the value itself.")
                )
            )
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            text = say("A type mark ({tag}) is not allowed: remove it.")
            findings.append(Finding("model.tag", place, text, {"tag": tag}))
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise UnreadableModel(
                    Finding(
                        "model.too_deep",
                        place,
                        say("Nested deeper than {most} levels: a model needs far fewer."),
                        {"most": DEEPEST},
                    )
                )
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            depth -= 1
        yield event


def _place(event: Event, file: str) -> Place:
    return Place(file, event.start_mark.line + 1 if event.start_mark else 0)


def _node(event: Event, events: Iterator[Event], file: str, findings: list[Finding]) -> Node:
    place = _place(event, file)
    if isinstance(event, SequenceStartEvent):
        return Items(tuple(_children(events, file, findings, between_brackets=bool(event.flow_style))), place)
    if isinstance(event, MappingStartEvent):
        return _fields(place, events, file, findings, between_braces=bool(event.flow_style))
    assert isinstance(event, ScalarEvent)  # noqa: S101  # the parser knows no fourth kind
    plain = not event.style  # one parser says None, the other an empty text
    return Scalar("" if plain and event.value in NOTHING else event.value, place)


def _children(
    events: Iterator[Event], file: str, findings: list[Finding], *, between_brackets: bool
) -> Iterator[Node]:
    before: Event | None = None
    for event in events:
        if isinstance(event, SequenceEndEvent):
            return
        written = _as_one_number(before, event) if between_brackets else ""
        if written:
            text = say(
                "'{value}' between brackets counts as two items: write a space after the comma, or {whole} if it is one number."
            )
            values = {"value": written, "whole": written.replace(",", "")}
            findings.append(Finding("model.two_readings", str(_place(event, file)), text, values))
        before = event
        yield _node(event, events, file, findings)


def _as_one_number(before: Event | None, event: Event) -> str:
    """Two items of a list between brackets that may be one number with a comma between thousands, or nothing."""
    if not (isinstance(before, ScalarEvent) and isinstance(event, ScalarEvent)):
        return ""
    if before.style or event.style or not before.end_mark or not event.start_mark:
        return ""
    written = f"{before.value},{event.value}"
    return written if before.end_mark.index + 1 == event.start_mark.index and is_twofold(written) else ""


def _cut_off(before: Event | None, name: Event, value: Event) -> tuple[str, str] | None:
    """A value and the rest of it, which YAML cut off at a comma and takes for a name without a colon; or nothing."""
    if not (
        isinstance(before, ScalarEvent) and isinstance(name, ScalarEvent) and isinstance(value, ScalarEvent)
    ):
        return None
    if before.style or name.style or value.style:
        return None
    end, begins, ends, starts = before.end_mark, name.start_mark, name.end_mark, value.start_mark
    if not (end and begins and ends and starts):
        return None
    is_next = end.index + 1 == begins.index and ends.index == starts.index
    return (before.value, name.value) if is_next else None


def _tell_of_the_comma(written: str, place: Place, file: str, findings: list[Finding]) -> None:
    text = say(
        "'{value}' between braces is cut at its comma: put it between quotes if it is one figure, or write [{items}] if "
        "these are several."
    )
    values = {"value": written, "items": ", ".join(written.split(","))}
    findings.append(Finding("model.cut", str(place), text, values))


def _fields(
    place: Place, events: Iterator[Event], file: str, findings: list[Finding], *, between_braces: bool
) -> Fields:
    entries: dict[str, Node] = {}
    places: dict[str, Place] = {}
    before: Event | None = None
    last = ""
    cut: list[str] = []

    def end_cut(event: Event) -> None:
        written, where = ",".join(cut), _place(event, file)
        _tell_of_the_comma(written, where, file, findings)
        if last in entries:
            entries[last] = Scalar(written, where, cut=True)
        cut.clear()

    for event in events:
        if cut and not isinstance(event, ScalarEvent):
            end_cut(event)
        if isinstance(event, MappingEndEvent):
            break
        name = _node(event, events, file, findings)
        following = next(events)
        rest = _cut_off(before, event, following) if between_braces else None
        if rest is not None:
            cut += [rest[1]] if cut else rest
            before = event
            continue
        if cut:
            end_cut(event)
        before = following
        value = _node(following, events, file, findings)
        if not isinstance(name, Scalar):
            text = say("A name must be one word or text, not a list or a block.")
            findings.append(Finding("model.name", str(name.place), text))
        elif name.text in entries:
            findings.append(
                Finding(
                    "model.twice",
                    str(name.place),
                    say(
                        "'{field}' stands here for the second time (first on line {first}): keep one of the two."
                    ),
                    {"field": name.text, "first": places[name.text].line},
                )
            )
        else:
            entries[name.text], places[name.text] = value, name.place
        last = name.text if isinstance(name, Scalar) else ""
    return Fields(entries, place, places)
