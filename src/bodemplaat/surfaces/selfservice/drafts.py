"""What the three steps of filling in a claim share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.claims.api import ClaimRules, ClaimView, Content, claim_view, rules_for
from bodemplaat.foundation.documents.api import DocumentView
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused
from bodemplaat.kernel import Euro, say
from bodemplaat.surfaces.selfservice.entry import Entry
from bodemplaat.surfaces.selfservice.forms import LineForm

Step = Callable[[HttpRequest, Actor, UUID], HttpResponse]
STEPS = (_("Costs"), _("Evidence"), _("Check"))
HANDED_IN = _("This claim had been handed in already. Here you see where it stands.")


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One line on the page: its form, its evidence, and what a distance comes to."""

    position: int
    form: LineForm
    evidence: tuple[DocumentView, ...]
    amount: Euro | None

    @property
    def rate(self) -> Decimal | None:
        """Euros per kilometre, for a distance."""
        return self.form.rule.rate if self.form.rule else None

    @property
    def preview(self) -> DocumentView | None:
        """The evidence to show beside the line."""
        return self.evidence[0] if self.evidence else None


class HandedIn(Refused):
    """The claim is somebody else's turn by now."""


def of_a_draft(step: Step) -> Step:
    """A step opened once its claim is handed in, by the back button for example, leads to where it stands.

    What is sent then is refused in words, because it is not kept.
    """

    @wraps(step)
    def opened(request: HttpRequest, actor: Actor, claim: UUID) -> HttpResponse:
        try:
            return step(request, actor, claim)
        except HandedIn:
            if request.method == "POST":
                raise
            messages.info(request, HANDED_IN)
            return redirect("selfservice:claim", claim)

    return opened


def own_claim(actor: Actor, claim: UUID) -> ClaimView:
    """The actor's own claim, in whatever state; another's is not found."""
    view = claim_view(actor=actor, claim=claim, on=timezone.localdate())
    if view.claimant_id != actor.person_id:
        raise NotFound("claim")
    return view


def own_draft(actor: Actor, claim: UUID) -> ClaimView:
    """The actor's own claim while it can be changed; raises ``HandedIn`` once it is handed in."""
    view = own_claim(actor, claim)
    if not view.may_be_changed:
        raise HandedIn(say("This claim has been handed in and can no longer be changed."))
    return view


def seen_version(posted: Mapping[str, str]) -> int:
    """The version of the draft that a form was opened on; one that does not say it has seen none."""
    written = posted.get("version", "")
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else -1


def rules_today(actor: Actor, view: ClaimView) -> ClaimRules:
    """What the claimant's organisation reimburses today."""
    return rules_for(actor=actor, organisation=view.organisation_id, on=timezone.localdate())


def entry_rows(entry: Entry, view: ClaimView, priced: Content | None = None) -> tuple[EntryRow, ...]:
    """The lines as they are drawn: as typed and ``priced``, or else as they were kept."""
    if priced is None:
        kept = ((line.evidence, line.amount) for line in view.lines)
    else:
        known = {document.id: document for line in view.lines for document in line.evidence}
        kept = (
            (tuple(known[id_] for id_ in line.documents if id_ in known), line.amount)
            for line in priced.lines
        )
    return tuple(
        EntryRow(position, form, evidence, amount)
        for position, (form, (evidence, amount)) in enumerate(zip(entry.lines, kept, strict=True))
    )
