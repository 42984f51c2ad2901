"""Words as they are searched: what is typed and what is written meet here, and nowhere else.

A text becomes words (small letters, no accents), and a word becomes its stem. The stemmer is Snowball's Dutch one (Kraaij and
Pohlmann); what it leaves apart (verlof and verloven, betaald and betalen, wachtwoord and wachtwoorden) is folded together.
"""

from bodemplaat.engines.words.finding import faults_forgiven, is_near, matches, ranked, stems_one_fault_away
from bodemplaat.engines.words.stems import LONGEST, STOP_WORDS, stem, stems_of, words_of

__all__ = [
    "LONGEST",
    "STOP_WORDS",
    "faults_forgiven",
    "is_near",
    "matches",
    "ranked",
    "stem",
    "stems_of",
    "stems_one_fault_away",
    "words_of",
]
