"""Table of contacts. A contact is a line in a directory, not a record of personnel: what a partner needs to call."""

from typing import ClassVar, Self

from django.db import models

from bodemplaat.foundation.organisations.models import Cooperation, Dated, Organisation, Task
from bodemplaat.foundation.tenancy.api import Guarded, TenantModel, history_of


class Side(models.TextChoices):
    """For whom somebody is the contact: the customer, who asks, or the provider, who delivers."""

    DEMAND = "demand"
    SUPPLY = "supply"


@history_of("ContactHistory")
class Contact(Dated, TenantModel):
    """Who is called about a task at one organisation, for a time; with a deputy. Seen by the whole cooperation.

    ``customer`` narrows a contact of a provider to one customer; empty is for all of them.
    """

    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT)
    task = models.CharField(max_length=20, choices=Task)
    side = models.CharField(max_length=10, choices=Side)
    customer = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    deputy_name = models.CharField(max_length=120, blank=True)
    deputy_phone = models.CharField(max_length=40, blank=True)

    records: ClassVar[Guarded[Self]] = Guarded(cooperation="cooperation_id")

    class Meta(Dated.Meta, TenantModel.Meta):
        indexes = [models.Index(fields=["cooperation", "task"])]  # whom anyone of the cooperation calls
