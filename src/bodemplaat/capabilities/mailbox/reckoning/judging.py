"""Whether a person wrote a message to a desk, from what the message says of itself (RFC 3834, RFC 2919, RFC 2369)."""

import re
from typing import Final

from bodemplaat.capabilities.mailbox.vocabulary import Reason
from bodemplaat.formats.mail import Letter

REPORTERS: Final = ("mailer-daemon", "postmaster")
OF_PROGRAMS: Final = (*REPORTERS, "noreply", "no-reply", "donotreply")
OF_LISTS: Final = ("list-id", "list-post", "list-unsubscribe")
OUR_IDS: Final = ("notice.", "case.", "invoice.")
OUR_MARK: Final = "x-bodemplaat"
_TOKEN: Final = re.compile(r"[0-9a-f]{32}")


def refusal_of(letter: Letter, *, domain: str, longest: int) -> Reason | None:
    """Why a message is no letter to a desk; ``None`` for one that is. ``domain`` is that of our own mail."""
    if is_ours(letter, domain):
        return Reason.OURS
    refusal = _of_no_person(letter)
    if refusal is not None:
        return refusal
    if not letter.text[: letter.quoted_from].strip():
        return Reason.NO_TEXT
    return Reason.TOO_LONG if letter.quoted_from > longest else None


def refusal_of_invoice(letter: Letter, *, domain: str, has_files: bool) -> Reason | None:
    """Why a message brings no invoice. Programs and services for bulk mail send invoices, so only an answer to a mail is refused
    whatever comes with it: an absence, or a report that something could not be delivered.
    """
    if is_ours(letter, domain):
        return Reason.OURS
    marks = letter.mark_of
    if (
        "auto-replied" in marks.get("auto-submitted", "")
        or marks.get("precedence", "") == "auto_reply"
        or any(name in marks for name in ("x-autoreply", "x-autorespond"))
        or letter.return_path == ""
        or letter.sender.partition("@")[0] in REPORTERS
    ):
        return Reason.AUTOMATIC
    return None if has_files else _of_no_person(letter)


def is_ours(letter: Letter, domain: str) -> bool:
    """Whether a message is one that we sent, which came back."""
    return letter.mark_of.get(OUR_MARK) == domain.lower() or _has_our_id(letter.message_id, domain)


def is_of_no_person(letter: Letter) -> bool:
    """Whether a program or a list sent a message, so that nobody answers it by itself."""
    return _of_no_person(letter) is not None or not letter.sender


def _of_no_person(letter: Letter) -> Reason | None:
    marks = letter.mark_of
    precedence = marks.get("precedence", "")
    if any(name in marks for name in OF_LISTS) or precedence == "list":
        return Reason.LIST
    if (
        marks.get("auto-submitted", "no").partition(";")[0].partition(" ")[0] != "no"
        or precedence in ("bulk", "junk", "auto_reply")
        or any(name in marks for name in ("x-autoreply", "x-autorespond"))
        or letter.return_path == ""
        or letter.sender.partition("@")[0] in OF_PROGRAMS
    ):
        return Reason.AUTOMATIC
    return None


def is_proven(letter: Letter, *, server: str) -> bool:
    """Whether the mail server of that name found out that a message comes from its sender's domain (RFC 8601, DMARC).

    Only the first such header counts: the server writes it above what a sender may have put in. Without a ``server``
    nothing has to be proven.
    """
    if not server:
        return True
    for each in letter.proofs[:1]:
        name, _, results = each.partition(";")
        if name.split(" ")[0].strip().lower() == server.lower():
            return re.search(r"(?:^|[\s;])dmarc\s*=\s*pass\b", results, re.IGNORECASE) is not None
    return False


def token_in(address: str, *, base: str) -> str:
    """The token in an address such as ``zaak+TOKEN@mail.example``, for the ``base`` ``zaak@mail.example``; empty for any other."""
    if not base:
        return ""
    name, _, domain = base.lower().partition("@")
    here, _, there = address.lower().rpartition("@")
    token = here.removeprefix(f"{name}+")
    return token if there == domain and here != token and _TOKEN.fullmatch(token) else ""


def address_with(token: str, *, base: str) -> str:
    """The address that holds a token."""
    name, _, domain = base.partition("@")
    return f"{name}+{token}@{domain}"


def _has_our_id(message_id: str, domain: str) -> bool:
    return message_id.startswith(OUR_IDS) and message_id.lower().endswith(f"@{domain.lower()}")
