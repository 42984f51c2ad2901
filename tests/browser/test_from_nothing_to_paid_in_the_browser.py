"""From an empty database to a paid claim, through pages alone: on a phone in Dutch, at a desk in English."""

import csv
import io
import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from email.message import Message
from pathlib import Path

import pytest
import xlsxwriter
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from tests.browser.conftest import ON_A_PHONE_AND_AT_A_DESK, Visitor
from tests.database import TestDatabase
from tests.mail_server import MailServer, mail_server
from tests.workers import a_worker, eventually
from tests.world import receipt

from bodemplaat.foundation.access import api as access
from bodemplaat.rehearsal.bank import SimulatedBank
from bodemplaat.rehearsal.demo.cast import MATRIX

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PASSWORD = "vier-woorden-uit-de-polder"
IBANS = ("NL91ABNA0417164300", "NL44RABO0123456789", "NL20INGB0001234567")
MEMBER, CENTRE = "Krimpenerwaard", "Servicecentrum Waard"
PARTICIPANTS = (
    *("Gemeente Amersfoort", "Gemeente Baarn", "Gemeente Bunnik", "Gemeente De Ronde Venen"),
    *("Gemeente Houten", "Gemeente Utrecht", "Gemeente Wijk bij Duurstede", "Provincie Utrecht"),
)
"""Of the Omgevingsdienst regio Utrecht (register of joint arrangements, October 2025)."""
PEOPLE_HEAD = (
    "Personeelsnummer",
    "Naam",
    "E-mailadres",
    "Afdeling (code)",
    "Leidinggevende (e-mail of nummer)",
    "Rekeningnummer (IBAN)",
    "In dienst sinds",
    "Taal van berichten",
)
WORDS = {
    "nl": {
        "hand_in": "Declaratie indienen",
        "approve": "Declaratie goedkeuren",
        "paid": "betaald",
        "mistake": "1 fout in dit bestand",
        "preview": "Wat er zou wijzigen",
        "done": "Wat er is gewijzigd",
        "confirm_account": "Bevestigen: van deze rekening betalen",
        "ends": "Eindigt op 4567",
        "total": "€ 43,86",
    },
    "en": {
        "hand_in": "Hand in claim",
        "approve": "Approve claim",
        "paid": "paid",
        "mistake": "1 mistake in this file",
        "preview": "What would change",
        "done": "What was changed",
        "confirm_account": "Confirm: pay from this account",
        "ends": "Ends in 4567",
        "total": "€43.86",
    },
}
ROLE_NAMES = {"nl": ("Medewerker SSC", "Betaler SSC"), "en": ("SSC clerk", "SSC payer")}
ROLES_HEAD = ("Persoon (e-mail of nummer)", "Rol", "Geldt vanaf")


@pytest.fixture
def committed_world(fresh_database: TestDatabase) -> tuple[TestDatabase, None]:
    """The site begins with nothing."""
    return fresh_database, None


@pytest.fixture
def site_settings() -> str:
    return "tests.site_settings"


@pytest.fixture
def post_office(committed_world: tuple[TestDatabase, None]) -> Iterator[MailServer]:
    """A worker mails every letter to a server on this machine, and brings what was announced to inboxes."""
    with mail_server() as server, a_worker(committed_world[0], mail_port=server.port):
        yield server


