"""The job that makes the invoices of a run."""

from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bodemplaat.capabilities.billing.commands.invoicing import invoice_bills
from bodemplaat.foundation.tenancy.api import Actor


@app.task(name="billing.invoice", queue="outbox", retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def invoice_run(organisation: str, run: str) -> None:
    """Invoice what is open of a run; a second run of the job finds nothing that was made."""
    invoice_bills(actor=Actor.system(UUID(organisation)), run=UUID(run), at=timezone.now())
