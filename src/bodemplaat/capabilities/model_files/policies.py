"""Who may do what with model files, and why not you."""

from django.db.models import Q

from bodemplaat.capabilities.model_files.models import ModelFile
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, Refused, Role
from bodemplaat.kernel import say

KEEPERS = (Role.CONTROLLER, Role.CONTRACT_MANAGER)
"""Who calculates: they keep models of their own organisation and see all of those."""
READERS = (*KEEPERS, Role.MANAGER, Role.SSC_CLERK, Role.SSC_PAYER)
"""Who sees what is shared with a cooperation that their organisation takes part in."""


def check_may_keep(actor: Actor) -> None:
    """Raise ``Refused`` unless the actor is a person who calculates for their own organisation."""
    if actor.role not in KEEPERS or actor.person_id is None:
        raise Refused(
            say(
                "Models are kept by a controller or a contract manager, for their own organisation. Ask one of them, or "
                "sign in again in that role."
            )
        )


def check_may_read(actor: Actor) -> None:
    """Raise ``Refused`` unless the actor's role sees models at all."""
    if actor.role not in READERS:
        raise Refused(
            say("Models are for those who calculate, manage or serve. You are signed in in another role.")
        )


def own(actor: Actor) -> GuardedQuerySet[ModelFile]:
    """The models of the actor's own organisation: never those of a customer, whose staff did not share them."""
    return ModelFile.records.of(actor).filter(organisation_id=actor.organisation_id)


def within_reach(actor: Actor) -> GuardedQuerySet[ModelFile]:
    """What this actor may read: what is shared with their cooperations and, for keepers, all of their organisation."""
    shared = ModelFile.records.among_partners(actor).filter(archived_at=None)
    return own(actor) | shared if actor.role in KEEPERS else shared


def is_own(actor: Actor) -> Q:
    """The condition that a model belongs to the actor's organisation."""
    return Q(organisation_id=actor.organisation_id)
