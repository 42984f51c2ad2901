"""A whole cooperation from five workbooks in one go, at the shell: all of it, or every mistake and nothing."""

import csv
from collections.abc import Callable
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner, Result

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.imports import api as imports
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.rehearsal.demo.cast import MATRIX
from bodemplaat.surfaces.cli.found import found

NEW_YEAR = date(2026, 1, 1)
FIVE = ("organisaties", "taken", "afdelingen", "mensen", "rollen")
Rows = list[list[str]]


def workbook(rows: Rows) -> bytes:
    """A real XLSX, as a spreadsheet program saves it."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Blad1")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


@pytest.fixture(scope="module")
def lists() -> dict[str, Rows]:
    """The lists of the K5 as rows, titles first."""
    return {
        file.name.removesuffix(".csv"): list(csv.reader(StringIO(file.content.decode()), delimiter=";"))
        for file in MATRIX.files()
    }


@pytest.fixture
def founding(tmp_path: Path, lists: dict[str, Rows]) -> Callable[..., Result]:
    """``bodemplaat found`` with five workbooks, some of them changed."""

    def run(**changed: Rows) -> Result:
        paths = []
        for name in reversed(FIVE):
            path = tmp_path / f"{name}.xlsx"
            path.write_bytes(workbook(changed.get(name, lists[name])))
            paths.append(str(path))
        options = ["--name", "K5", "--variant", "matrix", "--since", "2025-01-01", "--lang", "en"]
        return CliRunner().invoke(found, [*paths, *options])

    return run


def test_five_workbooks_make_a_cooperation_whose_administrator_can_begin(
    db: None, founding: Callable[..., Result]
) -> None:
    answer = founding()
    assert answer.exit_code == 0, answer.output
    assert "“K5” has been founded." in answer.output
    assert "mensen.xlsx: 51 lines read" in answer.output
    key = answer.output.split("/uitnodiging/")[1].split("/")[0]
    user = access.invited_user(key)
    assert user.email == "hans.oskam@nederlek.example"
    hats = access.hats_of(user=user.pk, on=NEW_YEAR)
    assert {Role.ADMINISTRATOR, Role.COOPERATION_ADMINISTRATOR} <= {hat.role for hat in hats}
    seat = next(hat for hat in hats if hat.role is Role.COOPERATION_ADMINISTRATOR)
    actor = access.actor_wearing(user=user.pk, assignment=seat.assignment_id, on=NEW_YEAR)
    (seated,) = organisations.cooperations_seated(actor=actor)
    assert (seated.variant, len(seated.members)) == ("matrix", 5)
    vlist = next(member.id for member in seated.members if member.name == "Gemeente Vlist")
    system = Actor.system(vlist, cooperations=[seated.id])
    provided = {
        (each.task.value, each.provider_name)
        for each in organisations.provisions_of(actor=system, organisation=vlist)
    }
    assert {task for task, _ in provided} == {"expense_claims", "payments", "desk", "desk_ict"}
    done = imports.imports_of(actor=system)
    assert {each.list_name for each in done} == {"tasks", "units", "people", "roles"}, "it can look back"


def test_every_mistake_is_told_by_file_and_line_and_nothing_is_stored(
    db: None, founding: Callable[..., Result], lists: dict[str, Rows]
) -> None:
    people, tasks, roles = ([row[:] for row in lists[name]] for name in ("mensen", "taken", "rollen"))
    people[3][0] = "Gemeente Vlits"
    people[8][6] = "NL00FOUT0000000000"
    tasks[2][2] = "Gemeente Schoonhove"
    roles[1][1] = "niemand@nederlek.example"
    answer = founding(mensen=people, taken=tasks, rollen=roles)
    assert answer.exit_code == 1
    told = answer.output
    assert (
        "There is no organisation “Gemeente Vlits” in the file of organisations. Is “Gemeente Vlist” meant?"
        in told
    )
    assert "mensen.xlsx, line 4, Organisation" in told
    assert "mensen.xlsx, line 9, Account number (IBAN)" in told
    assert (
        "taken.xlsx, line 3, Provided by: No provider in the cooperation is called “Gemeente Schoonhove”."
        in told
    )
    assert "rollen.xlsx, line 2, Person (e-mail or number)" in told
    assert not access.has_accounts()


def test_a_cooperation_begins_with_its_organisations(
    db: None, founding: Callable[..., Result], lists: dict[str, Rows]
) -> None:
    answer = founding(organisaties=lists["organisaties"][:1])
    assert answer.exit_code == 1
    assert "a cooperation begins with it" in answer.output


def test_the_same_name_is_not_founded_twice(db: None, founding: Callable[..., Result]) -> None:
    assert founding().exit_code == 0
    again = founding()
    assert again.exit_code == 1
    assert "“K5” was founded here from files before, so nothing was stored." in again.output


def test_one_mistake_in_an_organisation_is_told_once(
    db: None, founding: Callable[..., Result], lists: dict[str, Rows]
) -> None:
    members = [row[:] for row in lists["organisaties"]]
    kind = members[0].index("Wat is het?")
    members[2][kind] = "bakker"
    answer = founding(organisaties=members)
    assert answer.exit_code == 1
    assert "organisaties.xlsx, line 3" in answer.output
    assert f"There is no organisation “{members[2][members[0].index('Organisatie')]}”" not in answer.output


def test_a_line_twice_and_a_file_twice_are_named(
    db: None, founding: Callable[..., Result], lists: dict[str, Rows], tmp_path: Path
) -> None:
    members = lists["organisaties"]
    answer = founding(organisaties=[*members, members[1]])
    assert answer.exit_code == 1
    assert f"organisaties.xlsx, line {len(members) + 1}, Organisation" in answer.output
    assert "already. Leave one of the two out." in answer.output
    paths = []
    for name in ("organisaties", "taken", "again"):
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(workbook(lists["taken" if name == "again" else name]))
        paths.append(str(path))
    twice = CliRunner().invoke(found, [*paths, "--name", "K5", "--since", "2025-01-01", "--lang", "en"])
    assert twice.exit_code == 1
    assert "again.xlsx: This file was handed in twice, also as taken.xlsx. Leave one out." in twice.output


def test_lines_of_what_stands_already_are_counted_as_read(db: None, founding: Callable[..., Result]) -> None:
    lines = founding().output.splitlines()
    assert "  mensen.xlsx: 51 lines read, 51 things added" in lines
