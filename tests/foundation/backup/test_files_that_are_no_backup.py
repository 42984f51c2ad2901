"""A file that is damaged, cut off, changed, or something else is refused in words before anything is made."""

import io
import json
import tarfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.foundation.backup.archive import read_through
from bodemplaat.foundation.backup.errors import BackupRefused
from bodemplaat.foundation.backup.manifest import Closing, Opening
from bodemplaat.foundation.backup.sealing import Opener, Seal, SealingWriter, add_member
from bodemplaat.foundation.tables.api import unknown_migrations

FILE = Path(__file__).parent / "files" / "main-c5a5f8a.backup"
WHOLE = FILE.read_bytes()


def refused(path: Path, content: bytes, opener: Opener | None = None) -> str:
    path.write_bytes(content)
    with pytest.raises(BackupRefused) as error:
        read_through(path, opener or Opener())
    return error.value.findings[0].code


def members_of(content: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        return {each.name: archive.extractfile(each).read() for each in archive}  # type: ignore[union-attr]


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in members.items():
            add_member(archive, name, content)
    return out.getvalue()


def test_the_whole_file_is_read() -> None:
    closing = read_through(FILE, Opener())
    assert closing.tables["claims_claim"].rows == 4


@given(st.data())
def test_a_file_cut_off_anywhere_is_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    end = WHOLE.rindex(b"closing.json")  # behind it stands only what tar pads with
    cut = data.draw(st.integers(0, end))
    code = refused(tmp_path_factory.mktemp("cut") / "cut", WHOLE[:cut])
    assert code in ("backup.damaged", "backup.no_backup")


@given(st.data())
def test_one_changed_byte_of_the_rows_is_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    members = members_of(WHOLE)
    name = data.draw(st.sampled_from([each for each in members if each.startswith("tables/")]))
    rows = bytearray(members[name])
    at = data.draw(
        st.integers(10, len(rows) - 1)
    )  # before it stands a head of gzip, parts of which say nothing
    rows[at] ^= data.draw(st.integers(1, 255))
    members[name] = bytes(rows)
    assert refused(tmp_path_factory.mktemp("one") / "changed", packed(members)) == "backup.damaged"


@pytest.mark.parametrize("gone", ["closing.json", "configuration.json", "manifest.json"])
def test_a_part_that_is_gone_is_refused(tmp_path: Path, gone: str) -> None:
    members = members_of(WHOLE)
    del members[gone]
    assert refused(tmp_path / "gone", packed(members)) in ("backup.damaged", "backup.no_backup")


def test_a_table_that_is_gone_or_told_twice_is_refused(tmp_path: Path) -> None:
    members = members_of(WHOLE)
    rows = members.pop("tables/claims_claim/000001.gz")
    assert refused(tmp_path / "gone", packed(members)) == "backup.damaged"
    members = members_of(WHOLE)
    members["tables/claims_claim/000002.gz"] = rows
    assert refused(tmp_path / "out of order", packed(members)) == "backup.damaged"


@pytest.mark.parametrize("content", [b"", b"PGDMP", b"PK\x03\x04 zip", b"\0" * 10240, b"x" * 5000])
def test_something_else_is_no_backup(tmp_path: Path, content: bytes) -> None:
    assert refused(tmp_path / "else", content) in ("backup.no_backup", "backup.damaged")
    assert refused(tmp_path / "tar", packed({"hello.txt": content})) == "backup.no_backup"


def test_a_newer_format_is_refused_in_words(tmp_path: Path) -> None:
    members = members_of(WHOLE)
    manifest = json.loads(members["manifest.json"]) | {"format_version": 2, "software": "9.0"}
    members["manifest.json"] = json.dumps(manifest).encode()
    assert refused(tmp_path / "newer", packed(members)) == "backup.newer_format"


def test_a_manifest_of_a_newer_version_names_what_is_not_known_here() -> None:
    opening = Opening.read(members_of(WHOLE)["manifest.json"])
    assert unknown_migrations(opening.migrations) == ()
    later = (*opening.migrations, ("claims", "0999_of_tomorrow"))
    assert unknown_migrations(later) == (("claims", "0999_of_tomorrow"),)
    assert Opening.read(opening.written()) == opening
    closing = Closing.read(members_of(WHOLE)["closing.json"])
    assert Closing.read(closing.written()) == closing


def test_pieces_of_a_sealed_backup_that_changed_places_or_are_gone_are_refused(tmp_path: Path) -> None:
    keys, locked, opener = Seal(passphrase="een zin").keys()
    assert opener is not None
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as outer:
        add_member(outer, "README.txt", b"how to")
        add_member(outer, "key.age", locked)
        sealing = SealingWriter(outer, keys)
        for start in range(0, len(WHOLE), 50_000):
            sealing.write(WHOLE[start : start + 50_000])
            sealing.finish()
    sealed = members_of(out.getvalue())
    (tmp_path / "whole").write_bytes(packed(sealed))
    assert read_through(tmp_path / "whole", opener).tables["claims_claim"].rows == 4
    one, two = "sealed/000001.age", "sealed/000002.age"
    swapped = sealed | {one: sealed[two], two: sealed[one]}
    assert refused(tmp_path / "swapped", packed(swapped), opener) == "backup.damaged"
    del sealed[two]
    assert refused(tmp_path / "gone", packed(sealed), opener) == "backup.damaged"
