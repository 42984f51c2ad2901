"""Tables of cases. Events are kept and never changed; state and term are what follows from them."""

from datetime import UTC, datetime
from typing import ClassVar, Final, Self

import pgtrigger
from django.db import models
from django.db.models import Q

from bodemplaat.capabilities.cases import lifecycle
from bodemplaat.capabilities.cases.vocabulary import CaseAct
from bodemplaat.foundation.documents.models import Document
from bodemplaat.foundation.finding.api import WordOfRecord, indexes_of_words
from bodemplaat.foundation.organisations.models import Cooperation, Organisation, Person
from bodemplaat.foundation.tenancy.api import ClockTimestamp, Guarded, TenantModel

NOT_RUNNING: Final = datetime(9999, 12, 31, tzinfo=UTC)
"""Where in the queue a case stands whose clock does not run: after all that is due."""


class CaseCounter(TenantModel):
    """The last number that a provider gave out in a year. Counted up by a function of the database alone."""

    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year"], name="one_case_counter_a_year")
        ]


class Case(TenantModel):
    """One case of one requester.

    ``state``, ``taken_by`` and ``due_at`` are derived from its events and kept only to sort and filter by; ``due_at`` is worked
    out again when an event, the opening hours or a free day changes.
    """

    requester = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    provider = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        help_text="whose clerks handle it: who provides the service when it comes in, or whoever took it over",
    )
    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT, related_name="+", db_index=False)
    service = models.ForeignKey(
        "catalogue.Service", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    version = models.PositiveIntegerField(help_text="of the service when it came in: its form and its norm")
    number = models.CharField(max_length=16)
    numbered_by = models.UUIDField(
        help_text="the provider that gave it its number, which stays when another takes over"
    )
    channel = models.CharField(max_length=10)
    subject = models.CharField(max_length=140)
    question = models.TextField(blank=True)
    answers = models.JSONField(
        default=dict, help_text="what was filled in, as the form of that version reads it"
    )
    line = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, default=lifecycle.RECEIVED)
    taken_by = models.UUIDField(null=True)
    result = models.CharField(max_length=12, blank=True)
    start_key = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(default=NOT_RUNNING)

    records: ClassVar[Guarded[Self]] = Guarded(
        handled_by="provider_id", at_desk=True, personal="requester_id"
    )

    class Meta(TenantModel.Meta):
        verbose_name = "case"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "requester", "start_key"], name="one_case_per_start_key"
            ),
            models.UniqueConstraint(fields=["numbered_by", "number"], name="one_case_per_number"),
        ]
        indexes = [
            # one's own, newest first
            models.Index(fields=["organisation", "requester", "-changed_at", "-id"], name="cases_own"),
            # the queue of a provider: what is due first; and what it has closed, latest first
            models.Index(
                fields=["provider", "due_at", "id"],
                name="cases_queue",
                condition=Q(state__in=lifecycle.OPEN),
                include=("organisation", "taken_by", "line", "service", "state", "version", "requester"),
            ),
            models.Index(fields=["provider", "-closed_at", "-id"], name="cases_closed"),
            # what other systems read: those of a customer, and those of a provider, latest first
            models.Index(fields=["organisation", "-received_at", "-id"], name="cases_received"),
            models.Index(fields=["provider", "-received_at", "-id"], name="cases_received_by"),
        ]


class CaseEvent(TenantModel):
    """What happened to a case, by whom (with the name as it was) and when. Append-only.

    ``at`` is when it happened; a later event of the act "corrected" may say that it was at another moment.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField()
    written_at = models.DateTimeField(db_default=ClockTimestamp(), help_text="the order within one moment")
    act = models.CharField(max_length=30)
    is_internal = models.BooleanField(
        default=False, help_text="for the provider alone: never shown to who asked"
    )
    person_id = models.UUIDField(null=True)
    person_name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=20)
    words = models.TextField(blank=True)
    details = models.JSONField(default=dict)

    records: ClassVar[Guarded[Self]] = Guarded(
        handled_by="case__provider_id", at_desk=True, personal="case__requester_id"
    )

    class Meta(TenantModel.Meta):
        indexes = [
            # the clock of many cases is read from the index alone
            models.Index(
                fields=["case", "at", "written_at"], name="cases_clock", include=("act", "organisation")
            ),
            # corrections are few among events: whoever reads many cases asks which were corrected
            models.Index(
                fields=["case"],
                name="cases_corrected",
                condition=Q(act=CaseAct.CORRECTED.value),
                include=("organisation",),
            ),
            # complaints are few among events, and are listed over all cases of a reader
            models.Index(
                fields=["organisation", "at"],
                name="cases_complaints",
                condition=Q(act=CaseAct.COMPLAINED.value),
                include=("case",),
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class CaseWord(WordOfRecord):
    """A word by which a case is found: of its number, its subject, what was filled in, and what was written since."""

    record = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+", db_index=False)

    records: ClassVar[Guarded[Self]] = Guarded(
        handled_by="record__provider_id", at_desk=True, personal="record__requester_id"
    )

    class Meta(WordOfRecord.Meta):
        indexes = indexes_of_words("cases")


class CaseDocument(TenantModel):
    """A document in the file of a case, from either side."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=60, blank=True, help_text="the field of the form that asked for it")
    added_at = models.DateTimeField()
    added_by = models.UUIDField(null=True)
    added_by_name = models.CharField(max_length=120, blank=True)

    records: ClassVar[Guarded[Self]] = Guarded(
        handled_by="case__provider_id", at_desk=True, personal="case__requester_id"
    )

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["case", "document"], name="document_once_in_a_case")]


class CaseRated(TenantModel):
    """That whoever asked said how a case went: so that it is asked once. Not when, not what, and for nobody to read.

    ADR 0097. The provider does not reach it: it is of the requester's organisation alone.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="+")

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True)

    class Meta(TenantModel.Meta):
        triggers = [pgtrigger.Protect(name="once", operation=pgtrigger.Update)]


class Opinion(TenantModel):
    """What somebody thought of how a case went: of which customer, provider, service and quarter, and of nobody.

    Without person, case and moment (ADR 0097); read only in the groups of ``reckoning.satisfaction``. The row is of the
    customer; the provider, whose work it is about, counts it too.
    """

    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    service = models.ForeignKey(
        "catalogue.Service", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    quarter_at = models.DateTimeField(help_text="the beginning of the quarter in which it was answered")
    mark = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)

    records: ClassVar[Guarded[Self]] = Guarded(only_home=True, partner="provider_id")

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(mark__range=(1, 10)), name="a_mark_from_one_to_ten")
        ]
        indexes = [
            models.Index(fields=["organisation", "quarter_at"], name="opinions_at_an_organisation"),
            models.Index(fields=["provider", "quarter_at"], name="opinions_of_a_provider"),
        ]
        triggers = [pgtrigger.Protect(name="as_answered", operation=pgtrigger.Update)]
