"""Django's name for this room, and what the rooms under it know of a person."""

import importlib

from django.apps import AppConfig

from bodemplaat.kernel import say


class PrivacyConfig(AppConfig):
    """A person's own data, and requests to correct them."""

    name = "bodemplaat.foundation.privacy"
    label = "privacy"

    def ready(self) -> None:
        """The rooms under this one do not know it, so it reads what they know itself."""
        own = importlib.import_module("bodemplaat.foundation.privacy.own")
        below = importlib.import_module("bodemplaat.foundation.privacy.below")
        own.register_own(*below.PARTS)
        retention = importlib.import_module("bodemplaat.foundation.retention.api")
        retention.goes_with(
            "people",
            retention.Part("privacy.DataRequestPiece", "request__person"),
            retention.Part("privacy.DataRequest", "person"),
            retention.Part("privacy.CorrectionRequest", "person"),
        )
        retention.register(
            retention.Dossier(
                "correction_requests",
                say("Requests to correct personal data"),
                "privacy.CorrectionRequest",
                below.answered,
            )
        )
