"""The states, acts and moves of a case are named once, and each has words in both languages; pages spell none by themselves."""

import re
from pathlib import Path

import pytest
from django.utils.translation import gettext, override

import bodemplaat.surfaces.cases
from bodemplaat.capabilities.cases import api as cases
from bodemplaat.foundation.design.icons import ICONS
from bodemplaat.foundation.design.templatetags.bodemplaat import TONE_ICONS
from bodemplaat.surfaces.cases import acting, desk

PAGES = Path(next(iter(bodemplaat.surfaces.cases.__path__)))
SHOWN = [*cases.STATE_WORDS.items(), *cases.STATE_WORDS_FOR_REQUESTER.items(), *cases.ACT_WORDS.items()]
ALIKE = {"Contact"}
"""What both languages call alike."""
WITHOUT_WORDS = {
    cases.CaseMove.LINK,
    cases.CaseMove.UNLINK,
    cases.CaseMove.MERGE,
    cases.CaseMove.FINISH_TASK,
}
"""These name another case or a task and ask for no text."""
OF_REQUESTER = {
    cases.CaseMove.MESSAGE,
    cases.CaseMove.WITHDRAW,
    cases.CaseMove.DOCUMENT,
    cases.CaseMove.COMPLAIN,
    cases.CaseMove.RATE,
}
OF_NOBODY = {cases.CaseMove.ASK_CHECK}
"""This one is made of closing by the rule of the service."""


def is_dutch(text: object) -> bool:
    """Whether a text was translated."""
    with override("en"):
        english = str(text)
    with override("nl"):
        return str(text) == gettext(english) and (str(text) != english or english in ALIKE)


def test_every_state_and_every_act_has_words() -> None:
    assert set(cases.STATE_WORDS) == set(cases.STATE_WORDS_FOR_REQUESTER) == set(cases.CaseState)
    assert set(cases.ACT_WORDS) == set(cases.CaseAct)
    assert set(cases.CASE.states) == set(cases.CaseState)


@pytest.mark.parametrize(("code", "words"), SHOWN, ids=[str(code) for code, _ in SHOWN])
def test_words_are_in_both_languages_with_a_tone_and_an_icon(code: str, words: cases.Words) -> None:
    texts = [words.label, words.in_full] if code in cases.ACT_WORDS else [words.label]
    assert all(map(is_dutch, texts)), code
    assert words.icon in ICONS
    assert words.tone in {"neutral", *TONE_ICONS}


def test_every_move_of_a_clerk_has_a_label_a_form_and_a_command() -> None:
    of_clerk = set(cases.CaseMove) - OF_REQUESTER - OF_NOBODY
    assert set(acting.PLAIN) | set(acting.WORDED) == of_clerk
    assert set(desk.ACTS) == {*acting.WORDED, cases.CaseMove.TAKE}  # taken with words without the skill
    assert set(desk.LABELS) == set(desk.ACTS) - WITHOUT_WORDS
    assert all(map(is_dutch, desk.ACTS.values()))
    assert all(map(is_dutch, desk.LABELS.values()))
    assert {move.name for move in cases.CASE.moves} <= set(cases.CaseMove)


def test_no_page_spells_an_act_or_a_move_by_itself() -> None:
    """Neither where it compares, nor where a form sends one."""
    moves = "|".join(cases.CaseMove)
    spelled = re.compile(
        rf"(?:[=!]= ?|\bvalue=|\bin [({{]?)[\"'](?:{moves})[\"']|[\"'](?:{'|'.join(map(re.escape, cases.CaseAct))})[\"']"
    )
    assert spelled.search('{% if act == "close" %}')
    assert spelled.search('name="act" value="take"')
    pages = [*PAGES.rglob("*.py"), *PAGES.rglob("*.html")]
    assert pages
    assert [str(path) for path in pages if spelled.search(path.read_text())] == []