class Traveller:
    """Somebody who was never here: has pages, links and letters, and nothing else."""

    def __init__(self, visitor: Visitor, language: str, post: MailServer, folder: Path) -> None:
        self.visit, self.language, self.post, self.folder = visitor, language, post, folder
        self.page: Page = visitor.page
        self.seen: set[str] = set()
        self.pages = self.clicks = 0
        self.scanning = 0.0

    def look(self, name: str) -> None:
        """Scan a page once, and keep a picture where somebody wants to look."""
        if name not in self.seen:
            self.seen.add(name)
            begun = time.monotonic()
            self.visit.scan()
            self.scanning += time.monotonic() - begun
            if folder := os.environ.get("PICTURES"):
                self.page.screenshot(path=Path(folder) / f"{name}-{self.language}.png", full_page=True)

    def look_inside(self, name: str) -> None:
        """The same with everything unfolded."""
        for details in self.page.locator("main details > summary").all():
            details.click()
        self.look(name)

    def press(self, button: Locator, url: str | re.Pattern[str] = "") -> None:
        """Press something and wait for the page that follows."""
        with self.page.expect_navigation(url=url or None):
            button.click()
        self.clicks += 1
        self.pages += 1

    def open(self, path: str) -> None:
        """Go where a link on this page leads; it has to be there."""
        links = self.page.locator(f"a[href='{path}'], a[href^='{path}?']")
        assert links.count(), f"no link to {path} on {self.page.url}"
        answer = self.page.goto(f"{self.visit.site}{path}")
        assert answer is not None
        assert answer.status == 200, f"{path} answered {answer.status}"
        self.clicks += 1
        self.pages += 1

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            self.page.locator(f"[name='{name.replace('__', '-')}']").fill(value)

    def send(self, name: str = "") -> None:
        """Press the main button of the form."""
        if name:
            self.look(name)
        self.press(self.page.locator("main form button.is-primary").first)

    def hand_in(self, list_name: str, rows: Sequence[tuple[str, ...]], *, is_wrong: bool = False) -> None:
        """A workbook for a list: preview, then fill; or the page that says what is wrong with it."""
        file = workbook(self.folder, list_name, rows)
        self.open(f"/inrichting/lijsten/{list_name}/importeren/")
        self.page.locator("input[type=file]").set_input_files(file)
        kind = list_name if list_name in ("units", "people") else "other"
        self.send(f"new-{kind}")
        if is_wrong:
            expect(self.page.locator("h1")).to_have_text(WORDS[self.language]["mistake"])
            self.look("mistakes")
            return
        expect(self.page.locator("h1")).to_have_text(WORDS[self.language]["preview"])
        self.look(f"preview-{kind}")
        self.press(self.page.locator("button[value=carry_out]"))
        expect(self.page.locator("h1")).to_have_text(WORDS[self.language]["done"])
        self.look(f"done-{kind}")

    def inbox(self, words: str) -> None:
        """One's messages, once what happened has arrived there."""
        self.open("/berichten/")
        main = self.page.locator("main")
        eventually(lambda: words in " ".join((main.text_content() or "").split()) or self.reload())

    def reload(self) -> bool:
        self.page.reload()
        return False

    def sign_in(self, email: str) -> None:
        self.page.context.clear_cookies(name="sessionid")
        self.page.goto(f"{self.visit.site}/")
        self.fill(login=email, password=PASSWORD)
        self.look("sign-in")
        self.press(self.page.locator("main form.form button.is-primary"))

    def accept(self, email: str) -> None:
        """Open the letter that came for somebody, and choose a password with its link."""
        link = eventually(lambda: self.link_mailed_to(email))
        self.page.context.clear_cookies(name="sessionid")
        self.page.goto(f"{self.visit.site}{link}")
        self.fill(password=PASSWORD, again=PASSWORD)
        self.send("invitation")

    def link_mailed_to(self, email: str) -> str:
        """The path of the newest invitation in somebody's letters, or nothing while there is none."""
        bodies = [body_of(message) for message in self.post.mails if message["To"] == email]
        links = [link[0] for body in bodies if (link := re.search(r"/uitnodiging/[^\s]+", body))]
        return links[-1] if links else ""


def body_of(message: Message) -> str:
    part = next(each for each in message.walk() if each.get_content_type() == "text/plain")
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode()


@ON_A_PHONE_AND_AT_A_DESK
def test_from_an_empty_database_to_a_paid_claim(
    visitor: Callable[[str, int, int], Visitor],
    post_office: MailServer,
    tmp_path: Path,
    language: str,
    width: int,
    height: int,
) -> None:
    me = Traveller(visitor(language, width, height), language, post_office, tmp_path)
    begin(me)
    add_the_centre(me)
    add_the_others(me)
    fill_the_member(me)
    fill_the_centre(me)
    agree(me)
    number = claim(me)
    decide(me, number)
    pay(me)
    read_it(me, number)
    assert me.page.locator("html").get_attribute("lang") == language
    assert len(set(me.visit.scanned)) >= 40
    print(f"{me.pages} pages, {me.clicks} clicks, {len(me.seen)} scanned in {me.scanning:.0f} s")  # noqa: T201


