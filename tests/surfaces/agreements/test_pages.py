"""The pages of agreements: from the list to a signed document, each side by its own people."""

import io
import re
from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import docx
from django.test import Client
from django.urls import reverse
from tests.capabilities.agreements.conftest import NEXT_YEAR, Bargain, dfa, dvo
from tests.pages import SignedIn, signing_in
from tests.world import TODAY

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.kernel import Euro

LIST = reverse("agreements:list")


def page(name: str, *ids: object) -> str:
    return reverse(f"agreements:{name}", args=ids)


def act(client: Client, row: object, what: str) -> int:
    return client.post(page("act", row), {"act": what}).status_code


def test_an_agreement_is_written_offered_and_signed_on_the_pages(
    bargain: Bargain, signed_in: SignedIn
) -> None:
    writer = signed_in(bargain.writer)
    assert "Write a DVO" in writer.get(LIST).text
    begun = writer.post(page("draft"), {"kind": "dvo", "customer": bargain.world.second.id})
    (row,) = (
        each.newest["dvo"]
        for each in agreements.customers_with_agreements(actor=bargain.writer, on=TODAY)
        if each.newest
    )
    assert begun.headers["Location"] == page("write", row.id)
    shown = writer.get(page("write", row.id)).text
    assert "SF03 Service SF03" in shown
    drafted = writer.get(page("agreement", row.id), headers={"Accept-Language": "nl"}).text
    assert "geldt zonder afwijkingen" in drafted
    assert "Deviates from the charter: Escalation" in shown
    wrong = {"since": "2027-01-01", "taken": ["SP10"], "reason_levels": "Zomaar", "norm_SP10": "x"}
    refused = writer.post(page("write", row.id), wrong)
    assert refused.status_code == 422
    assert "Write what holds instead, or leave all three empty." in refused.text
    filled = {
        "since": "2027-01-01",
        "taken": ["SP10", "SF03"],
        "percentage_SF03": "98",
        "reason_SF03": "Vlist betaalt sneller",
        "text_levels": "Binnen 8 dagen",
        "reason_levels": "Eigen cao",
        "price_levels": "900",
        "duty_days_SP10": "5",
        "duty_part_SP10": "90",
    }
    assert writer.post(page("write", row.id), filled).status_code == 302
    document = writer.get(page("agreement", row.id)).text
    for said in (
        "holds with 2 deviations",
        "Binnen 8 dagen",
        "98 %",
        "within 5 working days, 90%",
        "It costs €900.00 a year.",
        "not signed",
    ):
        assert said in document
    dutch = {"Accept-Language": "nl"}
    assert "geldt met 2 afwijkingen" in writer.get(page("agreement", row.id), headers=dutch).text
    assert signed_in(bargain.world.second.carla).get(page("agreement", row.id)).status_code == 404
    assert act(writer, row.id, "offer") == 302
    assert act(writer, row.id, "offer") == 422
    customer, signer = signed_in(bargain.customer), signed_in(bargain.signer)
    assert act(writer, row.id, "sign") == 422
    session = customer.session
    session["bodemplaat.hat"] = str(bargain.customer.assignment_id)
    session.save()
    assert "1 waits for your signature" in customer.get(LIST).text
    assert act(customer, row.id, "sign") == 302
    assert act(signer, row.id, "sign") == 302
    assert "Signed, still to begin" in customer.get(LIST).text
    assert "Dirk Prins" in customer.get(page("agreement", row.id)).text


def test_two_versions_are_compared_in_words(bargain: Bargain) -> None:
    first = bargain.signed()
    deviation = agreements.Deviation("levels", "Binnen 8 dagen", "Eigen cao", Euro.of("900"))
    second = bargain.draft(since=date(2027, 3, 1), content=dvo(deviations=(deviation,)))
    reader = signing_in("nl")(bargain.writer)
    for address in (page("compare", first, second), page("compare", second, first)):
        told = reader.get(address).text
        assert "Geldt vanaf 1 maart 2027 in plaats van 1 januari 2027." in told
        assert "De afwijking kost €\N{NO-BREAK SPACE}900,00 per jaar" in told
    assert reader.get(page("compare", first, first)).status_code == 404
    assert "naast versie 1" in reader.get(page("agreement", second)).text


