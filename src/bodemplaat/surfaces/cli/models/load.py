"""A model file of either kind to a ``Reading``."""

import functools
from collections.abc import Sequence
from pathlib import Path

from bodemplaat.kernel import Finding, say
from bodemplaat.surfaces.cli.models.catalog import LANGUAGES
from bodemplaat.surfaces.cli.models.files import read_bytes
from bodemplaat.surfaces.cli.models.reading import Reading
from bodemplaat.surfaces.cli.models.sheets import Sheet
from bodemplaat.surfaces.cli.models.source import UnreadableModel
from bodemplaat.surfaces.cli.models.words import Words
from bodemplaat.surfaces.cli.models.xlsx_source import read_xlsx
from bodemplaat.surfaces.cli.models.yaml_source import read_yaml

XLSX_MARK = b"PK\x03\x04"


def load(path: Path, sheets: Sequence[Sheet] = ()) -> Reading:
    """Read a YAML file, or a workbook laid out as ``sheets`` say; raises ``UnreadableModel``.

    What the file is, its first bytes tell: the name's ending may be wrong.
    """
    content = read_bytes(path)
    if content.startswith(XLSX_MARK):
        languages = [functools.partial(Words.translate, Words(language)) for language in LANGUAGES]
        return Reading(read_xlsx(content, path.name, sheets, languages))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        message = say("This is neither a workbook nor plain text: give a YAML file in UTF-8 or an XLSX file.")
        raise UnreadableModel(Finding("model.not_text", path.name, message)) from None
    return Reading(read_yaml(text, path.name))
