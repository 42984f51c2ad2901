"""Looking at a file before it is kept: by its bytes, never by its name, and in a guarded child."""

import logging
import re
import threading
import unicodedata
from dataclasses import dataclass

from bodemplaat.formats.pictures import picture_type
from bodemplaat.foundation.documents.looking.answer import Answer
from bodemplaat.foundation.documents.sizes import MAX_BYTES, MAX_PIXELS
from bodemplaat.foundation.guard.api import GuardedFailure, Limits, run_guarded
from bodemplaat.kernel import Finding, say

LIMITS = Limits(seconds=20, cpu_seconds=12, memory=1024 * 1024 * 1024, answer=2 * MAX_BYTES)
MOST_PAGES = 20
"""Pages of a PDF that are drawn to read from; the others are in the file."""
SECONDS_TO_WAIT = 60
"""For the files of others: a process looks at one file at a time."""
LOOKING = "bodemplaat.foundation.documents.looking"
_OF_A_PICTURE = re.compile(r"([.](heic|heif|hif|jpe?g|png|webp|avif))+$", re.IGNORECASE)
"""What the name of a picture ends with: phones call a HEIC ``a.jpg`` or ``a.jpg.heic``."""

_one_at_a_time = threading.Lock()
_log = logging.getLogger(__name__)

REFUSALS = {
    "unreadable": say(
        "“{name}” does not open as a photo (JPEG, PNG, WebP, HEIC) or PDF. Make a new photo or scan."
    ),
    "unreadable_pdf": say("“{name}” does not open as a PDF. It may be damaged or protected with a password."),
    "too_many_pixels": say(
        "“{name}” is a picture of {width} by {height} pixels, and at most {most} million pixels are taken. Make a new"
        " photo, or save the picture smaller."
    ),
    "beyond_limits": say(
        "“{name}” takes more time or memory to open than a receipt may. Make a photo of it, or print it to a new PDF."
    ),
    "busy": say("“{name}” was not looked at, because many files came at once. Add it again in a minute."),
}


class UnusableFile(ValueError):
    """The file cannot be kept; ``finding`` says why and what to do."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.render())


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that opened: its real type, a preview as JPEG, and the bytes to keep (converted where needed)."""

    name: str
    media_type: str
    preview: bytes
    content: bytes


def inspect(name: str, content: bytes) -> Inspected:
    """Open a receipt as the photo or PDF it must be and make its preview; HEIC becomes JPEG.

    Raises ``UnusableFile`` when it is empty, larger than ``MAX_BYTES``, has more than ``MAX_PIXELS``, does not open
    as JPEG, PNG, WebP, HEIC or PDF, whatever its name says, or takes more time or memory than it may.
    """
    clean = clean_name(name)
    if not content:
        raise _unusable("document.empty", say("“{name}” is empty. Choose the photo or PDF again."), clean)
    if len(content) > MAX_BYTES:
        raise _unusable(
            "document.too_large",
            say("“{name}” is larger than 10 MB. Make the photo smaller, or split the PDF."),
            clean,
        )
    seen = _looked_at(clean, _reader(content), content)
    if seen.refusal:
        raise _refused(seen.refusal, clean, **seen.values, most=MAX_PIXELS // 1_000_000)
    if seen.converted:
        clean = f"{_OF_A_PICTURE.sub('', clean)[-116:] or 'document'}.jpg"
    return Inspected(clean, seen.media_type, seen.preview, seen.converted or content)


def drawn_page(content: bytes, number: int) -> tuple[bytes, int] | None:
    """A page of a PDF or of a picture as JPEG to read from, and how many pages there are; ``None`` for what cannot be drawn.

    Drawn in a guarded child each time: nothing of it is kept.
    """
    if not 0 < number <= MOST_PAGES:
        return None
    if not _one_at_a_time.acquire(timeout=SECONDS_TO_WAIT):
        return None
    try:
        seen = Answer.of_bytes(
            run_guarded(
                f"{LOOKING}.{_reader(content)}:draw", str(number).encode() + b"\n" + content, limits=LIMITS
            )
        )
    except GuardedFailure as failure:
        _log.warning("a page to read from (%d bytes) was not drawn: %s", len(content), failure)
        return None
    finally:
        _one_at_a_time.release()
    return None if seen.refusal else (seen.preview, seen.values["pages"])


def clean_name(name: str) -> str:
    """The last part of a file name without control characters, at most 120 long: for showing, never for opening."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    printable = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip()
    return printable[-120:] or "document"


def _reader(content: bytes) -> str:
    if content.startswith(b"%PDF-"):
        return "pdf"
    return "heif" if picture_type(content) == "image/heic" else "picture"


def _looked_at(name: str, reader: str, content: bytes) -> Answer:
    if not _one_at_a_time.acquire(timeout=SECONDS_TO_WAIT):
        raise _refused("busy", name)
    try:
        return Answer.of_bytes(run_guarded(f"{LOOKING}.{reader}:look", content, limits=LIMITS))
    except GuardedFailure as failure:
        _log.warning("a receipt (%s, %d bytes) was not opened: %s", reader, len(content), failure)
        raise _refused("beyond_limits", name) from None
    finally:
        _one_at_a_time.release()


def _refused(code: str, name: str, **values: int) -> UnusableFile:
    return _unusable(f"document.{code}", REFUSALS[code], name, **values)


def _unusable(code: str, text: str, name: str, **values: int) -> UnusableFile:
    return UnusableFile(Finding(code, "evidence", text, {"name": name, **values}))
