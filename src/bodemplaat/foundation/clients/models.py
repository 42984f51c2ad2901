"""Tables of clients: who they are, their secrets, what waits for a second person, and what was answered lately."""

from typing import ClassVar, Self

from django.db import models

from bodemplaat.foundation.secrets import api as kept
from bodemplaat.foundation.tenancy.api import Guarded, TenantModel, history_of


@history_of("ClientHistory")
class Client(TenantModel):
    """Another system that works for one organisation. It opens nothing after its last day, and nothing once it was ended."""

    name = models.CharField(max_length=80)
    purpose = models.CharField(max_length=400)
    contact = models.CharField(max_length=254, help_text="the address of who looks after it")
    scopes = models.JSONField(default=list)
    last_day = models.DateField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        verbose_name = "client"
        constraints = [
            models.UniqueConstraint(
                "organisation",
                models.functions.Lower("name"),
                condition=models.Q(ended_at=None),
                name="one_client_of_a_name",
            )
        ]


class ClientSecret(kept.Secret):
    """A secret of a client. It counts its use."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    answered = models.PositiveBigIntegerField(default=0, help_text="requests that did what was asked")
    refused = models.PositiveBigIntegerField(default=0, help_text="requests that did not")

    class Meta(kept.Secret.Meta):
        verbose_name = "secret"


class ScopeProposal(TenantModel):
    """Scopes that wait for a second person: what its proposal is about."""

    proposal = models.OneToOneField("proposals.Proposal", on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    scopes = models.JSONField()

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        verbose_name = "proposal"


class ClientRefusal(kept.Refusal):
    """A request of a client that was refused."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+", db_index=False)
    about = models.CharField(max_length=60, help_text="the name of the address")

    class Meta(kept.Refusal.Meta):
        indexes = [models.Index(fields=["client", "at"], name="clients_refusals")]


class ClientAnswer(TenantModel):
    """What was answered to a request that wrote something, by the key that its client gave it; forgotten after two days."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=255)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the request, hexadecimal")
    status = models.PositiveSmallIntegerField(default=0, help_text="0 while it is worked on")
    location = models.CharField(max_length=400, blank=True)
    body = models.TextField(blank=True, help_text="facts only: no words and no names")
    at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["client", "key"], name="one_answer_of_a_key")]
        indexes = [models.Index(fields=["client", "at"], name="clients_answers_by_age")]
