"""What was refused lately: the last ones are kept."""

from typing import Any, Final

from bodemplaat.foundation.secrets.values import RefusalView
from bodemplaat.foundation.tenancy.api import GuardedQuerySet

KEPT: Final = 20
"""Of requests that were refused the last ones are kept."""


def refusals_shown(rows: GuardedQuerySet[Any]) -> tuple[RefusalView, ...]:
    """The last ones, the newest first; one statement."""
    return tuple(
        RefusalView(each.at, each.method, each.about, each.status, each.reason)
        for each in rows.order_by("-at", "id")[:KEPT]
    )


def forget_earlier(rows: GuardedQuerySet[Any]) -> None:
    """Forget what was refused before the last ones."""
    stale = list(rows.order_by("-at", "id").values_list("id", flat=True)[KEPT : KEPT + 100])
    if stale:
        rows.filter(id__in=stale).delete()
