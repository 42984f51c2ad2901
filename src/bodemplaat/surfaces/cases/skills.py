"""Who can do what at the desk: each skill that services ask, and whether somebody, and more than one, has it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.surfaces.cases import words


@require_GET
@page(Role.SSC_CLERK, Role.MANAGER, Role.CONTRACT_MANAGER, Role.ADMINISTRATOR)
def skills(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The skills of the desk; what nobody or one person has stands first."""
    rows = [_drawn(each) for each in cases.skills_at_desk(actor=actor, on=timezone.localdate())]
    rows.sort(key=lambda row: (row["able"], row["name"]))
    context = {
        "rows": rows,
        "thin": sum(row["able"] < 2 for row in rows),
        "may_arrange": actor.role is Role.ADMINISTRATOR,
        "back": {
            Role.SSC_CLERK: ("cases:queue", _("Cases at the desk")),
            Role.CONTRACT_MANAGER: ("services:kept", _("What we offer")),
            Role.ADMINISTRATOR: ("services:kept", _("What we offer")),
        }.get(actor.role),
    }
    return render(request, "cases/skills.html", context)


def _drawn(view: cases.SkillView) -> dict[str, Any]:
    able = len(view.able)
    tone, icon, said = {
        0: ("danger", "warning", _("nobody")),
        1: ("waiting", "warning", _("one person")),
    }.get(able, ("success", "check", ""))
    return {
        "name": catalogue.skill_in_words(view.skill),
        "services": [(code, words.name_of(content), content.skill_from) for code, content in view.services],
        "holders": view.holders,
        "able": able,
        "tone": tone,
        "icon": icon,
        "said": said,
    }
