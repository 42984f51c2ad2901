"""One file to an answer: read, stop on findings, work out. Any surface calls this; nothing is printed or written here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Generic

from bodemplaat.calculations.file.block import OTHER_COMMAND
from bodemplaat.calculations.file.files import InputFile
from bodemplaat.calculations.file.near import known_names
from bodemplaat.calculations.file.sheets import NOT_READ, RENAMED
from bodemplaat.calculations.file.source import UnreadableModel
from bodemplaat.calculations.kinds import KINDS
from bodemplaat.calculations.render.json import as_plain, json_text
from bodemplaat.calculations.work import Asked, CannotWorkOut, Model, Opened, Outcome, Source, Work
from bodemplaat.kernel import Finding, Trace, say
from bodemplaat.kernel.finding import errors, in_order_of_place
from bodemplaat.presentation.catalog import LANGUAGES
from bodemplaat.presentation.findings import told
from bodemplaat.presentation.report import Remark, Report
from bodemplaat.presentation.values import joined
from bodemplaat.presentation.voice import Voice

FEW = 4
ABOUT_SHEETS = frozenset({NOT_READ, RENAMED})


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was worked out; ``findings`` tell everything that is wrong, in order of place."""

    findings: tuple[Finding, ...]


class UnknownName(Exception):
    """Something was to be explained that is not in the answer; carries a finding for each such name."""

    def __init__(self, *findings: Finding) -> None:
        self.findings = findings
        super().__init__("; ".join(finding.render() for finding in findings))


@dataclass(frozen=True)
class Calculated(Generic[Model, Outcome]):
    """The answer: the engine's value in ``outcome``, told as a ``Report``, as data, and explained by name."""

    work: Work[Any, Model, Outcome]
    model: Model
    outcome: Outcome
    opened: Opened
    asked: Asked

    @cached_property
    def report(self) -> Report:
        """Everything that is told, with what the file remarks and the warnings about it; for any reader."""
        own = self._own_report
        besides = [finding for finding in self.opened.findings if not finding.stops]
        warnings = [told(finding) for finding in sorted(besides, key=in_order_of_place)]
        return replace(
            own,
            remarks=(*own.remarks, *gathered(self.opened.remarks)),
            warnings=(*own.warnings, *warnings),
            day=own.day or self.asked.day,
        )

    def explain(self, names: Sequence[str]) -> list[Trace]:
        """Why the amounts of these names are what they are; raises ``UnknownName``."""
        traces = self.work.explain(self.model, self.outcome) if self.work.explain and names else {}
        return _explained(names, traces)

    def json(self, voice: Voice, explained: Sequence[Trace] = ()) -> str:
        """The answer for a machine (``docs/reference/schemas``), with the traces of what was to be explained."""
        own_report = self._own_report
        remarks = (*own_report.remarks, *self.opened.remarks)
        own: dict[str, Any] = {"format": self.work.format}
        if "title" in self.work.common:
            own["title"] = own_report.title
        own |= as_plain(self.work.answer(self.model, self.outcome), voice)
        for name, kind in (("assumptions", "assumption"), ("sources", "source")):
            if name in self.work.common:
                own[name] = [remark for remark in remarks if remark.kind == kind]
        if explained:
            own["explanation"] = explained
        return json_text(own, voice)

    @cached_property
    def _own_report(self) -> Report:
        return self.work.report(self.model, self.outcome, self.asked)


def calculate(
    work: Work[Source, Model, Outcome], file: InputFile, request: Asked
) -> Calculated[Model, Outcome] | Refused:
    """Work the file out. What stands in the way is returned, all of it at once; a file at fault raises nothing."""
    done = work_through(work, file, request)
    if not isinstance(done, Refused):
        return done
    from bodemplaat.calculations.recognise import in_view_of_its_kind  # noqa: PLC0415  # knows every kind: slow to load

    return Refused(in_view_of_its_kind(KINDS[work.kind], file, done.findings))


def work_through(
    work: Work[Source, Model, Outcome], file: InputFile, request: Asked
) -> Calculated[Model, Outcome] | Refused:
    """The same for whoever knows that the file is of this kind: nothing is said of what else it may be."""
    try:
        opened = work.open(file, work.sheets)
    except UnreadableModel as unreadable:
        return refused(_without_sisters(work, file, unreadable.findings))
    opened.findings[:] = _without_sisters(work, file, opened.findings)
    if any(finding.code in ABOUT_SHEETS for finding in errors(opened.findings)):
        return refused(opened.findings)  # what a sheet left out brings about teaches nobody anything
    try:
        model = work.read(opened, request)
        if errors(opened.findings):
            return refused(opened.findings)
        outcome = work.solve(model, request)
    except UnreadableModel as unreadable:
        return refused(unreadable.findings)
    except CannotWorkOut as problem:
        opened.place_findings(problem.findings)
        return refused(opened.findings)
    return Calculated(work, model, outcome, opened, request)


def _without_sisters(
    work: Work[Source, Model, Outcome], file: InputFile, findings: Sequence[Finding]
) -> Sequence[Finding]:
    """Without what is said of sheets that a sister of this calculation reads: they are passed by, as its blocks are."""
    if not any(finding.code in ABOUT_SHEETS for finding in findings):
        return findings
    titles = {
        Voice(language).translate(sheet.title).casefold()
        for sister in KINDS[work.kind].sisters
        for sheet in sister.work().sheets
        for language in LANGUAGES
    }
    return [
        finding
        for finding in findings
        if finding.code not in ABOUT_SHEETS or str(finding.values["value"]).strip().casefold() not in titles
    ]


def refused(findings: Sequence[Finding]) -> Refused:
    """These findings in order of place; of a model for another command only that."""
    foreign = [finding for finding in findings if finding.code == OTHER_COMMAND]
    # What one command misses in another's model teaches nobody anything.
    return Refused(tuple(sorted(foreign or findings, key=in_order_of_place)))


def gathered(remarks: Sequence[Remark]) -> tuple[Remark, ...]:
    """Each text once, with all it is about: forty costs from one budget are one source."""
    about: dict[tuple[str, str], list[str]] = {}
    for remark in remarks:
        names = about.setdefault((remark.kind, remark.text), [])
        if remark.about and remark.about not in names:
            names.append(remark.about)
    return tuple(Remark(kind, _few(names), text, "") for (kind, text), names in about.items())


def _few(names: Sequence[str]) -> str:
    shown = joined(names[:FEW], "; ")
    if len(names) <= FEW:
        return shown
    return say("{names} and {count} more", names=shown, count=len(names) - FEW)


def _explained(names: Sequence[str], traces: Mapping[str, Trace | Callable[[], Trace]]) -> list[Trace]:
    by_name = {name.casefold(): trace for name, trace in traces.items()}
    explained: list[Trace] = []
    unknown: list[Finding] = []
    for name in names:
        trace = by_name.get(name.casefold())
        if trace is None:
            text = say("There is nothing called '{value}' to explain. Known: {known}.")
            unknown.append(
                Finding(
                    "model.explain",
                    "--explain",
                    text,
                    {"value": name, "known": known_names(name, list(traces))},
                )
            )
        else:
            explained.append(trace if isinstance(trace, Trace) else trace())
    if unknown:
        raise UnknownName(*unknown)
    return explained
