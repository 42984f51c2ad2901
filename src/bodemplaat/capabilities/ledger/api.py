"""The door of the ledger: what can be booked on, and the books of an organisation.

Books: ``open_year``, the lists of accounts and opening balances (filled from files), ``post_entry``, ``correct_entry``,
``close_period`` and ``propose_reopening`` with what a second person answers. A year is closed and carried to the next by two
(``propose_closing``, ``CLOSINGS``). Whatever is posted balances and stays.

Budget: the list of amounts, filled from files; ``budget_view`` beside what was booked and approved, ``budget_check`` what is
left where something is to be booked, and ``propose_budget_rule`` whether what goes beyond it is stopped.
"""

from bodemplaat.capabilities.ledger.commands.budget_rules import BUDGET_RULES, propose_budget_rule
from bodemplaat.capabilities.ledger.commands.budgeting import check_budget, wait_for_budget
from bodemplaat.capabilities.ledger.commands.closing import CLOSINGS, propose_closing
from bodemplaat.capabilities.ledger.commands.cost_centres import (
    add_cost_centre,
    change_cost_centre,
    end_cost_centre,
)
from bodemplaat.capabilities.ledger.commands.elsewhere import hand_over_in_file, note_numbers, note_references
from bodemplaat.capabilities.ledger.commands.entries import correct_entry, post_entry
from bodemplaat.capabilities.ledger.commands.facts import choose_account, post_facts, post_waiting
from bodemplaat.capabilities.ledger.commands.years import (
    REOPENINGS,
    close_period,
    open_year,
    propose_reopening,
)
from bodemplaat.capabilities.ledger.errors import (
    BeyondBudget,
    NoBooks,
    NoCodeElsewhere,
    PeriodShut,
    UnsoundEntry,
)
from bodemplaat.capabilities.ledger.lists.amounts import cents_of, written_of
from bodemplaat.capabilities.ledger.notifications import BookMessages, BudgetRuleMessages, YearMessages
from bodemplaat.capabilities.ledger.policies import READERS, SECOND
from bodemplaat.capabilities.ledger.ports import (
    LedgerAdapter,
    known_purposes,
    purpose_of,
    register_obligations,
    register_purposes,
)
from bodemplaat.capabilities.ledger.queries.accounts import accounts
from bodemplaat.capabilities.ledger.queries.auditfile import write_audit_file
from bodemplaat.capabilities.ledger.queries.balances import open_items, trial_balance
from bodemplaat.capabilities.ledger.queries.budget import (
    budget_check,
    budget_detail,
    budget_view,
    titled_rooms,
)
from bodemplaat.capabilities.ledger.queries.budget_rules import (
    BUDGET_RULE,
    BudgetRuleStep,
    budget_rule,
    budget_rule_waits,
)
from bodemplaat.capabilities.ledger.queries.classification import (
    CostCentreView,
    TaakveldView,
    check_bookings,
    cost_centre_over_time,
    cost_centres,
    cost_centres_found,
    taakvelden,
)
from bodemplaat.capabilities.ledger.queries.closing import closing_of_year
from bodemplaat.capabilities.ledger.queries.elsewhere import (
    accounts_elsewhere,
    compared_elsewhere,
    elsewhere,
    entries_by_id,
    next_to_hand_over,
    noted_elsewhere,
    write_elsewhere_audit_file,
    write_elsewhere_journal,
)
from bodemplaat.capabilities.ledger.queries.entries import card, corrections_of, entry
from bodemplaat.capabilities.ledger.queries.facts import facts_waiting, keeping_books, posting_rules
from bodemplaat.capabilities.ledger.queries.iv3 import iv3_rows
from bodemplaat.capabilities.ledger.queries.years import books_begun, period_of, periods, years
from bodemplaat.capabilities.ledger.reckoning.budget import budget_findings, budget_report
from bodemplaat.capabilities.ledger.reckoning.elsewhere import (
    AccountThere,
    Apart,
    Compared,
    Difference,
    ElsewhereFile,
    ElsewhereView,
    LineThere,
    MoveThere,
    OutgoingEntry,
    OutgoingLine,
)
from bodemplaat.capabilities.ledger.reckoning.iv3 import SIDES, iv3_cells, iv3_report
from bodemplaat.capabilities.ledger.reckoning.report import JOURNALS, balance_report, card_report
from bodemplaat.capabilities.ledger.values import (
    AccountKind,
    AccountView,
    Amount,
    BalanceRow,
    Begun,
    BudgetCheck,
    BudgetDetail,
    BudgetPlace,
    BudgetRoom,
    BudgetRow,
    CardLine,
    ClosingView,
    EntryView,
    Fact,
    Iv3Row,
    JournalCode,
    Obligation,
    ObligedView,
    OpenItem,
    Part,
    PeriodView,
    PostingRule,
    Purpose,
    WaitingView,
    Why,
)

__all__ = [
    "BUDGET_RULE",
    "BUDGET_RULES",
    "CLOSINGS",
    "JOURNALS",
    "READERS",
    "REOPENINGS",
    "SECOND",
    "SIDES",
    "AccountKind",
    "AccountThere",
    "AccountView",
    "Amount",
    "Apart",
    "BalanceRow",
    "Begun",
    "BeyondBudget",
    "BookMessages",
    "BudgetCheck",
    "BudgetDetail",
    "BudgetPlace",
    "BudgetRoom",
    "BudgetRow",
    "BudgetRuleMessages",
    "BudgetRuleStep",
    "CardLine",
    "ClosingView",
    "Compared",
    "CostCentreView",
    "Difference",
    "ElsewhereFile",
    "ElsewhereView",
    "EntryView",
    "Fact",
    "Iv3Row",
    "JournalCode",
    "LedgerAdapter",
    "LineThere",
    "MoveThere",
    "NoBooks",
    "NoCodeElsewhere",
    "Obligation",
    "ObligedView",
    "OpenItem",
    "OutgoingEntry",
    "OutgoingLine",
    "Part",
    "PeriodShut",
    "PeriodView",
    "PostingRule",
    "Purpose",
    "TaakveldView",
    "UnsoundEntry",
    "WaitingView",
    "Why",
    "YearMessages",
    "accounts",
    "accounts_elsewhere",
    "add_cost_centre",
    "balance_report",
    "books_begun",
    "budget_check",
    "budget_detail",
    "budget_findings",
    "budget_report",
    "budget_rule",
    "budget_rule_waits",
    "budget_view",
    "card",
    "card_report",
    "cents_of",
    "change_cost_centre",
    "check_bookings",
    "check_budget",
    "choose_account",
    "close_period",
    "closing_of_year",
    "compared_elsewhere",
    "correct_entry",
    "corrections_of",
    "cost_centre_over_time",
    "cost_centres",
    "cost_centres_found",
    "elsewhere",
    "end_cost_centre",
    "entries_by_id",
    "entry",
    "facts_waiting",
    "hand_over_in_file",
    "iv3_cells",
    "iv3_report",
    "iv3_rows",
    "keeping_books",
    "known_purposes",
    "next_to_hand_over",
    "note_numbers",
    "note_references",
    "noted_elsewhere",
    "open_items",
    "open_year",
    "period_of",
    "periods",
    "post_entry",
    "post_facts",
    "post_waiting",
    "posting_rules",
    "propose_budget_rule",
    "propose_closing",
    "propose_reopening",
    "purpose_of",
    "register_obligations",
    "register_purposes",
    "taakvelden",
    "titled_rooms",
    "trial_balance",
    "wait_for_budget",
    "write_audit_file",
    "write_elsewhere_audit_file",
    "write_elsewhere_journal",
    "written_of",
    "years",
]
