"""``{% load bodemplaat %}``: notation filters in the reader's language, icons, accessible form controls, term bars."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal
from urllib.parse import urlencode

from django import forms, template
from django.contrib.messages.storage.base import Message
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from bodemplaat.foundation.design.icons import ICONS
from bodemplaat.kernel import Euro
from bodemplaat.presentation import notation

register = template.Library()

TONE_ICONS = {
    "success": "check-circle",
    "warning": "warning",
    "danger": "error",
    "info": "info",
    "waiting": "clock",
    "neutral": "",
}


def _language() -> str:
    return get_language() or "nl"


@register.filter
def euro(amount: Euro | int | Literal[""] | None) -> str:
    """An amount (``Euro``, or whole cents as ``int``) as ``€ 1.234,56``; nothing for ``None``."""
    return "" if amount is None or amount == "" else notation.euro(amount, _language())


@register.filter
def whole_euro(amount: Euro | int | Literal[""] | None) -> str:
    """An amount rounded half up to whole euros: ``€ 1.235``."""
    return "" if amount is None or amount == "" else notation.euro(amount, _language(), cents=False)


@register.filter
def rows_with_errors(forms: Iterable[BaseForm]) -> list[tuple[int, BaseForm]]:
    """The forms in which something is wrong, each with its place in the row, from one on: several have the same fields."""
    return [(n, each) for n, each in enumerate(forms, 1) if each.errors]


@register.filter
def iban(number: str | None) -> str:
    """An account number in groups of four, as on a bank card: ``NL91 ABNA 0417 1643 00``."""
    bare = "".join(str(number or "").split())
    return " ".join(bare[i : i + 4] for i in range(0, len(bare), 4))


@register.filter
def number(value: int | Decimal | Fraction | None, decimals: int | None = None) -> str:
    """A number with thousands separated in the reader's language."""
    return "" if value is None or value == "" else notation.number(value, _language(), decimals=decimals)


@register.filter
def percent(share: int | Decimal | Fraction | float | None, decimals: int = 1) -> str:
    """A share of one as a percentage: ``0.125`` as ``12,5%``."""
    return "" if share is None or share == "" else notation.percent(share, _language(), decimals=decimals)


@register.filter
def day(value: date | datetime | None) -> str:
    """A day in full: ``23 november 2026``."""
    return notation.day(_local(value), _language()) if value else ""


@register.filter
def short_day(value: date | datetime | None) -> str:
    """A day for a narrow column: ``23 nov. 2026``."""
    return notation.short_day(_local(value), _language()) if value else ""


@register.filter
def month(value: date | datetime | None) -> str:
    """A month in full: ``november 2026``."""
    return notation.month(_local(value), _language()) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """A day and time in the reader's zone: ``23 november 2026, 14:05``."""
    if not value:
        return ""
    return notation.moment(timezone.localtime(value) if timezone.is_aware(value) else value, _language())


@register.filter
def ago(value: datetime | None) -> str:
    """How long ago: ``3 dagen geleden``."""
    if not value:
        return ""
    now = timezone.now() if timezone.is_aware(value) else timezone.make_naive(timezone.now())
    return notation.ago(value, now, _language())


@register.filter
def initials(name: str | None) -> str:
    """The first letters of the first and last word: ``Sanne de Wit`` as ``SW``."""
    words = (name or "").split()
    return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))


@register.filter
def tone_icon(tone: str) -> str:
    """The icon that goes with a status hue, so that colour never stands alone."""
    return TONE_ICONS.get(tone, "")


