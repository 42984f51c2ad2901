"""Imports as records that are kept for a term: the file and what it did, row by row."""

from datetime import date
from typing import Final

from django.db.models.functions import Coalesce

from bodemplaat.foundation.imports.tasks import WAITING
from bodemplaat.foundation.retention.api import Dossier, Part, Rows, day_of
from bodemplaat.kernel import say


def _closed(rows: Rows, _: date) -> Rows:
    """Carried out or undone; what was only previewed goes after a day by itself."""
    done = rows.exclude(state__in=WAITING)
    return done.annotate(closed_on=Coalesce(day_of("undone_at"), day_of("done_at"), day_of("at")))


IMPORTS: Final = Dossier(
    code="imports",
    name=say("Lists that were filled from files"),
    model="imports.Import",
    closed=_closed,
    label="list_name",
    parts=(Part("imports.ImportChange", "of"),),
)
