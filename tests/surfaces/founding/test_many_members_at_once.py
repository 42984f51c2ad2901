"""A real joint arrangement is founded in one go: its participants are pasted, looked at, and added all or none."""

import csv

from tests.shared_data import shared_data
from tests.surfaces.founding.conftest import SignedIn
from tests.surfaces.founding.test_beginning import cooperation_administrator, letters, wearing
from tests.surfaces.founding.test_units_and_people import text_of
from tests.surfaces.founding.test_who_does_what_from_the_start import providers_of
from tests.world import TODAY, World

from bodemplaat.foundation.organisations.api import Task

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
    admin = wearing(signed_in, cooperation_administrator(world))
    address = f"/inrichting/samenwerking/{world.cooperation}/organisaties/"
    assert "Who does expense claims for it?" in text_of(admin.get(address))
    shown = text_of(admin.post(address, sent(lines)))
    assert f"Add {len(names)} organisations?" in shown
    assert ">Bunnik<" in shown
    assert providers_of(world, "Bunnik", TODAY) == {}, "nothing is stored yet"
    again = text_of(admin.post(address, sent(lines, again="yes")))
    assert "beheer0@regio.example" in again
    assert admin.post(address, sent(lines, confirmed="yes")).status_code == 302
    text = text_of(admin.get("/inrichting/samenwerking/"))
    for name in names:
        assert name.removeprefix("Gemeente ") in text
    assert providers_of(world, "Bunnik", TODAY) == dict.fromkeys(Task, "Servicecentrum K5")
    assert len(letters()) == len(names)


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
    answer = admin.post(address, sent(lines, confirmed="yes"))
    assert answer.status_code == 422
    text = text_of(answer)
    for said in (
        "Line 3: “Gauda” is no municipality in the register.",
        "Line 4: “Gouda” takes part already, or stands here twice.",
        "Line 5: “Nederlek” takes part already, or stands here twice.",
        "Line 5: Who administers it?",
        "Line 5: “geen adres” is no e-mail address.",
        "Line 8: There is no name.",
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
    shown = text_of(admin.post(address, sent(lines)))
    for said in ("1 January 2027", "1 July 2027", "23 November 2026", "owner, customer", "Servicecentrum K5"):
        assert said in shown, said
    assert admin.post(address, sent(lines, confirmed="yes")).status_code == 302
    text = text_of(admin.get("/inrichting/samenwerking/", {"day": "2027-01-01"}))
    assert "Gouda" in text
    assert "De Werkplaats" not in text
    assert "De Werkplaats" in text_of(admin.get("/inrichting/samenwerking/", {"day": "2027-07-01"}))
    assert "Gouda" not in text_of(admin.get("/inrichting/samenwerking/", {"day": "2026-12-31"}))
