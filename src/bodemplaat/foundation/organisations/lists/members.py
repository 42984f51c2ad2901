"""The list of organisations of a cooperation: what each is, what it takes part as, from which day, and who administers it first."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Final
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext

from bodemplaat.foundation.imports.api import (
    Act,
    Change,
    Fact,
    ImportColumn,
    ImportedList,
    Kind,
    Line,
    Plan,
    RowChange,
    Terms,
    Value,
    in_every_language,
)
from bodemplaat.foundation.organisations.authorities import kind_by_name, name_of_code, name_to_compare
from bodemplaat.foundation.organisations.building_on import builds_on
from bodemplaat.foundation.organisations.desks import COMMON_TASKS
from bodemplaat.foundation.organisations.lists.providing import ONE_FOR_ALL, PROVIDER_COLUMNS, Providing
from bodemplaat.foundation.organisations.models import (
    PARTICIPANT,
    Membership,
    Organisation,
    Part,
    Person,
    Provision,
)
from bodemplaat.foundation.organisations.models import Kind as OrganisationKind
from bodemplaat.foundation.organisations.municipalities import known_municipalities
from bodemplaat.foundation.organisations.queries.organisations import (
    CooperationView,
    cooperations_seated,
    organisations_in_scope,
)
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.kernel import say

NAME, KIND, TOWN, PARTS, SINCE, COOPERATION, WHO_ADMINISTERS, EMAIL = (
    say("Organisation"),
    say("What is it?"),
    say("Town"),
    say("Takes part as"),
    say("Takes part since"),
    say("Cooperation"),
    say("First administrator"),
    say("E-mail address of the administrator"),
)
KINDS: Final = {
    OrganisationKind.MUNICIPALITY.value: say("Municipality"),
    OrganisationKind.PROVIDER.value: say("Service centre or other provider"),
    OrganisationKind.WATER_BOARD.value: say("Water board"),
    OrganisationKind.PROVINCE.value: say("Province"),
    OrganisationKind.ARRANGEMENT.value: say("Other joint arrangement"),
    OrganisationKind.JOINT_UNIT.value: say("Joint unit without legal personality"),
}
PART_WORDS: Final = {
    "participant": say("participant"),
    Part.OWNER.value: say("owner"),
    Part.COMMISSIONER.value: say("commissioner"),
    Part.CUSTOMER.value: say("customer"),
    Part.END_USER.value: say("end user"),
    Part.PROVIDER.value: say("provider"),
}
"""How parts are written; a participant is owner, commissioner, customer and end user at once."""
_ORDER: Final = list(PART_WORDS)


@dataclass(slots=True)
class _Member:
    """An organisation as it is, or will be."""

    id: UUID
    name: str
    is_new: bool
    parts: dict[str, date] = field(default_factory=dict)


Administers = Callable[[Terms, UUID, UUID, date], RowChange]
"""The row that lets a person administer a member from a day on: terms, member, person, day."""

Own = Callable[[Actor], Collection[str]]
"""The addresses of the human being who acts."""


def plan_members(
    actor: Actor,
    organisation: UUID,
    lines: Sequence[Line],
    terms: Terms,
    *,
    administers: Administers,
    own: Own,
) -> Plan:
    """What a file of organisations does: members are added, and parts that a member takes from a day on.

    ``own`` says at which addresses, in small letters, an invitation would reach the actor.
    """
    plan, addresses = Plan(), own(actor)
    seated = {each.name.casefold(): each for each in cooperations_seated(actor=actor)}
    by_cooperation: dict[str, list[Line]] = {name: [] for name in seated}
    for line in lines:
        name = line.text("cooperation").casefold() or (next(iter(seated)) if len(seated) == 1 else "")
        if name in seated:
            by_cooperation[name].append(line)
        else:
            text = say("No cooperation of this name is administered here. Choose one of: {names}.")
            names = ", ".join(each.name for each in seated.values()) or "–"
            plan.wrong(line.number, COOPERATION, text, names=names)
    for name, of_this in by_cooperation.items():
        _Planner(actor, organisation, seated[name], terms, plan, administers, addresses).plan_lines(of_this)
    return plan


class _Planner:
    """The lines of one cooperation laid over its members."""

    def __init__(
        self,
        actor: Actor,
        seat: UUID,
        cooperation: CooperationView,
        terms: Terms,
        plan: Plan,
        administers: Administers,
        addresses: Collection[str],
    ) -> None:
        self.actor, self.cooperation, self.terms, self.plan = actor, cooperation, terms, plan
        self.administers = administers
        self.is_founding = actor.is_system
        self.own_addresses = addresses
        self.members = {
            name_to_compare(each.name): _Member(
                each.id,
                each.name,
                is_new=False,
                parts={part: since for part, since, until in each.parts if until is None},
            )
            for each in cooperation.members
        }
        own = next(each for each in organisations_in_scope(actor=actor) if each.id == seat)
        self.members.setdefault(name_to_compare(own.name), _Member(own.id, own.name, is_new=False))
        self.municipalities = {each.name.casefold(): each for each in known_municipalities()}
        self.customers: dict[str, tuple[Line, Change]] = {}
        self.had_provider = any(Part.PROVIDER in each.parts for each in self.members.values())
        self.first_provider: Change | None = None
        self.named: set[str] = set()
        self.kept_as_they_are: dict[str, None] = {}
        """Members that take part already and for which the file names an administrator, in its order."""
        self.taken: dict[tuple[str, str], int] = {}

    def plan_lines(self, lines: Sequence[Line]) -> None:
        """Everyone first, then who works for whom where there is no choice."""
        for line in lines:
            if line.text("organisation"):
                self._line(line)
        self._provide(self.actor)
        if self.kept_as_they_are:
            text = say(
                "Who administers a member that takes part already stays as it is; nobody is invited for: {names}. Another one is"
                " named by its own administrator."
            )
            self.plan.warn(0, str(WHO_ADMINISTERS), text, names=", ".join(self.kept_as_they_are))
        if self.terms.is_complete:
            for name, member in self.members.items():
                if name not in self.named:
                    text = say(
                        "“{name}” is not in this file, and no member leaves by a file. Add its line, or leave the tick out."
                    )
                    self.plan.wrong(0, NAME, text, name=member.name)

    def _line(self, line: Line) -> None:
        name, since = name_of_code(line.text("organisation")), line.day("since")
        parts = self._parts(line)
        key = name_to_compare(name)
        self.named.add(key)
        member = self.members.get(key)
        rows: list[RowChange] = []
        facts: list[Fact] = []
        if member is None:
            member = _Member(self.terms.id("organisation", self.cooperation.id, key), name, is_new=True)
            self._new(line, member, rows, facts)
        elif not member.is_new and line.text("email").casefold() not in {"", *self.own_addresses}:
            self.kept_as_they_are[member.name] = None
        self.members[key] = member
        if not parts or since is None:
            return  # told already
        for part in parts:
            first = self.taken.setdefault((key, part), line.number)
            if first != line.number:
                text = say(
                    "“{name}” takes part as {part_text} in line {first} already. Leave one of the two out."
                )
                self.plan.wrong(line.number, NAME, text, name=name, part_text=PART_WORDS[part], first=first)
                return
            if part not in member.parts:
                member.parts[part] = since
                columns = {
                    "organisation_id": member.id,
                    "cooperation_id": self.cooperation.id,
                    "part": part,
                    "valid_from": since,
                    "valid_until": None,
                }
                identity = self.terms.id("membership", member.id, part)
                rows.append(RowChange(Membership, identity, None, columns))
                facts.append(Fact(PARTS, None, PART_WORDS[part]))
            elif member.parts[part] != since and not member.is_new:
                text = say(
                    "“{name}” takes part as {part_text} since {begun_day}. A file does not change that day."
                )
                values = {
                    "name": name,
                    "part_text": PART_WORDS[part],
                    "begun_day": member.parts[part].isoformat(),
                }
                self.plan.wrong(line.number, SINCE, text, **values)
        if not rows:
            self.plan.unchanged += 1
            return
        facts.append(Fact(SINCE, None, since))
        added = any(row.model is Organisation for row in rows)
        action = "cooperation.member_added" if added else "cooperation.joined"
        change = Change(
            line.number,
            Act.ADD if added else Act.CHANGE,
            name,
            facts,
            rows,
            (action, "organisation", member.id),
        )
        self.plan.changes.append(change)
        if Part.CUSTOMER in parts:
            self.customers[key] = (line, change)
        if Part.PROVIDER in parts and not self.had_provider and self.first_provider is None:
            self.first_provider = change

    def _parts(self, line: Line) -> Sequence[str]:
        """What is written, in any language and order."""
        parts: list[str] = []
        words = {
            word.casefold(): part
            for part, text in PART_WORDS.items()
            for word in (part, *in_every_language(text))
        }
        for written in filter(None, (word.strip() for word in re.split(r"[,;/+&]", line.text("parts")))):
            part = words.get(written.casefold())
            if part is None:
                text = say("“{value}” is not something that a member is. Choose among: {choices}.")
                choices = _Words(PART_WORDS.values())
                self.plan.wrong(line.number, PARTS, text, value=written[:40], choices=choices)
            else:
                parts += PARTICIPANT if part == "participant" else [part]
        return list(dict.fromkeys(parts))

    def _new(self, line: Line, member: _Member, rows: list[RowChange], facts: list[Fact]) -> None:
        name = member.name
        known = self.municipalities.get(name_to_compare(name))
        kind = line.text("kind") or str(OrganisationKind.MUNICIPALITY if known else kind_by_name(name) or "")
        if not kind:
            text = say(
                "“{name}” is no municipality, province or water board in the register. Fill in what it is: {choices}."
            )
            self.plan.wrong(line.number, KIND, text, name=name, choices=_Words(KINDS.values()))
            return
        is_known = known is not None and kind == OrganisationKind.MUNICIPALITY
        columns = {
            "name": name,
            "kind": kind,
            "cbs_code": known.cbs_code if known and is_known else "",
            "oin": known.oin if known and is_known else "",
            "town": line.text("town")[:35],
            "inhabitants": known.inhabitants if known and is_known else None,
            "theme": "",
        }
        rows.append(RowChange(Organisation, member.id, None, columns))
        facts.append(Fact(KIND, None, KINDS[kind]))
        self._administrator(line, member, rows, facts)

    def _administrator(self, line: Line, member: _Member, rows: list[RowChange], facts: list[Fact]) -> None:
        who, email, since = line.text("administrator"), line.text("email"), line.day("since")
        if not who or not email:
            text = say("Fill in who administers “{name}” first, and the address that the invitation goes to.")
            self.plan.wrong(line.number, EMAIL if who else WHO_ADMINISTERS, text, name=member.name)
            return
        if email.casefold() in self.own_addresses:
            text = say(
                "Nobody makes themselves the administrator of a new organisation: fill in somebody else."
            )
            self.plan.wrong(line.number, EMAIL, text)
        person = self.terms.id("administrator", member.id)
        columns = {"organisation_id": member.id, "name": who, "email": email, "number": "", "language": "nl"}
        rows.append(RowChange(Person, person, None, columns))
        if since is not None:
            rows.append(self.administers(self.terms, member.id, person, since))
        facts.append(Fact(WHO_ADMINISTERS, None, f"{who} ({email})"))

    def _provide(self, actor: Actor) -> None:
        """Who works for the customers that join, and for those that joined before there was any provider."""
        providing = Providing(self.members.values(), self.cooperation.id, self.terms, self.plan)
        chosen: set[UUID] = set()
        for key, (line, change) in self.customers.items():
            member, since = self.members[key], line.day("since")
            if since is None or member.parts.get(Part.CUSTOMER) != since:
                continue
            if not member.is_new and not self.is_founding:
                providing.not_chosen_here(line, member)
                continue
            chosen.add(member.id)
            rows, facts = providing.of_newcomer(line, member)
            change.rows.extend(rows)  # type: ignore[attr-defined]  # made here as lists
            change.facts.extend(facts)  # type: ignore[attr-defined]
        if self.first_provider and providing.only and self.cooperation.variant in ONE_FOR_ALL:
            known = set(
                Provision.records.among_partners(actor)
                .filter(cooperation_id=self.cooperation.id)
                .values_list("organisation_id", "task")
            )
            self.first_provider.rows.extend(  # type: ignore[attr-defined]
                providing.row(member, task, providing.only)
                for member in self.members.values()
                if not member.is_new and member.id not in chosen and Part.CUSTOMER in member.parts
                for task in COMMON_TASKS
                if (member.id, task.value) not in known
            )


class _Words(list[str]):
    """Marked words, shown one after another in the reader's language."""

    def __init__(self, words: Collection[str]) -> None:
        super().__init__(words)