def begin(me: Traveller, variant: str = "shared_centre") -> None:
    """The first address leads to the first page; the printed code opens it."""
    me.page.goto(f"{me.visit.site}/")
    me.fill(code="AAAAA-AAAAA", cooperation="Waard", name="Inge Visser", email="inge@waard.example")
    me.page.locator("[name=variant]").select_option(variant)
    me.page.locator("[name=own-municipality]").fill(MEMBER)
    me.fill(password=PASSWORD, again=PASSWORD)
    me.send("begin")
    expect(me.page.locator("[role=alert]").first).to_be_visible()
    me.look("begin-refused")
    me.fill(code=access.setup_code(), password=PASSWORD, again=PASSWORD)
    expect(me.page.locator("[name=since]")).to_have_value(f"{timezone.localdate().year}-01-01")
    me.send()
    expect(me.page.locator("main")).to_contain_text("Waard")


def add_the_centre(me: Traveller) -> None:
    me.look("cooperation")
    me.press(me.page.locator("a[href$='/organisatie/']"))
    me.fill(own__name=CENTRE, administrator="Gijs Admiraal", email="gijs@service.example")
    me.page.locator("[name=own-kind]").select_option("provider")
    me.page.locator("[name=parts][value=provider]").check()
    me.send("add-member")
    expect(me.page.locator("main")).to_contain_text(CENTRE)
    me.look("members")


def add_the_others(me: Traveller) -> None:
    """Eight participants of a joint arrangement as the register writes them: one form, one look, one button."""
    begun = me.pages
    me.press(me.page.locator("a[href$='/organisaties/']"))
    lines = [f"{name}\tBeheer {n}\tbeheer{n}@utrecht.example" for n, name in enumerate(PARTICIPANTS, start=1)]
    me.fill(lines="\n".join([*lines, "Bunik;B"]))
    me.send("add-several")
    expect(me.page.locator(".error-summary")).to_contain_text("Bunik")
    me.look("several-wrong")
    me.fill(lines="\n".join(lines))
    me.send()
    me.send("confirm-several")
    for name in PARTICIPANTS:
        expect(me.page.locator("main")).to_contain_text(name.removeprefix("Gemeente "))
    me.look("members-all")
    assert me.pages - begun <= 4, "one mistake included"


def fill_the_member(me: Traveller) -> None:
    """Units and one person by page, the others and their roles from files, then their letters."""
    me.press(me.page.locator("a.back-link"))
    me.press(me.page.locator("main form[action='/rollen/'] button"))
    expect(me.page.locator("h1")).to_be_visible()
    me.look("home")
    me.open("/inrichting/afdelingen/")
    me.look("units-empty")
    me.open("/inrichting/afdelingen/nieuw/")
    me.fill(code="FIN", name="Financiën")
    me.send("add-unit")
    me.look_inside("unit")
    me.open("/inrichting/")
    me.hand_in(
        "people",
        [
            PEOPLE_HEAD,
            ("1", "Jan de Vries", "jan@waard.example", "FIN", "", IBANS[0], "1-1-2026", me.language),
            ("2", "Anna Jansen", "anna@waard.example", "FIN", "1", IBANS[1], "1-1-2026", me.language),
            ("3", "Carla Dekker", "carla@waard.example", "FIN", "1", "", "1-1-2026", me.language),
        ],
    )
    me.open("/bestuur/mensen/")
    me.look("people")
    me.open("/inrichting/mensen/nieuw/")
    me.fill(person__name="Piet de Boer", person__email="piet@waard.example", work__since="2026-01-01")
    me.page.locator("[name=work-unit]").select_option(label="Financiën (FIN)")
    me.send("add-person")
    me.look_inside("person")
    me.press(me.page.locator("main a[href^='/bestuur/mensen/']").first)
    give(me, "function", "fallback_approver")
    give(me, "role", "administrator")
    me.look("person-roles")
    me.open("/inrichting/")
    since = (timezone.localdate() - timedelta(days=30)).isoformat()
    me.hand_in(
        "roles",
        [
            ROLES_HEAD,
            ("1", "Leidinggevende" if me.language == "nl" else "Manager", since),
            ("2", "Medewerker" if me.language == "nl" else "Employee", since),
            ("3", "Controller", since),
        ],
    )
    me.open("/inrichting/")
    me.hand_in(
        "cost-centres",
        [
            ("Code van de kostenplaats", "Naam van de kostenplaats", "Geldt vanaf"),
            ("6100", "Bedrijfsvoering", "1-1-2026"),
        ],
    )
    me.open("/inrichting/")
    me.open("/inrichting/uitnodigen/")
    me.send("invite")
    me.look("home-filled")


