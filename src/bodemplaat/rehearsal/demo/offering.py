"""Who offers what: written by one of its people, adopted by another, published.

The shared centre offers the proposed basic services. In the matrix each of the five offers what it does for others by the cut.
The ICT centre offers what a help desk does: incidents, questions and changes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from django.utils import timezone

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.foundation.tenancy.api import Role
from bodemplaat.rehearsal.demo.founding import Founded, FoundedAlliance


def offer_services(founded: FoundedAlliance, *, at: datetime) -> None:
    """Fill the catalogue with the proposals and publish the basic package; the plus package stays a draft."""
    _offer(founded.members[0], lambda code, package: package == "basic", skills=SKILLS, at=at)


def _field(
    key: str,
    kind: catalogue.FieldKind,
    nl: str,
    en: str,
    *choices: tuple[str, str, str],
    required: bool = True,
) -> catalogue.Field:
    return catalogue.Field(key, kind, catalogue.Words(nl, en), required=required, choices=_choices(*choices))


def _choices(*words: tuple[str, str, str]) -> tuple[catalogue.Choice, ...]:
    return tuple(catalogue.Choice(code, catalogue.Words(nl, en)) for code, nl, en in words)


CHOICE, DATE, TEXT = catalogue.FieldKind.CHOICE, catalogue.FieldKind.DATE, catalogue.FieldKind.TEXT
FORMS: Final[Mapping[str, catalogue.Form]] = {
    "SP02": catalogue.Form(
        (
            _field(
                "what",
                CHOICE,
                "Wat verandert er?",
                "What changes?",
                ("address", "Adres", "Address"),
                ("name", "Naam", "Name"),
                ("account", "Rekeningnummer", "Account"),
                ("other", "Iets anders", "Something else"),
            ),
            _field("since", DATE, "Vanaf wanneer?", "From when?", required=False),
        )
    ),
    "SP12": catalogue.Form(
        (
            _field("training", TEXT, "Welke opleiding?", "Which training?"),
            _field("begins", DATE, "Wanneer begint die?", "When does it begin?", required=False),
        )
    ),
    "SP18": catalogue.Form(
        (
            _field(
                "purpose",
                CHOICE,
                "Waarvoor is de verklaring?",
                "What is the statement for?",
                ("mortgage", "Hypotheek", "Mortgage"),
                ("rent", "Huur", "Rent"),
                ("childcare", "Kinderopvang", "Childcare"),
                ("other", "Iets anders", "Something else"),
            ),
        )
    ),
    "SF19": catalogue.Form(
        (
            _field(
                "what",
                CHOICE,
                "Wat verandert er?",
                "What changes?",
                ("account", "Rekeningnummer", "Account"),
                ("address", "Adres of contact", "Address or contact"),
                ("new", "Een nieuwe leverancier", "A new supplier"),
            ),
            _field("supplier", TEXT, "Welke leverancier?", "Which supplier?"),
        )
    ),
}
"""What some services of the shared centre ask. Invented."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The skill that a service asks, from a line on."""

    skill: str
    line: int = 1


SKILLS: Final[Mapping[str, Asked]] = {
    "SP01": Asked("personeelsregels"),
    "SF19": Asked("crediteuren"),
    "SP20": Asked("functiewaardering", 3),
}
"""What some services of the shared centre ask of whoever works on them. Invented."""

CHECKED: Final = "SF19"
"""The service of which a second person checks every case: with it somebody's account number is changed."""

OF_THE_FIVE: Final[Mapping[str, Sequence[str]]] = {
    "Gemeente Nederlek": ("SP02", "SP10", "SP18", "SF19"),
    "Gemeente Bergambacht": ("SP10", "SF19"),
    "Gemeente Vlist": ("SP23", "SF08"),
    "Gemeente Schoonhoven": ("SP23", "SF08"),
    "Gemeente Ouderkerk": ("SP23", "SF08"),
}
"""What each of the five offers, to itself and to those for whom it has the task."""
HELP_DESK: Final = "Gemeente Bergambacht"
"""Who has the desk of ICT of Vlist, and with its own desk also that of itself and of Schoonhoven."""


def check_changes_of_accounts(founded: FoundedAlliance, *, at: datetime) -> None:
    """Publish a next version of the service that changes account numbers: from that day on a colleague checks each case."""
    place, on = founded.members[0], timezone.localdate(at)
    writer, *_ = place.with_role(Role.ADMINISTRATOR, Role.CONTRACT_MANAGER)
    second, *_ = place.with_role(Role.CONTROLLER)
    service = next(each for each in catalogue.services_of(actor=writer, on=on) if each.code == CHECKED)
    version = catalogue.write_next_version(actor=writer, service=service.id, at=at)
    content = replace(service.content, second_check=catalogue.ALWAYS)
    catalogue.change_draft(actor=writer, version=version, content=content, at=at)
    catalogue.adopt_version(actor=second, version=version, at=at)
    catalogue.publish_version(actor=writer, version=version, since=on, at=at)


