"""Invoices that come by e-mail: taken in for whom the address is, once, with the mail; what is no invoice waits with its reason."""

from collections.abc import Sequence
from datetime import timedelta
from email.message import EmailMessage
from typing import Any
from uuid import uuid4

import pytest
from tests.capabilities.invoices.post import bill, judged, receive
from tests.capabilities.mailbox.letters import BASE, advice, email_of, letter, taken
from tests.scenarios.test_who_provides_what import ON_FRIDAY, goes_over, nederlek_can_provide
from tests.world import MONDAY, World

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.invoices import ports
from bodemplaat.capabilities.mailbox import api as mailbox
from bodemplaat.capabilities.mailbox.api import MailState, Reason
from bodemplaat.capabilities.mailbox.models import Mail
from bodemplaat.formats.invoices import write_ubl
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.documents.api import content_of
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import NotFound, Refused, entered

ADDRESS, OTHER = "facturen@nederlek.example", "facturen@vlist.example"
SUPPLIER = "administratie@kabels.example"
SCAN = b"%PDF-1.4 een scan"
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def reading(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MAIL_FOLDER, settings.MAIL_ADDRESS = "/nergens", BASE
    monkeypatch.setattr(ports, "_JUDGES", [lambda files: [judged(content) for _, content in files]])


@pytest.fixture(autouse=True)
def addressed(world: World) -> None:
    for address, customer in ((ADDRESS, world.first.id), (OTHER, world.second.id)):
        mailbox.make_invoice_address(
            actor=world.contract_manager, address=address, customer=customer, at=MONDAY
        )


def mail(
    *files: tuple[str, bytes], to: str = ADDRESS, sender: str = SUPPLIER, **headers: str
) -> EmailMessage:
    made = letter(sender, "Hierbij onze factuur.", to, **{"Subject": "Factuur", **headers})
    for name, content in files:
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made


def listed(world: World) -> Sequence[invoices.InvoiceRow]:
    return invoices.invoices_at_desk(actor=world.clerk, narrow=invoices.InvoiceFilter()).rows


def apart(world: World) -> list[mailbox.MailRow]:
    rows = mailbox.mail_at_desk(actor=world.clerk)
    return [*rows[MailState.WAITING], *rows[MailState.REFUSED]]


def letters(world: World, row: invoices.InvoiceRow) -> tuple[invoices.LetterView, ...]:
    return invoices.letters_of_invoice(actor=world.clerk, invoice=row.id)


def test_each_file_becomes_an_invoice_of_whose_address_it_is_and_the_mail_is_kept(world: World) -> None:
    message = mail(("a.xml", write_ubl(bill("KL-1"))), ("scan.pdf", SCAN), ("logo.png", b"\x89PNG"))
    assert taken(message, MONDAY + HOUR, came_at=MONDAY)
    rows = {each.file_name: each for each in listed(world)}
    assert set(rows) == {"a.xml", "scan.pdf"}
    assert {each.organisation_id for each in rows.values()} == {world.first.id}
    view = invoices.invoice_view(actor=world.clerk, invoice=rows["a.xml"].id)
    assert (view.channel, view.row.received_at) == (invoices.Channel.MAIL, MONDAY)
    assert view.row.state is invoices.InvoiceState.REGISTERED
    for row in rows.values():
        (kept,) = letters(world, row)
        assert (kept.kind, kept.sender, kept.subject) == (
            invoices.LetterKind.CAME_WITH,
            SUPPLIER,
            "Factuur",
        )
        assert (kept.text, kept.came_at) == ("Hierbij onze factuur.", MONDAY)
        assert kept.document is not None
        with entered(world.clerk):
            assert content_of(actor=world.clerk, document=kept.document) == message.as_bytes()
    assert apart(world) == []


def test_the_other_address_is_of_the_other_municipality(world: World) -> None:
    taken(mail(("a.xml", write_ubl(bill("KL-2"))), to=OTHER))
    (row,) = listed(world)
    assert row.organisation_id == world.second.id


def test_the_same_message_and_the_same_file_come_once(world: World) -> None:
    """By two mails, and by a mail and the desk; each mail is kept with the one invoice."""
    content = write_ubl(bill("KL-1"))
    receive(world, content)
    first = mail(("a.xml", content))
    for message in (first, first, mail(("nog eens.xml", content), ("en nog eens.xml", content))):
        assert taken(message)
    (row,) = listed(world)
    assert len(letters(world, row)) == 2


def test_the_pdf_that_shows_an_e_invoice_is_no_invoice_of_its_own(world: World) -> None:
    """Called like it, or after its number; any other PDF is taken in, for it may be one."""
    message = mail(
        ("Factuur.xml", write_ubl(bill("2026-0417"))),
        ("factuur.PDF", SCAN),
        ("Kabels 2026.0417 kopie.pdf", SCAN + b"2"),
        ("urenstaat.pdf", SCAN + b"3"),
    )
    taken(message)
    assert {each.file_name for each in listed(world)} == {"Factuur.xml", "urenstaat.pdf"}


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (mail, Reason.NO_INVOICE),
        (lambda: mail(("foto.jpg", b"\xff\xd8"), ("pagina.xml", b"<!DOCTYPE html><p>")), Reason.NO_INVOICE),
        (lambda: mail(("a.xml", b"<x/>"), to=f"{ADDRESS}, {OTHER}"), Reason.SEVERAL_CUSTOMERS),
        (lambda: mail(*((f"{n}.pdf", SCAN) for n in range(41))), Reason.TOO_MANY_FILES),
        (lambda: mail(("a.xml", b"<x/>"), Auto_Submitted="auto-replied"), Reason.AUTOMATIC),
        (lambda: mail(("a.xml", b"<x/>"), Return_Path="<>"), Reason.AUTOMATIC),
        (lambda: mail(("a.xml", b"<x/>"), sender="postmaster@kabels.example"), Reason.AUTOMATIC),
        (lambda: mail(Auto_Submitted="auto-generated"), Reason.AUTOMATIC),
        (lambda: mail(List_Unsubscribe="<https://x.example>"), Reason.LIST),
        (lambda: mail(("a.xml", b"<x/>"), X_Bodemplaat="localhost"), Reason.OURS),
    ],
)
def test_what_brings_no_invoice_is_kept_apart_with_its_reason(
    world: World, made: Any, reason: Reason
) -> None:
    assert taken(made())
    assert listed(world) == ()
    (row,) = apart(world)
    assert row.reason is reason
    assert row.state is (
        MailState.REFUSED if reason in (Reason.AUTOMATIC, Reason.LIST, Reason.OURS) else MailState.WAITING
    )


