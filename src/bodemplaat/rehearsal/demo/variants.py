"""The other three variants, founded from their files: who provides what for whom, and whom a clerk reaches by it."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from bodemplaat.capabilities.division import api as division
from bodemplaat.foundation.organisations.api import Task
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.rehearsal.demo.cast import CENTRE, MATRIX, VIRTUAL_BUREAU
from bodemplaat.rehearsal.demo.check import Fact
from bodemplaat.rehearsal.demo.dividing import divide
from bodemplaat.rehearsal.demo.founding import Founded, FoundedAlliance, found


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
        {_by(centre, ten_boer, task).id for task in Task} == {groningen.id},
    )
    bureau = found(VIRTUAL_BUREAU, at=at)
    kapelle, reimerswaal, reik = bureau.members
    yield Fact("ReiK does everything for both", set(bureau.providers.values()) == {reik.id})
    for each in (k5, centre, bureau):
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
    employers = {
        member.id
        for member in (kapelle, reimerswaal)
        for each in member.people.values()
        if each.user_id in {at_reik.user_id for at_reik in reik.people.values()}
    }
    yield Fact("its staff are employed by the two", employers == {kapelle.id, reimerswaal.id})


def _reaches(actor: Actor, founded: FoundedAlliance) -> set[object]:
    return {each.id for each in founded.members if each.id in actor.scope}


def _by(founded: FoundedAlliance, customer: Founded, task: Task) -> Founded:
    return founded.provider_of(customer, task)
