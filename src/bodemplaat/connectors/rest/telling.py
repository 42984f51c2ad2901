"""What rooms announce, put down for the webhooks of both sides: of each client exactly what it could read over the interface."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.connectors.rest.reach import actor_in_name_of
from bodemplaat.foundation.clients.api import ClientRow
from bodemplaat.foundation.outbox.api import Heard, subscribe
from bodemplaat.foundation.tenancy.api import Actor, NotFound, entered
from bodemplaat.foundation.webhooks.api import EventKind, tell_webhooks


def connect() -> None:
    """Subscribe to what webhooks tell."""
    subscribe(cases.STATE_CHANGED, tell_of_case)
    subscribe(performance.OFFERED, tell_of_report)
    subscribe(performance.SEALED, tell_of_report)


def tell_of_case(*, actor: Actor, heard: Heard) -> None:
    """A case came in, or stands otherwise."""
    case, state = UUID(str(heard.payload["case"])), cases.CaseState(str(heard.payload["state"]))
    kind = EventKind.CASE_CLOSED if state in cases.OVER else EventKind.CASE_STATE_CHANGED
    if not heard.payload["before"]:
        kind = EventKind.CASE_OPENED

    def reads(reader: Actor) -> None:
        cases.case_outline(actor=reader, case=case, at=heard.at)

    _tell_both(heard, kind, {"case": str(case), "state": state.value}, reads)


def tell_of_report(*, actor: Actor, heard: Heard) -> None:
    """A report was offered, to the two who sign it, or signed by both."""
    report, is_signed = UUID(str(heard.payload["report"])), heard.topic == performance.SEALED

    def reads(reader: Actor) -> None:
        if is_signed:
            performance.sealed_report(actor=reader, report=report)

    kind = EventKind.REPORT_SIGNED if is_signed else EventKind.REPORT_OFFERED
    facts = {"report": str(report), "state": "signed" if is_signed else "offered"}
    _tell_both(heard, kind, facts, reads)


def _tell_both(heard: Heard, kind: EventKind, facts: dict[str, str], reads: Callable[[Actor], None]) -> None:
    """Customer and provider, each for its own clients."""
    sides = {name: str(heard.payload[name]) for name in ("customer", "provider")}
    for here in sorted({UUID(each) for each in sides.values()}):
        there = Actor.system(here)
        with entered(there):
            tell_webhooks(
                actor=there,
                cause=heard.message,
                kind=kind,
                facts={**facts, **sides},
                may_read=_reader(here, heard.at, reads),
                at=heard.at,
            )


def _reader(here: UUID, at: datetime, reads: Callable[[Actor], None]) -> Callable[[ClientRow], bool]:
    def may_read(client: ClientRow) -> bool:
        try:
            reads(actor_in_name_of(here, client.name, at))
        except NotFound:
            return False
        return True

    return may_read
