"""In the ICT centre faults of three municipalities come to one desk, and claims of one of them alone."""

from datetime import timedelta

from django.utils import timezone
from tests.rehearsal.demo.test_four_cooperations_from_their_lists import LAST_SPRING, found_whole, relations

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.foundation.tenancy.api import Role
from bodemplaat.rehearsal.demo.cast import ICT_CENTRE
from bodemplaat.rehearsal.demo.dividing import divide
from bodemplaat.rehearsal.demo.offering import offer_a_help_desk
from bodemplaat.rehearsal.demo.year import live_a_year
from bodemplaat.rehearsal.management.commands.load_demo import OF_THREE


def test_the_desk_works_for_three_and_claims_are_done_for_one(db: None) -> None:
    founded = found_whole(ICT_CENTRE)
    divide(founded, at=LAST_SPRING)
    by = relations(founded)
    names = ("Oosterhout", "Drimmelen", "Geertruidenberg")
    assert {by[name, "desk"] for name in names} == {"Oosterhout"}
    assert {who for who, task in by if task == "expense_claims"} == {"Oosterhout"}
    oosterhout, *others = founded.members
    clerk = oosterhout.with_role(Role.SSC_CLERK)[0]
    assert clerk.served_at_desk == {each.id for each in founded.members}
    assert clerk.served == {oosterhout.id}
    assert {each.id for each in others} == clerk.partly


def test_their_faults_stand_in_one_queue(db: None) -> None:
    founded = found_whole(ICT_CENTRE)
    offer_a_help_desk(founded, at=LAST_SPRING)
    since = timezone.localdate(LAST_SPRING) + timedelta(days=1)
    until = LAST_SPRING + timedelta(days=28)
    made = live_a_year(founded, now=until, until=until, shape=OF_THREE, since=since)
    clerk = founded.members[0].with_role(Role.SSC_CLERK)[0]
    rows = [
        row
        for state in ("", "closed")
        for row in cases.desk_cases(
            actor=clerk, narrow=cases.CaseFilter(state=state), count=1000, at=until
        ).rows
    ]
    assert len(rows) == made > 30
    assert {row.organisation_name for row in rows} == {each.name for each in founded.members}
