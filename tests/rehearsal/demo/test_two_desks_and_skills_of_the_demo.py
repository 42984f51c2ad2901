"""In the matrix Vlist asks of ICT elsewhere than of all the rest; in the shared centre not every clerk can do everything."""

from django.utils import timezone
from tests.rehearsal.demo.test_four_cooperations_from_their_lists import LAST_SPRING, found_whole

from bodemplaat.foundation.organisations.api import Task
from bodemplaat.rehearsal.demo.cast import MATRIX, SHARED_CENTRE
from bodemplaat.rehearsal.demo.dividing import divide
from bodemplaat.rehearsal.demo.offering import offer_services
from bodemplaat.rehearsal.demo.skilled import give_skills_and_read_back
from bodemplaat.rehearsal.demo.variants import of_two_desks


def test_vlist_has_two_desks_that_do_not_read_each_other(db: None) -> None:
    founded = found_whole(MATRIX)
    divide(founded, at=LAST_SPRING)
    vlist, bergambacht = founded.members[1], founded.members[3]
    assert founded.provider_of(vlist, Task.DESK_ICT) is bergambacht
    facts = list(of_two_desks(founded, LAST_SPRING))
    assert [each.what for each in facts if not each.is_true] == []
    assert len(facts) == 3


def test_a_skill_of_the_shared_centre_rests_on_two_on_one_and_on_nobody(db: None) -> None:
    founded = found_whole(SHARED_CENTRE)
    divide(founded, at=LAST_SPRING)
    offer_services(founded, at=LAST_SPRING)
    facts = list(give_skills_and_read_back(founded, now=timezone.now()))
    assert [each.what for each in facts if not each.is_true] == []
    assert len(facts) == 5
