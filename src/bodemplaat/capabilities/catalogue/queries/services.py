"""What is asked about services: by whoever writes them, by whoever uses them, and by a clock."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

from bodemplaat.capabilities.catalogue import lifecycle
from bodemplaat.capabilities.catalogue.errors import NotForYou
from bodemplaat.capabilities.catalogue.models import Service, ServiceVersion
from bodemplaat.capabilities.catalogue.policies import ADOPTERS, WRITERS, check_may_read_all
from bodemplaat.capabilities.catalogue.ports import offers
from bodemplaat.capabilities.catalogue.reckoning.audience import is_for
from bodemplaat.capabilities.catalogue.reckoning.content import Content, content_from_stored
from bodemplaat.capabilities.catalogue.reckoning.searching import matches
from bodemplaat.capabilities.catalogue.values import (
    GoneView,
    NormFrom,
    NormsOverTime,
    OfferedView,
    ServiceRow,
    ServiceView,
    ShownVersion,
    VersionView,
)
from bodemplaat.capabilities.division import api as division
from bodemplaat.foundation.organisations.api import (
    Task,
    cooperations_of,
    doer_of,
    holds_on,
    names_of,
    providers_among_partners,
    provisions_among_partners,
    provisions_of,
)
from bodemplaat.foundation.tenancy.api import Actor, NotFound, query


@query
def services_of(*, actor: Actor, on: date) -> tuple[ServiceRow, ...]:
    """The services of the actor's organisation, by code; one statement. Raises ``Refused`` for who neither writes nor adopts."""
    check_may_read_all(actor=actor, on=on)
    rows = ServiceVersion.records.of(actor).filter(organisation_id=actor.organisation_id)
    newest: dict[UUID, ServiceVersion] = {}
    shown: dict[UUID, int] = {}
    for row in rows.select_related("service").order_by("service__code", "service_id", "number"):
        newest[row.service_id] = row
        if _is_shown(row, on):
            shown[row.service_id] = row.number
    return tuple(
        ServiceRow(
            id=row.service_id,
            code=row.service.code,
            cooperation_id=row.cooperation_id,
            content=content_from_stored(row.content),
            number=row.number,
            state=row.state,
            since=row.valid_from,
            until=row.valid_until,
            shown_number=shown.get(row.service_id),
        )
        for row in newest.values()
    )


@query
def services_asking_skills(*, actor: Actor, on: date) -> tuple[tuple[str, Content], ...]:
    """What the actor's own organisation offers on a day that asks a skill: code and what it says, by code; one statement."""
    rows = ServiceVersion.records.of(actor).filter(
        holds_on(on), organisation_id=actor.organisation_id, state__in=lifecycle.SHOWN
    )
    every = rows.exclude(content__skill=None).exclude(content__skill="")
    return tuple(
        (row.service.code, content_from_stored(row.content))
        for row in every.select_related("service").order_by("service__code", "service_id")
    )


@query
def service(*, actor: Actor, service: UUID, on: date) -> ServiceView:
    """One service of the actor's organisation with all its versions; raises ``NotFound`` for another's."""
    check_may_read_all(actor=actor, on=on)
    kept = Service.records.of(actor).filter(organisation_id=actor.organisation_id).one(id=service)
    rows = list(ServiceVersion.records.of(actor).filter(service=kept).order_by("-number"))
    people = {each for row in rows for each in (row.written_by, row.adopted_by) if each is not None}
    names = names_of(actor=actor, people=people)
    return ServiceView(
        id=kept.id,
        code=kept.code,
        cooperation_id=kept.cooperation_id,
        cooperation_name=cooperations_of(actor=actor).get(kept.cooperation_id, ""),
        versions=tuple(_version(actor, row, names) for row in rows),
        may_write=actor.role in WRITERS,
    )


@query
def services_offered(
    *, actor: Actor, on: date, text: str = "", package: str = "", line: int = 0, requester: str = ""
) -> tuple[OfferedView, ...]:
    """What is offered to the actor's organisation on a day, by code: what the provider of that process by the cut publishes.

    A provider sees what it offers itself as well. The number of statements is the same however many there are.
    """
    every = _offered(actor, on)
    return tuple(
        each
        for each in every
        if is_for({actor.role}, each.content)
        and (not package or each.content.package == package)
        and (not line or each.content.line == line)
        and (not requester or requester in each.content.requesters)
        and matches(text, each.code, each.content)
    )


@query
def service_offered(*, actor: Actor, service: UUID, on: date) -> OfferedView:
    """One of ``services_offered``; raises ``NotFound`` for a service that is not offered to the actor's organisation on that
    day, and ``NotForYou`` for one that is for others there.
    """
    for each in _offered(actor, on, service):
        if not is_for({actor.role}, each.content):
            raise NotForYou(each.content)
        return each
    raise NotFound("service")


