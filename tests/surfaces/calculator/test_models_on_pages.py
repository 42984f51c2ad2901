"""A controller hands a model in, sees its mistakes or its report, keeps it, compares versions and shares it."""

import html
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.surfaces.calculator.conftest import SignedIn
from tests.world import MONDAY, World

from bodemplaat.calculations.file.foreign import read_sheets
from bodemplaat.calculations.kinds import KINDS
from bodemplaat.capabilities.model_files import api as model_files
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.tenancy.api import Actor

CHOICE = """
title: Keuze van een vorm
question: In welke vorm werken wij samen?
criteria:
  - {name: Kosten, weight: 2}
  - {name: Kwaliteit, weight: 1}
alternatives:
  - {name: Samen}
  - {name: Alleen}
scores:
  Samen: {Kosten: 2, Kwaliteit: 1}
  Alleen: {Kosten: 1, Kwaliteit: 2}
"""
HEAVIER = CHOICE.replace("weight: 1", "weight: 5")
BROKEN = CHOICE.replace("weight: 2", "weight: twee").replace("Alleen: {Kosten: 1", "Alleen: {Kosten: 7")
WAIT = {"HX-Request": "true"}
NL = {"Accept-Language": "nl"}
EXAMPLES = Path(__file__).parents[3] / "examples"


def handed(client: Client, text: str, name: str = "keuze.yaml") -> Any:
    file = SimpleUploadedFile(name, text.encode())
    return client.post("/rekenmodellen/nieuw/", {"file": file, "kind": "choose"})


def read(response: Any) -> str:
    body = html.unescape(response.content.decode())
    return " ".join(re.sub(r"<[^>]*>", " ", body).split())


def kept(world: World, *texts: str) -> UUID:
    who = world.first.carla
    first, *others = (text.encode() for text in texts)
    keep = model_files.Content
    model = model_files.keep_model(
        actor=who, name="Keuze", kind="choose", file=keep("keuze.yaml", first), key="1", at=MONDAY
    )
    for number, content in enumerate(others, 2):
        model_files.keep_version(
            actor=who,
            model=model,
            file=keep(f"keuze {number}.yaml", content),
            note="Kwaliteit weegt zwaarder",
            key=str(number),
            at=MONDAY + timedelta(days=1),
        )
    return model


def held(who: Actor) -> int:
    return model_files.models_kept(actor=who, narrow=model_files.ModelFilter()).count


def test_all_mistakes_are_shown_with_place_and_cure_and_nothing_is_kept(
    world: World, signed_in: SignedIn
) -> None:
    response = handed(signed_in(world.first.carla), BROKEN)
    assert response.status_code == 422
    text = read(response)
    assert "2 mistakes in this file" in text
    for told in ("line 5", "line 12", "weight", "scores, Alleen, Kosten", "write --, -, 0, + or ++"):
        assert told in text
    with connection.cursor() as cursor:
        for table in ("modelfile", "modelversion", "handedin", "outcome"):
            cursor.execute(f"SELECT count(*) FROM model_files_{table}")
            assert cursor.fetchone() == (0,), table


def test_a_sound_file_is_shown_as_a_report_and_kept_under_a_name(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world.first.carla)
    response = handed(client, CHOICE)
    assert response.status_code == 302
    trial = response["Location"]
    page = client.get(trial)
    text = read(page)
    assert "Keuze van een vorm" in text
    assert "<svg" in page.content.decode()
    assert held(world.first.carla) == 0
    fields = {"name": "Vorm 2027", "note": "eerste", "key": "knop", "kind": "choose"}
    for _ in range(2):
        assert "Vorm 2027" in read(client.post(trial, fields, follow=True))
    (row,) = model_files.models_kept(actor=world.first.carla, narrow=model_files.ModelFilter()).rows
    assert (row.name, row.kind, row.latest, row.kept_by) == ("Vorm 2027", "choose", 1, "Carla Dekker")


def test_a_file_that_holds_two_models_is_read_as_either(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world.first.carla)
    example = Path(__file__).resolve().parents[3] / "examples" / "hilversum-weesp.yaml"
    file = SimpleUploadedFile("weesp.yaml", example.read_bytes())
    trial = client.post("/rekenmodellen/nieuw/", {"file": file, "kind": ""})["Location"]
    likely = client.get(trial).content.decode().partition("several calculations")[2].partition("</nav>")[0]
    assert sorted(re.findall(r"\?kind=([a-z-]+)", likely)) == ["business-case", "coalition"]


