"""The delivery calendar in the form of a draft: a row for each delivery, and some to add."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.agreements import api as door
from bodemplaat.capabilities.agreements.api import AgreementView, Content
from bodemplaat.foundation.design.api import DayField, WholeField, in_words
from bodemplaat.surfaces.agreements import words

EMPTY: Final = 4
"""Rows to add with which a form ends."""
_BETWEEN: Final = re.compile(r"[,;\s]+")


class DaysField(forms.CharField):
    """Days with commas between them, each typed the Dutch way."""

    def __init__(self, **kwargs: Any) -> None:
        self._day = DayField()
        super().__init__(max_length=300, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """The days as they are typed."""
        return (
            value
            if isinstance(value, str) or value is None
            else ", ".join(f"{day:%d-%m-%Y}" for day in value)
        )

    def clean(self, value: Any) -> Any:
        """The days in order, each once; ``None`` for none."""
        text = super().clean(value)
        try:
            days = sorted({self._day.clean(each) for each in _BETWEEN.split(text) if each})
        except ValidationError:
            message = _("Write days such as 31-01-2027, with commas between them.")
            raise ValidationError(message, code="days") from None
        return tuple(days) or None


class DeliveryRows:
    """The fields of the deliveries of a draft, by the number that each keeps; new ones have the numbers that come next."""

    def __init__(self, content: Content, next_delivery: int) -> None:
        self.content = content
        self.names = {each.number: each.what for each in content.deliveries}
        self.numbers = [*self.names, *range(next_delivery, next_delivery + EMPTY)]

    @property
    def initial(self) -> dict[str, Any]:
        """What the draft says."""
        first: dict[str, Any] = {"free_days": self.content.free_days.value}
        for each in self.content.deliveries:
            number = each.number
            first |= {
                f"delivery_{number}": each.what,
                f"side_{number}": each.owed_by,
                f"rhythm_{number}": each.rhythm,
                f"days_{number}": each.days,
                f"remind_{number}": each.remind,
            }
        return first

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What is filled in together, or not at all."""
        return [(f"delivery_{number}", f"days_{number}") for number in self.numbers]

    def sections(self) -> Iterator[tuple[str, dict[str, forms.Field]]]:
        """A title and the fields of each delivery, and whose calendar says which days are free."""
        for place, number in enumerate(self.numbers, start=1):
            title = gettext("Delivery {n}").format(n=place)
            if self.names.get(number):
                title = f"{title}: {self.names[number]}"
            yield title, _fields(number)
        calendars = [(whose.value, in_words(text)) for whose, text in door.CALENDARS.items()]
        field = forms.ChoiceField(
            label=_("Calendar"),
            choices=calendars,
            help_text=_("What is due on a free day or in a weekend is due on the working day after."),
        )
        yield gettext("Which days are free for deliveries"), {"free_days": field}

    def deliveries(self, read: Mapping[str, Any]) -> tuple[door.Delivery, ...]:
        """What was filled in."""
        return tuple(
            door.Delivery(
                number,
                read[f"delivery_{number}"],
                read[f"side_{number}"] or door.CUSTOMER,
                read[f"rhythm_{number}"] or door.MONTHLY,
                read[f"days_{number}"],
                read[f"remind_{number}"] or door.REMINDED_BEFORE,
            )
            for number in self.numbers
            if read.get(f"delivery_{number}")
        )


def next_number(versions: Iterable[AgreementView]) -> int:
    """The first number that no version gave to a delivery."""
    numbers = [each.number for view in versions for each in view.terms.content.deliveries]
    return max(numbers, default=0) + 1


def _fields(number: int) -> dict[str, forms.Field]:
    return {
        f"delivery_{number}": forms.CharField(
            label=_("What is delivered"),
            required=False,
            max_length=200,
            help_text=_("Leave it empty, and the days, for nothing."),
        ),
        f"side_{number}": forms.ChoiceField(
            label=_("Who delivers it, to whom"), required=False, choices=list(words.OWED_BY.items())
        ),
        f"rhythm_{number}": forms.ChoiceField(
            label=_("How often"),
            required=False,
            choices=list(words.RHYTHMS.items()),
            initial=door.MONTHLY,
        ),
        f"days_{number}": DaysField(
            label=_("First day, or more with commas"),
            required=False,
            help_text=_("A day such as 31-01-2027. In a shorter month it is the last day."),
        ),
        f"remind_{number}": WholeField(
            label=_("Reminder, days before"),
            required=False,
            min_value=1,
            max_value=31,
            initial=door.REMINDED_BEFORE,
        ),
    }
