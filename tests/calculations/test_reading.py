"""A file with many mistakes: all are named at once, each with its line or cell, its field and its cure."""

import contextlib
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.calculations.file import values
from bodemplaat.calculations.file.days import Order
from bodemplaat.calculations.file.entry import Entry
from bodemplaat.calculations.file.files import InputFile
from bodemplaat.calculations.file.load import load
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.file.source import UnreadableModel
from bodemplaat.calculations.file.yaml_source import read_yaml
from bodemplaat.kernel import Euro
from bodemplaat.presentation.findings import told
from bodemplaat.presentation.voice import Voice


def reading(text: str) -> Reading:
    return Reading(read_yaml(text, "model.yaml"))


def found(reading: Reading) -> list[tuple[str, str, str]]:
    return [(f.code, f.place, str(f.values["field"])) for f in reading.findings]


def test_every_mistake_is_named_with_line_and_field_and_reading_goes_on() -> None:
    file = reading(
        "title: Proef\n"
        "amount: 12,345\n"
        "share: 150%\n"
        "kind: suporting\n"
        "lines:\n"
        "  - name: een\n"
        "    plan: tien\n"
        "  - twee\n"
        "  - {name: drie, plann: 3}\n"
        "extra: 1\n"
    )
    entry = file.entry()
    assert entry.text("title") == "Proef"
    entry.amount("amount")
    entry.ratio("share")
    entry.choice("kind", ["supporting", "service_giving"])
    entry.day("start")
    for item in entry.items("lines"):
        item.text("name")
        item.amount("plan")
        item.done()
    entry.done()
    assert found(file) == [
        ("model.two_readings", "model.yaml:2", "amount"),
        ("model.too_large", "model.yaml:3", "share"),
        ("model.choice", "model.yaml:4", "kind"),
        ("model.missing", "model.yaml:1", "start"),
        ("model.item", "model.yaml:8", "lines"),
        ("model.not_a_value", "model.yaml:7", "lines.0.plan"),
        ("model.missing", "model.yaml:9", "lines.2.plan"),
        ("model.unknown_field", "model.yaml:9", "lines.2.plann"),
        ("model.unknown_field", "model.yaml:10", "extra"),
    ]
    assert file.stops
    dutch = [Voice("nl")(told(finding)) for finding in file.findings]
    assert "supporting?" in dutch[2]
    assert "plan?" in dutch[7]
    assert dutch[0].startswith("model.yaml:2  amount: '12,345' betekent 12345")


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: 1\na: 2\n", "model.twice", "model.yaml:2"),
        ("a: &x 1\nb: *x\n", "model.alias", "model.yaml:2"),
        ("a: !!python/object/apply:os.system ['ls']\n", "model.tag", "model.yaml:1"),
        ("a: 1\n---\nb: 2\n", "model.documents", "model.yaml:2"),
        ("a: [1, 2\nb: 3\n", "model.broken_yaml", "model.yaml:2"),
        ("a: '\x00'\n", "model.broken_yaml", "model.yaml"),
        ("- a\n- b\n", "model.not_fields", "model.yaml"),
        ("", "model.not_fields", "model.yaml"),
        ("a: " + "[" * 60 + "]" * 60, "model.too_deep", "model.yaml:1"),
        ("? [a, b]\n: 1\n", "model.name", "model.yaml:1"),
    ],
)
def test_what_a_model_file_may_not_hold_is_refused_with_its_place(text: str, code: str, place: str) -> None:
    with pytest.raises(UnreadableModel) as refused:
        read_yaml(text, "model.yaml")
    finding = refused.value.findings[0]
    assert (finding.code, finding.place) == (code, place)


