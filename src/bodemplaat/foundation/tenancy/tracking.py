"""History of every change, bulk changes too: triggers write each version of a row to a twin table.

Who did it travels in the transaction's settings (see ``entered``), so no statement is rewritten.
"""

from collections.abc import Callable
from typing import Any, ClassVar, Self, TypeVar

import pghistory
import pgtrigger
from django.db import models
from pghistory.models import Event as EventRow
from pghistory.trigger import Event

from bodemplaat.foundation.tenancy.records import Guarded

M = TypeVar("M", bound=models.Model)


class HistoryRow(EventRow):
    """One version of a tenant row: guarded and append-only like everything that proves something."""

    records: ClassVar[Guarded[Self]] = Guarded()

    class Meta:
        abstract = True
        default_manager_name = "records"


class _VersionsInBulk(Event):
    """Versions of all rows that one statement changed, by a plan that is made for their number.

    The rows before and after are joined. PL/pgSQL keeps the plan of the first call for the whole session: made for one row
    it takes a hundred thousand of them in a nested loop, which does not end. ``EXECUTE`` plans anew each time.
    """

    def get_func(self, model: models.Model) -> pgtrigger.Func:
        statement = str(super().get_func(model).func).removesuffix("RETURN NULL;")  # type: ignore[no-untyped-call]
        return pgtrigger.Func(  # type: ignore[no-untyped-call]
            f"EXECUTE $versions${statement.rstrip()}$versions$; RETURN NULL;"
        )


class _UpdateInBulk(pghistory.UpdateEvent):
    def add_event_trigger(self, event_model: Any) -> None:
        trigger = _VersionsInBulk(  # type: ignore[no-untyped-call]
            event_model=event_model,
            label=self.label,
            name=self.trigger_name,
            row=self.row,
            operation=self.operation,
            condition=self.condition,
            level=self.level,
        )
        pgtrigger.register(trigger)(event_model.pgh_tracked_model)


def history_of(name: str, *, in_bulk: bool = False) -> Callable[[type[M]], type[M]]:
    """Keep every version of the model's rows (insert, update, delete) in a twin model called ``name``.

    ``in_bulk`` is for a table of which a hundred thousand rows change at once: one statement then writes the versions of
    all rows that another wrote, and the twin has no index on foreign keys, only on the row that a version is of.
    """
    level = pghistory.Statement if in_bulk else pghistory.Row
    update = _UpdateInBulk if in_bulk else pghistory.UpdateEvent

    def decorate(model: type[M]) -> type[M]:
        track: Callable[[type[M]], type[M]] = pghistory.track(
            pghistory.InsertEvent(level=level),
            update(level=level),
            pghistory.DeleteEvent(level=level),
            model_name=name,
            base_model=HistoryRow,
            context_field=pghistory.ContextJSONField(),
            context_id_field=None,  # type: ignore[arg-type]  # None leaves it out; the annotation forgot it
            obj_field=pghistory.ObjForeignKey(related_name="+", db_index=True),
            append_only=True,
            attrs=_without_index(model) if in_bulk else None,
        )
        return track(model)

    return decorate


def _without_index(model: type[models.Model]) -> dict[str, Any]:
    """The foreign keys of the twin as the library makes them, but without an index."""
    return {
        field.name: models.ForeignKey(
            field.remote_field.model,
            null=field.null,
            on_delete=models.DO_NOTHING,
            db_constraint=False,
            db_index=False,
            related_name="+",
            related_query_name="+",
        )
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey)
    }
