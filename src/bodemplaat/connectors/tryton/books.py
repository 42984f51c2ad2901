"""The books of one organisation in Tryton: chart, journals and year are made there once, and entries are drafted and posted.

No Dutch chart is shipped with Tryton. What is there under a code is used as it is; what is not is made. Each move bears the id
of our entry in its description, by which it is known again whatever was lost on the way.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.connectors.tryton.server import TrytonServer, TrytonTrouble

JOURNALS: Final = {
    ledger.JournalCode.OPENING: ("BP-OPEN", "Bodemplaat beginbalans"),
    ledger.JournalCode.MEMORIAL: ("BP-MEMO", "Bodemplaat memoriaal"),
    ledger.JournalCode.CLAIMS: ("BP-DECL", "Bodemplaat declaraties"),
    ledger.JournalCode.PURCHASES: ("BP-INK", "Bodemplaat inkoopfacturen"),
    ledger.JournalCode.BANK: ("BP-BANK", "Bodemplaat bank"),
}
TYPES: Final[Mapping[ledger.AccountKind, tuple[str, dict[str, Any]]]] = {
    ledger.AccountKind.ASSET: ("Bodemplaat activa", {"statement": "balance", "assets": True}),
    ledger.AccountKind.LIABILITY: ("Bodemplaat passiva", {"statement": "balance"}),
    ledger.AccountKind.EQUITY: ("Bodemplaat eigen vermogen", {"statement": "balance"}),
    ledger.AccountKind.EXPENSE: ("Bodemplaat lasten", {"statement": "income", "expense": True}),
    ledger.AccountKind.INCOME: ("Bodemplaat baten", {"statement": "income", "revenue": True}),
}
_OURS: Final = re.compile(r"\[bp ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\]$")
AT_A_TIME: Final = 500


class TrytonBooks:
    """Implements ``ledger.LedgerAdapter``; ``number`` is by what the company's party is known there, such as the OIN."""

    def __init__(self, server: TrytonServer, number: str, name: str) -> None:
        """Find the company, or make it, and work in it from here on. Raises ``TrytonTrouble``."""
        self._server = server
        self._company = self._the_company(number, name)
        server.call("res.user", "write", [server.user], {"companies": [["add", [self._company]]]})
        server.context |= {"company": self._company, "companies": [self._company]}
        self._accounts: dict[str, int] = {}
        self._journals: dict[str, int] = {}
        self._periods: list[dict[str, Any]] = []
        self._year = 0

    def prepare(self, year: int, accounts: Sequence[ledger.AccountThere]) -> None:
        """Make what entries of a year need and is not there; done again it changes nothing."""
        self._accounts = self._the_accounts(accounts)
        self._journals = self._the_journals()
        self._year = self._the_year(year)
        self._periods = self._server.search_read(
            "account.period",
            [("fiscalyear", "=", self._year), ("type", "=", "standard")],
            ["start_date", "end_date"],
        )

    def moves(self) -> Sequence[ledger.MoveThere]:
        """Every move of the year that bears an id of ours, drafts too, in the order in which they were made."""
        domain = [("period.fiscalyear", "=", self._year), ("description", "like", "%[bp %]")]
        rows = self._server.search_read("account.move", domain, ["description", "state", "number"])
        return [
            ledger.MoveThere(str(row["id"]), ours, row["number"] or "", row["state"] == "posted")
            for row in rows
            if (ours := _ours(row["description"])) is not None
        ]

    def draft(self, entries: Sequence[ledger.OutgoingEntry]) -> Mapping[UUID, str]:
        """Make drafts, all or none; answers how each is known there."""
        ids = self._server.call("account.move", "create", [self._move(each) for each in entries])
        return {each.id: str(made) for each, made in zip(entries, ids, strict=True)}

    def post(self, references: Sequence[str]) -> Mapping[str, str]:
        """Post drafts, all or none, leaving what is posted as it is; answers the number of each."""
        ids = [int(each) for each in references]
        fields = ["state", "number"]
        there = {row["id"]: row for row in self._server.call("account.move", "read", ids, fields)}
        drafts = [each for each in ids if there[each]["state"] == "draft"]
        if drafts:
            self._server.call("account.move", "post", drafts)
            there |= {row["id"]: row for row in self._server.call("account.move", "read", drafts, fields)}
        return {str(each): str(there[each]["number"]) for each in ids}

    def drop(self, references: Sequence[str]) -> None:
        """Throw drafts away."""
        self._server.call("account.move", "delete", [int(each) for each in references])

    def lines(self) -> Iterable[ledger.LineThere]:
        """Every posted line of the year, of whoever made it."""
        domain = [("move.period.fiscalyear", "=", self._year), ("move.state", "=", "posted")]
        fields = ["debit", "credit", "account.code", "move.description", "move.number", "move"]
        for row in self._server.search_read("account.move.line", domain, fields):
            move, account = row["move."], row["account."]
            cents = (row["debit"] - row["credit"]) * 100
            yield ledger.LineThere(
                str(row["move"]),
                _ours(move["description"]),
                str(move["number"]),
                account["code"] or "",
                int(cents),
            )

    def _move(self, entry: ledger.OutgoingEntry) -> dict[str, Any]:
        period = next(
            (row["id"] for row in self._periods if row["start_date"] <= entry.day <= row["end_date"]), None
        )
        if period is None:
            raise TrytonTrouble(f"Tryton has no period for {entry.day}")
        lines = [
            {
                "account": self._accounts[line.account],
                "debit": max(line.euro.decimal, Decimal(0)),
                "credit": max(-line.euro.decimal, Decimal(0)),
                "description": " ".join(filter(None, (line.item, line.description))) or None,
            }
            for line in entry.lines
        ]
        return {
            "company": self._company,
            "journal": self._journals[JOURNALS[entry.journal][0]],
            "period": period,
            "date": entry.day,
            "description": f"{entry.description} ({entry.number}) [bp {entry.id}]",
            "lines": [["create", lines]],
        }

    def _the_company(self, number: str, name: str) -> int:
        companies = self._server.search_read("company.company", [("party.code", "=", number)], ["id"])
        if companies:
            return int(companies[0]["id"])
        euros = self._server.search_read("currency.currency", [("code", "=", "EUR")], ["id"])
        euro = {"name": "Euro", "code": "EUR", "numeric_code": "978", "symbol": "€", "digits": 2}
        currency = (
            euros[0]["id"]
            if euros
            else self._make("currency.currency", {**euro, "rounding": Decimal("0.01")})
        )
        parties = self._server.search_read("party.party", [("code", "=", number)], ["id"])
        party = parties[0]["id"] if parties else self._make("party.party", {"name": name, "code": number})
        return self._make("company.company", {"party": party, "currency": currency})

    def _the_accounts(self, accounts: Sequence[ledger.AccountThere]) -> dict[str, int]:
        here = [("company", "=", self._company)]
        rows = self._server.search_read("account.account", here, ["code", "type", "party_required"])
        known = {row["code"]: row for row in rows}
        types = {
            row["name"]: row["id"] for row in self._server.search_read("account.account.type", here, ["name"])
        }
        for each in accounts:
            row = known.get(each.code)
            if row is None:
                name, more = TYPES[each.kind]
                if name not in types:
                    types[name] = self._make(
                        "account.account.type", {"name": name, "company": self._company, **more}
                    )
                made = {"code": each.code, "name": each.name, "type": types[name], "company": self._company}
                known[each.code] = {"id": self._make("account.account", made)}
            elif row["type"] is None or row["party_required"]:
                raise TrytonTrouble(
                    f"account {each.code} cannot be posted on in Tryton without a party or a type"
                )
        return {each.code: known[each.code]["id"] for each in accounts}

    def _the_journals(self) -> dict[str, int]:
        codes = [code for code, _ in JOURNALS.values()]
        rows = self._server.search_read("account.journal", [("code", "in", codes)], ["code"])
        known = {row["code"]: row["id"] for row in rows}
        for code, name in JOURNALS.values():
            if code not in known:
                known[code] = self._make("account.journal", {"code": code, "name": name, "type": "general"})
        return known

    def _the_year(self, year: int) -> int:
        first, last = date(year, 1, 1), date(year, 12, 31)
        here = [("company", "=", self._company), ("start_date", "<=", last), ("end_date", ">=", first)]
        rows = self._server.search_read("account.fiscalyear", here, ["start_date", "end_date"])
        if len(rows) > 1 or (rows and (rows[0]["start_date"], rows[0]["end_date"]) != (first, last)):
            raise TrytonTrouble(f"Tryton has a financial year there that is not the calendar year {year}")
        if not rows:
            kind = self._server.search_read("ir.sequence.type", [("name", "=", "Account Move")], ["id"])[0][
                "id"
            ]
            sequence = {"name": f"Boekingen {year}", "sequence_type": kind, "company": self._company}
            made = {
                "name": str(year),
                "start_date": first,
                "end_date": last,
                "company": self._company,
                "move_sequence": self._make("ir.sequence.strict", sequence),
            }
            rows = [{"id": self._make("account.fiscalyear", made)}]
        identity = int(rows[0]["id"])
        if not self._server.search_read("account.period", [("fiscalyear", "=", identity)], ["id"]):
            self._server.call("account.fiscalyear", "create_period", [identity])
        return identity

    def _make(self, model: str, values: dict[str, Any]) -> int:
        return int(self._server.call(model, "create", [values])[0])


def _ours(description: str | None) -> UUID | None:
    match = _OURS.search(description or "")
    return UUID(match.group(1)) if match else None
