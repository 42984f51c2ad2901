"""Who has entered."""

from contextvars import ContextVar

from bodemplaat.foundation.tenancy.actor import Actor
from bodemplaat.foundation.tenancy.errors import NotInContext

entered_actor: ContextVar[Actor | None] = ContextVar("actor", default=None)


def current_actor() -> Actor:
    """The actor entered last; raises ``NotInContext`` when there is none."""
    actor = entered_actor.get()
    if actor is None:
        raise NotInContext("nobody has entered: use entered(actor), @command or @query")
    return actor


def check_entered(actor: Actor, what: str) -> None:
    """Raise ``NotInContext`` when nobody, or another actor than this one, has been entered; ``what`` is asked for."""
    entered = current_actor()
    if (entered.scope, entered.partly, entered.desk_partly) != (actor.scope, actor.partly, actor.desk_partly):
        raise NotInContext(f"{what}: asked for another actor than the one entered")
