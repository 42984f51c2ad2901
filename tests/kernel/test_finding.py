"""Findings: values with a code, a place and a text with its cure."""

from bodemplaat.kernel import Finding, Severity, say
from bodemplaat.kernel.finding import errors

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
