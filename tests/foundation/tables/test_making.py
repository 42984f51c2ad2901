"""Tables as they were when certain migrations had run: the last of each application is found from any number of them."""

from django.db import models
from django.db.migrations import AddField, AlterField, DeleteModel, RemoveField
from django.db.migrations.loader import MigrationLoader

from bodemplaat.foundation.tables.executor import _is_of_one_model
from bodemplaat.foundation.tables.making import _last_of, applied_migrations, unknown_migrations


def test_the_last_of_each_application_is_asked_for() -> None:
    loader = MigrationLoader(None)
    ours = {name for name in loader.disk_migrations if name[0] in ("payments", "outbox")}
    until = ours - {name for name in ours if name[0] == "payments" and name[1] > "0003"} | {
        ("payments", "0003_bank_answers")
    }
    assert _last_of(loader, until) == [("outbox", "0002_row_security"), ("payments", "0003_bank_answers")]


def test_what_has_run_is_known_here(db: None) -> None:
    applied = applied_migrations()
    assert ("claims", "0001_initial") in applied
    assert unknown_migrations(applied) == ()
    assert unknown_migrations([("claims", "9999_later"), ("gone", "0001_initial")]) == (
        ("claims", "9999_later"),
        ("gone", "0001_initial"),
    )


def test_a_field_is_altered_alone_unless_others_may_hang_on_it() -> None:
    plain, key = models.CharField(max_length=20), models.UUIDField(primary_key=True)
    relation = models.ForeignKey("claims.Claim", on_delete=models.CASCADE)
    assert _is_of_one_model(AlterField("claim", "name", plain))
    assert _is_of_one_model(AddField("claim", "other", relation))
    for other in (
        AlterField("claim", "id", key),
        AlterField("claim", "other", relation),
        RemoveField("claim", "name"),
        DeleteModel("claim"),
    ):
        assert not _is_of_one_model(other)
