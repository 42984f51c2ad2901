"""A whole number on the command line, refused with what to write instead."""

import gettext
from typing import Any

import click

from bodemplaat.kernel import say


class WholeNumber(click.IntRange):
    """A whole number from ``least``, to ``most`` if there is one."""

    name = "number"

    def __init__(self, least: int, most: int | None = None) -> None:
        super().__init__(least, most)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number; fails with the limits and the cure, in the language that click speaks."""
        try:
            number = int(value)
        except ValueError:
            text = (
                say("'{value}' is not a valid number: write a whole number from {least} to {most}.")
                if self.max is not None
                else say("'{value}' is not a valid number: write a whole number from {least} on.")
            )
        else:
            if self.min is not None and self.min <= number and (self.max is None or number <= self.max):
                return number
            text = (
                say("{value} is not in the range from {least} to {most}: write a whole number between these.")
                if self.max is not None
                else say("{value} is not in the range from {least} on: write a whole number that is.")
            )
        return self.fail(gettext.gettext(text).format(value=value, least=self.min, most=self.max), param, ctx)
