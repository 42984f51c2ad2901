"""Who can do what at the desk of the shared centre: given last, so that what was played before asked nothing of anybody."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.utils import timezone

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.organisations.api import names_of
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.rehearsal.demo.asking import askers_of, question_of
from bodemplaat.rehearsal.demo.check import Fact
from bodemplaat.rehearsal.demo.founding import FoundedAlliance
from bodemplaat.rehearsal.demo.offering import SKILLS
from bodemplaat.rehearsal.demo.stories import STORIES

RULES, CREDITORS, JOBS = (SKILLS[code].skill for code in ("SP01", "SF19", "SP20"))
HELD: Final = {CREDITORS: (0, 1), RULES: (1,)}
"""Which clerks have a skill; one rests on one person, and that of keeping the jobs on nobody."""


def give_skills(alliance: FoundedAlliance, *, at: datetime) -> None:
    """Give the clerks of the centre their skills from a day on."""
    clerks = alliance.provider.with_role(Role.SSC_CLERK)
    for skill, numbers in HELD.items():
        for number in numbers:
            access.assign_function(
                actor=alliance.provider.system,
                person=clerks[number].person,
                function=skill,
                since=timezone.localdate(at),
                at=at,
            )


def give_skills_and_read_back(alliance: FoundedAlliance, *, now: datetime) -> Iterator[Fact]:
    """Give them, and look who can do a request that asks one."""
    give_skills(alliance, at=now)
    customer = alliance.municipalities[0]
    who, (other, able, *_), on = (
        askers_of(customer)[0],
        alliance.provider.with_role(Role.SSC_CLERK),
        timezone.localdate(now),
    )
    rests_on = {
        each.skill: len(each.able) for each in cases.skills_at_desk(actor=able, on=on) if each.services
    }
    yield Fact(
        "two clerks have one skill, one has another, and nobody a third",
        rests_on == {CREDITORS: 2, RULES: 1, JOBS: 0},
    )
    (service,) = (
        each
        for each in cases.services_to_ask_for(actor=who, customer=customer.id, on=on)
        if each.code == "SP01"
    )
    question = question_of(service, STORIES["SP01"][0])
    case = cases.open_case(actor=who, service=service.id, question=question, key="a skill", at=now)
    yield Fact("it fits who has the skill", case in _fitting(able, now))
    yield Fact("and not who has not", case not in _fitting(other, now))
    try:
        cases.take_case(actor=other, case=case, at=now)
    except cases.SkillLacking as refusal:
        names = names_of(actor=able, people=[able.person])
        yield Fact("who has it is named", names[able.person] in str(refusal.values))
    else:
        yield Fact("who has it is named", False)
    cases.take_case(actor=other, case=case, despite="Kim is vandaag vrij.", at=now)
    view = cases.case_view(actor=other, case=case, at=now)
    yield Fact("with a reason it is taken all the same", view.taken_by == other.person)


def _fitting(clerk: Actor, at: datetime) -> set[object]:
    work, narrow = cases.desk_work(actor=clerk, at=at), cases.CaseFilter(whose="fits")
    return {
        each.id for each in cases.desk_cases(actor=clerk, narrow=narrow, work=work, count=1000, at=at).rows
    }
