"""Django's name for this room."""

import importlib

from django.apps import AppConfig

from bodemplaat.kernel import say


class CasesConfig(AppConfig):
    """The capability of this room."""

    name = "bodemplaat.capabilities.cases"
    label = "cases"

    def ready(self) -> None:
        """Say how long its records are kept, what of them is one's own, and how they are called."""
        cases = importlib.import_module("bodemplaat.capabilities.cases.retention")
        importlib.import_module("bodemplaat.foundation.retention.api").register(*cases.KINDS)
        own = importlib.import_module("bodemplaat.capabilities.cases.queries.own")
        importlib.import_module("bodemplaat.foundation.privacy.api").register_own(*own.OWN)
        imports = importlib.import_module("bodemplaat.foundation.imports.api")
        imports.name_dependants({"cases.case": say("{count} {count:case|cases}")})
