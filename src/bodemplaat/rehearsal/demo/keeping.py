"""What was played is kept in a file, set up in an empty place beside it, and read there as it was read here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils import timezone

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.foundation.backup import api as backups
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.rehearsal.demo.check import Fact, Played, employee_of

OWNER = "BODEMPLAAT_CHECK_OWNER"
PLACE_OWNER = "BODEMPLAAT_CHECK_PLACE_OWNER"
PLACE = "BODEMPLAAT_CHECK_PLACE"


@dataclass(frozen=True, slots=True)
class Places:
    """Three URLs: ``owner`` of the database that was played in; of the empty place its owner's, and the site's."""

    owner: str
    place_owner: str
    place: str

    @classmethod
    def named_in(cls, environment: Mapping[str, str]) -> "Places | None":
        """Those that an environment names, if it does."""
        names = (OWNER, PLACE_OWNER, PLACE)
        return cls(*(environment[name] for name in names)) if environment.keys() >= set(names) else None


def keep_and_set_up(played: Played, places: Places) -> Iterator[Fact]:
    """Keep everything, set it up, and compare what everybody sees there with what they see here."""
    at = played.journey.now + timedelta(days=1)
    with TemporaryDirectory() as folder:
        file, again = Path(folder) / "all.backup", Path(folder) / "again.backup"
        made = backups.make_backup(places.owner, file)
        yield Fact(
            f"a backup holds {made.tables} tables and {made.rows} rows, and was read again", made.is_read_back
        )
        cut = Path(folder) / "cut.backup"
        cut.write_bytes(file.read_bytes()[: made.size // 2])
        yield Fact("a backup that was cut off is refused", _refusal(cut, places) == "backup.damaged")
        restored = backups.restore_backup(places.place_owner, file, at=at)
        yield Fact(
            "every table is set up beside, equal to the backup",
            (restored.tables, restored.rows, restored.moment) == (made.tables, made.rows, made.moment),
        )
        backups.make_backup(places.place_owner, again)
        differing = {
            name
            for name, content in backups.read_through(again, backups.Opener()).tables.items()
            if content != backups.read_through(file, backups.Opener()).tables.get(name)
        }
        yield Fact(
            "a backup of what was set up is the same, with a note of it", differing == {"backup_restoration"}
        )
        yield Fact("a second one is not set up over it", _refusal(file, places) == "backup.not_empty")
    here = _seen(played)
    with backups.django_at(places.place):
        yield Fact("everybody reads there what they read here", _seen(played) == here)
        yield Fact("paying is shut there until the statements were read", _is_shut(played))
    yield Fact("paying is not shut here", not _is_shut(played))


def _refusal(file: Path, places: Places) -> str:
    try:
        backups.restore_backup(places.place_owner, file, at=timezone.now())
    except backups.BackupRefused as refused:
        return refused.findings[0].code
    return "set up"


def _seen(played: Played) -> list[object]:
    """The claims as their claimants see them, and the batches with their files as a payer does."""
    on, payer = timezone.localdate(played.journey.now), _payer(played)
    whose = (
        (played.course, employee_of(played.first)),
        (played.travel, employee_of(played.second)),
        (played.small, employee_of(played.first)),
    )
    return [
        *(claims.claim_view(actor=who, claim=claim, on=on) for claim, who in whose),
        *(payments.batch(actor=payer, batch=batch) for batch in played.journey.batches),
    ]


def _is_shut(played: Played) -> bool:
    return payments.paying_shut(actor=_payer(played)) is not None


def _payer(played: Played) -> Actor:
    return played.provider.with_role(Role.SSC_PAYER)[0]
