"""Payments, batches and bank statements as records that are kept for a term: when one is closed, and what goes with it.

What still refers to another waits for it: a payment for the statement that tells of it, a batch for its payments.
"""

from datetime import date
from typing import Final

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from bodemplaat.capabilities.payments.lifecycle import (
    ASKED,
    CANCELLED,
    FREED,
    PAID,
    RELEASED,
    RETURNED,
    WAITING,
    WITHDRAWN,
)
from bodemplaat.capabilities.payments.models import Correction, Entry, Payment
from bodemplaat.foundation.retention.api import Dossier, Papers, Part, Rows, day_of
from bodemplaat.kernel import say

_FINAL = (PAID, RETURNED, WITHDRAWN, FREED)


def _asked(path: str) -> Exists:
    """A correction that waits for its second payer."""
    return Exists(QuerySet(Correction).filter(**{path: OuterRef("pk")}, state=ASKED))


def _closed_payments(rows: Rows, _: date) -> Rows:
    ended = Coalesce("returned_on", "paid_on", day_of("freed_at"), day_of("withdrawn_at"))
    final = rows.filter(~_asked("payment"), state__in=_FINAL).annotate(closed_on=ended)
    return final.filter(closed_on__isnull=False)


def _closed_batches(rows: Rows, _: date) -> Rows:
    running: Rows = QuerySet(Payment).filter(batch=OuterRef("pk")).exclude(state__in=_FINAL)
    final = rows.filter(~Exists(running), ~_asked("batch"), state__in=(RELEASED, CANCELLED))
    return final.annotate(closed_on=F("execution_day"))


def _closed_statements(rows: Rows, _: date) -> Rows:
    waiting: Rows = QuerySet(Entry).filter(statement=OuterRef("pk"), state=WAITING)
    settled = rows.filter(~Exists(waiting), ~_asked("entry__statement"))
    return settled.annotate(closed_on=Coalesce("last_day", day_of("read_at")))


STATEMENTS: Final = Dossier(
    code="statements",
    name=say("Bank statements"),
    model="payments.Statement",
    closed=_closed_statements,
    label="identification",
    parts=(Part("payments.Correction", "entry__statement"), Part("payments.Entry", "statement")),
    papers=(Papers("payments.Statement", "", "document"),),
)
PAYMENTS: Final = Dossier(
    code="payments",
    name=say("Payments"),
    model="payments.Payment",
    closed=_closed_payments,
    amount="amount_cents",
    parts=(Part("payments.Correction", "payment"),),
)
BATCHES: Final = Dossier(
    code="payment_batches",
    name=say("Payment batches with their files"),
    model="payments.Batch",
    closed=_closed_batches,
    amount="total_cents",
    parts=(Part("payments.Correction", "batch"), Part("payments.Block", "batch")),
    papers=(Papers("payments.Batch", "", "file"),),
)
