"""The door of agreements.

A provider writes a charter for all customers and agreements with each: a DVO, a DFA for every year, a DAP where they want one.
What was offered never changes; it holds when somebody with mandate has signed for each side, through proposals. Norms and
prices are those of the catalogue: only what differs is written here. ``differences`` tells two versions apart in words.
A DAP says what each side delivers to the other and when: ``deliveries`` are its days, with what was handed over for them.
"""

from bodemplaat.capabilities.agreements.commands.charters import publish_charter, write_charter
from bodemplaat.capabilities.agreements.commands.delivering import (
    hand_over,
    receive_delivery,
    send_delivery_back,
)
from bodemplaat.capabilities.agreements.commands.drafting import (
    change_agreement,
    draft_agreement,
    drop_agreement,
)
from bodemplaat.capabilities.agreements.commands.reminding import remind_of_deliveries
from bodemplaat.capabilities.agreements.commands.signing import (
    DAYS_TO_SIGN,
    end_agreement,
    offer_agreement,
    refuse_agreement,
    sign_agreement,
    withdraw_agreement,
)
from bodemplaat.capabilities.agreements.errors import UnsoundAgreement
from bodemplaat.capabilities.agreements.notifications import AgreementMessages, DeliveryMessages
from bodemplaat.capabilities.agreements.policies import MANDATE, READERS, WRITERS, people_with_mandate
from bodemplaat.capabilities.agreements.ports import keep_deliveries_at
from bodemplaat.capabilities.agreements.queries.agreements import (
    agreement,
    charter,
    charters_of,
    customers_with_agreements,
    ever_signed,
    numbered,
    signed_on,
    versions_of,
)
from bodemplaat.capabilities.agreements.queries.deliveries import (
    Evidence,
    deliveries,
    delivery,
    evidence_of,
)
from bodemplaat.capabilities.agreements.queries.norms import AgreedNorm, AgreedNorms, norms_agreed
from bodemplaat.capabilities.agreements.reckoning.checks import check_terms
from bodemplaat.capabilities.agreements.reckoning.content import (
    AGREED,
    DAP,
    DAP_PARTS,
    DFA,
    DVO,
    KINDS,
    PARTS,
    SETTLED,
    USED,
    WAYS_TO_BILL,
    BillingMoment,
    Content,
    Deviation,
    Duty,
    Planned,
    StartUp,
    Taken,
    Terms,
)
from bodemplaat.capabilities.agreements.reckoning.deliveries import (
    CALENDARS,
    CUSTOMER,
    MONTHLY,
    ONCE,
    PROVIDER,
    QUARTERLY,
    REMINDED_BEFORE,
    YEARLY,
    Delivery,
    when_of,
)
from bodemplaat.capabilities.agreements.reckoning.differences import WAYS, differences, norm_of
from bodemplaat.capabilities.agreements.values import (
    AgreementView,
    CharterView,
    CustomerRow,
    DeliveryView,
    HandoverView,
    Signature,
    Signed,
)
from bodemplaat.engines.credit import CreditRule

__all__ = [
    "AGREED",
    "CALENDARS",
    "CUSTOMER",
    "DAP",
    "DAP_PARTS",
    "DAYS_TO_SIGN",
    "DFA",
    "DVO",
    "KINDS",
    "MANDATE",
    "MONTHLY",
    "ONCE",
    "PARTS",
    "PROVIDER",
    "QUARTERLY",
    "READERS",
    "REMINDED_BEFORE",
    "SETTLED",
    "USED",
    "WAYS",
    "WAYS_TO_BILL",
    "WRITERS",
    "YEARLY",
    "AgreedNorm",
    "AgreedNorms",
    "AgreementMessages",
    "AgreementView",
    "BillingMoment",
    "CharterView",
    "Content",
    "CreditRule",
    "CustomerRow",
    "Delivery",
    "DeliveryMessages",
    "DeliveryView",
    "Deviation",
    "Duty",
    "Evidence",
    "HandoverView",
    "Planned",
    "Signature",
    "Signed",
    "StartUp",
    "Taken",
    "Terms",
    "UnsoundAgreement",
    "agreement",
    "change_agreement",
    "charter",
    "charters_of",
    "check_terms",
    "customers_with_agreements",
    "deliveries",
    "delivery",
    "differences",
    "draft_agreement",
    "drop_agreement",
    "end_agreement",
    "ever_signed",
    "evidence_of",
    "hand_over",
    "keep_deliveries_at",
    "norm_of",
    "norms_agreed",
    "numbered",
    "offer_agreement",
    "people_with_mandate",
    "publish_charter",
    "receive_delivery",
    "refuse_agreement",
    "remind_of_deliveries",
    "send_delivery_back",
    "sign_agreement",
    "signed_on",
    "versions_of",
    "when_of",
    "withdraw_agreement",
    "write_charter",
]