def test_programs_and_services_for_bulk_mail_bring_invoices(world: World) -> None:
    """Without a word in it, from an address that nobody reads."""
    for number, headers in enumerate(
        ({"Auto_Submitted": "auto-generated"}, {"Precedence": "bulk"}, {"List_Unsubscribe": "<mailto:a@b>"})
    ):
        made = letter("noreply@kabels.example", "", ADDRESS, **headers)
        made.add_attachment(
            write_ubl(bill(f"KL-{number}")), maintype="text", subtype="xml", filename="factuur.xml"
        )
        assert taken(made)
    assert len(listed(world)) == 3
    assert apart(world) == []


def test_so_many_of_one_supplier_within_an_hour(world: World, settings: Any) -> None:
    settings.INVOICE_MAIL_AN_HOUR, settings.MAIL_AN_HOUR = 3, 1
    for number in range(4):
        taken(mail((f"{number}.xml", write_ubl(bill(f"KL-{number}")))))
    assert len(listed(world)) == 3
    assert [each.reason for each in apart(world)] == [Reason.TOO_MANY]
    taken(mail(("later.xml", write_ubl(bill("KL-9")))), MONDAY + 2 * HOUR)
    assert len(listed(world)) == 4


def test_an_address_for_questions_takes_no_invoices(world: World) -> None:
    """What is sent there stays a question; an address for invoices beside it goes before."""
    advice(world)
    anna = email_of(world.first.anna)
    taken(mail(("a.xml", write_ubl(bill("KL-1"))), to="vraag@ssc.example", sender=anna))
    assert listed(world) == ()
    assert len(cases.my_cases(actor=world.first.anna, at=MONDAY)) == 1
    taken(mail(("a.xml", write_ubl(bill("KL-1"))), to=f"vraag@ssc.example, {ADDRESS}", sender=anna))
    assert len(listed(world)) == 1