def test_a_billion_laughs_does_not_even_start() -> None:
    lines = ["a0: &a0 [ha, ha]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    with pytest.raises(UnreadableModel):
        read_yaml("\n".join(lines), "model.yaml")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("€ 1.234.567,89", "1234567.89"),
        ("1 234 567.89", "1234567.89"),
        ("1_000", "1000"),
        ("-20", "-20"),
        ("0,05", "0.05"),
    ],
)
def test_amounts_in_notations_that_cannot_be_misread(text: str, amount: str) -> None:
    assert values.as_amount(text) == Euro.of(amount)


@pytest.mark.parametrize(
    "text", ["1.234", "1,234", "12,3,4", "tien", "", "1e999", "NaN", "0x10", "1" * 50, "--5"]
)
def test_amounts_that_could_be_misread_are_refused(text: str) -> None:
    with pytest.raises(values.NotAValue):
        values.as_amount(text)


@given(st.integers(-(10**12), 10**12))
def test_any_amount_reads_back_from_how_dutch_and_standards_write_it(cents: int) -> None:
    amount = Euro(cents)
    assert values.as_amount(str(amount)) == amount
    dutch = Voice("nl").amount(amount).replace("−", "-").replace(" ", " ").replace("€ -", "-")
    assert values.as_amount(dutch) == amount


def test_other_kinds_of_values() -> None:
    assert values.as_ratio("35%") == values.as_ratio("0.35") == values.as_ratio("35 %") == Decimal("0.35")
    assert values.as_day("2026-07-01") == values.as_day("1-7-2026", Order.DAY_FIRST) == date(2026, 7, 1)
    assert values.as_yes_or_no("ja")
    assert not values.as_yes_or_no("No")
    assert values.as_count("12") == 12
    for read, text in ((values.as_day, "31-2-2026"), (values.as_count, "1.5"), (values.as_yes_or_no, "soms")):
        with pytest.raises(values.NotAValue):
            read(text)


def test_a_float_is_never_made_of_a_figure() -> None:
    entry = reading("price: 0.1\nhours: 1e-2\n").entry()
    assert entry.number("price") == Decimal("0.1")
    assert Fraction(entry.number("hours")) == Fraction(1, 100)


def test_assumptions_and_sources_are_collected_wherever_they_stand() -> None:
    file = reading(
        "assumptions: [alles is verzonnen]\n"
        "sources:\n  - {text: begroting, about: kosten}\n"
        "rent: {value: 100, source: huurcontract}\n"
        "lines:\n  - {name: ICT, amount: 3, assumption: geschat}\n"
    )
    entry = file.entry()
    assert entry.amount("rent") == Euro.of(100)
    for item in entry.items("lines"):
        item.text("name")
        item.amount("amount")
        item.done()
    entry.done()
    assert not file.findings
    assert [(r.kind, r.about, r.text) for r in file.remarks] == [
        ("assumption", "", "alles is verzonnen"),
        ("source", "kosten", "begroting"),
        ("source", "rent", "huurcontract"),
        ("assumption", "ICT", "geschat"),
    ]


def test_one_file_may_hold_the_blocks_of_several_commands() -> None:
    text = "title: T\nbest:\n  a: 1\nother:\n  b: 2\n"
    file = reading(text)
    entry = file.entry("best", ("other",))
    assert entry.parent is not None
    assert (entry.parent.text("title"), entry.count("a")) == ("T", 1)
    entry.done()
    assert not file.findings
    with pytest.raises(UnreadableModel, match="third"):
        reading(text).entry("third", ("best", "other"))


def test_an_engine_s_finding_gets_the_line_it_is_about() -> None:
    file = reading("centres:\n  - {name: ICT}\n  - name: Post\n    driver: x\n")
    assert str(file.locate(["centres", "Post"])) == "model.yaml:3"
    assert str(file.locate(["centres", "1", "driver"])) == "model.yaml:4"
    assert str(file.locate(["centres", "Niet"])) == "model.yaml:1"


