"""Who bears and who receives, in a sentence: both sides where there are both, and everybody who shares the first place."""

from collections.abc import Sequence

from bodemplaat.engines.settlement import Settlement
from bodemplaat.kernel import Euro, say
from bodemplaat.presentation.naming import NAMED, foremost, listed
from bodemplaat.presentation.values import joined

ZERO = Euro(0)


def bears_and_receives(outcome: Settlement) -> bool:
    """Whether some bear and others receive, so that the whole is a balance of which nobody has a share."""
    return any(amount > ZERO for amount in outcome.totals.values()) and any(
        amount < ZERO for amount in outcome.totals.values()
    )


def lead(outcome: Settlement) -> str:
    """The sentence a reader came for: what all bear or receive, and who most."""
    sentences = [_balance(outcome) if bears_and_receives(outcome) else _together(outcome)]
    budget = Euro.total(outcome.budget(name) for name in outcome.names)
    if outcome.arrangement.is_recalculation and budget != outcome.total:
        sentences.append(_beside_budget(outcome.total, budget))
    return joined(sentences, " ")


def _beside_budget(total: Euro, budget: Euro) -> str:
    if min(total, budget) < ZERO < max(total, budget) or (not total and budget < ZERO):
        text = (
            say("The budget was that they bear {amount}.")
            if budget > ZERO
            else say("The budget was that they receive {amount}.")
        )
        return text.using(amount=abs(budget))
    less = abs(total) < abs(budget)
    text = (
        say("That is {amount} less than budgeted.") if less else say("That is {amount} more than budgeted.")
    )
    return text.using(amount=abs(total - budget))


def _together(outcome: Settlement) -> str:
    """All bear, or all receive."""
    count, total = len(outcome.names), outcome.total
    if not any(outcome.totals.values()):
        return say("The {count} {count:participant bears|participants bear} nothing together.", count=count)
    received = total < ZERO
    first = foremost(outcome.names, lambda name: abs(outcome.totals[name]))
    values = {"count": count, "total": abs(total), "most": listed(first)}
    values |= {"amount": abs(outcome.totals[first[0]])}
    if count == 1:
        text = say("{most} receives {total}.") if received else say("{most} bears {total}.")
    elif len(first) == count:
        text = (
            say(
                "The {count} {count:participant|participants} receive {total} together, each as much: {amount}."
            )
            if received
            else say(
                "The {count} {count:participant|participants} bear {total} together, each as much: {amount}."
            )
        )
    elif len(first) > 1:
        text = (
            say(
                "The {count} {count:participant receives|participants receive} {total} together; {most} receive most: "
                "{amount} each."
            )
            if received
            else say(
                "The {count} {count:participant bears|participants bear} {total} together; {most} bear most: {amount} "
                "each."
            )
        )
    else:
        text = (
            say(
                "The {count} {count:participant receives|participants receive} {total} together; {most} receives most: {amount}."
            )
            if received
            else say(
                "The {count} {count:participant bears|participants bear} {total} together; {most} bears most: {amount}."
            )
        )
    return text.using(**values)


def _balance(outcome: Settlement) -> str:
    """Some bear and others receive: the whole is what remains, and each side is told."""
    text = (
        say("On balance the {count} {count:participant|participants} receive {total} together.")
        if outcome.total < ZERO
        else say("On balance the {count} {count:participant|participants} bear {total} together.")
        if outcome.total
        else say("On balance the {count} {count:participant|participants} bear nothing together.")
    )
    whole = text.using(count=len(outcome.names), total=abs(outcome.total))
    bearers = [name for name in outcome.names if outcome.totals[name] > ZERO]
    receivers = [name for name in outcome.names if outcome.totals[name] < ZERO]
    return joined((whole, _side(outcome, bearers), _side(outcome, receivers)), " ")


def _side(outcome: Settlement, names: Sequence[str]) -> str:
    """What those who bear, or those who receive, come to, and who of them to most."""
    received = outcome.totals[names[0]] < ZERO
    first = foremost(names, lambda name: abs(outcome.totals[name]))
    values: dict[str, object] = {
        "names": listed(names),
        "count": len(names),
        "most": listed(first),
        "total": abs(Euro.total(outcome.totals[name] for name in names)),
        "amount": abs(outcome.totals[first[0]]),
    }
    if len(names) == 1:
        text = say("{names} receives {total}.") if received else say("{names} bears {total}.")
    elif len(first) == len(names):
        text = (
            say("{names} receive {total}, {amount} each.")
            if received
            else say("{names} bear {total}, {amount} each.")
        )
    elif len(names) <= NAMED and len(first) == 1:
        text = (
            say("{names} receive {total}, {most} most: {amount}.")
            if received
            else say("{names} bear {total}, {most} most: {amount}.")
        )
    elif len(first) == 1:
        text = (
            say("{count} of them receive {total}, {most} most: {amount}.")
            if received
            else say("{count} of them bear {total}, {most} most: {amount}.")
        )
    else:
        text = (
            say("{count} of them receive {total}, {most} most: {amount} each.")
            if received
            else say("{count} of them bear {total}, {most} most: {amount} each.")
        )
    return text.using(**values)


def in_words(outcome: Settlement) -> str:
    """The same as the description of the picture of who bears what, with the largest post."""
    most = foremost(outcome.names, lambda name: outcome.totals[name])
    least = foremost(outcome.names, lambda name: -outcome.totals[name].cents)
    posts = foremost(outcome.posts, lambda post: abs(Euro.total(post.settled.values())))
    little = outcome.totals[least[0]]
    values: dict[str, object] = {
        "most": listed(most),
        "many": len(most),
        "much": outcome.totals[most[0]],
        "least": listed(least),
        "few": len(least),
        "little": abs(little),
    }
    if len(outcome.names) == 1:
        text = say("{most} bears {much}")
    elif len(most) == len(outcome.names):
        text = say("Each bears as much, {much}")
    elif little < ZERO:
        text = (
            say("{most} bears most, {much}, and {least} {few:receives|receive most, each} {little}")
            if len(most) == 1
            else say("{most} bear most, {much} each, and {least} {few:receives|receive most, each} {little}")
        )
    else:
        text = (
            say("{most} bears most, {much}, and {least} least, {little}")
            if len(most) == 1
            else say("{most} bear most, {much} each, and {least} least, {little}")
        )
    largest = (
        say("the largest post is {post}.", post=posts[0].name)
        if len(posts) == 1
        else say("the largest posts are {posts}.", posts=listed([post.name for post in posts]))
    )
    return joined((text.using(**values), largest), "; ")
