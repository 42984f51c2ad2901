"""Database URLs, ``postgresql://user:password@host:port/name?option=value``, and what Django wants instead."""

from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from bodemplaat.foundation.database.errors import BadUrl
from bodemplaat.kernel import Finding, say

SCHEMES = ("postgresql", "postgres")
SECONDS_TO_CONNECT = "10"
"""Unless the URL says otherwise: a server that does not answer keeps nobody waiting for minutes."""

NOT_LONG = {
    "connect_timeout": "2",
    "tcp_user_timeout": "10000",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "2",
}
"""Of libpq, unless the URL says otherwise: a replica that went away is given up within seconds."""
REPEATABLE_READ = 3
"""As psycopg numbers it."""


@dataclass(frozen=True, slots=True)
class DatabaseUrl:
    """The parts of a PostgreSQL URL; ``options`` are libpq's own, such as ``sslmode``.

    ``host`` may be a folder with a Unix socket: ``postgresql:///name?host=/run/postgresql``.
    """

    user: str
    password: str = field(repr=False)
    host: str
    port: int | None
    database: str
    options: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, text: str) -> "DatabaseUrl":
        """Read a URL; raises ``BadUrl`` without repeating the password."""
        try:
            parts = urlsplit(text.strip())
            port = parts.port
        except ValueError as trouble:
            raise BadUrl([_bad(str(trouble))]) from None
        if parts.scheme not in SCHEMES:
            raise BadUrl([_bad(f"{parts.scheme or '?'}://")])
        database = unquote(parts.path.removeprefix("/"))
        if not database or "/" in database:
            raise BadUrl([_bad(f"/{database}")])
        options = dict(parse_qsl(parts.query, keep_blank_values=True))
        host = unquote(parts.hostname or "") or options.pop("host", "")
        return cls(
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            host=host,
            port=port,
            database=database,
            options=tuple(sorted(options.items())),
        )

    def to(self, database: str) -> "DatabaseUrl":
        """The same server and role, another database."""
        return replace(self, database=database)

    def __str__(self) -> str:
        login = quote(self.user, safe="")
        if self.password:
            login += ":" + quote(self.password, safe="")
        options = dict(self.options)
        host = self.host
        if host.startswith("/"):
            options["host"], host = host, ""
        elif ":" in host:
            host = f"[{host}]"
        place = f"{login}@{host}" if login else host
        if self.port is not None:
            place += f":{self.port}"
        query = "?" + urlencode(sorted(options.items())) if options else ""
        return f"postgresql://{place}/{quote(self.database, safe='')}{query}"


def database_settings(url: str) -> dict[str, Any]:
    """One entry of Django's ``DATABASES`` for a URL.

    Connections are kept open between requests and looked at before use, so that a restarted server is noticed.
    """
    parsed = DatabaseUrl.parse(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parsed.database,
        "USER": parsed.user,
        "PASSWORD": parsed.password,
        "HOST": parsed.host,
        "PORT": "" if parsed.port is None else str(parsed.port),
        "OPTIONS": {"connect_timeout": SECONDS_TO_CONNECT, **dict(parsed.options)},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def replica_settings(url: str) -> dict[str, Any]:
    """The same for a replica that is read from: one that is away keeps nobody waiting, and a reading is one snapshot."""
    settings = database_settings(url)
    own = dict(DatabaseUrl.parse(url).options)
    options = {**NOT_LONG, **own, "isolation_level": REPEATABLE_READ}
    return {**settings, "OPTIONS": options, "TEST": {"MIRROR": "default"}}


def _bad(what: str) -> Finding:
    text = say(
        "The database URL cannot be read ({what}). It looks like"
        " postgresql://bodemplaat_app:password@host:5432/bodemplaat; write special characters in the password"
        " as %XX."
    )
    return Finding("database.bad_url", "DATABASE_URL", text, {"what": what})