def test_a_clerk_takes_in_what_waits(world: World) -> None:
    taken(mail(("a.xml", write_ubl(bill("KL-1"))), Auto_Submitted="auto-replied"))
    (row,) = apart(world)
    view = mailbox.mail_view(actor=world.clerk, mail=row.id)
    assert view.is_for_invoices
    assert view.customer == world.first.id
    judged_mail = mailbox.judge_mail(actor=world.clerk, mail=row.id)
    with pytest.raises((Refused, NotFound)):
        mailbox.take_mail_in(
            actor=world.first.anna, mail=row.id, customer=world.first.id, to_take_in=judged_mail, at=MONDAY
        )
    (invoice,) = mailbox.take_mail_in(
        actor=world.clerk, mail=row.id, customer=world.second.id, to_take_in=judged_mail, at=MONDAY
    )
    (listed_row,) = listed(world)
    assert (listed_row.id, listed_row.organisation_id) == (invoice, world.second.id)
    assert len(letters(world, listed_row)) == 1
    assert apart(world) == []
    with pytest.raises(Refused):
        mailbox.take_mail_in(
            actor=world.clerk, mail=row.id, customer=world.first.id, to_take_in=judged_mail, at=MONDAY
        )


def test_one_without_a_file_that_may_be_an_invoice_is_not_taken_in_by_a_clerk(world: World) -> None:
    taken(mail(("foto.jpg", b"\xff\xd8")))
    (row,) = apart(world)
    with pytest.raises(Refused):
        mailbox.judge_mail(actor=world.clerk, mail=row.id)


def test_a_desk_that_works_for_the_organisation_no_more_takes_nothing_in(world: World) -> None:
    """The mail waits at the desk to which the address leads, with the reason."""
    nederlek_can_provide(world)
    goes_over(world, organisations.Task.DESK, finishes_open=True, reads_earlier=True)
    taken(mail(("a.xml", write_ubl(bill("KL-1"))), to=OTHER), ON_FRIDAY)
    assert [each.reason for each in apart(world)] == [Reason.NOT_TAKEN_IN]
    assert listed(world) == ()


def test_an_address_for_invoices_is_of_one_customer_of_the_desk(world: World) -> None:
    for address, customer, error in (
        (ADDRESS, world.first.id, mailbox.AddressTaken),
        ("x", world.first.id, Refused),
        ("y@z.example", uuid4(), NotFound),
    ):
        with pytest.raises(error):
            mailbox.make_invoice_address(
                actor=world.contract_manager, address=address, customer=customer, at=MONDAY
            )
    with pytest.raises(Refused):
        mailbox.make_invoice_address(
            actor=world.first.ad, address="y@z.example", customer=world.first.id, at=MONDAY
        )


def test_the_trail_says_which_invoices_came_of_it(world: World) -> None:
    taken(mail(("a.xml", write_ubl(bill("KL-1")))))
    (row,) = listed(world)
    with entered(world.clerk):
        kept = Mail.records.of(world.clerk).get()
    assert (kept.state, kept.subject, kept.content) == (MailState.IN_INVOICE, "", None)
    (entry,) = trail_of(actor=world.system, subject=kept.id)
    assert entry.details == {"invoices": [str(row.id)]}
