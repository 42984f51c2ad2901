"""What was found, in groups: cases, answers, services, claims. Only what the one who asks may open is there."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
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

MOST: Final = 8
"""Of each kind, where all kinds stand together."""
MOST_OF_ONE: Final = 100
"""Where one kind was asked for."""
ASKERS: Final = frozenset({Role.EMPLOYEE, Role.MANAGER})
"""Who looks for an answer here. The others look up a case or a claim, and what they miss is no question."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found."""

    title: str
    detail: str
    href: str


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind: the first of it, and whether there is more."""

    kind: str
    title: Any
    hits: tuple[Hit, ...]
    is_more: bool


@require_GET
@page()
def results(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything with the words that were typed, nearly so, or in another form; an empty box asks for words. ``?kind=`` gives more of one.

    What an employee does not find is a gap in the answers, as it is in the search of answers.
    """
    text = " ".join(request.GET.get("q", "")[:200].replace("\x00", "").split())
    chosen = request.GET.get("kind", "")
    kind = chosen if chosen in KINDS else ""
    most = MOST_OF_ONE if kind else MOST
    kinds = (kind,) if kind else tuple(KINDS)
    groups = [each for name in kinds if text and (each := _group(actor, name, text, most)).hits]
    if text and not groups and not kind and actor.role in ASKERS:
        knowledge.note_gap(actor=actor, text=text, at=timezone.now())
    context = {
        "text": text,
        "kind": kind,
        "groups": groups,
        "most": most,
        "is_more": any(each.is_more for each in groups),
        "count": sum(len(each.hits) for each in groups),
    }
    return render(request, "search/results.html", context)


def _group(actor: Actor, kind: str, text: str, most: int) -> Group:
    """One is looked for beyond the most that are shown: a total of what was cut off would not be one."""
    title, find = KINDS[kind]
    hits = tuple(islice(find(actor, text, most + 1), most + 1))
    return Group(kind, title, hits[:most], len(hits) > most)


def _cases(actor: Actor, text: str, most: int) -> Iterator[Hit]:
    for each in cases.cases_found(actor=actor, text=text, at=timezone.now(), most=most):
        state = (cases.STATE_WORDS_FOR_REQUESTER if each.is_own else cases.STATE_WORDS)[each.state]
        who = () if each.is_own else (each.requester_name, each.organisation_name)
        address = reverse("cases:case" if each.is_own else "cases:desk_case", args=[each.id])
        yield Hit(f"{each.number} {each.subject}", _joined((str(state.label), *who)), address)


def _answers(actor: Actor, text: str, most: int) -> Iterator[Hit]:
    for each in knowledge.answers_read(actor=actor, on=timezone.localdate(), text=text)[:most]:
        detail = knowledge.plain_of(each.content.body.in_(_language()))
        yield Hit(each.content.title.in_(_language()), detail, reverse("knowledge:answer", args=[each.id]))


def _services(actor: Actor, text: str, most: int) -> Iterator[Hit]:
    for each in catalogue.services_offered(actor=actor, on=timezone.localdate(), text=text)[:most]:
        name, detail = each.content.name.in_(_language()), each.content.description.in_(_language())
        yield Hit(f"{each.code} {name}", detail[:160], reverse("services:service", args=[each.id]))


def _claims(actor: Actor, text: str, most: int) -> Iterator[Hit]:
    narrow = claims.ClaimFilter(text=text)
    matching = claims.claims(actor=actor, on=timezone.localdate(), narrow=narrow, count=most)
    for each in matching.rows:
        yield Hit(
            _joined((each.number, each.description), " "),
            each.claimant_name,
            reverse("selfservice:claim", args=[each.id]),
        )


KINDS: Final[Mapping[str, tuple[Any, Callable[[Actor, str, int], Iterator[Hit]]]]] = {
    "cases": (_("Cases"), _cases),
    "answers": (_("Answers"), _answers),
    "services": (_("Services"), _services),
    "claims": (_("Claims"), _claims),
}
"""What is looked for, in the order in which it is shown."""


def _joined(parts: Iterable[str], between: str = " · ") -> str:
    return between.join(part for part in parts if part)


def _language() -> str:
    return get_language() or "nl"
