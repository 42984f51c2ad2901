"""Finding services by words, forgiving typing faults: every word must come close to a word of the service."""

from bodemplaat.capabilities.catalogue.reckoning.content import Content
from bodemplaat.engines import words


def matches(text: str, code: str, content: Content) -> bool:
    """Whether every word that was typed is found in the code, the name or the description, by its stem, or nearly so.

    A word of four letters may have one fault, of eight two; shorter ones and codes none. Accents do not count.
    """
    name, description = content.name, content.description
    return words.matches(text[:100], (code, name.nl, name.en, description.nl, description.en))
