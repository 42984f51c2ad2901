"""Whether somebody can do what a case asks. Without the skill it is done all the same only with a reason, for colleagues."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.cases.errors import ColleagueLacksSkill, SkillLacking
from bodemplaat.capabilities.cases.models import Case
from bodemplaat.capabilities.cases.queries.clock import contents_for
from bodemplaat.capabilities.cases.queries.skills import skills_asked
from bodemplaat.foundation.access.api import same_human
from bodemplaat.foundation.organisations.api import names_of
from bodemplaat.foundation.tenancy.api import Actor

MOST_NAMED = 5


def check_can(actor: Actor, case: Case, person: UUID, at: datetime, *, line: int | None = None) -> None:
    """Raise unless somebody has the skill that a case asks at its line, or at the one that is named.

    Raises ``SkillLacking`` for the actor and ``ColleagueLacksSkill`` for somebody else; both name who has it.
    """
    content = contents_for(actor, [case])[case.service_id, case.version]
    line = case.line if line is None else line
    if not content.skill_at(line):
        return
    skills = skills_asked(actor, [content], timezone.localdate(at))
    people = skills.own if person == actor.person else frozenset(same_human(actor=actor, person=person))
    skill = skills.lacks(content, line, people)
    if skill:
        able = sorted(names_of(actor=actor, people=skills.people[skill]).values())
        who = ", ".join(able[:MOST_NAMED])
        raise (SkillLacking if person == actor.person else ColleagueLacksSkill)(skill, who)
