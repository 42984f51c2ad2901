"""The work that has moved to the centre, for those who ask what it would cost another coalition."""

from collections.abc import Mapping
from dataclasses import dataclass

from bodemplaat.engines.business_case.model import BusinessCase
from bodemplaat.engines.business_case.returns import net_present_value
from bodemplaat.engines.business_case.streams import Levels, cost_by_year, realised
from bodemplaat.kernel import Euro


@dataclass(frozen=True, slots=True)
class MovedWork:
    """Present values of the work of one participant as far as it has moved: what it costs alone, what together."""

    alone: Euro
    together: Euro


def moved_work(case: BusinessCase) -> Mapping[str, MovedWork]:
    """By participant; ``alone − together`` is the present value of its saving, but for cents of rounding."""
    levels = Levels.of(case)
    result = {}
    for participant in case.participants:
        alone = together = 0
        for function in participant.functions:
            for costs in cost_by_year(function.baseline, levels).values():
                alone += net_present_value(realised(costs, function.profile, 0), case.discount_rate).cents
            for costs in cost_by_year(function.ambition, levels).values():
                together += net_present_value(realised(costs, function.profile, 0), case.discount_rate).cents
        result[participant.name] = MovedWork(Euro(alone), Euro(together))
    return result