def give(me: Traveller, what: str, code: str) -> None:
    """A role or a function on somebody's page."""
    form = me.page.locator(f"form:has(input[name=action][value=give_{what}])")
    me.page.locator(f"details:has(input[name=action][value=give_{what}]) > summary").click()
    form.locator(f"[name={what}-{what}]").select_option(code)
    me.press(form.locator("button"))


def fill_the_centre(me: Traveller) -> None:
    """Its administrator comes in with the letter that was sent, and fills it from files."""
    me.accept("gijs@service.example")
    me.look("home-centre")
    units = [
        ("Code", "Naam van de afdeling", "Onderdeel van (code)"),
        ("PO", "Personeel en organisatie", "MID"),
    ]
    me.hand_in("units", units, is_wrong=True)
    me.open("/inrichting/")
    me.hand_in("units", [*units, ("MID", "Middelen en bedrijfsvoering", "")])
    me.open("/inrichting/afdelingen/")
    expect(me.page.locator("main")).to_contain_text("Personeel en organisatie")
    me.look("units")
    me.open("/inrichting/")
    names = (("Kim Yilmaz", "kim"), ("Pieter Smit", "pieter"), ("Paula Mulder", "paula"))
    me.hand_in(
        "people",
        [
            PEOPLE_HEAD,
            *(
                (str(n), name, f"{who}@service.example", "PO", "", "", "1-1-2026", me.language)
                for n, (name, who) in enumerate(names, start=1)
            ),
        ],
    )
    me.open("/inrichting/")
    since = timezone.localdate().isoformat()
    clerk, payer = ROLE_NAMES[me.language]
    me.hand_in("roles", [ROLES_HEAD, ("1", clerk, since), ("2", payer, since), ("3", payer, since)])
    me.open("/inrichting/")
    me.open("/inrichting/uitnodigen/")
    me.send()
    me.open("/inrichting/importen/")
    me.look("imports")


def agree(me: Traveller) -> None:
    """The account to pay from and the first rules: an administrator proposes, the controller confirms both."""
    me.sign_in("inge@waard.example")
    me.press(me.page.locator("main form[action='/rollen/'] button"))
    me.open("/inrichting/rekening/")
    me.look("account-none")
    me.open("/inrichting/rekening/wijzigen/")
    me.fill(iban="NL12", name="Gemeente Krimpenerwaard", reason="Onze huisbank")
    me.send("account")
    expect(me.page.locator(".error-summary")).to_be_visible()
    me.fill(iban=IBANS[2])
    me.send("account-wrong")
    confirm = me.page.get_by_role("button", name=WORDS[me.language]["confirm_account"])
    expect(confirm).to_have_count(0)
    me.look("account-waits")
    me.open("/inrichting/")
    me.open("/bestuur/regels/beginnen/")
    me.fill(since="2026-01-01")
    me.send("begin-rules")
    me.look("proposal-own")
    me.accept("carla@waard.example")
    me.open("/bestuur/regels/")
    me.look("rules-none")
    me.open("/bestuur/regels/voorstellen/")
    me.look("proposals")
    me.press(me.page.locator("main a.row-link").first)
    me.send("proposal")
    me.open("/bestuur/regels/")
    me.look("rules")
    me.open("/inrichting/rekening/")
    me.look("account-confirm")
    me.press(confirm)
    expect(confirm).to_have_count(0)
    me.look("account-confirmed")


