"""Lifecycles as data: the same table checks a move, draws the diagram in the docs and the buttons on the page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


class IllegalMove(Exception):
    """A move that the lifecycle does not have from this state; says which moves it does have."""

    def __init__(self, *, lifecycle: str, state: str, move: str, allowed: tuple[str, ...]) -> None:
        self.lifecycle, self.state, self.move, self.allowed = lifecycle, state, move, allowed
        options = ", ".join(allowed) or "nothing: this is an end state"
        super().__init__(f"{lifecycle}: cannot {move} what is {state}; allowed: {options}")


@dataclass(frozen=True, slots=True)
class Move:
    """One arrow: by ``name``, from any of ``sources``, to ``target``."""

    name: str
    sources: tuple[str, ...]
    target: str


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """States and moves. Closed: every state named is reachable, every move's states exist.

    Raises ``ValueError`` at definition for a duplicate arrow, an unknown state, or a state that cannot be reached.
    """

    name: str
    initial: str
    states: tuple[str, ...]
    moves: tuple[Move, ...]
    _arrows: Mapping[tuple[str, str], str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.initial not in self.states:
            raise ValueError(f"{self.name}: starts in an unknown state {self.initial}")
        arrows: dict[tuple[str, str], str] = {}
        for move in self.moves:
            for source in move.sources:
                if source not in self.states or move.target not in self.states:
                    raise ValueError(f"{self.name}: move {move.name} names an unknown state")
                if (source, move.name) in arrows:
                    raise ValueError(f"{self.name}: two arrows {move.name} from {source}")
                arrows[source, move.name] = move.target
        object.__setattr__(self, "_arrows", arrows)
        unreachable = set(self.states) - set(self._reachable())
        if unreachable:
            raise ValueError(f"{self.name}: no way to reach {sorted(unreachable)}")

    def after(self, state: str, move: str) -> str:
        """The state after ``move``; raises ``IllegalMove`` when there is no such arrow."""
        try:
            return self._arrows[state, move]
        except KeyError:
            raise IllegalMove(
                lifecycle=self.name, state=state, move=move, allowed=self.allowed(state)
            ) from None

    def allowed(self, state: str) -> tuple[str, ...]:
        """The moves that start in ``state``, in the order of definition."""
        return tuple(move.name for move in self.moves if state in move.sources)

    @property
    def ends(self) -> tuple[str, ...]:
        """States that nothing leaves."""
        return tuple(state for state in self.states if not self.allowed(state))

    def mermaid(self) -> str:
        """The diagram for the docs, in Mermaid's state notation."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        lines += [f"    {s} --> {m.target}: {m.name}" for m in self.moves for s in m.sources]
        lines += [f"    {end} --> [*]" for end in self.ends]
        return "\n".join(lines)

    def _reachable(self) -> Iterator[str]:
        seen, waiting = {self.initial}, [self.initial]
        while waiting:
            state = waiting.pop()
            yield state
            for (source, _), target in self._arrows.items():
                if source == state and target not in seen:
                    seen.add(target)
                    waiting.append(target)
