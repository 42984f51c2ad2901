"""A Tryton server over its JSON-RPC: one call, one transaction there. It speaks to the address that an operator named alone."""

import base64
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, Final
from urllib.parse import urlsplit

LONGEST_ANSWER: Final = 64 * 1024 * 1024
SECONDS: Final = 120


class TrytonTrouble(RuntimeError):
    """The server cannot be reached, does not let this user in, or refuses what was asked; the text is its own or ours."""


class TrytonServer:
    """Signed in on one database; ``context`` goes along with every call."""

    def __init__(self, address: str, user: str, password: str) -> None:
        """``address`` is ``https://host[:port]/database``. Raises ``TrytonTrouble``."""
        parts = urlsplit(address)
        database = parts.path.strip("/")
        if parts.scheme not in ("http", "https") or not parts.hostname or not database or "/" in database:
            raise TrytonTrouble(f"{address} is no address of a Tryton database: write https://host/database")
        self._parts, self._path, self._session = parts, f"/{database}/rpc/", ""
        self.context: dict[str, Any] = {}
        signed_in = self._ask("common.db.login", [user, {"password": password}, "en"])
        self.user = int(signed_in[0])
        self._session = base64.b64encode(f"{user}:{signed_in[0]}:{signed_in[1]}".encode()).decode()

    def call(self, model: str, method: str, *arguments: Any, **context: Any) -> Any:
        """A method of a model. Raises ``TrytonTrouble``."""
        return self._ask(f"model.{model}.{method}", [*arguments, {**self.context, **context}])

    def search_read(
        self, model: str, domain: list[Any], fields: list[str], order: list[tuple[str, str]] | None = None
    ) -> list[dict[str, Any]]:
        """All records of a model within a domain."""
        rows: list[dict[str, Any]] = self.call(
            model, "search_read", domain, 0, None, order or [("id", "ASC")], fields
        )
        return rows

    def _ask(self, method: str, params: list[Any]) -> Any:
        body = json.dumps({"id": 1, "method": method, "params": params}, default=_plain).encode()
        headers = {"Content-Type": "application/json"}
        if self._session:
            headers["Authorization"] = f"Session {self._session}"
        kind = HTTPSConnection if self._parts.scheme == "https" else HTTPConnection
        connection = kind(self._parts.hostname or "", self._parts.port, timeout=SECONDS)
        try:
            connection.request("POST", self._path, body, headers)
            response = connection.getresponse()
            content = response.read(LONGEST_ANSWER + 1)
        except (OSError, HTTPException) as no:
            raise TrytonTrouble(f"Tryton does not answer: {no}") from None
        finally:
            connection.close()
        if response.status != 200:
            raise TrytonTrouble(f"Tryton answers {method} with {response.status}")
        if len(content) > LONGEST_ANSWER:
            raise TrytonTrouble(f"Tryton answers {method} with more than {LONGEST_ANSWER} bytes")
        answer = json.loads(content, object_hook=_read)
        if "error" in answer:
            raise TrytonTrouble(f"Tryton refuses {method}: {_words(answer['error'])}")
        return answer["result"]


def _plain(value: object) -> Mapping[str, object]:
    match value:
        case Decimal():
            return {"__class__": "Decimal", "decimal": str(value)}
        case date():
            return {"__class__": "date", "year": value.year, "month": value.month, "day": value.day}
    raise TypeError(f"{type(value).__name__} does not go to Tryton")


def _read(plain: dict[str, Any]) -> Any:
    match plain.get("__class__"):
        case "Decimal":
            return Decimal(plain["decimal"])
        case "date":
            return date(plain["year"], plain["month"], plain["day"])
    return plain


def _words(error: Any) -> str:
    """What a refusal says, however deep its texts lie: a kind first, then a message."""
    if isinstance(error, list):
        return " ".join(filter(None, map(_words, error)))[:500]
    return error if isinstance(error, str) else ""
