"""Tables of imports: what was handed in, and what each import did, row by row, so that it can be shown and undone."""

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from bodemplaat.foundation.tenancy.api import TenantModel


class Import(TenantModel):
    """A file that fills a list. Its bytes are kept until it is carried out or a day has passed."""

    class State(models.TextChoices):
        """How far it is."""

        PREVIEWED = "previewed"
        BEGINNING = "beginning"
        """Of several organisations, handed in where a cooperation begins; carried out, each keeps an import of its own."""
        FOUNDING = "founding"
        """The worker is founding a cooperation from them."""
        FOUNDED = "founded"
        """It has; a day long whoever asked for it finds out so."""
        DONE = "done"
        UNDONE = "undone"

    list_name = models.SlugField(max_length=40)
    file_name = models.CharField(max_length=120)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    since = models.DateField(help_text="the day from which its changes hold")
    is_complete = models.BooleanField(help_text="whether what is not in the file ends")
    state = models.CharField(max_length=12, choices=State, default=State.PREVIEWED)
    digest = models.CharField(max_length=64, help_text="of what the preview showed")
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    ended = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    warnings = models.JSONField(default=list)
    by = models.UUIDField()
    at = models.DateTimeField()
    done_by = models.UUIDField(null=True)
    done_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True)
    together = models.UUIDField(
        null=True, help_text="the same for files that were handed in at once and go together"
    )
    turn = models.PositiveSmallIntegerField(default=0, help_text="its place among them")

    lines = models.PositiveIntegerField(default=0, help_text="that the file has, where a cooperation begins")
    lines_done = models.PositiveIntegerField(default=0, help_text="how many of them the worker has done")
    stopped = models.CharField(max_length=12, blank=True, help_text="why the worker did not found it")

    class Meta(TenantModel.Meta):
        verbose_name = "import"
        indexes: ClassVar = [models.Index(fields=["organisation", "at"])]


class ImportChange(TenantModel):
    """What an import does to one thing: what a reader is shown, and the rows before and after."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="+", db_index=False)
    position = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    act = models.CharField(max_length=8)
    name = models.CharField(max_length=160)
    facts = models.JSONField(encoder=DjangoJSONEncoder)
    rows = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta(TenantModel.Meta):
        indexes: ClassVar = [models.Index(fields=["organisation", "of", "position"])]
