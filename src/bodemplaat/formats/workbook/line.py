"""A workbook's cells as bytes, for the line between the process that reads and the one that asked."""

import json
from collections.abc import Collection

from bodemplaat.formats.workbook.cells import NOTHING, Cell, Kind, Sheet
from bodemplaat.formats.workbook.read import NotAWorkbook, TooLarge, read_workbook

_LENGTH = 8


def written_request(content: bytes, wanted: Collection[str] | None = None) -> bytes:
    """The bytes that ask ``answer_request`` for sheets of the workbook ``content``."""
    names = json.dumps(None if wanted is None else sorted(wanted)).encode()
    return len(names).to_bytes(_LENGTH, "big") + names + content


def answer_request(request: bytes) -> bytes:
    """The work of the guarded child: read the workbook, and write its sheets, or why there are none, as JSON."""
    length = int.from_bytes(request[:_LENGTH], "big")
    wanted = json.loads(request[_LENGTH : _LENGTH + length])
    try:
        names, sheets = read_workbook(request[_LENGTH + length :], wanted)
    except NotAWorkbook as problem:
        return json.dumps({"not_a_workbook": str(problem)}).encode()
    except TooLarge as problem:
        return json.dumps({"too_large": str(problem)}).encode()
    rows = {
        sheet.name: [[cell.kind.value + cell.text for cell in row] for row in sheet.rows] for sheet in sheets
    }
    hidden = [sheet.name for sheet in sheets if sheet.hidden]
    return json.dumps({"names": names, "sheets": rows, "hidden": hidden}).encode()


def read_answer(answer: bytes) -> tuple[list[str], list[Sheet]]:
    """The names of all sheets and the sheets asked for; raises ``NotAWorkbook`` and ``TooLarge`` as ``read`` does."""
    reply = json.loads(answer)
    if "not_a_workbook" in reply:
        raise NotAWorkbook(reply["not_a_workbook"])
    if "too_large" in reply:
        raise TooLarge(reply["too_large"])
    kinds = {kind.value: kind for kind in Kind}
    return reply["names"], [
        Sheet(
            name,
            [[Cell(kinds[text[0]], text[1:]) if text else NOTHING for text in row] for row in rows],
            name in reply["hidden"],
        )
        for name, rows in reply["sheets"].items()
    ]
