"""A page takes any file and knows which kind it is; it says so when it may be several or none."""

import gzip
import io
import re
import zipfile
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
        ("wgr-year-2028", {"wgr-year"}),
        ("legal-form-levies", {"legal-form"}),
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


def with_errors(workbook: bytes) -> bytes:
    """The workbook in which every figure became the error that a removed cell leaves behind."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(written, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename.startswith("xl/worksheets/"):
                figure = rb'<c r="([A-Z]+\d+)"( s="\d+")?><v>[^<]*</v></c>'
                content = re.sub(figure, rb'<c r="\1"\2 t="e"><v>#REF!</v></c>', content)
            target.writestr(part, content)
    return written.getvalue()


WITH_FIGURES = [kind for kind in MODELS if kind.name != "legal-form"]
"""A design is asked in yes and no: no cell of its workbook is a figure."""


@pytest.mark.parametrize("kind", WITH_FIGURES, ids=[kind.name for kind in WITH_FIGURES])
def test_a_workbook_with_error_cells_is_still_its_kind_and_each_such_cell_is_told(kind: Kind) -> None:
    workbook = with_errors(kind.template().workbook(Voice("nl")))
    assert names(InputFile("mine.xlsx", workbook)) == [kind.name]
    answered = as_told(answer(Question("mine.xlsx", workbook, "", "nl", date(2026, 11, 23)).written("page")))
    assert answered["kind"] == kind.name
    assert answered["mistakes"]
    assert all("#REF!" in mistake["text"] for mistake in answered["mistakes"] if mistake["stops"])


def test_a_damaged_workbook_is_told_to_be_damaged_whatever_it_was() -> None:
    workbook = KINDS["settle"].template().workbook(Voice("nl"))
    for damaged in (workbook[: len(workbook) // 2], workbook[:2000] + bytes(400) + workbook[2400:]):
        asked = Question("mine.xlsx", damaged, "", "nl", date(2026, 11, 23))
        answered = as_told(answer(asked.written("page")))
        assert answered["mistakes"]
        assert "van geen enkel soort" not in answered["mistakes"][0]["text"]
        assert not any("Bekend zijn" in mistake["text"] for mistake in answered["mistakes"])


def test_a_page_tells_a_calculation_by_its_title_and_the_command_line_by_its_name_as_well() -> None:
    file = EXAMPLES / "reik-choice.yaml"
    asked = Question(file.name, file.read_bytes(), "settle", "nl", date(2026, 11, 23))
    texts = [mistake["text"] for mistake in as_told(answer(asked.written("page")))["mistakes"]]
    several = Question("x.yaml", b"niets: 1\n", "", "nl", date(2026, 11, 23))
    texts += [mistake["text"] for mistake in as_told(answer(several.written("page")))["mistakes"]]
    spoken = [Voice("nl").translate(KINDS[name].title) for name in ("settle", "choose")]
    assert any(all(f"“{title}”" in text for title in spoken) for text in texts)
    for text in texts:
        assert not any(f"({name})" in text for name in KINDS), text
        assert "opdracht" not in text, text
    (finding,) = recognise(InputFile("x.yaml", b"niets: 1\n")).findings
    assert "(settle)" in Voice("nl")(finding.said)
