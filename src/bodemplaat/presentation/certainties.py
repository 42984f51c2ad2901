"""How sure a row of a table of law is, in words."""

from collections.abc import Mapping
from typing import Final

from bodemplaat.kernel import Certainty, Said, say

CERTAINTIES: Final[Mapping[Certainty, Said]] = {
    Certainty.PRIMARY: say("read in the text of the law"),
    Certainty.SECONDARY: say("read in a secondary source"),
    Certainty.MEMORY: say("not checked"),
}
