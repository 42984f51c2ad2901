"""Findings and marked texts as JSON carries them, and back: what is kept in a row or comes from a child is the same value again."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from bodemplaat.kernel.euro import Euro
from bodemplaat.kernel.finding import Finding, Severity
from bodemplaat.kernel.said import Said

__all__ = ["finding_of_plain", "plain_finding", "plain_said", "said_of_plain"]


def plain_finding(finding: Finding) -> dict[str, Any]:
    """A finding in JSON's own kinds; its link is left out."""
    return {
        "code": finding.code,
        "place": _plain(finding.place),
        "text": _plain(Said(str(finding.text), finding.values)),
        "severity": finding.severity.value,
    }


def finding_of_plain(plain: Mapping[str, Any]) -> Finding:
    """The finding that ``plain_finding`` wrote."""
    text = _value(plain["text"])
    return Finding(plain["code"], _value(plain["place"]), str(text), text.values, Severity(plain["severity"]))


def plain_said(said: Said) -> dict[str, Any]:
    """A marked text with its values in JSON's own kinds."""
    return {"said": str(said), "values": {name: _plain(inner) for name, inner in said.values.items()}}


def said_of_plain(plain: Mapping[str, Any]) -> Said:
    """The text that ``plain_said`` wrote."""
    return Said(plain["said"], {name: _value(inner) for name, inner in plain["values"].items()})


def _plain(value: object) -> Any:
    """A text, a marked text or a figure in JSON's own kinds, so that ``_value`` makes the same of it."""
    if isinstance(value, Said):
        return plain_said(value)
    if isinstance(value, Euro):
        return {"cents": value.cents}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return {"decimal": str(value)} if isinstance(value, Decimal) else value


def _value(plain: Any) -> Any:
    if not isinstance(plain, dict):
        return plain
    if "said" in plain:
        return said_of_plain(plain)
    if "day" in plain:
        return date.fromisoformat(plain["day"])
    return Euro(plain["cents"]) if "cents" in plain else Decimal(plain["decimal"])
