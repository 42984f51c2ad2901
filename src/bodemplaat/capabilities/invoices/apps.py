"""Django's name for this room."""

import importlib

from django.apps import AppConfig

from bodemplaat.kernel import say


class InvoicesConfig(AppConfig):
    """The capability of this room."""

    name = "bodemplaat.capabilities.invoices"
    label = "invoices"

    def ready(self) -> None:
        """Say how long its records are kept, how they are called, what two people decide, and who approves orders."""
        invoices = importlib.import_module("bodemplaat.capabilities.invoices.retention")
        importlib.import_module("bodemplaat.foundation.retention.api").register(*invoices.KINDS)
        imports = importlib.import_module("bodemplaat.foundation.imports.api")
        imports.name_dependants({"invoices.receivedinvoice": say("{count} {count:invoice|invoices}")})
        commands = "bodemplaat.capabilities.invoices.commands"
        accounts = importlib.import_module(f"{commands}.supplier_accounts")
        times = importlib.import_module(f"{commands}.waiting_time")
        proposals = importlib.import_module("bodemplaat.foundation.proposals.api")
        proposals.register_kind(accounts.SupplierAccounts())
        proposals.register_kind(times.WaitingTimes())
        second = importlib.import_module("bodemplaat.capabilities.invoices.queries.second_approval")
        proposals.register_kind(second.SECOND_RULE)
        rule = importlib.import_module("bodemplaat.capabilities.invoices.queries.order_match")
        proposals.register_kind(rule.ORDER_MATCH_RULE)
        words = importlib.import_module("bodemplaat.capabilities.invoices.vocabulary")
        ledger = importlib.import_module("bodemplaat.capabilities.ledger.api")
        ledger.register_purposes(*words.PURPOSES)
        orders = importlib.import_module("bodemplaat.capabilities.orders.api")
        orders.approve_and_book_with(steps=second.steps_of_orders, purpose=words.COST.code)
        matching = importlib.import_module("bodemplaat.capabilities.invoices.queries.matching")
        fitting = importlib.import_module(f"{commands}.fitting")
        orders.match_with(invoiced=matching.invoiced_of_orders, changed=fitting.fit_again)
