"""Who writes and agrees on services, and why not you."""

from datetime import date
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.catalogue.models import ServiceVersion
from bodemplaat.capabilities.catalogue.ports import GENERAL, offers
from bodemplaat.capabilities.division import api as division
from bodemplaat.foundation.organisations.api import (
    WorkOfProvider,
    check_works_for_provider,
    provides_somewhere,
)
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role, query
from bodemplaat.kernel import Finding, say

_OFFERS_NOTHING: Final = say(
    "Your organisation provides nothing in this cooperation, so it has no services to offer."
)
WRITING_SERVICES: Final = WorkOfProvider(
    roles=(Role.ADMINISTRATOR, Role.CONTRACT_MANAGER),
    in_another_role=say(
        "Services are written by an administrator or a contract manager of the provider. You are signed in in"
        " another role."
    ),
    provides_nothing=_OFFERS_NOTHING,
)
"""Who writes services of their own organisation, publishes and ends them."""
KEEPING_SERVICES: Final = WorkOfProvider(
    roles=(*WRITING_SERVICES.roles, Role.CONTROLLER),
    in_another_role=say(
        "Services are kept by an administrator, a contract manager or a controller of the provider. You are"
        " signed in in another role."
    ),
    provides_nothing=_OFFERS_NOTHING,
)
"""Who reads all of them, and agrees on what somebody else wrote."""
WRITERS: Final = WRITING_SERVICES.roles
ADOPTERS: Final = KEEPING_SERVICES.roles


def check_may_write(actor: Actor, cooperation: UUID, on: date) -> None:
    """Raise unless the actor writes services for an organisation that provides in the cooperation."""
    check_works_for_provider(actor=actor, work=WRITING_SERVICES, cooperation=cooperation, on=on)


def check_may_read_all(*, actor: Actor, on: date) -> None:
    """Raise unless the actor writes or adopts services of an organisation that provides."""
    check_works_for_provider(actor=actor, work=KEEPING_SERVICES, on=on)


@query
def may_read_all(*, actor: Actor, on: date) -> bool:
    """Whether the actor writes or adopts services of an organisation that provides."""
    return actor.role in ADOPTERS and provides_somewhere(actor=actor, on=on)


def check_may_adopt(actor: Actor, version: ServiceVersion) -> None:
    """Raise unless the actor may agree on a version: at its organisation, and not whoever wrote it."""
    if actor.is_system:
        raise Refused(say("The platform agrees on nothing by itself."))
    if actor.role not in ADOPTERS or actor.organisation_id != version.organisation_id:
        raise Refused(
            say(
                "A service is adopted by an administrator, a contract manager or a controller of the provider. You are"
                " signed in in another role."
            ),
            who_may=tuple(role.value for role in ADOPTERS),
        )
    if version.written_by in actor.people:
        raise Refused(say("You wrote this version. Somebody else adopts it: that takes two people."))


def check_process(code: str) -> tuple[Finding, ...]:
    """What is wrong with the process of a service: unknown, a heading, or one that stays with the municipality."""
    try:
        process = division.process(code)
    except LookupError:
        return (Finding("service.process", "process", say("Choose a process of the list.")),)
    if process.fixed:
        text = say("This process stays with the municipality, so nobody can offer it as a service.")
        return (Finding("service.fixed_process", "process", text),)
    if process.is_heading:
        return (
            Finding(
                "service.heading",
                "process",
                say("This is the head of several processes: choose one of those."),
            ),
        )
    return ()


def check_case_type(code: str) -> tuple[Finding, ...]:
    """What is wrong with a case type: neither the general one nor one that a capability offers."""
    if code == GENERAL or code in offers():
        return ()
    return (Finding("service.case_type", "case_type", say("Choose one of the list.")),)
