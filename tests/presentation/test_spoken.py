"""A report holds marked texts and plain data: the first are translated and filled, the second shown as they are."""

from datetime import datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation

from bodemplaat.kernel import Euro, Finding, say
from bodemplaat.presentation.findings import place, told
from bodemplaat.presentation.report import Column, KeyFigure, Live, Paragraph, Picture, Remark, Report, Table
from bodemplaat.presentation.spoken import in_words, spoken
from bodemplaat.presentation.values import (
    Capital,
    Chance,
    Literal,
    Moment,
    Month,
    Number,
    Percent,
    Weekday,
    joined,
)
from bodemplaat.presentation.voice import Voice

DUTCH, ENGLISH = Voice("nl"), Voice("en")


def a_report() -> Report:
    """A cooperation whose services are called like titles of ours."""
    table = Table(
        "services",
        say("Service"),
        (Column("name", say("Service")), Column("cost", "Total", unit=say("days"))),
        [("Total", Euro(100)), ("Summary", Live(say("none"), "={cost}")), (say("Together"), None)],
        note=say("{name} and {count} more", name="Plan", count=1234),
        total_label=say("Total"),
    )
    return Report(
        "Plan",
        lead=joined((say("Total"), "Total"), " "),
        figures=[KeyFigure(say("Total"), Euro(100), note="Total")],
        parts=[table, Paragraph("Summary", say("Summary"))],
        remarks=[Remark("note", "Total", say("Summary"), "")],
        warnings=[say("Total"), "Total"],
    )


def test_a_service_called_like_a_title_of_ours_keeps_its_name() -> None:
    table = spoken(a_report(), DUTCH).tables[0]
    assert [row[0] for row in table.rows] == ["Total", "Summary", "Samen"]
    assert [column.title for column in table.columns] == ["Dienst", "Total"]
    assert spoken(a_report(), DUTCH).title == "Plan"


def test_every_marked_text_is_in_the_readers_language() -> None:
    report = spoken(a_report(), DUTCH)
    assert report.lead == "Totaal Total"
    assert report.warnings == ["Totaal", "Total"]
    assert (report.figures[0].label, report.figures[0].note) == ("Totaal", "Total")
    assert report.parts[1] == Paragraph("Summary", "Samenvatting")
    assert report.remarks[0].text == "Samenvatting"
    assert report.tables[0].columns[1].head == "Total (dagen)"
    assert report.tables[0].rows[1][1] == Live("geen", "={cost}")
    assert report.tables[0].total_label == "Totaal"


def test_what_can_be_calculated_with_stays_a_value() -> None:
    assert spoken(a_report(), DUTCH).tables[0].rows[0][1] == Euro(100)


def test_a_report_knows_no_language_and_is_not_changed_by_its_reader() -> None:
    first = a_report()
    spoken(first, DUTCH)
    assert spoken(first, ENGLISH).lead == "Total Total"
    assert spoken(first, ENGLISH).tables[0].note == "Plan and 1,234 more"


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [
        (Number(Fraction(5, 2), 2), "2,50", "2.50"),
        (Percent(Fraction(355, 1000)), "35,5%", "35.5%"),
        (Percent(Fraction(9496, 10_000), beside=(Fraction(95, 100),)), "94,96%", "94.96%"),
        (Chance(Decimal("0.997")), "99,7%", "99.7%"),
        (Moment(datetime(2026, 3, 1, 9, 5)), "1 maart 2026, 09:05", "1 March 2026, 09:05"),
        (Month(3, 2026), "maart 2026", "March 2026"),
        (Month(3, short=True), "mrt", "Mar"),
        (Weekday(0), "ma", "Mon"),
        (Capital(say("none")), "Geen", "None"),
        (joined(["a", say("none"), "b"], say(" and ")), "a en geen en b", "a and none and b"),
        (Literal(("it's", say("none"))), r"['it\'s', 'geen']", r"['it\'s', 'none']"),
    ],
)
def test_a_value_with_a_form_of_its_own(value: object, dutch: str, english: str) -> None:
    assert DUTCH.show(value) == dutch
    assert ENGLISH.show(value) == english
    assert say("({it})", it=value).render(show=ENGLISH.show) == f"({english})"


def test_a_picture_speaks_too_and_its_names_do_not() -> None:
    rows = [{"name": "Total", "part": say("none"), "value": 1.5}]
    picture = Picture(say("Total"), say("Total"), {"data": {"values": rows}, "sort": ["Total", say("none")]})
    drawn = spoken(Report("R", parts=[picture]), DUTCH).pictures[0]
    assert drawn.spec == {
        "data": {"values": [{"name": "Total", "part": "geen", "value": 1.5}]},
        "sort": ["Total", "geen"],
    }
    assert in_words(picture.spec, ENGLISH)["sort"] == ["Total", "none"]


def test_a_finding_is_told_with_its_place_its_field_and_its_values() -> None:
    finding = Finding(
        "x", "log.csv line 7", say("{names} and {count} more"), {"names": "A", "count": 1, "field": "b"}
    )
    assert DUTCH(told(finding)) == "log.csv regel 7  b: A en nog 1"
    assert DUTCH(place(Finding("x", "A, event 2", ""))) == "A, gebeurtenis 2"
    assert place(Finding("x", "Kosten!C7", "")) == "Kosten!C7"


def test_pages_know_the_words_of_engines_and_formats_too() -> None:
    """Django finds the catalogs of this storey: a page that shows a finding of an engine shows it in Dutch."""
    with translation.override("nl"):
        assert (
            translation.gettext("there is no such file or folder") == "er is geen bestand of map met die naam"
        )
