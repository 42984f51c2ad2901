"""``bodemplaat demo --check``: every fact is read back, and one that is not true is told."""

import io

import pytest
from django.core.management import CommandError, call_command

from bodemplaat.rehearsal.demo import check
from bodemplaat.rehearsal.management.commands import check_demo


def test_every_fact_is_right(db: None) -> None:
    out = io.StringIO()
    call_command("check_demo", stdout=out)
    told = out.getvalue()
    assert "Every fact is right." in told
    assert "WRONG" not in told
    assert told.count("  right  ") >= 35
    assert "Paula Mulder" in told
    assert "412.94" in told


def test_a_fact_that_is_not_true_is_told_and_fails(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_demo, "read_back", lambda _: iter([check.Fact("the moon is paid", False)]))
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 facts"):
        call_command("check_demo", stdout=out)
    assert "WRONG  the moon is paid" in out.getvalue()
