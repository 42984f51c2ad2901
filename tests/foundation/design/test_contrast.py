"""Every theme can be read, in light and in dark; a theme that cannot stops the build."""

import re
from pathlib import Path

import pytest

from bodemplaat.foundation.design import themes
from bodemplaat.foundation.design.contrast import PAIRS, check_contrast, colours, contrast
from bodemplaat.foundation.design.themes import known, theme_files, tokens_css, worn
from bodemplaat.presentation import palette

STYLESHEETS = Path(themes.__file__).parent / "static/bodemplaat"


def test_contrast_of_known_pairs() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#123456", "#123456") == 1


@pytest.mark.parametrize("name", sorted(theme_files()))
def test_every_theme_reaches_aa_in_light_and_dark(name: str) -> None:
    assert [finding.render() for finding in check_contrast(name, tokens_css(), theme_files()[name])] == []


def test_a_pale_accent_is_named_with_mode_and_measure() -> None:
    pale = ":root { --bodemplaat-accent-color: light-dark(#9ad1ff, #86c8e6); }"
    findings = check_contrast("pale", tokens_css(), pale)
    assert {finding.place for finding in findings} == {"pale:light"}
    assert any(finding.values["front"] == "link" for finding in findings)


@pytest.mark.parametrize(
    "value",
    ["red", "var(--bodemplaat-accent-color)", "light-dark(#fff, #000)", "var(--bodemplaat-gone-color)"],
)
def test_a_colour_that_cannot_be_measured_is_refused(value: str) -> None:
    (finding,) = check_contrast("odd", tokens_css(), f":root {{ --bodemplaat-accent-color: {value}; }}")
    assert finding.code == "theme.unreadable"
    assert "accent" in finding.render()


def test_every_pair_names_tokens_that_exist() -> None:
    tokens = colours(tokens_css())
    assert {name for pair in PAIRS for name in (pair.front, pair.ground)} <= set(tokens)


def test_every_token_that_a_stylesheet_uses_exists() -> None:
    tokens = tokens_css()
    used = {
        name
        for sheet in STYLESHEETS.glob("*.css")
        for name in re.findall(r"var\((--bodemplaat-[a-z0-9-]+)", sheet.read_text("utf-8"))
    }
    assert used <= set(re.findall(r"(--bodemplaat-[a-z0-9-]+)\s*:", tokens))


def test_every_colour_of_a_picture_has_its_token_and_the_house_theme_shows_it_as_drawn() -> None:
    rules = dict(
        re.findall(
            r'\[fill="(#[0-9a-f]{6})"\] \{ fill: var\(--bodemplaat-([a-z-]+)-color\)',
            (STYLESHEETS / "charts.css").read_text("utf-8"),
        )
    )
    assert set(rules) == set(palette.ALL)
    tokens = colours(tokens_css())
    assert {colour: tokens[name][0] for colour, name in rules.items() if colour != palette.PAPER} == {
        colour: colour for colour in palette.ALL if colour != palette.PAPER
    }


@pytest.mark.parametrize("name", ["../../etc/passwd", "Bodemplaat", "", "gone", "a/b", "bodemplaat.css"])
def test_a_theme_that_is_not_there_falls_back_to_the_house(name: str) -> None:
    assert not known(name)
    assert worn(name) == "bodemplaat"
