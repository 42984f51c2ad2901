"""The first lock: a manager that returns rows only to a named actor."""

import uuid
from typing import Any, ClassVar, Self, TypeVar

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import connection, models
from django.db.models import F, Q
from django.db.models.sql import UpdateQuery

from bodemplaat.foundation.tenancy.actor import Actor
from bodemplaat.foundation.tenancy.entry import check_entered
from bodemplaat.foundation.tenancy.errors import NotFound, UnguardedQuery

M = TypeVar("M", bound=models.Model)


class GuardedQuerySet(models.QuerySet[M]):
    """A query set that has been narrowed to what one actor may see."""

    def one(self, **lookup: Any) -> M:
        """The only row that matches; raises ``NotFound``, also for a row that belongs to another."""
        try:
            return self.get(**lookup)
        except (ObjectDoesNotExist, ValidationError, ValueError, TypeError):
            raise NotFound(self.model._meta.verbose_name) from None

    def locked(self) -> Self:
        """The same rows, held for change until the end of the transaction."""
        return self.select_for_update(of=("self",))

    def count_up(self, name: str) -> int | None:
        """Add one to a number of the only row that matches and return it, in one statement; ``None`` where there is no row.

        The row is held until the end of the transaction.
        """
        query: Any = self.query.chain(UpdateQuery)
        query.add_update_values({name: F(name) + 1})
        statement, values = query.get_compiler(self.db).as_sql()
        field: Any = self.model._meta.get_field(name)
        column = connection.ops.quote_name(field.column)
        with connection.cursor() as cursor:
            cursor.execute(f"{statement} RETURNING {column}", values)
            row = cursor.fetchone()
        return None if row is None else int(row[0])


class Guarded(models.Manager[M]):
    """``Model.records.of(actor)`` is the only way in; anything else raises ``UnguardedQuery``."""

    def __init__(
        self,
        tenant: str = "organisation_id",
        cooperation: str = "",
        *,
        handled_by: str = "",
        at_desk: bool = False,
        personal: str = "",
        only_whole: bool = False,
        only_home: bool = False,
        partner: str = "",
    ) -> None:
        super().__init__()
        self.tenant = tenant
        self.cooperation = cooperation
        self.handled_by = handled_by
        self.at_desk = at_desk
        self.personal = personal
        self.only_whole = only_whole
        self.only_home = only_home
        self.partner = partner

    def of(self, actor: Actor) -> GuardedQuerySet[M]:
        """Rows of the organisations in the actor's scope.

        Rows of cases name the column of the organisation that handles the case (``handled_by``) and of the person whose
        it is (``personal``), and cases at the desk say so (``at_desk``): of an organisation that the actor sees partly only those that it handles itself are shown,
        and one's own. With ``only_whole`` nothing of such an organisation is. What a provider makes of its work
        for several customers is its own (``only_home``), also when a provider of its own reaches it. What two parties
        have between them is seen by either: the column of the other one is ``partner``.

        Raises ``NotInContext`` when the actor has not been entered, because the second lock would then answer
        nothing and hide the mistake.
        """
        reach = actor.homes if self.only_home else actor.served if self.only_whole else actor.scope
        own = Q(**{f"{self.tenant}__in": reach})
        if self.partner:
            own |= Q(**{f"{self.partner}__in": reach})
        rows = self._entered(actor).filter(own)
        partly, whole = (
            (actor.desk_partly, actor.served_at_desk) if self.at_desk else (actor.partly, actor.served)
        )
        if self.handled_by and partly:
            seen = Q(**{f"{self.tenant}__in": whole}) | Q(**{f"{self.handled_by}__in": actor.homes})
            if self.personal:
                seen |= Q(**{f"{self.personal}__in": actor.people})
            rows = rows.filter(seen)
        return rows

    def among_partners(self, actor: Actor) -> GuardedQuerySet[M]:
        """Rows that a cooperation of the actor's sees, wherever they belong: those whose ``cooperation`` it is.

        For reading only: what is written still has to lie within the scope. Raises ``NotInContext`` as ``of`` does,
        and ``UnguardedQuery`` for a model whose rows no cooperation sees.
        """
        if not self.cooperation:
            raise UnguardedQuery(f"{self.model.__name__}: no cooperation sees these rows")
        return self._entered(actor).filter(**{f"{self.cooperation}__in": actor.cooperations})

    def _entered(self, actor: Actor) -> GuardedQuerySet[M]:
        check_entered(actor, self.model.__name__)
        return GuardedQuerySet[M](self.model, using=self._db)

    def get_queryset(self) -> models.QuerySet[M]:
        """Refuse: a query must start from an actor."""
        raise UnguardedQuery(f"{self.model.__name__}: start the query with records.of(actor)")


class TenantModel(models.Model):
    """A row that belongs to one organisation: random id, guarded manager, and a policy in its migration."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )

    records: ClassVar[Guarded[Self]] = Guarded()

    class Meta:
        abstract = True
        default_manager_name = "records"
