"""``bodemplaat demo``: a database, four example cooperations, the site and its worker, with one command.

Migrations run as the owner of the tables in a process of their own; the site and the worker never learn the owner's
password. Loading the example is Django's command ``load_demo``: it works behind the open site, leaves alone what is there,
and prints who can sign in as what.
"""

import errno
import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from bodemplaat.foundation.database.api import (
    Account,
    Cluster,
    DatabaseUrl,
    Purpose,
    ServerNotReady,
    check_server,
    empty_database,
    is_migrated,
    mark_migrated,
    prepare_environment,
    prepared_environment,
    remove_cluster,
    scratch_database,
    scratch_environment,
    state_folder,
)
from bodemplaat.kernel import say
from bodemplaat.presentation.voice import Voice
from bodemplaat.surfaces.cli.commands.spoken import SpokenCommand
from bodemplaat.surfaces.cli.single import AlreadyRuns, Holding, held
from bodemplaat.surfaces.cli.supervisor import Ended, Supervisor
from bodemplaat.surfaces.cli.working import ended_by_trouble

SETTINGS = "bodemplaat.project.settings_demo"
SITE = "bodemplaat.project.wsgi:application"
MAIL = "mail"
PORTS_TRIED = 50
SECONDS_TO_START = 60
NOT_EMPTY = say(
    "This site is not empty: what an earlier demo loaded, or somebody began, is kept. “make demo-reset” throws it away."
)

_SITE = (
    *("--interface", "wsgi", "--workers", "2", "--blocking-threads", "4", "--log-level", "warning"),
    # A worker that is asked to stop while it still loads does not hear it.
    *("--workers-kill-timeout", "3"),
    # A worker that dies is started again; the others go on.
    *("--respawn-failed-workers", "--respawn-interval", "0.5"),
)
_language = click.option(
    "--lang",
    type=click.Choice(["nl", "en"]),
    default="nl",
    show_default=True,
    help=say("Language of the answers."),
)


class StepFailed(Exception):
    """A step before the site failed; it has said why itself."""


@click.command("demo", cls=SpokenCommand, help=say("Start the demo: database, example cooperation and site."))
@click.option("--host", default="127.0.0.1", show_default=True, help=say("Address to listen on."))
@click.option(
    "--port",
    default=8000,
    type=click.IntRange(0, 65535),
    show_default=True,
    help=say("Port to listen on; the next free one if taken. 0 takes any free one."),
)
@click.option(
    "--check",
    is_flag=True,
    help=say("Play the whole journey without a browser in a database of its own, and read every fact back."),
)
@click.option(
    "--empty",
    is_flag=True,
    help=say("Load no examples: an empty site, with the code with which its first administrator begins."),
)
@_language
def demo(host: str, port: int, check: bool, empty: bool, lang: str) -> None:
    """Start everything, say where it is, and stop everything on Ctrl-C; or, with ``--check``, play and read back."""
    voice = Voice(lang)
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    supervisor = Supervisor()
    if check:
        sys.exit(_checked(supervisor, voice))
    try:
        with held(state_folder(Account.for_servers()) / Purpose.DEMO.value) as holding:
            _run(supervisor, voice, holding, host, port, loads=not empty)
    except AlreadyRuns as other:
        text = (
            say(
                "A demo runs here already, at {address}. Stop it first, or set BODEMPLAAT_STATE to another folder."
            )
            if other.address
            else say("Another demo is starting here. Wait for it, or set BODEMPLAAT_STATE to another folder.")
        )
        click.echo(voice(text.using(address=other.address)), err=True)
        sys.exit(1)
    except OSError as error:
        click.echo(_no_room(voice, error), err=True)
        sys.exit(1)


def _no_room(voice: Voice, error: OSError) -> str:
    """What keeps us from writing, in words; anything else goes on as it is."""
    if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM):
        raise error
    where = str(error.filename or "BODEMPLAAT_STATE")
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        text = say("The disk is full, so nothing more can be written ({where}). Make room and start again.")
    else:
        text = say("Nothing may be written at {where}. Set BODEMPLAAT_STATE to a folder of your own.")
    return voice(text.using(where=where))


