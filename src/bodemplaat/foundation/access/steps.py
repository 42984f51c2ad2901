"""The columns of a step in a chain of approval, for every room that has one, and what is asked of the steps of one round."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from bodemplaat.engines.approval import DONE, OPEN, PENDING, STEP
from bodemplaat.foundation.organisations.models import Person
from bodemplaat.foundation.tenancy.api import Actor, TenantModel, change_at_end


class ApprovalStep(TenantModel):
    """One step of a chain, in one round.

    Who decides is worked out when it is asked (``bodemplaat.engines.approval``) and never stored. ``assignee`` is the manager
    by whose right it was decided, or to whom it was opened; ``asked`` are the people who were told that it waits for them.
    Neither gives power. ``taken_by`` is the clerk who works on an SSC step, as long as they are one.
    """

    round = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    by = models.CharField(max_length=10)
    function = models.CharField(max_length=40, blank=True)
    assignee = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    asked = ArrayField(models.UUIDField(), default=list)
    state = models.CharField(max_length=10, default=PENDING)
    opened_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    taken_by = models.UUIDField(null=True)
    taken_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        abstract = True


def approvers_of(steps: Iterable[ApprovalStep]) -> frozenset[UUID]:
    """Who approved one of these steps."""
    return frozenset(step.decided_by for step in steps if step.state == DONE and step.decided_by is not None)


def lapse_steps(actor: Actor, steps: Iterable[ApprovalStep]) -> None:
    """Let whatever of a round still waits lapse."""
    for step in steps:
        if step.state in (PENDING, OPEN):
            step.state = STEP.after(step.state, "lapse")
            change_at_end(actor, step, "state")
