"""The table of notices."""

from django.db import models

from bodemplaat.foundation.organisations.models import Person
from bodemplaat.foundation.tenancy.api import TenantModel


class Notice(TenantModel):
    """One message to one person: a text with named places, so that it reads in any language."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    cause = models.UUIDField(help_text="the announcement it came from; with the person it is unique")
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    values = models.JSONField(default=dict)
    path = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "cause", "person"], name="one_notice_per_cause")
        ]
        indexes = [models.Index(fields=["organisation", "person", "-created_at"])]