@pytest.mark.parametrize(
    ("example", "kind", "said"),
    [
        ("four-municipalities.yaml", "business-case", "10.000 keer getrokken"),
        ("handbook-road.yaml", "plan", "Klaar in 80 van de 100"),
    ],
)
def test_a_page_says_how_sure_it_is_without_being_asked(
    world: World, signed_in: SignedIn, example: str, kind: str, said: str
) -> None:
    file = SimpleUploadedFile(example, (EXAMPLES / example).read_bytes())
    client = signed_in(world.first.carla)
    answer = client.post("/rekenmodellen/nieuw/", {"file": file, "kind": kind}, headers=NL)
    shown = read(client.get(answer["Location"], headers={**NL, **WAIT}))
    assert said in shown
    assert "--simulate" not in shown


def test_a_page_of_what_is_certain_draws_nothing(world: World, signed_in: SignedIn) -> None:
    certain = (
        "title: Klein plan\nstart: 2027-01-04\nphases: [{name: Nu}]\n"
        "activities:\n  - {name: Een, phase: Nu, days: 5}\n"
    )
    file = SimpleUploadedFile("plan.yaml", certain.encode())
    client = signed_in(world.first.carla)
    answer = client.post("/rekenmodellen/nieuw/", {"file": file, "kind": "plan"}, headers=NL)
    shown = read(client.get(answer["Location"], headers={**NL, **WAIT}))
    assert "Klein plan" in shown
    assert "van de 100" not in shown


def k5_kept(who: Actor, kind: str = "compare-keys", name: str = "K5 2006") -> UUID:
    file = model_files.Content("k5.yaml", (EXAMPLES / "k5.yaml").read_bytes())
    return model_files.keep_model(actor=who, name=name, kind=kind, file=file, key=name, at=MONDAY)


def trying(model: UUID, **asked: str) -> str:
    return f"{reverse('calculator:try_keys', args=[model])}?{urlencode(asked)}"


def test_keys_are_tried_at_once_and_what_is_kept_goes_the_way_of_every_file(
    world: World, signed_in: SignedIn
) -> None:
    carla = world.first.carla
    model, client = k5_kept(carla), signed_in(carla)
    assert "Sleutels proberen" in read(client.get(reverse("calculator:model", args=[model]), headers=NL))
    first = read(client.get(reverse("calculator:try_keys", args=[model]), headers=NL))
    assert "Met “Voorstel”" in first, "it begins with the key of now, for everything"
    asked = {"part-0": "50", "part-1": "50", "costs": "0", "since": "2027", "years": "2"}
    tried = read(client.get(trying(model, **asked), headers=NL))
    assert "Het ingroeipad" in tried
    answer = client.post(trying(model, **asked), headers=NL)
    assert answer.status_code == 302
    waits = read(client.get(answer["Location"], headers={**NL, **WAIT}))
    assert "sociale zaken half per inwoner" in waits, "what was there stays"
    client.post(answer["Location"], {"note": "Voorstel van de controller", "key": "v"}, headers=NL)
    assert model_files.model_kept(actor=carla, model=model).latest == 2
    kept = model_files.version_content(actor=carla, model=model, number=2)
    assert kept.name == "K5 2006.yaml"
    assert "Voorstel" in kept.content.decode()


def test_of_a_settlement_a_proposal_is_kept_as_a_model_of_its_own(world: World, signed_in: SignedIn) -> None:
    model, client = k5_kept(world.first.carla, "settle"), signed_in(world.first.carla)
    answer = client.post(trying(model, **{"part-0": "100"}), headers=NL)
    assert "model=" not in answer["Location"]
    assert read(client.get(answer["Location"], headers={**NL, **WAIT})).count("Naam van het model")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"part-0": "60"}, "De sleutels zijn samen 60 %: maak er 100 % van."),
        ({"part-0": "veel"}, "per inwoner –"),
        ({"part-0": "100", "discount": "5"}, "zeg beide"),
        ({"part-0": "100", "years": "40"}, "In hoeveel jaar –"),
        ({"part-0": "100", "cap": "1"}, "niet die hij verdeelt"),
        ({"part-0": "100", "costs": "99"}, "Voor welke kosten –"),
    ],
)
def test_what_cannot_be_tried_is_told_and_nothing_is_handed_in(
    world: World, signed_in: SignedIn, asked: dict[str, str], said: str
) -> None:
    model, client = k5_kept(world.first.carla), signed_in(world.first.carla)
    shown = read(client.get(trying(model, **asked), headers=NL))
    assert said in shown
    assert "149999.99" not in shown, "an amount is told as amounts are"
    assert "Dit voorstel bewaren" not in shown
    assert client.post(trying(model, **asked), headers=NL).status_code == 422