def current_members(actor: Actor, organisation: UUID, on: date) -> Sequence[Mapping[str, Value]]:
    """The members of the cooperations that are administered here: one line for each day from which they take part as something."""
    lines: list[Mapping[str, Value]] = []
    for cooperation in cooperations_seated(actor=actor):
        for member in cooperation.members:
            by_day: dict[date, list[str]] = {}
            for part, since, until in member.parts:
                if until is None or until > on:
                    by_day.setdefault(since, []).append(part)
            lines += [
                {
                    "cooperation": cooperation.name,
                    "organisation": member.name,
                    "kind": member.kind,
                    "parts": ", ".join(gettext(PART_WORDS[part]) for part in sorted(parts, key=_ORDER.index)),
                    "since": since,
                }
                for since, parts in sorted(by_day.items())
            ]
    return lines


def reach_of_members(actor: Actor, rows: Sequence[RowChange]) -> Actor:
    """The platform, at the organisations whose rows these are."""
    ids = {row.id if row.model is Organisation else row.after.get("organisation_id") for row in rows}
    others = sorted(each for each in ids if isinstance(each, UUID) and each != actor.organisation_id)
    return Actor.system(actor.organisation_id, *others, cooperations=actor.cooperations)


@dataclass(frozen=True, slots=True)
class ChangedMember:
    """An organisation that a file touches; ``administrator`` is the person who administers it first, of a new one."""

    id: UUID
    is_new: bool
    administrator: UUID | None


