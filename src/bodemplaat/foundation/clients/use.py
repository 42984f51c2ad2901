"""How a client is used: every request is counted, and what was answered to one that wrote something is kept a while."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import F

from bodemplaat.foundation.clients.models import ClientAnswer, ClientRefusal, ClientSecret
from bodemplaat.foundation.clients.values import KeptAnswer, Opened
from bodemplaat.foundation.secrets.api import forget_earlier
from bodemplaat.foundation.tenancy.api import Actor, command

ANSWERS_KEPT: Final = timedelta(days=2)
"""How long the same key gets the same answer."""
THROUGH: Final = "client"
"""What the trail calls a client."""


@command
def note_client_use(
    *, actor: Actor, opened: Opened, method: str, about: str, status: int, reason: str = "", at: datetime
) -> None:
    """Count a request; of one that was refused the kind and the reason are kept, and nothing it held."""
    is_good = status < 400
    ClientSecret.records.of(actor).filter(id=opened.secret).update(
        last_used_at=at,
        answered=F("answered") + int(is_good),
        refused=F("refused") + int(not is_good),
    )
    if is_good:
        return
    ClientRefusal.records.of(actor).create(
        organisation_id=opened.organisation,
        client_id=opened.client,
        at=at,
        method=method[:10],
        about=about[:60],
        status=status,
        reason=reason[:400],
    )
    forget_earlier(ClientRefusal.records.of(actor).filter(client_id=opened.client))


@command
def answer_for_key(*, actor: Actor, opened: Opened, key: str, digest: str, at: datetime) -> KeptAnswer | None:
    """What this client was answered under a key before; ``None`` for a new one, which is now this request's.

    To be called within the transaction that does what is asked: of two requests with one key the second waits here until
    the first is done, and goes on itself when that one came to nothing.
    """
    rows = ClientAnswer.records.of(actor)
    rows.filter(client_id=opened.client, at__lte=at - ANSWERS_KEPT).delete()
    wanted = ClientAnswer(
        organisation_id=opened.organisation, client_id=opened.client, key=key, digest=digest, at=at
    )
    rows.bulk_create([wanted], ignore_conflicts=True)
    row = ClientAnswer.records.of(actor).one(client_id=opened.client, key=key)
    return None if row.id == wanted.id else KeptAnswer(row.digest, row.status, row.location, row.body)


@command
def keep_answer(*, actor: Actor, opened: Opened, key: str, status: int, location: str, body: str) -> None:
    """Keep what was answered, for whoever asks the same again."""
    ClientAnswer.records.of(actor).filter(client_id=opened.client, key=key).update(
        status=status, location=location, body=body
    )