def _checked(supervisor: Supervisor, voice: Voice) -> int:
    with (
        supervisor.listening(),
        _told_in_words(supervisor, voice),
        prepared_environment(Purpose.DEMO) as cluster,
    ):
        if cluster is None:
            _check_given_server(voice)
        return _check_journey()


def _run(
    supervisor: Supervisor, voice: Voice, holding: Holding, host: str, port: int, *, loads: bool
) -> None:
    cluster: Cluster | None = None
    ours = holding.inherited_server
    with supervisor.listening(), _told_in_words(supervisor, voice):
        try:
            cluster = prepare_environment(Purpose.DEMO)
            if cluster is None:
                _check_given_server(voice)
            else:
                ours = ours or cluster.started_here
            holding.note(server=ours)
            _serve(
                supervisor,
                voice,
                host,
                port,
                lambda address: holding.note(address=address, server=ours),
                cluster,
                loads=loads,
            )
        finally:
            supervisor.stop()
            if cluster is not None and ours:
                cluster.stop()


@contextmanager
def _told_in_words(supervisor: Supervisor, voice: Voice) -> Iterator[None]:
    """What stops the demo, in words and as an exit status."""
    try:
        with ended_by_trouble(voice):
            yield
    except Ended as ended:
        text = say(
            "{name} stopped by itself with status {status}, so everything stops. Its last lines:\n{lines}"
        )
        lines = "\n".join(ended.child.last_lines)
        status = str(ended.child.process.returncode)
        click.echo(voice(text.using(name=ended.child.name, status=status, lines=lines)), err=True)
        sys.exit(1)
    except StepFailed:
        sys.exit(0 if supervisor.told_to_stop else 1)


def _check_journey() -> int:
    """Run Django's command ``check_demo`` in a scratch database; its exit status says whether every fact is right.

    It gets a second, empty one to set a backup up in, and who owns both.
    """
    real = scratch_environment(SETTINGS)
    with scratch_database(real) as environment, empty_database(real) as (place, place_owner):
        played_in = DatabaseUrl.parse(environment["DATABASE_URL"]).database
        owner = DatabaseUrl.parse(real["BODEMPLAAT_OWNER_URL"]).to(played_in)
        environment |= {
            "BODEMPLAAT_CHECK_OWNER": str(owner),
            "BODEMPLAAT_CHECK_PLACE": place,
            "BODEMPLAAT_CHECK_PLACE_OWNER": place_owner,
        }
        command = [sys.executable, "-m", "django", "check_demo"]
        return subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=False).returncode


def _serve(
    supervisor: Supervisor,
    voice: Voice,
    host: str,
    port: int,
    note: Callable[[str], None],
    cluster: Cluster | None,
    *,
    loads: bool,
) -> None:
    free = _free_port(host, port)
    if port and free != port:
        text = say("Port {port} is taken; using {free}.")
        click.echo(voice(text.using(port=str(port), free=str(free))))
    address = _address(host, free)
    os.environ.setdefault("BODEMPLAAT_ADDRESS", address)
    os.environ.setdefault("BODEMPLAAT_MAIL_FOLDER", str(_mail_folder()))
    if not loads:
        os.environ["BODEMPLAAT_DEMO_COOPERATIONS"] = "0"
    owner_url = os.environ["BODEMPLAAT_OWNER_URL"]
    is_new = not is_migrated(owner_url)
    if is_new:
        click.echo(voice(say("Preparing the database …")))
        _step("migrate", "--verbosity=0", "--skip-checks", as_owner=True)
        mark_migrated(owner_url)
    environment = _environment(as_owner=False)
    supervisor.start(
        "site",
        [sys.executable, "-m", "granian", *_SITE, "--host", host, "--port", str(free), SITE],
        environment,
    )
    who = "" if is_new else _step("load_demo", "--who")
    loads = loads and not who
    if (
        loads
    ):  # what is heavy is loaded behind the open site, which shows each cooperation as soon as it is there
        load = [sys.executable, "-m", "django", "load_demo", "--behind"]
        supervisor.start("demo", load, environment, may_end=True)
    _await_site(supervisor, host, free)
    if not supervisor.told_to_stop:
        # Not before: while the site starts, the cores have enough to do.
        supervisor.start("worker", [sys.executable, "-m", "django", "work"], environment)
        if who:
            click.echo(who)
        text = say("The demo runs at {address} - Ctrl-C stops it, and its data are kept.")
        click.echo(voice(text.using(address=address)))
        if not loads and not who:
            _begin(voice)
        if loads:
            click.echo(voice(say("Its cooperations are being loaded; the page shows each one as it comes.")))
        note(address)
    supervisor.watch(lambda: _revive(cluster, voice))
    click.echo(voice(say("Stopping …")))


