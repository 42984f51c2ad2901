"""Model files are kept in versions, by those who calculate, for their own organisation or for its cooperation."""

import hashlib
import uuid
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.utils import translation
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.world import MONDAY, World

from bodemplaat.capabilities.model_files import api as model_files
from bodemplaat.capabilities.model_files.models import ModelFile, ModelVersion
from bodemplaat.capabilities.model_files.tasks import forget
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, entered

FIRST = model_files.Content("kostprijs 2026.yaml", b"title: Kostprijs\ncentres: []\n")
SECOND = model_files.Content("kostprijs 2026 (2).yaml", b"title: Kostprijs\ncentres: [1]\n")


def kept(who: Actor, name: str = "Kostprijs 2026", key: str = "") -> uuid.UUID:
    return model_files.keep_model(
        actor=who, name=name, kind="costs", file=FIRST, key=key or uuid.uuid4().hex, at=MONDAY
    )


def names(who: Actor, **narrow: object) -> list[str]:
    found = model_files.models_kept(actor=who, narrow=model_files.ModelFilter(**narrow))  # type: ignore[arg-type]
    assert found.count == len(found.rows)
    return [row.name for row in found.rows]


def test_a_model_keeps_every_version_with_its_owner_and_day(world: World) -> None:
    carla = world.first.carla
    model = kept(carla)
    number = model_files.keep_version(
        actor=carla, model=model, file=SECOND, note="Huur erbij", key="v2", at=MONDAY + timedelta(days=1)
    )
    assert number == 2
    newest, first = model_files.versions_of(actor=carla, model=model)
    assert (newest.number, newest.note, newest.kept_by, newest.kept_at) == (
        2,
        "Huur erbij",
        "Carla Dekker",
        MONDAY + timedelta(days=1),
    )
    assert (first.number, first.original_name, first.size) == (1, FIRST.name, len(FIRST.content))
    assert model_files.version_content(actor=carla, model=model, number=1) == FIRST
    assert model_files.version_content(actor=carla, model=model, number=2) == SECOND
    view = model_files.model_kept(actor=carla, model=model)
    assert (view.name, view.kind, view.latest, view.organisation_name) == (
        "Kostprijs 2026",
        "costs",
        2,
        "Nederlek",
    )


