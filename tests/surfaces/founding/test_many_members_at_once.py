"""A real joint arrangement is founded in one go: its participants are pasted, looked at, and added all or none."""

import csv
import io
import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.shared_data import shared_data
from tests.surfaces.founding.conftest import SignedIn
from tests.surfaces.founding.test_beginning import cooperation_administrator, letters, wearing
from tests.surfaces.founding.test_units_and_people import text_of
from tests.surfaces.founding.test_who_does_what_from_the_start import providers_of
from tests.world import SINCE, TODAY, World

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.access.models import User
from bodemplaat.foundation.imports import api as imports
from bodemplaat.foundation.organisations.api import COMMON_TASKS, Task
from bodemplaat.surfaces.founding.several import as_file

UTRECHT = "org:gr-gemeenschappelijke-regeling-omgevingsdienst-utrecht"


def sent(lines: str, **changed: object) -> dict[str, object]:
    return {"lines": lines, "parts": ["owner", "customer"], "since": TODAY.isoformat()} | changed


def test_a_joint_arrangement_is_added_from_its_lines(world: World, signed_in: SignedIn) -> None:
    """The register of joint arrangements writes names as "Gemeente Bunnik"; a sheet brings tabs."""
    with shared_data("municipal/wgr_participants.csv").open(encoding="utf-8") as file:
        names = [row["participant"] for row in csv.DictReader(file) if row["arrangement_id"] == UTRECHT]
    assert len(names) >= 8
    lines = "\n".join(
        f"{name}\tBeheer {number}\tbeheer{number}@regio.example" for number, name in enumerate(names)
    )
    founder = cooperation_administrator(world)
    admin = wearing(signed_in, founder)
    address = f"/inrichting/samenwerking/{world.cooperation}/organisaties/"
    assert "Who does expense claims for it?" in text_of(admin.get(address))
    page = admin.post(address, sent(lines))["Location"]
    shown = text_of(admin.get(page))
    assert f"{len(names)} new, 0 changed, 0 ended, 0 the same." in shown
    assert ">Bunnik<" in shown
    assert providers_of(world, "Bunnik", TODAY) == {}, "nothing is stored yet"
    (back,) = set(re.findall(r'href="([^"]*again=[^"]*)"', shown))
    again = text_of(admin.get(back))
    assert "beheer0@regio.example" in again, "what was typed is still there"
    page = admin.post(back, sent(lines))["Location"]
    assert len(imports.open_previews(actor=founder)) == 1, "what was changed takes the place of what it was"
    assert admin.post(page, {"action": "carry_out"}).status_code == 302
    text = text_of(admin.get("/inrichting/samenwerking/"))
    for name in names:
        assert name.removeprefix("Gemeente ") in text
    assert providers_of(world, "Bunnik", TODAY) == dict.fromkeys(COMMON_TASKS, "Servicecentrum K5")
    assert len(letters()) == len(names)


def test_who_administers_a_member_that_is_there_already_is_not_passed_over_in_silence(
    world: World, signed_in: SignedIn
) -> None:
    """Of one's own organisation the register has a line too."""
    admin = wearing(signed_in, cooperation_administrator(world))
    address = f"/inrichting/samenwerking/{world.cooperation}/organisaties/"
    lines = (
        "Nederlek ; Iemand Anders ; anders@nederlek.example\nGemeente Bunnik ; Beheer ; beheer@bunnik.example"
    )
    page = admin.post(address, sent(lines, parts=["customer"], since=SINCE.isoformat()))["Location"]
    assert "nobody is invited for: Nederlek." in " ".join(text_of(admin.get(page)).split())


def test_water_boards_and_provinces_are_known_by_the_name_of_the_register(
    world: World, signed_in: SignedIn
) -> None:
    """Most water boards do not say in their name that they are one, and one has a comma in it."""
    admin = wearing(signed_in, cooperation_administrator(world))
    address = f"/inrichting/samenwerking/{world.cooperation}/organisaties/"
    names = ("Brabantse Delta", "Amstel, Gooi en Vecht", "ws0647", "pv25", "Hoogheemraadschap van Rijnland")
    lines = "\n".join(f"{name}\tBeheer\tbeheer{n}@water.example" for n, name in enumerate(names))
    page = admin.post(address, sent(lines))["Location"]
    shown = text_of(admin.get(page))
    assert "5 new, 0 changed" in shown
    for name in ("Brabantse Delta", "Amstel, Gooi en Vecht", "Noorderzijlvest", "Provincie Gelderland"):
        assert name in shown
    assert shown.count("What is it?: Water board") == 4
    assert shown.count("What is it?: Province") == 1
    assert shown.count("Takes part as: owner, customer") == 5, "in one line"


