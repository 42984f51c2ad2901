"""Which kind of calculation a file is for, by its blocks, fields and sheets: for a page that takes any of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bodemplaat.calculations.benchmark.iv3 import COLUMNS
from bodemplaat.calculations.file.block import OTHER_COMMAND
from bodemplaat.calculations.file.declared import SECTIONS
from bodemplaat.calculations.file.files import InputFile
from bodemplaat.calculations.file.foreign import read_sheets
from bodemplaat.calculations.file.load import XLSX_MARK, load
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.file.source import UnreadableModel
from bodemplaat.calculations.kinds import KINDS, Kind
from bodemplaat.calculations.work import Asked, CannotWorkOut
from bodemplaat.kernel import Finding, Said, say
from bodemplaat.presentation.catalog import LANGUAGES
from bodemplaat.presentation.values import joined
from bodemplaat.presentation.voice import Voice

ANOTHER_KIND = frozenset(
    {OTHER_COMMAND, "model.no_section", "model.no_sheets", "coalition.missing", "settlement.nobody"}
)
NO_MODEL = frozenset({"model.broken_yaml", "model.not_fields", "model.not_text"})
SHAPE = frozenset(
    {"model.unknown_field", "model.missing", "model.not_fields", "model.not_a_list", "model.item"}
)
"""Findings about which fields there are rather than what stands in them."""
SEPARATORS = (";", "\t", ",")
ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Recognised:
    """The kinds that a file can be; of more than one a person chooses. ``findings`` tell why there is not just one."""

    kinds: tuple[Kind, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def kind(self) -> Kind | None:
        """The one kind it is, or ``None``."""
        return self.kinds[0] if len(self.kinds) == 1 else None


def recognise(file: InputFile) -> Recognised:
    """What the file is for. A model with mistakes is still the kind whose fields it has; of a broken file it is told why."""
    try:
        content = file.read()
        if content.startswith(XLSX_MARK):
            return _told(file, _of_workbook(file, content))
        if _is_log(content):
            return Recognised((KINDS["measure"],))
        text = content[:4096].decode("utf-8-sig", errors="replace")
        head = next((line for line in text.splitlines() if line.strip()), "")
        if sum(column.casefold() in head.casefold() for column in COLUMNS) > len(COLUMNS) // 2:
            return Recognised((KINDS["benchmark"],))
        try:
            return _told(file, _of_tree(load(file)))
        except UnreadableModel as unreadable:
            if any(head.count(sign) for sign in SEPARATORS) and ": " not in head and not head.endswith(":"):
                return Recognised((KINDS["measure"],))
            return Recognised((), unreadable.findings)
    except UnreadableModel as unreadable:
        return Recognised((), unreadable.findings)


def in_view_of_its_kind(wanted: Kind, file: InputFile, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings of a refusal; of a file that is for another kind just that, since what is wrong with it as this kind
    teaches nobody anything. Where a block or a column may be all that lacks, it is told besides.
    """
    kinds = recognise(file).kinds
    if wanted in kinds or not kinds:
        return tuple(findings)
    text = say("This file is not one for {asked}, but for {kinds}: choose that calculation.")
    about = {
        "asked": _called(wanted),
        "kinds": joined(map(_called, kinds), say(" or ")),
        "names": _names(kinds),
    }
    it_is = Finding("model.another_kind", file.name, text, about)
    codes = {finding.code for finding in findings}
    may_become = not wanted.is_model or {*wanted.sisters} & {*kinds}
    if wanted.is_model and may_become and not _lacks_a_block(findings, kinds[0], file):
        return tuple(findings)  # its own block is there: what is wrong with it is all there is to tell
    is_other = file.read().startswith(XLSX_MARK) or codes & (ANOTHER_KIND | NO_MODEL)
    return (it_is,) if is_other and not may_become else (*findings, it_is)


def _lacks_a_block(findings: Sequence[Finding], sister: Kind, file: InputFile) -> bool:
    """Whether a block that the sister does not need is not there at all, or not one of its sheets."""
    if file.read().startswith(XLSX_MARK):
        return True
    reading = load(file)
    _misfit(sister, reading)
    missed = {(finding.code, finding.values.get("field")) for finding in reading.findings}
    own = [finding for finding in findings if (finding.code, finding.values.get("field")) not in missed]
    return any(
        finding.code in ANOTHER_KIND
        or (
            finding.code == "model.missing" and str(finding.values.get("field")).count(".") <= _depth(reading)
        )
        for finding in own
    )


