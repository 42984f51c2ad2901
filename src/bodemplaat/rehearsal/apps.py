"""Django's name for this storey."""

from django.apps import AppConfig


class RehearsalConfig(AppConfig):
    """The demo and the replay, as commands; it has no tables and no pages."""

    name = "bodemplaat.rehearsal"
    label = "rehearsal"
