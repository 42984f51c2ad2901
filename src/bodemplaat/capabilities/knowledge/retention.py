"""What is counted and what was not found, as lines that are kept for a term."""

from typing import Final

from bodemplaat.foundation.retention.api import Log
from bodemplaat.kernel import say

KINDS: Final = (
    Log("knowledge_uses", say("How often answers were read"), "knowledge.AnswerUse", "at"),
    Log("knowledge_gaps", say("What was searched and not found"), "knowledge.Gap", "last_at"),
)
