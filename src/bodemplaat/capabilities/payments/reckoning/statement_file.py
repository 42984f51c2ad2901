"""A file of statements as it was handed in: what it holds, and what is wrong with it. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bodemplaat.capabilities.payments.errors import UnusableStatement
from bodemplaat.capabilities.payments.reckoning.lines import Line
from bodemplaat.capabilities.payments.reckoning.packed_lines import PackedLines
from bodemplaat.formats.camt import (
    REVERSAL_DIRECTION,
    Entry,
    FileHead,
    StatementHead,
    UnreadableStatement,
    documents_in,
    gather,
    heads_in,
    left_aside,
)
from bodemplaat.kernel import Finding, Severity, say

MAX_STATEMENT_BYTES = 200 * 1024 * 1024
"""The largest statement that is read: some 200,000 payments listed one by one."""


@dataclass(frozen=True, slots=True)
class Told:
    """A statement in the file: its place, its findings, and its number among the statements of the same name."""

    head: StatementHead
    lines: PackedLines
    place: str
    findings: tuple[Finding, ...] = ()
    part: int = 0
    last_booked: date | None = None

    @property
    def account(self) -> str:
        """The IBAN of its account."""
        return self.head.account


class _Gathering:
    """The statements of a document, their lines packed as they come."""

    def __init__(self, today: date) -> None:
        self._today = today
        self.statements: list[Told] = []
        self.findings: list[Finding] = []
        self._last: date | None = None

    def take(self, item: FileHead | StatementHead | Entry | Finding) -> None:
        match item:
            case Entry():
                if item.booked:
                    self.statements[-1].lines.add(item)
                    if item.booked_on is not None and (self._last is None or self._last < item.booked_on):
                        self._last = item.booked_on
            case StatementHead():
                self.end()
                place = f"Stmt[{len(self.statements) + 1}]"
                self.statements.append(Told(item, PackedLines(item.closing_on or self._today), place))
            case Finding():
                self.findings.append(item)
                if item.code == REVERSAL_DIRECTION:
                    self.statements[-1].lines.turn()

    def end(self) -> None:
        """The statement that is being read is whole."""
        if self.statements:
            self.statements[-1] = replace(self.statements[-1], last_booked=self._last)
        self._last = None


def media_type(content: bytes) -> str:
    """What kind of file the bank gave: a zip or XML."""
    return "application/zip" if content.startswith(b"PK") else "application/xml"


def read_file(content: bytes, today: date) -> tuple[tuple[Finding, ...], list[Told]]:
    """What was found in the file as a whole, and its statements. ``today`` is the day of what has none."""
    general: list[Finding] = list(_left_aside(content))
    statements: list[Told] = []
    where = ""
    try:
        for where, part in documents_in(content, max_bytes=MAX_STATEMENT_BYTES):
            gathered = gather(part, lambda: _Gathering(today), max_bytes=MAX_STATEMENT_BYTES)
            gathered.end()
            of: dict[str, list[Finding]] = defaultdict(list)
            for finding in gathered.findings:
                of[finding.place.partition("/")[0]].append(_placed(finding, where))
            general += of[""]
            for each in gathered.statements:
                place, findings = f"{where} {each.place}".strip(), tuple(of[each.place])
                statements.append(replace(each, place=place, findings=findings))
    except UnreadableStatement as error:
        raise UnusableStatement(_placed(error.finding, where)) from None
    return tuple(general), _numbered(statements)


def heads_of(content: bytes, today: date) -> list[Told] | None:
    """The statements of a file that was read before, without what they tell; ``None`` where only reading it says them."""
    statements: list[Told] = []
    for where, part in documents_in(content, max_bytes=MAX_STATEMENT_BYTES):
        heads = heads_in(part, max_bytes=MAX_STATEMENT_BYTES)
        if heads is None:
            return None
        for number, head in enumerate(heads, start=1):
            statements.append(Told(head, PackedLines(today), f"{where} Stmt[{number}]".strip()))
    return _numbered(statements)


def _left_aside(content: bytes) -> Iterator[Finding]:
    names = left_aside(content)
    if names:
        text = say(
            "{count} {count:file|files} in the zip {count:is|are} no statement and {count:was|were} passed by: {names}."
        )
        values = {"count": len(names), "names": ", ".join(names[:5])}
        yield Finding("payments.left_aside", "", text, values, Severity.WARNING)


def _numbered(statements: Sequence[Told]) -> list[Told]:
    """Counted within their name in the order of the bank, so that the last page is the last."""
    seen: Counter[tuple[str, str]] = Counter()
    numbered = []
    for each in sorted(statements, key=_in_order):
        name = each.account, each.head.id[:35]
        seen[name] += 1
        numbered.append(replace(each, part=seen[name]))
    return numbered


def _placed(finding: Finding, where: str) -> Finding:
    return replace(finding, place=f"{where} {finding.place}".strip())


def shared_account_finding(statement: Told) -> Finding:
    """An account that stands with more than one organisation."""
    text = say("Account {iban} stands with more than one organisation. Let an administrator correct that.")
    return Finding("payments.shared_account", statement.place, text, {"iban": statement.account})


def other_account_finding(statement: Told, severity: Severity) -> Finding:
    """A statement of an account that no organisation within reach pays from."""
    text = (
        say(
            "Account {iban} is not one that an organisation you pay for pays from. Choose another file, or "
            "ask the administrator to add the account."
        )
        if severity is Severity.ERROR
        else say(
            "Account {iban} is not one that an organisation you pay for pays from; its statement was passed by."
        )
    )
    return Finding(
        "payments.other_account", statement.place, text, {"iban": statement.account[:40]}, severity
    )


def days_to_come(own: Sequence[Told], today: date) -> Iterator[Finding]:
    """A bank does not book in the future: such a file is not what it seems."""
    for each in own:
        named = (each.last_booked, each.head.opening_on, each.head.closing_on)
        days = [day for day in named if day is not None]
        if days and max(days) > today:
            text = say(
                "The statement tells of {booked_day}, a day that is still to come. A bank does not book ahead: check the file."
            )
            yield Finding("payments.day_to_come", each.place, text, {"booked_day": max(days).isoformat()})


_EARLY = {
    "before_release": say(
        "The statement books {amount_cents} of a payment on {booked_day}, but it was released only on {earlier_day}. A bank "
        "cannot pay or give back what it was not yet sent: check the file."
    ),
    "before_payment": say(
        "The statement says that a payment of {amount_cents} came back on {booked_day}, but it was paid only on {earlier_day}. "
        "A bank cannot give back what it did not pay yet: check the file."
    ),
}


def early_finding(line: Line, why: str, day: date) -> Finding:
    """An amount on a day on which it cannot be (``why``: a key of the texts above), because of what was on ``day``."""
    values = {
        "amount_cents": abs(line.cents),
        "booked_day": line.day.isoformat(),
        "earlier_day": day.isoformat(),
    }
    return Finding(f"payments.{why}", "", _EARLY[why], values)


def _in_order(each: Told) -> tuple[date, int, int, int]:
    """As the bank counts, whatever order the file has: day, number, page."""
    head = each.head
    return head.opening_on or date.min, head.sequence or 0, head.page or 0, each.part
