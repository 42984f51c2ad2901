"""Users and groups as SCIM writes them, and what Entra and Keycloak make of that.

Only attributes that mean something here are in the schema; others are accepted and dropped, as RFC 7644 (3.3) allows.
Resources, filters and PATCH are those of ``scim2-models``; its policy reads what Entra sends beside the standard. Its own
``User`` is not used: an address on ``.local`` is refused there with all that came with it, and so is a filter on an address
by a text that is none, with which Entra asks first of all. A manager as bare text is Entra's too.
"""

from typing import Annotated, Any, Final

from pydantic import model_validator
from scim2_models import (
    URN,
    CaseExact,
    ComplexAttribute,
    Extension,
    Meta,
    Mutability,
    Required,
    Resource,
    Returned,
    ScimPolicy,
    Uniqueness,
)

from bodemplaat.foundation.directory.api import (
    GroupInDirectory,
    PersonInDirectory,
    SaidOfGroup,
    SaidOfPerson,
)

ENTERPRISE: Final = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
POLICY: Final = ScimPolicy(
    unknown=ScimPolicy.Unknown.ignore,
    remove_value_as_filter=ScimPolicy.RemoveValue.apply,
    unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
)


class Name(ComplexAttribute):
    """The parts of a name."""

    formatted: str | None = None
    """The full name as it is shown."""
    family_name: str | None = None
    """The family name."""
    given_name: str | None = None
    """The given name."""


class Email(ComplexAttribute):
    """An e-mail address; the one of type work counts, else the primary one, else the first."""

    value: str | None = None
    """The address."""
    type: str | None = None
    """What it is for, such as work."""
    primary: bool | None = None
    """Whether it is preferred."""


class Membership(ComplexAttribute):
    """A group that a person is in."""

    value: Annotated[str | None, Mutability.read_only] = None
    """The id of the group."""
    display: Annotated[str | None, Mutability.read_only] = None
    """The name of the group."""


class User(Resource[Any]):
    """A person with an account."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:User")

    user_name: Annotated[str | None, Uniqueness.server, Required.true] = None
    """What the directory signs the person in with, often an address."""
    name: Name | None = None
    """The parts of the name."""
    display_name: str | None = None
    """The name as it is shown."""
    title: str | None = None
    """The title of the job. Kept and given back; it changes nothing."""
    preferred_language: str | None = None
    """The language of messages: nl or en; any other leaves it as it is."""
    active: bool | None = None
    """Whether the person may sign in. Not active shuts the account at once."""
    emails: list[Email] | None = None
    """E-mail addresses, of which one is kept."""
    groups: Annotated[list[Membership] | None, Mutability.read_only] = None
    """The groups that the person is in."""


class Manager(ComplexAttribute):
    """Who manages the person, according to the directory."""

    value: Annotated[str | None, CaseExact.true] = None
    """The id, externalId or userName of the manager."""

    @model_validator(mode="before")
    @classmethod
    def as_text(cls, value: Any) -> Any:
        """Entra sends the id as bare text."""
        return {"value": value} if isinstance(value, str) else value


class Enterprise(Extension):
    """What the enterprise extension says of work."""

    __schema__ = URN(ENTERPRISE)

    employee_number: str | None = None
    """The personnel number."""
    department: str | None = None
    """The code or name of the unit. It waits for an administrator."""
    manager: Manager | None = None
    """The manager. It waits for an administrator."""


class Member(ComplexAttribute):
    """Somebody in a group."""

    value: Annotated[str | None, Mutability.immutable, CaseExact.true] = None
    """The id of the person."""
    display: Annotated[str | None, Mutability.read_only] = None
    """The name of the person."""
    type: Annotated[str | None, Mutability.immutable] = None
    """User: groups within groups are not kept."""


class Group(Resource[Any]):
    """A group of people."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:Group")

    display_name: Annotated[str | None, Required.true] = None
    """The name of the group."""
    members: Annotated[list[Member] | None, Returned.default] = None
    """Who is in it."""


