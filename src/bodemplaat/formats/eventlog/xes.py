"""Read XES, the XML of event logs (IEEE 1849-2016; the older xes-standard.org namespace and none at all too)."""

from collections.abc import Iterator, Mapping
from datetime import UTC, tzinfo
from typing import BinaryIO

from lxml import etree

from bodemplaat.formats.eventlog.source import CaseNames, UnreadableLog, decided
from bodemplaat.formats.eventlog.timestamps import DateOrder, LocalTime, TimestampReader, why_unread
from bodemplaat.formats.eventlog.values import LIFECYCLE, LogCase, LogEvent
from bodemplaat.formats.xml import UnreadableXml, XmlStream, local_name, namespace
from bodemplaat.kernel import Finding, Severity, say

_STANDARD_PREFIXES = {
    "concept.xesext": "concept",
    "time.xesext": "time",
    "org.xesext": "org",
    "lifecycle.xesext": "lifecycle",
}


def read_xes(
    source: bytes | BinaryIO,
    *,
    max_bytes: int,
    zone: tzinfo = UTC,
    layout: str = "",
    month_first: bool | None = None,
) -> Iterator[LogCase | Finding]:
    """The cases of a log in its own order, each followed by a finding for every event that could not be used.

    ``zone`` is for timestamps without an offset and ``layout`` (``strptime``) for those that are not ISO 8601; the
    standard allows neither, but exports contain them. ``month_first`` as in ``CsvMapping``.
    Prefixes of the concept, time, org and lifecycle extensions are taken from the log's own declarations. Nested
    attributes appear as ``outer/inner``. A trace that has the name of an earlier one is a case of its own, called
    ``name (2)``, with a finding. Findings have place ``case name, event 3``. Raises ``UnreadableLog`` for what is not
    XES, broken, cut off, larger than ``max_bytes`` or has a document type; cases given before that stay given.
    """
    order = DateOrder()
    clock = TimestampReader(zone, layout, bool(month_first), order)
    try:
        yield from _read(XmlStream(source, max_bytes=max_bytes), clock)
    except UnreadableXml as error:
        raise UnreadableLog(error.finding) from None
    yield from decided(order, month_first)


def _read(stream: XmlStream, clock: TimestampReader) -> Iterator[LogCase | Finding]:
    if local_name(stream.root) != "log":
        raise UnreadableLog(
            Finding(
                "log.not_xes",
                "",
                say("This is XML with <{found}> outside, not an XES log. Export the log as XES or as CSV."),
                {"found": local_name(stream.root)},
            )
        )
    space = f"{{{namespace(stream.root)}}}" if namespace(stream.root) else ""
    keys = {"concept:name": "concept:name", "time:timestamp": "time:timestamp"}
    keys |= {"org:role": "org:role", "org:resource": "org:resource", LIFECYCLE: LIFECYCLE}
    number = 0
    names = CaseNames()
    for element in stream.elements(f"{space}extension", f"{space}trace"):
        if element.tag == f"{space}extension":
            _learn_prefix(element, keys)
        else:
            number += 1
            yield from _read_trace(element, number, f"{space}event", keys, clock, names)


def _learn_prefix(extension: etree._Element, keys: dict[str, str]) -> None:
    """Where a log calls the concept extension ``c``, its ``c:name`` is our ``concept:name``."""
    standard = _STANDARD_PREFIXES.get(extension.get("uri", "").rpartition("/")[2])
    own = extension.get("prefix", standard)
    if standard is not None and own != standard:
        for key in [k for k in keys.values() if k.startswith(f"{standard}:")]:
            keys[f"{own}:{key.partition(':')[2]}"] = key


def _read_trace(
    trace: etree._Element,
    number: int,
    event_tag: str,
    keys: Mapping[str, str],
    clock: TimestampReader,
    names: CaseNames,
) -> Iterator[LogCase | Finding]:
    about = _attributes(trace, event_tag, keys)
    written = about.pop("concept:name", "") or f"#{number}"
    name = names.own(written)
    events: list[LogEvent] = []
    findings: list[Finding] = []
    if name != written:
        text = say("Another case is called {case} too: this one is kept apart from it, as “{own}”.")
        findings.append(
            Finding("log.same_name", name, text, {"case": written, "own": name}, Severity.WARNING)
        )
    for position, element in enumerate(trace.iterchildren(event_tag), start=1):
        for event in _read_event(
            name, _attributes(element, event_tag, keys), f"{name}, event {position}", clock
        ):
            if isinstance(event, Finding):
                findings.append(event)
            else:
                events.append(event)
    yield LogCase(name, tuple(events), about)
    yield from findings


def _read_event(
    case: str, about: dict[str, str], place: str, clock: TimestampReader
) -> Iterator[LogEvent | Finding]:
    activity, written = about.pop("concept:name", ""), about.pop("time:timestamp", "")
    if not activity:
        yield _warning("log.no_activity", place, say("The event does not say what happened (concept:name)."))
        return
    if not written:
        yield _warning("log.no_time", place, say("The event does not say when (time:timestamp)."))
        return
    if clock.order is not None:
        clock.order.at = place
    try:
        at, special = clock.read(written)
    except ValueError:
        code, text = why_unread(written)
        yield _warning(code, place, text, written)
        return
    yield LogEvent(case, activity, at, about.pop("org:role", ""), about.pop("org:resource", ""), about)
    if special is not LocalTime.PLAIN:
        yield _warning(f"log.time_{special.name.lower()}", place, special.value)


def _attributes(parent: etree._Element, event_tag: str, keys: Mapping[str, str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for child in parent:
        key = child.get("key")
        if key is None or child.tag == event_tag:
            continue
        key = keys.get(key, key)
        values[key] = child.get("value", "")
        if len(child):
            values |= {f"{key}/{inner}": value for inner, value in _attributes(child, event_tag, {}).items()}
    return values


def _warning(code: str, place: str, text: str, value: str = "") -> Finding:
    return Finding(code, place, text, {"value": value[:80]} if value else {}, Severity.WARNING)
