"""The rows of a secret and of a refusal. Each room keeps its own tables of them."""

from django.db import models

from bodemplaat.foundation.tenancy.api import TenantModel


class Secret(TenantModel):
    """A secret, of which a digest is kept: it has 256 bits of chance, so no slow one is needed."""

    digest = models.CharField(max_length=64, help_text="SHA-256, hexadecimal")
    ending = models.CharField(max_length=4, help_text="the last four characters, to know it by")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, help_text="from when it opens nothing any more")
    last_used_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        abstract = True


class Refusal(TenantModel):
    """A request that was refused, without anything that was in it: when, how, and why in words."""

    at = models.DateTimeField()
    method = models.CharField(max_length=10)
    status = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=400, help_text="marked text of the platform's own")

    class Meta(TenantModel.Meta):
        abstract = True
