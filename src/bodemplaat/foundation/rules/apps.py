"""Django's name for this room."""

from django.apps import AppConfig


class RulesConfig(AppConfig):
    """Dated rules, of whatever kind."""

    name = "bodemplaat.foundation.rules"
    label = "rules"
