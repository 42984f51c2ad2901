"""Django's name for this room."""

import importlib

from allauth.account import signals as account
from django.apps import AppConfig
from django.db.models.signals import post_save, pre_save

from bodemplaat.kernel import say


class AccessConfig(AppConfig):
    """Accounts, roles, functions and substitutes."""

    name = "bodemplaat.foundation.access"
    label = "access"

    def ready(self) -> None:
        """Hear of every address and account that is stored, and of who comes in; make its lists known."""
        addresses = importlib.import_module("bodemplaat.foundation.access.addresses")
        sign_ins = importlib.import_module("bodemplaat.foundation.access.sign_ins")
        imports = importlib.import_module("bodemplaat.foundation.imports.api")
        lists = importlib.import_module("bodemplaat.foundation.access.lists")
        members = importlib.import_module("bodemplaat.foundation.access.members")
        employees = importlib.import_module("bodemplaat.foundation.access.employees")
        imports.register_list(members.MEMBERS, employees.PEOPLE, lists.ROLE_LIST, lists.FUNCTION_LIST)
        imports.name_dependants(
            {
                "access.personalaccount": say("{count} {count:account|accounts}"),
                "access.roleassignment": say("{count} {count:role|roles}"),
                "access.functionassignment": say("{count} {count:function|functions}"),
                "access.substitution": say("{count} {count:substitution|substitutions}"),
            }
        )
        powers = importlib.import_module("bodemplaat.foundation.access.powers")
        ports = importlib.import_module("bodemplaat.foundation.organisations.api")
        ports.register_functions(powers.functions_held)
        kept = importlib.import_module("bodemplaat.foundation.access.retention")
        importlib.import_module("bodemplaat.foundation.retention.api").goes_with(
            "people", *kept.PARTS, stays_open=kept.without_a_role, also=kept.forget_accounts
        )
        moves = importlib.import_module("bodemplaat.foundation.access.account_moves")
        importlib.import_module("bodemplaat.foundation.proposals.api").register_kind(moves.AccountMoves())
        own = importlib.import_module("bodemplaat.foundation.access.own_provider_proposals")
        importlib.import_module("bodemplaat.foundation.proposals.api").register_kind(own.OwnProviders())
        account.user_logged_in.connect(sign_ins.signed_in)
        account.password_reset.connect(sign_ins.password_reset)
        account.password_changed.connect(sign_ins.password_changed)
        account.password_set.connect(sign_ins.password_changed)
        factors = importlib.import_module("allauth.mfa.signals")
        factors.authenticator_added.connect(sign_ins.factor_added)
        factors.authenticator_removed.connect(sign_ins.factor_removed)
        factors.authenticator_reset.connect(sign_ins.codes_made_anew)
        pre_save.connect(addresses.verify_own, sender="account.EmailAddress")
        post_save.connect(addresses.drop_others, sender="access.User")
