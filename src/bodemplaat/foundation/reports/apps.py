"""Django's name for this room."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Templates and style of a report on a page."""

    name = "bodemplaat.foundation.reports"
    label = "reports"
