"""A complaint about a case: who may complain, who deals with it, by when, what each side reads, and how it is counted."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.utils import translation
from tests.capabilities.cases.desk import asked, controller_of, published, seen
from tests.world import MONDAY, World

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.cases.queries.own import OWN
from bodemplaat.foundation.notices import api as notices
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, entered

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SLOW = "Drie keer gebeld, nooit teruggebeld."


@pytest.fixture
def service(world: World) -> UUID:
    return published(world, controller_of(world))


def closed(world: World, service: UUID, at: datetime = MONDAY) -> UUID:
    """A case of Anna's that the first clerk closed."""
    case = asked(world.first.anna, service, at)
    cases.close_case(actor=world.clerk, case=case, result=cases.Result.DONE, words="Klaar.", at=at + HOUR)
    return case


def complained(who: Actor, case: UUID, at: datetime = MONDAY + DAY) -> UUID:
    """The complaint of whoever asked."""
    cases.complain_about_case(actor=who, case=case, words=SLOW, at=at)
    return seen(who, case, at).complaints[-1].id


def decide(who: Actor, case: UUID, complaint: UUID, verdict: cases.Verdict, at: datetime) -> None:
    cases.decide_complaint(
        actor=who, case=case, complaint=complaint, verdict=verdict, reason="U had gelijk.", at=at
    )


def inbox(who: Actor) -> list[str]:
    with entered(who), translation.override("en"):
        return [each.subject for each in notices.inbox_of(actor=who)]


def test_a_complaint_goes_from_requester_to_verdict(world: World, service: UUID) -> None:
    anna, case = world.first.anna, closed(world, service)
    assert "complain" in seen(anna, case).actions
    complaint = complained(anna, case)
    view = seen(anna, case, MONDAY + DAY)
    assert "complain" not in view.actions
    # six weeks after Tuesday 24 November is Tuesday 5 January
    assert view.complaint_due == date(2027, 1, 5)
    (row,) = cases.complaints_about_cases(actor=world.kim, at=MONDAY + DAY)
    assert (row.case, row.due_day, row.is_late) == (case, date(2027, 1, 5), False)
    cases.take_complaint(actor=world.kim, case=case, complaint=complaint, at=MONDAY + 2 * DAY)
    decide(world.kim, case, complaint, cases.Verdict.PARTLY, MONDAY + 3 * DAY)
    (about,) = seen(anna, case, MONDAY + 4 * DAY).complaints
    assert (about.verdict, about.reason, about.taken_by_name) == (
        cases.Verdict.PARTLY,
        "U had gelijk.",
        world.kim.person_name,
    )
    assert [each.act for each in seen(anna, case, MONDAY + 4 * DAY).timeline][-3:] == [
        cases.CaseAct.COMPLAINED,
        cases.CaseAct.COMPLAINT_TAKEN,
        cases.CaseAct.COMPLAINT_DECIDED,
    ]
    assert seen(anna, case, MONDAY + 4 * DAY).state is cases.CaseState.CLOSED


def test_who_had_a_part_in_the_case_does_not_deal_with_the_complaint(world: World, service: UUID) -> None:
    case = closed(world, service)
    complaint = complained(world.first.anna, case)
    for act in (
        lambda: cases.take_complaint(actor=world.clerk, case=case, complaint=complaint, at=MONDAY + DAY),
        lambda: decide(world.clerk, case, complaint, cases.Verdict.NOT_UPHELD, MONDAY + DAY),
    ):
        with pytest.raises(cases.ComplainedAbout):
            act()
    view = cases.complaint_view(actor=world.clerk, complaint=complaint, at=MONDAY + DAY)
    assert isinstance(view.why_not, cases.ComplainedAbout)
    assert not view.may_take
    assert view.timeline == ()


