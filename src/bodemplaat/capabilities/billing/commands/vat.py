"""Saying how a service is taxed."""

from datetime import date, datetime
from uuid import UUID

from bodemplaat.capabilities.billing.models import VatTreatment
from bodemplaat.capabilities.billing.policies import check_bills_in
from bodemplaat.capabilities.billing.queries.vat import services_taxed
from bodemplaat.capabilities.billing.reckoning.vat import HOWS, SAYS_WHY, rate_on
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, command
from bodemplaat.kernel import say

LONGEST_REASON = 200


@command
def keep_treatment(
    *, actor: Actor, cooperation: UUID, code: str, since: date, how: str, reason: str = "", at: datetime
) -> UUID:
    """Say how a service (``code`` empty: start-up costs) is taxed from a day on; saying it again for that day replaces it.

    Bills that were made keep what held when they were. Raises ``Refused`` for a rate that the law does not have on that day, and
    where no VAT is due without a reason; ``NotFound`` for a service that nobody took, and ``NotYourBills``.
    """
    check_bills_in(actor, cooperation)
    if code not in {each.code for each in services_taxed(actor=actor, cooperation=cooperation)}:
        raise NotFound("service")
    if how not in HOWS:
        raise Refused(say("Choose how it is taxed."))
    because = reason.strip() if how in SAYS_WHY else ""
    if how in SAYS_WHY and not because:
        raise Refused(say("Say why no VAT is due; it stands on the invoice."))
    if len(because) > LONGEST_REASON:
        raise Refused(say("A reason has at most {most} characters."), most=LONGEST_REASON)
    if how not in SAYS_WHY and rate_on(how, since) is None:
        raise Refused(say("The law has no such rate on that day. Choose a later day."))
    here = actor.organisation_id
    rows = VatTreatment.records.of(actor).filter(
        organisation_id=here, cooperation_id=cooperation, code=code, since=since
    )
    row = rows.locked().first() or VatTreatment(
        organisation_id=here, cooperation_id=cooperation, code=code, since=since
    )
    row.how, row.reason = how, because
    row.kept_by, row.kept_by_name, row.kept_at = actor.person_id, actor.person_name[:120], at
    row.save()
    details = {"code": code, "since": since.isoformat(), "how": how}
    record(actor, "vat_treatment.kept", "vat_treatment", row.id, here, at=at, details=details)
    return row.id
