"""How a calculation on a model file is put together: a file is opened by one reader, whatever it models."""

from collections.abc import Callable, Mapping
from typing import Any

from bodemplaat.calculations.file.load import load
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.file.template import Template
from bodemplaat.calculations.work import Asked, Model, Outcome, Work
from bodemplaat.kernel import Trace
from bodemplaat.presentation.report import Report


def model_work(
    kind: str,
    format: str,  # noqa: A002  # as ``Work`` calls it
    template: Template,
    *,
    read: Callable[[Reading, Asked], Model],
    solve: Callable[[Model, Asked], Outcome],
    report: Callable[[Model, Outcome, Asked], Report],
    answer: Callable[[Model, Outcome], Any],
    explain: Callable[[Model, Outcome], Mapping[str, Trace | Callable[[], Trace]]] | None = None,
) -> Work[Reading, Model, Outcome]:
    """The ``Work`` of a YAML file or a workbook laid out as its template; without ``explain`` it has no reasons."""
    return Work(load, read, solve, report, answer, explain, kind, format, template.sheets)
