"""Payment files: valid, exact, deterministic, checked before they are written, and read back."""

import dataclasses
import string
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.shared_data import shared_data

from bodemplaat.formats.sepa import (
    CreditTransfer,
    DebtorBlock,
    PaymentFile,
    StructuredAddress,
    UnreadablePaymentFile,
    UnsoundPaymentFile,
    bare_iban,
    check_payment_file,
    is_iban,
    is_sepa_iban,
    read_payment_file,
    structured_reference,
    to_sepa_text,
    write_payment_file,
)
from bodemplaat.formats.sepa.charset import ALLOWED
from bodemplaat.kernel import Euro, Severity

NOW = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)
GOUDA, DELFT = "NL91ABNA0417164300", "NL44RABO0123456789"
SEPA_TEXT = st.text(string.ascii_letters + string.digits + "/-?:().,'+ ", min_size=1, max_size=70).map(
    lambda text: ("A" + text.strip())[:70]
)


def dutch_iban(account: int) -> str:
    """A sound Dutch IBAN for any number of at most ten digits."""
    bban = f"ABNA{account:010d}"
    rest = int("".join(str(int(c, 36)) for c in f"{bban}NL00")) % 97
    return f"NL{98 - rest:02d}{bban}"


ADDRESSES = st.none() | st.builds(
    StructuredAddress,
    town=SEPA_TEXT.map(lambda t: t[:35].strip()),
    country=st.sampled_from(["NL", "BE", "DE"]),
    street=SEPA_TEXT,
    building_number=st.just("12a"),
    postcode=st.sampled_from(["", "2801 JG"]),
)


@st.composite
def payment_files(draw: st.DrawFn) -> PaymentFile:
    """Sound files in the SEPA character set, of one to three blocks."""
    blocks = []
    for b in range(draw(st.integers(1, 3))):
        transfers = tuple(
            CreditTransfer(
                f"E{b}-{t}",
                Euro(draw(st.integers(1, 999_999_999_99))),
                draw(SEPA_TEXT),
                dutch_iban(draw(st.integers(0, 9_999_999_999))),
                draw(SEPA_TEXT),
                draw(st.sampled_from(["", "ABNANL2A"])),
                draw(ADDRESSES),
            )
            for t in range(draw(st.integers(1, 4)))
        )
        blocks.append(
            DebtorBlock(
                f"P{b}",
                draw(SEPA_TEXT),
                GOUDA,
                TODAY,
                transfers,
                "ABNANL2A",
                draw(ADDRESSES),
                draw(st.booleans()),
            )
        )
    return PaymentFile("MSG-1", NOW, draw(SEPA_TEXT), tuple(blocks))


def transfer(number: int = 1, **changes: object) -> CreditTransfer:
    plain = CreditTransfer(
        f"DECL-{number}", Euro(3420), "J. de Vries", dutch_iban(number), f"Declaratie {number}"
    )
    return dataclasses.replace(plain, **changes)  # type: ignore[arg-type]


def payment_file(*transfers: CreditTransfer, **changes: object) -> PaymentFile:
    block = dataclasses.replace(
        DebtorBlock("BATCH-1", "Gemeente Gouda", GOUDA, TODAY, transfers or (transfer(),)),
        **changes,  # type: ignore[arg-type]
    )
    return PaymentFile("MSG-1", NOW, "SSC Midden-Holland", (block,))


def codes(file: PaymentFile) -> list[tuple[str, str]]:
    return [(finding.code, finding.place) for finding in check_payment_file(file)]


@settings(max_examples=10, deadline=None)
@given(payment_files())
def test_what_is_written_is_read_back_to_the_last_fact(file: PaymentFile) -> None:
    assert not check_payment_file(file)
    assert read_payment_file(write_payment_file(file)) == file


@settings(max_examples=5, deadline=None)
@given(payment_files())
def test_the_same_file_gives_the_same_bytes(file: PaymentFile) -> None:
    assert write_payment_file(file) == write_payment_file(file)


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(shared_data("xsd/pain.001.001.09.xsd"))))


@settings(max_examples=10, deadline=None)
@given(file=payment_files())
def test_every_file_is_valid_against_the_standard(file: PaymentFile, schema: etree.XMLSchema) -> None:
    schema.assertValid(etree.fromstring(write_payment_file(file)))


def test_awkward_names_and_a_bank_that_is_not_named_are_valid_too(schema: etree.XMLSchema) -> None:
    file = payment_file(
        transfer(1, creditor="<script>alert('é')</script> & Søn", remittance="“Trein” € 12,50 " * 12),
        transfer(2, creditor="Ægir Þór " * 20, remittance=""),
    )
    document = etree.fromstring(write_payment_file(file))
    schema.assertValid(document)
    names = [e.text for e in document.iter("{*}Nm")]
    assert names[2] == "(script)alert('e')(/script) + Son"
    assert all(len(name or "") <= 70 for name in names)