def claim(me: Traveller) -> str:
    """A journey and a purchase with its receipt; the wrong way first."""
    page, day = me.page, (timezone.localdate() - timedelta(days=1)).isoformat()
    me.accept("anna@waard.example")
    me.look("home-employee")
    me.press(page.locator("form[action$='/declaraties/nieuw/'] button").first)
    page.wait_for_url("**/bewerken/")
    number = page.url.split("/")[-3]
    me.look("claim-empty")
    page.locator("button[name=add_line][value=car]").click()
    expect(
        page.locator("input[name$=day]").first
    ).to_be_focused()  # then nothing moves away from what is typed
    page.locator("[name$=kilometres]").fill("42")
    page.locator("[name$=origin]").fill("Krimpen aan de Lek")
    page.locator("[name$=destination]").fill("Gouda")
    page.locator("input[name$=day]").first.fill(day)
    page.locator("button[name=add_line][value=purchase]").click()
    expect(page.locator("input[name$=day]").nth(1)).to_be_focused()
    page.locator("input[name$=day]").nth(1).fill(day)
    page.locator("[name='lines-1-description']").fill("Vakboek")
    page.locator("input[name$=amount]").fill("vierendertig")
    page.locator(
        "main button.is-primary[name=next], main button[name=next]:not(.visually-hidden)"
    ).first.click()
    expect(page.locator(".error-summary")).to_be_visible()
    me.look("claim-wrong")
    page.locator("input[name$=amount]").fill("34,20" if me.language == "nl" else "34.20")
    page.locator("button[name=next]:not(.visually-hidden)").click()
    page.wait_for_url("**/bewijs/")
    me.look("evidence")
    photo = me.folder / "bon.jpg"
    photo.write_bytes(receipt("khaki", (400, 600)))
    page.locator("#file-1").set_input_files(photo)
    expect(page.locator("#lines-1 .receipt img")).to_be_visible()
    page.locator("button[name=next]").click()
    page.wait_for_url("**/controle/")
    expect(page.locator("main")).to_contain_text(WORDS[me.language]["total"])
    me.look("check")
    me.press(page.get_by_role("button", name=WORDS[me.language]["hand_in"]))
    me.look("handed-in")
    return number


def decide(me: Traveller, number: str) -> None:
    """The manager reads of it and approves; the clerk takes it, books both lines and approves."""
    page = me.page
    me.accept("jan@waard.example")
    me.inbox("Anna Jansen")
    me.look("inbox")
    me.open("/goedkeuren/")
    page.locator("a.row-link").first.click()  # beside the list on a wide screen, a page of its own on a phone
    approve = page.get_by_role("button", name=WORDS[me.language]["approve"])
    expect(approve).to_be_visible()
    me.look("approve")
    approve.click()
    page.wait_for_load_state()
    me.look("approved")
    me.accept("kim@service.example")
    me.look("queue")
    me.open(reverse("desk:case", args=[number]))
    page.locator("form[action$='/nemen/'] button").click()
    expect(page.locator("form[action$='/terugleggen/']")).to_be_visible()
    for selector, value in (("select[name^=taakveld]", "0.4"), ("select[name^=cost_centre]", "6100")):
        for each in page.locator(selector).all():
            each.select_option(value)
    me.look("case")
    page.locator("form[action$='/goedkeuren/'] button").click()
    page.wait_for_load_state()
    me.look("case-done")


