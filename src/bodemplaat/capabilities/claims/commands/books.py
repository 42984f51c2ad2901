"""What a claim costs comes into the books of its organisation when it is approved, and goes out when it is given back."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.utils import timezone

from bodemplaat.capabilities.claims.models import Claim, ClaimLine
from bodemplaat.capabilities.claims.queries.payments import SOURCE
from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.tenancy.api import Actor, entered
from bodemplaat.kernel import Euro, say

COST: Final = ledger.Purpose(f"{SOURCE}.cost", say("Costs of expense claims"), by_taakveld=True)
DEBT: Final = ledger.Purpose(f"{SOURCE}.debt", say("Expense claims to be paid"))


def post_cost(actor: Actor, claims: Sequence[Claim], at: datetime) -> None:
    """These claims are owed from now on: a cost per taakveld of their lines, and a debt."""
    _post(actor, claims, "cost", 1, at)


def post_back(actor: Actor, claims: Sequence[Claim], at: datetime) -> None:
    """These claims are not owed any more: they went back to their employees."""
    _post(actor, claims, "back", -1, at)


def _post(actor: Actor, claims: Sequence[Claim], act: str, sign: int, at: datetime) -> None:
    organisations = {claim.organisation_id for claim in claims}
    keeping = ledger.keeping_books(actor=actor, organisations=organisations) if claims else ()
    if not keeping:
        return
    costs: dict[object, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    system = Actor.system(*keeping)
    with entered(system):  # what the running command keeps to its end is written before
        lines = ClaimLine.records.of(system).filter(claim__in=[claim.id for claim in claims])
        for claim_id, taakveld, cents in lines.values_list("claim_id", "taakveld", "amount_cents"):
            costs[claim_id][taakveld] += sign * (cents or 0)
    facts = [
        ledger.Fact(
            claim.organisation_id,
            f"claim {claim.id} {act}",
            ledger.JournalCode.CLAIMS,
            timezone.localdate(at),
            f"Declaratie {claim.number}",
            (
                *(
                    ledger.Part(COST.code, Euro(cents), taakveld)
                    for taakveld, cents in sorted(costs[claim.id].items())
                    if cents
                ),
                ledger.Part(
                    DEBT.code, Euro(-sum(costs[claim.id].values())), item=f"Declaratie {claim.number}"
                ),
            ),
        )
        for claim in claims
        if claim.organisation_id in keeping
    ]
    ledger.post_facts(actor=actor, facts=facts, at=at)
