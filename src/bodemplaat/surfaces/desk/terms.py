"""How long something may wait at the desk, and how long it has: by the norm of the service, on the hours of the provider."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.claims.api import CASE_TYPE
from bodemplaat.capabilities.clock import api as clock
from bodemplaat.foundation.design.api import in_words
from bodemplaat.foundation.tenancy.api import Actor


@dataclass(frozen=True, slots=True)
class Term:
    """From the day something reached the desk to the day it should be done.

    A claim that was returned and handed in again is a new task for the desk, with its own term; how long the claimant has
    waited since the first time is the lead time of the overview.
    """

    start: date
    due: date
    today: date

    @property
    def waited(self) -> int:
        """Days since it reached the desk."""
        return (self.today - self.start).days

    @property
    def left(self) -> int:
        """Days until it should be done; negative when that day has passed."""
        return (self.due - self.today).days

    @property
    def is_late(self) -> bool:
        """Whether it should have been done."""
        return self.left < 0

    @property
    def text(self) -> str:
        """How much of the term is left, in words."""
        if self.left > 0:
            return ngettext("{days} day left", "{days} days left", self.left).format(days=self.left)
        if self.left == 0:
            return gettext("due today")
        return ngettext("{days} day late", "{days} days late", -self.left).format(days=-self.left)


@dataclass(frozen=True)
class Terms:
    """The terms at the desk of one provider: the norm that held for a customer on the day something came in, on its hours.

    It is what was agreed with that customer, else what the catalogue says, as for cases and figures.

    Where no service with a norm that a clock can count held that day, the setting ``DESK_CHECK_DAYS`` counts, in calendar
    days, and ``why`` says so.
    """

    norms: catalogue.NormsOverTime
    agreed: agreements.AgreedNorms
    clocks: clock.Clocks
    provider: UUID
    today: date

    @classmethod
    def of(cls, actor: Actor, today: date) -> "Terms":
        """The terms at the desk of the actor's organisation; five statements at most, however much waits there."""
        norms = catalogue.norms_of(actor=actor, case_type=CASE_TYPE)
        if not norms.norms:
            return cls(norms, agreements.AgreedNorms({}), clock.Clocks({}), actor.organisation_id, today)
        agreed, hours = agreements.norms_agreed(actor=actor), clock.clocks(actor=actor)
        return cls(norms, agreed, hours, actor.organisation_id, today)

    @cached_property
    def _hours(self) -> clock.Hours:
        return self.clocks.of(self.provider)

    def since(self, moment: datetime, customer: UUID) -> Term:
        """The term of what reached the desk of a customer at a moment."""
        start = timezone.localdate(moment)
        norm = self._norm(self.norms.on(start), moment, customer)
        if norm is None:
            return Term(start, start + timedelta(days=settings.DESK_CHECK_DAYS), self.today)
        return Term(start, timezone.localdate(clock.due_since(self._hours, moment, norm)), self.today)

    def _norm(
        self, promised: catalogue.NormFrom | None, moment: datetime, customer: UUID
    ) -> clock.Norm | None:
        if promised is None:
            return None
        return cases.norm_on(self.agreed, customer, promised.service, moment, promised.indicators)

    def why(self, moment: datetime, customer: UUID) -> list[str]:
        """Why the term of what reached the desk of a customer at a moment is what it is, step by step."""
        promised = self.norms.on(timezone.localdate(moment))
        norm = self._norm(promised, moment, customer)
        if promised is None or norm is None:
            return [self.on_the_setting]
        steps = [
            gettext("By service {code}, version {number}.").format(code=promised.code, number=promised.number)
        ]
        if norm != clock.norm_among(promised.indicators):
            steps.append(gettext("With this municipality another number was agreed than the catalogue says."))
        steps += [in_words(step) for step in clock.term_since(self._hours, moment, norm).why]
        if self._hours.is_assumed:
            steps.append(
                gettext("No opening hours were written, so Monday to Friday with public holidays is counted.")
            )
        return steps

    @property
    def counts_on_the_setting(self) -> bool:
        """Whether what comes in today is counted by the setting, for want of a published norm."""
        promised = self.norms.on(self.today)
        return promised is None or clock.norm_among(promised.indicators) is None

    @property
    def on_the_setting(self) -> str:
        """That no norm is published, how many days are counted instead, and what to do."""
        days = settings.DESK_CHECK_DAYS
        text = ngettext(
            "No service for expense claims with a lead time was published for that day, so the desk counts {n} calendar day."
            " An administrator or contract manager of your organisation publishes one under Services.",
            "No service for expense claims with a lead time was published for that day, so the desk counts {n} calendar days."
            " An administrator or contract manager of your organisation publishes one under Services.",
            days,
        )
        return text.format(n=days)
