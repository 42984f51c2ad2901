"""Read camt.053 as a stream: one entry in memory, amounts exact, findings with their place."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from lxml import etree

from bodemplaat.formats.camt.alike import AlikeFile, alike_file
from bodemplaat.formats.camt.fingerprint import Fingerprints
from bodemplaat.formats.camt.head import read_head
from bodemplaat.formats.camt.transaction import bank_code, signed_amount, transaction_of
from bodemplaat.formats.camt.values import (
    Batch,
    Entry,
    FileHead,
    StatementHead,
    Transaction,
    Version,
)
from bodemplaat.formats.iso20022 import day_or_none, identity, leaves, moment_or_none
from bodemplaat.formats.xml import UnreadableXml, XmlStream, local_name, namespace
from bodemplaat.kernel import Euro, Finding, Severity, say
from bodemplaat.kernel.written import read_whole

REVERSAL_DIRECTION = "camt.reversal_direction"
"""The finding that says that reversals on this statement stand in the direction of what they undo."""


def other_way(entry: Entry) -> Entry:
    """The entry in the opposite direction; its fingerprint stays that of what the file says."""
    return replace(
        entry,
        amount=-entry.amount,
        transactions=tuple(
            replace(t, amount=-t.amount)
            if t.amount is not None and (t.amount.cents < 0) == (entry.amount.cents < 0)
            else t
            for t in entry.transactions
        ),
    )


class UnreadableStatement(ValueError):
    """The file is not a bank statement that can be read. ``finding`` says why, where and what to do."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.render())


def walk_statement_file(
    source: bytes | BinaryIO, *, max_bytes: int
) -> Iterator[FileHead | StatementHead | Entry | Finding]:
    """What the file says, in its order: a ``FileHead``, then per statement its head and entries, findings between.

    An entry that cannot be used (no amount, another currency) is left out and told in a finding that stops; the
    caller who wants all or nothing looks at the findings before acting. At the end of a statement the booked
    entries are added to the opening balance and a difference with the closing balance is told. Pending and
    informative entries are given, and noted. Places are like ``Stmt[1]/Ntry[17]``. Pages of one statement may add up
    each or together. Some banks book a reversal in the direction of what it undoes: where the statement only adds up
    that way, a note with the code ``REVERSAL_DIRECTION`` says so at its end, and who streams turns these entries
    with ``other_way``; ``read_statement_file`` does so. A message in an envelope is read, and noted.

    Raises ``UnreadableStatement`` for another message or version (naming it), for what is not XML, broken, cut off,
    has a document type, or is larger than ``max_bytes``; what was given before that must then be thrown away.
    """
    try:
        stream = XmlStream(source, max_bytes=max_bytes)
        version, envelope = _version(stream.root, source)
        if envelope is not None:
            yield envelope
        yield from _Walk(version).run(stream)
    except UnreadableXml as error:
        raise UnreadableStatement(error.finding) from None


def walk_alike(content: bytes, *, max_bytes: int) -> Iterator[FileHead | StatementHead | Entry | Finding]:
    """As ``walk_statement_file`` of a file written in the usual way, many times faster. Raises ``Unlike`` for any other."""
    file, version = alike_file(content, max_bytes=max_bytes)
    yield from _Walk(version).run_alike(file)


def _version(root: str, source: bytes | BinaryIO) -> tuple[Version, Finding | None]:
    """The version of the outer element, or of the one message in an envelope (only looked for in bytes)."""
    for version in Version:
        if namespace(root) == version.namespace and local_name(root) == "Document":
            return version, None
    inside = [v for v in Version if isinstance(source, bytes) and v.namespace.encode() in source]
    if len(inside) == 1:
        text = say("The statement lay in an envelope <{envelope}>, of which nothing else was read.")
        values = {"envelope": local_name(root)[:80]}
        return inside[0], Finding("camt.envelope", "", text, values, Severity.NOTE)
    raise UnreadableStatement(
        Finding(
            "camt.other_message",
            "",
            say(
                "This is not a bank statement camt.053.001.02 or camt.053.001.08 but {found}. "
                "Ask the bank for camt.053, or choose another file."
            ),
            {"found": (namespace(root).rpartition(":")[2] or f"<{local_name(root)}>")[:80]},
        )
    )


def no_statement() -> Finding:
    """That a file holds none."""
    return Finding(
        "camt.no_statement", "", say("There is no statement in this file. Ask the bank for it again.")
    )


def _no_group_header() -> Finding:
    return Finding(
        "camt.no_group_header",
        "",
        say(
            "The file holds a statement but not the group header (GrpHdr) that belongs before it, so part of it is "
            "missing. Ask the bank for the whole file."
        ),
    )