def test_a_list_may_be_written_as_names_with_fields_under_them() -> None:
    def names(entry: Entry) -> list[tuple[str, str]]:
        return [(item.text("name"), item.text("unit")) for item in entry.items("services")]

    listed = reading("services:\n  - {name: A, unit: x}\n  - {name: B, unit: y}\n").entry()
    named = reading("services:\n  A: {unit: x}\n  B: {unit: y}\n").entry()
    assert names(listed) == names(named) == [("A", "x"), ("B", "y")]


def test_a_model_for_another_command_is_called_that() -> None:
    file = reading("title: T\nparticipants: []\nkeys: []\nfigures: []\ncosts: []\n")
    entry = file.entry()
    entry.text("title")
    entry.items("costs")
    entry.done()
    assert "model.other_command" in [finding.code for finding in file.findings]


def test_what_lies_beyond_a_limit_or_is_missing_stands_in_as_something_that_can_be_read_on_with() -> None:
    file = reading("year: 0\nshare: 300%\n")
    entry = file.entry()
    assert entry.count("year", least=1900, most=2200) == 1900
    assert entry.ratio("share") == 1
    assert entry.count("other", least=1900) == 1900
    assert [code for code, *_ in found(file)] == ["model.too_small", "model.too_large", "model.missing"]


@given(st.text(max_size=40) | st.text(alphabet="ab:-[]{}'\"\n &*!|>#,?%@`\t~<", max_size=40))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    with contextlib.suppress(UnreadableModel):
        read_yaml(text, "model.yaml")


@given(st.text(max_size=30) | st.text(alphabet="0123456789.,-+eE%€ _/", max_size=30))
def test_any_value_is_read_or_refused_in_words(text: str) -> None:
    for read in (values.as_amount, values.as_count, values.as_day, values.as_decimal, values.as_ratio):
        with contextlib.suppress(values.NotAValue):
            read(text)


@pytest.mark.parametrize(
    ("second", "by", "found_at"),
    [
        ("{name: Inkoop, plan: 2}", ("name",), "model.yaml:3"),
        ("{name: ' inkoop ', plan: 2}", (), "model.yaml:3"),
        ("{name: INKOOP, plan: 2}", ("name",), "model.yaml:3"),
        ("{name: Inkoop, plan: 2, since: 01-07-2026}", ("name", "since"), "model.yaml:3"),
        ("{name: Inkoop, plan: 2, since: 2026-07-02}", ("name", "since"), ""),
        ("{name: Inkoop 2, plan: 2}", ("name",), ""),
    ],
)
def test_a_name_that_stands_twice_is_refused_by_line(second: str, by: tuple[str, ...], found_at: str) -> None:
    file = reading(f"lines:\n  - {{name: Inkoop, plan: 1, since: 2026-07-01}}\n  - {second}\n")
    file.entry().items("lines", by=by)
    twice = [place for code, place, _ in found(file) if code == "model.stands_twice"]
    assert twice == ([found_at] if found_at else [])


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("services.0.price.value", "services “Payroll”, price"),
        ("services.0.tariffs.1.weight", "services “Payroll”, tariffs 2, weight"),
        ("services.1.price", "services “Twice” (2), price"),
        ("services.3", "services 4"),
        ("services.Payroll.price", "services “Payroll”, price"),
        ("figures.inhabitants.A", "figures, inhabitants, A"),
        ("nowhere.0.at_all", "nowhere, 0, at_all"),
    ],
)
def test_a_field_is_told_by_name_and_counted_from_one(path: str, words: str) -> None:
    file = reading(
        "services:\n  - {name: Payroll, price: {value: 1}, tariffs: [{a: 1}, {weight: 2}]}\n"
        "  - {name: Twice, price: 2}\n  - {name: Twice, price: 3}\n  - {price: 4}\n"
        "figures: {inhabitants: {A: 3}}\n"
    )
    assert file.in_words(path.split(".")) == words


