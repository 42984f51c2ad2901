"""Findings: values with a code, a place and a text with its cure."""

from bodemplaat.kernel import Finding, Severity, say
from bodemplaat.kernel.finding import errors, in_order_of_place

TOO_OLD = Finding(
    code="claim.too_old",
    place="lines.0.date",
    text=say("The receipt of {date} is older than {days} days. Ask your manager."),
    values={"date": "1 March", "days": 90},
)


def test_fills_its_places() -> None:
    assert TOO_OLD.render() == "The receipt of 1 March is older than 90 days. Ask your manager."


def test_speaks_the_readers_language() -> None:
    dutch = {TOO_OLD.text: "De bon van {date} is ouder dan {days} dagen. Vraag het uw leidinggevende."}
    assert (
        TOO_OLD.render(dutch.__getitem__)
        == "De bon van 1 March is ouder dan 90 dagen. Vraag het uw leidinggevende."
    )


def test_only_an_error_stops() -> None:
    note = Finding(code="a", place="", text="b", severity=Severity.NOTE)
    warning = Finding(code="c", place="", text="d", severity=Severity.WARNING)
    assert errors([note, TOO_OLD, warning]) == (TOO_OLD,)
    assert TOO_OLD.stops
    assert not warning.stops


def test_findings_stand_in_the_order_of_the_file_numbers_as_numbers() -> None:
    places = [
        "m.yaml",
        "m.yaml:2",
        "m.yaml:10",
        "log.csv line 5",
        "log.csv line 12",
        "A5",
        "A10",
        "A10, event 2",
    ]
    places += ["b.xlsx Kosten!A5", "b.xlsx Kosten!C5", "b.xlsx Kosten!AA5", "b.xlsx Kosten!A10", "9" * 5000]
    found = [Finding("c", place, "t") for place in places]
    ordered = [finding.place for finding in sorted(found, key=in_order_of_place)]
    for earlier, later in (
        ("m.yaml:2", "m.yaml:10"),
        ("log.csv line 5", "log.csv line 12"),
        ("A5", "A10"),
        ("b.xlsx Kosten!A5", "b.xlsx Kosten!C5"),
        ("b.xlsx Kosten!C5", "b.xlsx Kosten!AA5"),
        ("b.xlsx Kosten!AA5", "b.xlsx Kosten!A10"),
    ):
        assert ordered.index(earlier) < ordered.index(later)
