"""Approval by a chain of steps: which steps rules ask, and who decides on one of them now.

``ChainStep`` says for which amounts a step is asked; ``addressed`` works out who decides, from who can act on the day
(``Office``) and never from what was stored; ``STEP`` is the life of a step. Claims and invoices use it.
"""

from bodemplaat.engines.approval.addressing import Addressed, AskedStep, Office, addressed
from bodemplaat.engines.approval.chain import Approver, ChainStep, undecided_from
from bodemplaat.engines.approval.lifecycle import (
    DONE,
    LAPSED,
    OPEN,
    PENDING,
    STEP,
    STEP_REJECTED,
    STEP_RETURNED,
    approvers_of,
)

__all__ = [
    "DONE",
    "LAPSED",
    "OPEN",
    "PENDING",
    "STEP",
    "STEP_REJECTED",
    "STEP_RETURNED",
    "Addressed",
    "Approver",
    "AskedStep",
    "ChainStep",
    "Office",
    "addressed",
    "approvers_of",
    "undecided_from",
]
