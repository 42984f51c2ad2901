"""The services that Bodemplaat proposes to begin with: a file of this room. Norms in it are to be agreed on.

The manual for a shared service centre names processes and says what belongs in a catalogue, but lists no services. So each
row is a proposal of ours and is shown as one, save where its source says otherwise.
"""

import csv
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib import resources

from bodemplaat.capabilities.catalogue.reckoning.content import Content, Indicator
from bodemplaat.capabilities.catalogue.reckoning.form import Words


@cache
def start_content() -> Mapping[str, Content]:
    """The proposed services by code, in the order of their file."""
    file = resources.files("bodemplaat.capabilities.catalogue").joinpath("services.csv")
    lines = file.read_text(encoding="utf-8").splitlines()
    return {row["code"]: _content(row) for row in csv.DictReader(lines, delimiter=";")}


def _content(row: Mapping[str, str]) -> Content:
    norm = Indicator(
        kind=row["kind"],
        words=Words(row["indicator_nl"], row["indicator_en"]),
        number=Decimal(row["number"]) if row["number"] else None,
        unit=row["counts"],
        percentage=Decimal(row["percentage"]) if row["percentage"] else None,
    )
    return Content(
        name=Words(row["nl"], row["en"]),
        process=row["process"],
        package=row["package"],
        line=int(row["line"]),
        requesters=(row["requester"],),
        unit=Words(row["unit_nl"], row["unit_en"]),
        duties=Words(row["duty_nl"], row["duty_en"]),
        indicators=(norm,) if row["kind"] else (),
        case_type=row["case_type"],
        source=row["source"],
        origin=row["origin"],
    )