def _mail_folder() -> Path:
    """The folder of incoming mail of the demo, made where it is not there: a message that is put in ``new`` is read."""
    folder = state_folder(Account.for_servers()) / Purpose.DEMO.value / MAIL
    for part in ("new", "cur", "tmp"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    return folder


def _begin(voice: Voice) -> None:
    """Say where and with which code an empty site begins, or that somebody has begun and how to start over."""
    command = [sys.executable, "-m", "bodemplaat.surfaces.cli.main", "setup", "--lang", voice.language]
    done = subprocess.run(
        command,
        env=_environment(as_owner=False),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=False,
    )
    if done.stdout:
        click.echo(done.stdout.rstrip())
    elif done.returncode:
        click.echo(voice(NOT_EMPTY), err=True)


def _revive(cluster: Cluster | None, voice: Voice) -> None:
    """Start our database server again if it died; site and worker find it at the same port."""
    if cluster is not None and cluster.revive():
        click.echo(voice(say("PostgreSQL had stopped and was started again.")), err=True)


def _check_given_server(voice: Voice) -> None:
    findings = check_server(os.environ["DATABASE_URL"], os.environ.get("BODEMPLAAT_OWNER_URL"))
    if findings:
        raise ServerNotReady(findings)
    if "BODEMPLAAT_OWNER_URL" not in os.environ:
        text = say(
            "DATABASE_URL names a server of yours. Set BODEMPLAAT_OWNER_URL too: the role that owns the tables and"
            " may change them (docs/howto/run-on-your-own-postgresql.md)."
        )
        click.echo(voice(text), err=True)
        raise StepFailed


def _environment(*, as_owner: bool) -> dict[str, str]:
    environment = dict(os.environ)
    owner_url = environment.pop("BODEMPLAAT_OWNER_URL")
    return environment | {"DATABASE_URL": owner_url} if as_owner else environment


def _step(*command: str, as_owner: bool = False) -> str:
    """Run one of Django's commands to its end and return what it printed; its complaints go to the screen."""
    done = subprocess.run(
        [sys.executable, "-m", "django", *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        env=_environment(as_owner=as_owner),
    )
    if done.returncode != 0:
        click.echo(done.stdout, err=True)
        raise StepFailed
    return done.stdout.rstrip()


def _await_site(supervisor: Supervisor, host: str, port: int) -> None:
    """Wait until the site answers a request; ``Ended`` when it or the worker ends first."""
    last_moment = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < last_moment and not supervisor.told_to_stop:
        supervisor.look()
        connection = http.client.HTTPConnection(host, port, timeout=SECONDS_TO_START)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _free_port(host: str, first: int) -> int:
    """The first free port from ``first`` on, any for 0; ``first`` itself when none is, so that the site says what is wrong."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in range(first, min(first + PORTS_TRIED, 65536)):
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    return first


@click.command(
    "demo-reset", cls=SpokenCommand, help=say("Throw the demo's data away; the next demo starts over.")
)
@_language
def demo_reset(lang: str) -> None:
    """Stop the demo's database and delete its data."""
    voice = Voice(lang)
    if os.environ.get("DATABASE_URL", "").strip():
        text = say(
            "DATABASE_URL names a server of yours, and its data are not touched. Empty that database yourself."
        )
        click.echo(voice(text), err=True)
        sys.exit(1)
    removed = remove_cluster(Purpose.DEMO)
    shutil.rmtree(state_folder(Account.for_servers()) / Purpose.DEMO.value / MAIL, ignore_errors=True)
    click.echo(voice(say("The demo's data are gone.") if removed else say("There were no demo data.")))
