"""Tables of model files. A version never changes; what can change of a model has its history."""

from typing import ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from bodemplaat.foundation.documents.models import Document
from bodemplaat.foundation.organisations.models import Cooperation
from bodemplaat.foundation.tenancy.api import Guarded, TenantModel, history_of


@history_of("ModelFileHistory")
class ModelFile(TenantModel):
    """A model with a name. Its cooperation reads it while ``shared_with`` is set and it is not archived."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, help_text="the calculation it is for, such as costs")
    key = models.CharField(max_length=64)
    kept_by = models.UUIDField()
    kept_at = models.DateTimeField()
    latest = models.PositiveIntegerField(default=1, help_text="number of the newest version")
    changed_at = models.DateTimeField(help_text="when the newest version was kept")
    shared_with = models.ForeignKey(Cooperation, null=True, on_delete=models.PROTECT, related_name="+")
    shared_by = models.UUIDField(null=True)
    shared_at = models.DateTimeField(null=True)
    archived_by = models.UUIDField(null=True)
    archived_at = models.DateTimeField(null=True)

    records: ClassVar[Guarded[Self]] = Guarded(cooperation="shared_with_id")

    class Meta(TenantModel.Meta):
        verbose_name = "model"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="one_model_per_key"),
            models.UniqueConstraint(
                "organisation",
                Lower("name"),
                condition=Q(archived_at=None),
                name="one_model_in_use_per_name",
            ),
            models.CheckConstraint(
                condition=Q(shared_with=None, shared_by=None, shared_at=None)
                | Q(shared_with__isnull=False, shared_by__isnull=False, shared_at__isnull=False),
                name="shared_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(archived_by=None, archived_at=None)
                | Q(archived_by__isnull=False, archived_at__isnull=False),
                name="archived_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "changed_at"]),
            models.Index(fields=["shared_with", "changed_at"]),
        ]


class ModelVersion(TenantModel):
    """One file of a model, as it was handed in. A trigger refuses change and removal."""

    file = models.ForeignKey(ModelFile, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    original_name = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    note = models.CharField(max_length=200, blank=True, help_text="what changed, in a sentence")
    key = models.CharField(max_length=64)
    kept_by = models.UUIDField()
    kept_at = models.DateTimeField()

    records: ClassVar[Guarded[Self]] = Guarded(cooperation="file__shared_with_id")

    class Meta(TenantModel.Meta):
        verbose_name = "version"
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="each_number_once"),
            models.UniqueConstraint(fields=["organisation", "key"], name="one_version_per_key"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]


class HandedIn(TenantModel):
    """A file that somebody handed in and may still keep or not; theirs alone, and gone after a day."""

    person = models.UUIDField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    handed_in_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        verbose_name = "file"
        indexes = [models.Index(fields=["organisation", "handed_in_at"])]


class Outcome(TenantModel):
    """What a file came to, so that looking at it again calculates nothing; may be thrown away at any time."""

    key = models.CharField(max_length=64)
    content = models.BinaryField()
    worked_out_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="one_outcome_per_key")]
        indexes = [models.Index(fields=["organisation", "worked_out_at"])]
