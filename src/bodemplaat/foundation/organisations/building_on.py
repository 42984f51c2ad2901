"""What builds on who takes part as what and does which task, without referring to it: so that no file takes that away from under it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from bodemplaat.foundation.imports.api import RowChange
from bodemplaat.foundation.organisations.models import Membership, Organisation, Part, Provision, Task
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import say

Counter = Callable[..., int]
_counters: dict[str, tuple[Collection[Task], Counter]] = {}

DONE_BY_IT, DONE_FOR_IT = (
    say("{count} {count:task|tasks} that it does for others"),
    say("{count} {count:task|tasks} that {count:is|are} done for it"),
)


def count_work_since(name: str, *, tasks: Collection[Task], counter: Counter) -> None:
    """Let work of some tasks count that a provider has had since it began: ``counter(actor=…, customer=…, provider=…, since=…)``.

    ``name`` is a marked text with ``{count}``; ``actor`` is the platform at the customer.
    """
    _counters[name] = tasks, counter


def builds_on(actor: Actor, rows: Sequence[RowChange]) -> Mapping[UUID, Mapping[str, int]]:
    """What builds on provisions and memberships that a file added, by row; a row with nothing on it is absent.

    On a provision the work that the provider has had since; on a part that a member took the tasks that hang on it, those
    of the same file left out. What hangs on a new organisation refers to that.
    """
    counts: dict[UUID, dict[str, int]] = defaultdict(dict)
    added = [row for row in rows if row.before is None]
    for row in added:
        if row.model is Provision:
            for name, count in _work(row.after).items():
                counts[row.id][name] = count
    new = {row.id for row in added if row.model is Organisation}
    own = [row.id for row in added if row.model is Provision]
    for row in added:
        if row.model is Membership and row.after["organisation_id"] not in new:
            for name, count in _tasks(actor, row.after, own).items():
                counts[row.id][name] = count
    return counts


def _work(provision: Mapping[str, object]) -> Mapping[str, int]:
    customer, since = provision["organisation_id"], provision["valid_from"]
    assert isinstance(customer, UUID) and isinstance(since, date)  # noqa: S101, PT018  # as the table keeps them
    counts = {
        name: counter(
            actor=Actor.system(customer), customer=customer, provider=provision["provider_id"], since=since
        )
        for name, (tasks, counter) in _counters.items()
        if provision["task"] in tasks
    }
    return {name: count for name, count in counts.items() if count}


def _tasks(actor: Actor, membership: Mapping[str, object], own: Sequence[UUID]) -> Mapping[str, int]:
    sides = {Part.PROVIDER: ("provider_id", DONE_BY_IT), Part.CUSTOMER: ("organisation_id", DONE_FOR_IT)}
    side = sides.get(Part(str(membership["part"])))
    if side is None:
        return {}
    column, name = side
    rows = Provision.records.among_partners(actor).filter(
        **{column: membership["organisation_id"], "cooperation_id": membership["cooperation_id"]}
    )
    count = rows.exclude(id__in=own).count()
    return {name: count} if count else {}
