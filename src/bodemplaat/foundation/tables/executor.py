"""Migrations on an empty database in seconds where Django's own way takes a minute.

While it works through the migrations Django keeps every model as it was at that point, and after each operation makes
anew all models that refer to one another. Here every model refers to its organisation, so those are nearly all, hundreds
of times. An operation that only adds to one model needs no other model made anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.db.migrations import (
    AddField,
    AlterField,
    AlterModelManagers,
    AlterModelOptions,
    CreateModel,
    Migration,
    RunPython,
    RunSQL,
)
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import IndexOperation
from django.db.migrations.state import ProjectState

ONE_MODEL = (
    CreateModel,
    AddField,
    IndexOperation,  # indexes, constraints and triggers, those that go among them
    AlterModelOptions,
    AlterModelManagers,
    RunSQL,
    RunPython,  # it asks for all models anew by itself
)
"""What changes one model and leaves what others refer to as it was."""


class QuickExecutor(MigrationExecutor):
    """Makes anew only what a migration changes, where its operations allow that. For an empty database."""

    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> ProjectState:
        """Apply one migration; one of another kind starts from models that are all made anew."""
        if all(map(_is_of_one_model, migration.operations)):
            with _alone():
                return super().apply_migration(state, migration, fake, fake_initial)
        state.clear_delayed_apps_cache()
        return super().apply_migration(state, migration, fake, fake_initial)


def _is_of_one_model(operation: Operation) -> bool:
    """A field that is no key and refers to nothing can be altered alone as well."""
    if isinstance(operation, AlterField):
        return not operation.field.is_relation and not operation.field.primary_key
    return isinstance(operation, ONE_MODEL)


@contextmanager
def _alone() -> Iterator[None]:
    def reload_model(self: Any, app_label: str, model_name: str, delay: bool = False) -> None:
        if "apps" in vars(self):
            self.is_delayed = True  # so that a later use of all models builds them again
            self._reload({(app_label, model_name)})

    with mock.patch.object(ProjectState, "reload_model", reload_model):
        yield
