"""Django's name for this room, and the lists that it fills from files."""

import importlib

from django.apps import AppConfig

from bodemplaat.kernel import say


class OrganisationsConfig(AppConfig):
    """Organisations, cooperations, people and employments."""

    name = "bodemplaat.foundation.organisations"
    label = "organisations"

    def ready(self) -> None:
        """Make its lists known, and how its records are called where something builds on them."""
        imports = importlib.import_module("bodemplaat.foundation.imports.api")
        units = importlib.import_module("bodemplaat.foundation.organisations.lists.units")
        kept = importlib.import_module("bodemplaat.foundation.organisations.retention")
        retention = importlib.import_module("bodemplaat.foundation.retention.api")
        retention.register(kept.PEOPLE, kept.EMPLOYMENTS)
        proposals = importlib.import_module("bodemplaat.foundation.proposals.api")
        moves = importlib.import_module("bodemplaat.foundation.organisations.move_proposals")
        proposals.register_kind(moves.Moves())
        tasks = importlib.import_module("bodemplaat.foundation.organisations.lists.tasks")
        imports.register_list(units.UNITS, tasks.TASK_LIST)
        imports.name_dependants(
            {
                "organisations.person": say("{count} {count:person|people}"),
                "organisations.membership": say("{count} {count:membership|memberships}"),
                "organisations.provision": say("{count} {count:choice|choices} of who does a task"),
                "organisations.organisationstate": say("{count} {count:change|changes} from a day"),
                "organisations.unitstate": say("{count} {count:change|changes} from a day"),
                "organisations.unit": say("{count} {count:unit|units} within it"),
                "organisations.employment": say("{count} {count:employment|employments}"),
            }
        )
