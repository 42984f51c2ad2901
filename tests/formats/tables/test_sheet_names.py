"""Sheets have names that a spreadsheet allows and that a reader understands."""

import io

import xlsxwriter
from hypothesis import example, given
from hypothesis import strategies as st

from bodemplaat.formats.tables import sheet_names


def test_a_long_title_ends_at_a_word() -> None:
    title = "Correctie op kwartaal 3 van 2026, per zaak"
    assert sheet_names([title, title]) == ["Correctie op kwartaal 3 van", "Correctie op kwartaal 3 van 2"]


def test_one_long_word_is_cut_and_a_title_without_letters_has_a_name() -> None:
    assert sheet_names(["Dienstverleningsovereenkomstonderdelen", "[/]"]) == [
        "Dienstverleningsovereenkomstond",
        "1",
    ]


@given(titles=st.lists(st.text(max_size=60), min_size=1, max_size=8))
@example(["0" * 18 + "\U00010000" * 7])
def test_a_workbook_takes_every_name(titles: list[str]) -> None:
    taken = ["Samenvatting"]
    names = sheet_names(titles, taken)
    assert len(names) == len(titles)
    book = xlsxwriter.Workbook(io.BytesIO())
    for name in taken + names:
        book.add_worksheet(name)
