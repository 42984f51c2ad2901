"""Where an employee starts, and the list of one's own claims."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.cases.api import CaseState, my_open_requests
from bodemplaat.capabilities.claims.api import claims_to_decide, my_claims, my_claims_by_group
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import page_number, page_of, rows_before
from bodemplaat.foundation.organisations.api import Task, provider_on, provisions_of
from bodemplaat.foundation.tenancy.api import Actor

SHOWN = 5
ROWS = 25
CHIPS = (("", _("All")), ("open", _("Open")), ("done", _("Done")))


@require_GET
@page()
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits for you, what is under way, what is done; and one button."""
    today = timezone.localdate()
    asked_of_others = my_open_requests(actor=actor, on=today)
    questions = [row for row in asked_of_others if row.state == CaseState.WAITS_FOR_CUSTOMER]
    requests = [row for row in asked_of_others if row.state != CaseState.WAITS_FOR_CUSTOMER]
    context = {
        "approvals": claims_to_decide(actor=actor, on=today, count=SHOWN),
        **my_claims_by_group(actor=actor, counts={"to_do": ROWS, "under_way": SHOWN, "done": SHOWN}),
        "key": uuid.uuid4().hex,
        "is_handled": is_handled(actor),
        "questions": questions,
        "requests": requests[:SHOWN],
        "requests_under_way": len(requests),
    }
    return render(request, "selfservice/home.html", context)


@require_GET
@page()
def claims(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One's own claims, last changed first."""
    group = request.GET.get("show", "")
    claims_page = my_claims(actor=actor, group=group, start=rows_before(request, ROWS), count=ROWS)
    context = {
        "rows": claims_page.rows,
        "page": page_of(claims_page.rows, count=claims_page.count, size=ROWS, number=page_number(request)),
        "chips": [(value, str(label), value == group) for value, label in CHIPS],
        "group": group,
        "key": uuid.uuid4().hex,
        "is_handled": is_handled(actor),
    }
    return render(request, "selfservice/claims.html", context)


def is_handled(actor: Actor) -> bool:
    """Whether anybody handles claims of the actor's organisation today; without, a page does not invite to hand one in."""
    provisions = provisions_of(actor=actor, organisation=actor.organisation_id, task=Task.EXPENSE_CLAIMS)
    return provider_on(provisions, timezone.localdate()) is not None
