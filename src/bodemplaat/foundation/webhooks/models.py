"""Tables of webhooks: where what is sent, what it is signed with, and every delivery with its tries."""

from django.db import models

from bodemplaat.foundation.secrets import api as kept
from bodemplaat.foundation.tenancy.api import TenantModel, history_of


@history_of("WebhookHistory")
class Webhook(TenantModel):
    """An address at which another system is told of events."""

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=500)
    kinds = models.JSONField()
    made_at = models.DateTimeField()
    off_at = models.DateTimeField(null=True, help_text="since when nothing is sent, as it failed too long")
    off_reason = models.CharField(max_length=20, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        verbose_name = "webhook"


class WebhookSecret(kept.Secret):
    """What messages are signed with: worked out from this row's id and the key of the installation, and not kept here."""

    webhook = models.ForeignKey(Webhook, on_delete=models.PROTECT, related_name="+")

    class Meta(kept.Secret.Meta):
        verbose_name = "secret"


class WebhookDelivery(TenantModel):
    """One event for one webhook: its id is that of the message, and stays the same however often it is sent."""

    webhook = models.ForeignKey(Webhook, on_delete=models.PROTECT, related_name="+", db_index=False)
    cause = models.UUIDField(help_text="the announcement that it tells")
    kind = models.CharField(max_length=40)
    body = models.TextField(help_text="ids, state and moment; no names and no words")
    happened_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0, help_text="since it was made, or sent anew")
    next_at = models.DateTimeField(null=True, help_text="when it is tried; none once it is over")
    sending_until = models.DateTimeField(null=True, help_text="while a worker is at it, or was when it ended")
    delivered_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        verbose_name = "delivery"
        constraints = [
            models.UniqueConstraint(fields=["webhook", "cause"], name="one_delivery_of_an_event"),
        ]
        indexes = [
            models.Index(
                fields=["webhook", "next_at"], name="webhooks_due", condition=~models.Q(next_at=None)
            ),
            models.Index(fields=["webhook", "-happened_at"], name="webhooks_lately"),
        ]


class WebhookTry(TenantModel):
    """One try of a delivery, without anything of what was answered but its status."""

    delivery = models.ForeignKey(WebhookDelivery, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=20)
    status = models.PositiveSmallIntegerField(default=0, help_text="0 without an answer")
    milliseconds = models.PositiveIntegerField()
