"""Tables of the directory: the connection with its secrets, and what the directory said of people and groups."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from bodemplaat.foundation.organisations.models import Person, Unit
from bodemplaat.foundation.secrets import api as kept
from bodemplaat.foundation.tenancy.api import TenantModel


class Connection(TenantModel):
    """The connection of one organisation with its directory, and how it is used."""

    is_on = models.BooleanField(default=True)
    switched_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    answered = models.PositiveBigIntegerField(default=0, help_text="requests that did what was asked")
    refused = models.PositiveBigIntegerField(default=0, help_text="requests that did not")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation"], name="one_directory_of_an_organisation")
        ]


class Secret(kept.Secret):
    """A secret of the connection."""

    class Meta(kept.Secret.Meta):
        indexes = [models.Index(fields=["organisation", "made_at"])]


class DirectoryPerson(TenantModel):
    """What the directory says of a person that it is tied to; the id that it knows is the person's."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    user_name = models.CharField(max_length=254)
    external_id = models.CharField(max_length=254, blank=True)
    active = models.BooleanField(default=True)
    given_name = models.CharField(max_length=120, blank=True)
    family_name = models.CharField(max_length=120, blank=True)
    email = models.CharField(max_length=254, blank=True)
    title = models.CharField(max_length=120, blank=True)
    department = models.CharField(max_length=120, blank=True)
    manager = models.CharField(max_length=254, blank=True, help_text="the id of the manager, as it was sent")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint("organisation", Lower("user_name"), name="one_person_of_a_user_name"),
            models.UniqueConstraint(
                fields=["organisation", "external_id"],
                condition=~Q(external_id=""),
                name="one_person_of_an_external_id",
            ),
        ]


class DirectoryGroup(TenantModel):
    """A group of the directory; it means nothing here until an administrator says which role or unit it is."""

    name = models.CharField(max_length=254)
    external_id = models.CharField(max_length=254, blank=True)
    role = models.CharField(max_length=20, blank=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "external_id"],
                condition=~Q(external_id=""),
                name="one_group_of_an_external_id",
            ),
            models.CheckConstraint(condition=Q(role="") | Q(unit=None), name="a_group_is_a_role_or_a_unit"),
        ]


class DirectoryMember(TenantModel):
    """Who is in a group."""

    group = models.ForeignKey(DirectoryGroup, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="in_a_group_once")]


class DirectoryRefusal(kept.Refusal):
    """A request of the directory that was refused."""

    about = models.CharField(max_length=10, help_text="Users, Groups or empty")

    class Meta(kept.Refusal.Meta):
        indexes = [models.Index(fields=["organisation", "at"])]
