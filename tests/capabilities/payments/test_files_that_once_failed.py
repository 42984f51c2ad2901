"""Statements that once failed, filled in from a batch that was really released, and variants of each kind."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from tests.capabilities.payments.answers import answer
from tests.capabilities.payments.bank import all_paid
from tests.capabilities.payments.world import LATER, NEDERLEK, TOMORROW, Cooperation, Ear, cooperation
from tests.shared_data import shared_input

from bodemplaat.capabilities.payments import api as payments
from bodemplaat.capabilities.payments.api import StatementOutcome, UnusableStatement
from bodemplaat.formats.sepa import PaymentFile, read_payment_file
from bodemplaat.kernel import Euro, Severity

AT = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
AMOUNTS = ("34.20", "1.00", "7.05")


@dataclass
class Sent:
    """A batch of three payments that was released, and the way to fill a file in from it."""

    k5: Cooperation
    file: bytes

    @property
    def told(self) -> PaymentFile:
        return read_payment_file(self.file)

    def fill(self, name: str, *, opening: str = "1000.00", undone: bool = False) -> str:
        """The shared file with every gap filled in."""
        (block,) = self.told.blocks
        total = sum((transfer.amount for transfer in block.transfers), Euro(0))
        start = Euro.of(opening)
        one = block.transfers[0].amount
        values = {
            "IBAN": NEDERLEK,
            "DAY": TOMORROW.isoformat(),
            "PMTINF": block.payment_id,
            "TOTAL": _plain(total),
            "OPENING": opening,
            "CLOSING": _plain(start + total if undone else start - total),
            "1000+A1": _plain(start + one),
        }
        for i, transfer in enumerate(block.transfers, start=1):
            values[f"E2E{i}"], values[f"A{i}"] = transfer.end_to_end_id, _plain(transfer.amount)
        text = shared_input(f"camt-{name}.xml").read_text()
        declaration, _, rest = text.partition("<Document")
        comment_free = re.sub(r"<!--.*?-->", "", declaration, flags=re.S) + "<Document" + rest
        return re.sub(r"\{([^}]+)\}", lambda gap: values[gap[1]], comment_free)

    def hand_in(self, content: str | bytes) -> StatementOutcome:
        content = content.encode() if isinstance(content, str) else content
        return payments.upload_statement(actor=self.k5.anna, name="afschrift.xml", content=content, at=AT)

    @property
    def states(self) -> dict[str, int]:
        return dict(payments.batches(actor=self.k5.anna)[0].states)

    @property
    def whys(self) -> list[str]:
        return [each.why for each in payments.unknown_entries(actor=self.k5.anna).entries]


def _plain(amount: Euro) -> str:
    return f"{amount.cents // 100}.{amount.cents % 100:02d}"


@pytest.fixture
def three(k5: Cooperation) -> Sent:
    k5.owe("Nederlek", *AMOUNTS)
    return Sent(k5, k5.release(k5.make()))


def no_batch(text: str) -> str:
    return re.sub(r"<Btch>.*?</Btch>", "", text)


def message_instead(message: str) -> Callable[[str], str]:
    return lambda text: re.sub(r"<PmtInfId>[^<]*</PmtInfId>", f"<MsgId>{message}</MsgId>", text)


def test_details_without_references_pay_the_batch(three: Sent) -> None:
    outcome = three.hand_in(three.fill("batch-details-without-references"))
    assert (outcome.paid, outcome.unknown) == (3, 0)
    assert three.states == {"paid": 3}


@pytest.mark.parametrize("variant", ["no batch element", "message instead", "not provided", "nothing named"])
def test_details_without_references_of_other_shapes_pay_it_too(three: Sent, variant: str) -> None:
    text = three.fill("batch-details-without-references")
    text = {
        "no batch element": no_batch(text),
        "message instead": re.sub(
            r"<PmtInfId>[^<]*</PmtInfId>", f"<MsgId>{three.told.message_id}</MsgId>", text
        ),
        "not provided": text.replace(
            "</PmtInfId></Refs>", "</PmtInfId><EndToEndId>NOTPROVIDED</EndToEndId></Refs>"
        ),
        "nothing named": re.sub(r"<Refs>.*?</Refs>", "", no_batch(text)),
    }[variant]
    assert (three.hand_in(text).paid, three.states) == (3, {"paid": 3})


def test_the_details_of_another_sum_pay_nothing_and_say_why(three: Sent) -> None:
    text = three.fill("batch-details-without-references")
    outcome = three.hand_in(
        text.replace(">7.05<", ">7.15<").replace(">42.25<", ">42.35<").replace("957.75", "957.65")
    )
    assert (outcome.paid, outcome.unknown) == (2, 1)
    assert three.states == {"paid": 2, "released": 1}
    assert len(three.whys) == 1


@pytest.mark.parametrize("variant", ["as sent", "no mark of undoing", "message instead", "batch in words"])
def test_a_batch_that_is_undone_comes_back(three: Sent, ear: Ear, variant: str) -> None:
    assert three.hand_in(all_paid(three.file, [NEDERLEK])).paid == 3
    text = three.fill("batch-reversed", undone=True)
    (block,) = three.told.blocks
    text = {
        "as sent": text,
        "no mark of undoing": text.replace("<RvslInd>true</RvslInd>", ""),
        "message instead": re.sub(
            r"<PmtInfId>[^<]*</PmtInfId>", f"<MsgId>{three.told.message_id}</MsgId>", text
        ),
        "batch in words": re.sub(
            r"<NtryDtls>.*?</NtryDtls>", f"<AddtlNtryInf>STORNO {block.payment_id}</AddtlNtryInf>", text
        ),
    }[variant]
    outcome = three.hand_in(text)
    assert (outcome.returned, outcome.unknown) == (3, 0)
    assert three.states == {"returned": 3}
    assert len(ear.heard_returned) == 3


@pytest.mark.parametrize("day_at_a_time", [True, False])
@pytest.mark.parametrize("reference", ["NONREF", "NOTPROVIDED", " nonref ", ""])
def test_two_equal_amounts_without_a_reference_are_two(
    three: Sent, reference: str, day_at_a_time: bool
) -> None:
    texts = [three.fill(f"no-reference-{n}") for n in (1, 2)]
    reference_of = f"<AcctSvcrRef>{reference}</AcctSvcrRef>" if reference else ""
    texts = [text.replace("<AcctSvcrRef>NONREF</AcctSvcrRef>", reference_of) for text in texts]
    if not day_at_a_time:
        head, _, rest = texts[0].partition("<Stmt>")
        second = texts[1][texts[1].index("<Stmt>") : texts[1].index("</Stmt>") + len("</Stmt>")]
        texts = [f"{head}{second}<Stmt>{rest}"]
    assert sum(three.hand_in(text).unknown for text in texts) == 2
    assert payments.unknown_entries(actor=three.k5.anna).count == 2
    assert three.hand_in(texts[0]).already_read


def test_a_statement_of_another_account_is_passed_by_and_named(three: Sent) -> None:
    text = three.fill("other-account-too")
    outcome = three.hand_in(text)
    assert outcome.accounts == (NEDERLEK,)
    (finding,) = outcome.findings
    assert (finding.severity, finding.values["iban"]) == (Severity.WARNING, "NL69BNGH0285999999")


@pytest.mark.parametrize("variant", ["stranger first", "stranger without sums", "stranger not in euro"])
def test_what_a_stranger_s_statement_lacks_stops_no_other(three: Sent, variant: str) -> None:
    text = three.fill("other-account-too")
    first, second = re.findall(r"<Stmt>.*?</Stmt>", text, flags=re.S)
    told = {
        "stranger first": text.replace(first, "@").replace(second, first).replace("@", second),
        "stranger without sums": text.replace(second, second.replace("50.00", "49.00", 1)),
        "stranger not in euro": text.replace(second, second.replace("EUR", "USD")),
    }[variant]
    outcome = three.hand_in(told)
    assert outcome.accounts == (NEDERLEK,)
    assert "payments.other_account" in [finding.code for finding in outcome.findings]


@pytest.mark.parametrize("told_as", ["original direction", "batch", "two details"])
def test_a_reversal_in_the_original_direction_is_told_or_returned(
    three: Sent, ear: Ear, told_as: str
) -> None:
    assert three.hand_in(all_paid(three.file, [NEDERLEK])).paid == 3
    (block,) = three.told.blocks
    text = three.fill("reversal-in-original-direction")
    expected = 1
    if told_as == "batch":
        one, total = (
            _plain(block.transfers[0].amount),
            _plain(sum((t.amount for t in block.transfers), Euro(0))),
        )
        text = re.sub(
            r"<TxDtls>.*?</TxDtls>", f"<Btch><PmtInfId>{block.payment_id}</PmtInfId></Btch>", text
        ).replace(f">{one}<", f">{total}<")
        text = text.replace(
            _plain(Euro.of("1000.00") + Euro.of(one)), _plain(Euro.of("1000.00") + Euro.of(total))
        )
        expected = 3
    if told_as == "two details":
        first, second = block.transfers[:2]
        both = first.amount + second.amount
        details = "".join(
            f'<TxDtls><Refs><EndToEndId>{t.end_to_end_id}</EndToEndId></Refs><Amt Ccy="EUR">{_plain(t.amount)}</Amt>'
            "<CdtDbtInd>DBIT</CdtDbtInd></TxDtls>"
            for t in (first, second)
        )
        text = re.sub(r"<TxDtls>.*?</TxDtls>", details, text)
        text = re.sub(r'(<Ntry><Amt Ccy="EUR">)[^<]*', rf"\g<1>{_plain(both)}", text)
        text = text.replace(_plain(Euro.of("1000.00") + first.amount), _plain(Euro.of("1000.00") + both))
        expected = 2
    outcome = three.hand_in(text)
    assert (outcome.returned, outcome.unknown) == (expected, 0)
    assert three.states.get("returned") == len(ear.heard_returned) == expected


@pytest.fixture
def bng(db: None) -> Cooperation:
    return cooperation(accounts={"Nederlek": "NL34BNGH0285000001"})


@pytest.mark.parametrize("variant", ["as sent", "pages turned", "no numbers", "three pages"])
def test_pages_with_one_name_are_all_read(bng: Cooperation, variant: str) -> None:
    text = shared_input("camt-two-pages-one-id.xml").read_text()
    first, second = re.findall(r"<Stmt>.*?</Stmt>", text, flags=re.S)
    third = (
        (
            second.replace(">1030.00<", ">1060.00<")
            .replace(">1010.00<", ">1030.00<")
            .replace(">20.00<", ">30.00<")
        )
        .replace(">P2<", ">P3<")
        .replace("<PgNb>2<", "<PgNb>3<")
    )
    told = {
        "as sent": text,
        "pages turned": text.replace(first, "@").replace(second, first).replace("@", second),
        "no numbers": re.sub(r"<StmtPgntn>.*?</StmtPgntn>|<ElctrncSeqNb>\d+</ElctrncSeqNb>", "", text),
        "three pages": text.replace(
            second,
            second.replace("CLBD", "ITBD").replace("<LastPgInd>true", "<LastPgInd>false") + third,
        ),
    }[variant]
    amounts = 3 if variant == "three pages" else 2
    outcome = Sent(bng, b"").hand_in(told)
    assert (outcome.entries, outcome.unknown) == (amounts, amounts)
    assert not outcome.findings
    assert Sent(bng, b"").hand_in(told).already_read


@pytest.mark.parametrize("variant", ["as sent", "days turned", "a day between without entries"])
def test_balances_of_every_day_are_read(three: Sent, variant: str) -> None:
    text = three.fill("balances-per-day")
    balances = re.findall(r"<Bal>.*?</Bal>", text, flags=re.S)
    assert len(balances) == 4
    told = {
        "as sent": text,
        "days turned": text.replace("".join(balances), "".join(balances[2:] + balances[:2])),
        "a day between without entries": text.replace("2026-11-26", "2026-11-25"),
    }[variant]
    outcome = three.hand_in(told)
    assert (outcome.entries, outcome.unknown_total) == (2, Euro.of("30.00"))


def test_balances_of_every_day_that_do_not_follow_are_refused(three: Sent) -> None:
    text = three.fill("balances-per-day")
    with pytest.raises(UnusableStatement):
        three.hand_in(text.replace(">1030.00<", ">1031.00<"))


def test_the_banks_answer_in_a_zip_is_read(three: Sent) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("antwoord.xml", answer(three.file, "RJCT"))
    assert payments.is_answer(out.getvalue())
    outcome = payments.upload_status_report(
        actor=three.k5.anna, name="antwoord.zip", content=out.getvalue(), at=LATER + timedelta(hours=1)
    )
    assert (outcome.status, outcome.refused) == ("RJCT", 3)


def test_the_day_after_pages_in_another_order_follows_on_the_last_page(bng: Cooperation) -> None:
    text = shared_input("camt-two-pages-one-id.xml").read_text()
    first, second = re.findall(r"<Stmt>.*?</Stmt>", text, flags=re.S)
    sent = Sent(bng, b"")
    sent.hand_in(text.replace(first, "@").replace(second, first).replace("@", second))
    next_day = (
        second.replace("2026-331", "2026-332").replace(">331<", ">332<").replace("2026-11-27", "2026-11-28")
    )
    next_day = (
        next_day.replace(">1030.00<", ">1050.00<").replace(">1010.00<", ">1030.00<").replace("ITBD", "OPBD")
    )
    next_day = re.sub(r"<StmtPgntn>.*?</StmtPgntn>", "", next_day).replace(">P2<", ">P3<")
    assert not sent.hand_in(text.replace(first, "").replace(second, next_day)).findings


def test_a_zip_of_an_answer_and_something_else_is_refused(three: Sent) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("antwoord.xml", answer(three.file, "RJCT"))
        packed.writestr("afschrift.xml", all_paid(three.file, [NEDERLEK]))
    with pytest.raises(UnusableStatement, match="by itself"):
        payments.upload_status_report(
            actor=three.k5.anna, name="antwoord.zip", content=out.getvalue(), at=LATER
        )
    assert three.states == {"released": 3}


@pytest.mark.parametrize("reference", ["NOTPROVIDED", ""])
def test_an_amount_without_a_reference_is_not_told_to_have_a_wrong_one(three: Sent, reference: str) -> None:
    ids = f"<NtryDtls><TxDtls><Refs><EndToEndId>{reference}</EndToEndId></Refs></TxDtls></NtryDtls>"
    text = three.fill("no-reference-1")
    text = text.replace("</Ntry>", f"{ids}</Ntry>") if reference else text
    assert three.hand_in(text).unknown == 1
    assert three.whys == ["It names no payment: the bank gives no reference with it."]


def test_an_amount_with_a_stranger_s_reference_is_told_so(three: Sent) -> None:
    ids = "<NtryDtls><TxDtls><Refs><EndToEndId>FACTUUR 12</EndToEndId></Refs></TxDtls></NtryDtls>"
    assert three.hand_in(three.fill("no-reference-1").replace("</Ntry>", f"{ids}</Ntry>")).unknown == 1
    assert three.whys == ["No payment of ours carries this reference."]
