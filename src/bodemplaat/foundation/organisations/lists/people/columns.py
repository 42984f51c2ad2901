"""The columns of the list of people, with the titles that mistakes and changes name."""

from typing import Final

from bodemplaat.foundation.imports.api import ImportColumn, Kind
from bodemplaat.kernel import say

NUMBER, NAME, EMAIL, UNIT, MANAGER, JOB, IBAN, SINCE, UNTIL, LANGUAGE = (
    say("Personnel number"),
    say("Name"),
    say("E-mail address"),
    say("Unit (code)"),
    say("Manager (e-mail or number)"),
    say("Job title"),
    say("Account number (IBAN)"),
    say("Employed since"),
    say("Employed until"),
    say("Language of letters"),
)
LANGUAGES: Final = {"nl": say("Dutch"), "en": say("English")}
COLUMNS: Final = (
    ImportColumn(
        "number",
        NUMBER,
        longest=20,
        note=say(
            "Somebody is recognised by it, or else by the e-mail address: one of the two must be there."
        ),
    ),
    ImportColumn("name", NAME, required=True, width=30),
    ImportColumn("email", EMAIL, Kind.EMAIL, longest=254, width=34),
    ImportColumn(
        "unit", UNIT, required=True, longest=120, note=say("The code of a unit in the list of units.")
    ),
    ImportColumn(
        "manager",
        MANAGER,
        longest=254,
        width=30,
        note=say("Anywhere in this file, or somebody who is known already."),
    ),
    ImportColumn("job", JOB, width=24),
    ImportColumn("iban", IBAN, Kind.IBAN, longest=60, width=26),
    ImportColumn("since", SINCE, Kind.DAY, width=16, note=say("Needed for somebody new.")),
    ImportColumn("until", UNTIL, Kind.DAY, width=16, note=say("The first day without this employment.")),
    ImportColumn(
        "language", LANGUAGE, Kind.CHOICE, choices=LANGUAGES, width=18, note=say("Left empty: Dutch.")
    ),
)
