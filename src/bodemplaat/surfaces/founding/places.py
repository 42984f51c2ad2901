"""Where each list is looked at."""

from collections.abc import Mapping

from django.urls import reverse

PAGES: Mapping[str, str] = {
    "units": "founding:units",
    "people": "board:people",
    "roles": "board:people",
    "functions": "board:people",
    "tasks": "board:tasks",
    "organisations": "founding:cooperation",
    "cost-centres": "founding:cost_centres",
}


def page_of_list(name: str) -> str:
    """The address of the page that shows a list; the set-up itself for one without a page."""
    return reverse(PAGES.get(name, "founding:home"))
