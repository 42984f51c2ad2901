"""Values of the books: what is posted, and what is read back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from bodemplaat.kernel import Euro


class AccountKind(Enum):
    """What an account holds. The first three stand on the balance sheet; the other two are what a year cost and brought."""

    ASSET = "asset"
    LIABILITY = "liability"
    EQUITY = "equity"
    EXPENSE = "expense"
    INCOME = "income"

    @property
    def is_of_the_year(self) -> bool:
        """Whether it begins each year at nothing."""
        return self in (AccountKind.EXPENSE, AccountKind.INCOME)


class JournalCode(Enum):
    """The journals that every set of books has; each counts its entries by itself, from 1 in every year."""

    OPENING = "opening"
    MEMORIAL = "memorial"
    CLAIMS = "claims"
    PURCHASES = "purchases"
    BANK = "bank"


@dataclass(frozen=True, slots=True)
class Amount:
    """One line of an entry: positive is debit, negative is credit.

    ``item`` names what it is about, on an account that is followed by item.
    """

    account: str
    euro: Euro
    item: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a fact, before it is known on which account: what it is for, and the taakveld that it is booked on."""

    purpose: str
    euro: Euro
    taakveld: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened and belongs in the books of an organisation: it is posted in the transaction that it happens in.

    ``key`` names it; what happens again under the same name is another entry.
    """

    organisation: UUID
    key: str
    journal: JournalCode
    day: date
    description: str
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something that is approved and costs later, such as an order: what of it is not booked yet."""

    day: date
    description: str
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class ObligedView:
    """What is an obligation at one place of the budget, and how much of it."""

    day: date
    description: str
    euro: Euro


class Why(Enum):
    """Why a fact is not in the books yet."""

    NO_ACCOUNT = "no_account"
    NO_BOOKS = "no_books"
    SHUT = "shut"


@dataclass(frozen=True, slots=True)
class Purpose:
    """A kind of line that a room posts: its code, what it is called (marked), and whether it is told apart by taakveld."""

    code: str
    title: str
    by_taakveld: bool = False


@dataclass(frozen=True, slots=True)
class PostingRule:
    """On which account lines of a purpose are posted; ``account`` is ``None`` where nobody chose one."""

    purpose: Purpose
    taakveld: str
    account: UUID | None


@dataclass(frozen=True, slots=True)
class WaitingView:
    """A fact that is not in the books yet, and why."""

    day: date
    description: str
    euro: Euro
    why: Why


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account; ``taakveld`` and ``category`` are empty where none applies."""

    id: UUID
    code: str
    name: str
    kind: AccountKind
    taakveld: str
    category: str
    has_items: bool


@dataclass(frozen=True, slots=True)
class PeriodView:
    """A period of a year: 0 is the opening, 1 to 12 are the months. ``waits`` is the proposal to open it again, if one waits,
    and ``is_for_another`` whether whoever reads it asked for that, so that somebody else decides.
    """

    id: UUID
    year: int
    number: int
    first_day: date
    last_day: date
    is_closed: bool
    closed_at: datetime | None
    waits: UUID | None
    waits_by: str
    waits_since: datetime | None
    waits_reason: str
    is_for_another: bool


@dataclass(frozen=True, slots=True)
class ClosingView:
    """How far the closing of a year is. ``result`` is what it brought more than it cost; ``account`` the one to which that goes.

    ``facts`` is how much waits to be posted; ``differs`` whether something changed after it was carried.
    """

    year: int
    result: Euro
    accounts: tuple[AccountView, ...]
    account: str
    waits: UUID | None
    waits_by: str
    waits_since: datetime | None
    waits_reason: str
    is_for_another: bool
    carried_at: datetime | None
    differs: bool
    facts: int
    may_propose: bool


@dataclass(frozen=True, slots=True)
class Begun:
    """How far books are filled: the newest year, how many accounts there are, and whether that year has opening balances and a budget."""

    year: int
    accounts: int
    is_opened: bool
    has_budget: bool


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """What happened on one account: how the year opened, what was debited and credited since. Credit is positive here."""

    account: AccountView
    opening: Euro
    debit: Euro
    credit: Euro

    @property
    def balance(self) -> Euro:
        """Where it stands: positive is debit."""
        return self.opening + self.debit - self.credit


@dataclass(frozen=True, slots=True)
class Iv3Row:
    """What was posted on an account of expenses or income: in a quarter, and since the year began; positive is debit.

    ``is_known`` says whether its taakveld is one of the regulation on the last day of the quarter.
    """

    account: AccountView
    in_quarter: Euro
    since_january: Euro
    is_known: bool

    @property
    def is_mapped(self) -> bool:
        """Whether it can be told under a taakveld and a category."""
        return self.is_known and bool(self.account.category)


@dataclass(frozen=True, slots=True)
class OpenItem:
    """What is still open of one thing on an account; positive is debit."""

    account: AccountView
    item: str
    since: date
    open: Euro


@dataclass(frozen=True, slots=True)
class CardLine:
    """A line on the card of an account, with the number of its entry; ``corrects`` is the number of the entry that it corrects."""

    entry: UUID
    journal: JournalCode
    number: int
    day: date
    description: str
    item: str
    euro: Euro
    corrects: str
    balance: Euro
    """Where the account stands after it, from what the year opened with on."""


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry with its lines, in their order."""

    id: UUID
    year: int
    period: int
    journal: JournalCode
    number: int
    day: date
    description: str
    corrects: UUID | None
    posted_by: UUID | None
    posted_at: datetime
    lines: Sequence[Amount]
    is_taken_back: bool
    """Whether it comes to nothing with its corrections."""


