"""A model file of either kind to a ``Reading``."""

from collections.abc import Callable, Sequence

from bodemplaat.calculations.file.files import InputFile
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.file.sheets import Sheet, Translations, titles_of
from bodemplaat.calculations.file.source import Fields, UnreadableModel
from bodemplaat.calculations.file.yaml_source import read_and_tell as read_yaml_and_tell
from bodemplaat.kernel import Finding, say
from bodemplaat.presentation.catalog import LANGUAGES
from bodemplaat.presentation.voice import Voice

XLSX_MARK = b"PK\x03\x04"
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
BEFORE_2007 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of Office programs before 2007 begin, XLS among them, and every file with a password since."""


def load(file: InputFile, sheets: Sequence[Sheet] = ()) -> Reading:
    """Read a YAML file, or a workbook laid out as ``sheets`` say; raises ``UnreadableModel``.

    What the file is, its first bytes tell: the name's ending may be wrong.
    """
    content = file.read()
    if content.startswith(XLSX_MARK):
        from bodemplaat.calculations.file.xlsx_source import read_and_tell  # noqa: PLC0415  # its readers are slow to load

        languages = [Voice(language).translate for language in LANGUAGES]
        root, findings = read_and_tell(content, file.name, sheets, languages)
        return Reading(root, findings, titles=titles_of(sheets, _language_of(root, sheets, languages)))
    if content.startswith(BEFORE_2007):
        message = say(
            "This is a workbook of the old kind (XLS), or one with a password: open it in a spreadsheet program and save "
            "it as XLSX without a password."
        )
        raise UnreadableModel(Finding("model.old_workbook", file.name, message))
    if not content.strip():
        raise UnreadableModel(
            Finding("model.empty", file.name, say("The file is empty. Choose the file again."))
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        message = say("This is neither a workbook nor plain text: give a YAML file in UTF-8 or an XLSX file.")
        raise UnreadableModel(Finding("model.not_text", file.name, message)) from None
    try:
        tree, wrong = read_yaml_and_tell(text, file.name)
        return Reading(tree, wrong)
    except UnreadableModel:
        if file.name.casefold().endswith(WORKBOOKS):
            message = say(
                "This is called a workbook and holds plain text: save it as XLSX in a spreadsheet program, or start from the "
                "template."
            )
            raise UnreadableModel(Finding("model.no_workbook", file.name, message)) from None
        raise


def _language_of(root: Fields, sheets: Sequence[Sheet], languages: Translations) -> Callable[[str], str]:
    """The language in which most sheets of a workbook are called as the template calls them."""
    names = {node.place.sheet.strip().casefold() for node in root.entries.values()}
    return max(
        languages, key=lambda language: sum(language(sheet.title).casefold() in names for sheet in sheets)
    )
