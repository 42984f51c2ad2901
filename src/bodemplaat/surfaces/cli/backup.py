"""``bodemplaat backup`` and ``bodemplaat restore``: the whole in one file, and set up again from it.

Both work as the owner of the tables: of our own PostgreSQL, or of the server that ``BODEMPLAAT_OWNER_URL`` names.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from bodemplaat.foundation.database.api import (
    Cluster,
    DatabaseTrouble,
    ServerNotReady,
    check_server,
    mark_migrated,
    prepare_environment,
)
from bodemplaat.kernel import Finding, Said, say
from bodemplaat.presentation.values import Moment
from bodemplaat.presentation.voice import Voice
from bodemplaat.surfaces.cli.commands.spoken import SpokenCommand, language_option
from bodemplaat.surfaces.cli.commands.whole_number import WholeNumber

EMBEDDED_SETTINGS = "bodemplaat.project.settings_demo"
SERVER_SETTINGS = "bodemplaat.project.settings"
PASSPHRASE = "BODEMPLAAT_BACKUP_PASSPHRASE"  # noqa: S105 - a name, no passphrase
ZONE = ZoneInfo("Europe/Amsterdam")

_passphrase = click.option(
    "--passphrase",
    is_flag=True,
    help=say(
        "Seal or open with a passphrase, which is asked for, or read from BODEMPLAAT_BACKUP_PASSPHRASE."
    ),
)


@click.command(
    "backup",
    cls=SpokenCommand,
    help=say(
        "Keep everything in one file while others go on working: database, documents and settings without secrets."
    ),
)
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    help=say("Instead of a file: a folder in which days and weeks take turns."),
)
@click.option(
    "--days",
    type=WholeNumber(1),
    default=7,
    show_default=True,
    help=say("With --into: of how many days to keep the last."),
)
@click.option(
    "--weeks",
    type=WholeNumber(0),
    default=4,
    show_default=True,
    help=say("With --into: of how many weeks to keep the last."),
)
@_passphrase
@click.option(
    "--recipient",
    "recipients",
    multiple=True,
    metavar="AGE1…",
    help=say("Seal for this public key of age; only who has its secret key can open it."),
)
@click.option("--force", is_flag=True, help=say("Replace the file if there is one of that name."))
@language_option()
def backup(
    file: Path | None,
    into: Path | None,
    days: int,
    weeks: int,
    passphrase: bool,
    recipients: tuple[str, ...],
    force: bool,
    lang: str,
) -> None:
    """Keep, read back, and say what was kept."""
    voice = Voice(lang)
    if (file is None) == (into is None):
        raise click.UsageError(voice(say("Name a file, or a folder with --into.")))
    if passphrase and recipients:
        raise click.UsageError(voice(say("Choose --passphrase or --recipient, not both.")))
    chosen = dict(os.environ)
    with _as_owner(voice) as owner_url:
        environment = _with_the_key_in_use(chosen)
        from bodemplaat.foundation.backup import api as backups  # noqa: PLC0415  # it needs Django, which is ready now

        seal = None
        if passphrase or recipients:
            seal = backups.Seal(_asked(voice, twice=True) if passphrase else "", recipients)
        with _shown(voice) as progress:
            if into is not None:
                made, removed = backups.keep_in(
                    owner_url,
                    into,
                    rotation=backups.Rotation(days, weeks),
                    seal=seal,
                    environment=environment,
                    progress=progress,
                )
            else:
                made = backups.keep_as(
                    owner_url,
                    file or Path(),
                    seal=seal,
                    replace=force,
                    environment=environment,
                    progress=progress,
                )
                removed = ()
    kept = say(
        "Kept in {file} as it was on {moment}: {tables} {tables:table|tables}, {rows} {rows:row|rows}, {size} MB.",
        file=str(made.file),
        moment=_moment(made.moment),
        tables=made.tables,
        rows=made.rows,
        size=max(1, round(made.size / 1_000_000)),
    )
    click.echo(voice(kept))
    if made.is_read_back:
        click.echo(voice(say("It was read again from beginning to end, and is equal to what was there.")))
    else:
        click.echo(
            voice(
                say(
                    "Its bytes were read again. Only who has the secret key can read what they hold: try that now."
                )
            )
        )
    for path in removed:
        click.echo(voice(say("Removed, its turn is over: {file}", file=str(path))))
    click.echo(
        voice(
            say("Keep the secrets beside it (docs/howto/back-up-and-restore.md); they are not in the file.")
        )
    )


@click.command(
    "restore",
    cls=SpokenCommand,
    help=say("Set a backup up again in an empty place, and prove it equal by counts and checksums."),
)
@click.argument("file", type=click.Path(path_type=Path))
@_passphrase
@click.option(
    "--identity",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=say("File with the secret key of age for which the backup was sealed."),
)
@language_option()
def restore(file: Path, passphrase: bool, identity: Path | None, lang: str) -> None:
    """Set up, prove, and say what comes next."""
    voice = Voice(lang)
    chosen = dict(os.environ)
    with _as_owner(voice, before=_checked) as owner_url:
        environment = _with_the_key_in_use(chosen)
        from bodemplaat.foundation.backup import api as backups  # noqa: PLC0415  # it needs Django, which is ready now

        opener = backups.Opener(_asked(voice) if passphrase else "", _keys(identity))
        with _shown(voice) as progress:
            restored = backups.restore_backup(
                owner_url,
                file,
                opener=opener,
                at=datetime.now(UTC),
                environment=environment,
                progress=progress,
            )
        mark_migrated(owner_url)
    lines = [
        say(
            "Set up again as it was on {moment}: {tables} {tables:table|tables}, {rows} {rows:row|rows}, each table equal to the"
            " backup.",
            moment=_moment(restored.moment),
            tables=restored.tables,
            rows=restored.rows,
        )
    ]
    if restored.renewed:
        text = say(
            "It was made by an older version; its tables were brought up to date ({count} {count:change|changes})."
        )
        lines.append(text.using(count=restored.renewed))
    if restored.same_secret_key is not True:
        lines.append(
            say(
                "BODEMPLAAT_SECRET_KEY differs from that of the backup: with this one nobody's second factor can be read."
            )
            if restored.same_secret_key is False
            else say(
                "Set BODEMPLAAT_SECRET_KEY to that of the backup, or nobody's second factor can be read."
            )
        )
    lines.append(
        say(
            "Paying is shut until two payers say that the bank's statements since then were read: Payments in the desk."
        )
    )
    for line in lines:
        click.echo(voice(line))


def _moment(at: datetime) -> Moment:
    return Moment(at.astimezone(ZONE))


def _checked(environment: Mapping[str, str]) -> None:
    findings = check_server(environment["DATABASE_URL"], environment.get("BODEMPLAAT_OWNER_URL"))
    if findings:
        raise ServerNotReady(findings)


@contextmanager
def _as_owner(
    voice: Voice, before: Callable[[Mapping[str, str]], None] = lambda environment: None
) -> Iterator[str]:
    """Django ready, connected as the owner of the tables; what stops us is said in words, and ends with status 1."""
    cluster: Cluster | None = None
    try:
        cluster = prepare_environment()
        if "BODEMPLAAT_OWNER_URL" not in os.environ:
            text = say(
                "DATABASE_URL names a server of yours. Set BODEMPLAAT_OWNER_URL too: the role that owns the tables,"
                " from which no row is hidden (docs/howto/back-up-and-restore.md)."
            )
            raise DatabaseTrouble([Finding("backup.no_owner", "BODEMPLAAT_OWNER_URL", text)])
        if cluster is None:
            before(os.environ)
        owner_url = os.environ["BODEMPLAAT_OWNER_URL"]
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", EMBEDDED_SETTINGS if cluster else SERVER_SETTINGS)
        _set_up_django()
        yield owner_url
    except Exception as trouble:
        findings = getattr(trouble, "findings", None)  # of the database, or of the backup
        if findings is None and type(trouble).__name__ != "ImproperlyConfigured":
            raise
        for said in [each.said for each in findings] if findings else [str(trouble)]:
            click.echo(_told(voice, said), err=True)
        sys.exit(1)
    finally:
        if cluster is not None and cluster.started_here:
            cluster.stop()


def _with_the_key_in_use(environment: Mapping[str, str]) -> Mapping[str, str]:
    """What was set; where no secret key was, the one with which the embedded default signs."""
    from django.conf import settings  # noqa: PLC0415  # --help needs none of it

    key = environment.get("BODEMPLAAT_SECRET_KEY") or settings.SECRET_KEY
    return {**environment, "BODEMPLAAT_SECRET_KEY": key}


def _set_up_django() -> None:
    import django  # noqa: PLC0415  # takes a second, and --help needs none of it
    from django.apps import apps  # noqa: PLC0415

    if not apps.ready:
        django.setup()


def _told(voice: Voice, text: str) -> str:
    """A text of a room with a catalog of its own, which Django knows once it is ready."""
    from django.apps import apps  # noqa: PLC0415
    from django.utils import translation  # noqa: PLC0415

    if not apps.ready or not isinstance(text, Said):
        return voice(text)
    with translation.override(voice.language):
        return text.render(translation.gettext, voice.show)


def _asked(voice: Voice, *, twice: bool = False) -> str:
    if known := os.environ.get(PASSPHRASE, ""):
        return known
    again = voice(say("Once more")) if twice else False
    typed: str = click.prompt(voice(say("Passphrase")), hide_input=True, confirmation_prompt=again, err=True)
    return typed


def _keys(identity: Path | None) -> tuple[str, ...]:
    if identity is None:
        return ()
    lines = identity.read_text(encoding="utf-8", errors="replace").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@contextmanager
def _shown(voice: Voice) -> Iterator[Callable[[Said, str, int, int], Any]]:
    """A bar on a terminal; elsewhere a line for each thing that is begun."""
    from rich.console import Console  # noqa: PLC0415  # not for --help
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    console = Console(stderr=True)
    if not console.is_terminal:
        last: list[str] = []

        def line(what: Said, table: str, done: int, of: int) -> None:
            if last != [what]:
                last[:] = [what]
                click.echo(f"{_told(voice, what)} …", err=True)

        yield line
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, TextColumn("{task.fields[table]}"), console=console, transient=True) as bar:
        task = bar.add_task("", total=1, table="")

        def show(what: Said, table: str, done: int, of: int) -> None:
            bar.update(task, description=_told(voice, what), table=table, completed=done, total=of)

        yield show
