"""Everything that is wrong with a payment file, before it is written.

Places are positions counted from zero: ``blocks.0.transfers.12.iban``. Errors stop the file; a warning says that
a text will be shortened to what the message can hold.
"""

import re
from collections.abc import Iterator

from bodemplaat.formats.sepa.accounts import BIC, is_iban, is_sepa_iban
from bodemplaat.formats.sepa.charset import is_sepa_id, to_sepa_text
from bodemplaat.formats.sepa.references import structured_reference
from bodemplaat.formats.sepa.values import CreditTransfer, DebtorBlock, PaymentFile, StructuredAddress
from bodemplaat.kernel import Euro, Finding, Severity, say

NAME, REMITTANCE = 70, 140
"""The most characters of a name and of a remittance text (EPC132-08)."""

ADDRESS_LIMITS = {"street": 70, "building_number": 16, "postcode": 16, "town": 35}
"""The most characters of each part of an address (PostalAddress24)."""

LARGEST = Euro(999_999_999_99)
"""The largest amount of one SEPA credit transfer (EPC125-05, AT-04)."""


_PLAIN_ID = re.compile(r"[A-Za-z0-9]{1,35}")


def check_payment_file(file: PaymentFile) -> tuple[Finding, ...]:
    """All findings, in the order of the file; none means that it can be written and sent."""
    return tuple(_file(file))


def _file(file: PaymentFile) -> Iterator[Finding]:
    yield from _identification(file.message_id, "message_id")
    yield from _name(file.initiating_party, "initiating_party")
    if not file.blocks:
        yield Finding("sepa.empty", "blocks", say("There is nothing to pay in this file."))
    yield from _duplicates(
        [(block.payment_id, f"blocks.{i}.payment_id") for i, block in enumerate(file.blocks)]
    )
    yield from _duplicates(
        [
            (transfer.end_to_end_id, f"blocks.{i}.transfers.{j}.end_to_end_id")
            for i, block in enumerate(file.blocks)
            for j, transfer in enumerate(block.transfers)
        ]
    )
    for i, block in enumerate(file.blocks):
        yield from _block(block, f"blocks.{i}", file)


def _block(block: DebtorBlock, place: str, file: PaymentFile) -> Iterator[Finding]:
    yield from _identification(block.payment_id, f"{place}.payment_id")
    yield from _name(block.debtor, f"{place}.debtor")
    yield from _account(block.iban, block.bic, place)
    yield from _address(block.address, f"{place}.address")
    if block.requested_on < file.created_at.date():
        yield Finding(
            "sepa.day_passed",
            f"{place}.requested_on",
            say("The payment day {day} has passed. Choose today or a later day."),
            {"day": block.requested_on},
        )
    if not block.transfers:
        yield Finding(
            "sepa.empty",
            f"{place}.transfers",
            say("There is nothing to pay from account {iban}."),
            {"iban": block.iban},
        )
    for j, transfer in enumerate(block.transfers):
        if not _plainly_sound(transfer):
            yield from _transfer(transfer, f"{place}.transfers.{j}")


def _plainly_sound(transfer: CreditTransfer) -> bool:
    """Whether nothing can be found in a transfer: of most that is seen at a glance, and the others are looked at closely."""
    return (
        _PLAIN_ID.fullmatch(transfer.end_to_end_id) is not None
        and 0 < transfer.amount.cents <= LARGEST.cents
        and is_sepa_iban(transfer.iban)
        and not transfer.bic
        and transfer.address is None
        and len(name := to_sepa_text(transfer.creditor)) <= NAME
        and name[:1].isalnum()
        and len(to_sepa_text(transfer.remittance)) <= REMITTANCE
        and not transfer.reference
    )


def _transfer(transfer: CreditTransfer, place: str) -> Iterator[Finding]:
    yield from _identification(transfer.end_to_end_id, f"{place}.end_to_end_id")
    if not 0 < transfer.amount.cents <= LARGEST.cents:
        yield Finding(
            "sepa.amount",
            f"{place}.amount",
            say("The amount of payment {id} is {amount}; a payment is at least 0.01 and at most {largest}."),
            {"id": transfer.end_to_end_id, "amount": transfer.amount, "largest": LARGEST},
        )
    yield from _name(transfer.creditor, f"{place}.creditor")
    yield from _account(transfer.iban, transfer.bic, place)
    yield from _address(transfer.address, f"{place}.address")
    yield from _length(transfer.remittance, REMITTANCE, f"{place}.remittance")
    if transfer.reference and structured_reference(transfer.reference) != transfer.reference:
        yield Finding(
            "sepa.reference",
            f"{place}.reference",
            say(
                "“{reference}” is no payment reference with a check that holds. Correct it, or send it as a text."
            ),
            {"reference": transfer.reference[:40]},
        )


def _identification(text: str, place: str) -> Iterator[Finding]:
    if not is_sepa_id(text):
        yield Finding(
            "sepa.id",
            place,
            say(
                "“{id}” cannot be an identification in a payment file: 1 to 35 letters, digits or / - ? : ( ) . , ' + "
                "and no slash at an end or double."
            ),
            {"id": text[:80]},
        )


def _name(text: str, place: str) -> Iterator[Finding]:
    if not any(c.isalnum() for c in to_sepa_text(text)):
        yield Finding(
            "sepa.name",
            place,
            say(
                "The name “{name}” is empty or has no letters that a bank can read. Fill in the name in Latin letters."
            ),
            {"name": text[:80]},
        )
    yield from _length(text, NAME, place)


def _account(iban: str, bic: str, place: str) -> Iterator[Finding]:
    if not is_sepa_iban(iban):
        text = (
            say("Account {iban} lies in a country that a SEPA payment does not reach. Pay it in another way.")
            if is_iban(iban)
            else say(
                "“{iban}” is not a sound IBAN: check digits, length or country are wrong. Correct the account."
            )
        )
        yield Finding("sepa.iban", f"{place}.iban", text, {"iban": iban[:40]})
    if bic and not BIC.fullmatch(bic):
        text = say("“{bic}” is not a BIC: 8 or 11 capitals and digits. Correct it or leave it out.")
        yield Finding("sepa.bic", f"{place}.bic", text, {"bic": bic[:40]})


def _address(address: StructuredAddress | None, place: str) -> Iterator[Finding]:
    if address is None:
        return
    if (
        not address.town.strip()
        or len(address.country) != 2
        or not (address.country.isascii() and address.country.isupper())
    ):
        yield Finding(
            "sepa.address",
            place,
            say("An address needs a town and a country of two capitals (NL). Complete it or leave it out."),
        )
    for part, limit in ADDRESS_LIMITS.items():
        yield from _length(getattr(address, part), limit, f"{place}.{part}")


def _length(text: str, limit: int, place: str) -> Iterator[Finding]:
    if len(text) > limit // 3 and len(to_sepa_text(text)) > limit:
        yield Finding(
            "sepa.shortened",
            place,
            say("“{text}” is longer than the {limit} characters a payment file holds and will be cut off."),
            {"text": text[:200], "limit": limit},
            Severity.WARNING,
        )


def _duplicates(identifications: list[tuple[str, str]]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for identification, place in identifications:
        earlier = seen.setdefault(identification, place)
        if earlier is not place:
            yield Finding(
                "sepa.duplicate_id",
                place,
                say("Identification {id} is used twice in this file (also at {earlier})."),
                {"id": identification, "earlier": earlier},
            )
