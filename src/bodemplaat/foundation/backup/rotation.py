"""Which backups of a folder are kept: the last of each of some days, and the last of each of some weeks."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils import timezone

DAILY, WEEKLY = 7, 4
_ZONE = ZoneInfo("Europe/Amsterdam")
_NAME = re.compile(r"bodemplaat-(\d{8}T\d{6})Z\.backup")


@dataclass(frozen=True, slots=True)
class Rotation:
    """How many days and how many weeks, counted in Dutch days and ISO weeks that have a backup."""

    daily: int = DAILY
    weekly: int = WEEKLY

    def too_old(self, backups: Iterable[datetime]) -> frozenset[datetime]:
        """Those that need not be kept; the newest is never among them."""
        latest_first = sorted(set(backups), reverse=True)
        days: dict[object, datetime] = {}
        weeks: dict[object, datetime] = {}
        for moment in latest_first:
            day = timezone.localdate(moment, _ZONE)
            days.setdefault(day, moment)
            weeks.setdefault(day.isocalendar()[:2], moment)
        kept = {*latest_first[:1], *list(days.values())[: self.daily], *list(weeks.values())[: self.weekly]}
        return frozenset(latest_first) - kept


def name_of(moment: datetime) -> str:
    """The file name of a backup in a rotation, in UTC: no hour stands twice in autumn."""
    return f"bodemplaat-{moment.astimezone(UTC):%Y%m%dT%H%M%S}Z.backup"


def backups_in(folder: Path) -> Iterator[tuple[datetime, Path]]:
    """The backups in a folder that a rotation made; whatever else lies there is none of ours."""
    for path in folder.iterdir():
        written = _NAME.fullmatch(path.name)
        if written and path.is_file():
            yield datetime.strptime(written[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC), path


def tidy(folder: Path, rotation: Rotation | None = None) -> tuple[Path, ...]:
    """Remove backups that need not be kept; returns them, the oldest first."""
    present = dict(backups_in(folder))
    removed = sorted((rotation or Rotation()).too_old(present))
    for moment in removed:
        present[moment].unlink()
    return tuple(present[moment] for moment in removed)
