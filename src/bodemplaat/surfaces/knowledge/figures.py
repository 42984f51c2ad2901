"""How answers did: opened, the answer, asked all the same; and what was searched and not found."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.knowledge import api as knowledge
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import reader_language
from bodemplaat.foundation.reports.api import Chosen, period_name, periods_around
from bodemplaat.foundation.tenancy.api import Actor, midnight

QUARTER = {"span": "quarter"}


@require_GET
@page(*knowledge.EDITORS, from_replica=True)
def figures(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Per answer in a period, and the gaps of that period."""
    today = timezone.localdate()
    choices = request.GET.dict()
    chosen = Chosen.read(choices if choices.get("span") else QUARTER | choices, today)
    counts = knowledge.counts_of_answers(actor=actor, period=chosen.period, on=today)
    rows = [
        {
            "id": each.answer,
            "title": each.content.title.in_(reader_language()),
            "opened": each.counts.get(knowledge.Act.OPENED, 0),
            "answered": each.counts.get(knowledge.Act.ANSWERED, 0),
            "sent": each.counts.get(knowledge.Act.SENT, 0),
        }
        for each in counts
    ]
    context = {
        "rows": rows,
        "totals": {name: sum(int(str(row[name])) for row in rows) for name in ("opened", "answered", "sent")},
        "gaps": knowledge.gaps_told(actor=actor, since=midnight(chosen.first), on=today),
        "periods": periods_around(chosen, today),
        "period_name": period_name(chosen),
    }
    return render(request, "knowledge/figures.html", context)
