"""The pictures of a coalition. In thousands of euros."""

from bodemplaat.calculations.coalition.model import CoalitionFile, CoalitionOutcome
from bodemplaat.kernel import Euro, say
from bodemplaat.presentation.charts import bars
from bodemplaat.presentation.report import Picture
from bodemplaat.presentation.words import Words


def thousands(amount: Euro) -> float:
    """An amount in k€, for drawing only."""
    return amount.cents / 100_000


def divisions(model: CoalitionFile, outcome: CoalitionOutcome, words: Words) -> Picture:
    """As agreed, the fair part, and after compensation, beside each other."""
    series = (
        (words(say("as agreed")), outcome.agreed),
        (words(say("after compensation")), outcome.after),
        (words(say("fair part")), outcome.fair.parts),
    )
    names = list(model.game.names)
    rows = [
        {"name": name, "series": label, "value": thousands(parts[n])}
        for label, parts in series
        for n, name in enumerate(names)
    ]
    labels = [label for label, _ in series]
    least = min(range(len(names)), key=lambda n: outcome.agreed[n].cents)
    alt = words(
        say("{name} has least as agreed, {agreed}; its fair part is {fair}."),
        name=names[least],
        agreed=outcome.agreed[least],
        fair=outcome.fair.parts[least],
    )
    return Picture(
        words(say("Agreed and fair")),
        alt,
        {
            "data": {"values": rows},
            "height": {"step": 16},
            "mark": {"type": "bar"},
            "encoding": {
                "y": {"field": "name", "type": "nominal", "sort": names, "title": None,
                      "axis": {"ticks": False}},
                "yOffset": {"field": "series", "sort": labels},
                "x": {"field": "value", "type": "quantitative", "title": words(say("thousand euros")),
                      "axis": {"format": ",.0f"}},
                "color": {"field": "series", "type": "nominal", "sort": labels},
            },
        },
    )  # fmt: skip


def leaving(outcome: CoalitionOutcome, words: Words) -> Picture:
    """What the others together lose or gain when one leaves."""
    values = [
        (item.name, thousands(Euro.total(item.effects.values())))
        for item in sorted(outcome.leavings, key=lambda item: Euro.total(item.effects.values()).cents)
    ]
    worst = min(outcome.leavings, key=lambda item: Euro.total(item.effects.values()).cents)
    effect = Euro.total(worst.effects.values())
    alt = words(
        say("The leaving of {name} changes what the others have by {effect}."), name=worst.name, effect=effect
    )
    return bars(
        words(say("What the others have more or less when one leaves")),
        alt,
        values,
        unit=words(say("thousand euros")),
        number_format="+,.0f",
    )