class _Walk:
    """Where the reader is in the file."""

    def __init__(self, version: Version) -> None:
        self.version = version
        space = f"{{{version.namespace}}}"
        self.group, self.stmt = f"{space}GrpHdr", f"{space}Stmt"
        self.ntry, self.details = f"{space}Ntry", f"{space}TxDtls"
        self.direction = f"{space}CdtDbtInd"
        self.statements = 0
        self.file_head_given = False
        self.pages: dict[tuple[str, str], list[_Sum]] = {}
        self._begin()

    def _begin(self) -> None:
        """Before a statement of which nothing was read yet."""
        self.head: StatementHead | None = None
        self.fingerprints: Fingerprints | None = None
        self.transactions: list[Transaction] = []
        self.entries = 0
        self.balance = self.reversed = Euro(0)
        self.complete = True

    def run(self, stream: XmlStream) -> Iterator[FileHead | StatementHead | Entry | Finding]:
        for element in stream.elements(self.group, self.stmt, self.ntry, self.details):
            if element.tag == self.details:
                self.transactions.append(self._transaction(element))
            elif element.tag == self.ntry:
                yield from self._head_once(element.getparent())
                transactions, self.transactions = self.transactions, []
                yield from self._entry(leaves(element), tuple(transactions))
            elif element.tag == self.stmt:
                yield from self._head_once(element)
                yield from self._close()
                self._begin()
            else:
                self.file_head_given = True
                yield self._file_head(leaves(element))
        if not self.statements:
            raise UnreadableStatement(no_statement())
        if not self.file_head_given:
            raise UnreadableStatement(_no_group_header())
        for pages in self.pages.values():
            yield from _pages_agree(pages)

    def run_alike(self, file: AlikeFile) -> Iterator[FileHead | StatementHead | Entry | Finding]:
        yield self._file_head(file.group)
        for statement in file.statements():
            yield from self._head_once(statement.head)
            for facts, details in statement.entries:
                direction = facts.get("CdtDbtInd", "")
                yield from self._entry(facts, tuple([transaction_of(each, direction) for each in details]))
            yield from self._close()
            self._begin()
        for pages in self.pages.values():
            yield from _pages_agree(pages)

    def _file_head(self, facts: dict[str, str]) -> FileHead:
        return FileHead(self.version, facts.get("MsgId", ""), moment_or_none(facts.get("CreDtTm", "")))

    def _head_once(self, statement: etree._Element | None) -> Iterator[StatementHead | Finding]:
        if self.head is None and statement is not None:
            self.statements += 1
            head, findings = read_head(statement, f"Stmt[{self.statements}]")
            self.head, self.fingerprints = head, Fingerprints(head)
            yield head
            yield from findings

    def _transaction(self, element: etree._Element) -> Transaction:
        """The entry that it belongs to is not yet whole, but its direction stands before the details."""
        entry = next(element.iterancestors(self.ntry), None)
        direction = entry.findtext(self.direction) if entry is not None else None
        return transaction_of(leaves(element), (direction or "").strip())

    def _entry(
        self, facts: dict[str, str], transactions: tuple[Transaction, ...]
    ) -> Iterator[Entry | Finding]:
        self.entries += 1
        place = f"Stmt[{self.statements}]/Ntry[{self.entries}]"
        try:
            amount = signed_amount(facts, "Amt", facts.get("CdtDbtInd", ""))
        except ValueError as error:
            self.complete = False
            yield _unusable_entry(facts, place, str(error))
            return
        if len(transactions) == 1 and transactions[0].amount is None:
            transactions = (replace(transactions[0], amount=amount),)
        entry = Entry(
            amount,
            day_or_none(facts, "BookgDt"),
            day_or_none(facts, "ValDt"),
            facts.get("Sts") or facts.get("Sts/Cd") or facts.get("Sts/Prtry", ""),
            facts.get("NtryRef", ""),
            identity(facts.get("AcctSvcrRef", "")),
            bank_code(facts),
            facts.get("RvslInd") in {"true", "1"},
            facts.get("AddtlNtryInf", ""),
            _batch(facts),
            transactions,
        )
        self._mark(entry)
        yield entry
        if entry.booked:
            self.balance += amount
            self.reversed += amount if entry.reversal else Euro(0)
        else:
            text = say("The entry of {amount} is not booked ({status}) and changes nothing yet.")
            values = {"amount": amount, "status": entry.status}
            yield Finding("camt.not_booked", place, text, values, Severity.NOTE)
        yield from _details_agree(entry, place)

    def _mark(self, entry: Entry) -> None:
        """Give a new entry and its transactions, which nobody has seen yet, what they are known again by."""
        if self.fingerprints is None:  # the head is read before any entry is given
            raise RuntimeError("an entry outside a statement")
        marks = self.fingerprints
        object.__setattr__(entry, "fingerprint", marks.of_entry(entry))
        for each in entry.transactions:
            object.__setattr__(each, "fingerprint", marks.of_transaction(each, entry))

    def _close(self) -> Iterator[Finding]:
        head, place = self.head, f"Stmt[{self.statements}]"
        if head is None or head.opening is None or head.closing is None:
            yield Finding(
                "camt.no_balance",
                place,
                say(
                    "The statement gives no opening and closing balance in euros, so its sum cannot be checked."
                ),
                severity=Severity.WARNING,
            )
        if head is None:
            return
        sums = _Sum(head, place, self.balance, self.reversed, self.complete)
        if head.page is not None and not (head.page == 1 and head.last_page is not False):
            self.pages.setdefault((head.account, head.id), []).append(sums)
        elif not sums.agrees:
            yield sums.turned() if sums.agrees_turned else sums.difference()
            return
        if sums.agrees_turned and not sums.agrees:
            yield sums.turned()