def offer_in_matrix(founded: FoundedAlliance, *, at: datetime) -> None:
    """Let each of the five publish the services of its tasks."""
    for each in founded.members:
        codes = OF_THE_FIVE[each.name]
        _offer(each, lambda code, _, codes=codes: code in codes, at=at)  # type: ignore[misc]
        if each.name == HELP_DESK:
            _publish(each, ("IC01", "IC02"), at=at)


def _within(days: int, percentage: int) -> catalogue.Indicator:
    name = catalogue.Words("Opgelost binnen", "Solved within")
    return catalogue.Indicator("lead_time", name, Decimal(days), "working_days", Decimal(percentage))


OF_A_HELP_DESK: Final[Mapping[str, catalogue.Content]] = {
    "IC01": catalogue.Content(
        name=catalogue.Words("Storing melden", "Reporting a fault"),
        process="ict-AU1",
        unit=catalogue.Words("storing", "fault"),
        indicators=(_within(1, 85),),
        form=catalogue.Form(
            (
                _field(
                    "what",
                    CHOICE,
                    "Wat werkt niet?",
                    "What does not work?",
                    ("program", "Een programma", "A program"),
                    ("workplace", "Mijn werkplek", "My workplace"),
                    ("access", "Inloggen of toegang", "Signing in or access"),
                    ("network", "Netwerk of telefoon", "Network or telephone"),
                ),
                _field(
                    "who",
                    CHOICE,
                    "Wie heeft er last van?",
                    "Who is hindered by it?",
                    ("one", "Alleen ik", "I alone"),
                    ("team", "Mijn team", "My team"),
                    ("all", "Iedereen", "Everybody"),
                ),
            )
        ),
    ),
    "IC02": catalogue.Content(
        name=catalogue.Words("Vraag over een programma", "Question about a program"),
        process="ict-AU1",
        unit=catalogue.Words("vraag", "question"),
        indicators=(_within(2, 90),),
    ),
    "IC03": catalogue.Content(
        name=catalogue.Words("Werkplek of toegang aanvragen", "Asking for a workplace or access"),
        process="ict-IU4",
        line=2,
        unit=catalogue.Words("aanvraag", "request"),
        indicators=(_within(5, 90),),
    ),
}
"""What the help desk of an ICT centre offers. Invented; the processes are those of the workshop's matrix."""


def offer_a_help_desk(founded: FoundedAlliance, *, at: datetime) -> None:
    """Publish the services of the help desk."""
    _publish(founded.members[0], tuple(OF_A_HELP_DESK), at=at)


def _publish(place: Founded, codes: Sequence[str], *, at: datetime) -> None:
    on = timezone.localdate(at)
    writer, *_ = place.with_role(Role.ADMINISTRATOR, Role.CONTRACT_MANAGER)
    second, *_ = place.with_role(Role.CONTROLLER)
    (cooperation,) = place.system.cooperations
    for code in codes:
        service = catalogue.write_service(
            actor=writer, cooperation=cooperation, code=code, content=OF_A_HELP_DESK[code], at=at
        )
        version = catalogue.service(actor=writer, service=service, on=on).latest.id
        catalogue.adopt_version(actor=second, version=version, at=at)
        catalogue.publish_version(actor=writer, version=version, since=on, at=at)


def _offer(
    place: Founded,
    is_offered: Callable[[str, str], bool],
    *,
    skills: Mapping[str, Asked] = MappingProxyType({}),
    at: datetime,
) -> None:
    writer, *_ = place.with_role(Role.ADMINISTRATOR, Role.CONTRACT_MANAGER)
    second, *_ = place.with_role(Role.CONTROLLER)
    (cooperation,) = place.system.cooperations
    catalogue.fill_with_proposals(actor=writer, cooperation=cooperation, at=at)
    on = timezone.localdate(at)
    for row in catalogue.services_of(actor=writer, on=on):
        if not is_offered(row.code, row.content.package):
            continue
        (version,) = catalogue.service(actor=writer, service=row.id, on=on).versions
        content = version.content
        if row.code in FORMS:
            content = replace(content, form=FORMS[row.code])
        if row.code in skills:
            content = replace(content, skill=skills[row.code].skill, skill_from=skills[row.code].line)
        if content != version.content:
            catalogue.change_draft(actor=writer, version=version.id, content=content, at=at)
        catalogue.adopt_version(actor=second, version=version.id, at=at)
        catalogue.publish_version(actor=writer, version=version.id, since=on, at=at)
