"""What is asked about model files."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.model_files.models import HandedIn, ModelFile, ModelVersion, Outcome
from bodemplaat.capabilities.model_files.policies import (
    KEEPERS,
    check_may_keep,
    check_may_read,
    is_own,
    own,
    within_reach,
)
from bodemplaat.capabilities.model_files.values import (
    Content,
    HandedInView,
    KeptAs,
    ModelFileView,
    ModelFilter,
    ModelPage,
    VersionView,
)
from bodemplaat.foundation.documents.api import content_of
from bodemplaat.foundation.organisations.api import cooperations_of, names_of, names_of_partners
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, NotFound, query

SORTS: Final[Mapping[str, str]] = {"name": "name", "kind": "kind", "changed": "changed_at"}
"""What a list can be sorted by; with a hyphen before it downwards."""


@query
def models_kept(
    *,
    actor: Actor,
    narrow: ModelFilter,
    sort: str = "-changed",
    start: int = 0,
    count: int = 50,
) -> ModelPage:
    """A page of the models within reach; raises ``Refused`` for a role that sees none."""
    check_may_read(actor)
    rows = within_reach(actor)
    rows = rows.exclude(archived_at=None) if narrow.archived else rows.filter(archived_at=None)
    for word in narrow.text.split():
        rows = rows.filter(name__icontains=word)
    if narrow.kind:
        rows = rows.filter(kind=narrow.kind)
    if narrow.whose == "own":
        rows = rows.filter(is_own(actor))
    elif narrow.whose == "partners":
        rows = rows.exclude(is_own(actor))
    field = SORTS.get(sort.removeprefix("-"), "changed_at")
    order = f"-{field}" if sort.startswith("-") else field
    page = list(rows.order_by(order, "id")[start : start + count])
    return ModelPage(tuple(_views(actor, page)), rows.order_by().count())


@query
def model_kept(*, actor: Actor, model: UUID) -> ModelFileView:
    """One model; raises ``NotFound`` for one out of reach."""
    check_may_read(actor)
    (view,) = _views(actor, [within_reach(actor).one(id=model)])
    return view


@query
def versions_of(*, actor: Actor, model: UUID) -> tuple[VersionView, ...]:
    """The versions of a model, the newest first; raises ``NotFound`` for one out of reach."""
    check_may_read(actor)
    rows = list(_versions(actor, model).order_by("-number"))
    names = names_of(actor=actor, people=_staff(actor, rows))
    return tuple(_version(row, names) for row in rows)


@query
def version_content(*, actor: Actor, model: UUID, number: int) -> Content:
    """The file of one version as it was handed in; raises ``NotFound`` for one out of reach.

    The bytes of a partner's shared model are read as its organisation, once both locks have said that this version
    is shared: the table of documents knows no cooperation.
    """
    check_may_read(actor)
    row = _versions(actor, model).one(number=number)
    is_mine = row.organisation_id == actor.organisation_id
    reader = actor if is_mine else Actor.system(row.organisation_id)
    return Content(row.original_name, content_of(actor=reader, document=row.document_id))


@query
def handed_in(*, actor: Actor, file: UUID) -> HandedInView:
    """A file that this person handed in; raises ``NotFound`` for anybody else's, and for one that is gone."""
    check_may_keep(actor)
    row = _mine(actor, file)
    return HandedInView(row.id, row.name, row.kind, row.sha256, row.handed_in_at)


@query
def content_handed_in(*, actor: Actor, file: UUID) -> Content:
    """The bytes of a file that this person handed in; raises ``NotFound`` as ``handed_in`` does."""
    check_may_keep(actor)
    row = _mine(actor, file)
    return Content(row.name, bytes(row.content))


@query
def kept_as(*, actor: Actor, sha256: str) -> KeptAs | None:
    """The newest version in the actor's organisation that has these bytes; ``None`` while they are not kept."""
    check_may_keep(actor)
    versions = ModelVersion.records.of(actor).filter(file__in=own(actor), sha256=sha256)
    row = versions.select_related("file").order_by("-kept_at", "-number").first()
    return None if row is None else KeptAs(row.file_id, row.file.name, row.number)


@query
def outcome_of(*, actor: Actor, key: str) -> bytes | None:
    """What was remembered for this organisation under a key (see ``outcome_key``); ``None`` when nothing was."""
    row = Outcome.records.of(actor).filter(organisation_id=actor.organisation_id, key=key).first()
    return None if row is None else bytes(row.content)


def outcome_key(*parts: str) -> str:
    """The key of an outcome: everything that it follows from, such as digests, kind, language and program."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _mine(actor: Actor, file: UUID) -> HandedIn:
    rows = HandedIn.records.of(actor).filter(organisation_id=actor.organisation_id)
    return rows.one(id=file, person=actor.person)


def _versions(actor: Actor, model: UUID) -> GuardedQuerySet[ModelVersion]:
    if own(actor).filter(id=model).exists() and actor.role in KEEPERS:
        return ModelVersion.records.of(actor).filter(file_id=model)
    versions = ModelVersion.records.among_partners(actor).filter(file_id=model, file__archived_at=None)
    if not versions.exists():
        raise NotFound("model")
    return versions


def _staff(actor: Actor, rows: Iterable[ModelFile | ModelVersion]) -> set[UUID]:
    """Who kept something, as far as they work where the actor does."""
    return {row.kept_by for row in rows if row.organisation_id == actor.organisation_id}


def _version(row: ModelVersion, names: Mapping[UUID, str]) -> VersionView:
    return VersionView(
        number=row.number,
        original_name=row.original_name,
        sha256=row.sha256,
        size=row.size,
        note=row.note,
        kept_by=names.get(row.kept_by, ""),
        kept_at=row.kept_at,
    )


def _views(actor: Actor, rows: list[ModelFile]) -> Iterable[ModelFileView]:
    people = names_of(actor=actor, people=_staff(actor, rows))
    cooperations = cooperations_of(actor=actor)
    partners = names_of_partners(actor=actor, organisations={row.organisation_id for row in rows})
    for row in rows:
        is_mine = row.organisation_id == actor.organisation_id
        yield ModelFileView(
            id=row.id,
            name=row.name,
            kind=row.kind,
            organisation_id=row.organisation_id,
            organisation_name=actor.organisation_name if is_mine else partners.get(row.organisation_id, ""),
            latest=row.latest,
            changed_at=row.changed_at,
            kept_by=people.get(row.kept_by, ""),
            shared_with=cooperations.get(row.shared_with_id, "") if row.shared_with_id else "",
            is_own=is_mine,
            is_archived=row.archived_at is not None,
            may_change=is_mine and actor.role in KEEPERS,
        )