def _depth(reading: Reading) -> int:
    """How deep the fields of a model stand in its file: in a block of its own, or at the top."""
    return 1 if set(SECTIONS) & {*reading.root.entries} else 0


def without_names(said: Said) -> Said:
    """The same text with each calculation by its title alone."""
    if str(said) == str(_CALLED):
        return say("“{title}”", title=said.values["title"])
    values = {
        name: without_names(value) if isinstance(value, Said) else value
        for name, value in said.values.items()
    }
    return said.using(**values)


_CALLED: Final = say("“{title}” ({name})")


def _called(kind: Kind) -> Said:
    return _CALLED.using(title=kind.title, name=kind.name)


def _told(file: InputFile, kinds: tuple[Kind, ...]) -> Recognised:
    if len(kinds) == 1:
        return Recognised(kinds)
    if kinds:
        text = say("This file can be several kinds of model: {titles}. Choose one.")
        return Recognised(kinds, (Finding("model.several_kinds", file.name, text, _named(kinds)),))
    text = say("This file has the fields or sheets of no kind of model. Known are: {titles}.")
    known = [kind for kind in KINDS.values() if kind.is_model]
    return Recognised((), (Finding("model.unknown_kind", file.name, text, _named(known)),))


def _named(kinds: Sequence[Kind]) -> dict[str, object]:
    return {"kinds": _names(kinds), "titles": joined(map(_called, kinds))}


def _names(kinds: Iterable[Kind]) -> str:
    return ", ".join(kind.name for kind in kinds)


def _is_log(content: bytes) -> bool:
    """XES, or packed with gzip, which only logs are."""
    return content.startswith(b"\x1f\x8b") or content[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(
        b"<"
    )


def _of_tree(reading: Reading) -> tuple[Kind, ...]:
    return _best((kind, Reading(reading.root)) for kind in KINDS.values() if kind.is_model)


def _of_workbook(file: InputFile, content: bytes) -> tuple[Kind, ...]:
    """The kinds that know the most of its sheets, then those whose fields they have."""
    names, _ = read_sheets(content, file.name, ())
    known = {kind.name: _sheets_known(kind, names) for kind in KINDS.values() if kind.is_model}
    most = max(known.values())
    kinds = [KINDS[name] for name, count in known.items() if count == most and most]
    if len(kinds) < 2:
        return tuple(kinds)
    readings = [(kind, _loaded(kind, file)) for kind in kinds]
    if best := _best(readings):
        return best
    # Cells without a value or damaged sheets keep it from being read: then its sheets tell, and reading tells the rest.
    unread = [kind for kind, reading in readings if reading is None]
    fewest = min((len(kind.work().sheets) for kind in unread), default=0)
    return tuple(kind for kind in unread if len(kind.work().sheets) == fewest)


def _sheets_known(kind: Kind, names: Iterable[str]) -> int:
    languages = [Voice(language).translate for language in LANGUAGES]
    titles = {language(sheet.title).casefold() for sheet in kind.work().sheets for language in languages}
    return sum(name.strip().casefold() in titles for name in names)


def _loaded(kind: Kind, file: InputFile) -> Reading | None:
    try:
        return load(file, kind.work().sheets)
    except UnreadableModel:
        return None


def _best(readings: Iterable[tuple[Kind, Reading | None]]) -> tuple[Kind, ...]:
    """The kinds that miss and leave over the fewest fields."""
    misfits = {
        kind.name: misfit for kind, reading in readings if (misfit := _misfit(kind, reading)) is not None
    }
    fewest = min(misfits.values(), default=0)
    return tuple(KINDS[name] for name, misfit in misfits.items() if misfit == fewest)


def _misfit(kind: Kind, reading: Reading | None) -> int | None:
    """How many fields are missing or left over when it is read as this kind; ``None`` where it is another kind."""
    if reading is None:
        return None
    try:
        kind.work().read(reading, Asked(ANY_DAY))
    except UnreadableModel as unreadable:
        reading.findings += unreadable.findings
    except CannotWorkOut:
        pass  # it has no answer, but it reads
    codes = [finding.code for finding in reading.findings]
    return None if ANOTHER_KIND & {*codes} else sum(code in SHAPE for code in codes)
