"""Which themes there are, and which one a page wears."""

import re
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.staticfiles import finders

DEFAULT: Final = "bodemplaat"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


def stylesheet(name: str) -> str:
    """The static path of a theme's stylesheet."""
    return f"bodemplaat/themes/{name}.css"


@cache
def known(name: str) -> bool:
    """Whether a theme of this name can be found; a name that could leave its folder is not a name."""
    return _NAME.fullmatch(name) is not None and finders.find(stylesheet(name)) is not None


def worn(wished: str | None) -> str:
    """The theme to wear: the wished one, else the installation's (``BODEMPLAAT_THEME``), else the house theme."""
    for name in (wished, getattr(settings, "BODEMPLAAT_THEME", "")):
        if name and known(name):
            return name
    return DEFAULT


def tokens_css() -> str:
    """The text of the token file."""
    return (Path(__file__).parent / "static/bodemplaat/tokens.css").read_text(encoding="utf-8")


def theme_files() -> dict[str, str]:
    """Every theme that the static file finders know, by name, with the text of its stylesheet."""
    themes: dict[str, str] = {}
    for finder in finders.get_finders():
        for path, storage in finder.list([]):
            full = f"{getattr(storage, 'prefix', None) or ''}/{path}".strip("/")
            if full.startswith("bodemplaat/themes/") and full.endswith(".css"):
                themes.setdefault(Path(full).stem, Path(storage.path(path)).read_text(encoding="utf-8"))
    return themes
