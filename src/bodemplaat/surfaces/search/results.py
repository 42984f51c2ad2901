"""What was found, in groups: cases, answers, services, claims. Only what the one who asks may open is there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.knowledge import api as knowledge
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.tenancy.api import Actor, Role

MOST = 8
"""Of each kind."""
ASKERS: Final = frozenset({Role.EMPLOYEE, Role.MANAGER})
"""Who looks for an answer here. The others look up a case or a claim, and what they miss is no question."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found."""

    title: str
    detail: str
    href: str


@require_GET
@page()
def results(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything with the words that were typed, nearly so, or in another form; an empty box asks for words.

    What an employee does not find is a gap in the answers, as it is in the search of answers.
    """
    text = " ".join(request.GET.get("q", "")[:200].replace("\x00", "").split())
    groups = [(title, hits) for title, hits in _groups(actor, text) if hits] if text else []
    if text and not groups and actor.role in ASKERS:
        knowledge.note_gap(actor=actor, text=text, at=timezone.now())
    context = {"text": text, "groups": groups, "count": sum(len(hits) for _title, hits in groups)}
    return render(request, "search/results.html", context)


def _groups(actor: Actor, text: str) -> Iterator[tuple[Any, list[Hit]]]:
    yield _("Cases"), list(_cases(actor, text))
    yield _("Answers"), list(_answers(actor, text))
    yield _("Services"), list(_services(actor, text))
    yield _("Claims"), list(_claims(actor, text))


def _cases(actor: Actor, text: str) -> Iterator[Hit]:
    for each in cases.cases_found(actor=actor, text=text, at=timezone.now(), most=MOST):
        state = (cases.STATE_WORDS_FOR_REQUESTER if each.is_own else cases.STATE_WORDS)[each.state]
        who = () if each.is_own else (each.requester_name, each.organisation_name)
        address = reverse("cases:case" if each.is_own else "cases:desk_case", args=[each.id])
        yield Hit(f"{each.number} {each.subject}", _joined((str(state.label), *who)), address)


def _answers(actor: Actor, text: str) -> Iterator[Hit]:
    for each in knowledge.answers_read(actor=actor, on=timezone.localdate(), text=text)[:MOST]:
        detail = knowledge.plain_of(each.content.body.in_(_language()))
        yield Hit(each.content.title.in_(_language()), detail, reverse("knowledge:answer", args=[each.id]))


def _services(actor: Actor, text: str) -> Iterator[Hit]:
    for each in catalogue.services_offered(actor=actor, on=timezone.localdate(), text=text)[:MOST]:
        name, detail = each.content.name.in_(_language()), each.content.description.in_(_language())
        yield Hit(f"{each.code} {name}", detail[:160], reverse("services:service", args=[each.id]))


def _claims(actor: Actor, text: str) -> Iterator[Hit]:
    narrow = claims.ClaimFilter(text=text)
    matching = claims.claims(actor=actor, on=timezone.localdate(), narrow=narrow, count=MOST)
    for each in matching.rows:
        yield Hit(
            _joined((each.number, each.description), " "),
            each.claimant_name,
            reverse("selfservice:claim", args=[each.id]),
        )


def _joined(parts: Iterable[str], between: str = " · ") -> str:
    return between.join(part for part in parts if part)


def _language() -> str:
    return get_language() or "nl"
