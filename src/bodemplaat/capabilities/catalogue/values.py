"""Services as they are written and shown: frozen, never rows."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from bodemplaat.capabilities.catalogue.reckoning.content import Content, Indicator


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version: what it says, and who brought it where it is. ``until`` is the first day on which it no longer holds."""

    id: UUID
    number: int
    state: str
    content: Content
    since: date | None
    until: date | None
    written_by: str
    written_at: datetime
    adopted_by: str = ""
    adopted_at: datetime | None = None
    moves: tuple[str, ...] = ()
    """What this actor can do with it now: ``change``, ``adopt``, ``publish``, ``end``."""

    def holds_on(self, day: date) -> bool:
        """Whether it is what a customer sees on a day."""
        return self.since is not None and self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class ServiceView:
    """A service with its versions, the newest first."""

    id: UUID
    code: str
    cooperation_id: UUID
    cooperation_name: str
    versions: tuple[VersionView, ...]
    may_write: bool

    @property
    def latest(self) -> VersionView:
        """The newest version, whatever its state."""
        return self.versions[0]


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service in the list of whoever writes it: its newest version, and from when which version is shown."""

    id: UUID
    code: str
    cooperation_id: UUID
    content: Content
    number: int
    state: str
    since: date | None
    until: date | None
    shown_number: int | None


@dataclass(frozen=True, slots=True)
class OfferedView:
    """A service as a customer sees it on a day. ``provider_name`` is who provides it for them then."""

    id: UUID
    code: str
    cooperation_id: UUID
    number: int
    content: Content
    since: date
    until: date | None
    provider_id: UUID
    provider_name: str
    page: str = ""
    """The name of the address where it is begun, where a capability has pages of its own; else empty."""


@dataclass(frozen=True, slots=True)
class LeavingView:
    """A service that leaves the list of a customer by a division of work, ``since`` a day; ``None`` while that is to be chosen."""

    customer_id: UUID
    customer_name: str
    provider_name: str
    code: str
    content: Content
    since: date | None


@dataclass(frozen=True, slots=True)
class GoneView:
    """A service that was offered to a customer and is no longer, ``since`` a day; ``last`` is how it was on the day before.

    ``now_with`` names to whom the cut gives its process; empty where no cut does.
    """

    last: OfferedView
    since: date
    now_with: str


@dataclass(frozen=True, slots=True)
class NormFrom:
    """What a version of a service promises on the days that it holds; which of it a clock counts, the clock says."""

    since: date
    until: date | None
    service: UUID
    code: str
    number: int
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class NormsOverTime:
    """The promises for a case type, by service and day."""

    norms: tuple[NormFrom, ...]

    def on(self, day: date) -> NormFrom | None:
        """What was promised for what came in on a day; ``None`` where nothing was published then."""
        for each in self.norms:
            if each.since <= day and (each.until is None or day < each.until):
                return each
        return None


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """What a provider promised from a day until another (the first on which it no longer holds)."""

    service: UUID
    code: str
    provider_id: UUID
    cooperation_id: UUID
    since: date
    until: date | None
    content: Content
