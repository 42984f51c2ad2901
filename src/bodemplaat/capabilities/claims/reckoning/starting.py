"""The rules that are proposed to an organisation that has none yet. Pure.

What the law says stands with its source; the rest is a choice that an organisation may make otherwise, and says so.
"""

from decimal import Decimal
from typing import Final

from bodemplaat.capabilities.claims.values import DEFAULT_CHAIN, Basis, ClaimRules, KindRule
from bodemplaat.kernel import Euro

TO_BEGIN_WITH: Final = ClaimRules(
    kinds=(
        KindRule(
            "car",
            "Reis met eigen vervoer",
            "Journey by own transport",
            Basis.DISTANCE,
            rate=Decimal("0.23"),
            taakveld="0.4",
            source="Wet LB 1964, art. 31a: onbelast € 0,23 per km (2024–2026)",
        ),
        KindRule(
            "transit",
            "Openbaar vervoer",
            "Public transport",
            Basis.AMOUNT,
            evidence_from=Euro.of(10),
            taakveld="0.4",
            source="Wet LB 1964, art. 31a: werkelijke kosten onbelast",
        ),
        KindRule(
            "purchase",
            "Aankoop",
            "Purchase",
            Basis.AMOUNT,
            limit=Euro.of(500),
            evidence_from=Euro(1),
            taakveld="0.4",
        ),
        KindRule(
            "other", "Overige kosten", "Other cost", Basis.AMOUNT, evidence_from=Euro(1), taakveld="0.4"
        ),
    ),
    chain=DEFAULT_CHAIN,
    max_age_days=92,
    threshold=None,
)
"""Manager, then service centre, for every claim; within three months; four kinds of cost.

Untaxed rate per kilometre: Wet op de loonbelasting 1964, art. 31a, € 0,23 in 2024, 2025 and 2026. The limit, the evidence
and the term are choices.
"""