def test_counts_and_control_sums_stand_in_the_header_and_in_each_block() -> None:
    big = Euro(999_999_999_99)
    first = DebtorBlock("A", "Gouda", GOUDA, TODAY, (transfer(1, amount=big), transfer(2, amount=Euro(1))))
    second = DebtorBlock("B", "Delft", DELFT, TODAY, (transfer(3, amount=Euro(10)),))
    document = etree.fromstring(write_payment_file(PaymentFile("M", NOW, "SSC", (first, second))))
    assert [e.text for e in document.iter("{*}NbOfTxs")] == ["3", "2", "1"]
    assert [e.text for e in document.iter("{*}CtrlSum")] == ["1000000000.10", "1000000000.00", "0.10"]
    assert [e.text for e in document.iter("{*}InstdAmt")] == ["999999999.99", "0.01", "0.10"]


def test_an_address_is_written_in_parts_and_never_as_lines() -> None:
    address = StructuredAddress("Gouda", "NL", "Markt", "1", "2801 JG")
    document = etree.fromstring(write_payment_file(payment_file(transfer(1, address=address))))
    postal = next(document.iter("{*}PstlAdr"))
    assert [(etree.QName(e).localname, e.text) for e in postal] == [
        ("StrtNm", "Markt"), ("BldgNb", "1"), ("PstCd", "2801 JG"), ("TwnNm", "Gouda"), ("Ctry", "NL"),
    ]  # fmt: skip
    assert not list(document.iter("{*}AdrLine"))


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (payment_file(transfer(1, amount=Euro(0))), ("sepa.amount", "blocks.0.transfers.0.amount")),
        (payment_file(transfer(1, amount=Euro(-5))), ("sepa.amount", "blocks.0.transfers.0.amount")),
        (payment_file(transfer(1, amount=Euro(10**11))), ("sepa.amount", "blocks.0.transfers.0.amount")),
        (payment_file(transfer(1, iban="NL92ABNA0417164300")), ("sepa.iban", "blocks.0.transfers.0.iban")),
        (payment_file(transfer(1, iban="TR330006100519786457841326")), ("sepa.iban", "blocks.0.transfers.0.iban")),
        (payment_file(iban="GB"), ("sepa.iban", "blocks.0.iban")),
        (payment_file(transfer(1, bic="abn")), ("sepa.bic", "blocks.0.transfers.0.bic")),
        (payment_file(transfer(1, creditor=" ")), ("sepa.name", "blocks.0.transfers.0.creditor")),
        (payment_file(transfer(1, creditor="Иван")), ("sepa.name", "blocks.0.transfers.0.creditor")),
        (payment_file(transfer(1), transfer(1)), ("sepa.duplicate_id", "blocks.0.transfers.1.end_to_end_id")),
        (payment_file(transfer(1, end_to_end_id="x" * 36)), ("sepa.id", "blocks.0.transfers.0.end_to_end_id")),
        (payment_file(transfer(1, end_to_end_id="a//b")), ("sepa.id", "blocks.0.transfers.0.end_to_end_id")),
        (payment_file(requested_on=date(2026, 11, 22)), ("sepa.day_passed", "blocks.0.requested_on")),
        (payment_file(address=StructuredAddress("", "NL")), ("sepa.address", "blocks.0.address")),
        (PaymentFile("M", NOW, "SSC", ()), ("sepa.empty", "blocks")),
        (payment_file(transfers=()), ("sepa.empty", "blocks.0.transfers")),
    ],
)  # fmt: skip
def test_what_may_not_be_sent_is_found_with_its_place_and_never_written(
    file: PaymentFile, expected: tuple[str, str]
) -> None:
    assert codes(file) == [expected]
    with pytest.raises(UnsoundPaymentFile) as refused:
        write_payment_file(file)
    assert [finding.code for finding in refused.value.findings] == [expected[0]]


def test_all_faults_are_told_at_once() -> None:
    file = payment_file(transfer(1, amount=Euro(0), iban="x"), transfer(1, creditor=""))
    assert [code for code, _ in codes(file)] == ["sepa.duplicate_id", "sepa.amount", "sepa.iban", "sepa.name"]


def test_a_long_text_is_warned_about_and_cut() -> None:
    file = payment_file(transfer(1, remittance="lang " * 40))
    (finding,) = check_payment_file(file)
    assert (finding.code, finding.severity) == ("sepa.shortened", Severity.WARNING)
    assert len(read_payment_file(write_payment_file(file)).blocks[0].transfers[0].remittance) <= 140


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("André Müller-Smet", "Andre Muller-Smet"),
        ("Straße 5 – Łódź", "Strasse 5 - Lodz"),
        ("Jansen & Zn.", "Jansen + Zn."),
        ("a_b;c@d", "a-b,c(at)d"),
        ("regel 1\r\nregel\t2", "regel 1 regel 2"),
        ("ĳsbaan", "ijsbaan"),
        ("鈴木", ".."),
    ],
)
def test_texts_are_carried_over_to_the_sepa_character_set(text: str, expected: str) -> None:
    assert to_sepa_text(text) == expected


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_any_text_ends_in_the_character_set_and_stays_there(text: str) -> None:
    once = to_sepa_text(text)
    assert ALLOWED.fullmatch(once)
    assert to_sepa_text(once) == once


