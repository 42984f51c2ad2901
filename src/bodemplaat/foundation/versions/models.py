"""The row of a version. Each room keeps its own table of it, with its own rules and triggers."""

from django.db import models

from bodemplaat.foundation.tenancy.api import TenantModel


class DatedVersion(TenantModel):
    """What something is from a day until a day (the first on which it no longer is); numbers count from 1."""

    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default="draft")
    content = models.JSONField()
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    written_by = models.UUIDField(null=True, help_text="empty where the platform wrote it")
    written_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        abstract = True
