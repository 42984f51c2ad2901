"""Django's name for this surface, and its place in the frame."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bodemplaat.foundation.design.api import NavigationItem, register


class BooksPagesConfig(AppConfig):
    """One place for whoever keeps the books."""

    name = "bodemplaat.surfaces.books"
    label = "books_pages"

    def ready(self) -> None:
        """In the menu of controllers."""
        register(
            NavigationItem(
                _("Books"), "books:balance", roles=frozenset({"controller"}), order=25, icon="calculator"
            )
        )
