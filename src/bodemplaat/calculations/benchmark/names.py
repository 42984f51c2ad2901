"""A municipality by the name people use: Den Haag, `s-Gravenhage, Bergen (Noord-Holland), SUDWEST-FRYSLAN."""

import difflib
import re
import unicodedata
from collections.abc import Mapping
from typing import Final

USUAL: Final = {
    "den haag": "s gravenhage",
    "haag": "s gravenhage",
    "the hague": "s gravenhage",
    "den bosch": "s hertogenbosch",
    "zuidwest friesland": "sudwest fryslan",
    "sudwest friesland": "sudwest fryslan",
    "noordoost friesland": "noardeast fryslan",
    "noardeast friesland": "noardeast fryslan",
    "de friese meren": "de fryske marren",
    "friese meren": "de fryske marren",
    "tietjerksteradeel": "tytsjerksteradiel",
    "dantumadeel": "dantumadiel",
    "nuenen": "nuenen gerwen en nederwetten",
    "alkemade": "kaag en braassem",
}
"""Names in daily use and the official ones, both as ``plain`` writes them."""
SHORT: Final = {
    "noord holland": "nh", "zuid holland": "zh", "limburg": "l", "noord brabant": "nb", "gelderland": "gld",
    "overijssel": "o", "utrecht": "u", "friesland": "f", "fryslan": "f", "groningen": "gr", "drenthe": "dr",
    "zeeland": "z", "flevoland": "fl",
}  # fmt: skip
"""Provinces as they stand in brackets behind a name."""

_BRACKETS: Final = re.compile(r"\(([^)]*)\)\s*$")


def plain(name: str) -> str:
    """The name without case, accents, apostrophes, hyphens and dots, so that all ways to write it are one."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    letters = re.sub(r"['`´‘’ʼ′\"]", "", letters)  # every kind of apostrophe
    letters = " ".join(re.findall(r"[^\W_]+", letters))
    return letters.removeprefix("gemeente ")


def matching(wanted: str, known: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The municipalities that ``wanted`` names, and if there is none, those that come near.

    ``known``: the names of the file with the province of each. Several in the first list: the name fits them all.
    """
    if wanted in known:
        return [wanted], []
    bare = plain(wanted)
    by_name: dict[str, list[str]] = {}
    for name in known:
        by_name.setdefault(plain(name), []).append(name)
    for candidate in (bare, USUAL.get(bare, "")):
        if candidate in by_name:
            return by_name[candidate], []
    hits = [name for name, province in known.items() if _fits(wanted, name, province)]
    if hits:
        return hits, []
    if not bare:
        return [], []
    parts = [name for name in known if f" {bare} " in f" {plain(name)} "]
    near = difflib.get_close_matches(bare, by_name, n=3, cutoff=0.6)
    usual = [USUAL[alias] for alias in difflib.get_close_matches(bare, USUAL, n=2, cutoff=0.75)]
    close = [name for key in (*usual, *near) for name in by_name.get(key, [])]
    return [], list(dict.fromkeys([*parts, *close]))[:5]


def _fits(wanted: str, name: str, province: str) -> bool:
    """Whether both are one place, its province in brackets, in words, or left out by one of the two."""
    base, behind = _parts(name)
    wanted_base, wanted_behind = _parts(wanted)
    if plain(base) not in (plain(wanted_base), USUAL.get(plain(wanted_base), "")):
        return plain(wanted) == f"{plain(base)} {plain(province)}".strip() != plain(base)
    if not wanted_behind or not (behind or province):
        return True
    provinces = {plain(behind), plain(province), SHORT.get(plain(province), "")}
    return plain(wanted_behind) in provinces or SHORT.get(plain(wanted_behind), "-") in provinces


def _parts(name: str) -> tuple[str, str]:
    brackets = _BRACKETS.search(name)
    return (name[: brackets.start()].strip(), brackets[1]) if brackets else (name, "")
