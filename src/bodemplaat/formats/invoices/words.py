"""What a rule of EN 16931 means to a reader: what is wrong and what helps, for each rule id or its family.

A rule that has no words of its own here is told in those of the rule set, which are English.
"""

import re
from collections.abc import Mapping
from typing import Final

from bodemplaat.kernel import Said, say

__all__ = ["words_of"]

_MISSING: Final[Mapping[str, Said]] = {
    "BR-01": say("The profile that the invoice follows"),
    "BR-02": say("The invoice number"),
    "BR-03": say("The day of the invoice"),
    "BR-04": say("The type of the invoice"),
    "BR-05": say("The currency"),
    "BR-06": say("The name of the supplier"),
    "BR-07": say("The name of the customer"),
    "BR-08": say("The address of the supplier"),
    "BR-09": say("The country of the supplier"),
    "BR-10": say("The address of the customer"),
    "BR-11": say("The country of the customer"),
    "BR-12": say("The total of the lines"),
    "BR-13": say("The total without VAT"),
    "BR-14": say("The total with VAT"),
    "BR-15": say("The amount to pay"),
    "BR-16": say("An invoice line"),
    "BR-17": say("The name of the payee"),
    "BR-18": say("The name of the tax representative"),
    "BR-19": say("The address of the tax representative"),
    "BR-20": say("The country of the tax representative"),
    "BR-21": say("The number of a line"),
    "BR-22": say("The quantity"),
    "BR-23": say("The unit of the quantity"),
    "BR-24": say("The amount of a line"),
    "BR-25": say("The name of what was supplied"),
    "BR-26": say("The price"),
    "BR-31": say("The amount of an allowance"),
    "BR-32": say("The VAT category of an allowance"),
    "BR-33": say("The reason of an allowance"),
    "BR-36": say("The amount of a charge"),
    "BR-37": say("The VAT category of a charge"),
    "BR-38": say("The reason of a charge"),
    "BR-41": say("The amount of an allowance"),
    "BR-42": say("The reason of an allowance"),
    "BR-43": say("The amount of a charge"),
    "BR-44": say("The reason of a charge"),
    "BR-45": say("The amount over which VAT is due"),
    "BR-46": say("The VAT of a category"),
    "BR-47": say("The VAT category"),
    "BR-48": say("The VAT rate"),
    "BR-49": say("The way of paying"),
    "BR-50": say("The account to pay to"),
    "BR-52": say("The number of an attachment"),
    "BR-53": say("The VAT in the currency of the tax"),
    "BR-54": say("The name or the value of a property of what was supplied"),
    "BR-55": say("The number of the earlier invoice"),
    "BR-56": say("The VAT number of the tax representative"),
    "BR-57": say("The country of delivery"),
    "BR-61": say("The account to pay to"),
    "BR-62": say("The list that the electronic address of the supplier is from"),
    "BR-63": say("The list that the electronic address of the customer is from"),
    "BR-64": say("The list that the number of an article is from"),
    "BR-65": say("The list that the class of an article is from"),
    "BR-CO-04": say("The VAT category of a line"),
    "BR-CO-18": say("The VAT breakdown"),
    "BR-CO-19": say("The first or last day of the period"),
    "BR-CO-20": say("The first or last day of the period"),
    "BR-CO-21": say("The reason of an allowance"),
    "BR-CO-22": say("The reason of a charge"),
    "BR-CO-23": say("The reason of an allowance"),
    "BR-CO-24": say("The reason of a charge"),
    "BR-CO-25": say("The day on which it must be paid, or the terms of payment,"),
    "BR-CO-26": say("A number by which the supplier is known (KvK, OIN or VAT)"),
    "BR-IC-11": say("The day of delivery or the period of a supply to another country"),
    "BR-IC-12": say("The country of delivery of a supply to another country"),
}
_LACKS: Final = say("{what} is missing. Ask the supplier for an invoice that states it.")

