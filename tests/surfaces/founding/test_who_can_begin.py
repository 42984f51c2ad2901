"""“Ready to begin?” counts human beings who can act, and every page that counts who can sign in counts the same people."""

import re
from datetime import timedelta
from uuid import UUID

from tests.surfaces.founding.conftest import SignedIn
from tests.surfaces.founding.test_units_and_people import text_of
from tests.world import TODAY, World

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Role

HOME = "/inrichting/"
TWO = "Two people for rules, the account and who does what"


def step(world: World, signed_in: SignedIn, title: str) -> str:
    """The words of a step, from its badge to its link."""
    text = text_of(signed_in(world.first.ad).get(HOME))
    before, _, after = text.partition(title)
    badge = before.rpartition("badge")[2]
    return f"{badge} {after.partition('steps-links')[0]}"


def end_role(world: World, person: UUID, role: Role) -> None:
    """As another administrator would have done it yesterday."""
    from bodemplaat.foundation.access.models import RoleAssignment
    from bodemplaat.foundation.tenancy.api import entered

    with entered(world.system):
        rows = RoleAssignment.records.of(world.system).filter(person_id=person, role=role.value)
        rows.update(valid_until=TODAY)


def test_an_administrator_who_is_the_only_controller_cannot_begin(world: World, signed_in: SignedIn) -> None:
    assert "There" in step(world, signed_in, TWO)
    ad = world.first.ad.person
    access.assign_role(actor=world.system, person=ad, role=Role.CONTROLLER, since=TODAY, at=world.at)
    for holder in access.holders_by_role(actor=world.first.ad, organisation=world.first.id, on=TODAY)[
        Role.CONTROLLER
    ]:
        if holder.person != ad:
            end_role(world, holder.person, Role.CONTROLLER)
    said = step(world, signed_in, TWO)
    assert "Look at this" in said
    assert "Ad van Dijk is administrator and the only controller" in said
    access.assign_role(
        actor=world.system, person=world.first.jan.person, role=Role.ADMINISTRATOR, since=TODAY, at=world.at
    )
    said = step(world, signed_in, TWO)
    assert "There" in said
    assert "What Ad van Dijk proposes nobody can confirm" in said


def test_who_left_or_is_shut_out_is_not_counted_in_a_role(world: World, signed_in: SignedIn) -> None:
    def controllers() -> int:
        rows = access.holders_by_role(actor=world.first.ad, organisation=world.first.id, on=TODAY)
        return len(rows.get(Role.CONTROLLER, ()))

    assert controllers() == 1
    (controller,) = access.holders_by_role(
        actor=world.first.ad, organisation=world.first.id, on=TODAY
    )[Role.CONTROLLER]  # fmt: skip
    access.shut_account(actor=world.first.ad, person=controller.person, at=world.at)
    assert controllers() == 0
    assert "Look at this" in step(world, signed_in, "Somebody in the role Controller")
    access.open_account_again(actor=world.first.ad, person=controller.person, at=world.at)
    (job,) = organisations.employments_of(actor=world.first.ad, person=controller.person, on=TODAY)
    organisations.end_employment(actor=world.first.ad, employment=job.id, until=TODAY, at=world.at)
    assert controllers() == 0


def test_three_pages_count_the_same_people(world: World, signed_in: SignedIn) -> None:
    for n in range(3):
        person = organisations.add_person(
            actor=world.first.ad, organisation=world.first.id, name=f"Nieuw {n}", email=f"n{n}@nederlek.example",
            at=world.at,
        )  # fmt: skip
        job = organisations.add_employment(
            actor=world.first.ad, organisation=world.first.id, person=person, unit=world.first.unit, manager=None,
            since=TODAY - timedelta(days=30), at=world.at,
        )  # fmt: skip
        access.assign_role(actor=world.first.ad, person=person, role=Role.EMPLOYEE, since=TODAY, at=world.at)
        if n == 2:
            organisations.end_employment(actor=world.first.ad, employment=job, until=TODAY, at=world.at)
    browser = signed_in(world.first.ad)
    home, page, sending = (
        text_of(browser.get(f"{HOME}{path}")) for path in ("", "uitnodigingen/", "uitnodigen/")
    )
    (able,) = set(re.findall(r"\d+ of \d+ people can sign in", home))
    assert able in page
    assert "2 people with a role have no account" in home
    assert "2 people with a role have no account" in sending
    assert "Invite all 2 with a role" in page
    assert "Nieuw 2" not in sending, "who left is not invited"
