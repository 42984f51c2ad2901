"""The first administrator founds everything from five workbooks on a page: all of it, or every mistake and nothing."""

import csv
import re
from datetime import date
from io import BytesIO, StringIO
from unittest.mock import Mock
from uuid import UUID

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.database import TestDatabase
from tests.foundation.imports.files import UNITS, csv_file, several
from tests.surfaces.cli.test_founding_from_files import FIVE, Rows, workbook
from tests.surfaces.founding.test_beginning import beginning, client
from tests.surfaces.founding.test_units_and_people import text_of
from tests.world import TODAY, World, another_hat

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.access import founding_on_a_page
from bodemplaat.foundation.access.models import User
from bodemplaat.foundation.imports import api as imports
from bodemplaat.foundation.imports import counting
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.kernel import say
from bodemplaat.rehearsal.demo.cast import MATRIX

PAGE = "/inrichting/beginnen/bestanden/"
HANS = "hans.oskam@nederlek.example"


@pytest.fixture(scope="module")
def lists() -> dict[str, Rows]:
    """The lists of the K5 as rows, titles first, with the municipality of today for one that went into it."""
    return {
        file.name.removesuffix(".csv"): list(
            csv.reader(
                StringIO(file.content.decode().replace("Gemeente Nederlek", "Gemeente Krimpenerwaard")),
                delimiter=";",
            )
        )
        for file in MATRIX.files()
    }


@pytest.fixture
def founder(fresh_database: TestDatabase, settings: object) -> Client:
    """Hans, who used the printed code a moment ago and is signed in."""
    settings.DEMO = False  # type: ignore[attr-defined]
    browser = client()
    answer = browser.post(
        "/inrichting/beginnen/",
        beginning(
            since="2025-01-01",
            email=HANS,
            name="Hans Oskam",
            **{"own-municipality": "Krimpenerwaard"},
        ),
    )
    assert answer.status_code == 302
    return browser


def seat() -> Actor:
    hans = User.objects.get(email=HANS).pk
    hat = next(h for h in access.hats_of(user=hans, on=TODAY) if h.role is Role.COOPERATION_ADMINISTRATOR)
    return access.actor_wearing(user=hans, assignment=hat.assignment_id, on=TODAY)


def members() -> list[str]:
    (seated,) = organisations.cooperations_seated(actor=seat())
    return sorted(each.name for each in seated.members)


def handed_in(browser: Client, lists: dict[str, Rows], **changed: Rows) -> object:
    files = []
    for name in reversed(FIVE):
        file = BytesIO(workbook(changed.get(name, lists[name])))
        file.name = f"{name}.xlsx"
        files.append(file)
    return browser.post(PAGE, {"lists": files, "since": "2025-01-01"})


def previewed(browser: Client, lists: dict[str, Rows]) -> str:
    """The page that says what the files would found."""
    answer = handed_in(browser, lists)
    assert answer.status_code == 302, plain(answer)  # type: ignore[attr-defined]
    return str(answer["Location"])  # type: ignore[index]


def founded(browser: Client, preview: str) -> str:
    """Where the founder comes who pressed, waited for the worker and went on."""
    assert browser.post(preview, {"action": "carry_out"})["Location"] == preview
    work(preview)
    return str(browser.post(preview, {"action": "go_on"})["Location"])


def work(preview: str) -> None:
    """Do what the worker does of it."""
    access.found_what_was_asked(actor=seat(), together=UUID(preview.split("/")[-2]), at=timezone.now())


def plain(answer: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text_of(answer)).split())


def test_five_workbooks_found_everything_in_one_press_and_lead_to_what_is_missing(
    founder: Client, lists: dict[str, Rows]
) -> None:
    assert f'href="{PAGE}"' in text_of(founder.get("/inrichting/samenwerking/"))
    preview = previewed(founder, lists)
    said = plain(founder.get(preview))
    order = [f"{name}.xlsx" for name in ("organisaties", "afdelingen", "taken", "mensen", "rollen")]
    assert sorted(order, key=said.index) == order
    assert "What would be founded" in said
    assert "Gemeente Vlist: " in said
    assert members() == ["Krimpenerwaard"], "it was rehearsed and taken back"
    assert User.objects.count() == 1
    assert founded(founder, preview) == "/inrichting/"
    assert "Ready to begin?" in plain(founder.get("/inrichting/"))
    assert members() == [
        *(f"Gemeente {name}" for name in ("Bergambacht", "Ouderkerk", "Schoonhoven", "Vlist")),
        "Krimpenerwaard",
    ]
    assert User.objects.count() == 5, "the administrator of each is invited, and nobody else"
    actor = seat()
    (seated,) = organisations.cooperations_seated(actor=actor)
    vlist = next(each.id for each in seated.members if each.name == "Gemeente Vlist")
    system = Actor.system(vlist, cooperations=[seated.id])
    done = {each.list_name for each in imports.imports_of(actor=system)}
    assert done == {"tasks", "units", "people", "roles"}, "each member can look back"
    assert founder.get(preview).status_code in {403, 404}, "what was carried out waits no longer"


