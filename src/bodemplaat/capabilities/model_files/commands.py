"""What changes model files: keeping, versions, names, sharing, the archive; and what is only remembered for a while."""

import hashlib
import re
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from bodemplaat.capabilities.model_files.errors import UnsoundModelFile
from bodemplaat.capabilities.model_files.events import SHARED
from bodemplaat.capabilities.model_files.models import HandedIn, ModelFile, ModelVersion, Outcome
from bodemplaat.capabilities.model_files.policies import check_may_keep, check_may_read, own, within_reach
from bodemplaat.capabilities.model_files.tasks import HANDED_IN_FOR, REMEMBERED_FOR, forget, forget_past
from bodemplaat.capabilities.model_files.values import Content
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.documents.api import keep_file
from bodemplaat.foundation.organisations.api import cooperations_of
from bodemplaat.foundation.outbox.api import Announcement, publish
from bodemplaat.foundation.tenancy.api import Actor, NotFound, command
from bodemplaat.kernel import Finding, say

MOST_BYTES: Final = 5 * 1024 * 1024
LONGEST_NAME: Final = 120
LONGEST_NOTE: Final = 200

_KIND = re.compile(r"[a-z][a-z-]{1,19}")
_ZIP, _XLSX, _TEXT = (
    b"PK\x03\x04",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "text/yaml",
)


@command
def hand_in(*, actor: Actor, kind: str, file: Content, at: datetime) -> UUID:
    """Hold a file for the person who handed it in, until they keep it or a day has passed."""
    check_may_keep(actor)
    _check(_of_content(kind, file))
    forget_past(actor=actor, at=at)
    row = HandedIn.records.of(actor).create(
        organisation_id=actor.organisation_id,
        person=actor.person,
        name=file.name[-LONGEST_NAME:],
        kind=kind,
        content=file.content,
        sha256=hashlib.sha256(file.content).hexdigest(),
        handed_in_at=at,
    )
    _forget_after(actor, at + HANDED_IN_FOR)
    return row.id


@command
def keep_model(
    *, actor: Actor, name: str, kind: str, file: Content, note: str = "", key: str, at: datetime
) -> UUID:
    """Keep a file as the first version of a model with a name.

    ``key`` belongs to one press of the button: a second call with it answers the first model and changes nothing.
    Raises ``Refused`` for who does not calculate, and ``UnsoundModelFile`` with every finding: no name or one that is
    in use, no kind, no bytes or too many.
    """
    check_may_keep(actor)
    first = own(actor).filter(key=key).first()
    if first is not None:
        return first.id
    name = _clean(name)
    _check([*_of_name(actor, name, None), *_of_content(kind, file), *_of_note(note)])
    model = ModelFile(
        id=uuid4(),
        organisation_id=actor.organisation_id,
        name=name,
        kind=kind,
        key=key,
        kept_by=actor.person,
        kept_at=at,
        changed_at=at,
    )
    # A second call with the same key or name waits here until the first is done.
    own(actor).bulk_create([model], ignore_conflicts=True)
    there = own(actor).filter(id=model.id).first()
    if there is None:
        same = own(actor).filter(key=key).first()
        if same is None:
            raise UnsoundModelFile(_taken(name))
        return same.id
    _add_version(actor, model, 1, file, note, key, at)
    record(
        actor,
        "model_file.kept",
        "model_file",
        model.id,
        model.organisation_id,
        at=at,
        details=_facts(kind, 1, file),
    )
    return model.id


