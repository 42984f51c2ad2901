"""Django's name for this surface, and its place in the frame."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bodemplaat.foundation.design.api import NavigationItem, Place, register


class KnowledgePagesConfig(AppConfig):
    """Everybody finds answers in their own menu; the pages of whoever keeps them are reached from there."""

    name = "bodemplaat.surfaces.knowledge"
    label = "knowledge_pages"

    def ready(self) -> None:
        """One place for everybody."""
        register(NavigationItem(_("Answers"), "knowledge:search", order=33, icon="info", place=Place.PERSON))