def test_who_was_only_given_the_case_does_not_either(world: World, service: UUID) -> None:
    case = asked(world.first.anna, service)
    cases.assign_case(actor=world.clerk, case=case, person=world.kim.person, at=MONDAY)
    complaint = complained(world.first.anna, case)
    with pytest.raises(cases.ComplainedAbout):
        cases.take_complaint(actor=world.kim, case=case, complaint=complaint, at=MONDAY + DAY)
    manager = world.contract_manager
    cases.take_complaint(actor=manager, case=case, complaint=complaint, at=MONDAY + DAY)
    view = cases.complaint_view(actor=manager, complaint=complaint, at=MONDAY + DAY)
    assert view.may_decide
    assert [each.act for each in view.timeline] == [cases.CaseAct.RECEIVED, cases.CaseAct.ASSIGNED]
    with pytest.raises(NotFound):
        seen(manager, case)
    decide(manager, case, complaint, cases.Verdict.UPHELD, MONDAY + DAY)


def test_work_after_the_complaint_does_not_take_its_handler_off_it(world: World, service: UUID) -> None:
    case = closed(world, service)
    complaint = complained(world.first.anna, case)
    cases.take_complaint(actor=world.kim, case=case, complaint=complaint, at=MONDAY + DAY)
    cases.reopen_case(actor=world.kim, case=case, words="Nog eens bekeken", at=MONDAY + DAY)
    decide(world.kim, case, complaint, cases.Verdict.UPHELD, MONDAY + 2 * DAY)


def test_a_colleague_who_took_it_up_is_named(world: World, service: UUID) -> None:
    case = closed(world, service)
    complaint = complained(world.first.anna, case)
    cases.take_complaint(actor=world.kim, case=case, complaint=complaint, at=MONDAY + DAY)
    with pytest.raises(cases.WithColleague) as refusal:
        cases.take_complaint(actor=world.contract_manager, case=case, complaint=complaint, at=MONDAY + DAY)
    assert refusal.value.values["who"] == world.kim.person_name


def test_only_the_centre_deals_with_it_and_only_once(world: World, elsewhere: World, service: UUID) -> None:
    case = closed(world, service)
    complaint = complained(world.first.anna, case)
    for who in (world.first.anna, world.first.carla, world.payer, elsewhere.kim):
        with pytest.raises((Refused, NotFound)):
            cases.take_complaint(actor=who, case=case, complaint=complaint, at=MONDAY + DAY)
    decide(world.kim, case, complaint, cases.Verdict.NOT_UPHELD, MONDAY + DAY)
    with pytest.raises(cases.NotPossibleNow):
        decide(world.kim, case, complaint, cases.Verdict.UPHELD, MONDAY + DAY)
    second = complained(world.first.anna, case, MONDAY + 2 * DAY)
    with pytest.raises(cases.NothingSaid):
        cases.decide_complaint(
            actor=world.kim,
            case=case,
            complaint=second,
            verdict=cases.Verdict.UPHELD,
            reason=" ",
            at=MONDAY + 2 * DAY,
        )


def test_one_at_a_time_with_words_and_within_a_year(world: World, service: UUID) -> None:
    anna, case = world.first.anna, closed(world, service)
    with pytest.raises(cases.NothingSaid):
        cases.complain_about_case(actor=anna, case=case, words=" ", at=MONDAY + DAY)
    complained(anna, case)
    with pytest.raises(cases.ComplaintUnderWay):
        complained(anna, case)
    with pytest.raises(NotFound):
        cases.complain_about_case(actor=world.first.bert, case=case, words=SLOW, at=MONDAY + DAY)
    with pytest.raises(NotFound):
        cases.complain_about_case(actor=world.kim, case=case, words=SLOW, at=MONDAY + DAY)
    late = closed(world, service)
    with pytest.raises(cases.TooLateToComplain):
        cases.complain_about_case(actor=anna, case=late, words=SLOW, at=MONDAY + 367 * DAY)
    assert "complain" not in seen(anna, late, MONDAY + 367 * DAY).actions


def test_about_a_double_one_complains_at_the_other(world: World, service: UUID) -> None:
    anna = world.first.anna
    asked(anna, service)
    double = asked(anna, service)
    cases.merge_case(actor=world.clerk, case=double, number="Z2026-000001", at=MONDAY)
    assert "complain" not in seen(anna, double).actions
    with pytest.raises(cases.NotPossibleNow):
        complained(anna, double)


