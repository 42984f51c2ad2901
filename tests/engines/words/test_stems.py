"""Words and stems: what a Dutch stemmer leaves apart is one word to whoever searches."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bodemplaat.engines.words import LONGEST, matches, ranked, stem, stems_of, stems_one_fault_away, words_of

SAME = (
    ("declaratie", "declaraties"),
    ("salaris", "salarissen"),
    ("reis", "reizen"),
    ("huis", "huizen"),
    ("verlof", "verloven"),
    ("college", "colleges"),
    ("betaald", "betalen"),
    ("factuur", "facturen"),
    ("loonstrook", "loonstroken"),
    ("aanvraag", "aanvragen"),
    ("vergoeding", "vergoedingen"),
    ("wachtwoord", "wachtwoorden"),
    ("fiets", "fietsen"),
    ("brief", "brieven"),
    ("dag", "dagen"),
    ("auto", "auto's"),
    ("jubileum", "jubilea"),
)
APART = (
    ("declaratie", "salaris"),
    ("reis", "reiskosten"),
    ("verlof", "verloop"),
    ("kosten", "kostuum"),
    ("SP10", "SP18"),
    ("2025", "2026"),
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_a_word_and_its_plural_are_one(one: str, other: str) -> None:
    assert stems_of(one) == stems_of(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert stems_of(one) != stems_of(other)


def test_accents_capitals_and_stop_words_do_not_count() -> None:
    assert words_of("Hoe dien ik een DECLARATIE in, voor de coördinatie?") == (
        "dien",
        "declaratie",
        "coordinatie",
    )


@given(st.text(max_size=200))
@example("0𝕊")
@example("ⅣŉŸ")
def test_words_of_words_are_the_same_words(text: str) -> None:
    words = words_of(text)
    assert all(0 < len(each) <= LONGEST and stem(each) for each in words)
    assert words_of(" ".join(words)) == words


@pytest.mark.parametrize("typed", ["declartie", "decalratie", "declaratties", "DECLARATIES", "vergoedingen"])
def test_a_typing_fault_is_forgiven(typed: str) -> None:
    assert matches(typed, ["Een declaratie indienen", "De vergoeding van reiskosten"])


@given(
    word=st.sampled_from([word for pair in SAME for word in pair if word.isalpha()]),
    place=st.integers(0, 7),
    letter=st.sampled_from("aenrst"),
    fault=st.sampled_from(["added", "left out", "changed", "exchanged"]),
)
@example("declaratie", 7, "s", "changed")
def test_what_was_meant_is_one_fault_away(word: str, place: int, letter: str, fault: str) -> None:
    before, after = word[:place], word[place:]
    typed = {
        "added": before + letter + after,
        "left out": before + after[1:],
        "changed": before + letter + after[1:],
        "exchanged": before + after[1:2] + after[:1] + after[2:],
    }[fault]
    assert len(typed) < 4 or stem(word) in stems_one_fault_away(typed)


def test_a_number_has_no_faults() -> None:
    assert not matches("2027", ["Regels van 2026"])


def test_the_nearest_stands_first_and_what_is_far_is_left_out() -> None:
    answers = [
        ("leave", "Verlof meenemen naar volgend jaar", "Uren die over zijn."),
        ("travel", "Reiskosten declareren", "Met verlof reist u niet."),
        ("parking", "Parkeren bij het stadhuis", "De slagboom opent vanzelf."),
    ]
    assert ranked("verloven", answers) == ("leave", "travel")
    assert ranked("kilometers tandarts", answers) == ()
    assert ranked("", answers) == ()
