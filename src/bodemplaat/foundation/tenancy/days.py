"""Days as queries compare them: moments are stored, and a Dutch day starts at a moment."""

from datetime import date, datetime, time

from django.utils import timezone


def midnight(day: date) -> datetime:
    """The moment a Dutch day starts. A comparison with it can use an index, one with the day itself cannot."""
    return timezone.make_aware(datetime.combine(day, time.min))