_REASONS: Final = say("A reason and its code do not say the same. Ask the supplier which is right.")
_OWN: Final[Mapping[str, Said]] = {
    **dict.fromkeys(("BR-CO-05", "BR-CO-06", "BR-CO-07", "BR-CO-08"), _REASONS),
    "BR-27": say(
        "The price of a line is below zero. A reduction goes as a negative quantity or as an allowance."
    ),
    "BR-28": say("The gross price of a line is below zero. Ask the supplier for a price of zero or more."),
    "BR-29": say("The period ends before it begins. Ask the supplier for the right days."),
    "BR-30": say("The period of a line ends before it begins. Ask the supplier for the right days."),
    "BR-51": say(
        "The invoice holds a whole card number, which must not be. Ask the supplier to leave it out."
    ),
    "BR-CO-03": say(
        "The invoice states a day and a code for when VAT is due; only one of them may be there."
    ),
    "BR-CO-09": say(
        "A VAT number does not begin with the code of its country, such as NL. Ask the supplier to mend it."
    ),
    "BR-CO-10": say(
        "The total of the lines is not the sum of their amounts. Ask the supplier to work it out again."
    ),
    "BR-CO-11": say("The total of allowances is not their sum. Ask the supplier to work it out again."),
    "BR-CO-12": say("The total of charges is not their sum. Ask the supplier to work it out again."),
    "BR-CO-13": say(
        "The total without VAT is not lines less allowances plus charges. Ask the supplier to work it out again."
    ),
    "BR-CO-14": say(
        "The VAT of the invoice is not the sum of its breakdown. Ask the supplier to work it out again."
    ),
    "BR-CO-15": say(
        "The total with VAT is not the total without it plus the VAT. Ask the supplier to work it out again."
    ),
    "BR-CO-16": say(
        "The amount to pay is not the total with VAT less what was paid, plus rounding. Ask the supplier to work it out again."
    ),
    "BR-CO-17": say(
        "The VAT is a euro or more from the amount times its rate. Ask the supplier to work it out again."
    ),
    "BR-O-11": say(
        "VAT that is outside the tax (category O) stands beside another category. Ask the supplier for two invoices."
    ),
    "BR-O-12": say(
        "Lines outside the tax (category O) stand beside other lines. Ask the supplier for two invoices."
    ),
    "BR-O-13": say(
        "An allowance of another category stands beside lines outside the tax (category O). Ask the supplier for two invoices."
    ),
    "BR-O-14": say(
        "A charge of another category stands beside lines outside the tax (category O). Ask the supplier for two invoices."
    ),
}

_CATEGORIES: Final = {
    "S": say("a rate above zero (S)"),
    "Z": say("the zero rate (Z)"),
    "E": say("exempt (E)"),
    "AE": say("reverse charge (AE)"),
    "IC": say("supply to another EU country (K)"),
    "G": say("export outside the EU (G)"),
    "O": say("outside the tax (O)"),
    "AF": say("IGIC of the Canary Islands (L)"),
    "AG": say("IPSI of Ceuta and Melilla (M)"),
}
_OF_CATEGORY: Final[Mapping[str, Said]] = {
    "01": say(
        "Lines are {category}, and the VAT breakdown must have one row of that category, no less and no more. Ask the supplier to mend it."
    ),
    "02": say(
        "A line is {category}, and for that the VAT number of the supplier (and for AE and K of the customer) must be there. Ask the supplier to add it."
    ),
    "03": say(
        "An allowance is {category}, and for that the VAT number of the supplier (and for AE and K of the customer) must be there. Ask the supplier to add it."
    ),
    "04": say(
        "A charge is {category}, and for that the VAT number of the supplier (and for AE and K of the customer) must be there. Ask the supplier to add it."
    ),
    "05": say(
        "The VAT rate of a line does not go with {category}. Ask the supplier which of the two is right."
    ),
    "06": say(
        "The VAT rate of an allowance does not go with {category}. Ask the supplier which of the two is right."
    ),
    "07": say(
        "The VAT rate of a charge does not go with {category}. Ask the supplier which of the two is right."
    ),
    "08": say(
        "The amount over which VAT is due is not the sum of what is {category}. Ask the supplier to work it out again."
    ),
    "09": say(
        "The VAT does not go with {category}: it is zero there, or else the amount times the rate. Ask the supplier to work it out again."
    ),
    "10": say(
        "The reason why no VAT is due does not go with {category}: it is missing, or stands where VAT is due. Ask the supplier to mend it."
    ),
}
_NO_NUMBER: Final = say(
    "Something is outside the tax (category O), and then no VAT number may be on the invoice. Ask the supplier to choose another category or leave the number out."
)
_NO_NUMBER_IN: Final = ("02", "03", "04")

