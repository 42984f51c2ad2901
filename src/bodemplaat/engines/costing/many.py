"""The same arithmetic for many months, services and participants at once, on arrays of whole cents."""

from dataclasses import dataclass

import numpy as np

from bodemplaat.engines.cents import Cents, divide_rows


@dataclass(frozen=True, slots=True)
class MonthlyCharges:
    """``services``: cents per month and service. ``charges``: cents per month, service and participant.

    What a month's services cost is charged completely; a service that nobody took in a month stays in ``unclaimed``.
    """

    services: Cents
    charges: Cents
    unclaimed: Cents

    @property
    def by_participant(self) -> Cents:
        """Cents per participant over all months and services."""
        totals: Cents = self.charges.sum(axis=(0, 1))
        return totals


def monthly_charges(costs: Cents, use: Cents, volumes: Cents) -> MonthlyCharges:
    """Charge each month's cost centres to services, and services to participants.

    ``costs``: months × centres in cents, overhead already handed on. ``use``: centres × services, the driver's units
    of each service. ``volumes``: months × services × participants, units taken. Every stage divides whole cents by
    largest remainder, so each month's costs are conserved. Raises ``ValueError`` for a centre with costs that no
    service uses, and for negative quantities.
    """
    months, centres = costs.shape
    services = use.shape[1]
    per_centre = divide_rows(costs.reshape(-1), np.tile(use, (months, 1)))
    by_service: Cents = per_centre.reshape(months, centres, services).sum(axis=1)
    weights = volumes.reshape(months * services, -1)
    amounts = by_service.reshape(-1)
    taken = weights.any(axis=1)
    charged = divide_rows(np.where(taken, amounts, 0), weights)
    return MonthlyCharges(
        services=by_service,
        charges=charged.reshape(volumes.shape),
        unclaimed=np.where(taken, 0, amounts).reshape(months, services),
    )
