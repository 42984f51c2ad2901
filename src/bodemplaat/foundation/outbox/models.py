"""The table of what is announced."""

from django.db import models

from bodemplaat.foundation.tenancy.api import TenantModel


class OutboxMessage(TenantModel):
    """One announcement, waiting or delivered; a failed attempt leaves its reason."""

    topic = models.CharField(max_length=60)
    payload = models.JSONField()
    published_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(
                fields=["organisation", "published_at"],
                name="outbox_waiting",
                condition=models.Q(delivered_at=None),  # the worker's only question
            )
        ]
