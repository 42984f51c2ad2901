"""Texts as they are kept: what nobody sees is taken out, so that what is written as XML is read back the same."""

import re
import unicodedata
from dataclasses import replace
from typing import Final

from bodemplaat.capabilities.sales.values import PartyDetails, SalesContent
from bodemplaat.kernel.accounts import bare_iban

_UNSEEN: Final = frozenset({"Cc", "Cs", "Cf", "Co", "Cn"})


def tidy(text: str) -> str:
    """Without control characters, and one space between words."""
    return " ".join("".join(c if unicodedata.category(c) not in _UNSEEN else " " for c in text).split())


def tidied(content: SalesContent) -> SalesContent:
    """The same invoice in tidy texts."""
    return replace(
        content,
        lines=tuple(replace(each, name=tidy(each.name), reason=tidy(each.reason)) for each in content.lines),
        reference=tidy(content.reference),
        order=tidy(content.order),
        contract=tidy(content.contract),
        note=tidy(content.note),
    )


def tidied_details(details: PartyDetails) -> PartyDetails:
    """The same details in tidy texts; numbers without spaces and dots."""
    return replace(
        details,
        name=tidy(details.name),
        street=tidy(details.street),
        postcode=tidy(details.postcode).upper(),
        town=tidy(details.town),
        kvk=_bare(details.kvk),
        oin=_bare(details.oin),
        vat_number=_bare(details.vat_number),
        account=bare_iban(details.account),
        email=tidy(details.email),
    )


def _bare(number: str) -> str:
    return re.sub(r"[\s.\-]+", "", tidy(number)).upper()