def test_the_page_counts_lines_while_the_worker_founds_and_says_when_all_is_there(
    founder: Client, lists: dict[str, Rows], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen by another connection in the middle of the one transaction; closing the page changes nothing."""
    monkeypatch.setattr(counting, "PAUSE", 0)
    preview = previewed(founder, lists)
    for _ in range(2):  # pressed twice
        assert founder.post(preview, {"action": "carry_out"})["Location"] == preview
    jobs = ProcrastinateJob.objects.filter(task_name="access.found")
    assert [job.args["language"] for job in jobs] == ["en"]
    said = text_of(founder.get(preview))
    assert 'hx-trigger="every 1s"' in said
    assert '<noscript><meta http-equiv="refresh"' in said
    people = len(lists["mensen"]) - 1
    assert f"0 of {people} lines" in plain(founder.get(preview))
    assert founder.get(PAGE)["Location"] == preview, "whoever comes back finds the way"
    assert handed_in(founder, lists)["Location"] == preview  # type: ignore[index]
    seen: list[str] = []
    write = counting._write

    def written(*arguments: object) -> None:
        write(*arguments)  # type: ignore[arg-type]
        seen.append(plain(founder.get(preview)))
        connections.close_all()

    monkeypatch.setattr(counting, "_write", written)
    work(preview)
    whole = sum(len(lists[name]) - 1 for name in FIVE)
    counts = [int(count) for each in seen for count in re.findall(rf"Lines: (\d+) of {whole}", each)]
    assert len(set(counts)) > 3, counts
    assert counts == sorted(counts)
    assert "The cooperation is being founded" in seen[-1]
    done = founder.get(preview, headers={"HX-Request": "true"})
    assert done["HX-Refresh"] == "true"
    assert f"Lines: {whole} of {whole}" in plain(done)
    assert "The cooperation was founded" in plain(done)
    work(preview)
    assert len(members()) == 5, "a second run finds it founded"


def test_statements_do_not_grow_with_the_lines(founder: Client) -> None:
    """Previewing and founding, of twenty people and of 450, or a thousand rows."""
    actor, counts = seat(), []
    titles = ("organisation", "kind", "parts", "since", "administrator", "email")
    centre = ("Servicecentrum", "provider", "provider", "1-1-2025", "Saskia Vonk", "s.vonk@centrum.example")
    columns = ("number", "name", "email", "unit", "since")
    for count in (20, 450):
        people = [
            ("Krimpenerwaard", str(n), f"Mens {n}", f"m{n}@nederlek.example", "U", "1-1-2025")
            for n in range(count)
        ]
        files = [
            imports.HandedIn("organisaties.csv", csv_file("organisations", titles, centre)),
            imports.HandedIn(
                "afdelingen.xlsx", several("units", UNITS, [("Krimpenerwaard", "U", "Uit", "", "", "")])
            ),
            imports.HandedIn("mensen.xlsx", several("people", columns, people)),
        ]
        for is_rehearsed in (True, False):
            with CaptureQueriesContext(connection) as statements, transaction.atomic():
                filled = founding_on_a_page._filled(
                    actor, files, date(2025, 1, 1), timezone.now(), is_rehearsed=is_rehearsed
                )
                transaction.set_rollback(True)
            assert filled["mensen.xlsx"].added == count
            counts.append(len(statements))
    assert counts[:2] == counts[2:]


def test_what_stands_in_the_way_of_the_worker_is_said_and_nothing_is_stored(
    founder: Client, lists: dict[str, Rows], monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = previewed(founder, lists)
    for error, words in (
        (RuntimeError("no"), "Something went wrong and nothing was founded."),
        (imports.UnsoundFiles([]), "these files no longer fit"),
        (Refused(say("no")), "somebody else has an account"),
    ):
        founder.post(preview, {"action": "carry_out"})
        with monkeypatch.context() as broken:
            broken.setattr(founding_on_a_page, "_note", Mock(side_effect=error))
            work(preview)
        said = plain(founder.get(preview))
        assert words in said
        assert "Found the cooperation" in said
        assert members() == ["Krimpenerwaard"]
    assert founded(founder, preview) == "/inrichting/"


def test_every_mistake_is_told_by_file_and_line_and_nothing_is_stored(
    founder: Client, lists: dict[str, Rows]
) -> None:
    people, tasks = ([row[:] for row in lists[name]] for name in ("mensen", "taken"))
    people[3][0] = "Gemeente Vlits"
    tasks[2][2] = "Gemeente Schoonhove"
    answer = handed_in(founder, lists, mensen=people, taken=tasks)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    said = plain(answer)
    assert "mensen.xlsx line 4 Organisation" in said
    assert "Is “Gemeente Vlist” meant?" in said
    assert "taken.xlsx line 3 Provided by" in said
    assert members() == ["Krimpenerwaard"]
    assert User.objects.count() == 1


def test_nobody_gives_themselves_a_role_or_another_organisation(
    founder: Client, lists: dict[str, Rows]
) -> None:
    """The machine of the site may; a page has somebody who would do it to themselves."""
    roles, others = [row[:] for row in lists["rollen"]], [row[:] for row in lists["organisaties"]]
    place = {title: n for n, title in enumerate(roles[0])}
    roles[1][place["Persoon (e-mail of nummer)"]] = HANS.upper()
    roles[1][place["Rol"]] = "Controller"
    others[2][others[0].index("E-mailadres van de beheerder")] = HANS
    said = plain(handed_in(founder, lists, rollen=roles, organisaties=others))
    assert "rollen.xlsx line 2 Person (e-mail or number) Beside administrator and employee" in said
    assert "organisaties.xlsx line 3 First administrator Nobody makes themselves the administrator" in said


def test_two_files_of_one_name_are_not_taken_for_one(founder: Client, lists: dict[str, Rows]) -> None:
    files = []
    for name in ("organisaties", "mensen"):
        file = BytesIO(workbook(lists[name]))
        file.name = "lijst.xlsx"
        files.append(file)
    said = plain(founder.post(PAGE, {"lists": files, "since": "2025-01-01"}))
    assert "lijst.xlsx the file – Several files have this name." in said
    assert members() == ["Krimpenerwaard"]


def test_what_was_overtaken_is_shown_anew(founder: Client, lists: dict[str, Rows]) -> None:
    preview = previewed(founder, lists)
    unit = lists["afdelingen"][1]
    titles = {title: n for n, title in enumerate(lists["afdelingen"][0])}
    actor = seat()
    organisations.add_unit(
        actor=Actor.system(actor.organisation_id, cooperations=actor.cooperations),
        organisation=actor.organisation_id,
        code=unit[titles["Code"]],
        name="Anders",
        at=imports.kept_to_begin(actor=actor, together=UUID(preview.split("/")[-2]))[0].at,
    )
    founder.post(preview, {"action": "carry_out"})
    work(preview)
    assert "look again" in plain(founder.get(preview))
    assert members() == ["Krimpenerwaard"]
    assert founded(founder, preview) == "/inrichting/"
    assert len(members()) == 5


def test_files_that_wait_are_nowhere_else_and_can_be_thrown_away(
    founder: Client, lists: dict[str, Rows]
) -> None:
    preview = previewed(founder, lists)
    assert "organisaties.xlsx" not in plain(founder.get("/inrichting/importen/"))
    assert founder.get(preview.replace("/beginnen", "")).status_code == 404, "not the page of one's own files"
    second = previewed(founder, lists)
    assert founder.get(preview).status_code == 404, "the second takes the place of the first"
    assert founder.post(second, {"action": "drop"})["Location"] == PAGE
    assert founder.get(second).status_code == 404


def test_once_anyone_else_is_there_the_page_says_who_may(founder: Client, lists: dict[str, Rows]) -> None:
    preview = previewed(founder, lists)
    founded(founder, preview)
    hats = access.hats_of(user=User.objects.get(email=HANS).pk, on=TODAY)
    cooperation = next(h for h in hats if h.role is Role.COOPERATION_ADMINISTRATOR)
    founder.post("/rollen/", {"hat": str(cooperation.assignment_id)})
    assert f'href="{PAGE}"' not in text_of(founder.get("/inrichting/samenwerking/"))
    assert "Only the first administrator begins with files" in plain(founder.get(PAGE))
    again = handed_in(founder, lists)
    assert again.status_code == 409  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="Only the first administrator"):
        access.check_may_begin_with_files(actor=seat())


def test_it_is_for_nobody_of_a_site_that_works(world: World) -> None:
    for actor in (
        another_hat(world.system, world.contract_manager, Role.COOPERATION_ADMINISTRATOR),
        world.first.ad,
    ):
        with pytest.raises(Refused, match="Only the first administrator"):
            access.check_may_begin_with_files(actor=actor)
        with pytest.raises(NotFound):
            imports.kept_to_begin(actor=actor, together=world.cooperation)


def test_a_template_has_a_column_for_whose_each_line_is(founder: Client) -> None:
    file = founder.get("/inrichting/beginnen/sjablonen/people/?format=csv")
    assert file.getvalue().decode("utf-8-sig").startswith("Organisation;")
    assert founder.get("/inrichting/beginnen/sjablonen/niets/").status_code == 404