def test_the_controller_of_a_customer_complains_by_number_and_reads_no_words_of_an_employee(
    world: World, elsewhere: World, service: UUID
) -> None:
    carla, case = world.first.carla, closed(world, service)
    number = seen(world.first.anna, case).number
    cases.complain_by_number(actor=carla, number=number.lower(), words="Te traag.", at=MONDAY + DAY)
    (row,) = cases.complaints_about_cases(actor=carla, at=MONDAY + DAY)
    own = cases.complaint_view(actor=carla, complaint=row.complaint.id, at=MONDAY + DAY)
    assert (own.words, own.subject, own.timeline, own.may_take, own.is_mine) == (
        "Te traag.",
        "",
        (),
        False,
        True,
    )
    decide(world.kim, case, row.complaint.id, cases.Verdict.UPHELD, MONDAY + DAY)
    of_anna = complained(world.first.anna, case, MONDAY + 2 * DAY)
    theirs = cases.complaint_view(actor=carla, complaint=of_anna, at=MONDAY + 2 * DAY)
    assert (theirs.words, theirs.reason, theirs.is_mine) == ("", "", False)
    for who, wanted in (
        (carla, "Z2026-000099"),
        (world.second.carla, number),
        (elsewhere.first.carla, number),
    ):
        with pytest.raises(cases.NoSuchRequest):
            cases.complain_by_number(actor=who, number=wanted, words=SLOW, at=MONDAY)
    for who in (world.first.anna, world.first.jan, world.kim):
        with pytest.raises(cases.NotForYouToComplain):
            cases.complain_by_number(actor=who, number=number, words=SLOW, at=MONDAY)


def test_lists_and_complaints_stay_within_their_organisations(
    world: World, elsewhere: World, service: UUID
) -> None:
    complaint = complained(world.first.anna, closed(world, service))
    for who in (world.second.carla, elsewhere.kim, elsewhere.contract_manager, elsewhere.first.carla):
        assert cases.complaints_about_cases(actor=who, at=MONDAY + DAY) == ()
        with pytest.raises(NotFound):
            cases.complaint_view(actor=who, complaint=complaint, at=MONDAY + DAY)
    for who in (world.first.anna, world.payer, world.first.ad):
        with pytest.raises(Refused):
            cases.complaints_about_cases(actor=who, at=MONDAY + DAY)
        with pytest.raises(Refused):
            cases.complaint_view(actor=who, complaint=complaint, at=MONDAY + DAY)
        with pytest.raises(Refused):
            cases.complaints_counted(actor=who, since=MONDAY, until=MONDAY + DAY, at=MONDAY)


def test_both_sides_are_told_without_a_word_of_it(world: World, service: UUID) -> None:
    case = closed(world, service)
    complaint = complained(world.first.anna, case)
    for organisation in (world.first.id, world.provider):
        deliver_waiting(organisation)
        deliver_waiting(organisation)
    assert sum("Your complaint about request" in each for each in inbox(world.first.anna)) == 1
    assert inbox(world.contract_manager) == ["A complaint about case Z2026-000001"]
    assert not any("complaint" in each for each in inbox(world.clerk))
    decide(world.kim, case, complaint, cases.Verdict.UPHELD, MONDAY + DAY)
    deliver_waiting(world.first.id)
    with entered(world.first.anna):
        told = notices.inbox_of(actor=world.first.anna)
    assert not any(SLOW in f"{each.subject}{each.body}" or "gelijk" in each.body for each in told)
    assert any(str(case) in each.path for each in told)
    assert sum("has been dealt with" in each for each in inbox(world.first.anna)) == 1


