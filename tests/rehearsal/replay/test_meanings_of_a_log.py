"""A file of meanings that is wrong is refused in words, with the line and what to write instead, all at once."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from bodemplaat.calculations.file.source import UnreadableModel
from bodemplaat.kernel import Finding
from bodemplaat.rehearsal.replay.meaning import Verb
from bodemplaat.rehearsal.replay.meanings_file import read_meanings


def refused(folder: Path, content: str | bytes) -> list[Finding]:
    file = folder / "meanings.yaml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(UnreadableModel) as refusal:
        read_meanings(file)
    return list(refusal.value.findings)


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("Submitted: submit\nApproved: aprove BOSS\n", "meanings.verb", ":2"),
        ("Submitted:\n", "meanings.empty", ":1"),
        ("Submitted: [submit, approve]\n", "meanings.not_text", ":1"),
        ("Submitted:\n  verb: submit\n", "meanings.not_text", ":2"),
        ("Approved: approve *\n", "meanings.star", ":1"),
        ("'* approved by *': approve *\n", "meanings.star", ":1"),
        ("'': submit\n", "meanings.pattern", ":1"),
        ("A: submit\nA: approve\n", "model.twice", ":2"),
        ("A: &x submit\nB: *x\n", "model.alias", ":2"),
        ("A: submit: B\n", "model.broken_yaml", ":1"),
        ("- submit\n- approve\n", "model.not_fields", ""),
        ("approve\n", "model.not_fields", ""),
        ("", "model.not_fields", ""),
        ("{}", "meanings.none", ":1"),
        (b"\xff\xfe\x00", "meanings.encoding", ""),
        (b"Aanvraag gew\xe9igerd: return\n", "meanings.encoding", ""),
    ],
)
def test_each_mistake_has_its_place(tmp_path: Path, content: str | bytes, code: str, line: str) -> None:
    (finding,) = refused(tmp_path, content)
    assert (finding.code, str(finding.place)) == (code, f"meanings.yaml{line}")


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    found = refused(tmp_path, "A: dance\nB: submit\nC:\nD: [x]\n")
    assert [(each.code, each.place) for each in found] == [
        ("meanings.verb", "meanings.yaml:1"),
        ("meanings.empty", "meanings.yaml:3"),
        ("meanings.not_text", "meanings.yaml:4"),
    ]


def test_only_a_star_stands_for_any_text(tmp_path: Path) -> None:
    file = tmp_path / "meanings.yaml"
    file.write_text("'Paid [final]?': pay\n'Approved by *': approve  *\n", encoding="utf-8")
    paid, approved = read_meanings(file)
    assert (paid.verb, approved.verb, approved.role) == (Verb.PAY, Verb.APPROVE, "*")
    assert paid.role_in("Paid [final]?") == "SSC"
    assert paid.role_in("Paid f!") is None
    assert approved.role_in("Approved by BOSS") == "BOSS"


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", ("is geen werkwoord", "submit, approve")), ("en", ("is no verb", "submit, approve"))],
)
def test_the_command_says_it_in_the_reader_s_language(
    db: None, tmp_path: Path, language: str, words: tuple[str, ...]
) -> None:
    file, log = tmp_path / "meanings.yaml", tmp_path / "log.csv"
    file.write_text("A: dance\n", encoding="utf-8")
    log.write_text("zaak;wat;wanneer\n1;A;2026-01-01 09:00\n", encoding="utf-8")
    columns = ("--case=zaak", "--activity=wat", "--time=wanneer")
    with pytest.raises(CommandError) as refusal:
        call_command("replay", str(log), *columns, f"--meanings={file}", f"--lang={language}")
    assert "meanings.yaml:1" in str(refusal.value)
    assert all(word in str(refusal.value) for word in words)


@pytest.mark.parametrize("zone", ["Nowhere/Land", "../etc", ""])
def test_a_zone_that_is_none_is_refused_in_words(db: None, tmp_path: Path, zone: str) -> None:
    log = tmp_path / "log.csv"
    log.write_text("zaak;wat;wanneer\n1;A;2026-01-01 09:00\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Europe/Amsterdam"):
        call_command(
            "replay",
            str(log),
            "--case=zaak",
            "--activity=wat",
            "--time=wanneer",
            f"--zone={zone}",
            "--lang=en",
        )


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "er is geen bestand of map met die naam"), ("en", "there is no such file or folder")],
)
def test_a_log_that_is_not_there_is_told_in_words(
    db: None, tmp_path: Path, language: str, words: str
) -> None:
    with pytest.raises(CommandError) as refusal:
        call_command("replay", str(tmp_path / "nergens.xes"), f"--lang={language}")
    assert "nergens.xes" in str(refusal.value)
    assert words in str(refusal.value)
    assert "No such file" not in str(refusal.value)