def test_the_year_is_written_with_prices_of_the_catalogue(bargain: Bargain, signed_in: SignedIn) -> None:
    row = bargain.draft(agreements.DFA, until=date(2028, 1, 1))
    writer = signed_in(bargain.writer)
    document = writer.get(page("agreement", row)).text
    for said in ("22,300.00", "7,425.90", "33.3%", "Inrichting"):
        assert said in document
    half = {"since": "2027-01-01", "until": "2028-01-01", "volume_SP10": "100", "day_0": "2027-02-01"}
    assert writer.post(page("write", row), half).status_code == 422
    unread = unescape(writer.post(page("write", row), half | {"volume_SP10": "veel"}).text)
    assert re.search(r"SP10 [^<]+: Planned in the year –", unread), "every service has that question"
    whole = half | {"percent_0": "100"}
    assert writer.post(page("write", row), whole).status_code == 302
    terms = bargain.view(row).terms
    assert terms.content == agreements.Content(
        lines=(agreements.Planned("SP10", 1, 100),),
        billing=(agreements.BillingMoment(date(2027, 2, 1), Decimal(100)),),
    )
    assert str(terms.total) == "625.00"
    half_a_rule = writer.post(page("write", row), whole | {"credit_percent": "1.5"})
    assert half_a_rule.status_code == 422
    assert "Fill in both, or neither." in half_a_rule.text
    rule = whole | {"credit_percent": "1.5", "credit_ceiling": "10", "credit_per": "quarter"}
    assert writer.post(page("write", row), rule).status_code == 302
    assert bargain.view(row).terms.content.credit == agreements.CreditRule(Decimal("1.5"), Decimal(10))
    assert "credits 1.5% of the price" in writer.get(page("agreement", row)).text
    assert 'value="1.5"' in writer.get(page("write", row)).text
    assert writer.post(page("write", row), rule | {"credit_per": "month"}).status_code == 302
    assert bargain.view(row).terms.content.credit == agreements.CreditRule(
        Decimal("1.5"), Decimal(10), by_month=True
    )
    assert "For a month in which fewer cases" in writer.get(page("agreement", row)).text
    assert '<option value="month" selected>' in writer.get(page("write", row)).text


def test_what_is_not_finished_is_not_offered_and_everything_is_said(
    bargain: Bargain, signed_in: SignedIn
) -> None:
    row = bargain.draft(agreements.DFA, content=dfa(billing=(), lines=()), until=date(2028, 1, 1))
    writer = signed_in(bargain.writer)
    answer = writer.post(page("act", row), {"act": "offer"})
    assert answer.status_code == 422
    assert "Plan at least one service." in answer.text
    assert "Write at least one day on which is billed." in answer.text
    assert act(writer, row, "drop") == 302
    assert writer.get(page("agreement", row)).status_code == 404
    assert act(writer, row, "burn") == 404


def test_refusing_and_giving_notice_ask_for_a_reason(bargain: Bargain, signed_in: SignedIn) -> None:
    row = bargain.offered()
    client = signed_in(bargain.signer)
    assert client.post(page("refuse", row), {"reason": " "}).status_code == 422
    assert client.post(page("refuse", row), {"reason": "Te duur"}).status_code == 302
    assert "Te duur" in client.get(page("agreement", row)).text
    assert client.get(page("refuse", row)).status_code == 422
    assert act(client, row, "next") == 422
    writer = signed_in(bargain.writer)
    assert act(writer, row, "next") == 302
    assert act(writer, row, "next") == 422
    (second, _) = agreements.versions_of(actor=bargain.writer, agreement=row, on=TODAY)
    assert second.terms.content == bargain.view(row).terms.content
    assert act(writer, second.id, "drop") == 302
    row = bargain.signed()
    soon = {"reason": "Herindeling", "until": "2026-11-23"}
    assert client.post(page("end", row), soon).status_code == 422
    assert client.post(page("end", row), soon | {"until": "2027-06-01"}).status_code == 302
    assert bargain.view(row, on=date(2027, 6, 1)).standing(date(2027, 6, 1)) == "ended"


def test_what_was_open_in_another_tab_says_how_the_version_stands_now(
    bargain: Bargain, signed_in: SignedIn
) -> None:
    row = bargain.offered()
    late = signed_in(bargain.writer).post(page("write", row), {"since": "2027-01-01", "taken": ["SP10"]})
    assert late.status_code == 422
    assert "You cannot do this with version 1 as it stands: offered." in late.text
    client, why = signed_in(bargain.signer), {"reason": "Te duur", "until": "2027-06-01"}
    assert client.post(page("refuse", row), why).status_code == 302
    again = client.post(page("refuse", row), why)
    assert (again.status_code, "version 1 as it stands: refused." in again.text) == (422, True)
    assert "version 1 as it stands: refused." in client.post(page("end", row), why).text


