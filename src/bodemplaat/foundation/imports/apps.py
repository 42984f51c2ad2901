"""Django's name for this room."""

import importlib

from django.apps import AppConfig

from bodemplaat.kernel import say


class ImportsConfig(AppConfig):
    """Lists that are filled from files."""

    name = "bodemplaat.foundation.imports"
    label = "imports"

    def ready(self) -> None:
        """Make the kind of record known that is kept for a term."""
        kept = importlib.import_module("bodemplaat.foundation.imports.retention")
        importlib.import_module("bodemplaat.foundation.retention.api").register(kept.IMPORTS)
        importlib.import_module("bodemplaat.foundation.imports.api").name_dependants(
            {
                "imports.import": say("{count} {count:file|files} taken in"),
            }
        )
