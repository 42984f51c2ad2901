"""``bodemplaat check-invoice``: a verdict per invoice, in the reader's language, and an exit code to build on."""

import base64
import json
import os
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.formats.invoices.cii_writer import write_cii
from tests.formats.invoices.samples import credit, line, sound, whole

from bodemplaat.calculations.invoices import check_invoices, guarded
from bodemplaat.calculations.invoices.guarded import answer_judged
from bodemplaat.formats.invoices import judge_invoice, write_ubl
from bodemplaat.surfaces.cli.main import main

pytest.importorskip("saxonche", reason="the extra einvoice is not installed")
pytest.importorskip("facturx", reason="the extra einvoice is not installed")


def check(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> Result:
    """What the command says and its exit code."""
    written = ["check-invoice", *map(str, arguments)]
    monkeypatch.setattr(sys, "argv", ["bodemplaat", *written])
    return CliRunner().invoke(main, written)


def file(folder: Path, name: str, content: bytes) -> Path:
    """A file with these bytes."""
    path = folder / name
    path.write_bytes(content)
    return path


def off_by_ten_cents() -> bytes:
    return write_ubl(sound()).replace(b"9.45", b"9.55").replace(b"54.45", b"54.55")


def test_a_sound_invoice_is_told_with_its_lines_and_exit_code_0(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answer = check(monkeypatch, file(tmp_path, "ok.xml", write_ubl(whole())))
    assert answer.exit_code == 0, answer.output
    text = " ".join(answer.output.split())
    assert "Deze factuur is in orde" in text
    for expected in (
        "Factuur 2026-0417",
        "Veenstra Kantoor B.V.",
        "OIN 00000001001234567000",
        "uren.csv",
        "Papier 1",
    ):
        assert expected in text


def test_the_examples_are_what_their_names_say(monkeypatch: pytest.MonkeyPatch) -> None:
    examples = Path(__file__).parents[3] / "examples"
    assert check(monkeypatch, examples / "invoice.xml", "--lang", "en").exit_code == 0
    answer = check(monkeypatch, examples / "invoice-with-faults.xml", "--lang", "en", "--json")
    assert answer.exit_code == 2
    (invoice,) = json.loads(answer.output)["invoices"]
    assert {each["rule"] for each in invoice["findings"]} == {"BR-NL-10", "BR-NL-13", "invoice.vat"}
    assert (examples / "invoice.xml").read_bytes() == write_ubl(whole())


def test_a_faulty_invoice_says_what_is_wrong_where_and_what_helps(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = file(tmp_path, "bad.xml", write_ubl(sound(buyer_reference="", order="")))
    answer = check(monkeypatch, path, "--lang", "en")
    assert answer.exit_code == 2
    text = " ".join(answer.output.split())
    assert "This invoice is not valid: 1 thing is wrong." in text
    assert "BR-NL-2" in text
    assert "references" in text
    assert "Ask the supplier to add it." in text


def test_cents_are_told_and_do_not_refuse(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answer = check(monkeypatch, file(tmp_path, "cents.xml", off_by_ten_cents()), "--lang", "nl")
    assert answer.exit_code == 0
    text = " ".join(answer.output.replace("\N{NO-BREAK SPACE}", " ").split())
    assert "Deze factuur is geldig; 1 ding vraagt aandacht." in text
    assert "De btw is € 9,55, en het bedrag maal het tarief komt op € 9,45." in text


def test_several_files_are_judged_at_once_and_one_faulty_makes_2(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    files = [
        file(tmp_path, "a.xml", write_ubl(sound())),
        file(tmp_path, "b.xml", write_cii(credit())),
        file(tmp_path, "c.xml", b"<order/>"),
    ]
    answer = check(monkeypatch, *files, "--lang", "en")
    assert answer.exit_code == 2
    text = " ".join(answer.output.split())
    assert "2 of 3 invoices are sound." in text
    assert "unreadable" in text


def test_an_invoice_from_before_the_norm_is_not_called_wrong(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old = file(
        tmp_path, "old.xml", write_ubl(sound(profile="urn:www.simplerinvoicing.org:si-ubl:invoice:ver1.0.x"))
    )
    alone = check(monkeypatch, old, "--lang", "en")
    assert alone.exit_code == 2
    assert "This invoice could be read and was not judged." in alone.output
    beside = check(monkeypatch, old, file(tmp_path, "a.xml", write_ubl(sound())), "--lang", "en")
    assert "not judged" in beside.output


def test_what_is_wrong_in_many_lines_is_told_once_in_their_order(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    many = write_ubl(sound(*[line(number) for number in range(1, 13)])).replace(b'"C62"', b'"STUK"')
    answer = check(monkeypatch, file(tmp_path, "many.xml", many), "--lang", "en")
    text = " ".join(answer.output.split())
    assert "This invoice is not valid: 12 things are wrong." in text
    assert "line 1; line 2; line 3; line 4 and 8 more" in text
    assert text.count("BR-CL-23") == 1


def test_json_holds_every_file_with_exact_amounts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = file(tmp_path, "cents.xml", off_by_ten_cents())
    answer = check(monkeypatch, path, "--json", "--lang", "en")
    told = json.loads(answer.output)
    assert told["format"] == "bodemplaat.invoice-check/1"
    (invoice,) = told["invoices"]
    assert invoice["is_sound"] is True
    assert invoice["supplier"] == {
        "name": "Veenstra Kantoor B.V.",
        "kvk": "12345678",
        "oin": "",
        "vat": "NL123456782B01",
    }
    assert Decimal(invoice["payable"]) == Decimal("54.55")
    (finding,) = invoice["findings"]
    assert (finding["rule"], finding["severity"]) == ("invoice.vat", "warning")
    assert finding["place"] == "VAT breakdown, part 1"


def test_until_when_to_pay_is_told_with_the_steps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = file(tmp_path, "ok.xml", write_ubl(sound()))
    answer = check(monkeypatch, path, "--received", "2026-11-25")
    assert answer.exit_code == 0, answer.output
    text = " ".join(answer.output.replace("\N{NO-BREAK SPACE}", " ").split())
    assert "Betaal uiterlijk 28 december 2026" in text
    assert "De factuur kwam binnen op 25 november 2026" in text
    assert "25 december 2026" in text
    assert "BW art. 6:119b lid 2, 5" in text
    assert "incasso" not in text


def test_what_a_late_payment_costs_is_told_line_by_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = file(tmp_path, "ok.xml", write_ubl(sound(line(1, "10000.00"))))
    asked = (path, "--received", "2026-05-11", "--paid", "2026-07-20")
    text = " ".join(check(monkeypatch, *asked, "--lang", "en").output.split())
    assert "Pay by 10 June 2026" in text
    assert "Interest 11 June 2026 30 June 2026 20 12,100.00 10.15% 67.30" in text
    assert "Interest 1 July 2026 20 July 2026 20 12,100.00 10.40% 68.95" in text
    assert "Fixed costs of collection 40.00" in text
    assert "Together 176.25" in text
    assert "no, 40 days late" in text
    (invoice,) = json.loads(check(monkeypatch, *asked, "--json").output)["invoices"]
    payment = invoice["payment"]
    assert (payment["last"], payment["days_late"], payment["article"], payment["certainty"]) == (
        "2026-06-10",
        40,
        "6:119b",
        "P",
    )
    assert [Decimal(payment[name]) for name in ("interest", "costs", "owed")] == [
        Decimal("136.25"),
        40,
        Decimal("176.25"),
    ]
    assert payment["interest_certainty"] == "M", "of its rates the one that is least sure"
    assert [Decimal(each["amount"]) for each in payment["stretches"]] == [
        Decimal("67.30"),
        Decimal("68.95"),
    ]


def test_paid_in_time_costs_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = file(tmp_path, "ok.xml", write_ubl(sound()))
    answer = check(monkeypatch, path, "--received", "2026-05-11", "--paid", "2026-06-10", "--json")
    payment = json.loads(answer.output)["invoices"][0]["payment"]
    assert (payment["days_late"], payment["owed"], payment["stretches"]) == (0, None, [])


def test_an_agreed_term_holds_as_far_as_the_law_allows(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = file(tmp_path, "ok.xml", write_ubl(sound()))

    def last(*more: str) -> str:
        answer = check(monkeypatch, path, "--received", "2026-05-11", *more, "--json")
        return str(json.loads(answer.output)["invoices"][0]["payment"]["last"])

    assert last("--agreed", "14") == "2026-05-25"  # Whit Monday: an agreed term does not run on
    assert last("--agreed", "45") == "2026-06-10"
    assert last("--agreed", "45", "--justified") == "2026-06-25"
    assert last("--agreed", "45", "--debtor", "business") == "2026-06-25"
    assert last("--agreed", "45", "--debtor", "large-business", "--creditor", "sme") == "2026-06-10"
    assert last("--delivered", "2026-05-18") == "2026-06-17"


def test_a_rate_that_is_not_known_is_not_guessed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = file(tmp_path, "ok.xml", write_ubl(sound()))
    answer = check(monkeypatch, path, "--received", "2098-05-11", "--paid", "2098-07-20", "--lang", "en")
    text = " ".join(answer.output.split())
    assert "the table has no rate yet for the half year from 1 January 2098" in text
    assert "Fixed costs of collection €40.00" in text


def test_where_nothing_is_to_be_paid_no_term_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = file(tmp_path, "credit.xml", write_cii(credit()))
    answer = check(monkeypatch, path, "--received", "2026-05-11", "--paid", "2026-07-20", "--lang", "en")
    assert "Nothing is to be paid here, so no term runs." in answer.output
    foreign = file(tmp_path, "sek.xml", write_ubl(sound(currency="SEK")))
    answer = check(monkeypatch, foreign, "--received", "2026-05-11", "--paid", "2026-07-20", "--lang", "en")
    assert "not in euros" in " ".join(answer.output.split())


def test_several_invoices_get_a_last_day_each(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    files = [
        file(tmp_path, "a.xml", write_ubl(sound(line(1, "10000.00")))),
        file(tmp_path, "b.xml", write_cii(credit())),
        file(tmp_path, "c.xml", b"<order/>"),
    ]
    workbook = tmp_path / "out.xlsx"
    asked = (*files, "--received", "2026-05-11", "--paid", "2026-07-20", "--lang", "en")
    answer = check(monkeypatch, *asked, "--xlsx", workbook)
    assert workbook.exists(), answer.output
    told = json.loads(check(monkeypatch, *asked, "--json").output)["invoices"]
    assert [each["payment"] and each["payment"]["owed"] for each in told] == ["176.25", None, None]


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (("--paid", "2026-07-20"), "Say with --received on which day the invoice came in."),
        (("--agreed", "30"), "Say with --received on which day the invoice came in."),
        (("--received", "2017-06-30"), "--received: the law is known here from 1 July 2017"),
        (("--received", "2026-05-11", "--paid", "9999-12-31"), "--paid: the law is known here from"),
    ],
)
def test_what_cannot_be_worked_out_is_said_before_anything_is_judged(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, options: tuple[str, ...], text: str
) -> None:
    path = file(tmp_path, "ok.xml", write_ubl(sound()))
    answer = check(monkeypatch, path, *options, "--lang", "en")
    assert answer.exit_code == 2
    assert text in " ".join(answer.output.split())


def test_workbook_and_paper_are_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = file(tmp_path, "whole.xml", write_ubl(whole()))
    workbook, paper = tmp_path / "out.xlsx", tmp_path / "out.pdf"
    days = ("--received", "2026-05-11", "--paid", "2026-07-20")
    answer = check(monkeypatch, path, "--xlsx", workbook, "--pdf", paper, *days)
    assert answer.exit_code == 0, answer.output
    assert workbook.read_bytes().startswith(b"PK")
    assert paper.read_bytes().startswith(b"%PDF")


def test_an_invoice_is_never_written_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first, second = (file(tmp_path, name, write_ubl(sound())) for name in ("a.xml", "b.json"))
    answer = check(monkeypatch, first, second, "--json", second)
    assert answer.exit_code == 2
    assert second.read_bytes() == write_ubl(sound())


def test_what_cannot_be_opened_is_told_and_nothing_is_judged(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answer = check(monkeypatch, tmp_path / "absent.xml", "--lang", "en")
    assert answer.exit_code == 2
    assert "there is no such file or folder" in answer.output
    assert check(monkeypatch, "--lang", "en").exit_code == 2


def test_an_amount_in_another_currency_keeps_its_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = file(tmp_path, "sek.xml", write_ubl(sound(currency="SEK")))
    answer = check(monkeypatch, path, "--lang", "en")
    assert answer.exit_code == 0, answer.output
    assert "54.45 SEK" in answer.output
    assert "€" not in answer.output


def test_the_child_answers_what_judging_here_does() -> None:
    contents = [
        write_ubl(whole()),
        write_cii(sound()),
        off_by_ten_cents(),
        write_ubl(sound(buyer_reference="", order="")),
        write_ubl(sound()).replace(b"DueDate>", b"DueDay>"),
        b"%PDF-1.7 nothing",
        b"",
    ]
    answers = check_invoices([(str(number), content) for number, content in enumerate(contents)])
    for content, answer in zip(contents, answers, strict=True):
        judged = judge_invoice(content)
        assert answer.findings == judged.findings
        assert answer.invoice == judged.invoice
        assert answer.is_sound == judged.is_sound
        assert [each.said.render() for each in answer.findings] == [
            each.said.render() for each in judged.findings
        ]


def ended_by_one(request: bytes) -> bytes:
    """As the child answers, but a file with this mark ends it."""
    if any(b"ENDS" in base64.b64decode(content) for content in json.loads(request)):
        os._exit(3)
    return answer_judged(request)


def test_a_file_that_ends_the_child_spoils_nothing_for_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "CHILD", f"{__name__}:ended_by_one")
    files = [("a", write_ubl(sound())), ("b", write_ubl(sound(number="ENDS"))), ("c", write_cii(credit()))]
    first, second, third = check_invoices(files)
    assert first.is_sound
    assert third.is_sound
    assert [finding.code for finding in second.findings] == ["invoice.no_answer"]
    assert second.invoice is None


def test_judging_that_takes_too_long_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "LIMITS", replace(guarded.LIMITS, seconds=0.01))
    (answer,) = check_invoices([("a", write_ubl(sound()))])
    assert [finding.code for finding in answer.findings] == ["invoice.no_answer"]
    assert "too long" in answer.findings[0].render()


def test_nothing_asked_is_nothing_answered() -> None:
    assert check_invoices([]) == []


def test_a_prepaid_invoice_is_told_as_it_stands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    invoice = sound()
    paid = replace(invoice, totals=replace(invoice.totals, prepaid=Decimal("54.45"), payable=Decimal("0.00")))
    answer = check(monkeypatch, file(tmp_path, "paid.xml", write_ubl(paid)))
    assert answer.exit_code == 0, answer.output
