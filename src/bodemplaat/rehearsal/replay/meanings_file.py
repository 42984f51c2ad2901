"""The file of ``--meanings``: one line per activity, ``pattern: verb role``; findings name the line."""

from collections.abc import Iterator
from pathlib import Path

from bodemplaat.calculations.file.files import InputFile
from bodemplaat.calculations.file.source import Fields, Node, Scalar, UnreadableModel
from bodemplaat.calculations.file.yaml_source import read_yaml
from bodemplaat.kernel import Finding, say
from bodemplaat.rehearsal.replay.meaning import Meaning, UnknownVerb, Verb, meaning_of


def read_meanings(path: Path) -> tuple[Meaning, ...]:
    """The rules of a file in its own order; raises ``UnreadableModel`` with everything that is wrong in it."""
    try:
        text = InputFile.at(path).read().decode("utf-8-sig")
    except UnicodeDecodeError:
        message = say("This is no plain text in UTF-8: save the file as YAML in UTF-8.")
        raise UnreadableModel(Finding("meanings.encoding", path.name, message)) from None
    root = read_yaml(text, path.name)
    if not root.entries:
        message = say("No activity stands in this file: write lines such as 'Approved by *: approve *'.")
        raise UnreadableModel(Finding("meanings.none", str(root.place), message))
    findings = [
        finding for pattern, value in root.entries.items() for finding in _wrong(root, pattern, value)
    ]
    if findings:
        raise UnreadableModel(*findings)
    return tuple(
        meaning_of(pattern, value.text)
        for pattern, value in root.entries.items()
        if isinstance(value, Scalar)
    )


def _wrong(root: Fields, pattern: str, value: Node) -> Iterator[Finding]:
    place, verbs = str(value.place), ", ".join(verb.value for verb in Verb)
    if not pattern.strip():
        text = say("Before the colon stands no activity: write its name as the log has it.")
        yield Finding("meanings.pattern", str(root.places[pattern]), text)
    if not isinstance(value, Scalar):
        text = say("What '{activity}' means is one verb and, if needed, one role, on the same line.")
        yield Finding("meanings.not_text", place, text, {"activity": pattern})
        return
    if not value.text.strip():
        text = say("What does '{activity}' mean? Write one of {verbs} behind it.")
        yield Finding("meanings.empty", place, text, {"activity": pattern, "verbs": verbs})
        return
    try:
        meaning = meaning_of(pattern, value.text)
    except UnknownVerb as error:
        text = say("'{verb}' is no verb: write one of {verbs}, then the role if it is another than usual.")
        yield Finding("meanings.verb", place, text, {"verb": error.verb, "verbs": verbs})
        return
    if "*" in meaning.role and pattern.count("*") != 1:
        text = say(
            "The role '{role}' takes what * stands for in '{activity}', which must have exactly one *: name the role, or "
            "write the activity with one *."
        )
        yield Finding("meanings.star", place, text, {"role": meaning.role, "activity": pattern})
