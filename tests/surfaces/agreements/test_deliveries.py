"""The pages of deliveries: written in a draft, handed over, received and sent back, each side by its own people."""

import io
from datetime import date
from uuid import UUID

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook
from tests.capabilities.agreements.conftest import Bargain
from tests.capabilities.agreements.test_deliveries import CALENDAR, JOURNAL, SALARIES
from tests.pages import SignedIn, signing_in
from tests.world import receipt

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.formats.free_days import FreeDays

LIST = reverse("agreements:deliveries")
JANUARY = {"month": "2027-01"}


def page(row: UUID, line: int = 1, day: str = "2027-01-31") -> str:
    return reverse("agreements:delivery", args=[row, line, day])


@pytest.fixture
def agreed(bargain: Bargain) -> UUID:
    return bargain.signed(agreements.DAP, content=CALENDAR)


def test_deliveries_are_written_in_a_draft(bargain: Bargain, signed_in: SignedIn) -> None:
    row = bargain.draft(agreements.DAP, content=agreements.Content())
    writer = signed_in(bargain.writer)
    address = reverse("agreements:write", args=[row])
    assert "Delivery 4" in writer.get(address).text
    form = {
        "since": "2027-01-01",
        "text_procedures": "Zo doen wij het.",
        "free_days": "law",
        "delivery_1": "Mutaties voor het salaris",
        "side_1": "customer",
        "rhythm_1": "monthly",
    }
    half = writer.post(address, form)
    assert half.status_code == 422
    assert "Fill in both, or neither." in half.text
    wrong = writer.post(address, form | {"days_1": "31-01-2027, 31-02-2027"})
    assert "Write days such as 31-01-2027" in wrong.text
    assert writer.post(address, form | {"days_1": "31-01-2027"}).status_code == 302
    content = bargain.view(row).terms.content
    assert content.deliveries == (SALARIES,)
    assert content.free_days is FreeDays.LAW
    shown = writer.get(address).text
    assert 'value="31-01-2027"' in shown
    assert "Delivery 1: Mutaties voor het salaris" in shown
    document = writer.get(reverse("agreements:agreement", args=[row])).text
    for said in (
        "Mutaties voor het salaris",
        "the customer, to the provider",
        "each month, first on 31 January 2027",
    ):
        assert said in document
    assert "Algemene termijnenwet" in document


def test_a_number_is_not_given_twice(bargain: Bargain, signed_in: SignedIn, agreed: UUID) -> None:
    agreements.draft_agreement(
        actor=bargain.writer,
        cooperation=bargain.world.cooperation,
        customer=bargain.world.second.id,
        kind=agreements.DAP,
        since=date(2027, 6, 1),
        content=agreements.Content(texts=CALENDAR.texts, deliveries=(SALARIES,)),
        at=bargain.world.at,
    )
    (draft, _) = agreements.versions_of(actor=bargain.writer, agreement=agreed, on=date(2027, 1, 1))
    shown = signed_in(bargain.writer).get(reverse("agreements:write", args=[draft.id])).text
    assert f'name="delivery_{SALARIES.number}"' in shown
    assert f'name="delivery_{JOURNAL.number}"' not in shown
    assert f'name="delivery_{JOURNAL.number + 1}"' in shown


def test_it_stands_in_the_document_to_edit_and_differs_in_words(
    bargain: Bargain, signed_in: SignedIn, agreed: UUID
) -> None:
    opened = docx.Document(
        io.BytesIO(signed_in(bargain.writer).get(reverse("agreements:docx", args=[agreed])).content)
    )
    cells = [cell.text for table in opened.tables for line in table.rows for cell in line.cells]
    assert "Salarisjournaal" in cells
    assert "the provider, to the customer" in cells
    pdf = signed_in(bargain.writer).get(reverse("agreements:pdf", args=[agreed]))
    assert pdf.headers["Content-Type"] == "application/pdf"
    other = bargain.draft(
        agreements.DAP, since=date(2027, 6, 1), content=agreements.Content(texts=CALENDAR.texts)
    )
    told = signing_in("nl")(bargain.writer).get(reverse("agreements:compare", args=[agreed, other])).text
    assert "Aanleverkalender" in told
    assert "“Salarisjournaal” wordt niet meer geleverd." in told


