"""What is otherwise in one version of an agreement than in another, in words."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from bodemplaat.capabilities.agreements.reckoning.content import (
    AGREED,
    SETTLED,
    USED,
    Duty,
    Taken,
    Terms,
)
from bodemplaat.capabilities.agreements.reckoning.deliveries import (
    CALENDARS,
    CUSTOMER,
    Delivery,
    when_of,
)
from bodemplaat.capabilities.catalogue.api import counted_in_words
from bodemplaat.engines.credit import CreditRule
from bodemplaat.kernel import Euro, Said, say


def differences(before: Terms, after: Terms, names: Mapping[str, str]) -> tuple[tuple[str, Said], ...]:
    """Each difference as the part it belongs to and a sentence; ``names`` are those of services, by code, to the reader."""
    return tuple(
        (part, text)
        for of_part in (
            _of_days,
            _of_services,
            _of_parts,
            _of_lines,
            _of_billing,
            _of_credit,
            _of_texts,
            _of_deliveries,
        )
        for part, text in of_part(before, after, names)
    )


_Found = Iterator[tuple[str, Said]]


def _of_days(before: Terms, after: Terms, names: Mapping[str, str]) -> _Found:
    if before.since != after.since:
        yield "days", say("Holds from {after} instead of {before}.", after=after.since, before=before.since)
    if before.until == after.until:
        return
    if after.until is None:
        yield "days", say("Holds until further notice; it was to end on {before}.", before=before.until)
    elif before.until is None:
        yield "days", say("Ends on {after}; it was until further notice.", after=after.until)
    else:
        yield "days", say("Ends on {after} instead of {before}.", after=after.until, before=before.until)


def _of_services(before: Terms, after: Terms, names: Mapping[str, str]) -> _Found:
    was, is_now = ({each.code: each for each in terms.content.services} for terms in (before, after))
    for code in dict.fromkeys([*was, *is_now]):
        name = names.get(code, code)
        old, new = was.get(code), is_now.get(code)
        if old is None:
            yield "services", say("{service} comes in.", service=name)
        elif new is None:
            yield "services", say("{service} goes out.", service=name)
        elif old != new:
            yield from _of_service(before, after, old, new, name)


def _of_service(before: Terms, after: Terms, old: Taken, new: Taken, name: str) -> _Found:
    if old.number != new.number:
        text = say(
            "{service}: as in version {after} of the catalogue instead of version {before}.",
            service=name,
            after=new.number,
            before=old.number,
        )
        yield "services", text
    was, is_now = _norm_in_words(before, old), _norm_in_words(after, new)
    for part, previous, following in zip(("norm", "percentage"), was, is_now, strict=True):
        if previous != following:
            yield "levels", _of_norm(part, name, previous, following)
    if old.duty != new.duty:
        yield "customer_deliveries", _of_duty(name, new.duty)
    if old.reason != new.reason and new.reason:
        yield "levels", say("{service}: the reason is now “{reason}”.", service=name, reason=new.reason)


def _of_norm(part: str, name: str, before: Said | Decimal | None, after: Said | Decimal | None) -> Said:
    values = {"service": name, "before": before, "after": after}
    texts = {
        ("norm", "came"): say("{service}: the norm is now {after}."),
        ("norm", "went"): say("{service}: the norm of {before} lapses."),
        ("norm", "changed"): say("{service}: the norm is {after} instead of {before}."),
        ("percentage", "came"): say("{service}: {after} % within the norm is now agreed."),
        ("percentage", "went"): say("{service}: the {before} % within the norm lapses."),
        ("percentage", "changed"): say("{service}: {after} % within the norm instead of {before} %."),
    }
    how = "came" if before is None else "went" if after is None else "changed"
    return texts[part, how].using(**{key: value for key, value in values.items() if value is not None})


def _of_duty(name: str, after: Duty | None) -> Said:
    if after is None:
        return say("{service}: no term for the customer's own answers any more.", service=name)
    return say(
        "{service}: the customer answers within {days} working {days:day|days}, in {percentage} %.",
        service=name,
        days=after.days,
        percentage=after.percentage,
    )


def norm_of(terms: Terms, taken: Taken) -> tuple[Decimal | None, Decimal | None]:
    """The number and percentage that hold for the first indicator of a service: as agreed, or else as in the catalogue."""
    service = terms.services.get((taken.code, taken.number))
    first = None if service is None or not service.indicators else service.indicators[0]
    return (
        taken.norm if taken.norm is not None else (None if first is None else first.number),
        taken.percentage if taken.percentage is not None else (None if first is None else first.percentage),
    )


def _norm_in_words(terms: Terms, taken: Taken) -> tuple[Said | Decimal | None, Decimal | None]:
    """The same, the number with what it counts."""
    number, percentage = norm_of(terms, taken)
    service = terms.services.get((taken.code, taken.number))
    unit = service.indicators[0].unit if service is not None and service.indicators else ""
    return None if number is None else counted_in_words(number, unit), percentage


def _of_parts(before: Terms, after: Terms, names: Mapping[str, str]) -> _Found:
    if before.charter_number != after.charter_number and after.charter_number is not None:
        text = say(
            "Version {after} of the charter holds instead of version {before}.",
            after=after.charter_number,
            before=before.charter_number,
        )
        yield "charter", text
    parts = dict.fromkeys([*before.charter, *after.charter])
    parts |= dict.fromkeys(each.part for terms in (before, after) for each in terms.content.deviations)
    for part in parts:
        old, new = before.content.deviation(part), after.content.deviation(part)
        if before.says(part) != after.says(part):
            values = {"before": before.says(part), "after": after.says(part)}
            yield part, say("Was “{before}”, is “{after}”.", **values)
        if old is None and new is not None:
            yield part, say("Deviates from the charter, because: {reason}.", reason=new.reason)
        elif old is not None and new is None:
            yield part, say("No longer deviates from the charter.")
        if old is not None and new is not None and old.reason != new.reason:
            yield part, say("The reason is now “{reason}”.", reason=new.reason)
        if (old.price if old else Euro(0)) != (new.price if new else Euro(0)):
            yield (
                part,
                say(
                    "The deviation costs {after} a year instead of {before}.",
                    after=new.price if new else Euro(0),
                    before=old.price if old else Euro(0),
                ),
            )


WAYS: Final[Mapping[str, Said]] = {
    AGREED: say("what is planned, in advance"),
    SETTLED: say("in advance, and settled with what was delivered"),
    USED: say("what was delivered"),
}
"""How a line is billed, in words."""


def _of_lines(before: Terms, after: Terms, names: Mapping[str, str]) -> _Found:
    was, is_now = ({each.code: each for each in terms.content.lines} for terms in (before, after))
    for code in dict.fromkeys([*was, *is_now]):
        name = names.get(code, code)
        old, new = was.get(code), is_now.get(code)
        if old is None and new is not None:
            yield "lines", say("{service} comes in, {volume} planned.", service=name, volume=new.volume)
        elif new is None and old is not None:
            yield "lines", say("{service} goes out, {volume} were planned.", service=name, volume=old.volume)
        elif old is not None and new is not None:
            if old.volume != new.volume:
                text = say(
                    "{service}: {after} planned instead of {before}.",
                    service=name,
                    after=new.volume,
                    before=old.volume,
                )
                yield "lines", text
            prices = before.unit_price(old), after.unit_price(new)
            if prices[0] != prices[1]:
                text = say("{service}: the price is {after} instead of {before}.", service=name)
                yield "lines", text.using(before=prices[0] or Euro(0), after=prices[1] or Euro(0))
            if old.billed != new.billed:
                text = say("{service}: billed otherwise, namely {way}.", service=name)
                yield "lines", text.using(way=WAYS[new.billed])
    if before.total != after.total:
        text = say("Together {after} instead of {before}.", after=after.total, before=before.total)
        yield "lines", text


def _of_billing(before: Terms, after: Terms, names: Mapping[str, str]) -> _Found:
    was, is_now = ({each.day: amount for each, amount in terms.bills} for terms in (before, after))
    for day in sorted({*was, *is_now}):
        old, new = was.get(day), is_now.get(day)
        if old is None:
            yield "billing", say("{amount} is billed on {day}.", amount=new, day=day)
        elif new is None:
            yield "billing", say("Nothing is billed on {day} any more.", day=day)
        elif old != new:
            text = say("{after} is billed on {day} instead of {before}.", day=day, after=new, before=old)
            yield "billing", text
    costs, now = ({each.what: each.amount for each in terms.content.start_up} for terms in (before, after))
    for what in dict.fromkeys([*costs, *now]):
        if costs.get(what) != now.get(what):
            text = say(
                "Start-up costs “{what}”: {after} instead of {before}.",
                what=what,
                after=now.get(what, Euro(0)),
                before=costs.get(what, Euro(0)),
            )
            yield "start_up", text


def _of_credit(before: Terms, after: Terms, names: Mapping[str, str]) -> _Found:
    old, new = before.content.credit, after.content.credit
    if old == new:
        return
    if new is None:
        yield "credit", say("A missed norm costs nothing any more.")
        return
    said = _rule(new)
    if old is None:
        yield "credit", say("A missed norm now costs {rule}.", rule=said)
    else:
        yield "credit", say("A missed norm costs {rule}; it was {before}.", rule=said, before=_rule(old))


def _rule(rule: CreditRule) -> Said:
    """What a miss costs, in words."""
    values = {"percent": rule.percent, "ceiling": rule.ceiling}
    if rule.by_month:
        text = say(
            "{percent} % of the price of the year for each whole point over a month, at most {ceiling} % in a year"
        )
        return text.using(**values)
    text = say("{percent} % of the price of the year for each whole point, at most {ceiling} % in a year")
    return text.using(**values)


def _of_texts(before: Terms, after: Terms, names: Mapping[str, str]) -> _Found:
    for part in dict.fromkeys(part for terms in (before, after) for part, _ in terms.content.texts):
        if before.content.text(part) != after.content.text(part):
            values = {"before": before.content.text(part), "after": after.content.text(part)}
            yield part, say("Was “{before}”, is “{after}”.", **values)


def _of_deliveries(before: Terms, after: Terms, names: Mapping[str, str]) -> _Found:
    was, is_now = ({each.number: each for each in terms.content.deliveries} for terms in (before, after))
    for number in dict.fromkeys([*was, *is_now]):
        old, new = was.get(number), is_now.get(number)
        if old is None and new is not None:
            yield "deliveries", say("“{what}” comes in.", what=new.what)
            yield "deliveries", _owes(new)
            yield "deliveries", _when(new)
        elif new is None and old is not None:
            yield "deliveries", say("“{what}” is delivered no more.", what=old.what)
        elif old is not None and new is not None and old != new:
            yield from (("deliveries", text) for text in _of_delivery(old, new))
    if before.content.free_days is not after.content.free_days:
        text = say("Another calendar says which days are free: {calendar}.")
        yield "deliveries", text.using(calendar=CALENDARS[after.content.free_days])


def _of_delivery(old: Delivery, new: Delivery) -> Iterator[Said]:
    if old.what != new.what:
        yield say("“{before}” is now “{after}”.", before=old.what, after=new.what)
    if old.owed_by != new.owed_by:
        yield _owes(new)
    if (old.rhythm, old.days) != (new.rhythm, new.days):
        yield _when(new)
    if old.remind != new.remind:
        text = say("“{what}”: a reminder {days} {days:day|days} before.", what=new.what, days=new.remind)
        yield text


def _owes(delivery: Delivery) -> Said:
    if delivery.owed_by == CUSTOMER:
        return say("“{what}”: the customer delivers it to the provider.", what=delivery.what)
    return say("“{what}”: the provider delivers it to the customer.", what=delivery.what)


def _when(delivery: Delivery) -> Said:
    return say("“{what}”: {when}.", what=delivery.what, when=when_of(delivery))