def test_a_partner_tries_what_is_shared_and_nobody_else_finds_it(world: World, signed_in: SignedIn) -> None:
    model = k5_kept(world.first.carla)
    other = signed_in(world.second.carla)
    assert other.get(trying(model)).status_code == 404
    model_files.share_model(actor=world.first.carla, model=model, cooperation=world.cooperation, at=MONDAY)
    assert "Proposal" in read(other.get(trying(model)))
    answer = other.post(trying(model, **{"part-0": "100"}))
    assert "model=" not in answer["Location"], "as a model of their own: this one is not theirs to change"


def test_a_model_without_keys_says_so_and_another_kind_has_no_such_page(
    world: World, signed_in: SignedIn
) -> None:
    carla = world.first.carla
    file = model_files.Content("parkstad.yaml", (EXAMPLES / "parkstad.yaml").read_bytes())
    parkstad = model_files.keep_model(actor=carla, name="P", kind="settle", file=file, key="p", at=MONDAY)
    client = signed_in(carla)
    assert "geen sleutels om te mengen" in read(client.get(trying(parkstad), headers=NL))
    assert client.get(trying(kept(world, CHOICE))).status_code == 404


def test_a_name_in_use_is_refused_beside_its_field(world: World, signed_in: SignedIn) -> None:
    kept(world, CHOICE)
    client = signed_in(world.first.carla)
    trial = handed(client, HEAVIER)["Location"]
    response = client.post(trial, {"name": "keuze", "note": "", "key": "knop", "kind": "choose"})
    assert response.status_code == 422
    assert "has a model called 'keuze' already" in read(response)


def test_a_new_version_is_seen_first_and_then_kept(world: World, signed_in: SignedIn) -> None:
    model = kept(world, CHOICE)
    client = signed_in(world.first.carla)
    address = reverse("calculator:new_version", args=[model])
    trial = client.post(address, {"file": SimpleUploadedFile("nieuw.yaml", HEAVIER.encode())})["Location"]
    assert "next version of “Keuze”" in read(client.get(trial))
    fields = {"note": "Kwaliteit weegt mee", "key": "k", "model": str(model)}
    assert "Kept as version 2" in read(client.post(trial, fields, follow=True))
    assert [v.note for v in model_files.versions_of(actor=world.first.carla, model=model)] == [
        "Kwaliteit weegt mee",
        "",
    ]


@pytest.mark.parametrize("name", ["keuze.pdf", "keuze.xls", "keuze"])
def test_only_a_workbook_or_yaml_is_taken(world: World, signed_in: SignedIn, name: str) -> None:
    response = handed(signed_in(world.first.carla), CHOICE, name)
    assert response.status_code == 422
    assert "This is no model file" in read(response)


@pytest.mark.parametrize("name", ["zaken.csv", "ZAKEN.XES", "zaken.xes.gz"])
def test_a_log_is_told_where_it_is_measured(world: World, signed_in: SignedIn, name: str) -> None:
    response = handed(signed_in(world.first.carla), "zaak;moment", name)
    assert response.status_code == 422
    assert "measured on the command line, not on this page" in read(response)


def test_a_damaged_workbook_is_a_mistake_and_no_broken_page(world: World, signed_in: SignedIn) -> None:
    response = handed(signed_in(world.first.carla), "PK\x03\x04 en dan niets", "keuze.xlsx")
    assert response.status_code == 422
    assert "save it as XLSX" in read(response)


def test_a_page_says_first_that_it_works_and_then_shows_the_report(world: World, signed_in: SignedIn) -> None:
    """What was not looked at before is worked out only for who waits for it, and then never again."""
    model = kept(world, CHOICE)
    client = signed_in(world.first.carla)
    address = reverse("calculator:model", args=[model])
    assert "is being worked out" in read(client.get(address))
    assert "Keuze van een vorm" in read(client.get(address, headers=WAIT))
    page = read(client.get(address))
    assert "is being worked out" not in page
    assert "Keuze van een vorm" in page


