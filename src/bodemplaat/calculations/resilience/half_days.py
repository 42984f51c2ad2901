"""Half-days as a file writes them, in Dutch or English, and as a reader sees them."""

from collections.abc import Iterable, Mapping

from bodemplaat.calculations.file.entry import Entry
from bodemplaat.engines.resilience import DAYS, HALVES, half_days
from bodemplaat.kernel import Said, say

DUTCH: Mapping[str, str] = {
    **dict(zip(("ma", "di", "wo", "do", "vr", "za", "zo"), DAYS, strict=True)),
    **dict(zip(("ochtend", "middag"), HALVES, strict=True)),
}
DAY_NAMES: Mapping[str, str] = dict(
    zip(
        DAYS,
        (
            say("Monday"),
            say("Tuesday"),
            say("Wednesday"),
            say("Thursday"),
            say("Friday"),
            say("Saturday"),
            say("Sunday"),
        ),
        strict=True,
    )
)
HALF_NAMES: Mapping[str, Said] = dict(
    zip(HALVES, (say("{day} morning"), say("{day} afternoon")), strict=True)
)


def read_half_days(item: Entry, name: str, texts: Iterable[str]) -> frozenset[int]:
    """Half-days by number from ``ma``, ``di-ochtend``, ``mon`` or ``tue-morning``; what is none is reported."""
    numbers: set[int] = set()
    for text in texts:
        steps = [DUTCH.get(step, step) for step in text.strip().lower().split("-")]
        try:
            numbers |= half_days("-".join(steps))
        except ValueError:
            message = say(
                "'{value}' is no half-day: write ma, di-ochtend or wo-middag (or mon, tue-morning, wed-afternoon)."
            )
            item.error("resilience.half_day", name, message, value=text)
    return frozenset(numbers)


def half_day_in_words(name: str) -> str:
    """``donderdagochtend`` for ``thu-morning``."""
    day, _, half = name.partition("-")
    return HALF_NAMES[half].using(day=DAY_NAMES[day])
