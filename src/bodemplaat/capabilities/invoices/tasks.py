"""The jobs of invoices: letting them go over to another provider, and taking what is delivered in a folder."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bodemplaat.capabilities.invoices.commands.handing_over import hand_over_invoices
from bodemplaat.capabilities.invoices.commands.paying import ask_when_due
from bodemplaat.capabilities.invoices.commands.receiving import judge_files, receive_invoice
from bodemplaat.capabilities.invoices.commands.refusing import refuse_file
from bodemplaat.capabilities.invoices.errors import CannotBePaid
from bodemplaat.capabilities.invoices.queries.paying import invoices_due
from bodemplaat.capabilities.invoices.vocabulary import Channel
from bodemplaat.formats.invoices.read import MOST_BYTES
from bodemplaat.foundation.maildir.api import Folder, Waiting
from bodemplaat.foundation.organisations.api import customers_gone_over
from bodemplaat.foundation.outbox.api import daily, often
from bodemplaat.foundation.retention.api import every_organisation
from bodemplaat.foundation.tenancy.api import Actor, kind_of

AT_ONCE: Final = 100
"""Files of one organisation in one go: the next one goes on."""
REFUSED: Final = "refused"
_log = logging.getLogger(__name__)


@daily(time(0, 20))
@app.task(name="invoices.hand_over", queue="outbox", retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def hand_over(timestamp: int) -> None:
    """What an earlier provider may not finish, or not go on reading, goes over: for each customer that has had another."""
    at = datetime.fromtimestamp(timestamp, UTC)
    for organisation in customers_gone_over(on=timezone.localdate(at)):
        hand_over_invoices(actor=Actor.system(organisation), organisation=organisation, at=timezone.now())


@daily(time(0, 25))
@app.task(name="invoices.pay", queue="outbox", retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def pay(timestamp: int) -> None:
    """Ask for the payment of approved invoices whose day comes, each by itself: one that cannot be paid holds up no other."""
    now = timezone.now()
    for organisation in every_organisation():
        system = Actor.system(organisation)
        for invoice in invoices_due(actor=system, on=timezone.localdate(now)):
            try:
                ask_when_due(actor=system, invoice=invoice, at=now)
            except CannotBePaid as no:
                _log.warning("an approved invoice cannot be paid and waits: %s", kind_of(no))


def is_folder_here() -> bool:
    """Whether invoices are delivered into a folder, and this machine has it."""
    return bool(settings.INVOICE_FOLDER) and settings.FOLDERS_HERE


def is_anything_delivered() -> bool:
    """Whether a folder is named and one of an organisation holds something; one that cannot be read is for the job to say."""
    if not is_folder_here():
        return False
    try:
        return any(folder.waiting() for _, folder in _folders())
    except OSError:
        return True


@often(seconds=60, when=is_anything_delivered, here=is_folder_here)
@app.task(name="invoices.read", queue="invoices_in", lock="invoices_in")
def read(timestamp: int) -> None:
    """Take what was delivered, one job at a time. A file is moved when its invoice is in the database.

    One that cannot be taken now (the database is away, the disk is full) stays, and holds up no other; one that never can be
    is set aside, and the trail of its organisation says so.
    """
    if not is_folder_here():
        return
    try:
        folders = [(organisation, folder, folder.waiting()) for organisation, folder in _folders()]
    except OSError as error:
        _log.error("the folder of delivered invoices cannot be read: %s", kind_of(error))
        return
    for organisation, folder, waiting in folders:
        for each in waiting[:AT_ONCE]:
            try:
                _take(organisation, folder, each)
            except Exception as error:  # whatever is wrong with one, the others are taken
                _log.error("a delivered invoice was not taken and stays where it is: %s", kind_of(error))


def _take(organisation: UUID, folder: Folder, waiting: Waiting) -> None:
    actor, at = Actor.system(organisation), timezone.now()
    if not 0 < waiting.size <= MOST_BYTES:
        refuse_file(actor=actor, size=waiting.size, at=at)
        folder.set_aside(waiting, REFUSED)
        return
    (arrival,) = judge_files([(waiting.name.partition(":2,")[0], folder.read(waiting, MOST_BYTES))])
    receive_invoice(actor=actor, organisation=organisation, arrival=arrival, channel=Channel.FOLDER, at=at)
    folder.done(waiting)


def _folders() -> Iterator[tuple[UUID, Folder]]:
    """The folder of each organisation, by its id; whatever else lies there is nobody's."""
    for path in sorted(Path(settings.INVOICE_FOLDER).iterdir()):
        try:
            organisation = UUID(path.name)
        except ValueError:
            continue
        if (path / "new").is_dir():
            yield organisation, Folder(path)