def test_two_versions_stand_side_by_side(world: World, signed_in: SignedIn) -> None:
    model = kept(world, CHOICE, HEAVIER)
    client = signed_in(world.first.carla)
    address = reverse("calculator:compare", args=[model])
    assert "is being worked out" in read(client.get(address))
    text = read(client.get(f"{address}?wait=1"))
    assert "Version 1 beside version 2" in text
    assert "1 field of the file changed" in text
    assert "Criteria › Kwaliteit › Weight 1 5" in text
    assert "No field of the file changed." in read(client.get(f"{address}?a=1&b=1"))


def test_a_report_is_taken_along_as_workbook_paper_data_and_file(world: World, signed_in: SignedIn) -> None:
    model = kept(world, CHOICE)
    client = signed_in(world.first.carla)
    files = {
        form: client.get(reverse("calculator:download", args=[model, 1, form]))
        for form in ("xlsx", "pdf", "json", "file")
    }
    assert {form: file.status_code for form, file in files.items()} == dict.fromkeys(files, 200)
    assert read_sheets(files["xlsx"].content, "x.xlsx", ())[0]
    assert files["pdf"].content.startswith(b"%PDF-")
    assert json.loads(files["json"].content)["title"] == "Keuze van een vorm"
    assert files["file"].content == CHOICE.encode()
    assert 'filename="keuze-v1-2026-11-23.pdf"' in files["pdf"]["Content-Disposition"]
    told = [line.details for line in trail_of(actor=world.first.carla, subject=model)][1:]
    assert [each["format"] for each in told] == ["xlsx", "pdf", "json", "file"]


def test_a_partner_reads_what_is_shared_and_changes_nothing(world: World, signed_in: SignedIn) -> None:
    model = kept(world, CHOICE)
    carla, other = signed_in(world.first.carla), signed_in(world.second.carla)
    page = reverse("calculator:model", args=[model])
    assert other.get(page).status_code == 404
    share = reverse("calculator:share", args=[model])
    assert "Share “Keuze” with K5?" in read(carla.get(share))
    carla.post(share, {"cooperation": str(world.cooperation)})
    assert "Keuze van een vorm" in read(other.get(page, headers=WAIT))
    body = other.get(page).content.decode()
    assert reverse("calculator:archive", args=[model]) not in body
    for act in ("rename", "share", "stop_sharing", "archive", "restore", "new_version"):
        address = reverse(f"calculator:{act}", args=[model])
        assert other.get(address).status_code == 404, act
        assert other.post(address, {"name": "x"}).status_code == 404, act
    assert "Keuze" in read(signed_in(world.first.jan).get("/rekenmodellen/gedeeld/"))
    carla.post(reverse("calculator:stop_sharing", args=[model]))
    assert other.get(page).status_code == 404


def test_the_archive_is_undone_on_the_page_itself(world: World, signed_in: SignedIn) -> None:
    model = kept(world, CHOICE)
    client = signed_in(world.first.carla)
    page = client.post(reverse("calculator:archive", args=[model]), follow=True)
    assert "Put it back" in read(page)
    assert held(world.first.carla) == 0
    client.post(reverse("calculator:restore", args=[model]))
    assert held(world.first.carla) == 1


def test_a_table_of_a_report_is_sorted_as_asked(world: World, signed_in: SignedIn) -> None:
    model = kept(world, CHOICE)
    client = signed_in(world.first.carla)
    address = reverse("calculator:model", args=[model])
    body = client.get(address, headers=WAIT).content.decode()
    links = re.findall(r'href="\?([^"#]*sort=[^"#]*)#', body)
    assert links
    assert {client.get(f"{address}?{html.unescape(link)}").status_code for link in links} == {200}
    names = re.compile(r'data-label="Alternative">(Samen|Alleen)</td>')
    orders = [
        names.findall(client.get(f"{address}?sort={sign}ranking.1").content.decode()) for sign in ("", "-")
    ]
    assert orders == [["Alleen", "Samen"], ["Samen", "Alleen"]]


