"""The owner's eye on the database of the exam: what stands in whose rows, and what of it a reader could tell apart."""

import re
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.rows import dict_row
from tests.architecture.isolation.side import Side

TENANT_TABLES = """
    SELECT DISTINCT table_name FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name = 'organisation_id' ORDER BY table_name
"""


@dataclass(frozen=True)
class Owner:
    """Reads every row as the owner of the tables, whom row-level security does not stop."""

    url: str

    def rows(self, sql: str, side: Side) -> list[dict[str, object]]:
        """Rows of a query whose one parameter is the list of a side's organisations."""
        with psycopg.connect(self.url, row_factory=dict_row) as connection:
            return connection.execute(sql, {"mine": side.organisations}).fetchall()

    def tables(self) -> list[str]:
        """Every table whose rows belong to an organisation, those of history among them."""
        with psycopg.connect(self.url) as connection:
            return [name for (name,) in connection.execute(TENANT_TABLES).fetchall()]

    def fingerprint(self, side: Side) -> dict[str, str | None]:
        """A digest per table of all rows of a side."""
        digest = " UNION ALL ".join(
            f"SELECT '{name}' AS name, md5(string_agg(t::text, '' ORDER BY t::text)) AS digest"
            f" FROM {name} t WHERE organisation_id = ANY(%(mine)s)"
            for name in self.tables()
        )
        return {str(row["name"]): row["digest"] for row in self.rows(digest, side)}  # type: ignore[misc]

    def everything(self, side: Side) -> list[tuple[str, dict[str, Any]]]:
        """Every row of a side, with its table."""
        sql = " UNION ALL ".join(
            f"SELECT '{name}' AS name, to_jsonb(t) AS row FROM {name} t WHERE organisation_id = ANY(%(mine)s)"
            for name in self.tables()
        )
        return [(each["name"], each["row"]) for each in self.rows(sql, side)]  # type: ignore[misc]

    def words(self, side: Side) -> set[str]:
        """Every word, number, amount and id in every row of a side."""
        return self.words_of([row for _, row in self.everything(side)])

    def words_of(self, rows: list[dict[str, Any]]) -> set[str]:
        """The same of some rows."""
        found: set[str] = set()
        return found.union(*map(_words_of, rows))

    def counterparts(self, mine: Side, other: Side) -> dict[str, str]:
        """For each of one's own ids one of the other's of the same table and, where there is one, state."""
        theirs: dict[tuple[str, str], str] = {}
        for table, row in self.everything(other):
            for state in (str(row.get("state")), ""):
                theirs.setdefault((table, state), str(row.get("id")))
        return {
            str(row.get("id")): theirs.get((table, str(row.get("state")))) or theirs[table, ""]
            for table, row in self.everything(mine)
            if "pgh_id" not in row and (table, "") in theirs
        }


UUID_TEXT = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_WORD = re.compile(r"\w{5,}")
_NUMBER = re.compile(r"(?<!\w)\d[\d.,-]*\d(?!\w)")
_BYTES = re.compile(r"\\x[0-9a-f]+")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\S+")


def tokens(text: str) -> set[str]:
    """What can be told apart in a text: ids, words of five letters or more, numbers and amounts."""
    ids = set(UUID_TEXT.findall(text))
    rest = UUID_TEXT.sub(" ", text)
    return ids | set(_WORD.findall(rest)) | {n for n in _NUMBER.findall(rest) if len(n) > 3}


def _words_of(value: object, name: str = "") -> set[str]:
    match value:
        case dict():
            return set().union(*(_words_of(inner, key) for key, inner in value.items()))
        case list():
            return set().union(*(_words_of(inner, name) for inner in value))
        case int() if name.endswith("cents") and value >= 1000:
            whole, cents = divmod(value, 100)
            return {f"{whole},{cents:02d}", f"{whole}.{cents:02d}"}
        case str() if UUID_TEXT.fullmatch(value):
            return {value, value.replace("-", ""), value[:8]}
        case str() if not _BYTES.fullmatch(value) and not _MOMENT.fullmatch(value):
            return tokens(value)
    return set()
