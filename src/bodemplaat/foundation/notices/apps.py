"""Django's name for this room."""

import importlib

from django.apps import AppConfig

from bodemplaat.kernel import say


class NoticesConfig(AppConfig):
    """Messages to people."""

    name = "bodemplaat.foundation.notices"
    label = "notices"

    def ready(self) -> None:
        """Say how its records are called where they build on somebody or something of a list."""
        retention = importlib.import_module("bodemplaat.foundation.retention.api")
        retention.register(
            retention.Log("notices", say("Messages to people"), "notices.Notice", "created_at")
        )
        retention.goes_with("people", retention.Part("notices.Notice", "person"))
        imports = importlib.import_module("bodemplaat.foundation.imports.api")
        imports.name_dependants(
            {
                "notices.notice": say("{count} {count:notice|notices}"),
            }
        )
