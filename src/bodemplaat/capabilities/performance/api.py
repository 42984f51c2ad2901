"""The door of performance.

``count_cases`` is how a capability lets its cases be counted; ``spells`` makes the steps of a clock from who had a case when.
``performance`` gives each service of each customer in a period against its norm: one query and one call of the clock, so that
page, workbook, paper and what is signed say the same figure. ``offer_report`` lets two people sign them, one for each side: sealed
figures stay, and ``report`` tells beside them what is counted otherwise now.
"""

from bodemplaat.capabilities.performance.commands import (
    offer_report,
    refuse_report,
    sign_report,
    withdraw_report,
)
from bodemplaat.capabilities.performance.events import OFFERED, SEALED
from bodemplaat.capabilities.performance.notifications import PerformanceMessages
from bodemplaat.capabilities.performance.policies import READERS, may_open
from bodemplaat.capabilities.performance.ports import (
    Counted,
    Delivered,
    NamedCase,
    Span,
    ToldOfComplaints,
    ToldOfSatisfaction,
    count_cases,
    count_thoughts,
    counted,
    delivered_among,
)
from bodemplaat.capabilities.performance.queries.corrected import performance_to_offer
from bodemplaat.capabilities.performance.queries.explained import terms_of_late_cases
from bodemplaat.capabilities.performance.queries.live import name_of_customer, performance
from bodemplaat.capabilities.performance.queries.signed import (
    ComplaintCorrection,
    ReportRow,
    ReportView,
    SignedFigures,
    figures_signed,
    report,
    reports,
    reports_that_hold,
    sealed_report,
    sealed_reports,
)
from bodemplaat.capabilities.performance.reckoning.facts import (
    CUSTOMER,
    THIRD,
    CaseFacts,
    Step,
    spells,
)
from bodemplaat.capabilities.performance.reckoning.figures import (
    Figures,
    LateCase,
    MonthFigures,
    Waiting,
)
from bodemplaat.capabilities.performance.reckoning.report import report_of
from bodemplaat.capabilities.performance.reckoning.signatures import SOMEBODY, with_signatures
from bodemplaat.capabilities.performance.reckoning.telling import told_apart
from bodemplaat.capabilities.performance.values import (
    CaseCorrection,
    ComplaintFigures,
    Correction,
    CorrectionFigures,
    DutyFigures,
    Performance,
    PlanFigures,
    SatisfactionFigures,
    ServiceFigures,
    Signature,
)

__all__ = [
    "CUSTOMER",
    "OFFERED",
    "READERS",
    "SEALED",
    "SOMEBODY",
    "THIRD",
    "CaseCorrection",
    "CaseFacts",
    "ComplaintCorrection",
    "ComplaintFigures",
    "Correction",
    "CorrectionFigures",
    "Counted",
    "Delivered",
    "DutyFigures",
    "Figures",
    "LateCase",
    "MonthFigures",
    "NamedCase",
    "Performance",
    "PerformanceMessages",
    "PlanFigures",
    "ReportRow",
    "ReportView",
    "SatisfactionFigures",
    "ServiceFigures",
    "Signature",
    "SignedFigures",
    "Span",
    "Step",
    "ToldOfComplaints",
    "ToldOfSatisfaction",
    "Waiting",
    "count_cases",
    "count_thoughts",
    "counted",
    "delivered_among",
    "figures_signed",
    "may_open",
    "name_of_customer",
    "offer_report",
    "performance",
    "performance_to_offer",
    "refuse_report",
    "report",
    "report_of",
    "reports",
    "reports_that_hold",
    "sealed_report",
    "sealed_reports",
    "sign_report",
    "spells",
    "terms_of_late_cases",
    "told_apart",
    "with_signatures",
    "withdraw_report",
]
