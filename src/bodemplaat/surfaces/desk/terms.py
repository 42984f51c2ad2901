"""How long something may wait at the desk, and how long it has: the desk's own term, in calendar days."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, ngettext


@dataclass(frozen=True, slots=True)
class Term:
    """From the day something reached the desk to the day it should be done.

    A claim that was returned and handed in again is a new task for the desk, with its own term; how long the claimant has
    waited since the first time is the lead time of the overview.
    """

    start: date
    due: date
    today: date

    @classmethod
    def since(cls, moment: datetime, today: date) -> "Term":
        """The term of what reached the desk at a moment."""
        start = timezone.localdate(moment)
        return cls(start, start + timedelta(days=settings.DESK_CHECK_DAYS), today)

    @property
    def waited(self) -> int:
        """Days since it reached the desk."""
        return (self.today - self.start).days

    @property
    def left(self) -> int:
        """Days until it should be done; negative when that day has passed."""
        return (self.due - self.today).days

    @property
    def is_late(self) -> bool:
        """Whether it should have been done."""
        return self.left < 0

    @property
    def text(self) -> str:
        """How much of the term is left, in words."""
        if self.left > 0:
            return ngettext("{days} day left", "{days} days left", self.left).format(days=self.left)
        if self.left == 0:
            return gettext("due today")
        return ngettext("{days} day late", "{days} days late", -self.left).format(days=-self.left)