def test_everything_that_is_wrong_is_said_at_once_and_nothing_stored(
    world: World, signed_in: SignedIn
) -> None:
    admin = wearing(signed_in, cooperation_administrator(world))
    address = f"/inrichting/samenwerking/{world.cooperation}/organisaties/"
    lines = (
        "Gouda; Gijs Admiraal; gijs@gouda.example\n"
        "\n"
        "Gauda; Gijs Admiraal; gijs@gouda.example\n"
        "gm0513; Gijs Admiraal; gijs@gouda.example\n"
        "Nederlek; ; geen adres\n"
        "Waterschap Zuid; Wim Dijk; wim@zuid.example\n"
        "De Werkplaats; Wies Bos; wies@werkplaats.example; Other joint arrangement\n"
        ";;\n"
    )
    answer = admin.post(address, sent(lines))
    assert answer.status_code == 422
    text = text_of(answer)
    for said in (
        "Line 3: What is it? – “Gauda” is no municipality, province or water board in the register. Fill in what it is: Municipality,",
        "Line 4: Organisation – “Gouda” takes part as owner in line 1 already.",
        "Line 5: Takes part since – “Nederlek” takes part as owner since",
        "Line 5: E-mail address of the administrator – “geen adres” is not an e-mail address",
        "Line 8: Organisation – This is empty. Fill it in.",
    ):
        assert said in text, said
    for right in ("Line 1:", "Line 6:", "Line 7:"):
        assert right not in text
    assert "Gijs Admiraal" in text, "what was typed is still there"
    assert "Gouda" not in text_of(admin.get("/inrichting/samenwerking/"))


def test_each_line_may_have_a_day_of_its_own_and_the_preview_tells_parts_and_providers(
    world: World, signed_in: SignedIn
) -> None:
    admin = wearing(signed_in, cooperation_administrator(world))
    address = f"/inrichting/samenwerking/{world.cooperation}/organisaties/"
    lines = (
        "Gouda; Gijs Admiraal; gijs@gouda.example; 1-1-2027\n"
        "De Werkplaats; Wies Bos; wies@werkplaats.example; Other joint arrangement; 2027-07-01\n"
        "Bunnik; Bea Smit; bea@bunnik.example\n"
    )
    page = admin.post(address, sent(lines))["Location"]
    shown = text_of(admin.get(page))
    for said in (
        "1 January 2027",
        "1 July 2027",
        "23 November 2026",
        "owner",
        "customer",
        "Servicecentrum K5",
    ):
        assert said in shown, said
    assert admin.post(page, {"action": "carry_out"}).status_code == 302
    text = text_of(admin.get("/inrichting/samenwerking/", {"day": "2027-01-01"}))
    assert "Gouda" in text
    assert "De Werkplaats" not in text
    assert "De Werkplaats" in text_of(admin.get("/inrichting/samenwerking/", {"day": "2027-07-01"}))
    assert "Gouda" not in text_of(admin.get("/inrichting/samenwerking/", {"day": "2026-12-31"}))


def test_what_builds_on_a_member_is_named_and_what_has_no_name_is_counted_once(
    world: World, signed_in: SignedIn
) -> None:
    admin = wearing(signed_in, cooperation_administrator(world))
    address = f"/inrichting/samenwerking/{world.cooperation}/organisaties/"
    page = admin.post(address, sent("Gouda; Gijs Admiraal; gijs@gouda.example\n"))["Location"]
    admin.post(page, {"action": "carry_out"})
    gijs = Client(headers={"accept-language": "en"})
    gijs.force_login(User.objects.get(email="gijs@gouda.example"))
    for name, file in (
        ("units", b"Code;Naam van de afdeling\nFIN;Financi\xc3\xabn\n"),
        (
            "people",
            b"Naam;E-mailadres;Afdeling (code);In dienst sinds\nEva;eva@gouda.example;FIN;1-11-2026\n",
        ),
    ):
        sent_file = {"file": SimpleUploadedFile(f"{name}.csv", file), "since": TODAY.isoformat()}
        one = gijs.post(f"/inrichting/lijsten/{name}/importeren/", sent_file)["Location"]
        assert gijs.post(one, {"action": "carry_out"}).status_code == 302
    text = text_of(admin.post(page, {"action": "undo"}))
    (said,) = re.findall(r"On “Gouda” builds: ([^<]*)\.", text)
    parts = said.split(", ")
    assert {"1 unit within it", "1 person", "1 employment", "2 files taken in"} <= set(parts), parts
    assert len([part for part in parts if "record" in part]) <= 1, parts
    assert all("record" not in part or part == parts[-1] for part in parts), parts


