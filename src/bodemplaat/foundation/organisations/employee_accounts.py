"""Accounts of employees that somebody changed: known again once another has looked at them, and told to the employee."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from bodemplaat.foundation.imports.api import Change
from bodemplaat.foundation.organisations.events import EMPLOYEE_ACCOUNT_CHANGED
from bodemplaat.foundation.organisations.models import Employment
from bodemplaat.foundation.outbox.api import Announcement, publish
from bodemplaat.foundation.tenancy.api import Actor

AT_A_TIME = 1000
Kept = tuple[str, UUID | None]
"""An account and who changed it."""


def who_changed(actor: Actor, earlier: Sequence[Kept], iban: str) -> UUID | None:
    """Who is to be noted as having changed an account, by those that a person had before, the latest last.

    Nobody where it is the first account that is known of somebody, and nobody for the platform.
    """
    if not earlier:
        return None
    last, changed_by = earlier[-1]
    if iban == last:
        return changed_by
    return actor.person_id if any(each or by for each, by in earlier) else None


def accounts_before(
    actor: Actor, people: Collection[UUID], but: Collection[UUID] = ()
) -> Mapping[UUID, list[Kept]]:
    """The accounts in every employment of people, the latest last, without some employments."""
    accounts: dict[UUID, list[Kept]] = defaultdict(list)
    rows = Employment.records.of(actor).filter(person_id__in=people).order_by("valid_from", "id")
    for identity, person, iban, changed_by in rows.values_list("id", "person_id", "iban", "iban_changed_by"):
        if identity not in but:
            accounts[person].append((iban, changed_by))
    return accounts


def tell_of_accounts(*, actor: Actor, organisation: UUID, people: Iterable[UUID], at: datetime) -> None:
    """Announce that somebody else changed the account of these people."""
    changed = sorted(str(person) for person in people)
    if changed and actor.person_id is not None:
        facts = {"people": changed, "name": actor.person_name}
        publish(actor, Announcement(EMPLOYEE_ACCOUNT_CHANGED, organisation, facts), at=at)


def note_changed_accounts(actor: Actor, changes: Sequence[Change], at: datetime) -> None:
    """After a file of people was stored: note whose account it changed, and tell them."""
    rows = {
        row.id: row
        for change in changes
        for row in change.rows
        if row.model is Employment and "iban" in row.after
    }
    ids = list(rows)
    people_by_organisation: dict[UUID, set[UUID]] = defaultdict(set)
    for start in range(0, len(ids), AT_A_TIME):
        batch = ids[start : start + AT_A_TIME]
        stored = list(Employment.records.of(actor).filter(id__in=batch))
        before = accounts_before(actor, {each.person_id for each in stored}, set(batch))
        marked = []
        for each in stored:
            was = rows[each.id].before
            own = [(str(was["iban"]), each.iban_changed_by)] if was is not None else []
            earlier = [*before.get(each.person_id, ()), *own]
            changed_by = who_changed(actor, earlier, each.iban)
            if changed_by != each.iban_changed_by:
                each.iban_changed_by = changed_by
                marked.append(each)
            if changed_by is not None and each.iban != earlier[-1][0]:
                people_by_organisation[each.organisation_id].add(each.person_id)
        Employment.records.of(actor).bulk_update(marked, ["iban_changed_by"])
    for organisation, people in people_by_organisation.items():
        tell_of_accounts(actor=actor, organisation=organisation, people=people, at=at)
