"""Where a case is mailed about."""

from uuid import UUID

from django.conf import settings

from bodemplaat.capabilities.mailbox.models import Thread
from bodemplaat.capabilities.mailbox.reckoning.judging import address_with
from bodemplaat.foundation.tenancy.api import Actor, query


@query
def thread_address(*, actor: Actor, case: UUID) -> str:
    """The address at which a case is mailed about; empty for one without a thread, and where none is set."""
    row = Thread.records.of(actor).filter(case_id=case).first()
    base = settings.MAIL_ADDRESS
    return address_with(row.token, base=base) if row is not None and base else ""
