"""Serves the font from the Python package that carries it, so that it is never copied."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import font_source_sans_pro
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

PREFIX = "bodemplaat/fonts"
FACES = ("SourceSansPro-Regular.ttf", "SourceSansPro-It.ttf", "SourceSansPro-Semibold.ttf")


class FontFinder(BaseFinder):
    """Finds ``bodemplaat/fonts/<face>.ttf`` for the three faces that the pages use, and nothing else."""

    def __init__(self, app_names: Iterable[str] | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.directory = Path(font_source_sans_pro.font_directory)
        self.storage = FileSystemStorage(location=self.directory)
        self.storage.prefix = PREFIX  # type: ignore[attr-defined]  # where collectstatic puts them

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing to configure, so nothing to complain about."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The file of one face, or nothing (an empty list)."""
        folder, _, face = path.rpartition("/")
        if folder != PREFIX or face not in FACES:
            return []
        file = str(self.directory / face)
        return [file] if find_all else file

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Every face with its storage, for collectstatic."""
        for face in FACES:
            yield face, self.storage
