"""Tables of what comes in by e-mail: where it may be sent, the thread of a case, and what came."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from bodemplaat.capabilities.mailbox.vocabulary import MailState
from bodemplaat.foundation.organisations.models import Organisation
from bodemplaat.foundation.tenancy.api import Guarded, TenantModel, history_of


@history_of("MailAddressHistory")
class MailAddress(TenantModel):
    """An address of a provider: what is sent there becomes a case of one service, of one customer or of all that it serves.

    Without a service it is where suppliers mail the invoices of one customer.
    """

    address = models.CharField(max_length=254, help_text="in small letters")
    service = models.ForeignKey(
        "catalogue.Service", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    customer = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        verbose_name = "address"
        constraints = [
            models.UniqueConstraint(
                fields=["address"], condition=Q(ended_at=None), name="an_address_leads_to_one_place"
            ),
            models.CheckConstraint(
                condition=Q(service__isnull=False) | Q(customer__isnull=False),
                name="an_address_of_invoices_is_of_one_customer",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "address"])]


class Thread(TenantModel):
    """The mails about one case: the token in the address to which they are answered, and the ids of those that came."""

    case = models.OneToOneField("cases.Case", on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=32, unique=True, help_text="128 bits of chance, hexadecimal")
    came = models.JSONField(
        default=list, help_text="ids of the messages that came, the oldest first; the last twenty"
    )
    made_at = models.DateTimeField()

    records: ClassVar[Guarded[Self]] = Guarded(
        handled_by="case__provider_id", at_desk=True, personal="case__requester_id"
    )

    class Meta(TenantModel.Meta):
        verbose_name = "thread"


class Mail(TenantModel):
    """A message that came for a provider. What went into a case is kept there; of one that was placed or thrown away only that."""

    key = models.CharField(max_length=64, help_text="by which it is known when it comes again")
    address = models.ForeignKey(MailAddress, on_delete=models.PROTECT, related_name="+", null=True)
    sender = models.CharField(max_length=254, blank=True)
    sender_name = models.CharField(max_length=120, blank=True)
    subject = models.CharField(max_length=400, blank=True)
    text = models.TextField(blank=True)
    quoted_from = models.PositiveIntegerField(null=True)
    files = models.JSONField(default=list, help_text="names of what came with it")
    content = models.BinaryField(null=True, help_text="the whole message, until somebody decides")
    state = models.CharField(max_length=12, default=MailState.WAITING)
    reason = models.CharField(max_length=20, blank=True)
    case_id = models.UUIDField(
        null=True, help_text="the case that it went into, or whose address it was sent to"
    )
    came_at = models.DateTimeField(help_text="when the mail server had it")
    taken_at = models.DateTimeField(help_text="when we read it")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=120, blank=True)
    words = models.TextField(blank=True, help_text="why it was thrown away")

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        verbose_name = "message"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="a_message_comes_once"),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "-taken_at"], name="mail_of_a_desk"),
            models.Index(fields=["organisation", "sender", "taken_at"], name="mail_of_a_sender"),
        ]
