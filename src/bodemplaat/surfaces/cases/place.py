"""Where in the queue a clerk is: it travels in the query string, so that an opened case keeps its list."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.foundation.design.api import small_number, uuid_or_none

WHOSE = ("mine", "nobody", "fits")
STATES = ("open", "waiting", "closed", *cases.CaseState)
_APART: Final = "a"
EVERYTHING: Final = cases.CaseFilter()


@dataclass(frozen=True, slots=True)
class DeskPlace:
    """What the queue is narrowed to, and from where it goes on."""

    narrow: cases.CaseFilter = EVERYTHING
    after: cases.Place | None = None

    @classmethod
    def of(cls, request: HttpRequest) -> "DeskPlace":
        """Read it from the address; what makes no sense there is left out."""
        query = request.GET
        state, whose, line = (
            query.get("state", ""),
            query.get("whose", ""),
            small_number(query.get("line", "")),
        )
        narrow = cases.CaseFilter(
            state=state if state in STATES and state != "open" else "",
            line=line if line in (1, 2, 3) else 0,
            service=uuid_or_none(query.get("service", "")),
            organisation=uuid_or_none(query.get("organisation", "")),
            whose=whose if whose in WHOSE else "",
            text=query.get("q", "").replace("\x00", "").strip()[:100],
        )
        return cls(narrow, _after(query.get("after", "")))

    @property
    def query(self) -> str:
        """The query string that leads back here, with its question mark, or nothing at the start."""
        n = self.narrow
        parameters = {
            "state": n.state,
            "line": str(n.line or ""),
            "service": str(n.service or ""),
            "organisation": str(n.organisation or ""),
            "whose": n.whose,
            "q": n.text,
            "after": _as_text(self.after) if self.after else "",
        }
        said = {name: value for name, value in parameters.items() if value}
        return f"?{urlencode(said)}" if said else ""

    @property
    def address(self) -> str:
        """The address of the list itself."""
        return reverse("cases:queue") + self.query

    def case(self, case: UUID) -> str:
        """The address of a case, opened from this list."""
        return reverse("cases:desk_case", args=[case]) + self.query

    def with_(self, **narrow: object) -> "DeskPlace":
        """The beginning of the list, narrowed otherwise."""
        return DeskPlace(replace(self.narrow, **narrow))  # type: ignore[arg-type]

    def following(self, after: cases.Place | None) -> str:
        """The address where the list goes on, if it does."""
        return DeskPlace(self.narrow, after).address if after else ""


def _as_text(place: cases.Place) -> str:
    return "~".join((place.due_at.isoformat(), str(place.case), *([_APART] if place.is_apart else [])))


def _after(text: str) -> cases.Place | None:
    moment, _, rest = text.partition("~")
    case, _, apart = rest.partition("~")
    known = uuid_or_none(case)
    try:
        at = datetime.fromisoformat(moment.replace(" ", "+"))
    except ValueError:
        return None
    if known is None or at.tzinfo is None:
        return None
    return cases.Place(at, known, apart == _APART)
