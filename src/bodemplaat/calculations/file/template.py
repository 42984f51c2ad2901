"""What a calculation gives to start from: the sheets of its file and an example that fills them."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Self

from bodemplaat.calculations.file.declared import ModelFile
from bodemplaat.calculations.file.layout import sheets_of
from bodemplaat.calculations.file.sheets import Sheet
from bodemplaat.calculations.file.source import Fields
from bodemplaat.calculations.file.yaml_source import read_yaml
from bodemplaat.presentation.voice import Voice


@dataclass(frozen=True, slots=True)
class Template:
    """A workbook to start from: its sheets and the example that fills it, a YAML file beside the package's code."""

    sheets: Sequence[Sheet]
    package: str
    example: str = "example.yaml"
    file: type[ModelFile] | None = None

    @classmethod
    def of(cls, file: type[ModelFile], package: str, example: str = "example.yaml") -> Self:
        """The template of a declared file."""
        return cls(sheets_of(file), package, example, file)

    def tree(self) -> Fields:
        """The example as a tree."""
        text = files(self.package).joinpath(self.example).read_text(encoding="utf-8")
        return read_yaml(text, self.example)

    def workbook(self, voice: Voice) -> bytes:
        """The workbook in the reader's language."""
        from bodemplaat.calculations.file.blank import template  # noqa: PLC0415  # what writes workbooks is slow to load

        return template(self.sheets, self.tree(), voice)