def test_templates_of_every_kind_are_offered(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world.first.carla)
    body = client.get("/rekenmodellen/").content.decode()
    addresses = re.findall(r'href="(/rekenmodellen/sjablonen/[^"]+)"', body)
    assert len(addresses) == sum(kind.is_model for kind in KINDS.values()) > 10
    for address in addresses:
        assert read_sheets(client.get(address).content, "x.xlsx", ())[0]
    assert client.get("/rekenmodellen/sjablonen/measure/").status_code == 404


def test_a_file_that_is_kept_is_no_longer_called_not_kept(world: World, signed_in: SignedIn) -> None:
    """The page of the file that was handed in stays in the history of the browser."""
    client = signed_in(world.first.carla)
    trial = handed(client, CHOICE)["Location"]
    assert "not kept yet" in read(client.get(trial))
    client.post(trial, {"name": "Vorm 2027", "note": "", "key": "knop", "kind": "choose"})
    body = client.get(trial).content.decode()
    text = read(client.get(trial))
    assert "not kept yet" not in text
    assert "Kept as version 1 of “Vorm 2027”." in text
    assert 'name="note"' not in body
    (row,) = model_files.models_kept(actor=world.first.carla, narrow=model_files.ModelFilter()).rows
    assert reverse("calculator:version", args=[row.id, 1]) in body


def test_a_model_that_is_shared_says_with_whom_and_what_can_be_done(
    world: World, signed_in: SignedIn
) -> None:
    model = kept(world, CHOICE)
    client = signed_in(world.first.carla)
    share, stop = (reverse(f"calculator:{act}", args=[model]) for act in ("share", "stop_sharing"))
    assert "is shared with nobody" in read(client.get(stop, follow=True))
    client.post(share, {"cooperation": str(world.cooperation)})
    page = client.get(share)
    body = page.content.decode().partition("<main")[2]
    assert "“Keuze” is shared with K5" in read(page)
    assert "Share this model" not in read(page)
    assert {stop, reverse("calculator:model", args=[model])} <= set(re.findall(r'href="([^"]+)"', body))


def test_a_long_report_begins_with_what_is_in_it(world: World, signed_in: SignedIn) -> None:
    example = Path(__file__).resolve().parents[3] / "examples" / "four-municipalities.yaml"
    model = model_files.keep_model(
        actor=world.first.carla,
        name="Vier gemeenten",
        kind="business-case",
        file=model_files.Content("vier.yaml", example.read_bytes()),
        key="vier",
        at=MONDAY,
    )
    client = signed_in(world.first.carla)
    body = client.get(reverse("calculator:model", args=[model]), headers=WAIT).content.decode()
    contents = body.partition("In this report")[2].partition("</nav>")[0]
    links = re.findall(r'href="#([^"]+)">([^<]+)<', contents)
    assert len(links) > 5
    for anchor, title in links:
        section = body.partition(f'id="{anchor}"')[2]
        assert title in section.partition("</section>")[0], title


def test_every_place_in_the_bar_has_an_icon_of_its_own(world: World, signed_in: SignedIn) -> None:
    body = signed_in(world.first.carla).get("/rekenmodellen/").content.decode()
    bar = body.partition('class="site-navigation"')[2].partition("</nav>")[0]
    icons = re.findall(r"<svg.*?</svg>", bar.partition("<details")[0], re.DOTALL)
    assert len(icons) > 2
    assert len(set(icons)) == len(icons)


def test_many_models_and_versions_cost_no_more_queries_than_few(world: World, signed_in: SignedIn) -> None:
    carla = world.first.carla
    model = kept(world, CHOICE, HEAVIER)
    client = signed_in(carla)
    version = reverse("calculator:version", args=[model, 1])
    compare = f"{reverse('calculator:compare', args=[model])}?a=1&b=2"
    pages = ("/rekenmodellen/", version, compare)
    for page in pages:
        client.get(page, headers=WAIT)

    def asked() -> list[int]:
        counts = []
        for page in pages:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(page).status_code == 200
            counts.append(len(captured))
        return counts

    before = asked()
    for number in range(3, 9):
        content = CHOICE.replace("weight: 1", f"weight: {number}").encode()
        file = model_files.Content("keuze.yaml", content)
        model_files.keep_version(actor=carla, model=model, file=file, key=f"v{number}", at=MONDAY)
        model_files.keep_model(
            actor=carla, name=f"Ander {number}", kind="choose", file=file, key=f"m{number}", at=MONDAY
        )
    assert asked() == before
