"""Tables of the structure that everything else hangs on. What can change over time is effective-dated."""

import uuid
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from bodemplaat.foundation.tenancy.api import Guarded, TenantModel, history_of


def holds_on(day: date, prefix: str = "") -> Q:
    """The condition that an effective-dated row holds on ``day``: from ``valid_from``, before ``valid_until``."""
    return Q(**{f"{prefix}valid_from__lte": day}) & (
        Q(**{f"{prefix}valid_until": None}) | Q(**{f"{prefix}valid_until__gt": day})
    )


class Dated(models.Model):
    """Holds from ``valid_from`` up to but not including ``valid_until``; ``None`` is until further notice."""

    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="%(app_label)s_%(class)s_ends_after_it_starts",
            )
        ]


class Kind(models.TextChoices):
    """What an organisation is."""

    MUNICIPALITY = "municipality"
    PROVIDER = "provider"
    WATER_BOARD = "water_board"
    PROVINCE = "province"
    ARRANGEMENT = "arrangement"
    JOINT_UNIT = "joint_unit"
    """A unit of several members without legal personality: it employs nobody, its staff come from the members."""


@history_of("OrganisationHistory")
class Organisation(models.Model):
    """A municipality or a provider: the tenant. Visible to itself and to whom it cooperates with."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind)
    cbs_code = models.CharField(max_length=8, blank=True)
    oin = models.CharField(max_length=20, blank=True)
    town = models.CharField(max_length=35, blank=True, help_text="seat, as in a structured postal address")
    inhabitants = models.PositiveIntegerField(null=True, blank=True)
    theme = models.SlugField(
        max_length=40, blank=True, help_text="name of the theme file, empty for our own look"
    )

    records: ClassVar[Guarded[Self]] = Guarded(tenant="id", cooperation="membership__cooperation_id")

    class Meta:
        default_manager_name = "records"
        verbose_name = "organisation"


@history_of("OrganisationStateHistory")
class OrganisationState(TenantModel):
    """What an organisation is called and is from a day on, until its next state begins.

    ``Organisation`` holds what is so today. One that was never anything else has no states; the first state of one that
    was holds from ``ALWAYS``. Seen by whom the organisation cooperates with.
    """

    valid_from = models.DateField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind)

    records: ClassVar[Guarded[Self]] = Guarded(cooperation="organisation__membership__cooperation_id")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "valid_from"], name="one_state_of_an_organisation_from_a_day"
            )
        ]


class Variant(models.TextChoices):
    """In what way the members work together (VC, chapter 3)."""

    NETWORK = "network"
    CENTRE = "centre"
    MATRIX = "matrix"
    SHARED_CENTRE = "shared_centre"
    PROJECT = "project"


class Cooperation(models.Model):
    """The municipalities, their provider and what binds them (samenwerkingsverband).

    ``seat`` is the organisation at which it is administered: who adds members has that role there.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    variant = models.CharField(max_length=20, choices=Variant, default=Variant.SHARED_CENTRE)
    seat = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")

    records: ClassVar[Guarded[Self]] = Guarded(tenant="membership__organisation_id", cooperation="id")

    class Meta:
        default_manager_name = "records"


class Part(models.TextChoices):
    """What a member is in the cooperation: the four roles of a participant, and the provider (GLOSSARY)."""

    OWNER = "owner"
    COMMISSIONER = "commissioner"
    CUSTOMER = "customer"
    END_USER = "end_user"
    PROVIDER = "provider"


PARTICIPANT = (Part.OWNER.value, Part.COMMISSIONER.value, Part.CUSTOMER.value, Part.END_USER.value)
"""What a participant is: all four at once."""


