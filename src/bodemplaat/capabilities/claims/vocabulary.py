"""The states of a claim and what happens to one, each once: as a code, and as the words, tone and icon it is shown with."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from bodemplaat.kernel import Said, say

CASE_TYPE: Final = "expense-claims"
"""How the catalogue calls the services that are handled as claims."""
CASE_NAME: Final[Said] = say("Expense claim")


class ClaimState(StrEnum):
    """Where a claim stands."""

    DRAFT = "draft"
    IN_APPROVAL = "in_approval"
    RETURNED = "returned"
    APPROVED = "approved"
    PAID = "paid"
    BOUNCED = "bounced"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class ClaimAct(StrEnum):
    """What happens to a claim, in the order in which a claim goes: on its timeline, in the trail, in announcements."""

    STARTED = "claim.started"
    EVIDENCE_ADDED = "claim.evidence_added"
    EVIDENCE_REMOVED = "claim.evidence_removed"
    EVIDENCE_STRUCK = "claim.evidence_struck"
    PRICED_AGAIN = "claim.priced_again"
    SUBMITTED = "claim.submitted"
    ACCOUNT_DIFFERS = "claim.account_differs"
    READDRESSED = "claim.readdressed"
    HANDED_OVER = "claim.handed_over"
    APPROVAL_ASKED = "claim.approval_asked"
    EVIDENCE_OPENED = "claim.evidence_opened"
    RETURNED = "claim.returned"
    REJECTED = "claim.rejected"
    WITHDRAWN = "claim.withdrawn"
    TAKEN = "claim.taken"
    PUT_BACK = "claim.put_back"
    BOOKED = "claim.booked"
    STEP_APPROVED = "claim.step_approved"
    APPROVED = "claim.approved"
    ACCOUNT_LOOKED_AT = "claim.account_looked_at"
    PAID = "claim.paid"
    BOUNCED = "claim.bounced"
    PAY_AGAIN = "claim.pay_again"
    SAMPLED = "claim.sampled"


@dataclass(frozen=True, slots=True)
class Words:
    """How a state or an act is shown, never by colour alone.

    ``label`` beside the claim itself; ``in_full`` where nothing else says that it is about a claim (empty for a state).
    """

    label: Any
    tone: str
    icon: str
    in_full: Any = ""


STATE_WORDS: Mapping[ClaimState, Words] = {
    ClaimState.DRAFT: Words(_("Draft"), "neutral", "edit"),
    ClaimState.IN_APPROVAL: Words(_("Being assessed"), "waiting", "clock"),
    ClaimState.RETURNED: Words(_("Returned with a question"), "warning", "question"),
    ClaimState.APPROVED: Words(_("Approved"), "info", "check"),
    ClaimState.PAID: Words(_("Paid"), "success", "check-circle"),
    ClaimState.BOUNCED: Words(_("Sent back by the bank"), "warning", "bank"),
    ClaimState.REJECTED: Words(_("Rejected"), "danger", "error"),
    ClaimState.WITHDRAWN: Words(_("Withdrawn"), "neutral", "return"),
}
STATE_WORDS_FOR_CLAIMANT: Mapping[ClaimState, Words] = {
    **STATE_WORDS,
    ClaimState.RETURNED: Words(_("Question for you"), "warning", "question"),
}
ACT_WORDS: Mapping[ClaimAct, Words] = {
    ClaimAct.STARTED: Words(_("Started"), "neutral", "edit", _("Claim started")),
    ClaimAct.EVIDENCE_ADDED: Words(_("Evidence added"), "neutral", "document", _("Evidence added")),
    ClaimAct.EVIDENCE_REMOVED: Words(_("Evidence removed"), "neutral", "trash", _("Evidence removed")),
    ClaimAct.EVIDENCE_STRUCK: Words(
        _("Evidence crossed out"), "warning", "document", _("Evidence of a claim crossed out")
    ),
    ClaimAct.PRICED_AGAIN: Words(
        _("Priced again at the rates of the day"), "info", "euro", _("Claim priced again")
    ),
    ClaimAct.SUBMITTED: Words(_("Handed in"), "info", "arrow-right", _("Claim handed in")),
    ClaimAct.ACCOUNT_DIFFERS: Words(
        _("Another account than is known"), "warning", "bank", _("Claim with another account than is known")
    ),
    ClaimAct.READDRESSED: Words(
        _("Goes to somebody else to decide"), "neutral", "people", _("Claim went to somebody else to decide")
    ),
    ClaimAct.HANDED_OVER: Words(
        _("Goes over to another provider"), "neutral", "arrow-right", _("Claim went over to another provider")
    ),
    ClaimAct.APPROVAL_ASKED: Words(_("Approval asked"), "waiting", "clock", _("Approval asked")),
    ClaimAct.EVIDENCE_OPENED: Words(_("Evidence opened"), "neutral", "eye", _("Evidence opened")),
    ClaimAct.RETURNED: Words(
        _("Returned with a question"), "warning", "question", _("Claim returned with a question")
    ),
    ClaimAct.REJECTED: Words(_("Rejected"), "danger", "error", _("Claim rejected")),
    ClaimAct.WITHDRAWN: Words(_("Withdrawn"), "neutral", "return", _("Claim withdrawn")),
    ClaimAct.TAKEN: Words(_("Taken by the service centre"), "neutral", "person", _("Claim taken by a clerk")),
    ClaimAct.PUT_BACK: Words(
        _("Put back in the queue"), "neutral", "return", _("Claim put back in the queue")
    ),
    ClaimAct.BOOKED: Words(_("Booked"), "neutral", "document", _("Cost booked")),
    ClaimAct.STEP_APPROVED: Words(_("Approved"), "success", "check", _("Step approved")),
    ClaimAct.APPROVED: Words(_("Approved for payment"), "success", "check-circle", _("Claim approved")),
    ClaimAct.ACCOUNT_LOOKED_AT: Words(
        _("Account given a second look"), "success", "eye", _("Account on a claim given a second look")
    ),
    ClaimAct.PAID: Words(_("Paid"), "success", "check-circle", _("Claim paid")),
    ClaimAct.BOUNCED: Words(
        _("Sent back by the bank"), "warning", "bank", _("Payment sent back by the bank")
    ),
    ClaimAct.PAY_AGAIN: Words(_("To be paid once more"), "info", "euro", _("Claim to be paid once more")),
    ClaimAct.SAMPLED: Words(_("Looked at in a sample"), "neutral", "eye", _("Sampled claim judged")),
}