def pay(me: Traveller) -> None:
    """One prepares, the other releases, the file goes to the bank, and its statement comes back."""
    page = me.page
    me.accept("pieter@service.example")
    me.look("payments")
    page.locator("input[name=organisations]").first.check()
    me.press(page.locator("button[name=choice][value=organisations]"))
    page.wait_for_url(re.compile(r"/batches/[0-9a-f-]{36}/$"))
    me.look("batch-waits")
    batch = page.url.split("/")[-2]
    release, file = reverse("desk:release", args=[batch]), reverse("desk:file", args=[batch])
    assert page.locator(f"a[href='{release}']").count() == 0
    me.accept("paula@service.example")
    me.open(reverse("desk:batch", args=[batch]))
    me.open(release)
    me.send("release")
    me.look("batch")
    with page.expect_download() as download:
        page.locator(f"a[href='{file}']").first.click()
    sent = me.folder / "pain.xml"
    download.value.save_as(sent)
    now, statement = timezone.now(), me.folder / "afschrift.xml"
    statement.write_bytes(SimulatedBank().answer(sent.read_bytes(), day=timezone.localdate(now), at=now))
    for turn in ("first", "again"):
        me.open(reverse("desk:statements"))
        page.locator("input[type=file]").set_input_files(statement)
        me.press(page.locator("main form[enctype] button").first)
        me.look(f"statement-{turn}")
    me.open(reverse("desk:unknown"))
    me.look("unknown")


def read_it(me: Traveller, number: str) -> None:
    """The claimant reads that it was paid; the controller what it came to, also as a file."""
    page, words = me.page, WORDS[me.language]
    me.sign_in("anna@waard.example")
    me.open(reverse("selfservice:claim", args=[number]))
    for word in ("paid", "total"):
        expect(page.locator("main")).to_contain_text(words[word])
    me.look("paid")
    me.inbox(words["total"])
    me.sign_in("inge@waard.example")
    me.press(page.locator("main form[action='/rollen/'] button"))
    me.open("/inrichting/")
    expect(page.locator("main")).to_contain_text(words["ends"])
    me.look("home-done")
    me.sign_in("carla@waard.example")
    expect(page.locator("main")).to_contain_text(words["total"])
    me.look("overview")
    me.open("/bestuur/declaraties/")
    me.look("claims")
    page.locator("details:has(a[href*=export]) > summary").first.click()
    with page.expect_download() as download:
        page.locator("a[href*='export'][href*=xlsx]").first.click()
    assert download.value.suggested_filename.endswith(".xlsx")


@ON_A_PHONE_AND_AT_A_DESK
def test_an_organisation_is_filled_from_five_workbooks_in_one_go_and_emptied_again(
    visitor: Callable[[str, int, int], Visitor],
    post_office: MailServer,
    tmp_path: Path,
    language: str,
    width: int,
    height: int,
) -> None:
    me = Traveller(visitor(language, width, height), language, post_office, tmp_path)
    begin(me)
    me.press(me.page.locator("main form[action='/rollen/'] button"))
    manager = "Leidinggevende" if language == "nl" else "Manager"
    files: dict[str, Sequence[tuple[str, ...]]] = {
        "afdelingen": [("Code", "Naam van de afdeling"), ("FIN", "Financiën")],
        "mensen": [
            PEOPLE_HEAD,
            ("1", "Jan de Vries", "jan@waard.example", "FIN", "", IBANS[0], "1-1-2026", language),
            ("2", "Carla Dekker", "carla@waard.example", "FIN", "1", "", "1-1-2026", language),
        ],
        "rollen": [ROLES_HEAD, ("1", manager, "1-1-2026"), ("2", "Controller", "1-1-2026")],
        "functies": [
            ("Persoon (e-mail of nummer)", "Functie", "Geldt vanaf"),
            ("1", "vangnetbeslisser", "1-1-2026"),
        ],
        "kostenplaatsen": [
            ("Code van de kostenplaats", "Naam van de kostenplaats", "Geldt vanaf"),
            ("6100", "Bedrijfsvoering", "1-1-2026"),
        ],
    }
    me.open("/inrichting/bestanden/")
    me.page.locator("input[type=file]").set_input_files([workbook(tmp_path, *each) for each in files.items()])
    me.send("together-new")
    me.look("together-preview")
    me.press(me.page.locator("button[value=carry_out]"))
    me.look("together-done")
    me.open("/inrichting/")
    for address, said in (
        ("/inrichting/afdelingen/", "Financiën"),
        ("/bestuur/mensen/", "Jan de Vries"),
        ("/inrichting/kostenplaatsen/", "Bedrijfsvoering"),
    ):
        me.open(address)
        expect(me.page.locator("main")).to_contain_text(said)
        me.open("/inrichting/")
    me.open("/inrichting/importen/")
    me.press(me.page.locator("main a[href^='/inrichting/importen/']").first)
    me.press(me.page.locator("main a[href^='/inrichting/bestanden/']"))
    me.page.locator("main details > summary").last.click()
    me.press(me.page.locator("button[value=undo]"))
    me.look("together-undone")
    me.open("/inrichting/")
    me.open("/inrichting/afdelingen/")
    expect(me.page.locator("main")).not_to_contain_text("Financiën")


