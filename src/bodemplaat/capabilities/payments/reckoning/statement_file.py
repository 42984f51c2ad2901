"""A file of statements as it was handed in: what it holds, and what is wrong with it. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bodemplaat.capabilities.payments.errors import UnusableStatement
from bodemplaat.capabilities.payments.reckoning.lines import Line
from bodemplaat.formats.camt import Statement as CamtStatement
from bodemplaat.formats.camt import UnreadableStatement, documents_in, left_aside, read_statement_file
from bodemplaat.kernel import Finding, Severity, say

MAX_STATEMENT_BYTES = 200 * 1024 * 1024
"""The largest statement that is read: some 200,000 payments listed one by one."""


@dataclass(frozen=True, slots=True)
class Told:
    """A statement in the file: its place, its findings, and its number among the statements of the same name."""

    statement: CamtStatement
    place: str
    findings: tuple[Finding, ...]
    part: int

    @property
    def account(self) -> str:
        """The IBAN of its account."""
        return self.statement.head.account


def media_type(content: bytes) -> str:
    """What kind of file the bank gave: a zip or XML."""
    return "application/zip" if content.startswith(b"PK") else "application/xml"


def read_file(content: bytes) -> tuple[tuple[Finding, ...], list[Told]]:
    """What was found in the file as a whole, and its statements."""
    general: list[Finding] = list(_left_aside(content))
    statements: list[Told] = []
    where = ""
    try:
        for where, part in documents_in(content, max_bytes=MAX_STATEMENT_BYTES):
            file = read_statement_file(part, max_bytes=MAX_STATEMENT_BYTES)
            of: dict[str, list[Finding]] = defaultdict(list)
            for finding in file.findings:
                of[finding.place.partition("/")[0]].append(_placed(finding, where))
            general += of[""]
            for number, statement in enumerate(file.statements, start=1):
                place = f"Stmt[{number}]"
                statements.append(Told(statement, f"{where} {place}".strip(), tuple(of[place]), part=0))
    except UnreadableStatement as error:
        raise UnusableStatement(_placed(error.finding, where)) from None
    return tuple(general), _numbered(statements)


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
        name = each.account, each.statement.head.id[:35]
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
        head = each.statement.head
        days = [entry.booked_on for entry in each.statement.entries if entry.booked and entry.booked_on]
        days += [day for day in (head.opening_on, head.closing_on) if day is not None]
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
    head = each.statement.head
    return head.opening_on or date.min, head.sequence or 0, head.page or 0, each.part