class Membership(Dated, TenantModel):
    """One part that an organisation plays in a cooperation, for a time."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    part = models.CharField(max_length=20, choices=Part)

    records: ClassVar[Guarded[Self]] = Guarded(cooperation="cooperation_id")

    class Meta(Dated.Meta, TenantModel.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "cooperation", "part", "valid_from"], name="one_part_from_a_day"
            ),
        ]
        indexes = [models.Index(fields=["cooperation", "part", "organisation"])]


class Task(models.TextChoices):
    """Work that one organisation does for another and that the platform carries: who provides it hangs on the task.

    A desk of a list takes the cases of that list of services, for a customer that has one; ``DESK`` takes the others.
    """

    EXPENSE_CLAIMS = "expense_claims"
    PAYMENTS = "payments"
    DESK = "desk"
    DESK_PERSONNEL = "desk_personnel"
    DESK_FINANCE = "desk_finance"
    DESK_ICT = "desk_ict"


@history_of("ProvisionHistory")
class Provision(Dated, TenantModel):
    """Who provides a task for one customer, for a time. The tenant is the customer, whose work it is.

    The last two fields say what remains of it when it ends: whether the provider finishes what was handed in before, and
    whether it may go on reading what it has finished.
    """

    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT)
    task = models.CharField(max_length=20, choices=Task)
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    finishes_open = models.BooleanField(default=False)
    reads_earlier = models.BooleanField(default=False)

    records: ClassVar[Guarded[Self]] = Guarded(cooperation="cooperation_id")

    class Meta(Dated.Meta, TenantModel.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "task", "valid_from"], name="one_provider_of_a_task_from_a_day"
            ),
            models.UniqueConstraint(
                fields=["organisation", "task"],
                condition=Q(valid_until=None),
                name="one_provider_of_a_task_until_further_notice",
            ),
        ]
        indexes = [
            models.Index(fields=["provider", "task"], name="provisions_by_provider"),  # whom a role reaches
        ]


@history_of("MoveProposalHistory")
class MoveProposal(TenantModel):
    """A task that is to go over to another provider: what its proposal is about. The last fields are those of ``Provision``."""

    proposal = models.OneToOneField("proposals.Proposal", on_delete=models.PROTECT, related_name="+")
    task = models.CharField(max_length=20, choices=Task)
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    finishes_open = models.BooleanField(default=False)
    reads_earlier = models.BooleanField(default=False)

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        verbose_name = "proposal"


ALWAYS = date(1900, 1, 1)
"""The first day of what has been there as long as anyone knows."""


@history_of("UnitHistory")
class Unit(Dated, TenantModel):
    """An organisational unit (afdeling, team) within one organisation, for as long as it exists.

    ``name`` and ``parent`` are those of today; ``UnitState`` says which they were and will be.
    """

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Dated.Meta, TenantModel.Meta):
        verbose_name = "unit"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "code"], name="one_unit_per_code"),
        ]


@history_of("UnitStateHistory")
class UnitState(TenantModel):
    """What a unit is called and part of from a day on, until its next state begins.

    A unit that was never anything else has none. The first state of one that was holds from ``ALWAYS``.
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    valid_from = models.DateField()
    name = models.CharField(max_length=120)
    parent = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="one_state_of_a_unit_from_a_day")
        ]


@history_of("PersonHistory")
class Person(TenantModel):
    """Somebody in the eyes of one organisation. Who works for two has two of these and one account."""

    number = models.CharField(max_length=20, blank=True, help_text="personnel number, where there is one")
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="nl")

    class Meta(TenantModel.Meta):
        verbose_name = "person"
        indexes = [models.Index(fields=["organisation", "name"])]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "number"], condition=~Q(number=""), name="one_person_per_number"
            )
        ]


@history_of("EmploymentHistory")
class Employment(Dated, TenantModel):
    """A person's work at an organisation: unit, manager, and the account that money for it goes to."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    manager = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    job_title = models.CharField(max_length=120, blank=True)
    iban = models.CharField(max_length=34, blank=True)
    iban_changed_by = models.UUIDField(
        null=True, help_text="The person who changed the account that was known; empty for the first one."
    )

    class Meta(Dated.Meta, TenantModel.Meta):
        verbose_name = "employment"
        indexes = [
            models.Index(fields=["organisation", "person", "valid_from"]),
            models.Index(fields=["organisation", "manager"]),
        ]
