"""Translations straight from the gettext catalogs (``.po``) beside this room, so that no built file can be stale.

One catalog per subject in ``presentation/locale/<language>/LC_MESSAGES/*.po``: each command keeps its own words.
Reads what these catalogs use: comments, ``msgid``, ``msgstr`` and texts that run over several lines.
"""

import ast
from functools import cache
from importlib.resources import files

LANGUAGES = ("nl", "en")


class BrokenCatalog(Exception):
    """A catalog with a line that cannot be understood: a mistake of ours, named with file and line."""


@cache
def translations(language: str) -> dict[str, str]:
    """English text to text in ``language``; empty for English itself."""
    if language == "en":
        return {}
    texts: dict[str, str] = {}
    folder = files("bodemplaat.presentation").joinpath("locale", language, "LC_MESSAGES")
    for catalog in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if catalog.name.endswith(".po"):
            texts |= read_catalog(catalog.read_text(encoding="utf-8"), catalog.name)
    return texts


def read_catalog(text: str, name: str = "catalog") -> dict[str, str]:
    """The pairs of one catalog, without its header and without what is not translated or marked fuzzy."""
    pairs: dict[str, str] = {}
    parts = {"msgid": "", "msgstr": ""}
    current, fuzzy = "", False

    def keep() -> None:
        if parts["msgid"] and parts["msgstr"] and not fuzzy:
            pairs[parts["msgid"]] = parts["msgstr"]

    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        keyword, _, rest = bare.partition(" ")
        if not bare or bare.startswith("#"):
            if current == "msgstr":
                keep()
                parts, current, fuzzy = {"msgid": "", "msgstr": ""}, "", False
            fuzzy = fuzzy or (bare.startswith("#,") and "fuzzy" in bare)
        elif keyword in parts:
            if keyword == "msgid" and current == "msgstr":
                keep()
                parts, fuzzy = {"msgid": "", "msgstr": ""}, False
            current = keyword
            parts[current] += _quoted(rest, name, number)
        elif bare.startswith('"') and current:
            parts[current] += _quoted(bare, name, number)
        else:
            raise BrokenCatalog(f"{name}:{number}: {bare}")
    keep()
    return pairs


def _quoted(text: str, name: str, number: int) -> str:
    try:
        value = ast.literal_eval(text)
    except (SyntaxError, ValueError):
        raise BrokenCatalog(f"{name}:{number}: {text}") from None
    return str(value)
