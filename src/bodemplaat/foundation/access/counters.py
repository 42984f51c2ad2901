"""Where the counters of sign-in stand: in the database, and as long as they count."""

from datetime import datetime
from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.db import connections


class CounterCache(DatabaseCache):
    """Django's cache in the database, without its culling of what still counts.

    Django's own forgets a third of its entries, expired or not, as soon as there are more than 300: whoever guesses at
    enough accounts would lift the lock-out of each of them, and make a used code of the second factor good again.
    Here only what has run out is removed, so the table holds what was counted in the longest of the windows: an hour.
    """

    _table: str

    def _cull(self, db: str, cursor: Any, now: datetime, num: int) -> None:
        connection = connections[db]
        table, expires = connection.ops.quote_name(self._table), connection.ops.quote_name("expires")
        moment = connection.ops.adapt_datetimefield_value(now)
        cursor.execute(f"DELETE FROM {table} WHERE {expires} < %s", [moment])  # noqa: S608  # a name of our own
