"""CSV as it comes from outside: opened one way, and no row lost without a word."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.formats.delimited import CsvFile, UnreadableCsv, open_csv
from bodemplaat.kernel import Finding

LIMIT = 10_000_000


def opened(content: str | bytes, max_bytes: int = LIMIT, **given: str) -> CsvFile:
    raw = content.encode() if isinstance(content, str) else content
    return open_csv(io.BytesIO(raw), max_bytes=max_bytes, **given)


def rows(content: str | bytes) -> list[list[str]]:
    return [found[1] for found in opened(content).rows() if not isinstance(found, Finding)]


def told(content: str | bytes) -> list[tuple[str, str]]:
    return [(found.code, found.place) for found in opened(content).rows() if isinstance(found, Finding)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_line_ends_of_all_three_kinds_are_read(end: str, last: bool) -> None:
    content = end.join(["a;b", "1;2", "3;4"]) + (end if last else "")
    assert rows(content) == [["1", "2"], ["3", "4"]]


@pytest.mark.parametrize("size", [1 << 16, (1 << 16) - 1, (1 << 16) + 1])
def test_a_line_end_of_two_signs_may_lie_over_the_border_of_two_pieces(size: int) -> None:
    content = "a;b\r\n" + "x" * (size - 8) + ";2\r\n3;4\r\n"
    assert [len(row) for row in rows(content)] == [2, 2]
    assert [found[0] for found in opened(content).rows() if not isinstance(found, Finding)] == [2, 3]


@pytest.mark.parametrize(
    ("head", "delimiter"),
    [("sep=;", ";"), ("SEP=,", ","), ('"sep=|"', "|"), ("sep=\t", "\t"), ("sep=;;;", ";")],
)
def test_the_line_with_which_excel_names_its_delimiter_is_no_row(head: str, delimiter: str) -> None:
    for mark in ("", "\ufeff"):
        content = f"{mark}{head}\r\na;b,c{delimiter}d\r\n1{delimiter}2\r\n"
        file = opened(content)
        assert (file.delimiter, file.head_line) == (delimiter, 2)
        assert list(file.rows()) == [(3, ["1", "2"])]


def test_a_column_called_sep_is_a_column() -> None:
    assert opened("sep;oct\n1;2\n").head == ("sep", "oct")


@pytest.mark.parametrize(
    "content",
    [
        'a;b\n1;"open\n2;x\n3;y\n',
        'a;b\n1;"open\n2;x "quoted"\n3;y\n',
        'a;b\n1;"open\n2;x 5"\n3;y\n',
        'a;b\n1;"open\n2;"x"\n3;y\n',
        'a;b\n1;"open\n2;""\n3;y\n',
        'a;b\r1;"open\r2;x\r3;y\r',
        'a;b\n"1;open\n2;x\n3;y\n',
    ],
)
def test_a_quotation_mark_that_is_not_closed_swallows_no_row(content: str) -> None:
    assert [row[0] for row in rows(content)] == ["1", "2", "3"]
    assert told(content)[0] == ("open_quote", "line 2")


def test_a_text_of_several_lines_stays_one_text() -> None:
    content = 'a;b\n1;"first\nsecond, with ""marks""\n\nlast"\n2;x\n'
    assert rows(content) == [["1", 'first\nsecond, with "marks"\n\nlast'], ["2", "x"]]
    assert told(content) == []
    assert opened('"long\nname";b\n1;2\n').head == ("long name", "b")


def test_a_row_whose_columns_cannot_be_told_apart_is_named_and_the_next_is_read() -> None:
    content = 'a;b;c\n1;"open\n2;x;y\n'
    assert rows(content) == [["2", "x", "y"]]
    assert told(content) == [("bad_row", "line 2")]


def test_a_long_text_that_never_ends_costs_one_row() -> None:
    content = 'a;b\n1;"open\n' + "2;x\n" * 100_000
    assert len(rows(content)) == 100_001
    assert told(content) == [("open_quote", "line 2")]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty"), (b"\n\n", "empty"), (b"sep=;\n", "empty"), ("a;b".encode("utf-16"), "utf16"), (b"x" * 3_000_000, "not_csv"), (b"a;b\n" * 300_000, "too_large")],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_words(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableCsv) as refused:
        list(opened(content, max_bytes=1_100_000).rows())
    assert refused.value.finding.code == code


CELL = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), max_size=12)


@given(
    st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=8),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(",;\t|"),
)
def test_what_is_written_in_order_comes_back_whole(
    table: list[tuple[str, str, str]], end: str, delimiter: str
) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(
        [("a", "b", "c"), *table]
    )
    found = opened(text.getvalue().encode(), delimiter=delimiter).rows(lambda cells: False)
    kept = [item[1] for item in found if not isinstance(item, Finding)]
    assert kept == [list(row) for row in table if any(row)]


def test_a_quotation_mark_left_open_in_the_last_row_is_told_too() -> None:
    content = 'case;note;at\n1;"two; words";2026-01-05\n2;"open;2026-01-06\n'
    found = list(opened(content).rows())
    assert [row for row in found if isinstance(row, tuple)] == [
        (2, ["1", "two; words", "2026-01-05"]),
        (3, ["2", "open", "2026-01-06"]),
    ]
    assert told(content) == [("open_quote", "line 3")]
    assert told(content.rstrip()) == [("open_quote", "line 3")]
    assert told('case;note\n1;"closed"') == []
