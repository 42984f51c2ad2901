"""Tables of the classification."""

from django.db import models

from bodemplaat.foundation.organisations.models import Dated
from bodemplaat.foundation.tenancy.api import TenantModel, history_of


class Taakveld(Dated):
    """A taakveld as the regulation names it, with its years: the same for every municipality, so no tenant's.

    The code is text: 0.10 and 0.11 come after 0.9 (``position`` holds that order).
    """

    code = models.CharField(max_length=10)
    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()
    source = models.CharField(
        max_length=120, help_text="where the code and its years were read, and how surely"
    )

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["code", "valid_from"], name="one_taakveld_from_a_day"),
        ]


@history_of("CostCentreHistory")
class CostCentre(Dated, TenantModel):
    """Where an organisation gathers cost (kostenplaats)."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=80)

    class Meta(Dated.Meta, TenantModel.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "code", "valid_from"], name="one_cost_centre_from_a_day"
            ),
        ]
