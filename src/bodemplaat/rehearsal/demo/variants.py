"""The other cooperations, founded from their files: who provides what for whom, and whom a clerk reaches by it."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.division import api as division
from bodemplaat.foundation.organisations.api import COMMON_TASKS, Task
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.rehearsal.demo.asking import question_of
from bodemplaat.rehearsal.demo.cast import CENTRE, ICT_CENTRE, MATRIX, VIRTUAL_BUREAU
from bodemplaat.rehearsal.demo.check import Fact
from bodemplaat.rehearsal.demo.dividing import divide
from bodemplaat.rehearsal.demo.founding import Founded, FoundedAlliance, found
from bodemplaat.rehearsal.demo.offering import offer_a_help_desk, offer_in_matrix
from bodemplaat.rehearsal.demo.stories import STORIES


def found_the_others(*, at: datetime) -> Iterator[Fact]:
    """Found them and look at their relations."""
    k5 = found(MATRIX, at=at)
    nederlek, vlist, schoonhoven, bergambacht, ouderkerk = k5.members
    providers = set(k5.providers.values())
    yield Fact("K5 is founded from its lists, five municipalities", len(k5.members) == 5)
    yield Fact("each of the five provides something", providers == {each.id for each in k5.members})
    clerk = nederlek.with_role(Role.SSC_CLERK)[0]
    yield Fact(
        "a clerk of Nederlek reaches Vlist, for the task that Nederlek provides for it",
        _reaches(clerk, k5) == {nederlek.id, vlist.id, ouderkerk.id},
    )
    payer = vlist.with_role(Role.SSC_PAYER)[0]
    yield Fact("a payer of Vlist reaches Bergambacht", _reaches(payer, k5) == {vlist.id, bergambacht.id})
    yield Fact(
        "Schoonhoven has its claims done by one and pays itself",
        (_by(k5, schoonhoven, Task.EXPENSE_CLAIMS), _by(k5, schoonhoven, Task.PAYMENTS))
        == (bergambacht, schoonhoven),
    )
    centre = found(CENTRE, at=at)
    groningen, ten_boer = centre.members
    yield Fact(
        "Ten Boer buys everything of Groningen",
        {_by(centre, ten_boer, task).id for task in COMMON_TASKS} == {groningen.id},
    )
    bureau = found(VIRTUAL_BUREAU, at=at)
    kapelle, reimerswaal, reik = bureau.members
    yield Fact("ReiK does everything for both", set(bureau.providers.values()) == {reik.id})
    equalit = found(ICT_CENTRE, at=at)
    for each in (k5, centre, bureau, equalit):
        divide(each, at=at)
        (cooperation,) = each.members[0].system.cooperations
        cuts = division.cuts_of(actor=each.members[0].system, on=timezone.localdate(at))
        standing = [v.standing for cut in cuts if cut.id == cooperation for v in cut.versions]
        yield Fact(f"{each.alliance.name} has divided its work", standing == ["in_force"])
    by_cut = {
        process: division.may_provide(
            actor=vlist.system,
            process=process,
            customer=vlist.id,
            provider=nederlek.id,
            day=timezone.localdate(at),
        )
        for process in ("per-8B", "per-11")
    }
    yield Fact(
        "Nederlek may offer Vlist its claims, and not the front office",
        by_cut == {"per-8B": True, "per-11": False},
    )
    yield from of_two_desks(k5, at)
    yield from _of_the_ict_centre(equalit, at)
    employers = {
        member.id
        for member in (kapelle, reimerswaal)
        for each in member.people.values()
        if each.user_id in {at_reik.user_id for at_reik in reik.people.values()}
    }
    yield Fact("its staff are employed by the two", employers == {kapelle.id, reimerswaal.id})


def of_two_desks(k5: FoundedAlliance, at: datetime) -> Iterator[Fact]:
    """Vlist asks of ICT at one desk and all the rest at another; neither reads what comes to the other."""
    offer_in_matrix(k5, at=at)
    nederlek, vlist, bergambacht = k5.members[0], k5.members[1], k5.members[3]
    who, on = vlist.with_role(Role.EMPLOYEE)[0], timezone.localdate(at)
    offered = {each.code: each for each in cases.services_to_ask_for(actor=who, customer=vlist.id, on=on)}
    yield Fact(
        "Vlist asks of ICT at Bergambacht, and of personnel at Nederlek",
        {code: offered[code].provider_id for code in ("IC01", "SP18")}
        == {"IC01": bergambacht.id, "SP18": nederlek.id},
    )
    made = {
        code: cases.open_case(
            actor=who,
            service=offered[code].id,
            question=question_of(offered[code], STORIES[code][0]),
            key=f"demo check {code}",
            at=at,
        )
        for code in ("IC01", "SP18")
    }
    desks = {each.name: each.with_role(Role.SSC_CLERK)[0] for each in (nederlek, bergambacht)}
    queues = {
        name: {
            code
            for code, case in made.items()
            if case
            in {row.id for row in cases.desk_cases(actor=clerk, narrow=cases.CaseFilter(), at=at).rows}
        }
        for name, clerk in desks.items()
    }
    yield Fact(
        "each request of Vlist stands in the queue of one desk, and of no other",
        queues == {nederlek.name: {"SP18"}, bergambacht.name: {"IC01"}},
    )
    yield Fact(
        "of Vlist each desk sees what it handles, and nothing else",
        all(
            vlist.id in clerk.desk_partly and vlist.id not in clerk.served_at_desk for clerk in desks.values()
        ),
    )


def _of_the_ict_centre(founded: FoundedAlliance, at: datetime) -> Iterator[Fact]:
    """An incident of another municipality comes to its desk, and no claim of that municipality does."""
    offer_a_help_desk(founded, at=at)
    oosterhout, drimmelen, _ = founded.members
    yield Fact(
        "the desk of Oosterhout works for three, its claims are of its own alone",
        (founded.customers, founded.municipalities) == (founded.members, (oosterhout,)),
    )
    employee, clerk = drimmelen.with_role(Role.EMPLOYEE)[0], oosterhout.with_role(Role.SSC_CLERK)[0]
    (fault,) = (
        each
        for each in cases.services_to_ask_for(
            actor=employee, customer=drimmelen.id, on=timezone.localdate(at)
        )
        if each.code == "IC01"
    )
    case = cases.open_case(
        actor=employee,
        service=fault.id,
        question=question_of(fault, STORIES["IC01"][0]),
        key="demo check",
        at=at,
    )
    queue = cases.desk_cases(actor=clerk, narrow=cases.CaseFilter(), count=9, at=at)
    yield Fact("an incident of Drimmelen stands in its queue", case in {each.id for each in queue.rows})
    yield Fact(
        "and of the claims of Drimmelen nothing does",
        drimmelen.id in clerk.partly and drimmelen.id in clerk.served_at_desk,
    )


def _reaches(actor: Actor, founded: FoundedAlliance) -> set[object]:
    return {each.id for each in founded.members if each.id in actor.scope}


def _by(founded: FoundedAlliance, customer: Founded, task: Task) -> Founded:
    return founded.provider_of(customer, task)
