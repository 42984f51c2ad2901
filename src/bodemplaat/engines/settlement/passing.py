"""Parts of a cost that a key gives to somebody who does not take it: the others bear these, which is worth saying."""

from collections.abc import Collection, Iterator

from bodemplaat.engines.settlement.bases import Basis, Fixed, Mixture, PhaseIn
from bodemplaat.engines.settlement.keys import ByKey, Cascade


def passed_on(basis: Basis, takers: Collection[str], names: Collection[str]) -> frozenset[str]:
    """The groups of a cascade of which nobody takes a cost, and who has an agreed share in it and does not take it.

    ``names`` are all participants; a share of another name is one of a group.
    """
    return frozenset(_passed_on(basis, takers, names))


def _passed_on(basis: Basis, takers: Collection[str], names: Collection[str]) -> Iterator[str]:
    match basis:
        case ByKey():
            yield from _passed_on(basis.key.basis, takers, names)
        case Fixed():
            yield from (n for n, share in basis.agreed.items() if share and n in names and n not in takers)
        case Mixture():
            for portion, inner in basis.ingredients:
                if portion:
                    yield from _passed_on(inner, takers, names)
        case PhaseIn():
            yield from _passed_on(Fixed(basis.historic), takers, names)
            yield from _passed_on(basis.towards, takers, names)
        case Cascade():
            for group, members in basis.groups.items():
                taking = [name for name in members if name in takers]
                if not taking:
                    yield group
                else:
                    inner = basis.within.get(group, basis.otherwise)
                    yield from (name for name in _passed_on(inner, takers, names) if name in members)
