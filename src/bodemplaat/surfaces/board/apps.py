"""Django's name for this surface."""

from django.apps import AppConfig


class BoardConfig(AppConfig):
    """For who commissions, owns and controls: figures and exports."""

    name = "bodemplaat.surfaces.board"
    label = "board"