def test_who_cannot_sign_reads_why_exactly(bargain: Bargain, signed_in: SignedIn) -> None:
    row = bargain.offered()
    assert (
        "You offered it, so somebody else signs it."
        in signed_in(bargain.writer).get(page("agreement", row)).text
    )
    assert "you lack the mandate" in signed_in(bargain.world.second.ad).get(page("agreement", row)).text
    signer = signed_in(bargain.signer)
    assert "signs it" not in signer.get(page("agreement", row)).text
    assert act(signer, row, "sign") == 302
    assert "Your side has signed it." in signer.get(page("agreement", row)).text


def test_who_lacks_the_mandate_reads_that_at_a_typed_address(bargain: Bargain, signed_in: SignedIn) -> None:
    why = {"reason": "Herindeling", "until": "2027-06-01"}
    offered = bargain.offered()
    hers = signed_in(bargain.world.second.ad)
    for answer in (hers.get(page("refuse", offered)), hers.post(page("refuse", offered), why)):
        assert (answer.status_code, "You cannot sign it: you lack the mandate" in answer.text) == (422, True)
    for who in (bargain.customer, bargain.signer):
        agreements.sign_agreement(actor=who, agreement=offered, at=bargain.world.at)
    for client in (hers, signed_in(bargain.writer)):
        for answer in (client.get(page("end", offered)), client.post(page("end", offered), why)):
            assert answer.status_code == 422
            assert "You cannot give notice: you lack the mandate" in answer.text
            assert "as it stands" not in answer.text
            assert answer.text.count("You cannot give notice") == 1
    told = signed_in(bargain.writer).get(page("agreement", offered)).text
    assert "You cannot give notice: you lack the mandate" in told
    assert "With the mandate at your organisation: Dirk Prins." in told
    assert "With the mandate" not in signed_in(bargain.signer).get(page("agreement", offered)).text
    assert bargain.view(offered).terms.until is None


def test_a_first_day_that_has_gone_is_told_before_anybody_offers_or_signs(
    bargain: Bargain, signed_in: SignedIn
) -> None:
    told, writer = "which has gone", signed_in(bargain.writer)
    coming = bargain.draft()
    assert told not in writer.get(page("agreement", coming)).text
    act(writer, coming, "drop")
    row = bargain.draft(since=TODAY - timedelta(days=1))
    assert told in writer.get(page("agreement", row)).text
    assert act(writer, row, "offer") == 302
    for who in (bargain.customer, bargain.signer):
        assert told in signed_in(who).get(page("agreement", row)).text
        agreements.sign_agreement(actor=who, agreement=row, at=bargain.world.at)
    assert told not in writer.get(page("agreement", row)).text
    assert bargain.view(row).standing(TODAY) == "in_force"


def test_a_version_is_compared_first_with_the_one_that_was_signed(
    bargain: Bargain, signed_in: SignedIn
) -> None:
    first = bargain.signed()
    writer = signed_in(bargain.writer)
    for _again in range(2):
        newest = agreements.versions_of(actor=bargain.writer, agreement=first, on=TODAY)[0]
        act(writer, newest.id, "next")
        newest = agreements.versions_of(actor=bargain.writer, agreement=first, on=TODAY)[0]
        writer.post(page("write", newest.id), {"since": "2028-01-01", "taken": ["SP10"]})
        assert act(writer, newest.id, "offer") == 302
        assert act(writer, newest.id, "withdraw") == 302
    assert "Compare with version 1" in writer.get(page("agreement", newest.id)).text


def test_it_is_read_on_paper_by_both(bargain: Bargain, signed_in: SignedIn) -> None:
    row = bargain.signed(content=dvo(deviations=(agreements.Deviation("levels", "Anders", "Eigen cao"),)))
    answer = signed_in(bargain.signer).get(page("pdf", row))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="dvo-vlist-1.pdf"'
    assert b"pdfuaid:part" in answer.content


