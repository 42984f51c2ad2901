"""What differs between two sets of rules or two forms of a kind, in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.claims.api import Basis, ClaimRules, KindRule, step_of
from bodemplaat.kernel import Euro
from bodemplaat.presentation import notation
from bodemplaat.surfaces.board.wording import function_name, language, step_conditions, step_name


@dataclass(frozen=True, slots=True)
class Change:
    """One rule before and after; ``was`` is empty where nothing held."""

    what: str
    was: str
    becomes: str

    @property
    def differs(self) -> bool:
        """Whether anything changes."""
        return self.was != self.becomes


def changes_of_rules(now: ClaimRules | None, wanted: ClaimRules, names: Mapping[str, str]) -> list[Change]:
    """Every rule as it is and as it would be; ``names`` holds the kinds of cost by code."""

    def chain(rules: ClaimRules) -> str:
        return "\n".join(
            f"{number}. " + ", ".join(filter(None, (step_name(step), step_conditions(step, names))))
            for number, step in enumerate(rules.chain, start=1)
        )

    rows: list[tuple[str, Callable[[ClaimRules], str]]] = [
        (gettext("Who decides"), chain),
        (gettext("Claim within"), lambda rules: _days(rules.max_age_days)),
        (gettext("Passes without approval below"), lambda rules: _euro(rules.threshold, gettext("none"))),
        (gettext("Drawn into the sample"), lambda rules: _percent(rules.sample_percent)),
        (gettext("When no manager can decide"), lambda rules: function_name(rules.fallback_function)),
    ]
    return [Change(what, written(now) if now else "", written(wanted)) for what, written in rows]


def changes_of_kind(now: KindRule | None, wanted: KindRule, *, offered: bool) -> list[Change]:
    """Everything of a kind as it is and as it would be; its end is one line."""
    if not offered:
        return [Change(gettext("Can be claimed"), gettext("yes"), gettext("no"))]

    def evidence(kind: KindRule) -> str:
        if kind.evidence_from is None:
            return gettext("not needed")
        if kind.evidence_from.cents <= 1:
            return gettext("always")
        return gettext("from {amount}").format(amount=_euro(kind.evidence_from, ""))

    rows: list[tuple[str, Callable[[KindRule], str]]] = [
        (gettext("Name"), lambda kind: f"{kind.name_nl} / {kind.name_en}"),
        (gettext("How the amount comes about"), lambda kind: str(_BASES[kind.basis])),
        (gettext("Rate per kilometre"), lambda kind: "–" if kind.rate is None else _rate(kind.rate)),
        (gettext("At most"), lambda kind: _euro(kind.limit, gettext("no limit"))),
        (gettext("Evidence"), evidence),
        (gettext("Taakveld"), lambda kind: kind.taakveld or "–"),
        (gettext("Where this rule comes from"), lambda kind: kind.source or "–"),
    ]
    return [Change(what, written(now) if now else "", written(wanted)) for what, written in rows]


def changes_in_trail(changes: Sequence[Mapping[str, Any]]) -> list[str]:
    """The changes that a line of the trail holds (``what``, ``from``, ``to``), each as ``what: from → to``."""
    return [
        f"{_FIELDS.get(each['what'], each['what'])}: "
        f"{_field(each['what'], each['from'])} → {_field(each['what'], each['to'])}"
        for each in changes
    ]


_FIELDS: Mapping[str, Any] = {
    "chain": _("Who decides"),
    "max_age_days": _("Claim within"),
    "threshold_cents": _("Passes without approval below"),
    "sample_percent": _("Drawn into the sample"),
    "fallback_function": _("When no manager can decide"),
    "offered": _("Can be claimed"),
    "name_nl": _("Name in Dutch"),
    "name_en": _("Name in English"),
    "basis": _("How the amount comes about"),
    "rate": _("Rate per kilometre"),
    "limit_cents": _("At most"),
    "evidence_from_cents": _("Evidence"),
    "taakveld": _("Taakveld"),
    "source": _("Where this rule comes from"),
    "ceiling_threshold_cents": _("May pass without approval below, at most"),
    "ceiling_sample_percent": _("Drawn into the sample, at least"),
    "ceiling_rate": _("Rate per kilometre, at most"),
    "ceiling_source": _("Which decision says so"),
}


def _field(name: str, value: Any) -> str:
    """A stored value of a rule in words; what was not there is a dash."""
    name = name.removeprefix("ceiling_")
    if name == "threshold_cents" and value is None:
        return gettext("none")
    if value is None or value == "":
        return "–"
    if name.endswith("_cents"):
        return notation.euro(value, language())
    if name == "max_age_days":
        return _days(value)
    if name == "sample_percent":
        return _percent(Decimal(value))
    if name == "rate":
        return _rate(Decimal(value))
    if name == "offered":
        return gettext("yes") if value else gettext("no")
    if name == "fallback_function":
        return function_name(value)
    if name == "basis":
        return str(_BASES[Basis(value)])
    if name == "chain":
        steps = (step_of(each) for each in value)
        return "; ".join(", ".join(filter(None, (step_name(s), step_conditions(s, {})))) for s in steps)
    return str(value)


_BASES: Mapping[Basis, Any] = {
    Basis.AMOUNT: _("As paid, by the receipt"),
    Basis.DISTANCE: _("Kilometres times the rate"),
}


def _euro(amount: Euro | None, otherwise: str) -> str:
    return otherwise if amount is None else notation.euro(amount, language())


def _rate(rate: Decimal) -> str:
    return notation.price(rate, language())


def _percent(percent: Decimal) -> str:
    return notation.percent(percent / 100, language(), decimals=2)


def _days(count: int) -> str:
    return ngettext("{count} day", "{count} days", count).format(count=count)
