"""Every kind of calculation by name: what a surface can offer. Light: what works one out is imported when it is used."""

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bodemplaat.kernel import say

if TYPE_CHECKING:
    from bodemplaat.calculations.file.template import Template
    from bodemplaat.calculations.work import Work

ROOM = "bodemplaat.calculations"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its name on the command line and of its template, and how a reader knows it."""

    name: str
    title: str
    line: str
    """What it does, in one line of a table."""
    about: str
    """The same, in full."""
    work_at: str
    """``module:ATTRIBUTE`` of its ``Work``, under ``bodemplaat.calculations``."""
    template_at: str = ""
    """The same of its ``Template``; empty where the file is a log or a table that another system made."""
    explains: bool = True
    """Whether the answer has amounts whose reasons may be asked for by name."""
    family: str = ""
    """Kinds of one family read the same model and each a block of its own besides."""

    @property
    def is_model(self) -> bool:
        """Whether its file is a model: YAML, or a workbook made from the template."""
        return bool(self.template_at)

    @property
    def sisters(self) -> tuple["Kind", ...]:
        """The other kinds of its family."""
        return tuple(
            kind for kind in KINDS.values() if self.family and kind.family == self.family and kind is not self
        )

    def work(self) -> "Work[Any, Any, Any]":
        """What reads it, works it out and tells it."""
        work: Work[Any, Any, Any] = _imported(self.work_at)
        return work

    def template(self) -> "Template":
        """The workbook to start from; raises ``LookupError`` where there is none."""
        if not self.is_model:
            raise LookupError(f"{self.name} has no template")
        template: Template = _imported(self.template_at)
        return template


def _imported(address: str) -> Any:
    module, attribute = address.split(":")
    return getattr(importlib.import_module(f"{ROOM}.{module}"), attribute)


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "business-case",
            say("Business case"),
            say("Work out a business case from a model file."),
            say(
                "Work out a business case: per participant, per function and together, by year, with break-even, "
                "net present value and return, and how sure that is."
            ),
            "business_case:WORK",
            "business_case.file:TEMPLATE",
            family="case",
        ),
        Kind(
            "measure",
            say("Baseline from a log"),
            say("Measure how long cases took, from another system's log."),
            say(
                "Measure how long cases took, from a file that another system exported (CSV, XES or a workbook): in and "
                "out of their term, by month, customer, service and channel, and who kept them waiting."
            ),
            "measure:WORK",
            explains=False,
        ),
        Kind(
            "coalition",
            say("Coalition"),
            say("See whether a coalition holds, and what keeps it together."),
            say(
                "See whether a coalition holds: who would be better off leaving, what is a fair part, which compensation "
                "keeps everyone in, and what each one's leaving does to the others."
            ),
            "coalition:WORK",
            "coalition.file:TEMPLATE",
            family="case",
        ),
        Kind(
            "settle",
            say("Settlement of a year"),
            say("Divide a year's costs over the participants."),
            say(
                "Divide a year's costs over the participants: budget, use, recalculation, result and who owes whom."
            ),
            "settlement:SETTLE",
            "settlement.file:SETTLE_TEMPLATE",
            family="cooperation",
        ),
        Kind(
            "compare-keys",
            say("Ways to divide compared"),
            say("Compare ways to divide: who pays more, by how much."),
            say(
                "Compare ways to divide: who pays more, by how much, per head and in percent, and a path over years."
            ),
            "settlement:COMPARE_KEYS",
            "settlement.file:COMPARE_TEMPLATE",
            family="cooperation",
        ),
        Kind(
            "exit",
            say("Leaving and joining"),
            say("Exit sum by each method, and an entry sum."),
            say("Work out an exit sum by each method, what it does to those who stay, and an entry sum."),
            "settlement:LEAVE",
            "settlement.file:EXIT_TEMPLATE",
            family="cooperation",
        ),
        Kind(
            "costs",
            say("Cost prices"),
            say("Cost price per service, from a model file."),
            say(
                "Cost price per service from cost centres, activities and volumes, overhead by three methods, plan and actual."
            ),
            "costs:WORK",
            "costs.file:TEMPLATE",
        ),
        Kind(
            "benchmark",
            say("Comparison with other municipalities"),
            say("Own budget per inhabitant beside comparable municipalities."),
            say(
                "Own budget per inhabitant beside the median and quartiles of comparable municipalities, per taakveld, "
                "from an Iv3 budget file (CSV, thousands of euros)."
            ),
            "benchmark:WORK",
            explains=False,
        ),
        Kind(
            "choose",
            say("Choice between alternatives"),
            say("Weigh alternatives on criteria, from a model file."),
            say("Weigh alternatives on criteria, and see which weight or score would make another win."),
            "choose:WORK",
            "choose.file:TEMPLATE",
            explains=False,
        ),
        Kind(
            "legal-form",
            say("Legal form"),
            say("See which legal form can carry a design."),
            say(
                "Hold what a cooperation wants to be able to do against the legal forms: which can carry it, on what condition, and which "
                "form can where another cannot."
            ),
            "legal_form:WORK",
            "legal_form.file:TEMPLATE",
            explains=False,
        ),
        Kind(
            "resilience",
            say("Vulnerability of functions"),
            say("How vulnerable functions are, alone and pooled."),
            say(
                "See how vulnerable functions are: the chance that nobody qualified is there, alone and pooled, "
                "single-person functions before and after, and how many people the pool needs."
            ),
            "resilience:WORK",
            "resilience.file:TEMPLATE",
            explains=False,
        ),
        Kind(
            "plan",
            say("Plan of a road"),
            say("Plan a road: dates, slack, delays and certainty."),
            say(
                "Plan a road: early and late dates, slack and critical path on calendars with recess and holidays, "
                "what a delay does, and how sure a date is."
            ),
            "plan:WORK",
            "plan.file:TEMPLATE",
            explains=False,
        ),
        Kind(
            "wgr-year",
            say("Budget year of an arrangement"),
            say("Count a budget year back from meetings by the Wgr."),
            say(
                "Count the budget year of a joint arrangement back from the meetings of board and councils by the Wgr: the last day of "
                "each step, when each council can give its view, and which meeting must move where it cannot."
            ),
            "wgr_year:WORK",
            "wgr_year.file:TEMPLATE",
            explains=False,
        ),
    )
}
"""By name, in the order of a table."""