def test_complaints_are_counted_per_customer_and_service_in_a_period(world: World, service: UUID) -> None:
    first, second = closed(world, service), closed(world, service)
    decide(world.kim, first, complained(world.first.anna, first), cases.Verdict.UPHELD, MONDAY + 2 * DAY)
    complained(world.first.anna, second, MONDAY + 2 * DAY)
    other = asked(world.second.anna, service)
    decide(
        world.kim, other, complained(world.second.anna, other), cases.Verdict.NOT_UPHELD, MONDAY + 100 * DAY
    )
    count = cases.complaints_counted

    def of(who: Actor, days: int = 30, at: datetime = MONDAY + 3 * DAY) -> dict[UUID, tuple[int, ...]]:
        counted = count(actor=who, since=MONDAY, until=MONDAY + timedelta(days=days), at=at)
        return {
            each.organisation_id: (each.received, each.upheld, each.not_upheld, each.open, each.late)
            for each in counted
        }

    assert of(world.contract_manager) == {world.first.id: (2, 1, 0, 1, 0), world.second.id: (1, 0, 1, 0, 1)}
    assert of(world.first.carla) == {world.first.id: (2, 1, 0, 1, 0)}
    assert of(world.first.carla, days=2) == {world.first.id: (1, 1, 0, 0, 0)}
    assert of(world.first.carla, at=MONDAY + 90 * DAY) == {world.first.id: (2, 1, 0, 1, 1)}
    assert count(actor=world.first.carla, since=MONDAY - DAY, until=MONDAY, at=MONDAY) == ()


def test_a_complaint_is_in_the_file_of_ones_own_data(world: World, service: UUID) -> None:
    case = closed(world, service)
    complained(world.first.anna, case)
    with entered(world.first.anna):
        facts = [str(f) for part in OWN for f in part.rows(world.first.anna, world.first.anna.person)]
    assert any(SLOW in each for each in facts)


def reminded(world: World, at: datetime) -> int:
    return cases.remind_of_complaints(actor=Actor.system(world.first.id), organisation=world.first.id, at=at)


def told_of_term(world: World, who: Actor) -> list[str]:
    deliver_waiting(world.provider)
    return [each for each in inbox(who) if "is to be dealt with by" in each]


def test_whoever_deals_with_a_complaint_is_reminded_before_its_term_ends(world: World, service: UUID) -> None:
    """Half way whoever took it up, near the end the contract manager; each once, and nobody once it is decided."""
    case = closed(world, service)
    came = MONDAY + DAY
    complaint = complained(world.first.anna, case, came)
    cases.take_complaint(actor=world.kim, case=case, complaint=complaint, at=came + DAY)
    assert reminded(world, came + 20 * DAY) == 0
    assert [reminded(world, came + days * DAY) for days in (21, 21, 22)] == [1, 0, 0]
    number = seen(world.clerk, case).number
    (subject,) = told_of_term(world, world.kim)
    assert subject.startswith(f"The complaint about case {number} is to be dealt with by")
    assert told_of_term(world, world.contract_manager) == []
    assert told_of_term(world, world.clerk) == []
    assert reminded(world, came + 38 * DAY) == 1
    assert len(told_of_term(world, world.contract_manager)) == 1
    assert len(told_of_term(world, world.kim)) == 1
    view = seen(world.first.anna, case, came + 38 * DAY)
    assert view.complaints[0].is_open
    assert cases.CaseAct.COMPLAINT_REMINDED not in {each.act for each in view.timeline}


def test_of_a_complaint_that_nobody_took_up_the_contract_manager_hears(world: World, service: UUID) -> None:
    case = closed(world, service)
    complaint = complained(world.first.anna, case)
    late = MONDAY + 40 * DAY
    assert reminded(world, late) == 2
    assert len(told_of_term(world, world.contract_manager)) == 2
    assert told_of_term(world, world.kim) == []
    cases.take_complaint(actor=world.kim, case=case, complaint=complaint, at=late)
    decide(world.kim, case, complaint, cases.Verdict.UPHELD, late)
    second = closed(world, service, MONDAY)
    about = complained(world.first.anna, second)
    cases.take_complaint(actor=world.kim, case=second, complaint=about, at=late)
    decide(world.kim, second, about, cases.Verdict.UPHELD, late)
    assert reminded(world, late + DAY) == 0
