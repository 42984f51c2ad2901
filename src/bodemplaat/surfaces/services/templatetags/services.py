"""``{% load services %}``: the form of a service, drawn the same in its preview and wherever somebody fills it in."""

from collections.abc import Iterable
from typing import Any

from django import template

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.foundation.design.api import explained

register = template.Library()


@register.inclusion_tag("services/_questions.html")
def questions(drawn: Iterable[catalogue.Drawn], prefix: str = "") -> dict[str, Any]:
    """The fields of a form (``draw_form``) as questions to fill in; ``prefix`` keeps their ids apart on a page.

    Without scripts each question stands there and says on which answer it is asked; with them only those that are asked
    now. What is not asked is not read either (``read_answers``).
    """
    return {"drawn": drawn, "prefix": prefix}


register.filter("explained", explained)
