"""Tables of the catalogue. What a version says never changes once it was adopted: the database holds that."""

from typing import ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Q

from bodemplaat.capabilities.catalogue import lifecycle
from bodemplaat.foundation.organisations.models import Cooperation
from bodemplaat.foundation.tenancy.api import Guarded, TenantModel, history_of
from bodemplaat.foundation.versions.api import DatedVersion

AGREED = pgtrigger.Condition(
    "OLD.state <> 'draft' AND (OLD.content, OLD.number, OLD.service_id, OLD.adopted_by, OLD.adopted_at)"
    " IS DISTINCT FROM (NEW.content, NEW.number, NEW.service_id, NEW.adopted_by, NEW.adopted_at)"
)


class Service(TenantModel):
    """A service of a provider in a cooperation: its code for good. What it is, its versions say."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    created_at = models.DateTimeField()

    records: ClassVar[Guarded[Self]] = Guarded(cooperation="cooperation_id")

    class Meta(TenantModel.Meta):
        verbose_name = "service"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "cooperation", "code"], name="one_service_per_code"
            )
        ]


@history_of("ServiceVersionHistory")
class ServiceVersion(DatedVersion):
    """What a service is from a day until a day (the first on which it no longer is).

    ``content`` is what ``reckoning.content`` keeps. Partners in the cooperation read what is published.
    """

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="versions")
    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT, related_name="+")
    adopted_by = models.UUIDField(null=True)
    adopted_at = models.DateTimeField(null=True)

    records: ClassVar[Guarded[Self]] = Guarded(cooperation="cooperation_id")

    class Meta(DatedVersion.Meta):
        verbose_name = "version"
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="each_version_once"),
            models.UniqueConstraint(
                fields=["service"],
                condition=Q(state__in=[lifecycle.DRAFT, lifecycle.ADOPTED]),
                name="one_version_in_the_making",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=models.F("valid_from")),
                name="a_version_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[lifecycle.DRAFT, lifecycle.ADOPTED], valid_from=None)
                | Q(state__in=lifecycle.SHOWN, valid_from__isnull=False),
                name="what_is_published_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state=lifecycle.DRAFT, adopted_by=None, adopted_at=None)
                | (~Q(state=lifecycle.DRAFT) & Q(adopted_by__isnull=False, adopted_at__isnull=False)),
                name="adopted_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state"]),
            models.Index(fields=["cooperation", "state"]),
        ]
        triggers = [
            pgtrigger.Protect(name="agreed_on", operation=pgtrigger.Update, condition=AGREED),
            pgtrigger.Protect(
                name="kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__state__in=["adopted", *lifecycle.SHOWN]),
            ),
        ]