@dataclass(frozen=True, slots=True)
class _Sum:
    """What the booked entries of a statement or page come to, beside its balances."""

    head: StatementHead
    place: str
    entries: Euro
    reversals: Euro
    complete: bool

    @property
    def agrees(self) -> bool:
        """Whether nothing is known to be wrong."""
        opening, closing = self.head.opening, self.head.closing
        return not self.complete or opening is None or closing is None or opening + self.entries == closing

    @property
    def agrees_turned(self) -> bool:
        """Whether it adds up when its reversals go the other way."""
        opening, closing = self.head.opening, self.head.closing
        if opening is None or closing is None or not self.reversals.cents:
            return False
        return opening + self.entries - self.reversals - self.reversals == closing

    def turned(self) -> Finding:
        """That the reversals are read in the other direction."""
        text = say(
            "The bank books reversals on statement {id} in the direction of what they undo. The balances show that "
            "the money went the other way, and so it was read."
        )
        return Finding(REVERSAL_DIRECTION, self.place, text, {"id": self.head.id}, Severity.NOTE)

    def difference(self) -> Finding:
        """That it does not add up."""
        opening = self.head.opening or Euro(0)
        return Finding(
            "camt.balance",
            self.place,
            say(
                "Statement {id} does not add up: opening balance {opening} and booked entries {entries} give "
                "{sum}, but the closing balance is {closing}. Ask the bank for the whole statement."
            ),
            {
                "id": self.head.id,
                "opening": opening,
                "entries": self.entries,
                "sum": opening + self.entries,
                "closing": self.head.closing,
            },
        )


def _pages_agree(pages: list[_Sum]) -> Iterator[Finding]:
    """Pages add up each, or together when the bank repeats the balances of the whole on every page."""
    wrong = [each for each in pages if not each.agrees and not each.agrees_turned]
    if not wrong:
        return
    ordered = sorted(pages, key=lambda each: each.head.page or 0)
    numbers = [each.head.page for each in ordered]
    whole = replace(
        ordered[0],
        head=replace(ordered[0].head, closing=ordered[-1].head.closing),
        entries=Euro.total(each.entries for each in pages),
        reversals=Euro(0),
        complete=all(each.complete for each in pages),
    )
    if numbers != list(range(1, len(numbers) + 1)) or ordered[-1].head.last_page is False:
        text = say(
            "Statement {id} is not whole: of its pages only {pages} are in this file, and they do not add up. Ask the "
            "bank for all pages in one file."
        )
        values = {"id": whole.head.id, "pages": ", ".join(str(number) for number in numbers)}
        yield Finding("camt.pages", whole.place, text, values)
    elif not whole.agrees:
        yield whole.difference()


def _unusable_entry(facts: dict[str, str], place: str, reason: str) -> Finding:
    currency = facts.get("Amt/@Ccy", "")
    if currency and currency != "EUR":
        text = say(
            "The entry of {amount} {currency} is not in euros. Handle it by hand; this file is not taken in."
        )
        return Finding("camt.currency", place, text, {"amount": facts.get("Amt", ""), "currency": currency})
    text = say("The entry cannot be read: {reason}. Ask the bank for the file again.")
    return Finding("camt.entry", place, text, {"reason": reason})


def _details_agree(entry: Entry, place: str) -> Iterator[Finding]:
    if len(entry.transactions) == 1 and entry.transactions[0].amount == entry.amount:
        return
    amounts = [transaction.amount for transaction in entry.transactions if transaction.amount is not None]
    if len(amounts) < len(entry.transactions):
        text = say("The bank gives no amount in euros for {count} of the payments in this entry.")
        missing = {"count": len(entry.transactions) - len(amounts)}
        yield Finding("camt.no_amount", place, text, missing, Severity.WARNING)
    elif amounts and Euro.total(amounts) != entry.amount:
        text = say("The payments in this entry add up to {sum}, the entry itself is {amount}.")
        values = {"sum": Euro.total(amounts), "amount": entry.amount}
        yield Finding("camt.details", place, text, values, Severity.WARNING)


def _batch(facts: dict[str, str]) -> Batch | None:
    message = identity(facts.get("NtryDtls/Btch/MsgId", ""))
    payment = identity(facts.get("NtryDtls/Btch/PmtInfId", ""))
    count = facts.get("NtryDtls/Btch/NbOfTxs", "")
    if not (message or payment or count):
        return None
    return Batch(message, payment, read_whole(count, digits=15))
