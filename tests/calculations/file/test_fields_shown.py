"""What stands in a model file is shown as its reader knows it: titles for names, notation and unit for values."""

from pathlib import Path

import pytest

from bodemplaat.calculations.file.files import InputFile
from bodemplaat.calculations.file.load import load
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.file.shown import fields_shown, written_values
from bodemplaat.calculations.kinds import KINDS
from bodemplaat.presentation.voice import Voice

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
MODELS = [kind.name for kind in KINDS.values() if kind.is_model]


def opened(kind: str, file: InputFile) -> Reading:
    return load(file, KINDS[kind].work().sheets)


def shown(kind: str, file: InputFile, language: str = "nl") -> list[tuple[str, str]]:
    reading = opened(kind, file)
    return list(fields_shown(reading.root, KINDS[kind].work().sheets, Voice(language), reading.habit))


def written(text: str) -> InputFile:
    return InputFile("m.yaml", text.encode())


@pytest.mark.parametrize("kind", MODELS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_field_of_a_template_has_its_titles_and_no_name_of_the_file(kind: str, language: str) -> None:
    file = InputFile("m.xlsx", KINDS[kind].template().workbook(Voice(language)))
    reading = opened(kind, file)
    fields = shown(kind, file, language)
    assert len(fields) == len(list(written_values(reading.root)))
    assert len({where for where, _ in fields}) == len(fields)
    titles = {Voice(language)(sheet.title) for sheet in KINDS[kind].work().sheets}
    assert {where.split(" › ")[0] for where, _ in fields} <= titles


def test_values_stand_in_the_notation_of_the_reader() -> None:
    text = """
title: Keuze
question: Hoe?
criteria:
  - {name: Kosten, weight: 2500.5}
  - {name: Kwaliteit, weight: 1, source: Nota}
alternatives: [{name: Samen}, {name: Alleen}]
scores:
  Samen: {Kosten: +, Kwaliteit: 0}
"""
    fields = dict(shown("choose", written(text)))
    assert fields["Criteria › Kosten › Gewicht"] == "2.500,5"
    assert fields["Criteria › Kwaliteit › Bron"] == "Nota"
    assert dict(shown("choose", written(text), "en"))["Criteria › Kosten › Weight"] == "2,500.5"


def test_amounts_shares_days_and_choices_are_shown_as_such() -> None:
    every = {
        text
        for name in ("iszf", "k5")
        for _, text in shown("settle", InputFile.at(EXAMPLES / f"{name}.yaml"))
    }
    assert any(text.startswith("€\N{NO-BREAK SPACE}") for text in every)
    days = [text for where, text in shown("plan", InputFile.at(EXAMPLES / "handbook-road.yaml"))]
    assert any(" 2026" in text and not text[:4].isdecimal() for text in days)
    case = [text for _, text in shown("business-case", InputFile.at(EXAMPLES / "four-municipalities.yaml"))]
    assert any(text.endswith("%") for text in case)


def test_what_is_no_value_is_shown_as_it_was_written_and_two_in_one_place_are_told_apart() -> None:
    text = "criteria:\n  - {name: A, weight: veel}\n  - {name: A, weight: 1.23456789}\n"
    fields = dict(shown("choose", written(text)))
    assert fields["Criteria › A › Gewicht"] == "veel"
    assert fields["Criteria › 2 › Gewicht"] == "1.23456789"


def test_a_file_of_several_calculations_keeps_their_fields_apart() -> None:
    fields = dict(shown("resilience", InputFile.at(EXAMPLES / "four-municipalities.yaml")))
    assert fields["Kwetsbaarheid › Titel"] == "Hoe kwetsbaar zijn personeel en financiën"
    assert not any(where.startswith("Kwetsbaarheid › Titel (") for where in fields)
    assert any(where.startswith(("Notities › ", "Opmerkingen › ")) for where in fields)
