"""A report that somebody takes along as a file."""

from dataclasses import replace
from typing import Final

from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language, gettext

from bodemplaat.foundation.design.api import file_response
from bodemplaat.foundation.replica.api import read_as_of
from bodemplaat.presentation import notation
from bodemplaat.presentation.report import Remark, Report

FILE_TYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
"""The forms in which a report can be taken along, with their media types."""


def download(content: bytes, form: str, name: str) -> HttpResponse:
    """A report in one of ``FILE_TYPES``, to be saved under a name of plain letters."""
    return file_response(content, f"{with_moment(slugify(name))}.{form}", FILE_TYPES[form])


def with_moment(name: str) -> str:
    """A file's name with the moment as of which it was read, where that was on a replica and so not now."""
    moment = read_as_of()
    if moment is None:
        return name
    on_the_clock = f"{timezone.localtime(moment):%Y-%m-%d-%H%M%S}"
    return f"{name}-{slugify(gettext('as of {moment}').format(moment=on_the_clock))}"


def as_read(report: Report) -> Report:
    """A report that says in its file, too, as of which moment it was read, where that was on a replica."""
    moment = read_as_of()
    if moment is None:
        return report
    on_the_clock = notation.moment(timezone.localtime(moment), get_language() or "nl")
    text = gettext("Read as things stood on {moment}.").format(moment=on_the_clock)
    return replace(report, remarks=(*report.remarks, Remark("note", "", text, "")))
