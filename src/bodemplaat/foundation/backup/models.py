"""What is known of backups and of setting one up again. Of nobody's in particular: about the installation."""

import uuid

from django.db import models


class BackupMade(models.Model):
    """A backup that was made and read back. Written by the owner of the tables; the site only reads it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    moment = models.DateTimeField()
    file = models.CharField(max_length=255)
    size = models.BigIntegerField()
    rows = models.BigIntegerField()
    is_sealed = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["-moment"], name="backup_latest")]


class Restoration(models.Model):
    """A backup that was set up here: what is known is of ``moment``, and what happened after it is not known here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    moment = models.DateTimeField()
    restored_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-restored_at"], name="restored_latest")]
