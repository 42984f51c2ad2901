"""Which skills the services of a desk ask, and who has them. A skill is a named function, kept where roles are kept."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from bodemplaat.capabilities.cases import lifecycle
from bodemplaat.capabilities.cases.models import Case
from bodemplaat.capabilities.cases.policies import SKILL_READERS, check_desk
from bodemplaat.capabilities.cases.reckoning.skills import DeskWork, Skills
from bodemplaat.capabilities.cases.values import SkillHolder, SkillView
from bodemplaat.capabilities.catalogue.api import Content, contents_of, services_asking_skills
from bodemplaat.foundation.access.api import holders_of_functions, standing_of
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role, query
from bodemplaat.kernel import say


def skills_asked(actor: Actor, contents: Iterable[Content], on: date) -> Skills:
    """Who of the actor's desk has the skills that these services ask; two statements, and none where nothing is asked."""
    wanted = {each.skill for each in contents} - {""}
    if not wanted:
        return Skills({}, actor.people)
    own = frozenset({actor.person, *actor.people})
    rows = holders_of_functions(actor=actor, organisation=actor.organisation_id, functions=wanted, on=on)
    standing = standing_of(actor=actor, people={row.person for row in rows}, on=on)
    able = standing.able & standing.holding(Role.SSC_CLERK)
    people: dict[str, set[UUID]] = defaultdict(set)
    for row in rows:
        if row.person in able and row.has_it_on(on):
            people[row.function].add(row.person)
    return Skills({skill: frozenset(holders) for skill, holders in people.items()}, own)


@query
def desk_work(*, actor: Actor, at: datetime) -> DeskWork:
    """The services of which something is open at the actor's desk, and who can do it; two statements, or four.

    Raises ``Refused`` for who is no clerk.
    """
    check_desk(actor)
    rows = Case.records.of(actor).filter(provider_id=actor.organisation_id, state__in=lifecycle.OPEN)
    there = set(rows.order_by().values_list("service_id", "version").distinct())
    versions = contents_of(actor=actor, versions=there) if there else {}
    newest: dict[UUID, int] = {}
    for service, version in versions:
        newest[service] = max(version, newest.get(service, 0))
    return DeskWork(
        services={service: versions[service, version] for service, version in newest.items()},
        versions=versions,
        skills=skills_asked(actor, versions.values(), timezone.localdate(at)),
    )


def of_colleagues(work: DeskWork) -> Q | None:
    """What asks a skill that the reader has not, as a condition on cases; ``None`` where nothing does."""
    which = Q()
    for service, version, line in work.for_colleagues:
        which |= Q(service_id=service, version=version, line__gte=line)
    return which or None


@query
def skills_at_desk(*, actor: Actor, on: date) -> tuple[SkillView, ...]:
    """The skills that the services of the actor's organisation ask on a day, by name: for what, and who has or will have each.

    Three statements. Raises ``Refused`` for who does not work at a provider in one of ``SKILL_READERS``.
    """
    if actor.role not in SKILL_READERS:
        raise Refused(say("This is for who works at the desk, or leads it."), who_may=("ssc_clerk",))
    services = services_asking_skills(actor=actor, on=on)
    wanted = {content.skill for _, content in services}
    rows = holders_of_functions(actor=actor, organisation=actor.organisation_id, functions=wanted, on=on)
    standing = standing_of(actor=actor, people={row.person for row in rows}, on=on)
    able = standing.able & standing.holding(Role.SSC_CLERK)
    return tuple(
        SkillView(
            skill=skill,
            services=tuple((code, content) for code, content in services if content.skill == skill),
            holders=tuple(
                SkillHolder(
                    row.person,
                    row.name,
                    row.since,
                    row.until,
                    is_able=row.person in able and row.has_it_on(on),
                )
                for row in rows
                if row.function == skill
            ),
        )
        for skill in sorted(wanted)
    )
