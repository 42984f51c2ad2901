"""Django's name for this surface."""

from django.apps import AppConfig


class StyleGuideConfig(AppConfig):
    """Every component with its states; in the demo only."""

    name = "bodemplaat.surfaces.style_guide"
    label = "style_guide"
