"""The states and acts of a claim are named once, and each has words in both languages and an icon."""

import re
from pathlib import Path

import pytest
from django.utils.translation import gettext, override

import bodemplaat.surfaces
from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.design.icons import ICONS
from bodemplaat.foundation.design.templatetags.bodemplaat import TONE_ICONS

SURFACES = Path(next(iter(bodemplaat.surfaces.__path__)))
SHOWN = [*claims.STATE_WORDS.items(), *claims.STATE_WORDS_FOR_CLAIMANT.items(), *claims.ACT_WORDS.items()]


def test_every_state_and_every_act_has_words() -> None:
    assert set(claims.STATE_WORDS) == set(claims.STATE_WORDS_FOR_CLAIMANT) == set(claims.ClaimState)
    assert set(claims.ACT_WORDS) == set(claims.ClaimAct)
    assert set(claims.CLAIM.states) == set(claims.ClaimState)


@pytest.mark.parametrize(("code", "words"), SHOWN, ids=[str(code) for code, _ in SHOWN])
def test_words_are_in_both_languages_with_a_tone_and_an_icon(code: str, words: claims.Words) -> None:
    texts = [words.label, words.in_full] if code in claims.ACT_WORDS else [words.label]
    for text in texts:
        with override("en"):
            english = str(text)
        with override("nl"):
            dutch = str(text)
            assert dutch == gettext(english)
        assert english.strip()
        assert dutch != english, f"{code}: no Dutch"
    assert words.icon in ICONS
    assert words.tone in {"neutral", *TONE_ICONS}


def test_no_surface_spells_an_act_by_itself() -> None:
    spelled = re.compile("|".join(f'"{re.escape(act)}"' for act in claims.ClaimAct))
    pages = [path for path in SURFACES.rglob("*.py") if "cli" not in path.parts]
    assert pages
    assert [str(path) for path in pages if spelled.search(path.read_text())] == []


def test_a_page_compares_with_states_that_there_are() -> None:
    asked = re.compile(r"\b(?:claim|row)\.state == [\"'](\w+)[\"']")
    pages = [path for path in SURFACES.rglob("*.html") if path.parts[len(SURFACES.parts)] != "orders"]
    states = {state for path in pages for state in asked.findall(path.read_text())}
    assert "draft" in states
    assert states <= set(claims.ClaimState)


def test_what_a_reader_may_do_is_asked_by_its_act_and_never_by_a_text_of_its_own() -> None:
    asked = re.compile(r"[\"']\w+[\"'] (?:not )?in [\w.]*\bactions\b")
    files = [path for ending in ("*.py", "*.html") for path in SURFACES.rglob(ending)]
    assert [str(path) for path in files if asked.search(path.read_text())] == []
