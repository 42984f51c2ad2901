"""Who can sign in to the demo, grouped by organisation: for the page and for the table on the terminal."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bodemplaat.foundation.access.api import hats_of, open_accounts
from bodemplaat.foundation.tenancy.api import Role


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody to sign in as, with the roles in which they can act; the last is the one they start in."""

    email: str
    name: str
    roles: tuple[Role, ...]


def demo_people(on: date) -> Mapping[str, tuple[DemoPerson, ...]]:
    """By organisation, in the order in which the accounts were made."""
    groups: dict[str, list[DemoPerson]] = defaultdict(list)
    for account in open_accounts():
        hats = hats_of(user=account.id, on=on)
        if hats:
            person = DemoPerson(account.email, hats[-1].person_name, tuple(hat.role for hat in hats))
            groups[hats[-1].organisation_name].append(person)
    return {organisation: tuple(people) for organisation, people in groups.items()}
