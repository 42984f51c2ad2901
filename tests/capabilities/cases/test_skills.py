"""Skills at the desk: a service asks a named function, whoever has it sees that work first, and without it there is a reason."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from tests.capabilities.cases.desk import ADVICE, STATEMENT, asked, controller_of, published, seen, within
from tests.world import MONDAY, SINCE, TODAY, World, employ

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.cases.api import CaseMove
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
THURSDAY = MONDAY + 3 * DAY
PAYROLL = replace(STATEMENT, skill="payroll")
FROM_TWO = replace(ADVICE, line=1, skill="law", skill_from=2)


@pytest.fixture
def service(world: World) -> UUID:
    return published(world, controller_of(world), PAYROLL)


def give(world: World, who: Actor, skill: str = "payroll", since: date = SINCE) -> UUID:
    return access.assign_function(
        actor=world.system, person=who.person, function=skill, since=since, at=MONDAY
    )


def queue(who: Actor, whose: str = "", count: int = 25) -> list[tuple[str, ...]]:
    """The subjects of the queue by page, as the desk draws it."""
    work, place, pages = cases.desk_work(actor=who, at=THURSDAY), None, []
    while True:
        page = cases.desk_cases(
            actor=who,
            narrow=cases.CaseFilter(whose=whose),
            work=work,
            after=place,
            count=count,
            at=THURSDAY,
        )
        pages.append(tuple(each.number for each in page.rows))
        place = page.following
        if place is None:
            return pages


def test_what_asks_a_skill_comes_first_for_who_has_it_and_last_for_who_has_not(
    world: World, service: UUID
) -> None:
    plain = published(
        world, controller_of(world, "Tom Twee"), replace(ADVICE, indicators=(within(5),)), "SP43"
    )
    give(world, world.kim)
    for day, which in enumerate((service, plain, service, plain)):
        asked(world.first.anna, which, at=MONDAY + day * DAY)
    one, two, three, four = (f"Z2026-00000{n}" for n in range(1, 5))
    assert queue(world.kim) == [(one, three, two, four)]  # by term alone
    assert queue(world.clerk) == [(two, four, one, three)]
    for count in (1, 2, 3):
        pages = queue(world.clerk, count=count)
        assert [each for page in pages for each in page] == [two, four, one, three]
        assert all(len(page) == count for page in pages[:-1])
    assert queue(world.clerk, "fits") == [(two, four)]
    assert queue(world.kim, "fits") == [(one, three, two, four)]
    work = cases.desk_work(actor=world.clerk, at=THURSDAY)
    (counts,) = cases.desk_case_counts(actor=world.clerk, work=work, at=THURSDAY)
    assert (counts.open, counts.fits) == (4, 2)


def test_without_the_skill_a_case_is_taken_only_with_a_reason_that_colleagues_read(
    world: World, service: UUID
) -> None:
    give(world, world.kim)
    case, anna = asked(world.first.anna, service), world.first.anna
    view = seen(world.clerk, case)
    assert (view.skill, view.lacks_skill, list(view.skilled.values())) == (
        "payroll",
        True,
        [world.kim.person_name],
    )
    assert {CaseMove.TAKE, CaseMove.ASSIGN, CaseMove.OTHER_LINE} <= view.actions
    assert not {CaseMove.ANSWER, CaseMove.CLOSE, CaseMove.ASK, CaseMove.WAIT} & view.actions
    for act in (
        lambda: cases.take_case(actor=world.clerk, case=case, at=MONDAY),
        lambda: cases.take_case(actor=world.clerk, case=case, despite="  ", at=MONDAY),
        lambda: cases.answer_case(actor=world.clerk, case=case, words="Ja", at=MONDAY),
        lambda: cases.assign_case(actor=world.clerk, case=case, person=world.clerk.person, at=MONDAY),
    ):
        with pytest.raises(cases.SkillLacking, match=world.kim.person_name):
            act()
    with pytest.raises(cases.ColleagueLacksSkill, match=world.kim.person_name):
        cases.assign_case(actor=world.kim, case=case, person=world.clerk.person, at=MONDAY)
    assert seen(world.clerk, case).taken_by is None
    cases.take_case(actor=world.clerk, case=case, despite="Kim is ziek.", at=MONDAY + HOUR)
    cases.answer_case(actor=world.clerk, case=case, words="Ik kijk ernaar.", at=MONDAY + 2 * HOUR)
    assert "Kim is ziek." in str(seen(world.clerk, case).timeline)
    assert "Kim is ziek." not in str(seen(anna, case, MONDAY + DAY).timeline)
    assert not seen(anna, case).skilled
    cases.assign_case(actor=world.clerk, case=case, person=world.kim.person, at=MONDAY + 3 * HOUR)
    assert not seen(world.kim, case).lacks_skill


def test_a_skill_that_nobody_has_stops_nobody(world: World, service: UUID) -> None:
    case = asked(world.first.anna, service)
    assert not cases.desk_work(actor=world.clerk, at=MONDAY).asks_skills
    assert (seen(world.clerk, case).skill, seen(world.clerk, case).lacks_skill) == ("", False)
    give(world, world.payer)  # who works at no desk
    give(world, world.kim, since=TODAY + DAY)  # from tomorrow on
    cases.take_case(actor=world.clerk, case=case, at=MONDAY)
    other = asked(world.first.anna, service)
    with pytest.raises(cases.SkillLacking):
        cases.take_case(actor=world.clerk, case=other, at=MONDAY + DAY)


def test_a_skill_ends_on_its_day_and_with_the_role_of_a_clerk(world: World, service: UUID) -> None:
    held = give(world, world.kim)
    third = employ(world.system, world.provider, _desk(world), "Derk Derde", None, Role.SSC_CLERK)
    given = give(world, third)
    case = asked(world.first.anna, service)
    access.end_function(actor=world.system, assignment=held, until=TODAY + DAY, at=MONDAY)
    assert set(seen(world.clerk, case, MONDAY).skilled) == {world.kim.person, third.person}
    assert set(seen(world.clerk, case, MONDAY + DAY).skilled) == {third.person}
    access.end_function(actor=world.system, assignment=given, until=TODAY + 2 * DAY, at=MONDAY)
    assert not seen(world.clerk, case, MONDAY + 2 * DAY).lacks_skill


def test_a_case_goes_to_another_line_and_there_to_who_has_the_skill(world: World) -> None:
    service = published(world, controller_of(world), FROM_TWO)
    give(world, world.kim, "law")
    third = employ(world.system, world.provider, _desk(world), "Derk Derde", None, Role.SSC_CLERK)
    case = asked(world.first.anna, service)
    view = seen(world.clerk, case)
    assert (view.skill, list(view.skilled.values())) == ("", [world.kim.person_name])
    cases.take_case(actor=world.clerk, case=case, at=MONDAY)
    with pytest.raises(cases.ColleagueLacksSkill):
        cases.hand_to_line(
            actor=world.clerk, case=case, line=2, words="Lastig", person=third.person, at=MONDAY + HOUR
        )
    with pytest.raises(Refused):
        cases.hand_to_line(
            actor=world.clerk, case=case, line=2, words="Lastig", person=world.payer.person, at=MONDAY + HOUR
        )
    assert seen(world.clerk, case).line == 1
    cases.hand_to_line(
        actor=world.clerk, case=case, line=2, words="Lastig", person=world.kim.person, at=MONDAY + HOUR
    )
    view = seen(world.kim, case, MONDAY + HOUR)
    assert (view.line, view.taken_by, view.skill) == (2, world.kim.person, "law")
    assert view.state is cases.CaseState.IN_PROGRESS
    cases.hand_to_line(actor=world.kim, case=case, line=3, words="Nog lastiger", at=MONDAY + 2 * HOUR)
    assert seen(world.clerk, case, MONDAY + 2 * HOUR).lacks_skill
    # who cannot do it hands it on all the same
    cases.hand_to_line(actor=world.clerk, case=case, line=1, words="Eerst bellen", at=MONDAY + 3 * HOUR)
    assert not seen(world.clerk, case, MONDAY + 3 * HOUR).lacks_skill


def test_which_skill_rests_on_whom_is_read_at_the_desk_and_nowhere_else(world: World, service: UUID) -> None:
    give(world, world.kim)
    give(world, world.payer)
    for who in (world.clerk, world.contract_manager):
        (skill,) = cases.skills_at_desk(actor=who, on=TODAY)
        assert (skill.skill, [code for code, _ in skill.services], skill.able) == (
            "payroll",
            ["SP18"],
            {world.kim.person},
        )
        assert {each.name for each in skill.holders} == {world.kim.person_name, world.payer.person_name}
    for who in (world.payer, world.first.anna, world.first.carla):
        with pytest.raises(Refused):
            cases.skills_at_desk(actor=who, on=TODAY)
    assert not cases.skills_at_desk(actor=world.first.jan, on=TODAY)  # a manager elsewhere


def test_of_the_skills_of_another_cooperation_nothing_is_seen_or_counted(
    world: World, elsewhere: World, service: UUID
) -> None:
    other = published(elsewhere, controller_of(elsewhere), PAYROLL)
    give(elsewhere, elsewhere.kim)
    case, theirs = asked(world.first.anna, service), asked(elsewhere.first.anna, other)
    assert not seen(world.clerk, case).skill  # nobody here has it
    assert [each.holders for each in cases.skills_at_desk(actor=world.clerk, on=TODAY)] == [()]
    assert list(seen(elsewhere.clerk, theirs).skilled) == [elsewhere.kim.person]
    with pytest.raises(Refused):
        cases.assign_case(actor=world.clerk, case=case, person=elsewhere.kim.person, at=MONDAY)
    with pytest.raises(NotFound):
        cases.take_case(actor=world.clerk, case=theirs, despite="Toch", at=MONDAY)


def test_a_skill_is_named_in_letters_and_figures(world: World) -> None:
    for wrong in ({"skill": "Pay roll"}, {"skill": "x" * 41}, {"skill": "x", "skill_from": 4}):
        findings = catalogue.check_content(replace(STATEMENT, **wrong))
        assert [each.place for each in findings] == [list(wrong)[-1]]


def _desk(world: World) -> UUID:
    (desk, *_) = organisations.units_of(actor=world.system, organisation=world.provider)
    return desk.id