def test_the_long_word_in_its_heading_breaks_where_a_word_may(bargain: Bargain, signed_in: SignedIn) -> None:
    row = bargain.signed()
    shown = signed_in(bargain.signer).get(page("agreement", row), headers={"accept-language": "nl"}).text
    heading, title = (
        re.search(f"<{tag}>(.*?)</{tag}>", shown, re.DOTALL).group(1)  # type: ignore[union-attr]
        for tag in ("h1", "title")
    )
    assert "Dienstverlenings\u00adovereenkomst (DVO) van Vlist" in heading
    assert "Dienstverleningsovereenkomst (DVO) van Vlist" in title


def test_others_find_nothing(bargain: Bargain, signed_in: SignedIn) -> None:
    row = bargain.signed()
    outsider = signed_in(bargain.world.first.carla)
    for name in ("agreement", "pdf", "refuse", "end"):
        assert outsider.get(page(name, row)).status_code == 404
    assert outsider.get(LIST).status_code == 200
    assert "Vlist" not in outsider.get(LIST).text
    for nobody in (bargain.world.clerk, bargain.world.first.anna):
        assert signed_in(nobody).get(LIST).status_code == 403
    assert signed_in(bargain.world.first.ad).get(page("charter", bargain.charter)).status_code == 200


def test_the_charter_is_written_and_published(bargain: Bargain, signed_in: SignedIn) -> None:
    writer = signed_in(bargain.writer)
    texts = {part: f"Nieuw {part}" for part in agreements.PARTS}
    assert writer.post(page("charters"), texts | {"levels": ""}).status_code == 422
    written = writer.post(page("charters"), texts)
    assert written.status_code == 302
    address = written.headers["Location"]
    assert signed_in(bargain.world.first.ad).get(address).status_code == 404
    assert signed_in(bargain.world.first.ad).post(page("charters"), texts).status_code == 404
    assert writer.post(address).status_code == 302
    assert "It no longer changes." in writer.get(address).text
    assert writer.post(address).status_code == 404
    assert bargain.view(bargain.draft(since=NEXT_YEAR)).terms.says("levels") == "Nieuw levels"


def test_a_copy_to_edit_says_the_same_as_the_page_and_changes_nothing(
    bargain: Bargain, signed_in: SignedIn
) -> None:
    rule = agreements.CreditRule(Decimal("1.5"), Decimal(10))
    row = bargain.signed(agreements.DFA, until=date(2028, 1, 1), content=dfa(credit=rule))
    before = bargain.view(row)
    answer = signing_in("nl")(bargain.signer).get(page("docx", row))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="dfa-vlist-1.docx"'
    opened = docx.Document(io.BytesIO(answer.content))
    words = " ".join(each.text for each in opened.paragraphs)
    cells = [cell.text for table in opened.tables for line in table.rows for cell in line.cells]
    assert "Een kopie om te bewerken. Afgesproken is versie 1" in words
    assert "1,5%" in words
    for said in ("22.300,00", "7.425,90", "Inrichting", "Dirk Prins"):
        assert any(said in cell for cell in (*cells, words)), said
    assert opened.core_properties.language == "nl-NL"
    assert bargain.view(row) == before


def test_only_who_reads_an_agreement_takes_a_copy(bargain: Bargain, signed_in: SignedIn) -> None:
    draft = bargain.draft()
    assert signed_in(bargain.writer).get(page("docx", draft)).status_code == 200
    assert signed_in(bargain.world.second.carla).get(page("docx", draft)).status_code == 404
    assert signed_in(bargain.world.first.carla).get(page("docx", draft)).status_code == 404
    assert signed_in(bargain.world.first.anna).get(page("docx", draft)).status_code == 403


def test_the_page_leads_to_the_version_that_holds_on_a_day(bargain: Bargain, signed_in: SignedIn) -> None:
    first = bargain.signed()
    second = bargain.signed(since=date(2027, 7, 1))
    reader = signed_in(bargain.customer)
    here = reader.get(page("agreement", second), {"day": "2027-07-01"})
    assert "Version 2 holds on 1 July 2027." in here.text
    there = reader.get(page("agreement", second), {"day": "2027-06-30"}, follow=True)
    assert there.redirect_chain == [(f"{page('agreement', first)}?day=2027-06-30", 302)]
    assert "Version 1 holds on 30 June 2027." in there.text
    before = reader.get(page("agreement", second), {"day": "2026-12-31"})
    assert "No version holds on 31 December 2026." in before.text
    wrong = reader.get(page("agreement", second), {"day": "gisteren"})
    assert "holds on" not in wrong.text.replace("no longer holds on", "")
