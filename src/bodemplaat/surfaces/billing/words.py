"""What is told on these pages."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils.translation import pgettext_lazy

from bodemplaat.capabilities.billing import api as door
from bodemplaat.foundation.design.api import explained, uuid_or_none
from bodemplaat.foundation.reports.api import FILE_TYPES
from bodemplaat.foundation.tenancy.api import Refused

STATES: Final = {
    "waiting": (pgettext_lazy("run of bills", "Waits for release"), "warning"),
    "confirmed": (pgettext_lazy("run of bills", "Released"), "success"),
    "withdrawn": (pgettext_lazy("run of bills", "Taken back"), "neutral"),
}
"""Where a run stands: a word and its colour."""


def problems_of(no: Refused) -> list[str]:
    """Everything that is wrong, or why not."""
    return [explained(each) for each in no.findings] if isinstance(no, door.CannotBill) else [explained(no)]


def chosen_place(request: HttpRequest, places: Mapping[UUID, str]) -> UUID | None:
    """The cooperation that the address names, or else the first; ``None`` where the organisation bills in none."""
    wanted = uuid_or_none(request.GET.get("in", ""))
    return wanted if wanted in places else next(iter(places), None)


def files_of(query: QueryDict) -> list[tuple[str, str]]:
    """The addresses of the same as a file."""
    files = []
    for form in FILE_TYPES:
        here = query.copy()
        here["format"] = form
        files.append((form, f"?{here.urlencode()}"))
    return files
