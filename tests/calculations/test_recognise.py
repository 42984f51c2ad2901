"""A page takes any file and knows which kind it is; it says so when it may be several or none."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from bodemplaat.calculations.answering import answer
from bodemplaat.calculations.file.files import InputFile
from bodemplaat.calculations.guarded import Question, as_told
from bodemplaat.calculations.kinds import KINDS, Kind
from bodemplaat.calculations.recognise import recognise
from bodemplaat.presentation.voice import Voice

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
MODELS = [kind for kind in KINDS.values() if kind.is_model]


def names(file: InputFile) -> list[str]:
    return [kind.name for kind in recognise(file).kinds]


@pytest.mark.parametrize(
    ("example", "kinds"),
    [
        ("iszf", {"settle"}),
        ("leaver", {"settle", "exit"}),
        ("k5", {"settle", "compare-keys"}),
        ("ssc-personnel-finance", {"settle", "costs"}),
        ("step-down", {"costs"}),
        ("dated-case", {"business-case"}),
        ("hilversum-weesp", {"business-case", "coalition"}),
        ("four-municipalities", {"business-case", "coalition", "resilience"}),
        ("handbook-road", {"plan"}),
        ("reik-choice", {"choose"}),
    ],
)
def test_a_model_is_every_kind_that_can_be_worked_out_from_it(example: str, kinds: set[str]) -> None:
    found = recognise(InputFile.at(EXAMPLES / f"{example}.yaml"))
    assert {kind.name for kind in found.kinds} == kinds
    assert (found.kind is not None) == (len(kinds) == 1) == (not found.findings)
    if found.findings:
        assert set(str(found.findings[0].values["kinds"]).split(", ")) == kinds


def test_who_chose_a_kind_still_hears_what_else_the_file_can_be() -> None:
    file = EXAMPLES / "hilversum-weesp.yaml"
    for kind in ("coalition", ""):
        question = Question(file.name, file.read_bytes(), kind, "nl", date(2026, 11, 23))
        answered = as_told(answer(question.written("page")))
        assert set(answered["could_be"]) == {"business-case", "coalition"}
        assert answered["kind"] == (kind or answered["could_be"][0])


@pytest.mark.parametrize("kind", MODELS, ids=[kind.name for kind in MODELS])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_workbook_is_what_its_template_was(kind: Kind, language: str) -> None:
    assert names(InputFile("mine.xlsx", kind.template().workbook(Voice(language)))) == [kind.name]


def test_a_model_with_mistakes_is_still_its_kind() -> None:
    text = (EXAMPLES / "handbook-road.yaml").read_text(encoding="utf-8")
    assert names(InputFile("road.yaml", text.replace("start:", "strat:", 1).encode())) == ["plan"]


def test_logs_and_tables_are_known_by_how_they_begin() -> None:
    log = b"case;activity;timestamp\n1;in;2026-01-01T09:00\n"
    for content in (log, gzip.compress(log), b"<?xml version='1.0'?><log/>"):
        assert names(InputFile("file", content)) == ["measure"]
    head = "Gemeenten,Taakveld,L1.1 Salarissen en sociale lasten,Baten,Lasten,Provincie,Gemeentegrootte,Inwonertal\n"
    assert names(InputFile("iv3.csv", head.encode())) == ["benchmark"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"colour: red\nsize: 3\nshape: round\nweight: 4\n", "model.unknown_kind"),
        (b"a: [1, 2", "model.broken_yaml"),
        (b"\x80\x81\x82", "model.not_text"),
        (b"PK\x03\x04 no workbook", "model.broken_xlsx"),
    ],
)
def test_what_is_no_kind_is_told_with_what_it_could_be(content: bytes, code: str) -> None:
    found = recognise(InputFile("file", content))
    assert (found.kinds, found.kind) == ((), None)
    assert [finding.code for finding in found.findings] == [code]
    if code == "model.unknown_kind":
        assert str(found.findings[0].values["kinds"]).split(", ") == [kind.name for kind in MODELS]
