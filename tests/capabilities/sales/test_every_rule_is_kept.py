"""Whatever we let out is judged sound by the same rules that judge what comes in, and read back as the same value."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.capabilities.sales.selling import CUSTOMER, LINE, OWN

from bodemplaat.capabilities.sales.reckoning.building import invoice_of
from bodemplaat.capabilities.sales.reckoning.checking import UNITS, check_draft, check_sale
from bodemplaat.capabilities.sales.reckoning.tidying import tidied
from bodemplaat.capabilities.sales.values import SalesContent, SalesLine
from bodemplaat.formats.invoices import judge_invoice, read_invoice, write_ubl

pytest.importorskip("saxonche")
ON = date(2026, 11, 23)
NOBODY = UUID(int=0)
RATES = {"S": ("21", "9"), "Z": ("0",), "E": ("0",), "AE": ("0",), "O": (None,)}
TEXTS = st.text(min_size=1, max_size=40).map(str.strip).filter(bool)


@st.composite
def contents(draw: st.DrawFn) -> SalesContent:
    """Any invoice of ours, some of which cannot go out."""
    categories = draw(st.sampled_from([("O",), ("S",), ("S", "Z", "E", "AE"), ("E",), ("AE",), ("Z", "S")]))
    reason = draw(TEXTS)
    lines = []
    for _ in range(draw(st.integers(1, 5))):
        category = draw(st.sampled_from(categories))
        rate = draw(st.sampled_from(RATES[category]))
        lines.append(
            SalesLine(
                draw(TEXTS),
                Decimal(draw(st.integers(-20_000, 90_000))).scaleb(-draw(st.integers(0, 4))),
                Decimal(draw(st.integers(0, 999_999))).scaleb(-draw(st.integers(0, 4))),
                category,
                None if rate is None else Decimal(rate),
                draw(st.sampled_from(list(UNITS))),
                reason if category in ("E", "O") else "",
            )
        )
    first = draw(st.sampled_from([None, date(2026, 10, 1)]))
    return SalesContent(
        NOBODY,
        tuple(lines),
        draw(st.sampled_from(["", "KP-1200"])),
        draw(st.sampled_from(["B-88", ""])),
        draw(st.sampled_from(["", "C-7"])),
        draw(st.sampled_from(["", "Dank u wel & tot ziens <3"])),
        first,
        first and date(2026, 10, 31),
    )


@given(content=contents(), is_credit=st.booleans(), has_kvk=st.booleans())
@settings(deadline=None, max_examples=60)
def test_what_passes_our_checks_passes_every_rule(
    content: SalesContent, is_credit: bool, has_kvk: bool
) -> None:
    content = tidied(content)
    customer = replace(CUSTOMER, kvk="87654321" if has_kvk else "")
    if check_draft(content) or check_sale(content, OWN, customer, on=ON):
        return
    says = invoice_of(
        content, OWN, customer, number="2026-00001", issued=ON, credited="2026-00000" if is_credit else None
    )
    written = write_ubl(says)
    assert read_invoice(written).invoice == says
    judged = judge_invoice(written)
    assert [(each.code, str(each.place)) for each in judged.findings] == []
    assert judged.is_sound


@pytest.mark.parametrize("category", RATES)
@pytest.mark.parametrize("credited", [None, "2026-00001"])
def test_each_category_goes_out_sound(category: str, credited: str | None) -> None:
    """Not by chance: of each category an invoice and a credit note."""
    rate = RATES[category][0]
    lines = tuple(
        replace(
            LINE,
            category=category,
            rate=None if rate is None else Decimal(rate),
            reason="Vrijgesteld" if category in "EO" else "",
        )
        for _ in range(2)
    )
    content = SalesContent(NOBODY, lines, "KP-1200")
    assert check_sale(content, OWN, CUSTOMER, on=ON) == ()
    judged = judge_invoice(
        write_ubl(invoice_of(content, OWN, CUSTOMER, number="2026-00002", issued=ON, credited=credited))
    )
    assert judged.is_sound
    assert judged.findings == ()


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((LINE, replace(LINE, category="O", rate=None, reason="x")), "sale.mixed"),
        ((replace(LINE, category="E", rate=Decimal(0)),), "sale.no_reason"),
        ((replace(LINE, rate=Decimal(19)),), "sale.rate"),
        ((replace(LINE, rate=None),), "sale.rate"),
        ((replace(LINE, category="Z", rate=Decimal(21)),), "sale.rate"),
        ((replace(LINE, category="K", rate=Decimal(0)),), "sale.rate"),
        ((replace(LINE, quantity=Decimal(0)),), "sale.quantity"),
        ((replace(LINE, quantity=Decimal(-1)),), "sale.below_nought"),
        ((replace(LINE, price=Decimal("-1")),), "sale.price"),
        ((replace(LINE, price=Decimal("NaN")),), "sale.price"),
        ((replace(LINE, name=""),), "sale.name"),
        ((replace(LINE, unit="ZZZ"),), "sale.unit"),
        ((), "sale.no_lines"),
        (
            (
                replace(LINE, category="E", rate=Decimal(0), reason="a"),
                replace(LINE, category="E", rate=Decimal(0), reason="b"),
            ),
            "sale.reasons",
        ),
    ],
)
def test_what_a_rule_would_refuse_is_told_before(lines: tuple[SalesLine, ...], code: str) -> None:
    content = SalesContent(NOBODY, lines, "KP-1200")
    assert code in [each.code for each in check_sale(content, OWN, CUSTOMER, on=ON)]
