"""Which approvals the log asks for: its rounds become kinds, and its roles one chain with conditions. Pure.

A round runs from a submission to the next. The roles that acted in it, in order, are the route that was asked, or
the beginning of one when somebody sent the case back; then the most frequent route with that beginning is taken.
"""

import graphlib
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bodemplaat.rehearsal.replay.meaning import Act, Story, Verb

Route = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Routes:
    """All complete routes, most frequent first, and the roles in an order that every route keeps."""

    routes: tuple[Route, ...]
    roles: tuple[str, ...]

    def kind_of(self, route: Route) -> str:
        """The code of the kind of cost that asks for this route."""
        return f"route-{self.routes.index(route) + 1}"

    def of_round(self, acts: Sequence[Act]) -> Route | None:
        """The route of a round, or ``None`` when its roles acted in an order that no chain has."""
        acted = roles_in(acts)
        return next((route for route in self.routes if route[: len(acted)] == acted), None)


def routes_of(stories: Iterable[Story]) -> Routes:
    """Gather the routes of all rounds that were approved to the end, and put the roles in one order.

    A route that contradicts a more frequent one is left out; its rounds cannot be played.
    """
    counted = Counter(roles_in(acts) for story in stories for acts in rounds_of(story) if _is_complete(acts))
    kept: list[Route] = []
    for route, _ in counted.most_common():
        if route and len(set(route)) == len(route) and _order([*kept, route]) is not None:
            kept.append(route)
    return Routes(tuple(kept), _order(kept) or ())


def rounds_of(story: Story) -> Iterator[tuple[Act, ...]]:
    """The acts of each round, from one submission up to the next."""
    current: list[Act] = []
    for act in story.acts:
        if act.verb is Verb.SUBMIT and current:
            yield tuple(current)
            current = []
        if act.verb is Verb.SUBMIT or current:
            current.append(act)
    if current:
        yield tuple(current)


def roles_in(acts: Sequence[Act]) -> Route:
    """The approving roles that acted in a round, in order; the service centre and the employee are no part of it."""
    return tuple(
        act.role
        for act in acts
        if act.verb is Verb.APPROVE or (act.verb is Verb.RETURN and act.role != "SSC")
    )


def function_of(role: str) -> str:
    """The named function that a role of the log becomes."""
    return role.lower().replace(" ", "_")


def _is_complete(acts: Sequence[Act]) -> bool:
    return any(act.verb in (Verb.CHECK, Verb.PAY) for act in acts)


def _order(routes: Sequence[Route]) -> tuple[str, ...] | None:
    sorter: graphlib.TopologicalSorter[str] = graphlib.TopologicalSorter()
    for route in routes:
        sorter.add(route[0])
        for before, after in itertools.pairwise(route):
            sorter.add(after, before)
    try:
        return tuple(sorter.static_order())
    except graphlib.CycleError:
        return None
