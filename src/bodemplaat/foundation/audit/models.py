"""The table of the audit trail."""

import pgtrigger
from django.db import models

from bodemplaat.foundation.tenancy.api import ClockTimestamp, TenantModel


class AuditEntry(TenantModel):
    """One act on one record. A trigger refuses change and removal."""

    at = models.DateTimeField()
    written_at = models.DateTimeField(db_default=ClockTimestamp(), help_text="the order within one moment")
    person_id = models.UUIDField(null=True)
    role = models.CharField(max_length=20)
    action = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    details = models.JSONField(default=dict)

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(fields=["organisation", "subject_id", "at"]),  # the trail of one record
            models.Index(fields=["organisation", "at"]),  # what happened last
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]
