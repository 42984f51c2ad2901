"""How long is kept what came by e-mail, and what goes with a case."""

from typing import Final

from django.db.models import Q

from bodemplaat.capabilities.mailbox.vocabulary import MailState
from bodemplaat.foundation.retention.api import Log, Part
from bodemplaat.kernel import say

KINDS: Final = (
    Log(
        "mail",
        say("E-mail that came for a desk"),
        "mailbox.Mail",
        "taken_at",
        where=~Q(state=MailState.WAITING),
    ),
)
WITH_CASES: Final = Part("mailbox.Thread", "case")
"""The thread of a case goes with it."""
