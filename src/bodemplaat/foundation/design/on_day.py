"""“How was it on 1 July?”: the day that a page is asked for, the same on every page that has one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from bodemplaat.foundation.design.fields import DayField


class OnDayForm(forms.Form):
    """The day that is looked at."""

    day = DayField(label=_("As it was on"), required=False)


@dataclass(frozen=True, slots=True)
class OnDay:
    """The day that is looked at, today, and the form in which it is chosen (component ``on-day``)."""

    day: date
    today: date
    form: OnDayForm

    @property
    def is_today(self) -> bool:
        """Whether nothing else than today was asked for."""
        return self.day == self.today


class Dated(Protocol):
    """What holds from a day up to, and not including, another; ``None`` is until further notice."""

    @property
    def since(self) -> date:
        """The first day."""
        ...

    @property
    def until(self) -> date | None:
        """The first day after it."""
        ...


DatedT = TypeVar("DatedT", bound=Dated)


def on_day(request: HttpRequest, today: date) -> OnDay:
    """The day in ``?day=``, or today without one or with one that is no day: the form then says so."""
    form = OnDayForm(request.GET if "day" in request.GET else None, initial={"day": today})
    day = form.cleaned_data.get("day") if form.is_valid() else None
    return OnDay(day or today, today, form)


def holding(rows: Iterable[DatedT], day: date) -> tuple[DatedT, ...]:
    """Those that hold on a day, in their order."""
    return tuple(row for row in rows if row.since <= day and (row.until is None or row.until > day))
