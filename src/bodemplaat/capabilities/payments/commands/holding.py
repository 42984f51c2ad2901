"""What may not go into a batch, or not yet: asked of whoever the payments are for, in the transaction that makes or releases it."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from bodemplaat.capabilities.payments.models import Payment
from bodemplaat.capabilities.payments.ports import registered_holds
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet
from bodemplaat.kernel import Finding, say


def sources_on_hold(
    actor: Actor, rows: GuardedQuerySet[Payment], on: date, carried_out: date
) -> frozenset[UUID]:
    """The sources of these payments that may not be paid on a day to the account that the payment names, or not as late."""
    holds = registered_holds()
    accounts: dict[str, dict[UUID, str]] = defaultdict(dict)
    organisations: dict[str, set[UUID]] = defaultdict(set)
    fields = ("source_type", "source_id", "creditor_iban", "organisation_id")
    for source_type, source, iban, organisation in rows.filter(source_type__in=list(holds)).values_list(
        *fields
    ):
        accounts[source_type][source] = iban
        organisations[source_type].add(organisation)
    return frozenset(
        source
        for source_type, by_source in accounts.items()
        for source in holds[source_type].on_hold(
            actor=actor,
            accounts=by_source,
            organisations=organisations[source_type],
            on=on,
            carried_out=carried_out,
        )
    )


def on_hold(rows: GuardedQuerySet[Payment], sources: frozenset[UUID]) -> Finding:
    """That these may not be paid now, by name."""
    names = rows.filter(source_id__in=sources).order_by("creditor_name", "id")
    return Finding(
        "payments.on_hold",
        "payments",
        say(
            "On hold, because the account is not confirmed any more, the invoice is disputed, or a discount would be lost by"
            " paying so late: {names}. Leave it out; cancel the batch first if it is in one. Whoever takes in the invoices sees what to do."
        ),
        {
            "names": ", ".join(
                f"{name} ({text})" for name, text in names.values_list("creditor_name", "remittance")
            )
        },
    )


def too_early(first: date, day: date) -> Finding:
    """That nothing may be paid on this day that is to be paid on a later one."""
    return Finding(
        "payments.too_early",
        "execution_date",
        say(
            "Something here is not paid before {first}, and the batch is of {day}. Choose that day, or leave it out."
        ),
        {"first": first.isoformat(), "day": day.isoformat()},
    )