@command
def keep_version(*, actor: Actor, model: UUID, file: Content, note: str = "", key: str, at: datetime) -> int:
    """Keep a file as the next version of a model; returns its number.

    A second call with the same ``key`` answers the same number. Raises ``NotFound`` for another organisation's model,
    and ``UnsoundModelFile`` when the model is in the archive or the file is the newest version already.
    """
    check_may_keep(actor)
    row = own(actor).locked().one(id=model)
    versions = ModelVersion.records.of(actor).filter(file=row)
    same = versions.filter(key=key).first()
    if same is not None:
        return same.number
    newest = versions.filter(number=row.latest).get()
    digest = hashlib.sha256(file.content).hexdigest()
    findings = [*_of_content(row.kind, file), *_of_note(note)]
    if row.archived_at is not None:
        text = say("This model is in the archive. Put it back first, then keep the new version.")
        findings.append(Finding("model_file.archived", "file", text))
    if digest == newest.sha256:
        text = say(
            "This file is the same as version {number}, byte for byte. Choose the file that you changed."
        )
        findings.append(Finding("model_file.unchanged", "file", text, {"number": newest.number}))
    _check(findings)
    row.latest, row.changed_at = row.latest + 1, at
    row.save(update_fields=["latest", "changed_at"])
    _add_version(actor, row, row.latest, file, note, key, at)
    facts = _facts(row.kind, row.latest, file)
    record(actor, "model_file.version_kept", "model_file", row.id, row.organisation_id, at=at, details=facts)
    return row.latest


@command
def rename_model(*, actor: Actor, model: UUID, name: str, at: datetime) -> None:
    """Give a model another name; the same name changes nothing. Raises ``UnsoundModelFile`` for one that is in use."""
    check_may_keep(actor)
    row = own(actor).locked().one(id=model)
    name = _clean(name)
    if name == row.name:
        return
    _check(_of_name(actor, name, row))
    row.name = name
    row.save(update_fields=["name"])
    record(actor, "model_file.renamed", "model_file", row.id, row.organisation_id, at=at)


@command
def share_model(*, actor: Actor, model: UUID, cooperation: UUID, at: datetime) -> None:
    """Let the partners in a cooperation read a model, every version of it, and tell them; twice is once.

    Raises ``NotFound`` for a cooperation that the actor's organisation takes no part in, and ``UnsoundModelFile`` for
    a model in the archive.
    """
    check_may_keep(actor)
    if cooperation not in actor.cooperations:
        raise NotFound("cooperation")
    row = own(actor).locked().one(id=model)
    if row.archived_at is not None:
        text = say("This model is in the archive. Put it back first, then share it.")
        raise UnsoundModelFile(Finding("model_file.archived", "model", text))
    if row.shared_with_id == cooperation:
        return
    row.shared_with_id, row.shared_by, row.shared_at = cooperation, actor.person, at
    row.save(update_fields=["shared_with", "shared_by", "shared_at"])
    facts = {"cooperation": str(cooperation)}
    details = {
        "model": str(row.id),
        "name": row.name,
        "organisation": actor.organisation_name,
        "cooperation": cooperations_of(actor=actor).get(cooperation, ""),
        "shared_with": str(cooperation),
    }
    publish(actor, Announcement(SHARED, row.organisation_id, details), at=at)
    record(actor, "model_file.shared", "model_file", row.id, row.organisation_id, at=at, details=facts)


@command
def stop_sharing(*, actor: Actor, model: UUID, at: datetime) -> None:
    """Keep a model to one's own organisation again: partners no longer find it, but keep what they downloaded."""
    check_may_keep(actor)
    row = own(actor).locked().one(id=model)
    if row.shared_with_id is None:
        return
    row.shared_with, row.shared_by, row.shared_at = None, None, None
    row.save(update_fields=["shared_with", "shared_by", "shared_at"])
    record(actor, "model_file.sharing_stopped", "model_file", row.id, row.organisation_id, at=at)


@command
def archive_model(*, actor: Actor, model: UUID, at: datetime) -> None:
    """Take a model out of the lists, for partners as well; nothing is removed, and ``restore_model`` undoes it."""
    check_may_keep(actor)
    row = own(actor).locked().one(id=model)
    if row.archived_at is not None:
        return
    row.archived_by, row.archived_at = actor.person, at
    row.save(update_fields=["archived_by", "archived_at"])
    record(actor, "model_file.archived", "model_file", row.id, row.organisation_id, at=at)


@command
def restore_model(*, actor: Actor, model: UUID, at: datetime) -> None:
    """Put a model back from the archive, shared as it was; raises ``UnsoundModelFile`` when its name is in use now."""
    check_may_keep(actor)
    row = own(actor).locked().one(id=model)
    if row.archived_at is None:
        return
    _check(_of_name(actor, row.name, row))
    row.archived_by, row.archived_at = None, None
    row.save(update_fields=["archived_by", "archived_at"])
    record(actor, "model_file.restored", "model_file", row.id, row.organisation_id, at=at)


