"""A workbook of others, read in a guarded child: its damage is a finding, also where it ends the process that reads."""

from collections.abc import Collection

from bodemplaat.calculations.file.source import Place, UnreadableModel
from bodemplaat.formats.workbook import (
    NotAWorkbook,
    Sheet,
    TooLarge,
    answer_request,
    read_answer,
    written_request,
)
from bodemplaat.foundation.guard.api import GuardedFailure, Limits, Why, run_guarded
from bodemplaat.kernel import Finding, say

LIMITS = Limits(seconds=90, cpu_seconds=60, memory=2_000_000_000, answer=500_000_000)


def read_sheets(
    content: bytes, file: str, wanted: Collection[str] | None = None
) -> tuple[list[str], list[Sheet]]:
    """The names of all sheets and the cells of those ``wanted`` (all without it); raises ``UnreadableModel``."""
    try:
        return read_answer(run_guarded(answer_request, written_request(content, wanted), limits=LIMITS))
    except NotAWorkbook:
        text = say("This is not a workbook that can be read: save it as XLSX and try again.")
        raise UnreadableModel(Finding("model.broken_xlsx", file, text)) from None
    except TooLarge as problem:
        sheet = str(problem)
        text = (
            say("This sheet has more cells than any model needs: remove what lies outside the table.")
            if sheet
            else say("Unpacked, this workbook is far larger than any model needs.")
        )
        raise UnreadableModel(Finding("model.too_large", str(Place(file, sheet=sheet)), text)) from None
    except GuardedFailure as failure:
        text = {
            Why.TIME: say(
                "Reading this workbook took too long and was stopped: remove what lies outside the tables."
            ),
            Why.MEMORY: say(
                "Reading this workbook took too much memory and was stopped: remove what lies outside the tables."
            ),
        }.get(
            failure.why,
            say(
                "Reading this workbook ended before there was an answer, so it is damaged: open it in a spreadsheet "
                "program, save it as XLSX, and try again."
            ),
        )
        raise UnreadableModel(Finding("model.broken_xlsx", file, text)) from None
