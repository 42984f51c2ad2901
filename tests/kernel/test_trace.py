"""A reason whose parts do not add up cannot exist."""

import pytest

from bodemplaat.kernel import Euro, Trace


def test_parts_add_up_or_there_is_no_reason() -> None:
    parts = (Trace("huur", Euro(3), source="contract"), Trace("energie", Euro(-1)))
    assert Trace("huisvesting", Euro(2), parts=parts).amount == Euro(2)
    with pytest.raises(ValueError, match="huisvesting"):
        Trace("huisvesting", Euro(3), parts=parts)


def test_the_leaves_are_the_source_figures() -> None:
    deep = Trace("a", Euro(5), parts=(Trace("b", Euro(4), parts=(Trace("c", Euro(4)),)), Trace("d", Euro(1))))
    assert [leaf.name for leaf in deep.leaves] == ["c", "d"]
