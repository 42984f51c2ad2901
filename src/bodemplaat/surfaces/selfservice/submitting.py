"""The third step of a claim: look at it once more, and hand it in."""

import dataclasses
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from bodemplaat.capabilities.claims.api import (
    ClaimAct,
    ClaimNotReady,
    ClaimView,
    Content,
    PricesChanged,
    submit_claim,
    weigh_claim,
)
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.organisations.api import NoEmployment
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.kernel import Euro, Finding, IllegalMove, say
from bodemplaat.presentation import notation
from bodemplaat.surfaces.selfservice.drafts import HANDED_IN, STEPS, of_a_draft, own_claim, own_draft
from bodemplaat.surfaces.selfservice.wording import found, kind_name, refused

LINE = re.compile(r"lines\.(\d+)\.(\w+)")


@dataclass(frozen=True, slots=True)
class Pointed:
    """A finding with the place to cure it, and the claim that it looks like."""

    text: str
    about: str
    href: str
    other: str


@dataclass(frozen=True, slots=True)
class Repriced:
    """A cost that comes to something else than when it was kept, since a rate changed."""

    number: int
    kind: str
    before: Euro | None
    after: Euro | None


@page()
@of_a_draft
def review(request: HttpRequest, actor: Actor, claim: UUID) -> HttpResponse:
    """Step 3: everything at a glance, what still stops it, what to think about; then hand it in once."""
    if request.method != "POST":
        return _draw(request, actor, own_draft(actor, claim))
    before = own_claim(actor, claim)
    key = request.POST.get("key", "")[:64] or uuid.uuid4().hex
    try:
        submit_claim(
            actor=actor, claim=claim, key=key, seen_total=_seen_total(request, before), at=timezone.now()
        )
    except PricesChanged as refusal:
        return _draw(request, actor, before, refused(refusal))
    except ClaimNotReady:
        return _draw(request, actor, before)
    except IllegalMove:
        messages.info(request, HANDED_IN)
        return redirect("selfservice:claim", claim)
    except NoEmployment:
        raise Refused(
            say("No employment of yours is known here today. Ask your administrator to look into it.")
        ) from None
    if ClaimAct.SUBMITTED in before.actions:
        amount = notation.euro(own_claim(actor, claim).total, get_language() or "nl")
        text = gettext("Your claim of {amount} has been handed in.")
        messages.success(request, text.format(amount=amount))
    return redirect("selfservice:claim", claim)


def _seen_total(request: HttpRequest, before: ClaimView) -> Euro:
    """What the employee agreed to: the total on the page, or what was kept where the page did not say."""
    written = request.POST.get("seen_total", "")
    read = written.isascii() and written.isdecimal() and len(written) < 15
    return Euro(int(written)) if read else before.total


def _draw(request: HttpRequest, actor: Actor, kept: ClaimView, refusal: str = "") -> HttpResponse:
    weighed = weigh_claim(actor=actor, claim=kept.id, on=timezone.localdate())
    findings = weighed.findings
    view, repriced = _priced_now(kept, weighed.content)
    context = {
        "claim": view,
        "before": kept.total,
        "repriced": repriced,
        "refusal": refusal,
        "stopping": [_pointed(view, finding) for finding in findings if finding.stops],
        "doubts": [_pointed(view, finding) for finding in _doubts(findings)],
        "key": uuid.uuid4().hex,
        "steps": [str(step) for step in STEPS],
    }
    return render(request, "selfservice/review.html", context)


def _priced_now(kept: ClaimView, priced: Content) -> tuple[ClaimView, tuple[Repriced, ...]]:
    """The claim at the rates that hold now, as it would be handed in; and each cost that comes to something else."""
    pairs = tuple((line, now.amount) for line, now in zip(kept.lines, priced.lines, strict=True))
    changed = tuple(
        Repriced(line.position + 1, kind_name(line.kind, line.kind_code), line.amount, amount)
        for line, amount in pairs
        if line.amount != amount
    )
    lines = tuple(dataclasses.replace(line, amount=amount) for line, amount in pairs)
    return dataclasses.replace(kept, lines=lines, total=priced.total), changed


def _doubts(findings: Sequence[Finding]) -> list[Finding]:
    """What to think about, in the order of the costs; the same receipt says it all, so not the same cost as well."""
    doubts = [finding for finding in findings if not finding.stops]
    same_receipts = {
        (_line_of(finding), finding.values["number"])
        for finding in doubts
        if finding.code == "claim.receipt_twice"
    }
    kept = (
        finding
        for finding in doubts
        if finding.code == "claim.receipt_twice"
        or (_line_of(finding), finding.values.get("number")) not in same_receipts
    )
    return sorted(kept, key=_line_of)


def _line_of(finding: Finding) -> int:
    place = LINE.fullmatch(finding.place)
    return int(place[1]) if place else -1


def _pointed(view: ClaimView, finding: Finding) -> Pointed:
    edit, prove = (reverse(f"selfservice:{name}", args=[view.id]) for name in ("edit", "prove"))
    place = LINE.fullmatch(finding.place)
    other = reverse("selfservice:claim", args=[finding.link]) if finding.link else ""
    if place is None:
        return Pointed(found(finding), "", f"{edit}#id_iban" if finding.place == "iban" else edit, other)
    position, name = int(place[1]), place[2]
    line = view.lines[position]
    about = gettext("Cost {number}, {kind}").format(
        number=position + 1, kind=kind_name(line.kind, line.kind_code)
    )
    field = f"{prove}#lines-{position}" if name == "evidence" else f"{edit}#id_lines-{position}-{name}"
    return Pointed(found(finding), about, field, other)