def workbook(folder: Path, name: str, rows: Sequence[tuple[str, ...]]) -> Path:
    """Rows as a workbook under a name."""
    file = folder / f"{name}.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return file


@ON_A_PHONE_AND_AT_A_DESK
def test_a_cooperation_is_founded_from_five_workbooks_in_one_go(
    visitor: Callable[[str, int, int], Visitor],
    post_office: MailServer,
    tmp_path: Path,
    language: str,
    width: int,
    height: int,
) -> None:
    """The same matrix of five as the command founds, by whoever has the code and a browser."""
    me = Traveller(visitor(language, width, height), language, post_office, tmp_path)
    begin(me, "matrix")
    since = f"1-1-{timezone.localdate().year}"
    files = {name: [tuple(row) for row in rows] for name, rows in five_of(since).items()}
    me.press(me.page.locator("main a[href='/inrichting/beginnen/bestanden/']"))
    with me.page.expect_download() as download:
        me.page.locator("main a[href*='/sjablonen/people/']").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    expect(me.page.locator("[data-works-state]")).to_be_hidden()
    wrong = {**files, "mensen": [*files["mensen"], (f"Gemeente {MEMBER}s", *files["mensen"][1][1:])]}
    choose(me, wrong, "found-new")
    expect(me.page.locator("main")).to_contain_text(f"Gemeente {MEMBER}s")
    expect(me.page.locator("h1")).to_contain_text("1 ")
    me.look("found-mistakes")
    choose(me, files, "found-again")
    expect(me.page.locator("main")).to_contain_text("mensen.xlsx")
    me.look_inside("found-preview")
    me.press(me.page.locator("button[value=carry_out]"))
    me.look("found-how-far")
    go_on = me.page.locator("button[value=go_on]")
    expect(go_on).to_be_visible(timeout=60_000)
    me.look("found-all")
    me.press(go_on)
    assert me.page.url == f"{me.visit.site}/inrichting/"
    me.look("found-ready")
    me.open("/bestuur/mensen/")
    expect(me.page.locator("main")).to_contain_text("Fleur Kraaij")
    me.accept("ellen.burger@vlist.example")
    me.open("/inrichting/")
    me.open("/inrichting/afdelingen/")
    expect(me.page.locator("main")).to_contain_text("FIN")
    me.look("found-member")


def five_of(since: str) -> dict[str, list[list[str]]]:
    """The lists of the matrix of five, the first of them the organisation that the site began with, all from its day."""
    lists: dict[str, list[list[str]]] = {}
    for file in MATRIX.files():
        name = file.name.removesuffix(".csv")
        text = file.content.decode().replace("Gemeente Nederlek", MEMBER).replace("01-01-2025", since)
        if name in ("organisaties", "taken", "afdelingen", "mensen", "rollen"):
            lists[name] = list(csv.reader(io.StringIO(text), delimiter=";"))
    return lists


def choose(me: Traveller, files: dict[str, list[tuple[str, ...]]], name: str) -> None:
    """All workbooks at once, and what they would do."""
    chosen = [workbook(me.folder, *each) for each in files.items()]
    me.page.locator("input[type=file]").set_input_files(chosen)
    expect(me.page.get_by_text(f"{chosen[0].name} (").first).to_contain_text(" kB)")
    me.send(name)
