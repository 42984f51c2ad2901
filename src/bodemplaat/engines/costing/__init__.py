"""From costs to the cost price of a service, with the reason of every cent.

The road has four stages, and the whole is conserved to the cent at each of them:

1. costs are booked on cost centres, or directly on a service (``Cost``);
2. supporting centres hand their costs on to the centres they serve, by the direct, the step-down or the
   reciprocal method (``share_overhead``);
3. a service-giving centre's costs go to its activities, and an activity's costs to the services that use it, at a
   rate for normal capacity: what capacity stood idle is shown as under-absorption, not hidden in the price;
4. a service's costs over its volume is its cost price.

``check`` names everything that has no answer, ``work_out`` gives the answer, ``compare`` sets actual beside plan
and ``monthly_charges`` does the arithmetic for many services, participants and months at once.

Terms and methods: Horngren, Datar & Rajan, *Cost Accounting*, chapters 5 and 15; handbook SSC P&F, thema F.2.
"""

from bodemplaat.engines.costing.check import check
from bodemplaat.engines.costing.compare import Difference, compare
from bodemplaat.engines.costing.many import MonthlyCharges, monthly_charges
from bodemplaat.engines.costing.model import Activity, Cost, CostCentre, CostModel, Method, Quantity, Service
from bodemplaat.engines.costing.overhead import Overhead, Step, share_overhead
from bodemplaat.engines.costing.parts import Split, apportion
from bodemplaat.engines.costing.prices import ActivityCost, CostPrices, ServiceCost, work_out
from bodemplaat.engines.costing.why import overhead_in, why_centre, why_service

__all__ = [
    "Activity",
    "ActivityCost",
    "Cost",
    "CostCentre",
    "CostModel",
    "CostPrices",
    "Difference",
    "Method",
    "MonthlyCharges",
    "Overhead",
    "Quantity",
    "Service",
    "ServiceCost",
    "Split",
    "Step",
    "apportion",
    "check",
    "compare",
    "monthly_charges",
    "overhead_in",
    "share_overhead",
    "why_centre",
    "why_service",
    "work_out",
]