Person: Any = User[Enterprise]  # type: ignore[misc]  # the extension is chosen at run time


def said_of_person(user: Any, before: SaidOfPerson | None = None) -> SaidOfPerson:
    """What a resource says, in the words of the directory's room; ``before`` is what it said until now.

    What a whole new text leaves out is nothing said, except ``active``: that stays, so that nobody comes in by a gap.
    """
    work = user[Enterprise] or Enterprise()
    name = user.name or Name()
    is_active = user.active if user.active is not None else (before.active if before else True)
    return SaidOfPerson(
        user_name=user.user_name or "",
        external_id=user.external_id or "",
        active=is_active,
        name=_full_name(user.display_name or "", name, before),
        given_name=name.given_name or "",
        family_name=name.family_name or "",
        email=_address(user.emails or []),
        number=work.employee_number or "",
        language=user.preferred_language or "",
        title=user.title or "",
        department=work.department or "",
        manager=(work.manager.value or "") if work.manager else "",
    )


def _full_name(shown: str, name: Name, before: SaidOfPerson | None) -> str:
    """The name as it is shown, also where only a part of it was changed."""
    formatted = name.formatted or ""
    if before is None or (shown and shown != before.name):
        return shown or formatted
    if formatted and formatted != before.name:
        return formatted
    parts = (name.given_name or "", name.family_name or "")
    was = (before.given_name, before.family_name)
    if parts != was and before.name in ("", " ".join(filter(None, was))):
        return " ".join(filter(None, parts))
    return shown or formatted


def said_of_group(group: Any) -> SaidOfGroup:
    """What a resource of a group says."""
    members = frozenset(member.value or "" for member in group.members or [])
    return SaidOfGroup(group.display_name or "", group.external_id or "", members)


def user_of(person: PersonInDirectory, base: str) -> Any:
    """The resource of a person."""
    said = person.said
    user = Person(
        id=str(person.id),
        external_id=said.external_id or None,
        user_name=said.user_name,
        display_name=said.name or None,
        title=said.title or None,
        preferred_language=said.language or None,
        active=said.active,
        meta=_meta("User", f"{base}/Users/{person.id}", person),
    )
    if said.name or said.given_name or said.family_name:
        user.name = Name(
            formatted=said.name or None,
            family_name=said.family_name or None,
            given_name=said.given_name or None,
        )
    if said.email:
        user.emails = [Email(value=said.email, type="work", primary=True)]
    if said.number or said.department or said.manager:
        user[Enterprise] = Enterprise(
            employee_number=said.number or None,
            department=said.department or None,
            manager=Manager(value=said.manager) if said.manager else None,
        )
    if person.groups:
        user.groups = [Membership(value=str(group), display=name) for group, name in person.groups]
    return user


def group_of(group: GroupInDirectory, base: str) -> Any:
    """The resource of a group."""
    return Group(
        id=str(group.id),
        external_id=group.said.external_id or None,
        display_name=group.said.name,
        members=[Member(value=str(person), display=name) for person, name in group.names.items()] or None,
        meta=_meta("Group", f"{base}/Groups/{group.id}", group),
    )


def version(kept: PersonInDirectory | GroupInDirectory) -> str:
    """The ETag of a resource: a weak one, since the same version may be written in another order."""
    return f'W/"{kept.version}"'


def _meta(kind: str, location: str, kept: PersonInDirectory | GroupInDirectory) -> Meta:
    return Meta(
        resource_type=kind,
        created=kept.made_at,
        last_modified=kept.changed_at,
        location=location,
        version=version(kept),
    )


def _address(emails: list[Email]) -> str:
    """The address of type work, else the primary one, else the first."""
    written = [each for each in emails if each.value]
    chosen = (
        next((each for each in written if (each.type or "").lower() == "work"), None)
        or next((each for each in written if each.primary), None)
        or next(iter(written), None)
    )
    return (chosen.value or "") if chosen else ""
