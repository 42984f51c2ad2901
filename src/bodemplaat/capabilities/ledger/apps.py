"""Django's name for this room, and the lists that it fills from files."""

import importlib

from django.apps import AppConfig

from bodemplaat.kernel import say


class LedgerConfig(AppConfig):
    """The capability of this room."""

    name = "bodemplaat.capabilities.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Make its lists known, what is kept for a term, and what two people decide."""
        imports = importlib.import_module("bodemplaat.foundation.imports.api")
        lists = "bodemplaat.capabilities.ledger.lists"
        imports.register_list(
            importlib.import_module(f"{lists}.cost_centres").COST_CENTRES,
            importlib.import_module(f"{lists}.accounts").ACCOUNTS,
            importlib.import_module(f"{lists}.opening").OPENING,
            importlib.import_module(f"{lists}.budget").BUDGET,
            importlib.import_module(f"{lists}.elsewhere").ELSEWHERE,
        )
        books = importlib.import_module("bodemplaat.capabilities.ledger.retention").BOOKS
        importlib.import_module("bodemplaat.foundation.retention.api").register(books)
        years = importlib.import_module("bodemplaat.capabilities.ledger.commands.years")
        importlib.import_module("bodemplaat.foundation.proposals.api").register_kind(years.Reopenings())
        closing = importlib.import_module("bodemplaat.capabilities.ledger.commands.closing")
        importlib.import_module("bodemplaat.foundation.proposals.api").register_kind(closing.YearClosings())
        rules = importlib.import_module("bodemplaat.capabilities.ledger.queries.budget_rules")
        importlib.import_module("bodemplaat.foundation.proposals.api").register_kind(rules.BUDGET_RULE)
        imports.name_dependants(
            {
                "ledger.costcentre": say("{count} {count:cost centre|cost centres}"),
                "ledger.journalline": say("{count} {count:amount|amounts} in the books"),
            }
        )
