"""``{% load roles %}``: a role in the reader's words."""

from django import template

from bodemplaat.foundation.design.api import ROLE_LABELS
from bodemplaat.foundation.tenancy.api import Role

register = template.Library()


@register.filter
def role_label(role: Role) -> str:
    """What a role is called."""
    return str(ROLE_LABELS[role.value])
