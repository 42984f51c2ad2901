"""The demo's cooperations each have a cut that holds, and it leaves every task with who does it by the lists."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.rehearsal.demo.test_four_cooperations_from_their_lists import LAST_SPRING, relations

from bodemplaat.capabilities.division import api as division
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.rehearsal.demo.cast import ALLIANCES, Alliance
from bodemplaat.rehearsal.demo.dividing import divide
from bodemplaat.rehearsal.demo.founding import found


@pytest.mark.parametrize("alliance", ALLIANCES, ids=lambda each: each.folder)
def test_a_cut_holds_and_moves_nothing(db: None, alliance: Alliance) -> None:
    founded = found(alliance, at=LAST_SPRING)
    divide(founded, at=LAST_SPRING)
    seat, on = founded.members[0].system, timezone.localdate()
    (cooperation,) = division.cuts_of(actor=seat, on=on)
    (version,) = cooperation.versions
    assert version.standing == "in_force"
    view = division.cut_view(actor=seat, version=version.id, on=on)
    assert view.moves == ()
    assert not [each for each in view.findings if each.finding.severity.value != "note"]
    served = organisations.provisions_among_partners(actor=seat, on=on + timedelta(days=1))
    assert {(each.customer_id, each.task): each.provider_id for each in served} == founded.providers
    assert relations(founded)
