"""The compiled translations of what reports, calculations and commands say, read by the standard library's gettext.

Words are kept in one ``.po`` per room beside this module; ``make compiled`` makes one ``django.mo`` of them, which the
package carries. English is the source and needs none.
"""

import struct
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("nl", "en")
SOURCE: Final = "en"
LOCALE: Final = Path(__file__).parent / "locale"


class NotCompiled(Exception):
    """The translations of a language were not compiled, or what is there is no compiled catalog.

    Its text says so in Dutch and in English, since there is nothing to translate it with.
    """

    def __init__(self, language: str, place: Path) -> None:
        self.language = language
        super().__init__(
            f"De vertaling '{language}' ontbreekt of is onleesbaar: {place.name} in locale/{language}. "
            "Draai `make compiled`, of installeer Bodemplaat opnieuw. "
            f"(The translation '{language}' is missing or cannot be read: run `make compiled`, or install again.)"
        )


def translations(language: str) -> NullTranslations:
    """The translations from English to ``language``. Raises ``NotCompiled``."""
    return NullTranslations() if language == SOURCE else compiled(LOCALE, language)


@cache
def compiled(folder: Path, language: str) -> NullTranslations:
    """The compiled catalog of a language in a ``locale`` folder. Raises ``NotCompiled``."""
    place = folder / language / "LC_MESSAGES" / "django.mo"
    try:
        with place.open("rb") as file:
            return GNUTranslations(file)
    except (OSError, ValueError, struct.error) as trouble:
        raise NotCompiled(language, place) from trouble