_CODES: Final[Mapping[str, Said]] = {
    "BR-CL-01": say("type of document"),
    "BR-CL-03": say("currency"),
    "BR-CL-04": say("currency"),
    "BR-CL-05": say("currency of the tax"),
    "BR-CL-06": say("moment of VAT"),
    "BR-CL-07": say("list of an object's number"),
    "BR-CL-08": say("subject of a note"),
    "BR-CL-10": say("list of a number"),
    "BR-CL-11": say("list of a registration"),
    "BR-CL-13": say("class of an article"),
    "BR-CL-14": say("country"),
    "BR-CL-15": say("country of origin"),
    "BR-CL-16": say("way of paying"),
    "BR-CL-17": say("VAT category"),
    "BR-CL-18": say("VAT category"),
    "BR-CL-19": say("reason of an allowance"),
    "BR-CL-20": say("reason of a charge"),
    "BR-CL-21": say("list of an article's number"),
    "BR-CL-22": say("reason of exemption"),
    "BR-CL-23": say("unit"),
    "BR-CL-24": say("kind of attachment"),
    "BR-CL-25": say("list of an electronic address"),
    "BR-CL-26": say("list of a place's number"),
}
_CODE: Final = say("The code for {what} is not one of the norm's list. Ask the supplier for the right code.")
_DECIMALS: Final = say("An amount has more than two decimals. Ask the supplier for whole cents.")
_ONCE: Final = say(
    "Something stands more often or otherwise than the norm allows: {official} Ask the supplier to mend it."
)
_BESIDES: Final = say(
    "The invoice holds something that the norm does not know, which is not read: {official}"
)
_PEPPOL: Final = say("The invoice breaks a rule of Peppol: {official} Ask the supplier to mend it.")
_ANY: Final = say("The invoice breaks a rule: {official} Ask the supplier to mend it.")

_SHAPES: Final = (
    # What rule sets say of a syntax in one shape each, about an element or an attribute by its name.
    (
        re.compile(r"A UBL invoice should not include the (?P<name>[^.]*?)\.?$"),
        say("“{name}” is no part of an invoice by the norm and is not read."),
    ),
    (
        re.compile(r"(?:Element(?: variant)?|Attribute) '?(?P<name>[^']*)' (?:is )?marked as not used"),
        say("“{name}” is no part of an invoice in this profile and is not read."),
    ),
    (
        re.compile(r"Element '(?P<name>[^']*)' must occur exactly (?P<times>\d+) times"),
        say(
            "“{name}” must be there {times} {times:time|times}, no less and no more. Ask the supplier to mend it."
        ),
    ),
    (
        re.compile(r"Element '(?P<name>[^']*)' must occur at least (?P<times>\d+) times"),
        say("“{name}” must be there {times} {times:time|times} or more. Ask the supplier to add it."),
    ),
    (
        re.compile(r"Element(?: variant)? '(?P<name>[^']*)' may occur at maximum (?P<times>\d+) times"),
        say("“{name}” may be there {times} {times:time|times} at most. Ask the supplier to mend it."),
    ),
    (
        re.compile(r"Value of '(?P<name>[^']*)' is not allowed"),
        say("What stands in “{name}” is not one of the norm's list. Ask the supplier for the right code."),
    ),
    (
        re.compile(r"Attribute '(?P<name>[^']*)' is required"),
        say("“{name}” is missing. Ask the supplier to add it."),
    ),
)


_CATEGORY_RULE: Final = re.compile(r"BR-(S|Z|E|AE|IC|G|O|AF|AG)-(0[1-9]|10)$")


def words_of(rule: str, official: str, *, is_fatal: bool = True) -> Said:
    """What this rule says to a reader; ``official`` are the words of the rule set."""
    if rule in _OWN:
        return _OWN[rule]
    if rule in _MISSING:
        return _LACKS.using(what=_MISSING[rule])
    if rule in _CODES:
        return _CODE.using(what=_CODES[rule])
    if category := _CATEGORY_RULE.match(rule):
        letter, number = category.groups()
        if letter == "O" and number in _NO_NUMBER_IN:
            return _NO_NUMBER
        return _OF_CATEGORY[number].using(category=_CATEGORIES[letter])
    if rule.startswith("BR-DEC-") or rule == "UBL-DT-01":
        return _DECIMALS
    for shape, said in _SHAPES:
        if match := shape.match(official.strip()):
            values = match.groupdict()
            return said.using(
                **{name: int(value) if value.isdigit() else value for name, value in values.items()}
            )
    return _by_family(rule, is_fatal=is_fatal).using(official=_sentence(official))


def _by_family(rule: str, *, is_fatal: bool) -> Said:
    if rule.startswith(("UBL-CR-", "CII-SR-", "UBL-DT-", "CII-DT-", "FX-SCH")) and not is_fatal:
        return _BESIDES
    if rule.startswith(("UBL-SR-", "UBL-DT-", "CII-SR-", "CII-DT-", "FX-SCH")):
        return _ONCE
    return _PEPPOL if rule.startswith(("PEPPOL-", "NL-R-")) else _ANY


def _sentence(official: str) -> str:
    text = official.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