@query
def service_gone(*, actor: Actor, service: UUID, on: date) -> GoneView | None:
    """A service that was offered to the actor's organisation for somebody like this actor, and is no longer on a day.

    ``None`` for what is offered, and for what was never theirs to know: that stays as hidden as it was. It looks at the last
    day on which its version ended, the cut gave it away and the task went over, so the number of statements is bounded.
    """
    rows = ServiceVersion.records.among_partners(actor).filter(
        service_id=service, state__in=lifecycle.SHOWN, valid_from__lte=on
    )
    row = rows.order_by("-valid_from").first()
    if row is None or any(_offered(actor, on, service)):
        return None
    process = content_from_stored(row.content).process
    whose, provider = actor.organisation_id, row.organisation_id
    for since in sorted(_days_it_went(actor, row, process, on), reverse=True):
        for last in _offered(actor, since - timedelta(days=1), service):
            if not is_for({actor.role}, last.content):
                return None
            elsewhere = division.processes_elsewhere(
                actor=actor, processes=[process], customer=whose, provider=provider, on=on
            )
            return GoneView(last, since, elsewhere.get(process, ""))
    return None


def _days_it_went(actor: Actor, row: ServiceVersion, process: str, on: date) -> Iterable[date]:
    """The days on which a service can have gone from the actor's organisation, up to a day."""
    by_cut = division.elsewhere_since(
        actor=actor,
        cooperation=row.cooperation_id,
        process=process,
        customer=actor.organisation_id,
        provider=row.organisation_id,
        on=on,
    )
    task = division.process(process).task
    doers = provisions_of(actor=actor, organisation=actor.organisation_id) if task else ()
    taken_over = [
        each.since
        for each in doers
        if each.task in (task, Task.DESK) and each.since <= on and each.provider_id != row.organisation_id
    ]
    days = {row.valid_until, by_cut, max(taken_over, default=None)}
    return {each for each in days if each is not None and each <= on}


@query
def versions_shown(*, actor: Actor) -> tuple[ShownVersion, ...]:
    """Every version that was ever shown by a provider among the actor's partners, by code and day; one statement."""
    rows = ServiceVersion.records.among_partners(actor).filter(state__in=lifecycle.SHOWN)
    return tuple(
        ShownVersion(
            row.service_id,
            row.service.code,
            row.organisation_id,
            row.cooperation_id,
            row.valid_from,
            row.valid_until,
            content_from_stored(row.content),
        )
        for row in rows.select_related("service").order_by("service__code", "service_id", "valid_from")
        if row.valid_from is not None
    )


@query
def norms_of(*, actor: Actor, case_type: str) -> NormsOverTime:
    """What the actor's organisation promised for a case type, by day; one statement."""
    rows = ServiceVersion.records.of(actor).filter(
        organisation_id=actor.organisation_id, state__in=lifecycle.SHOWN, content__case_type=case_type
    )
    return NormsOverTime(
        tuple(
            NormFrom(
                since=row.valid_from,
                until=row.valid_until,
                service=row.service_id,
                code=row.service.code,
                number=row.number,
                indicators=content_from_stored(row.content).indicators,
            )
            for row in rows.select_related("service").order_by("service__code", "service_id", "number")
            if row.valid_from is not None
        )
    )


@query
def services_for(
    *, actor: Actor, customer: UUID, on: date, service: UUID | None = None
) -> tuple[OfferedView, ...]:
    """What is offered to a customer on a day, by code, as whoever serves it reads it: by the cut and who provides for it then."""
    return tuple(_offered(actor, on, service, customer))


@query
def contents_of(
    *, actor: Actor, versions: Collection[tuple[UUID, int]]
) -> Mapping[tuple[UUID, int], Content]:
    """What these versions of services say, by service and number; one statement. Only what was published is read by others."""
    rows = ServiceVersion.records.among_partners(actor).filter(
        service_id__in={service for service, _ in versions}, number__in={number for _, number in versions}
    )
    wanted = set(versions)
    return {
        (row.service_id, row.number): content_from_stored(row.content)
        for row in rows
        if (row.service_id, row.number) in wanted
    }


@query
def codes_of(*, actor: Actor, services: Collection[UUID]) -> Mapping[UUID, str]:
    """The codes of services in the actor's cooperations; one statement."""
    rows = Service.records.among_partners(actor).filter(id__in=services)
    return dict(rows.values_list("id", "code"))


