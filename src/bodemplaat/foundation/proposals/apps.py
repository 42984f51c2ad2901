"""Django's name for this room."""

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    """Proposals and the decisions on them."""

    name = "bodemplaat.foundation.proposals"
    label = "proposals"
