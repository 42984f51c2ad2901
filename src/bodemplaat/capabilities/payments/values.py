"""What payments takes and gives: frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from bodemplaat.capabilities.payments.lifecycle import RELEASED
from bodemplaat.formats.sepa import CARRIED_OUT
from bodemplaat.kernel import Euro, Finding


@dataclass(frozen=True, slots=True)
class PaymentRequest:
    """Money that ``organisation`` owes a creditor because of one source, such as an approved claim.

    ``creditor_person`` is the person behind the creditor where it is one of ours: nobody releases a payment to
    themselves. A structured ``reference`` goes to the bank instead of the text ``remittance``; ``item`` is what the debt is
    called in the books, its text where empty. It is in no batch of a day before ``not_before``.
    """

    organisation: UUID
    source_type: str
    source_id: UUID
    amount: Euro
    creditor_name: str
    creditor_iban: str
    creditor_person: UUID | None = None
    remittance: str = ""
    reference: str = ""
    item: str = ""
    not_before: date | None = None


@dataclass(frozen=True, slots=True)
class PaymentFacts:
    """Where one payment stands and when it got there, for the timeline of its source."""

    payment_id: UUID
    state: str
    amount: Euro
    creditor_iban: str
    end_to_end_id: str
    requested_at: datetime
    withdrawn_at: datetime | None
    batched_at: datetime | None
    execution_day: date | None
    released_at: datetime | None
    paid_on: date | None
    returned_on: date | None
    return_code: str
    return_reason: str


@dataclass(frozen=True, slots=True)
class PaymentView:
    """One payment in a list."""

    id: UUID
    organisation_id: UUID
    organisation_name: str
    source_type: str
    source_id: UUID
    amount: Euro
    creditor_name: str
    creditor_iban: str
    remittance: str
    not_before: date | None
    state: str
    requested_at: datetime
    end_to_end_id: str
    bank_status: str
    bank_reason: str

    @property
    def may_be_freed(self) -> bool:
        """Whether it was sent, and the bank does not say that it carried it out."""
        return self.state == RELEASED and self.bank_status not in CARRIED_OUT


@dataclass(frozen=True, slots=True)
class OrganisationTotal:
    """What waits for one organisation; ``iban`` is the account it will be paid from, empty when it has none."""

    organisation_id: UUID
    organisation_name: str
    iban: str
    count: int
    total: Euro


@dataclass(frozen=True, slots=True)
class WaitingPayments:
    """A page of payments that are in no batch. Counts and totals are those of all pages."""

    count: int
    total: Euro
    organisations: tuple[OrganisationTotal, ...]
    payments: tuple[PaymentView, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class BlockView:
    """The part of a batch that one organisation pays."""

    organisation_id: UUID
    organisation_name: str
    account_name: str
    iban: str
    count: int
    total: Euro


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A batch in a list. ``states`` counts its payments by state; it is empty for a cancelled batch."""

    id: UUID
    organisation_id: UUID
    state: str
    execution_day: date
    count: int
    total: Euro
    prepared_by: UUID
    prepared_by_name: str
    prepared_at: datetime
    released_by_name: str
    released_at: datetime | None
    states: Mapping[str, int]
    bank_status: str


class Unsettled(StrEnum):
    """Why payments that were sent are neither paid nor freed."""

    UNANSWERED = "unanswered"
    """The bank has said nothing of them, two bank days after their day."""
    UNBOOKED = "unbooked"
    """The bank answered and did not refuse, but no statement tells of them two bank days after their day."""
    REFUSED = "refused"
    """The bank refused them: they wait to be freed."""


@dataclass(frozen=True, slots=True)
class BatchView(BatchLine):
    """One batch: who did what when, what each account pays, its file, and a page of its payments.

    A cancelled batch keeps its count and total; its payments wait again or are in another. ``may_release`` says
    whether the one who asks could release it; ``why_not`` says why otherwise.
    """

    cancelled_by_name: str
    cancelled_at: datetime | None
    cancel_reason: str
    file_name: str
    file_sha256: str
    blocks: tuple[BlockView, ...]
    payments: tuple[PaymentView, ...]
    page: int
    pages: int
    may_release: bool
    why_not: Finding | None
    bank_reason: str
    answered_at: datetime | None
    unsettled: Mapping[Unsettled, int]
    """How many of its payments, whatever the day, the bank is silent on, answered without booking, or refused."""
    freeing_asked: bool


@dataclass(frozen=True, slots=True)
class BankAccountView:
    """The account that an organisation pays from."""

    id: UUID
    organisation_id: UUID
    organisation_name: str
    iban: str
    name: str
    bic: str


