"""What was delivered and is in no run yet: one statement for each capability that tells of deliveries."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from bodemplaat.capabilities.agreements.api import Signed
from bodemplaat.capabilities.billing.models import BilledDelivery
from bodemplaat.capabilities.billing.queries.billed import BilledRows
from bodemplaat.capabilities.billing.reckoning.lines import BillLine, Delivery
from bodemplaat.capabilities.billing.reckoning.usage import Counting, countings, usage
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.foundation.tenancy.api import Actor

File = tuple[UUID, int]
"""A financial file: of which customer, and its number."""


def used(
    actor: Actor, cooperation: UUID, files: Sequence[Signed], billed: BilledRows, until: date
) -> tuple[BillLine, ...]:
    """What was delivered up to the last moment of each file, line by line; nothing is asked where no file bills what was delivered.

    The platform counts: who bills sees how many there were and when, and a case itself only where they may open it.
    """
    if not countings(files, until=until, last=None):
        return ()
    counted = countings(files, until=until, last=billed.last_until())
    services = catalogue.services_named(
        actor=actor,
        wanted={(actor.organisation_id, cooperation, each.line.code) for each in counted},
    )
    codes = {service: code for (_, _, code), service in services.items()}
    platform = Actor.system(actor.organisation_id, *{each.signed.customer_id for each in counted})
    without = billed.deliveries()
    lines: list[BillLine] = []
    for case_type, door in performance.counted().items():
        of_type = [each for each in counted if each.case_type == case_type]
        if of_type:
            lines += _of_type(platform, door, of_type, codes, without)
    return tuple(lines)


def _of_type(
    platform: Actor,
    door: performance.Counted,
    counted: Sequence[Counting],
    codes: Mapping[UUID, str],
    without: QuerySet[BilledDelivery],
) -> Iterator[BillLine]:
    files: dict[tuple[date, date], dict[UUID, list[Counting]]] = defaultdict(lambda: defaultdict(list))
    for together in _by_file(counted).values():
        since, until = together[0].signed.terms.since, max(each.until for each in together)
        files[since, until][together[0].signed.customer_id] += together
    spans = [performance.Span(*days, frozenset(customers)) for days, customers in files.items()]
    places = [*files.values()]
    for group in door.delivered(actor=platform, spans=spans, without=without):
        of_file = places[group.span][group.customer]
        counting = _line(of_file, None if group.service is None else codes.get(group.service, ""))
        if counting is None:
            continue
        cases = zip(group.cases, group.days, strict=True)
        line = usage(counting, [Delivery(case, door.case_type, day) for case, day in cases])
        if line is not None:
            yield line


def _by_file(counted: Sequence[Counting]) -> Mapping[File, list[Counting]]:
    files: dict[File, list[Counting]] = defaultdict(list)
    for each in counted:
        files[each.signed.customer_id, each.signed.terms.number].append(each)
    return files


def _line(of_file: Sequence[Counting], code: str | None) -> Counting | None:
    """The line of a service; ``code`` is ``None`` where all cases of a type are of one."""
    return next((each for each in of_file if code in (None, each.line.code)), None)
