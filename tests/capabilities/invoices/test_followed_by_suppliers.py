"""A supplier follows one invoice by a link, and nothing else; what it asked for is with the invoice and in the report."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core import mail as sent
from django.db import connections
from django.utils import timezone
from tests.capabilities.invoices.post import OTHER, WRONG, bill, judged, receive, seen
from tests.capabilities.mailbox.letters import BASE, letter, taken
from tests.database import TestDatabase
from tests.world import MONDAY, World

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.invoices import ports
from bodemplaat.capabilities.invoices.api import ReminderLevel, SupplierStage
from bodemplaat.capabilities.invoices.queries.for_supplier import InvoiceForSupplier
from bodemplaat.capabilities.invoices.reckoning.for_supplier import level_named, numbers_named
from bodemplaat.capabilities.invoices.reckoning.late import OwedByLaw
from bodemplaat.capabilities.mailbox import api as mailbox
from bodemplaat.capabilities.mailbox.api import MailState
from bodemplaat.formats.invoices import write_ubl
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.tenancy.api import NotFound
from bodemplaat.kernel import Euro

ADDRESS = "facturen@nederlek.example"
DAY = timedelta(days=1)


def key(invoice: UUID, at: datetime = MONDAY) -> str:
    return invoices.link_key(invoice=invoice, at=at)


def shown(invoice: UUID, at: datetime = MONDAY) -> InvoiceForSupplier:
    return invoices.invoice_for_supplier(key=key(invoice, at), at=at)


def test_a_link_opens_one_invoice(world: World) -> None:
    one = receive(world, bill("KL-10001")).invoice
    receive(world, bill("KL-10002"))
    view = shown(one)
    assert (view.row.number, view.stage) == ("KL-10001", SupplierStage.APPROVING)
    assert (view.day, view.dispute, view.findings, view.reminded) == (None, "", (), ())


@pytest.mark.parametrize(
    "spoil", [lambda k: k[:-1], lambda k: "x" + k, lambda k: "", lambda k: "a.b.c", str.upper]
)
def test_a_link_that_was_not_made_here_opens_nothing(world: World, spoil: Any) -> None:
    one = receive(world, bill("KL-10001")).invoice
    for wrong in (spoil(key(one)), key(uuid4())):
        with pytest.raises(NotFound):
            invoices.invoice_for_supplier(key=wrong, at=MONDAY)


def test_the_key_of_one_invoice_does_not_open_another(world: World) -> None:
    one, other = (receive(world, bill(number)).invoice for number in ("KL-10001", "KL-10002"))
    forged = key(one).replace(one.hex, other.hex)
    with pytest.raises(NotFound):
        invoices.invoice_for_supplier(key=forged, at=MONDAY)


def test_a_link_is_dead_after_its_term_and_before_it_was_made(world: World) -> None:
    one = receive(world, bill("KL-10001")).invoice
    term = timedelta(days=invoices.LINK_DAYS)
    assert invoices.invoice_for_supplier(key=key(one), at=MONDAY + term - DAY).row.id == one
    for at in (MONDAY + term, MONDAY - DAY):
        with pytest.raises(NotFound):
            invoices.invoice_for_supplier(key=key(one), at=at)


def test_a_clerk_ends_every_link_that_was_given(world: World) -> None:
    one = receive(world, bill("KL-10001")).invoice
    before = key(one)
    with pytest.raises(invoices.NotForThisDesk):
        invoices.end_links(actor=world.first.ad, invoice=one, at=MONDAY + DAY)
    invoices.end_links(actor=world.clerk, invoice=one, at=MONDAY + DAY)
    with pytest.raises(NotFound):
        invoices.invoice_for_supplier(key=before, at=MONDAY + 2 * DAY)
    assert shown(one, MONDAY + 2 * DAY).row.id == one
    assert "invoice.links_ended" in {each.action for each in trail_of(actor=world.system, subject=one)}


def test_it_says_what_we_wait_for_and_never_what_made_us_suspicious(world: World) -> None:
    receive(world, bill("KL-10000"))
    suspicious = receive(world, bill("KL-10001", "NL30RABO0301234567")).invoice
    assert shown(suspicious).stage is SupplierStage.CHECKED
    assert shown(suspicious).findings == ()
    wrong = receive(world, bill("KL-10002"), WRONG).invoice
    assert (shown(wrong).stage, shown(wrong).findings) == (SupplierStage.CHECKED, ())
    invoices.send_invoice_back(actor=world.clerk, invoice=wrong, words="Gemaild", at=MONDAY)
    view = shown(wrong)
    assert view.stage is SupplierStage.FOR_YOU
    assert "BR-NL-1" in {each.code for each in view.findings}


def test_a_dispute_is_told_with_its_reason_while_it_lasts(world: World) -> None:
    one = receive(world, bill("KL-10001")).invoice
    invoices.dispute_invoice(actor=world.clerk, invoice=one, reason="Tien dozen te weinig", at=MONDAY)
    assert (shown(one).stage, shown(one).dispute) == (SupplierStage.DISPUTED, "Tien dozen te weinig")
    invoices.lift_dispute(actor=world.clerk, invoice=one, outcome="Nageleverd", at=MONDAY)
    assert (shown(one).stage, shown(one).dispute) == (SupplierStage.APPROVING, "")


def test_a_reminder_is_with_the_invoice_and_its_supplier_sees_that(world: World) -> None:
    one = receive(world, bill("KL-10001")).invoice
    with pytest.raises(invoices.NoReason):
        invoices.note_reminder(actor=world.clerk, invoice=one, words=" ", at=MONDAY)
    with pytest.raises(invoices.NotForThisDesk):
        invoices.note_reminder(actor=world.first.ad, invoice=one, words="Brief", at=MONDAY)
    invoices.note_reminder(actor=world.clerk, invoice=one, words="Brief van vrijdag", at=MONDAY)
    (kept,) = invoices.letters_of_invoice(actor=world.clerk, invoice=one)
    assert (kept.kind, kept.text, kept.document) == (
        invoices.LetterKind.REMINDER,
        "Brief van vrijdag",
        None,
    )
    assert shown(one).reminded == (MONDAY.date(),)
    assert seen(world, one).timeline[-1].act is invoices.InvoiceAct.REMINDED


def note(world: World, invoice: UUID, **more: Any) -> None:
    by = {"words": "Brief", "at": MONDAY, **more}
    invoices.note_reminder(actor=world.clerk, invoice=invoice, **by)


def test_a_reminder_has_a_day_a_level_and_what_it_claims_and_is_noted_once(world: World) -> None:
    one = receive(world, bill("KL-10001")).invoice
    day = MONDAY.date() - DAY
    for _ in range(2):
        note(world, one, level=ReminderLevel.DEMAND, day=day, claimed=Euro.of("55.20"))
    note(world, one, level=ReminderLevel.REMINDER)
    demand, reminder = invoices.letters_of_invoice(actor=world.clerk, invoice=one)
    assert (demand.level, demand.claimed) == (ReminderLevel.DEMAND, Euro.of("55.20"))
    assert (timezone.localdate(demand.came_at), reminder.claimed) == (day, None)
    assert shown(one).reminded == (day, MONDAY.date())
    for wrong in ({"day": MONDAY.date() + DAY}, {"day": date(2020, 1, 1)}, {"claimed": Euro(-1)}):
        with pytest.raises(invoices.UnsoundReminder):
            note(world, one, **wrong)


def test_what_is_pressed_at_the_same_time_is_one_reminder(
    committed_world: tuple[TestDatabase, World],
) -> None:
    _, world = committed_world
    one = receive(world, bill("KL-10001")).invoice
    start = Barrier(8)

    def press(_: int) -> None:
        start.wait()
        try:
            note(world, one, level=ReminderLevel.DEMAND, claimed=Euro.of("40"))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(press, range(8)))
    assert reminded(world, one) == 1
    assert [each.act for each in seen(world, one).timeline].count(invoices.InvoiceAct.REMINDED) == 1


def test_what_is_owed_by_the_law_stands_beside_what_is_claimed(world: World) -> None:
    one = receive(world, bill("KL-10001"), WRONG).invoice

    def owed(on: date) -> OwedByLaw:
        there = invoices.owed_for_invoice(actor=world.clerk, invoice=one, on=on)
        assert there is not None
        return there

    in_time = owed(date(2026, 12, 23))
    assert (in_time.last, in_time.days, in_time.together) == (date(2026, 12, 23), 0, Euro(0))
    late = owed(date(2026, 12, 24))
    assert (late.days, late.costs) == (1, Euro.of("40"))
    assert late.interest is not None
    assert late.together == late.interest + Euro.of("40")
    unknown = owed(date(2031, 1, 1))
    assert (unknown.interest, unknown.together) == (None, Euro.of("40"))
    with pytest.raises(NotFound):
        invoices.owed_for_invoice(actor=world.clerk, invoice=uuid4(), on=MONDAY.date())
    invoices.send_invoice_back(actor=world.clerk, invoice=one, words="Gemaild", at=MONDAY)
    assert invoices.owed_for_invoice(actor=world.clerk, invoice=one, on=date(2026, 12, 24)) is None


def test_the_list_shows_and_finds_what_suppliers_asked_for(world: World) -> None:
    one, quiet = (receive(world, bill(f"KL-1000{n}")).invoice for n in (1, 3))
    other = receive(world, bill("KL-10002"), WRONG).invoice
    for level in (ReminderLevel.REMINDER, ReminderLevel.COLLECTION, ReminderLevel.QUESTION):
        note(world, one, level=level)
    note(world, other)
    every = invoices.invoices_at_desk(actor=world.clerk, narrow=invoices.InvoiceFilter()).rows
    assert {each.id: each.reminded for each in every} == {
        one: ReminderLevel.COLLECTION,
        other: ReminderLevel.QUESTION,
        quiet: None,
    }
    invoices.send_invoice_back(actor=world.clerk, invoice=other, words="Gemaild", at=MONDAY)
    narrow = invoices.InvoiceFilter(approval=invoices.REMINDED)
    assert [each.id for each in invoices.invoices_at_desk(actor=world.clerk, narrow=narrow).rows] == [one]


@pytest.mark.parametrize(
    ("subject", "text", "level"),
    [
        ("Factuur 1", "Wanneer betaalt u?", ReminderLevel.QUESTION),
        ("Betalingsherinnering", "Anders volgt een aanmaning.", ReminderLevel.REMINDER),
        ("Tweede AANMANING", "", ReminderLevel.DEMAND),
        ("Factuur 1", "Hierbij stellen wij u in gebreke.", ReminderLevel.COLLECTION),
        ("Uit handen gegeven aan incassobureau", "herinnering", ReminderLevel.COLLECTION),
    ],
)
def test_how_pressing_a_message_is(subject: str, text: str, level: ReminderLevel) -> None:
    assert level_named(subject, text) is level


def test_the_page_of_a_supplier_that_was_opened_is_noted_once_a_day(world: World) -> None:
    one = receive(world, bill("KL-10001")).invoice
    for hours in (0, 1, 26):
        at = MONDAY + timedelta(hours=hours)
        invoices.note_page_opened(actor=world.first.system, invoice=one, at=at)
    opened = [each for each in seen(world, one).timeline if each.act is invoices.InvoiceAct.PAGE_OPENED]
    assert [(each.at, each.person_name) for each in opened] == [
        (MONDAY, opened[0].person_name),
        (MONDAY + timedelta(hours=26), opened[0].person_name),
    ]


@pytest.mark.parametrize(
    ("text", "number", "is_named"),
    [
        ("Graag betaling van factuur 2026-0417.", "2026-0417", True),
        ("Inzake (2026/0417): waar blijft die?", "2026-0417", True),
        ("factuur 2026 0417", "2026-0417", True),
        ("Factuur kl-10001,", "KL-10001", True),
        ("Uit 2026", "2026", False),
        ("onze laatste factuur", "2026-0417", False),
    ],
)
def test_what_a_text_names(text: str, number: str, is_named: bool) -> None:
    from bodemplaat.capabilities.invoices.reckoning.reading import number_key

    assert (number_key(number) in numbers_named(text)) is is_named


@pytest.fixture
def mailed(world: World, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MAIL_FOLDER, settings.MAIL_ADDRESS = "/nergens", BASE
    monkeypatch.setattr(ports, "_JUDGES", [lambda files: [judged(content) for _, content in files]])
    mailbox.make_invoice_address(
        actor=world.contract_manager, address=ADDRESS, customer=world.first.id, at=MONDAY
    )


def test_what_a_mail_asks_is_read_by_its_words_and_what_it_claims_by_a_clerk(
    world: World, mailed: None
) -> None:
    one, other = (receive(world, bill(number)).invoice for number in ("KL-10001", "KL-10002"))
    taken(letter("post@kabels.example", "KL-10001 met € 40 kosten", ADDRESS, Subject="Laatste aanmaning"))
    (mail,) = invoices.letters_of_invoice(actor=world.clerk, invoice=one)
    assert (mail.level, mail.claimed) == (ReminderLevel.DEMAND, None)
    assert shown(one).mail == ADDRESS
    reading: dict[str, Any] = {
        "letter": mail.id,
        "level": ReminderLevel.REMINDER,
        "claimed": Euro.of("40"),
        "at": MONDAY,
    }
    for _ in range(2):
        invoices.read_reminder(actor=world.clerk, invoice=one, **reading)
    (mail,) = invoices.letters_of_invoice(actor=world.clerk, invoice=one)
    assert (mail.level, mail.claimed) == (ReminderLevel.REMINDER, Euro.of("40"))
    acts = [each.act for each in seen(world, one).timeline]
    assert acts.count(invoices.InvoiceAct.REMINDER_READ) == 1
    with pytest.raises(NotFound):
        invoices.read_reminder(actor=world.clerk, invoice=other, **reading)
    with pytest.raises(invoices.NotForThisDesk):
        invoices.read_reminder(actor=world.first.ad, invoice=one, **reading)


def reminded(world: World, invoice: UUID) -> int:
    letters = invoices.letters_of_invoice(actor=world.clerk, invoice=invoice)
    return sum(each.kind is invoices.LetterKind.REMINDER for each in letters)


def test_a_mail_that_names_invoices_is_a_reminder_of_each(world: World, mailed: None) -> None:
    one, two, three = (receive(world, bill(f"KL-1000{n}")).invoice for n in (1, 2, 3))
    elsewhere = receive(world, bill("KL-10001"), organisation=world.second.id).invoice
    text = "Open staan KL-10001 en KL-10002.\n\nOp 1-11-2026 schreef Balie:\n> KL-10003\n"
    message = letter("post@kabels.example", text, ADDRESS, Subject="Herinnering")
    for _ in range(2):
        assert taken(message)
    assert [reminded(world, each) for each in (one, two, three, elsewhere)] == [1, 1, 0, 0]
    assert mailbox.mail_at_desk(actor=world.clerk)[MailState.WAITING] == ()


def test_a_number_of_two_suppliers_is_of_whoever_wrote_or_waits(world: World, mailed: None) -> None:
    one = receive(world, bill("10001")).invoice
    other = receive(world, bill("10001", supplier=OTHER)).invoice
    taken(letter("iemand@elders.example", "Waar blijft 10001?", ADDRESS))
    (row,) = mailbox.mail_at_desk(actor=world.clerk)[MailState.WAITING]
    assert row.reason is mailbox.Reason.NO_INVOICE
    domain = seen(world, one).supplier_email.rpartition("@")[2]
    if domain != seen(world, other).supplier_email.rpartition("@")[2]:
        taken(letter(f"iemand@{domain}", "Waar blijft 10001?", ADDRESS))
        assert [reminded(world, each) for each in (one, other)] == [1, 0]


PROVEN = {"Authentication-Results": "mx.ssc.example; dmarc=pass header.from=kabels.example"}


@pytest.mark.parametrize(
    ("server", "headers", "is_answered"),
    [
        ("mx.ssc.example", PROVEN, True),
        ("", PROVEN, False),
        ("mx.ssc.example", {}, False),
        ("mx.ssc.example", {**PROVEN, "Auto-Submitted": "auto-generated"}, False),
        ("mx.ssc.example", {**PROVEN, "List-Unsubscribe": "<mailto:x@y>"}, False),
    ],
)
def test_who_is_proven_to_have_sent_it_gets_a_receipt_with_the_link(
    world: World,
    mailed: None,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    server: str,
    headers: dict[str, str],
    is_answered: bool,
) -> None:
    from bodemplaat.capabilities.invoices.commands import mailing

    settings.MAIL_PROVEN_BY, settings.PUBLIC_ADDRESS = server, "https://site.example"
    posted: list[sent.EmailMessage] = []
    monkeypatch.setattr(mailing, "post", posted.append)
    message = letter("post@kabels.example", "Bijgaand", ADDRESS, **headers)
    message.add_attachment(
        write_ubl(bill("KL-10001")), maintype="application", subtype="xml", filename="a.xml"
    )
    taken(message)
    assert bool(posted) is is_answered
    if posted:
        (receipt,) = posted
        assert receipt.to == ["post@kabels.example"]
        assert receipt.extra_headers["Auto-Submitted"] == "auto-replied"
        assert "KL-10001" in receipt.body
        (line,) = [each.strip() for each in receipt.body.splitlines() if "https://" in each]
        opened = invoices.invoice_for_supplier(
            key=line.removeprefix("https://site.example/leverancier/").rstrip("/"), at=MONDAY
        )
        assert opened.row.number == "KL-10001"
        back = letter("post@kabels.example", "x", ADDRESS)
        del back["Message-ID"]
        back["Message-ID"] = receipt.extra_headers["Message-ID"]
        back.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="x.pdf")
        taken(back)
        assert len(posted) == 1
