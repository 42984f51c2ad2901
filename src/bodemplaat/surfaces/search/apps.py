"""Django's name for this surface. Its box stands in the bar of every page."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """One page."""

    name = "bodemplaat.surfaces.search"
    label = "search"
