"""Where in the desk the reader is: which queue, whose, what is searched for, which page."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from bodemplaat.foundation.design.api import page_number, uuid_or_none

QUEUES = ("waiting", "mine", "bounced", "accounts", "stuck")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the desk; it travels in the query string, so that an opened claim keeps its list."""

    queue: str = "waiting"
    organisation: UUID | None = None
    text: str = ""
    page: int = 1

    @classmethod
    def of(cls, request: HttpRequest) -> "Place":
        """Read it from the address; what makes no sense there is left out."""
        parameters = request.GET
        queue = parameters.get("queue", "")
        return cls(
            queue=queue if queue in QUEUES else "waiting",
            organisation=uuid_or_none(parameters.get("organisation", "")),
            text=parameters.get("q", "").strip()[:100],
            page=page_number(request),
        )

    @property
    def query(self) -> str:
        """The query string that leads back here, with its question mark, or nothing at the start."""
        parameters = {
            "queue": "" if self.queue == "waiting" else self.queue,
            "organisation": str(self.organisation or ""),
            "q": self.text,
            "page": "" if self.page == 1 else str(self.page),
        }
        said = {name: value for name, value in parameters.items() if value}
        return f"?{urlencode(said)}" if said else ""

    def at_queue(self, queue: str) -> str:
        """The address of another queue of the same organisation."""
        return reverse("desk:queue") + Place(queue, self.organisation).query

    def at_organisation(self, organisation: UUID | None) -> str:
        """The address of the same queue for another organisation, or for all."""
        return reverse("desk:queue") + Place(self.queue, organisation).query

    @property
    def address(self) -> str:
        """The address of the list itself."""
        return reverse("desk:queue") + self.query

    def case(self, claim: UUID) -> str:
        """The address of a claim, opened from this list."""
        return reverse("desk:case", args=[claim]) + self.query