def test_what_was_pasted_is_undone_like_any_file_and_pasted_again_changes_nothing(
    world: World, signed_in: SignedIn
) -> None:
    admin = wearing(signed_in, cooperation_administrator(world))
    address = f"/inrichting/samenwerking/{world.cooperation}/organisaties/"
    lines = "Gouda; Gijs Admiraal; gijs@gouda.example\n"
    page = admin.post(address, sent(lines))["Location"]
    shown = admin.get(page, headers={"Accept-Language": "nl"}).content.decode()
    assert "eigenaar" in shown
    assert re.search(r'data-label="Regel"[^>]*>\s*1\s*<', shown), "the first line that was pasted"
    admin.post(page, {"action": "carry_out"})
    assert set(providers_of(world, "Gouda", TODAY)) == set(COMMON_TASKS)
    assert "Nothing would change" in text_of(admin.get(admin.post(address, sent(lines))["Location"]))
    undone = admin.post(page, {"action": "undo"})
    assert undone.status_code == 302, re.findall(r"<li>[^<]*</li>", text_of(undone))
    assert "Gouda" not in text_of(admin.get("/inrichting/samenwerking/"))
    assert "gijs@gouda.example" not in {each.email for each in access.open_accounts()}
    page = admin.post(address, sent(lines))["Location"]
    admin.post(page, {"action": "carry_out"})
    assert set(providers_of(world, "Gouda", TODAY)) == set(COMMON_TASKS), "what was undone can be pasted anew"
    User.objects.filter(email="gijs@gouda.example").update(last_login=world.at)
    refused = admin.post(page, {"action": "undo"})
    assert refused.status_code == 409
    assert "1 administrator has signed in by now: Gijs Admiraal." in text_of(refused)
    assert "Gouda" in text_of(admin.get("/inrichting/samenwerking/"))


def test_who_works_for_a_newcomer_is_chosen_for_all_lines_or_left_for_later(
    world: World, signed_in: SignedIn
) -> None:
    admin = wearing(signed_in, cooperation_administrator(world))
    address = f"/inrichting/samenwerking/{world.cooperation}/organisaties/"
    chosen = {"does_expense_claims": str(world.provider), "does_payments": "later", "does_desk": "later"}
    page = admin.post(address, sent("Gouda; Gijs Admiraal; gijs@gouda.example\n", **chosen))["Location"]
    assert "Who does expense claims" in text_of(admin.get(page))
    admin.post(page, {"action": "carry_out"})
    assert providers_of(world, "Gouda", TODAY) == {Task.EXPENSE_CLAIMS: "Servicecentrum K5"}
    alone = sent("Bunnik; Bea Smit; bea@bunnik.example\n", does_payments="itself")
    answer = admin.post(address, alone)
    assert answer.status_code == 422
    assert "Line 1: Who does payments – An organisation that does a task itself" in text_of(answer)


def test_nobody_chooses_who_works_for_a_member_that_is_there_under_another_way_of_writing() -> None:
    file = as_file(
        "Leiden; Ad van Dijk; ad@leiden.example\nGouda; Gijs Admiraal; gijs@gouda.example",
        cooperation="Waard",
        there=["Gemeente Leiden"],
        parts=["customer"],
        since=TODAY,
        does={f"does_{Task.PAYMENTS.value}": "itself"},
    )
    leiden, gouda = csv.DictReader(io.StringIO(file.decode()), delimiter=";")
    assert leiden["does_payments"] == ""
    assert gouda["does_payments"] == "itself"
