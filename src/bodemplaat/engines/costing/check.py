"""The findings that stop a cost model from being worked out, each with its cure; empty when ``work_out`` can.

The place of each finding is a dotted path in the model: ``centres.ICT``, ``activities.Invoices``.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from bodemplaat.engines.costing.model import CostModel, Method
from bodemplaat.kernel import Finding, say


def check(model: CostModel) -> list[Finding]:
    """All findings at once."""
    return [
        *_names(model),
        *_costs(model),
        *_centres(model),
        *_order(model),
        *_activities(model),
        *_ends(model),
    ]


def _names(model: CostModel) -> Iterator[Finding]:
    for kind, names in (
        ("centres", [centre.name for centre in model.centres]),
        ("activities", [activity.name for activity in model.activities]),
        ("services", [service.name for service in model.services]),
    ):
        for name, count in Counter(names).items():
            if count > 1:
                text = say("The name '{name}' is used {count} {count:time|times}: give each its own name.")
                yield Finding("costing.name_twice", f"{kind}.{name}", text, {"name": name, "count": count})


def _costs(model: CostModel) -> Iterator[Finding]:
    centres = {centre.name for centre in model.centres}
    services = {service.name for service in model.services}
    for position, cost in enumerate(model.costs):
        place = f"costs.{position}"
        if bool(cost.centre) == bool(cost.service):
            text = say("A cost stands on a cost centre or on a service: name one of the two.")
            yield Finding("costing.cost_nowhere", place, text)
        elif cost.centre and cost.centre not in centres:
            yield _unknown(place, say("There is no cost centre '{name}'."), cost.centre)
        elif cost.service and cost.service not in services:
            yield _unknown(place, say("There is no service '{name}'."), cost.service)


def _centres(model: CostModel) -> Iterator[Finding]:
    known = {centre.name for centre in model.centres}
    if not any(not centre.supporting for centre in model.centres):
        text = say("No centre gives services, so costs have nowhere to go: make one of them service-giving.")
        yield Finding("costing.no_service_giving", "centres", text)
    for centre in model.centres:
        place = f"centres.{centre.name}"
        for name, quantity in centre.serves.items():
            if name not in known:
                yield _unknown(place, say("It serves '{name}', which is no cost centre."), name)
            if quantity < 0:
                text = say("The quantity for '{name}' is negative: a driver counts from zero.")
                yield Finding("costing.negative_driver", place, text, {"name": name})
        if centre.serves and not centre.supporting:
            text = say(
                "A service-giving centre hands nothing on: make it supporting or remove what it serves."
            )
            yield Finding("costing.serves", place, text)


def _order(model: CostModel) -> Iterator[Finding]:
    if not model.order:
        return
    if model.method is not Method.STEP_DOWN:
        text = say("An order has meaning for the step-down method only: remove it or choose that method.")
        yield Finding("costing.order_unused", "order", text)
    supporting = {centre.name for centre in model.supporting}
    for name in model.order:
        if name not in supporting:
            yield _unknown("order", say("'{name}' is no supporting centre."), name)
    for name in sorted(supporting - set(model.order)):
        text = say("'{name}' is missing from the order: name every supporting centre once.")
        yield Finding("costing.order_incomplete", "order", text, {"name": name})
    if len(set(model.order)) < len(model.order):
        text = say("A centre stands twice in the order: name every supporting centre once.")
        yield Finding("costing.order_twice", "order", text)


def _activities(model: CostModel) -> Iterator[Finding]:
    giving = {centre.name for centre in model.service_giving}
    services = {service.name for service in model.services}
    for activity in model.activities:
        place = f"activities.{activity.name}"
        if activity.centre not in giving:
            yield _unknown(place, say("'{name}' is no service-giving centre."), activity.centre)
        if activity.weight < 0:
            yield Finding("costing.weight", place, say("Its weight is negative: fill in 0 or more."))
        if activity.normal is not None and activity.normal <= 0:
            yield Finding(
                "costing.normal",
                place,
                say("Normal capacity must be more than zero: correct it, or leave it out."),
            )
        for name, quantity in activity.use.items():
            if name not in services:
                yield _unknown(place, say("It is used by '{name}', which is no service."), name)
            if quantity < 0:
                text = say("The use by '{name}' is negative: a driver counts from zero.")
                yield Finding("costing.negative_driver", place, text, {"name": name})
    for service in model.services:
        if service.volume < 0:
            text = say("The volume is negative: fill in 0 or more.")
            yield Finding("costing.volume", f"services.{service.name}", text)
    if not model.activities:
        return
    weights: Counter[str] = Counter()
    for activity in model.activities:
        weights[activity.centre] += activity.weight > 0
    for name in sorted(giving):
        if not weights[name]:
            text = say("No activity takes over the costs of '{name}': add one with a weight above zero.")
            yield Finding("costing.no_activity", f"centres.{name}", text, {"name": name})


def _ends(model: CostModel) -> Iterator[Finding]:
    """Supporting centres whose costs would never arrive at a service-giving centre, by the chosen method."""
    giving = {centre.name for centre in model.service_giving}
    supporting = {centre.name: centre for centre in model.supporting}
    if not giving:
        return
    if model.method is Method.RECIPROCAL:
        closed = _closed_circle(model)
        if closed:
            text = say(
                "{names} serve only each other, so the system has no solution: give at least one of them a "
                "quantity for a service-giving centre."
            )
            yield Finding("costing.singular", f"centres.{closed[0]}", text, {"names": ", ".join(closed)})
        return
    later = set(giving)
    for name in reversed(step_order(model)):
        reach = giving if model.method is Method.DIRECT else later
        serves = supporting[name].serves if name in supporting else {}
        if not any(quantity > 0 and receiver in reach for receiver, quantity in serves.items()):
            text = say(
                "By this method '{name}' has nobody left to hand its costs to: give it a quantity for a "
                "service-giving centre, put it earlier in the order, or choose the reciprocal method."
            )
            yield Finding("costing.dead_end", f"centres.{name}", text, {"name": name})
        later.add(name)


def step_order(model: CostModel) -> list[str]:
    """The order in which supporting centres hand on: as given, else by own costs, largest first, ties by name."""
    if model.order and model.method is Method.STEP_DOWN:
        known = {centre.name for centre in model.supporting}
        return [name for name in dict.fromkeys(model.order) if name in known]
    own: Counter[str] = Counter()
    for cost in model.costs:
        own[cost.centre] += cost.amount.cents
    return [centre.name for centre in sorted(model.supporting, key=lambda c: (-own[c.name], c.name))]


def _closed_circle(model: CostModel) -> list[str]:
    """Supporting centres from which no chain of services leads to a service-giving centre."""
    reached = {centre.name for centre in model.service_giving}
    grown = True
    while grown:
        more = {
            c.name
            for c in model.supporting
            if c.name not in reached and _serves_any(c.serves.items(), reached)
        }
        grown = bool(more)
        reached |= more
    return [centre.name for centre in model.supporting if centre.name not in reached]


def _serves_any(serves: Iterable[tuple[str, object]], reached: set[str]) -> bool:
    return any(bool(quantity) and receiver in reached for receiver, quantity in serves)


def _unknown(place: str, text: str, name: str) -> Finding:
    return Finding("costing.unknown_name", place, text, {"name": name})