def test_a_delivery_is_handed_over_and_received_on_the_pages(
    bargain: Bargain, signed_in: SignedIn, agreed: UUID
) -> None:
    customer, centre = signed_in(bargain.customer), signed_in(bargain.signer)
    before = customer.get(LIST, {"month": "2027-02"}).text
    assert "1 delivery waits for us." in before  # that of 31 January was due on Monday 1 February
    assert "No delivery waits for us." in centre.get(LIST, {"month": "2027-02"}).text
    assert "Hand over" not in centre.get(page(agreed)).text
    assert centre.post(page(agreed), {"act": "hand_over"}).status_code == 404
    sent = {"act": "hand_over", "note": "Twee keer bekeken"}
    wrong = SimpleUploadedFile("x.pdf", b"niets")
    assert customer.post(page(agreed), sent | {"evidence": wrong}).status_code == 422
    photo = SimpleUploadedFile("mutaties.jpg", receipt())
    assert customer.post(page(agreed), sent | {"evidence": photo}).status_code == 302
    assert "Somebody acted on this meanwhile." in customer.post(page(agreed), sent, follow=True).text
    assert "1 delivery waits for us." in centre.get(LIST, {"month": "2027-02"}).text
    shown = centre.get(page(agreed)).text
    for said in ("Twee keer bekeken", "mutaties.jpg", "Send back", "31 January 2027 is a free day"):
        assert said in shown
    (kept,) = agreements.delivery(
        actor=bargain.signer, agreement=agreed, line=1, planned=date(2027, 1, 31)
    ).handovers
    file = centre.get(reverse("agreements:evidence", args=[kept.id]))
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert centre.post(page(agreed), {"act": "send_back"}).status_code == 422
    assert centre.post(page(agreed), {"act": "send_back", "reason": "Blad 2 ontbreekt"}).status_code == 302
    assert "Blad 2 ontbreekt" in customer.get(page(agreed)).text
    assert customer.post(page(agreed), {"act": "hand_over"}).status_code == 302
    assert centre.post(page(agreed), {"act": "burn"}).status_code == 404
    assert centre.post(page(agreed), {"act": "receive"}).status_code == 302
    assert "Received by Dirk Prins" in customer.get(page(agreed)).text


def test_the_list_is_narrowed_and_taken_as_a_workbook(
    bargain: Bargain, signed_in: SignedIn, agreed: UUID
) -> None:
    centre = signed_in(bargain.writer)
    assert "Mutaties voor het salaris" not in centre.get(LIST, JANUARY).text
    february = {"month": "2027-02"}
    assert centre.get(LIST, february).text.count("row-link") == 1
    mine = february | {"party": str(bargain.world.second.id)}
    assert centre.get(LIST, mine).text.count("row-link") == 1
    for odd in ({"month": "x"}, {"party": "x"}, {"month": "2027-13", "party": str(agreed)}):
        assert centre.get(LIST, odd).status_code == 200
    book = centre.get(LIST, mine | {"format": "xlsx"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows if row[0] == SALARIES.what] == [SALARIES.what]


def test_others_find_nothing(bargain: Bargain, signed_in: SignedIn, agreed: UUID) -> None:
    outsider = signed_in(bargain.world.first.carla)
    assert "Mutaties" not in outsider.get(LIST, {"month": "2027-02"}).text
    assert outsider.get(page(agreed)).status_code == 404
    assert signed_in(bargain.world.first.anna).get(LIST).status_code == 403
    reader = signed_in(bargain.customer)
    for address in (
        page(agreed, 9),
        page(agreed, 1, "2027-01-30"),
        page(agreed, 1, "vandaag"),
        page(agreed, 1, "9999-12-31"),
        page(agreed, 10**9),
    ):
        assert reader.get(address).status_code == 404


def test_what_was_open_in_another_tab_leads_to_how_it_stands_now(
    bargain: Bargain, signed_in: SignedIn, agreed: UUID
) -> None:
    customer, provider = signed_in(bargain.customer), signed_in(bargain.writer)
    assert customer.post(page(agreed), {"act": "hand_over"}).status_code == 302
    late = customer.post(page(agreed), {"act": "hand_over"}, follow=True)
    assert (late.status_code, "Somebody acted on this meanwhile." in late.text) == (200, True)
    assert provider.post(page(agreed), {"act": "hand_over"}).status_code == 404, "it is not theirs to deliver"
    assert provider.post(page(agreed), {"act": "receive"}).status_code == 302
    late = provider.post(page(agreed), {"act": "send_back", "reason": "Kolom ontbreekt"}, follow=True)
    assert "Somebody acted on this meanwhile." in late.text
    assert customer.post(page(agreed), {"act": "burn"}).status_code == 404
