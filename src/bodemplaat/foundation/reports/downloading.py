"""A report that somebody takes along as a file."""

from typing import Final

from django.http import HttpResponse
from django.utils.text import slugify

from bodemplaat.foundation.design.api import file_response

FILE_TYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
"""The forms in which a report can be taken along, with their media types."""


def download(content: bytes, form: str, name: str) -> HttpResponse:
    """A report in one of ``FILE_TYPES``, to be saved under a name of plain letters."""
    return file_response(content, f"{slugify(name)}.{form}", FILE_TYPES[form])
