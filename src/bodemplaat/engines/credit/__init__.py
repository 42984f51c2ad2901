"""What a provider credits for a norm that was missed: a part of the price of a year for each whole point short, up to a ceiling.

``credit_for`` works it out from the rule that was agreed, exact to the cent; ``Credit.trace`` explains it line by line. The rule
is a proposal of ours: the handbook (3.1.1) asks how to act on a deviation and names no amounts.
"""

from bodemplaat.engines.credit.reckoning import Credit, CreditRule, credit_for

__all__ = ["Credit", "CreditRule", "credit_for"]