@dataclass(frozen=True, slots=True)
class KeptAccount:
    """An account that an organisation pays from (``active``) or did."""

    id: UUID
    iban: str
    name: str
    bic: str
    active: bool


@dataclass(frozen=True, slots=True)
class AccountOverTime:
    """An account that an organisation paid from since a day; ``until`` is the first day with another one."""

    since: date
    until: date | None
    iban: str
    name: str
    bic: str


@dataclass(frozen=True, slots=True)
class AccountChangeView:
    """An account that was proposed, and what became of it. ``is_mine``: the reader is the human being who proposed it."""

    id: UUID
    iban: str
    name: str
    bic: str
    reason: str
    state: str
    asked_by_name: str
    asked_at: datetime
    decided_by_name: str
    decided_at: datetime | None
    answer: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class StatementOutcome:
    """What a bank statement changed. ``already_read`` says that this very file was read before and changed nothing.

    ``entries`` counts what the file tells; ``known`` how much of it had been told by an earlier statement. ``twice``
    counts amounts that left for freed payments and may be paid twice, ``stopped`` freed payments that are paid, where
    the one in their place was still here and was taken back.
    """

    already_read: bool
    accounts: tuple[str, ...]
    entries: int
    known: int
    paid: int
    paid_total: Euro
    returned: int
    returned_total: Euro
    unknown: int
    unknown_total: Euro
    twice: int
    stopped: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ReportOutcome:
    """What the bank answered to a payment file: its status (ISO 20022) and, one a line, why.

    ``refused``, ``accepted`` and ``undecided`` count the payments of which it says so; ``findings`` tell what nobody
    could make anything of.
    """

    batch_id: UUID
    status: str
    reason: str
    refused: int
    accepted: int
    undecided: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction in a list: what is asked about which payment or batch, and of an unknown amount.

    ``amount`` is what the payment or batch comes to, ``entry_amount`` the unknown amount. ``why_not`` says why the
    one who asks may not confirm it.
    """

    id: UUID
    kind: str
    state: str
    reason: str
    asked_by_name: str
    asked_at: datetime
    is_mine: bool
    batch_id: UUID | None
    creditor_name: str
    amount: Euro
    entry_amount: Euro | None
    entry_day: date | None
    why_not: Finding | None


@dataclass(frozen=True, slots=True)
class AccountRead:
    """An account that is paid from, and up to which day its statements were read since a backup was set up."""

    organisation_name: str
    iban: str
    last_day: date | None


@dataclass(frozen=True, slots=True)
class ShutView:
    """Paying is shut since a backup of ``moment`` was set up at ``restored_at``.

    ``accounts`` are those that are paid from, each with how far it was read since. ``reopening`` is what one payer said and
    another may confirm, with the ``reason`` why there is no statement of what was not read; ``why_not`` why the reader may
    not confirm it.
    """

    moment: datetime
    restored_at: datetime
    accounts: tuple[AccountRead, ...]
    reason: str
    reopening: UUID | None
    said_by_name: str
    said_at: datetime | None
    is_mine: bool
    why_not: Finding | None

    @property
    def unread(self) -> tuple[AccountRead, ...]:
        """Those of which no statement was read that tells of the day of the backup or a later one."""
        return tuple(each for each in self.accounts if each.last_day is None)


@dataclass(frozen=True, slots=True)
class Choice:
    """A payment or (without ``payment_id``) a batch that an unknown amount may be, whole or the part that comes to it."""

    payment_id: UUID | None
    batch_id: UUID | None
    name: str
    amount: Euro
    state: str
    day: date | None
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A statement that was read, in a list: what its amounts meant. ``waiting`` counts those nobody settled yet."""

    id: UUID
    organisation_name: str
    iban: str
    identification: str
    first_day: date | None
    last_day: date | None
    read_at: datetime
    read_by_name: str
    paid: int
    paid_total: Euro
    returned: int
    returned_total: Euro
    unknown: int
    waiting: int


@dataclass(frozen=True, slots=True)
class UnknownEntry:
    """An amount on a statement that belongs to no payment, or does not fit the one it names.

    ``amount`` is negative for what left the account. ``why`` is a text marked with ``say``; ``difference`` is what it
    is off from the payment it names, which some of these texts tell.
    """

    id: UUID
    organisation_id: UUID
    organisation_name: str
    iban: str
    day: date
    amount: Euro
    counterparty: str
    counterparty_iban: str
    remittance: str
    end_to_end_id: str
    why: str
    difference: Euro
    payment_id: UUID | None


@dataclass(frozen=True, slots=True)
class UnknownEntries:
    """A page of unknown entries that nobody settled yet, oldest first; ``count`` is that of all pages."""

    count: int
    entries: tuple[UnknownEntry, ...]
    page: int
    pages: int
