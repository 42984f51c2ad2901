"""Tables of privacy: a file that a person asked for, and requests to correct something."""

from typing import ClassVar, Self

from django.db import models

from bodemplaat.foundation.organisations.models import Person
from bodemplaat.foundation.tenancy.api import Guarded, TenantModel


class DataRequest(TenantModel):
    """A person's own data as one file: being made, or ready for a few days. ``done`` of ``total`` parts are in it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    language = models.CharField(max_length=5, default="nl")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0, help_text="bytes of the file")
    ready_at = models.DateTimeField(null=True)

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["organisation", "person", "-asked_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(ready_at=None), name="one_data_request_waits"
            )
        ]


class DataRequestPiece(TenantModel):
    """A piece of the file, by its place: written and read one at a time, so that nobody holds the whole in memory."""

    request = models.ForeignKey(DataRequest, on_delete=models.CASCADE, related_name="+", db_index=False)
    place = models.PositiveIntegerField()
    content = models.BinaryField()

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["request", "place"], name="one_piece_at_a_place")]


class CorrectionState(models.TextChoices):
    """What became of a request."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


class CorrectionRequest(TenantModel):
    """What a person says is wrong about them, and what the administrator answered: what was changed, or why not."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    asked_at = models.DateTimeField()
    answer_by = models.DateField()
    state = models.CharField(max_length=10, choices=CorrectionState, default=CorrectionState.ASKED)
    answer = models.TextField(blank=True)
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(fields=["organisation", "state", "answer_by"]),
            models.Index(fields=["organisation", "person", "-asked_at"]),
        ]
