"""The door of this room: kinds of record and their terms, holds, proposals to destroy, and certificates."""

from bodemplaat.foundation.retention.commands import (
    accept_destruction,
    confirm_destruction,
    hold_back,
    lift_hold,
    propose_destruction,
    refuse_destruction,
)
from bodemplaat.foundation.retention.destroying import destroy_confirmed
from bodemplaat.foundation.retention.events import DESTROYED, DESTRUCTION_ACCEPTED, DESTRUCTION_PROPOSED
from bodemplaat.foundation.retention.kinds import (
    Dossier,
    Log,
    Papers,
    Part,
    day_of,
    ended,
    goes_with,
    kinds,
    register,
    since,
)
from bodemplaat.foundation.retention.marking import note_closed
from bodemplaat.foundation.retention.partners import every_organisation, working_for
from bodemplaat.foundation.retention.policies import KEEPERS
from bodemplaat.foundation.retention.queries import (
    SORTS,
    CertificateLine,
    CertificateView,
    HoldView,
    KeepingFilter,
    KeepingPage,
    KeepingView,
    ProposalLine,
    ProposalView,
    certificate_view,
    certificates,
    holds,
    keepings,
    proposal_view,
    proposals,
)
from bodemplaat.foundation.retention.tasks import keep_up
from bodemplaat.foundation.retention.terms import Certainty, CountedFrom, Term, term_for, terms

__all__ = [
    "DESTROYED",
    "DESTRUCTION_ACCEPTED",
    "DESTRUCTION_PROPOSED",
    "KEEPERS",
    "SORTS",
    "Certainty",
    "CertificateLine",
    "CertificateView",
    "CountedFrom",
    "Dossier",
    "HoldView",
    "KeepingFilter",
    "KeepingPage",
    "KeepingView",
    "Log",
    "Papers",
    "Part",
    "ProposalLine",
    "ProposalView",
    "Term",
    "accept_destruction",
    "certificate_view",
    "certificates",
    "confirm_destruction",
    "day_of",
    "destroy_confirmed",
    "ended",
    "every_organisation",
    "goes_with",
    "hold_back",
    "holds",
    "keep_up",
    "keepings",
    "kinds",
    "lift_hold",
    "note_closed",
    "proposal_view",
    "proposals",
    "propose_destruction",
    "refuse_destruction",
    "register",
    "since",
    "term_for",
    "terms",
    "working_for",
]
