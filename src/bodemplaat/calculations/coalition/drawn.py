"""The pictures of a coalition. In thousands of euros."""

from bodemplaat.calculations.coalition.model import CoalitionFile, CoalitionOutcome
from bodemplaat.kernel import Euro, say
from bodemplaat.presentation.charts import bars, grouped_bars
from bodemplaat.presentation.report import Picture


def thousands(amount: Euro) -> float:
    """An amount in k€, for drawing only."""
    return amount.cents / 100_000


def divisions(model: CoalitionFile, outcome: CoalitionOutcome) -> Picture:
    """As agreed, the fair part, and after compensation, beside each other."""
    series = (
        (say("as agreed"), outcome.agreed),
        (say("after compensation"), outcome.after),
        (say("fair part"), outcome.fair.parts),
    )
    names = list(model.game.names)
    values = [(name, label, thousands(parts[n])) for label, parts in series for n, name in enumerate(names)]
    least = min(range(len(names)), key=lambda n: outcome.agreed[n].cents)
    alt = say(
        "{name} has least as agreed, {agreed}; its fair part is {fair}.",
        name=names[least],
        agreed=outcome.agreed[least],
        fair=outcome.fair.parts[least],
    )
    return grouped_bars(say("Agreed and fair"), alt, values, unit=say("thousand euros"))


def leaving(outcome: CoalitionOutcome) -> Picture:
    """What the others together lose or gain when one leaves."""
    values = [
        (item.name, thousands(Euro.total(item.effects.values())))
        for item in sorted(outcome.leavings, key=lambda item: Euro.total(item.effects.values()).cents)
    ]
    worst = min(outcome.leavings, key=lambda item: Euro.total(item.effects.values()).cents)
    effect = Euro.total(worst.effects.values())
    alt = say(
        "The leaving of {name} changes what the others have by {effect}.", name=worst.name, effect=effect
    )
    return bars(
        say("What the others have more or less when one leaves"),
        alt,
        values,
        unit=say("thousand euros"),
        number_format="+,.0f",
    )
