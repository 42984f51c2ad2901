"""What each address does: reads what was sent, asks the directory's room, and writes the answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest
from django.utils.http import parse_etags
from pydantic import ValidationError
from scim2_models import (
    AuthenticationScheme,
    Bulk,
    ChangePassword,
    Context,
    Error,
    ETag,
    Filter,
    ListResponse,
    Meta,
    Patch,
    Reference,
    ResourceType,
    ResponseParameters,
    SCIMException,
    ServiceProviderConfig,
    Sort,
)

from bodemplaat.connectors.scim.filters import condition_of
from bodemplaat.connectors.scim.patches import patched
from bodemplaat.connectors.scim.resources import (
    POLICY,
    Enterprise,
    Group,
    Person,
    group_of,
    said_of_group,
    said_of_person,
    user_of,
    version,
)
from bodemplaat.foundation.directory import api as directory
from bodemplaat.foundation.directory.api import (
    DirectoryRefused,
    GroupInDirectory,
    PersonInDirectory,
    Where,
    Wrong,
)
from bodemplaat.foundation.tenancy.api import Actor, Refused, entered
from bodemplaat.kernel import say

PAGE: Final = 100
MOST: Final = 500
"""Resources on a page when no number is asked for, and at most."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of a directory: who, when, and the address under which it knows everything."""

    request: HttpRequest
    actor: Actor
    base: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered: the status, the document (``None`` is no content), and headers."""

    status: int
    document: Mapping[str, Any] | None = None
    headers: Mapping[str, str] | None = None


class Stale(Exception):
    """The resource is not as the directory last saw it (``If-Match``)."""


def users(ask: Asked) -> Answer:
    """The people, or somebody new."""
    if ask.request.method == "POST":
        with POLICY:
            user = Person.model_validate(_body(ask), scim_ctx=Context.RESOURCE_CREATION_REQUEST)
        person = directory.save_person(actor=ask.actor, person=None, said=said_of_person(user), at=ask.at)
        return _created(ask, user_of(person, ask.base), person)
    start, count, where = _page(ask)
    people, total = directory.people_in_directory(actor=ask.actor, where=where, start=start - 1, count=count)
    return _list(ask, Person, [user_of(person, ask.base) for person in people], start, total)


def user(ask: Asked, person: UUID) -> Answer:
    """One person."""
    method = ask.request.method
    if method == "GET":
        kept = directory.person_in_directory(actor=ask.actor, person=person)
        return _one(ask, user_of(kept, ask.base), kept)
    with entered(ask.actor):
        directory.one_at_a_time(actor=ask.actor)
        before = directory.person_in_directory(actor=ask.actor, person=person)
        _check_match(ask, before)
        if method == "DELETE":
            directory.remove_person(actor=ask.actor, person=person, at=ask.at)
            return Answer(204)
        if method == "PUT":
            with POLICY:
                wanted = Person.model_validate(
                    _whole(_body(ask)), scim_ctx=Context.RESOURCE_REPLACEMENT_REQUEST
                )
        else:
            wanted = patched(Person, user_of(before, ask.base), _body(ask))
        said = said_of_person(wanted, before.said)
        kept = directory.save_person(actor=ask.actor, person=person, said=said, at=ask.at)
    return _one(ask, user_of(kept, ask.base), kept)


def groups(ask: Asked) -> Answer:
    """The groups, or a new one."""
    if ask.request.method == "POST":
        with POLICY:
            group = Group.model_validate(_body(ask), scim_ctx=Context.RESOURCE_CREATION_REQUEST)
        kept = directory.save_group(actor=ask.actor, group=None, said=said_of_group(group), at=ask.at)
        return _created(ask, group_of(kept, ask.base), kept)
    start, count, where = _page(ask)
    rows, total = directory.groups_in_directory(
        actor=ask.actor,
        where=where,
        start=start - 1,
        count=count,
        with_members="members" not in ask.request.GET.get("excludedAttributes", "").split(","),
    )
    return _list(ask, Group, [group_of(row, ask.base) for row in rows], start, total)


def group(ask: Asked, group: UUID) -> Answer:
    """One group."""
    method = ask.request.method
    if method == "GET":
        kept = directory.group_in_directory(actor=ask.actor, group=group)
        return _one(ask, group_of(kept, ask.base), kept)
    with entered(ask.actor):
        directory.one_at_a_time(actor=ask.actor)
        before = directory.group_in_directory(actor=ask.actor, group=group)
        _check_match(ask, before)
        if method == "DELETE":
            directory.remove_group(actor=ask.actor, group=group, at=ask.at)
            return Answer(204)
        if method == "PUT":
            with POLICY:
                wanted = Group.model_validate(
                    _whole(_body(ask)), scim_ctx=Context.RESOURCE_REPLACEMENT_REQUEST
                )
        else:
            wanted = patched(Group, group_of(before, ask.base), _body(ask))
        kept = directory.save_group(actor=ask.actor, group=group, said=said_of_group(wanted), at=ask.at)
    return _one(ask, group_of(kept, ask.base), kept)


def service_provider_config(ask: Asked) -> Answer:
    """What this service can do."""
    config = ServiceProviderConfig(
        patch=Patch(supported=True),
        bulk=Bulk(supported=False, max_operations=0, max_payload_size=0),
        filter=Filter(supported=True, max_results=MOST),
        change_password=ChangePassword(supported=False),
        sort=Sort(supported=False),
        etag=ETag(supported=True),
        authentication_schemes=[
            AuthenticationScheme(
                type=AuthenticationScheme.Type.oauthbearertoken,
                name="Bearer",
                description="The secret that an administrator of the organisation made.",
                spec_uri=Reference("https://www.rfc-editor.org/info/rfc6750"),
                primary=True,
            )
        ],
        meta=Meta(resource_type="ServiceProviderConfig", location=f"{ask.base}/ServiceProviderConfig"),
    )
    return Answer(200, _dumped(config))


def resource_types(ask: Asked, name: str = "") -> Answer:
    """Users and groups, or one of the two."""
    kinds = []
    for kind in (Person, Group):
        each = ResourceType.from_resource(kind)
        each.meta = Meta(resource_type="ResourceType", location=f"{ask.base}/ResourceTypes/{each.id}")
        kinds.append(each)
    return _fixed(ask, ResourceType, kinds, name)


def schemas(ask: Asked, name: str = "") -> Answer:
    """The attributes that mean something here."""
    rows = []
    for kind in (Person, Group, Enterprise):
        each = kind.to_schema()
        each.meta = Meta(resource_type="Schema", location=f"{ask.base}/Schemas/{each.id}")
        rows.append(each)
    return _fixed(ask, type(rows[0]), rows, name)


def error(wrong: Exception) -> tuple[int, str, str]:
    """The status, the ``scimType`` and the reason (marked text) of what stopped a request; raises what is a fault."""
    match wrong:
        case DirectoryRefused():
            return (409 if wrong.kind is Wrong.TAKEN else 400), wrong.kind.value, wrong.text
        case Refused():
            return 400, Wrong.VALUE.value, _REASONS["invalidValue"] if wrong.values else wrong.text
        case Stale():
            return 412, "", say("It was changed since the directory last read it: read it again.")
        case ValidationError():
            first = Error.from_validation_errors(wrong)[0]
            return (
                int(first.status or 400),
                first.scim_type or "invalidSyntax",
                _REASONS.get(first.scim_type or "", _UNREADABLE),
            )
        case SCIMException():
            return wrong.status, wrong.scim_type, _REASONS.get(wrong.scim_type, _UNREADABLE)
    raise wrong


_UNREADABLE: Final = say("What was sent is no document of SCIM, or an attribute that is needed is missing.")
_REASONS: Final[Mapping[str, str]] = {
    "invalidValue": say(
        "A value that was sent is missing or cannot be what it is: look at the mapping of attributes."
    ),
    "invalidPath": say("A path that was sent cannot be read: look at the mapping of attributes."),
    "noTarget": say("A path that was sent points at nothing: look at the mapping of attributes."),
    "mutability": say("An attribute that was sent is read-only, such as id: take it out of the mapping."),
    "invalidFilter": say("The filter cannot be read: look at its quotes and brackets."),
}


def _body(ask: Asked) -> dict[str, Any]:
    try:
        document = json.loads(ask.request.body)
    except (ValueError, RecursionError) as wrong:
        raise DirectoryRefused(Wrong.VALUE, _UNREADABLE) from wrong
    if not isinstance(document, dict):
        raise DirectoryRefused(Wrong.VALUE, _UNREADABLE)
    return document


def _whole(document: dict[str, Any]) -> dict[str, Any]:
    """Without what is read-only: RFC 7644 (3.5.1) lets it be ignored."""
    return {name: value for name, value in document.items() if name.lower() not in ("id", "meta", "groups")}


def _page(ask: Asked) -> tuple[int, int, Where | None]:
    try:
        start = max(1, int(ask.request.GET.get("startIndex", "1")))
        count = min(MOST, max(0, int(ask.request.GET.get("count", PAGE))))
    except ValueError as wrong:
        raise DirectoryRefused(Wrong.VALUE, say("startIndex and count are whole numbers.")) from wrong
    if start > 10**9:
        raise DirectoryRefused(Wrong.VALUE, say("startIndex and count are whole numbers."))
    text = ask.request.GET.get("filter", "").strip()
    return start, count, condition_of(text) if text else None


def _list(ask: Asked, kind: Any, rows: list[Any], start: int, total: int) -> Answer:
    page = ListResponse[kind](
        total_results=total, items_per_page=len(rows), start_index=start, resources=rows or None
    )
    document = _dumped(page, _parameters(ask, kind), Context.RESOURCE_QUERY_RESPONSE)
    document.setdefault("Resources", [])
    return Answer(200, document)


def _fixed(ask: Asked, kind: Any, rows: list[Any], name: str) -> Answer:
    if not name:
        if ask.request.GET.get("filter"):
            return Answer(403, Error(status=403, detail="No filter here (RFC 7644, 4).").model_dump())
        return _list(ask, kind, rows, 1, len(rows))
    row = next((each for each in rows if each.id == name), None)
    if row is None:
        return Answer(404, Error(status=404, detail=name[:100]).model_dump())
    return Answer(200, _dumped(row))


def _one(ask: Asked, resource: Any, kept: PersonInDirectory | GroupInDirectory) -> Answer:
    tag = version(kept)
    if ask.request.method == "GET" and tag in parse_etags(ask.request.headers.get("If-None-Match", "")):
        return Answer(304, None, {"ETag": tag})
    document = _dumped(resource, _parameters(ask, type(resource)), Context.RESOURCE_QUERY_RESPONSE)
    return Answer(200, document, {"ETag": tag})


def _created(ask: Asked, resource: Any, kept: PersonInDirectory | GroupInDirectory) -> Answer:
    document = _dumped(resource, _parameters(ask, type(resource)), Context.RESOURCE_CREATION_RESPONSE)
    return Answer(201, document, {"ETag": version(kept), "Location": document["meta"]["location"]})


def _parameters(ask: Asked, kind: Any) -> Any:
    """Which attributes are answered; what is no attribute here is left out of the question."""
    sent = {
        name: ask.request.GET[name]
        for name in ("attributes", "excludedAttributes")
        if ask.request.GET.get(name)
    }
    if not sent:
        return None
    with POLICY:
        return ResponseParameters[kind].model_validate(sent)


def _dumped(
    model: Any, parameters: Any = None, context: Context = Context.RESOURCE_QUERY_RESPONSE
) -> dict[str, Any]:
    dumped: dict[str, Any] = model.model_dump(scim_ctx=context, response_parameters=parameters)
    return dumped


def _check_match(ask: Asked, kept: PersonInDirectory | GroupInDirectory) -> None:
    sent = ask.request.headers.get("If-Match", "")
    if sent and "*" not in parse_etags(sent) and version(kept) not in parse_etags(sent):
        raise Stale