def test_a_version_can_be_changed_by_nobody(world: World) -> None:
    carla = world.first.carla
    model = kept(carla)
    with entered(carla):
        row = ModelVersion.records.of(carla).filter(file_id=model)
        for act in (lambda: row.update(note="stil veranderd"), row.delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                act()


def test_pressing_twice_keeps_once(world: World) -> None:
    carla = world.first.carla
    model = kept(carla, key="knop")
    assert kept(carla, key="knop") == model
    again = {
        model_files.keep_version(actor=carla, model=model, file=SECOND, key="v2", at=MONDAY) for _ in range(2)
    }
    assert again == {2}
    assert len(model_files.versions_of(actor=carla, model=model)) == 2
    acts = [line.action for line in trail_of(actor=carla, subject=model)]
    assert acts == ["model_file.kept", "model_file.version_kept"]


def test_everything_that_is_wrong_is_told_at_once(world: World) -> None:
    with pytest.raises(model_files.UnsoundModelFile) as refusal:
        model_files.keep_model(
            actor=world.first.carla,
            name=" ",
            kind="costs",
            file=model_files.Content("leeg.yaml", b""),
            note="x" * 201,
            key="k",
            at=MONDAY,
        )
    assert {f.code for f in refusal.value.findings} == {
        "model_file.no_name",
        "model_file.empty",
        "model_file.long_note",
    }
    assert names(world.first.carla) == []


def test_a_name_is_in_use_once_whatever_its_capitals(world: World) -> None:
    carla = world.first.carla
    model = kept(carla)
    with pytest.raises(model_files.UnsoundModelFile):
        kept(carla, "KOSTPRIJS 2026")
    other = kept(carla, "Begroting")
    with pytest.raises(model_files.UnsoundModelFile):
        model_files.rename_model(actor=carla, model=other, name="kostprijs 2026", at=MONDAY)
    kept(world.second.carla)  # another organisation's names are its own
    model_files.archive_model(actor=carla, model=model, at=MONDAY)
    model_files.rename_model(actor=carla, model=other, name="kostprijs 2026", at=MONDAY)
    with pytest.raises(model_files.UnsoundModelFile):
        model_files.restore_model(actor=carla, model=model, at=MONDAY)


def test_a_version_that_changes_nothing_is_refused(world: World) -> None:
    carla = world.first.carla
    model = kept(carla)
    with pytest.raises(model_files.UnsoundModelFile) as refusal:
        model_files.keep_version(actor=carla, model=model, file=FIRST, key="v2", at=MONDAY)
    assert [f.code for f in refusal.value.findings] == ["model_file.unchanged"]


def test_only_who_calculates_keeps(world: World) -> None:
    hall = world.first
    for who in (hall.anna, hall.jan, hall.ad, world.clerk, world.payer, world.system):
        with pytest.raises(Refused):
            kept(who)
    kept(world.contract_manager, "Tarieven")
    assert names(world.contract_manager) == ["Tarieven"]


def test_partners_read_what_is_shared_and_nothing_else(world: World) -> None:
    """The other municipality and the service centre see a model from the moment it is shared until it is not."""
    carla = world.first.carla
    model, _ = kept(carla), kept(carla, "Geheim plan")
    partners = (
        world.second.carla,
        world.second.jan,
        world.first.jan,
        world.clerk,
        world.payer,
        world.contract_manager,
    )
    for who in partners:
        assert names(who) == [], who.role
        with pytest.raises(NotFound):
            model_files.version_content(actor=who, model=model, number=1)
    for _ in range(2):
        model_files.share_model(actor=carla, model=model, cooperation=world.cooperation, at=MONDAY)
    for who in partners:
        assert names(who) == ["Kostprijs 2026"], who.role
        assert model_files.version_content(actor=who, model=model, number=1) == FIRST
        view = model_files.model_kept(actor=who, model=model)
        assert (view.organisation_name, view.shared_with, view.may_change) == ("Nederlek", "K5", False)
        (version,) = model_files.versions_of(actor=who, model=model)
        assert version.kept_by == ("Carla Dekker" if who.organisation_id == carla.organisation_id else "")
    model_files.archive_model(actor=carla, model=model, at=MONDAY)
    assert {tuple(names(who)) for who in partners} == {()}
    model_files.restore_model(actor=carla, model=model, at=MONDAY)
    assert names(world.second.carla) == ["Kostprijs 2026"]
    model_files.stop_sharing(actor=carla, model=model, at=MONDAY)
    for who in partners:
        assert names(who) == []
        with pytest.raises(NotFound):
            model_files.versions_of(actor=who, model=model)
    acts = [line.action for line in trail_of(actor=carla, subject=model)]
    assert acts == [
        f"model_file.{act}" for act in ("kept", "shared", "archived", "restored", "sharing_stopped")
    ]


def test_another_cooperation_sees_nothing_of_what_is_shared(world: World, elsewhere: World) -> None:
    model = kept(world.first.carla)
    model_files.share_model(actor=world.first.carla, model=model, cooperation=world.cooperation, at=MONDAY)
    assert names(elsewhere.first.carla) == []
    with pytest.raises(NotFound):
        model_files.model_kept(actor=elsewhere.first.carla, model=model)
    with pytest.raises(NotFound):
        model_files.share_model(
            actor=world.first.carla, model=model, cooperation=elsewhere.cooperation, at=MONDAY
        )


def test_employees_and_administrators_read_no_models(world: World) -> None:
    for who in (world.first.anna, world.first.ad):
        with pytest.raises(Refused):
            names(who)


def test_a_partner_changes_nothing_of_what_is_shared(world: World) -> None:
    model, other = kept(world.first.carla), world.second.carla
    model_files.share_model(actor=world.first.carla, model=model, cooperation=world.cooperation, at=MONDAY)
    acts = (
        lambda: model_files.rename_model(actor=other, model=model, name="Van ons", at=MONDAY),
        lambda: model_files.keep_version(actor=other, model=model, file=SECOND, key="v2", at=MONDAY),
        lambda: model_files.stop_sharing(actor=other, model=model, at=MONDAY),
        lambda: model_files.archive_model(actor=other, model=model, at=MONDAY),
    )
    for act in acts:
        with pytest.raises(NotFound):
            act()
    with entered(other), pytest.raises(DatabaseError), transaction.atomic():  # the second lock by itself
        ModelFile.records.among_partners(other).filter(id=model).update(name="Van ons")


def test_the_second_lock_hides_versions_by_itself(world: World) -> None:
    """Without the first lock: what PostgreSQL shows to the entered actor."""
    model = kept(world.first.carla)

    def seen(who: Actor) -> int:
        with entered(who), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM model_files_modelversion WHERE file_id = %s", [model])
            return int(cursor.fetchone()[0])

    assert seen(world.second.carla) == 0
    model_files.share_model(actor=world.first.carla, model=model, cooperation=world.cooperation, at=MONDAY)
    assert seen(world.second.carla) == 1
    model_files.archive_model(actor=world.first.carla, model=model, at=MONDAY)
    assert seen(world.second.carla) == 0
    assert seen(world.first.carla) == 1


def test_a_list_is_narrowed_sorted_and_paged(world: World) -> None:
    carla = world.first.carla
    for name in ("Plan 2027", "Kostprijs 2026", "Kostprijs 2025"):
        kept(carla, name)
    kept(world.second.carla, "Kostprijs van Vlist")
    shared = model_files.models_kept(actor=world.second.carla, narrow=model_files.ModelFilter()).rows[0].id
    model_files.share_model(actor=world.second.carla, model=shared, cooperation=world.cooperation, at=MONDAY)
    assert set(names(carla, text="kostprijs 202")) == {"Kostprijs 2025", "Kostprijs 2026"}
    assert set(names(carla, text="kostprijs")) == {"Kostprijs 2026", "Kostprijs 2025", "Kostprijs van Vlist"}
    assert set(names(carla, whose="own")) == {"Plan 2027", "Kostprijs 2026", "Kostprijs 2025"}
    assert names(carla, whose="partners") == ["Kostprijs van Vlist"]
    page = model_files.models_kept(
        actor=carla, narrow=model_files.ModelFilter(), sort="name", start=1, count=2
    )
    assert ([row.name for row in page.rows], page.count) == (["Kostprijs 2026", "Kostprijs van Vlist"], 4)


def test_a_file_that_was_handed_in_is_its_hander_s_alone_and_goes(world: World) -> None:
    carla = world.first.carla
    file = model_files.hand_in(actor=carla, kind="costs", file=FIRST, at=MONDAY)
    assert model_files.content_handed_in(actor=carla, file=file) == FIRST
    assert model_files.handed_in(actor=carla, file=file).kind == "costs"
    colleague = replace(carla, person_id=uuid.uuid4())
    for who in (colleague, world.second.carla, world.contract_manager):
        with pytest.raises(NotFound):
            model_files.content_handed_in(actor=who, file=file)
    model_files.hand_in(actor=carla, kind="costs", file=SECOND, at=MONDAY + timedelta(days=2))
    with pytest.raises(NotFound):
        model_files.content_handed_in(actor=carla, file=file)


def test_what_a_file_came_to_is_remembered_per_organisation(world: World) -> None:
    key = model_files.outcome_key("digest", "costs", "nl")
    carla, other = world.first.carla, world.second.carla
    assert model_files.outcome_of(actor=carla, key=key) is None
    model_files.remember_outcome(actor=carla, key=key, content=b"1", at=MONDAY)
    model_files.remember_outcome(actor=carla, key=key, content=b"2", at=MONDAY)
    assert model_files.outcome_of(actor=carla, key=key) == b"1"
    assert model_files.outcome_of(actor=other, key=key) is None


def removal_due() -> datetime:
    job = ProcrastinateJob.objects.filter(task_name="model_files.forget").latest("id")
    assert job.scheduled_at is not None
    due: datetime = job.scheduled_at
    return due


def test_what_nobody_kept_is_removed_the_day_after_though_nobody_returns(world: World) -> None:
    carla, other = world.first.carla, world.second.carla
    file = model_files.hand_in(actor=carla, kind="costs", file=FIRST, at=MONDAY)
    assert removal_due() == MONDAY + timedelta(days=1)
    theirs = model_files.hand_in(actor=other, kind="costs", file=FIRST, at=MONDAY)
    with time_machine.travel(MONDAY + timedelta(days=1) - timedelta(seconds=1), tick=False):
        forget(organisation=str(carla.organisation_id))
        assert model_files.content_handed_in(actor=carla, file=file) == FIRST
    with time_machine.travel(removal_due(), tick=False):
        forget(organisation=str(carla.organisation_id))
    with pytest.raises(NotFound):
        model_files.content_handed_in(actor=carla, file=file)
    assert model_files.content_handed_in(actor=other, file=theirs) == FIRST


def test_what_a_file_came_to_is_forgotten_after_a_quarter(world: World) -> None:
    carla, key = world.first.carla, model_files.outcome_key("digest", "costs", "nl")
    model_files.remember_outcome(actor=carla, key=key, content=b"1", at=MONDAY)
    assert removal_due() == MONDAY + timedelta(days=90)
    with time_machine.travel(removal_due(), tick=False):
        forget(organisation=str(carla.organisation_id))
    assert model_files.outcome_of(actor=carla, key=key) is None


def test_a_download_leaves_a_line_in_the_reader_s_trail(world: World) -> None:
    model, other = kept(world.first.carla), world.second.carla
    model_files.share_model(actor=world.first.carla, model=model, cooperation=world.cooperation, at=MONDAY)
    model_files.note_downloaded(actor=other, model=model, number=1, form="pdf", at=MONDAY)
    (line,) = trail_of(actor=other, subject=model)
    assert (line.action, line.details) == ("model_file.downloaded", {"format": "pdf", "number": 1})


def told(who: Actor, by: Actor) -> list[tuple[str, str]]:
    """What somebody finds in their inbox, once everything of the other organisation was delivered."""
    deliver_waiting(by.organisation_id)
    with translation.override("en"):
        return [(notice.subject, notice.path) for notice in inbox_of(actor=who)]


def test_who_calculates_at_a_partner_is_told_once_that_a_model_is_shared(world: World) -> None:
    carla, other = world.first.carla, world.second.carla
    model = kept(carla)
    for _ in range(2):
        model_files.share_model(actor=carla, model=model, cooperation=world.cooperation, at=MONDAY)
    subject = "Nederlek shares the model “Kostprijs 2026” with K5"
    assert told(other, carla) == [(subject, f"/rekenmodellen/{model}/")]
    assert told(other, carla) == [(subject, f"/rekenmodellen/{model}/")]
    assert told(carla, carla) == []
    assert told(world.second.jan, carla) == []


def test_a_model_that_is_not_shared_any_more_is_not_announced(world: World) -> None:
    carla = world.first.carla
    model = kept(carla)
    model_files.share_model(actor=carla, model=model, cooperation=world.cooperation, at=MONDAY)
    model_files.stop_sharing(actor=carla, model=model, at=MONDAY)
    assert told(world.second.carla, carla) == []


def test_bytes_are_known_to_be_kept_at_their_own_organisation_alone(world: World) -> None:
    carla = world.first.carla
    digest = hashlib.sha256(FIRST.content).hexdigest()
    assert model_files.kept_as(actor=carla, sha256=digest) is None
    model = kept(carla)
    model_files.share_model(actor=carla, model=model, cooperation=world.cooperation, at=MONDAY)
    assert model_files.kept_as(actor=carla, sha256=digest) == model_files.KeptAs(model, "Kostprijs 2026", 1)
    assert model_files.kept_as(actor=world.second.carla, sha256=digest) is None


def test_a_workbook_is_kept_as_one(world: World) -> None:
    carla = world.first.carla
    workbook = model_files.Content("verrekening.xlsx", b"PK\x03\x04 en de rest")
    model = model_files.keep_model(
        actor=carla, name="Verrekening", kind="settle", file=workbook, key="x", at=MONDAY
    )
    model_files.keep_version(
        actor=carla, model=model, file=replace(workbook, content=b"PK\x03\x04 anders"), key="y", at=MONDAY
    )
    assert model_files.version_content(actor=carla, model=model, number=1) == workbook
