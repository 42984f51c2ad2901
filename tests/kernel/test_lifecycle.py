"""Lifecycles as data."""

import pytest

from bodemplaat.kernel import IllegalMove, Lifecycle, Move

CLAIM = Lifecycle(
    name="expense claim",
    initial="draft",
    states=("draft", "submitted", "approved", "rejected"),
    moves=(
        Move("submit", ("draft",), "submitted"),
        Move("approve", ("submitted",), "approved"),
        Move("reject", ("submitted", "approved"), "rejected"),
    ),
)


def test_moves_along_its_arrows() -> None:
    assert CLAIM.after("draft", "submit") == "submitted"
    assert CLAIM.after("approved", "reject") == "rejected"


def test_an_illegal_move_says_what_is_allowed() -> None:
    with pytest.raises(IllegalMove, match="cannot approve what is draft; allowed: submit") as refusal:
        CLAIM.after("draft", "approve")
    assert refusal.value.allowed == ("submit",)
    with pytest.raises(IllegalMove, match="this is an end state"):
        CLAIM.after("rejected", "submit")


def test_knows_its_ends_and_what_is_allowed() -> None:
    assert CLAIM.ends == ("rejected",)
    assert CLAIM.allowed("submitted") == ("approve", "reject")


def test_draws_every_arrow() -> None:
    drawing = CLAIM.mermaid()
    assert drawing.startswith("stateDiagram-v2\n    [*] --> draft")
    assert "approved --> rejected: reject" in drawing
    assert drawing.endswith("rejected --> [*]")


@pytest.mark.parametrize(
    ("states", "moves", "complaint"),
    [
        (("a", "b"), (Move("go", ("a",), "c"),), "unknown state"),
        (("a", "b"), (Move("go", ("x",), "b"),), "unknown state"),
        (("a", "b"), (Move("go", ("a",), "b"), Move("go", ("a",), "a")), "two arrows go from a"),
        (("a", "b"), (Move("go", ("b",), "a"),), "no way to reach"),
    ],
)
def test_is_closed_from_the_start(states: tuple[str, ...], moves: tuple[Move, ...], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Lifecycle(name="broken", initial="a", states=states, moves=moves)


def test_an_unknown_first_state_is_refused() -> None:
    with pytest.raises(ValueError, match="broken"):
        Lifecycle(name="broken", initial="nowhere", states=(), moves=())
