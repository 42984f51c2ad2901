"""The three figures that the overview opens with, each against something, and the sentence above them."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext, ngettext

from bodemplaat.capabilities.claims.api import Headline, Overview
from bodemplaat.kernel import Euro
from bodemplaat.presentation import notation
from bodemplaat.surfaces.board.wording import language


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure in words, ready for ``<c-key-figure>``."""

    label: str
    value: str
    norm: str
    change: str
    direction: str
    tone: str
    href: str


def figures(seen: Overview, before: Headline, before_name: str, to_claims: str) -> list[Figure]:
    """Claimed, paid and median lead time; ``to_claims`` is the address of the list, empty where there is none."""
    return [
        _amount(
            gettext("Claimed"),
            seen.claimed,
            before.claimed,
            before_name,
            norm=ngettext("{count} claim", "{count} claims", seen.count).format(count=_number(seen.count)),
            href=to_claims,
        ),
        _amount(
            gettext("Paid of it by now"),
            seen.paid,
            before.paid,
            before_name,
            norm=gettext("{share} of what was claimed").format(
                share=notation.percent(
                    Fraction(seen.paid.cents, seen.claimed.cents or 1),
                    language(),
                    decimals=0,
                    beside=(0, 1),
                )
            ),
            href=f"{to_claims}&state=paid" if to_claims else "",
        ),
        _lead_time(seen, before, before_name, f"{to_claims}&state=paid" if to_claims else ""),
    ]


def change(seen: Overview, before: Headline, before_name: str) -> str:
    """What changed against the period before, as the end of a sentence; empty when neither has a claim."""
    if not seen.count and not before.count:
        return ""
    if not before.count:
        return gettext("against nothing in {period}").format(period=before_name)
    difference = seen.claimed - before.claimed
    if not difference:
        return gettext("as much as in {period}").format(period=before_name)
    text = (
        gettext("{amount} more than in {period}")
        if difference.cents > 0
        else gettext("{amount} less than in {period}")
    )
    return text.format(amount=notation.euro(abs(difference), language()), period=before_name)


def days(value: float) -> str:
    """A lead time with one decimal, from a statistic: ``6,4 days``."""
    rounded = Decimal(str(value)).quantize(Decimal("0.1"))
    written = notation.number(rounded, language(), decimals=0 if rounded == rounded.to_integral() else 1)
    return ngettext("{days} day", "{days} days", 1 if rounded == 1 else 2).format(days=written)


def _amount(label: str, now: Euro, then: Euro, before_name: str, *, norm: str, href: str) -> Figure:
    difference = now - then
    direction = "up" if difference.cents > 0 else "down" if difference.cents < 0 else ""
    if not then:
        comparison = gettext("nothing in {period}").format(period=before_name)
        direction = ""
    elif not difference:
        comparison = gettext("the same as in {period}").format(period=before_name)
    else:
        share = notation.percent(
            Fraction(abs(difference.cents), then.cents), language(), decimals=0, beside=(0, 1)
        )
        text = (
            gettext("{share} more than in {period}")
            if difference.cents > 0
            else gettext("{share} less than in {period}")
        )
        comparison = text.format(share=share, period=before_name)
    return Figure(label, notation.euro(now, language(), cents=False), norm, comparison, direction, "", href)


def _lead_time(seen: Overview, before: Headline, before_name: str, href: str) -> Figure:
    label = gettext("From handing in to paid, half within")
    lead = seen.lead_time
    if lead.median_days is None or lead.p90_days is None:
        return Figure(label, "–", gettext("nothing was paid yet"), "", "", "", "")
    norm = gettext("nine out of ten within {days}").format(days=days(lead.p90_days))
    comparison, direction, tone = "", "", ""
    if before.median_days is not None:
        difference = round(lead.median_days, 1) - round(before.median_days, 1)
        comparison = gettext("the same as in {period}").format(period=before_name)
        if round(difference, 1):
            slower = difference > 0
            text = (
                gettext("{days} slower than in {period}")
                if slower
                else gettext("{days} faster than in {period}")
            )
            comparison = text.format(days=days(abs(difference)), period=before_name)
            direction, tone = ("up", "warning") if slower else ("down", "success")
    return Figure(label, days(lead.median_days), norm, comparison, direction, tone, href)


def _number(count: int) -> str:
    return notation.number(count, language())
