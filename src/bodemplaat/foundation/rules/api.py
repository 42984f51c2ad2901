"""The door of dated rules: proposed by one, confirmed by another, holding from a day on.

A room makes a kind (``RuleKind``) that says who proposes, reads and decides, what such a rule may say and what holds where nobody
chose, and registers it as a proposal. Here it is proposed (``propose_rule``), read for a day (``rule_on``) and over time
(``rule_over_time``), and has its page (``rule_page``).
"""

from bodemplaat.foundation.rules.commands import propose_rule
from bodemplaat.foundation.rules.kinds import RuleChange, RuleKind, RuleT, RuleView, Terms, UnsoundRule
from bodemplaat.foundation.rules.pages import RuleForm, RuleWords, rule_page
from bodemplaat.foundation.rules.queries import rule_on, rule_over_time, rule_waits

__all__ = [
    "RuleChange",
    "RuleForm",
    "RuleKind",
    "RuleT",
    "RuleView",
    "RuleWords",
    "Terms",
    "UnsoundRule",
    "propose_rule",
    "rule_on",
    "rule_over_time",
    "rule_page",
    "rule_waits",
]