def changed_members(changes: Sequence[Change]) -> Sequence[ChangedMember]:
    """The organisations that a file adds or gives other parts, in its order."""
    members = []
    for change in changes:
        added = {row.model: row.id for row in change.rows if row.before is None}
        members.append(ChangedMember(change.record[2], Organisation in added, added.get(Person)))
    return members


def added_with_administrators(rows: Sequence[RowChange]) -> tuple[list[UUID], list[UUID]]:
    """Ids of the organisations and of the first administrators that rows of an import add."""
    added = [(row.model, row.id) for row in rows if row.before is None]
    return tuple([identity for model, identity in added if model is each] for each in (Organisation, Person))  # type: ignore[return-value]


def check_may_add_members(actor: Actor, organisation: UUID) -> None:
    """Raise for who does not administer a cooperation at its seat."""
    if organisation not in actor.scope:
        raise NotFound("organisation")
    if not actor.is_system and (
        actor.role is not Role.COOPERATION_ADMINISTRATOR or actor.organisation_id != organisation
    ):
        raise Refused(say("Only the administrator of the cooperation adds organisations."))


MEMBER_COLUMNS: Final = (
    ImportColumn("organisation", NAME, required=True, width=34, note=say("As it is called everywhere here.")),
    ImportColumn(
        "kind",
        KIND,
        Kind.CHOICE,
        choices=KINDS,
        width=30,
        note=say("Left empty: a municipality, if the register knows it."),
    ),
    ImportColumn("town", TOWN, longest=35),
    ImportColumn(
        "parts",
        PARTS,
        required=True,
        width=30,
        note=say(
            "participant (that is owner, commissioner, customer and end user), or some of these, and provider; with commas"
            " between them."
        ),
    ),
    ImportColumn("since", SINCE, Kind.DAY, required=True, width=16),
    ImportColumn("administrator", WHO_ADMINISTERS, width=26, note=say("Needed for a new member.")),
    ImportColumn("email", EMAIL, Kind.EMAIL, longest=254, width=34, note=say("An invitation goes there.")),
    ImportColumn(
        "cooperation",
        COOPERATION,
        width=30,
        note=say("Needed where several are administered by the same organisation."),
    ),
    *PROVIDER_COLUMNS,
)


def members_list(
    *,
    assignment: type[Model],
    administers: Administers,
    own: Own,
    follow_up: Callable[[Actor, Sequence[Change], datetime], None],
    follows: frozenset[str],
    take_back: Callable[[Actor, Sequence[RowChange], datetime], None],
) -> ImportedList:
    """The list, for the room that knows roles: the table of its assignments, its row for an administrator, what follows."""
    return ImportedList(
        name="organisations",
        title=say("Organisations"),
        columns=MEMBER_COLUMNS,
        models=(Organisation, Membership, Provision, Person, assignment),
        plan=partial(plan_members, administers=administers, own=own),
        current=current_members,
        check=check_may_add_members,
        afterwards=_nobody_acts_otherwise,
        order=5,
        completes=say("This is the complete list of members"),
        is_of_cooperation=True,
        reach=reach_of_members,
        follow_up=follow_up,
        follows=follows,
        stays=(Organisation, Person),
        also_builds=builds_on,
        take_back=take_back,
    )


def _nobody_acts_otherwise(**_: object) -> None:
    """A new member has its own day: nothing of others changes."""