@register.filter
def message_tone(message: Message) -> str:
    """The status hue of a message from ``django.contrib.messages``."""
    return {"success": "success", "warning": "warning", "error": "danger"}.get(message.level_tag, "info")


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An inline icon; decorative unless it gets a ``label``. An empty name draws nothing; raises on an unknown one."""
    if not name:
        return SafeString("")
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"there is no icon {name!r}; there are: {', '.join(ICONS)}")
    purpose = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    drawing = mark_safe(ICONS[name])  # noqa: S308  # our own constant
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" focusable="false" {}>{}</svg>', purpose, drawing
    )


@register.simple_tag
def attributes(**values: object) -> SafeString:
    """HTML attributes from those values that are there: ``True`` gives the bare name, ``False``, ``None`` and ""
    give nothing; an underscore in a name becomes a hyphen.
    """
    present = {
        name.replace("_", "-").strip("-"): value
        for name, value in values.items()
        if value not in (None, "", False)
    }
    return flatatt(present)


@register.simple_tag
def control(field: BoundField, **extra: object) -> SafeString:
    """The widget of a bound field, tied to its label, help and errors for who cannot see them.

    Adds class ``control`` (or ``choice-box``), ``aria-describedby`` and ``aria-invalid``; ``extra`` attributes
    may be given (an underscore becomes a hyphen: ``hx_get`` gives ``hx-get``).
    """
    attrs: dict[str, str | bool] = {
        name.replace("_", "-"): str(v) for name, v in extra.items() if v not in ("", None)
    }
    if not is_grouped(field):
        own = field.field.widget.attrs.get("class", "")
        attrs["class"] = f"{own} {'choice-box' if is_checkbox(field) else 'control'}".strip()
    attrs["placeholder"] = False  # a label above and help below say more, and stay when one types
    described = [part for part in (attrs.get("aria-describedby"), *_descriptions(field)) if part]
    if described:
        attrs["aria-describedby"] = " ".join(str(part) for part in described)
    if field.errors:
        attrs["aria-invalid"] = "true"
    if is_file(field):
        attrs["class"] = ""
        attrs["data-preview"] = f"{field.id_for_label}_preview"
    return field.as_widget(attrs=attrs)


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Whether the field is one box to tick, whose label comes after it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_grouped(field: BoundField) -> bool:
    """Whether the field is a set of choices that needs a legend instead of a label."""
    return isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


@register.filter
def is_file(field: BoundField) -> bool:
    """Whether the field takes a file."""
    return isinstance(field.field.widget, forms.FileInput)


@register.filter
def options(field: BoundField) -> list[object]:
    """The choices of a radio or multiple-checkbox field, each with ``tag``, ``id_for_label`` and ``choice_label``."""
    return list(field.subwidgets)


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: object) -> str:
    """The current query string with changes: ``{% query page=2 %}``; an empty value drops the key."""
    request = context.get("request")
    current: QueryDict = request.GET.copy() if request is not None else QueryDict(mutable=True)
    for key, value in changes.items():
        current.pop(key, None)
        if value not in (None, ""):
            current[key] = str(value)
    return "?" + (current.urlencode() if hasattr(current, "urlencode") else urlencode(current))


@register.simple_tag
def page_numbers(page: Page[Any]) -> list[int | None]:
    """The page numbers to show: the first, the last and those beside the current; ``None`` is a gap."""
    last, here = page.paginator.num_pages, page.number
    shown = sorted({1, last, *range(max(1, here - 1), min(last, here + 1) + 1)})
    numbers: list[int | None] = []
    for number_ in shown:
        if numbers and numbers[-1] is not None and number_ - numbers[-1] > 1:
            numbers.append(None)
        numbers.append(number_)
    return numbers


@register.simple_tag
def term_bar(start: date, due: date, today: date) -> dict[str, object]:
    """Where today stands between start and due, for ``<c-term-bar>``: per cent used, place of today, and state."""
    whole = max((due - start).days, 1)
    passed = (today - start).days
    span = max(whole, passed)
    used = max(0, min(100, round(100 * passed / span)))
    state = "is-late" if today > due else "is-near" if (due - today).days <= max(1, whole // 5) else ""
    return {
        "used": used,
        "due": round(100 * whole / span),
        "state": state,
        "days": (due - today).days,
        "late": (today - due).days,
    }


@register.simple_tag
def table_cells(cells: Sequence[str]) -> SafeString:
    """The cells of a row of a picture's table: the first is its head, the others are figures."""
    return format_html('<th scope="row">{}</th>', cells[0]) + format_html_join(
        "", '<td class="is-figure">{}</td>', ((cell,) for cell in cells[1:])
    )


def _local(value: date | datetime) -> date:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def _descriptions(field: BoundField) -> list[str]:
    """The ids of error and help of a field, in the order they should be read."""
    ids = []
    if field.errors:
        ids.append(f"{field.auto_id}_error")
    if field.help_text:
        ids.append(f"{field.auto_id}_helptext")
    return ids
