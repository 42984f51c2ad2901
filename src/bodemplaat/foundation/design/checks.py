"""A system check: no theme whose colours cannot be read gets as far as a running site."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from bodemplaat.foundation.design.contrast import check_contrast
from bodemplaat.foundation.design.themes import theme_files, tokens_css


@register
def themes_are_readable(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """WCAG AA for every pair of tokens in every theme, light and dark."""
    tokens = tokens_css()
    return [
        Error(f"{finding.place}: {finding.render()}", id="design.E001")
        for name, css in theme_files().items()
        for finding in check_contrast(name, tokens, css)
    ]