@settings(max_examples=30)
@given(st.integers(0, 9_999_999_999), st.integers(4, 17), st.integers(1, 9))
def test_one_wrong_digit_never_passes_as_an_iban(account: int, position: int, step: int) -> None:
    iban = dutch_iban(account)
    assert is_iban(iban)
    assert is_sepa_iban(iban)
    position = max(position, 8)
    wrong = iban[:position] + str((int(iban[position]) + step) % 10) + iban[position + 1 :]
    assert not is_iban(wrong)


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        (b"<CtrlSum>34.20</CtrlSum><InitgPty>", b"<CtrlSum>34.21</CtrlSum><InitgPty>", "GrpHdr/CtrlSum"),
        (b"<NbOfTxs>1</NbOfTxs><CtrlSum>34.20</CtrlSum><PmtTpInf>", b"<NbOfTxs>2</NbOfTxs><CtrlSum>34.20</CtrlSum><PmtTpInf>", "PmtInf[1]/NbOfTxs"),
        (b'Ccy="EUR">34.20', b'Ccy="USD">34.20', "PmtInf[1]/CdtTrfTxInf[1]/Amt"),
        (b"<EndToEndId>DECL-1</EndToEndId>", b"", "PmtInf[1]/CdtTrfTxInf[1]/PmtId/EndToEndId"),
    ],
)  # fmt: skip
def test_a_file_that_was_changed_is_not_read_as_if_it_were_sound(
    before: bytes, after: bytes, place: str
) -> None:
    content = write_payment_file(payment_file())
    assert before in content
    with pytest.raises(UnreadablePaymentFile) as refused:
        read_payment_file(content.replace(before, after))
    assert place in [finding.place for finding in refused.value.findings]


def test_another_message_is_named() -> None:
    content = write_payment_file(payment_file()).replace(b"pain.001.001.09", b"pain.001.001.03")
    with pytest.raises(UnreadablePaymentFile, match=r"pain\.001\.001\.03"):
        read_payment_file(content)


@pytest.mark.parametrize(
    "written",
    [
        "NL52-INGB-0413-0604-89",
        "nl52 ingb 0413 0604 89",
        "IBAN: NL52 INGB 0413 0604 89",
        "NL52.INGB.0413.0604.89",
        "NL52\N{NO-BREAK SPACE}INGB\N{NARROW NO-BREAK SPACE}0413\N{EN DASH}0604\N{ZERO WIDTH SPACE}89\t",
        "\N{LEFT-TO-RIGHT MARK}NL52INGB0413060489\x00",
    ],
)
def test_an_account_is_one_account_however_it_is_spaced(written: str) -> None:
    assert bare_iban(written) == "NL52INGB0413060489"
    assert is_sepa_iban(bare_iban(written))


@settings(max_examples=50)
@given(st.text(max_size=60))
def test_what_is_bare_stays_so(text: str) -> None:
    assert bare_iban(bare_iban(text)) == bare_iban(text)


@pytest.mark.parametrize("bank", ["128", "167", "606", "875", "919"])
def test_sound_accounts_of_belgian_branches_are_sound(bank: str) -> None:
    number = f"{bank}1234567"
    national = f"{number}{int(number) % 97 or 97:02d}"
    digits = 98 - int(f"{national}{int('B', 36)}{int('E', 36)}00") % 97
    assert is_sepa_iban(f"BE{digits:02d}{national}")


def test_digits_of_another_script_are_no_account() -> None:
    assert not is_iban("NL\u0665\u0662INGB0413060489")


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("RF76 KL20417", "RF76KL20417"),
        ("rf76kl20417", "RF76KL20417"),
        ("RF77KL20417", ""),
        ("5260.4170.0000.0012", "5260417000000012"),
        ("6260417000000012", ""),
        ("1000000000000005", "1000000000000005"),  # ten becomes one
        ("0262417000000012", "0262417000000012"),  # eleven becomes nothing
        ("0000000000000000", ""),
        ("KL-20417", ""),
        ("", ""),
    ],
)
def test_a_structured_reference_is_known_by_its_check(text: str, reference: str) -> None:
    assert structured_reference(text) == reference


def test_a_structured_reference_goes_alone_with_who_issues_its_kind(schema: etree.XMLSchema) -> None:
    iso, dutch = transfer(1, reference="RF76KL20417"), transfer(2, reference="5260417000000012")
    content = write_payment_file(payment_file(iso, dutch, transfer(3)))
    schema.assertValid(etree.fromstring(content))
    assert [each.count(b"<Ustrd>") for each in content.split(b"<CdtTrfTxInf>")[1:]] == [0, 0, 1]
    assert (content.count(b"<Issr>ISO</Issr>"), content.count(b"<Issr>CUR</Issr>")) == (1, 1)
    (block,) = read_payment_file(content).blocks
    assert [(each.reference, each.remittance) for each in block.transfers] == [
        ("RF76KL20417", ""),
        ("5260417000000012", ""),
        ("", "Declaratie 3"),
    ]


def test_a_reference_whose_check_does_not_hold_stops_the_file() -> None:
    assert codes(payment_file(transfer(reference="RF77KL20417"))) == [
        ("sepa.reference", "blocks.0.transfers.0.reference")
    ]
