#!/bin/bash
# mail-parser-reply 1.36 (takes the new words out of a mail that quotes the one before; "nl" is one of its languages): of the three ways
# in which Dutch mail programs introduce what they quote it knows one. It looks for "Op (day) (name) schreef:", with the name before the verb;
# Gmail and Thunderbird write the verb first, an iPhone writes "heeft … het volgende geschreven". There the answer holds
# everything that was quoted. Outlook's block ("Van / Verzonden / Aan / Onderwerp") is cut.
# The English mail of the same shape is cut as it should be.
# Matters to us: a reply by e-mail goes into the file of a case. Cut by this package, a Dutch thread would repeat itself in every message:
# what is kept of a mail must not rest on such a cut.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q mail-parser-reply==1.36
"$place/venv/bin/python" - <<'PYTHON'
import importlib.metadata
import sys

from mailparser_reply import EmailReplyParser

print("mail-parser-reply", importlib.metadata.version("mail-parser-reply"))
ANSWER = "Dank, dat is duidelijk."
QUOTED = "\n\n> Kunt u dit aanvullen?\n"
OUTLOOK = (
    "\n\nVan: Balie <balie@example.org>\nVerzonden: maandag 3 november 2025 10:00\nAan: Anna <anna@example.org>"
    "\nOnderwerp: Uw vraag\n\nKunt u dit aanvullen?\n"
)
MAILS = {
    "en Gmail": ("en", "\n\nOn Mon, Nov 3, 2025 at 10:00 AM Desk <desk@example.org> wrote:" + QUOTED),
    "nl Outlook": ("nl", OUTLOOK),
    "nl Gmail": ("nl", "\n\nOp ma 3 nov 2025 om 10:00 schreef Balie <balie@example.org>:" + QUOTED),
    "nl Thunderbird": ("nl", "\n\nOp 3-11-2025 om 10:00 schreef Balie:" + QUOTED),
    "nl iPhone": (
        "nl",
        "\n\nOp 3 nov 2025 om 10:00 heeft Balie <balie@example.org> het volgende geschreven:" + QUOTED,
    ),
}
cut = {}
for name, (language, rest) in MAILS.items():
    answer = EmailReplyParser(languages=[language]).parse_reply(text=ANSWER + rest)
    cut[name] = answer.strip() == ANSWER
    print(f"{name:15} {'the answer alone' if cut[name] else repr(answer)}")
sys.exit(0 if cut == {name: name in ("en Gmail", "nl Outlook") for name in MAILS} else 1)
PYTHON