@command
def note_downloaded(*, actor: Actor, model: UUID, number: int, form: str, at: datetime) -> None:
    """Leave a line in the trail of the reader's organisation: who took which version along, in which form."""
    check_may_read(actor)
    row = within_reach(actor).one(id=model)
    facts = {"format": form, "number": number}
    record(actor, "model_file.downloaded", "model_file", row.id, actor.organisation_id, at=at, details=facts)


@command
def remember_outcome(*, actor: Actor, key: str, content: bytes, at: datetime) -> None:
    """Remember what a file came to, for this organisation; the first that is remembered under a key stays."""
    check_may_read(actor)
    rows = Outcome.records.of(actor)
    row = Outcome(organisation_id=actor.organisation_id, key=key, content=content, worked_out_at=at)
    rows.bulk_create([row], ignore_conflicts=True)
    if rows.filter(id=row.id).exists():
        _forget_after(actor, at + REMEMBERED_FOR)


def _forget_after(actor: Actor, moment: datetime) -> None:
    forget.configure(schedule_at=moment).defer(organisation=str(actor.organisation_id))


def _add_version(
    actor: Actor, model: ModelFile, number: int, file: Content, note: str, key: str, at: datetime
) -> None:
    document = keep_file(
        actor=actor,
        organisation=model.organisation_id,
        name=file.name,
        media_type=_XLSX if file.content.startswith(_ZIP) else _TEXT,
        content=file.content,
        at=at,
    )
    ModelVersion.records.of(actor).create(
        organisation_id=model.organisation_id,
        file=model,
        number=number,
        document_id=document,
        sha256=hashlib.sha256(file.content).hexdigest(),
        original_name=file.name[-LONGEST_NAME:],
        size=len(file.content),
        note=_clean(note),
        key=key,
        kept_by=actor.person,
        kept_at=at,
    )


def _facts(kind: str, number: int, file: Content) -> dict[str, object]:
    return {"kind": kind, "number": number, "sha256": hashlib.sha256(file.content).hexdigest()}


def _clean(text: str) -> str:
    return " ".join(text.replace("\x00", " ").split())


def _check(findings: list[Finding]) -> None:
    if findings:
        raise UnsoundModelFile(*findings)


def _of_name(actor: Actor, name: str, model: ModelFile | None) -> list[Finding]:
    if not name:
        return [
            Finding("model_file.no_name", "name", say("Give the model a name, so that you find it again."))
        ]
    if len(name) > LONGEST_NAME:
        text = say("This name has {length} characters; shorten it to {most}.")
        return [Finding("model_file.long_name", "name", text, {"length": len(name), "most": LONGEST_NAME})]
    others = own(actor).filter(name__iexact=name, archived_at=None)
    if model is not None:
        others = others.exclude(id=model.id)
    return [_taken(name)] if others.exists() else []


def _taken(name: str) -> Finding:
    text = say(
        "Your organisation has a model called '{name}' already. Choose another name, or keep the file as a new version "
        "of that model."
    )
    return Finding("model_file.name_in_use", "name", text, {"name": name})


def _of_content(kind: str, file: Content) -> list[Finding]:
    if not _KIND.fullmatch(kind):
        return [Finding("model_file.no_kind", "kind", say("Choose what the model calculates."))]
    if not file.content:
        return [Finding("model_file.empty", "file", say("This file is empty. Choose the file again."))]
    if len(file.content) > MOST_BYTES:
        text = say("This file is larger than {most} MB. Remove from it what the model does not need.")
        return [Finding("model_file.too_large", "file", text, {"most": MOST_BYTES // 1024 // 1024})]
    return []


def _of_note(note: str) -> list[Finding]:
    if len(_clean(note)) <= LONGEST_NOTE:
        return []
    text = say("This text has {length} characters; shorten it to {most}.")
    return [
        Finding("model_file.long_note", "note", text, {"length": len(_clean(note)), "most": LONGEST_NOTE})
    ]
