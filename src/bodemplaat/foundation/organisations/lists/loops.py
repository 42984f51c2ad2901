"""Circles among things of which each stands under one other."""

from collections.abc import Iterator, Mapping
from uuid import UUID


def loops_in(above: Mapping[UUID, UUID | None]) -> Iterator[tuple[UUID, ...]]:
    """Every circle once, beginning with the smallest id; takes time in the number of things."""
    settled: set[UUID] = set()
    for start in above:
        path: dict[UUID, int] = {}
        at: UUID | None = start
        while at is not None and at not in settled and at not in path:
            path[at] = len(path)
            at = above.get(at)
        if at is not None and at in path:
            loop = list(path)[path[at] :]
            first = loop.index(min(loop))
            yield (*loop[first:], *loop[:first])
        settled.update(path)
