"""The five cooperations of the demo, at least one of each variant. People are made up; organisations and tasks follow the sources.

What each is stands in files, in ``cooperations/``: the lists that an administrator fills on the pages. Here stands only
what no list holds: who comes in with one click, how long the demo lets a cooperation live, and what it pays from.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files

from bodemplaat.foundation.imports.api import HandedIn
from bodemplaat.foundation.organisations.api import Variant


@dataclass(frozen=True, slots=True)
class Alliance:
    """A cooperation: where its lists are, how it is called and works, and how busily the demo lets it live.

    ``accounts`` are what its municipalities pay from, by name; ``signs_in`` the names of who can come in, empty where
    everybody can; ``themes`` whose pages look otherwise.
    """

    folder: str
    name: str
    variant: Variant
    accounts: Mapping[str, str]
    signs_in: frozenset[str]
    weeks: int
    claims_a_week: int
    themes: Mapping[str, str] = field(default_factory=dict)

    def files(self) -> tuple[HandedIn, ...]:
        """Its lists, as they would be handed in on a page."""
        folder = files("bodemplaat.rehearsal.demo").joinpath("cooperations", self.folder)
        lists = sorted(folder.iterdir(), key=lambda each: each.name)
        return tuple(HandedIn(each.name, each.read_bytes()) for each in lists if each.name.endswith(".csv"))

    def addresses(self) -> frozenset[str]:
        """The addresses of everyone in its list of people."""
        (people,) = (each for each in self.files() if each.name == "mensen.csv")
        return frozenset(re.findall(r"[\w.]+@[\w.]+", people.content.decode()))


def _people(names: str) -> frozenset[str]:
    return frozenset(name.strip() for name in names.split(","))


SHARED_CENTRE = Alliance(
    "servicepunt71",
    "Servicepunt71 (gedeeld servicecentrum)",
    Variant.SHARED_CENTRE,
    {
        "Gemeente Leiden": "NL34BNGH0285000001",
        "Gemeente Leiderdorp": "NL07BNGH0285000002",
        "Gemeente Oegstgeest": "NL77BNGH0285000003",
        "Gemeente Zoeterwoude": "NL50BNGH0285000004",
    },
    _people(
        "Carlijn Bakker, Kim Yilmaz, Pieter Smit, Paula Mulder, Coen Visser, Margriet Vos, Bram Hofland, Sanne Jansen,"
        " Mark van den Berg,"
        " Carla Dekker, Bas Willems, Ad van Dijk, Wilma de Graaf, Joris Bos, Ilse Meijer, Nienke Post, Olaf Schouten"
    ),
    weeks=6,
    claims_a_week=1,
    themes={"Gemeente Leiderdorp": "voorbeeld"},
)
MATRIX = Alliance(
    "k5",
    "K5-gemeenten (matrix van vijf)",
    Variant.MATRIX,
    {
        "Gemeente Nederlek": "NL23BNGH0285000005",
        "Gemeente Vlist": "NL93BNGH0285000006",
        "Gemeente Schoonhoven": "NL66BNGH0285000007",
        "Gemeente Bergambacht": "NL39BNGH0285000008",
        "Gemeente Ouderkerk": "NL12BNGH0285000009",
    },
    _people(
        "Nel Blonk, Arie Verkaik, Corrie Twigt, Fleur Kraaij, Vera Spek, Loes Benschop, Bep Mulckhuijse, Wim Hoogerwaard,"
        " Sjaak Anker, Lotte Rond, Gerrit Rietveld, Janny de Vaal, Teun Schinkel, Marga Heuvelman, Adri Both, Sonja Pols,"
        " Ellen Burger, Hans Oskam"
    ),
    weeks=2,
    claims_a_week=1,
)
CENTRE = Alliance(
    "ten-boer",
    "Ten Boer en Groningen (centrumgemeente)",
    Variant.CENTRE,
    {"Gemeente Groningen": "NL82BNGH0285000010", "Gemeente Ten Boer": "NL55BNGH0285000011"},
    _people(
        "Klaas Medema, Geertje Smid, Roelf Dijkema, Aukje Toxopeus, Menno Hofstee, Sietske Nauta, Hiske Werkman,"
        " Anko Postma, Evert Lanting, Dineke Haan, Harm Zuidema"
    ),
    weeks=2,
    claims_a_week=1,
)
VIRTUAL_BUREAU = Alliance(
    "reik",
    "ReiK (virtueel bureau)",
    Variant.SHARED_CENTRE,
    {"Gemeente Kapelle": "NL28BNGH0285000012", "Gemeente Reimerswaal": "NL98BNGH0285000013"},
    _people(
        "Tannie Dekker, Leintje Mol, Marinus Rijk, Pau Weststrate, Krijn Hoekman, Maud de Jonge, Lenny Goense,"
        " Hanneke Kole, Julia Nijssen, Ina Bom, Wout Minnaard, Jannie Sinke"
    ),
    weeks=2,
    claims_a_week=1,
)
ICT_CENTRE = Alliance(
    "equalit",
    "Equalit (ICT-centrum van Oosterhout)",
    Variant.CENTRE,
    {"Gemeente Oosterhout": "NL71BNGH0285000014"},
    _people(
        "Yara Kocak, Koen Mathijssen, Bart Kanters, Els Akkermans, Jos Rombouts, Roos van Gils, Wendy Braspenning, Guus Snijders,"
        " Stef Verhagen, Sofie de Bont, Ad Nouws, Peter van Beek, Noortje Fijneman, Hein Damen, Karin Segeren"
    ),
    weeks=2,
    claims_a_week=1,
)
"""Its desk works for three municipalities. Claims it does for its own alone: of the other two nobody does them here."""
ALLIANCES = (SHARED_CENTRE, MATRIX, CENTRE, VIRTUAL_BUREAU, ICT_CENTRE)
