"""The door of proposals: one proposes, others confirm, and nobody decides on their own.

A room registers a kind (``ProposalKind``) that says who decides for each side, what confirming does, and what is told. It
keeps what is proposed in a table of its own, with a key to the proposal. People go through the door of that room.
"""

from bodemplaat.foundation.proposals.commands import Deciding, agree, propose, refuse, withdraw
from bodemplaat.foundation.proposals.kinds import (
    PROPOSED,
    DecisionView,
    ProposalKind,
    ProposalView,
    Side,
    kind_of,
    register_kind,
)
from bodemplaat.foundation.proposals.models import CONFIRMED, EXPIRED, REFUSED, WAITING, WITHDRAWN
from bodemplaat.foundation.proposals.queries import proposal_of, proposals_of, sides_for

__all__ = [
    "CONFIRMED",
    "EXPIRED",
    "PROPOSED",
    "REFUSED",
    "WAITING",
    "WITHDRAWN",
    "Deciding",
    "DecisionView",
    "ProposalKind",
    "ProposalView",
    "Side",
    "agree",
    "kind_of",
    "proposal_of",
    "proposals_of",
    "propose",
    "refuse",
    "register_kind",
    "sides_for",
    "withdraw",
]
