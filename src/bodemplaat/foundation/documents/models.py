"""The tables of documents."""

from django.db import models

from bodemplaat.foundation.tenancy.api import TenantModel


class Document(TenantModel):
    """What is known of a file; its bytes stand in ``DocumentContent`` so that lists never load them."""

    name = models.CharField(max_length=120)
    media_type = models.CharField(
        max_length=255, help_text="either side of the stroke has 127 characters at most (RFC 6838)"
    )
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_at = models.DateTimeField()
    stored_by = models.UUIDField(null=True)

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["organisation", "sha256"])]  # the same receipt twice


class DocumentContent(TenantModel):
    """The bytes of a document and, for a picture or PDF, a small preview (JPEG)."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="+")
    content = models.BinaryField()
    preview = models.BinaryField(null=True)