def test_a_finding_of_an_item_names_the_item() -> None:
    file = reading("services:\n  - {name: Payroll, price: much}\n  - {price: 2, prize: 3}\n")
    for item in file.entry().items("services"):
        item.amount("price")
        item.done()
    shown = [Voice("en")(told(finding)) for finding in file.findings]
    assert any(line.startswith("model.yaml:2  services “Payroll”, price: ") for line in shown)
    assert any(line.startswith("model.yaml:3  services 2, prize: ") for line in shown)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("figures: {A: 100, B: 3.750,5}\n", "'3.750,5' between braces is cut at its comma"),
        ("cost: {name: Rent, budget: 1.000,00}\n", "'1.000,00' between braces is cut at its comma"),
        ("cost: {budget: 884.000,50 €, name: Rent}\n", "'884.000,50 €' between braces is cut at its comma"),
        ("flows: {amounts: 0,0,0, kind: other}\n", "write [0, 0, 0] if these are several"),
        ("flows: {amounts: -100,240,-144}\n", "write [-100, 240, -144] if these are several"),
    ],
)
def test_a_figure_that_yaml_cuts_at_its_comma_is_told_whole_and_alone(text: str, words: str) -> None:
    with pytest.raises(UnreadableModel) as refused:
        read_yaml(text, "m.yaml")
    (finding,) = refused.value.findings
    assert words in finding.render()


@pytest.mark.parametrize(
    "line",
    [
        "rent: {budget: 3.750,5, year: 2026}",
        "rent: {year: 2026, budget: 0,0,0}",
        "rent: {year: 2026, budget: 12,5 €}",
    ],
)
def test_a_figure_that_yaml_cuts_hides_no_other_mistake_and_is_told_once(line: str) -> None:
    file = load(InputFile("m.yaml", f"{line}\ntotal: much\nstrange: 1\ntotal: 5\n".encode()))
    whole = file.entry()
    rent = whole.block("rent")
    assert rent.amount("budget") == Euro(0)
    assert rent.count("year") == 2026
    rent.done()
    whole.amount("total")
    whole.done()
    assert sorted((finding.place, finding.code) for finding in file.findings) == [
        ("m.yaml:1", "model.cut"),
        ("m.yaml:2", "model.not_a_value"),
        ("m.yaml:3", "model.unknown_field"),
        ("m.yaml:4", "model.twice"),
    ]
    assert file.stops


def test_a_list_of_figures_of_which_one_is_cut_is_told_once() -> None:
    file = load(InputFile("m.yaml", b"flows: {amounts: -100,240,-144, kind: other}\n"))
    flows = file.entry().block("flows")
    assert flows.figures("amounts", values.as_amount, Euro(7)) == (Euro(7),)
    assert [finding.code for finding in file.findings] == ["model.cut"]


def test_a_field_between_braces_may_be_empty() -> None:
    entry = reading("figures: {A: 400, B: , C: 1}\n").entry().block("figures")
    assert entry.names == ("A", "B", "C")


@pytest.mark.parametrize("written", ["0,0,0", "'0,0,0'", "0; 0; 0"])
def test_several_figures_in_one_text_are_told_how_to_write_as_a_list(written: str) -> None:
    file = reading(f"flows: {written}\n")
    file.entry().figures("flows", values.as_amount, Euro(0))
    (finding,) = file.findings
    assert "write them as a list, [0, 0, 0]" in finding.render()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty. Choose the file again."),
        (b"  \n\n", "The file is empty. Choose the file again."),
        (b"hello there\n", "This is called a workbook and holds plain text"),
        (b"a: [1\nb: 2\n", "This is called a workbook and holds plain text"),
    ],
)
@pytest.mark.parametrize("name", ["m.xlsx", "M.XLSX", "m.ods"])
def test_what_is_called_a_workbook_and_is_none_is_told_so(content: bytes, words: str, name: str) -> None:
    with pytest.raises(UnreadableModel) as refused:
        load(InputFile(name, content))
    (finding,) = refused.value.findings
    assert words in finding.render()