@query
def services_named(
    *, actor: Actor, wanted: Collection[tuple[UUID, UUID, str]]
) -> Mapping[tuple[UUID, UUID, str], UUID]:
    """Ids of services by provider, cooperation and code; one statement. What is not there is absent."""
    rows = Service.records.among_partners(actor).filter(
        organisation_id__in={provider for provider, _, _ in wanted}, code__in={code for _, _, code in wanted}
    )
    ids = {(row.organisation_id, row.cooperation_id, row.code): row.id for row in rows}
    return {key: ids[key] for key in wanted if key in ids}


@query
def published_versions(
    *, actor: Actor, wanted: Collection[tuple[UUID, UUID, str, int]]
) -> Mapping[tuple[UUID, UUID, str, int], Content]:
    """What published versions say, by provider, cooperation, code and number; one statement. What is not published is absent."""
    if not wanted:
        return {}
    rows = ServiceVersion.records.among_partners(actor).filter(
        state__in=lifecycle.SHOWN,
        organisation_id__in={provider for provider, _, _, _ in wanted},
        service__code__in={code for _, _, code, _ in wanted},
    )
    row_of = {
        (row.organisation_id, row.cooperation_id, row.service.code, row.number): row
        for row in rows.select_related("service")
    }
    return {key: content_from_stored(row_of[key].content) for key in wanted if key in row_of}


@query
def services_to_agree_on(
    *, actor: Actor, cooperation: UUID, on: date
) -> tuple[tuple[str, int, Content], ...]:
    """What the actor's own organisation offers in a cooperation on a day: code, number of the version and what it says."""
    rows = ServiceVersion.records.of(actor).filter(
        holds_on(on),
        organisation_id=actor.organisation_id,
        cooperation_id=cooperation,
        state__in=lifecycle.SHOWN,
    )
    return tuple(
        (row.service.code, row.number, content_from_stored(row.content))
        for row in rows.select_related("service").order_by("service__code")
    )


def _offered(
    actor: Actor, on: date, service: UUID | None = None, customer: UUID | None = None
) -> Iterable[OfferedView]:
    """What is offered to the customer, or where none is named to the actor's organisation, which sees its own offer too."""
    whose = customer or actor.organisation_id
    rows = ServiceVersion.records.among_partners(actor).filter(holds_on(on), state__in=lifecycle.SHOWN)
    if service is not None:
        rows = rows.filter(service_id=service)
    providers = providers_among_partners(actor=actor, on=on)
    by_task = {
        each.task: each.provider_id
        for each in provisions_among_partners(actor=actor, on=on)
        if each.customer_id == whose
    }
    cuts = division.cuts_in_force(actor=actor, on=on)
    pages = offers()
    for row in rows.select_related("service").order_by("service__code", "service_id"):
        content = content_from_stored(row.content)
        if row.organisation_id not in providers or row.valid_from is None:
            continue
        if row.organisation_id != whose and not (
            provides(row.organisation_id, content.process, by_task)
            and cuts.may_provide(content.process, whose, row.organisation_id)
        ):
            continue
        begun = pages.get(content.case_type)
        yield OfferedView(
            id=row.service_id,
            code=row.service.code,
            cooperation_id=row.cooperation_id,
            number=row.number,
            content=content,
            since=row.valid_from,
            until=row.valid_until,
            provider_id=row.organisation_id,
            provider_name=providers[row.organisation_id],
            page="" if begun is None else begun.page(),
        )


def provides(provider: UUID, process: str, by_task: Mapping[Task, UUID]) -> bool:
    """Whether a provider does a process for the customer whose providers by task these are.

    A process that is no task of the platform yet is done by whoever offers it: no provision says otherwise.
    """
    task = division.process(process).task
    return not task or doer_of(Task(task), by_task) == provider


def _is_shown(row: ServiceVersion, on: date) -> bool:
    if row.state not in lifecycle.SHOWN or row.valid_from is None or row.valid_from > on:
        return False
    return row.valid_until is None or row.valid_until > on


def _version(actor: Actor, row: ServiceVersion, names: Mapping[UUID, str]) -> VersionView:
    moves = []
    if actor.role in WRITERS:
        allowed = lifecycle.VERSION.allowed(row.state)
        moves = [*(["change"] if row.state == lifecycle.DRAFT else []), *(m for m in allowed if m != "adopt")]
    if row.state == lifecycle.DRAFT and actor.role in ADOPTERS and row.written_by not in actor.people:
        moves.append("adopt")
    return VersionView(
        id=row.id,
        number=row.number,
        state=row.state,
        content=content_from_stored(row.content),
        since=row.valid_from,
        until=row.valid_until,
        written_by="" if row.written_by is None else names.get(row.written_by, ""),
        written_at=row.written_at,
        adopted_by="" if row.adopted_by is None else names.get(row.adopted_by, ""),
        adopted_at=row.adopted_at,
        moves=tuple(moves),
    )
