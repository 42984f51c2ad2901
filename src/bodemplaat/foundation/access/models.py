"""Tables of access. An account is one human being; what it may do hangs on role assignments, never on the account."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from bodemplaat.engines.approval import OPEN, PENDING, STEP
from bodemplaat.foundation.organisations.models import Dated, Person, Unit
from bodemplaat.foundation.tenancy.api import Actor, Refused, TenantModel, change_at_end, history_of
from bodemplaat.kernel import say


class UserManager(BaseUserManager["User"]):
    """Accounts are made here; there is no superuser to make."""

    def create_user(self, email: str, password: str | None = None, name: str = "") -> "User":
        """Make an account; without a password it can only sign in through the organisation's own identity provider.

        Raises ``Refused`` for an address that is an account's already, in whatever capitals.
        """
        if self.alias(bare=Lower("email")).filter(bare=email.lower()).exists():
            raise Refused(
                say("There is an account with the address {address} already. Capitals make no difference."),
                address=email,
            )
        user = self.model(email=self.normalize_email(email), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account to sign in with. Not a tenant's: one human being may work for several organisations."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)
    is_shut = models.BooleanField(
        default=False, help_text="not active because every organisation that it signs in for has shut it"
    )
    sign_outs = models.PositiveIntegerField(
        default=0, help_text="how many times all sessions of this account were ended at once"
    )

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return self.email

    def get_full_name(self) -> str:
        """The name that sign-in pages greet with."""
        return self.name or self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What every session of this account holds: it ends with another password, and with ``sign_outs``."""
        of_password = str(super()._get_session_auth_hash(secret=secret))  # type: ignore[misc]  # no types for it
        if not self.sign_outs:
            return of_password
        return salted_hmac(
            "bodemplaat.sign_outs", f"{of_password}:{self.sign_outs}", secret=secret
        ).hexdigest()


class PersonalAccount(TenantModel):
    """Which account a person signs in with. Read by ``access_assignments`` before any organisation is entered."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    shut_at = models.DateTimeField(
        null=True, blank=True, help_text="since when nobody can act as this person; empty while it is open"
    )

    invited_at = models.DateTimeField(
        null=True, blank=True, help_text="when the last invitation was mailed; empty when there is none"
    )

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["user"])]


@history_of("RoleAssignmentHistory")
class RoleAssignment(Dated, TenantModel):
    """A person's role at an organisation, for a time."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20)

    class Meta(Dated.Meta, TenantModel.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "person", "role", "valid_from"], name="one_role_from_a_day"
            ),
        ]


@history_of("FunctionAssignmentHistory")
class FunctionAssignment(Dated, TenantModel):
    """A named function (budget holder, director…), for the whole organisation or one unit."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    function = models.SlugField(max_length=40)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    class Meta(Dated.Meta, TenantModel.Meta):
        indexes = [models.Index(fields=["organisation", "function", "unit"])]


@history_of("SubstitutionHistory")
class Substitution(Dated, TenantModel):
    """One person stands in for another while that one is away."""

    absent = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    substitute = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta(Dated.Meta, TenantModel.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=~Q(absent=F("substitute")), name="nobody_substitutes_himself"),
        ]
        indexes = [
            models.Index(fields=["organisation", "substitute"]),
            models.Index(fields=["organisation", "absent"]),
        ]


@history_of("IdentityProviderHistory")
class IdentityProvider(TenantModel):
    """The provider through which the people of one organisation sign in: what it is, and whether it is switched on."""

    issuer = models.CharField(max_length=500)
    client_id = models.CharField(max_length=200)
    domains = ArrayField(models.CharField(max_length=253))
    is_on = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    tested_at = models.DateTimeField(
        null=True, help_text="when signing in was tried and went well, as it is set now"
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation"], name="one_identity_provider_of_an_organisation")
        ]


class IdentitySecret(TenantModel):
    """The secret of the site at a provider, sealed under the key of the installation. It has no history."""

    provider = models.OneToOneField(IdentityProvider, on_delete=models.CASCADE, related_name="secret")
    sealed = models.TextField()


class SignInDomain(TenantModel):
    """Whoever has an address at this domain is led to a provider: only while it is switched on, and to one in the whole site."""

    provider = models.ForeignKey(IdentityProvider, on_delete=models.CASCADE, related_name="+")
    domain = models.CharField(max_length=253)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["domain"], name="one_provider_of_a_domain")]


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

    def lapse(self, actor: Actor) -> None:
        """Let it lapse, where it still waits."""
        if self.state in (PENDING, OPEN):
            self.state = STEP.after(self.state, "lapse")
            change_at_end(actor, self, "state")
