"""Names in a sentence, and everybody who shares the first place."""

import pytest

from bodemplaat.kernel import Said
from bodemplaat.presentation.naming import foremost, listed


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
        (["A", "B", "C", "D", "E"], "A, B, C and 2 more"),
    ],
)
def test_a_sentence_holds_three_names_and_counts_the_others(names: list[str], words: str) -> None:
    told = listed(names)
    assert (told.render() if isinstance(told, Said) else told) == words


def test_a_first_place_that_is_shared_is_of_all_who_share_it() -> None:
    assert foremost("abcd", {"a": 1, "b": 3, "c": 3, "d": 2}.__getitem__) == ["b", "c"]
