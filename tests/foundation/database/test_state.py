"""Where clusters live, and what the settings are given."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bodemplaat.foundation.database.account import Account
from bodemplaat.foundation.database.api import prepare_environment
from bodemplaat.foundation.database.state import state_folder


def test_state_lies_in_the_checkout(open_folder: Path) -> None:
    assert state_folder(Account.for_servers(), root=open_folder, environment={}) == open_folder / ".state"


def test_bodemplaat_state_overrides(open_folder: Path) -> None:
    chosen = open_folder / "elsewhere" / "deep"
    found = state_folder(Account.for_servers(), environment={"BODEMPLAAT_STATE": str(chosen)})
    assert found == chosen
    assert found.is_dir()


@pytest.mark.usefixtures("needs_root")
def test_a_checkout_closed_to_nobody_gets_its_state_in_var_tmp(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    found = state_folder(Account.for_servers(), root=tmp_path, environment={})
    try:
        assert found.parent == Path("/var/tmp")
        assert found.stat().st_uid == os.geteuid()
        assert state_folder(Account.for_servers(), root=tmp_path, environment={}) == found
        assert state_folder(Account.for_servers(), root=tmp_path.parent, environment={}) != found
    finally:
        for made in (found, state_folder(Account.for_servers(), root=tmp_path.parent, environment={})):
            if made.parent == Path("/var/tmp") and made.is_dir():
                made.rmdir()


def test_a_given_server_is_used_and_nothing_is_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://bodemplaat_app@db.example/bodemplaat")
    monkeypatch.setenv("BODEMPLAAT_STATE", str(tmp_path / "never"))
    assert prepare_environment() is None
    assert os.environ["DATABASE_URL"] == "postgresql://bodemplaat_app@db.example/bodemplaat"
    assert not (tmp_path / "never").exists()


def test_the_launcher_loads_neither_django_nor_the_driver() -> None:
    loaded = "import sys, bodemplaat.foundation.database; print(*(set(sys.modules) & {'django', 'psycopg', 'numpy'}))"
    said = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout
    assert said.strip() == ""
