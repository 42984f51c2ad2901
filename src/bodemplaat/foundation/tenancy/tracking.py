"""History of every change, bulk changes too: triggers write each version of a row to a twin table.

Who did it travels in the transaction's settings (see ``entered``), so no statement is rewritten.
"""

from collections.abc import Callable
from typing import ClassVar, Self, TypeVar

import pghistory
from django.db import models
from pghistory.models import Event

from bodemplaat.foundation.tenancy.records import Guarded

M = TypeVar("M", bound=models.Model)


class HistoryRow(Event):
    """One version of a tenant row: guarded and append-only like everything that proves something."""

    records: ClassVar[Guarded[Self]] = Guarded()

    class Meta:
        abstract = True
        default_manager_name = "records"


def history_of(name: str) -> Callable[[type[M]], type[M]]:
    """Keep every version of the model's rows (insert, update, delete) in a twin model called ``name``."""
    decorate: Callable[[type[M]], type[M]] = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        model_name=name,
        base_model=HistoryRow,
        context_field=pghistory.ContextJSONField(),
        context_id_field=None,  # type: ignore[arg-type]  # None leaves it out; the annotation forgot it
        obj_field=pghistory.ObjForeignKey(related_name="+", db_index=True),
        append_only=True,
    )
    return decorate
