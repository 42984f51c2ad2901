"""The job that reads the folder into which the mail server delivers."""

import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from procrastinate.contrib.django import app

from bodemplaat.capabilities.mailbox.commands.opening import MOST_BYTES
from bodemplaat.capabilities.mailbox.commands.taking import take_mail
from bodemplaat.capabilities.mailbox.policies import is_mail_read
from bodemplaat.foundation.maildir.api import Folder
from bodemplaat.foundation.outbox.api import often
from bodemplaat.foundation.tenancy.api import kind_of

AT_ONCE: Final = 200
"""Messages in one go: the next one goes on."""
ASIDE: Final = "not-for-us"
_log = logging.getLogger(__name__)


def is_anything_waiting() -> bool:
    """Whether e-mail is read here and the folder holds something; one that cannot be read is for the job to say."""
    if not is_folder_here():
        return False
    try:
        return bool(Folder(Path(settings.MAIL_FOLDER)).waiting())
    except OSError:
        return True


def is_folder_here() -> bool:
    """Whether this machine has the folder, and not another."""
    return is_mail_read() and settings.FOLDERS_HERE


@often(seconds=60, when=is_anything_waiting, here=is_folder_here)
@app.task(name="mailbox.read", queue="mail_in", lock="mailbox.read")
def read(timestamp: int) -> None:
    """Take what waits, one job at a time. A message is moved when all that it led to is in the database.

    One that cannot be taken now (the database is away, the disk is full) stays, and holds up no other.
    """
    if not is_mail_read():
        return
    folder = Folder(Path(settings.MAIL_FOLDER))
    try:
        waiting = folder.waiting()
    except OSError as error:
        _log.error("the folder of incoming mail cannot be read: %s", kind_of(error))
        return
    for each in waiting[:AT_ONCE]:
        try:
            content = folder.read(each, MOST_BYTES)
            at = datetime.now(UTC)
            if take_mail(content=content, is_whole=each.size <= MOST_BYTES, came_at=each.came_at, at=at):
                folder.done(each)
            else:
                _log.warning("a message for no address of ours was set aside (%s)", ASIDE)
                folder.set_aside(each, ASIDE)
        except Exception as error:  # whatever is wrong with one, the others are read
            _log.error("a message was not taken and stays where it is: %s", kind_of(error))
