"""Every rule of the norm that a rule set knows has words of ours; what is about a syntax is told in one shape."""

import re
from pathlib import Path

import pytest

from bodemplaat.formats.invoices.places import place_in_words
from bodemplaat.formats.invoices.rules import NoRules, RuleSet
from bodemplaat.formats.invoices.words import words_of
from bodemplaat.presentation.voice import Voice

SAYS = re.compile(r"<svrl:text>(.*?)</svrl:text>", re.DOTALL)
RULE = re.compile(r"\[((?:BR|UBL|CII)-[A-Z0-9-]+)\]\s*-?\s*(.*)", re.DOTALL)


def said(rule_set: RuleSet) -> list[tuple[str, str]]:
    """Every rule of a rule set with its words."""
    try:
        path: Path = rule_set.path
    except NoRules:
        pytest.skip("the extra einvoice is not installed")
    texts = (
        " ".join(re.sub(r"<[^>]*>", "", text).split())
        for text in SAYS.findall(path.read_text(encoding="utf-8"))
    )
    return [
        (match[1], match[2]) if (match := RULE.match(text)) else ("FX-SCH", text) for text in texts if text
    ]


@pytest.mark.parametrize("rule_set", [RuleSet.EN_UBL, RuleSet.EN_CII])
def test_a_rule_of_the_norm_is_told_in_our_own_words(rule_set: RuleSet) -> None:
    foreign = {
        rule
        for rule, official in said(rule_set)
        if rule.startswith("BR-") and "official" in words_of(rule, official).values
    }
    assert foreign <= {"BR-B-01", "BR-B-02"}  # split payment, which is Italian


@pytest.mark.parametrize("rule_set", [RuleSet.EN_UBL, RuleSet.EN_CII, RuleSet.BASIC_CII])
def test_what_is_said_of_a_syntax_has_one_shape(rule_set: RuleSet) -> None:
    every = [(rule, official) for rule, official in said(rule_set) if rule.startswith(("FX-SCH", "UBL-CR-"))]
    foreign = [official for rule, official in every if "official" in words_of(rule, official).values]
    assert len(foreign) < len(every) / 20, foreign[:5]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_rule_can_be_told_in_both_languages(language: str) -> None:
    voice = Voice(language)
    for rule_set in (RuleSet.EN_UBL, RuleSet.EN_CII, RuleSet.PEPPOL_UBL):
        for rule, official in said(rule_set):
            for is_fatal in (True, False):
                text = voice(words_of(rule, official, is_fatal=is_fatal))
                assert text
                assert "{" not in text.replace(official, "")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/*:Invoice[namespace-uri()='urn:x'][1]/*:InvoiceLine[namespace-uri()='urn:y'][3]", "line 3"),
        (
            "/Q{urn:x}CreditNote[1]/Q{urn:y}CreditNoteLine[12]/Q{urn:y}AllowanceCharge[2]",
            "line 12, allowance or charge 2",
        ),
        ("/*:Invoice[1]/*:TaxTotal[1]/*:TaxSubtotal[2]/*:TaxCategory[1]", "VAT breakdown, part 2"),
        (
            "/rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement/ram:SellerTradeParty",
            "supplier",
        ),
        ("/*:Invoice[1]/cac:AccountingCustomerParty[1]/cac:Party[1]/cbc:EndpointID[1]/@schemeID", "customer"),
        ("/*:Invoice[1]", "whole invoice"),
        ("", "whole invoice"),
    ],
)
def test_a_place_is_told_in_words_of_the_reader(path: str, place: str) -> None:
    assert place_in_words(path).render() == place