@dataclass(frozen=True, slots=True)
class BudgetPlace:
    """Where a budget has an amount: a taakveld, expenses or income, and a category of Iv3."""

    taakveld: str
    side: AccountKind
    category: str


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """What a place of the budget was to have, has, and came to. Income is positive where it came in, as it is budgeted.

    ``original`` is what the year began with; ``obliged`` what is approved and not in the books yet.
    """

    place: BudgetPlace
    original: Euro
    budget: Euro
    in_quarter: Euro
    booked: Euro
    obliged: Euro

    @property
    def left(self) -> Euro:
        """What it still has: below zero where more was spent, or came in, than it has."""
        return self.budget - self.booked - self.obliged


@dataclass(frozen=True, slots=True)
class BudgetView:
    """The budget of a year up to and with the end of a quarter, in the order of the regulation.

    ``left_out`` are accounts that stand under no place; ``obliged_nowhere`` is what is approved and has no place yet.
    """

    rows: tuple[BudgetRow, ...]
    left_out: tuple[Iv3Row, ...]
    obliged_nowhere: Euro


@dataclass(frozen=True, slots=True)
class BudgetStep:
    """What a place had from a day on, and the decision that says so."""

    since: date
    euro: Euro
    decision: str


@dataclass(frozen=True, slots=True)
class BudgetEntry:
    """What an entry put on a place of the budget, or took off it."""

    entry: UUID
    journal: JournalCode
    number: int
    day: date
    account: str
    description: str
    euro: Euro


@dataclass(frozen=True, slots=True)
class BudgetDetail:
    """One place of the budget down to what made it: its amounts over the year, accounts, a page of entries, and what waits.

    ``count`` is how many entries there are.
    """

    row: BudgetRow
    steps: tuple[BudgetStep, ...]
    accounts: tuple[tuple[AccountView, Euro], ...]
    entries: tuple[BudgetEntry, ...]
    count: int
    waiting: tuple[ObligedView, ...]


@dataclass(frozen=True, slots=True)
class BudgetRoom:
    """What the place of the budget on which something is to be booked has, and what it is asked for.

    ``row`` is empty where no account is chosen for it, or one without a taakveld or category; ``taakveld`` is the one asked for.
    ``waiting`` is what others ask of it that are not approved yet.
    """

    taakveld: str
    row: BudgetRow | None
    asked: Euro
    waiting: Euro

    @property
    def left(self) -> Euro | None:
        """What is left of it after what is asked for; below zero where that goes beyond it."""
        return None if self.row is None else self.row.left - self.asked

    @property
    def is_beyond(self) -> bool:
        """Whether what is asked for goes beyond it."""
        return self.left is not None and self.left.cents < 0 < self.asked.cents

    @property
    def is_beyond_with_others(self) -> bool:
        """Whether it would go beyond it once the others are approved as well."""
        if self.left is None or self.left.cents < 0:
            return False
        return (self.left - self.waiting).cents < 0 < self.asked.cents


@dataclass(frozen=True, slots=True)
class BudgetCheck:
    """What is asked of the budget of a year, by place; no ``rooms`` where that year has no budget here.

    ``stops`` says whether the rule of the organisation stops what goes beyond it.
    """

    year: int
    rooms: tuple[BudgetRoom, ...] = ()
    stops: bool = False
