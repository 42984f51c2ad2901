"""Looking at a file before it is kept: by its bytes, never by its name."""

import io
import re
import unicodedata
from dataclasses import dataclass

import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from bodemplaat.kernel import Finding, say

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 50_000_000
PREVIEW_PIXELS = (480, 640)
PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}

Image.MAX_IMAGE_PIXELS = MAX_PIXELS


class UnusableFile(ValueError):
    """The file cannot be kept; ``finding`` says why and what to do."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.render())


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that opened: its real type and a preview as JPEG."""

    name: str
    media_type: str
    preview: bytes


def inspect(name: str, content: bytes) -> Inspected:
    """Open a receipt as the photo or PDF it must be and make its preview.

    Raises ``UnusableFile`` when it is empty, larger than ``MAX_BYTES``, or does not open as JPEG, PNG, WebP or
    PDF, whatever its name says.
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
    if content.startswith(b"%PDF-"):
        return Inspected(clean, "application/pdf", _pdf_preview(clean, content))
    return _picture(clean, content)


def clean_name(name: str) -> str:
    """The last part of a file name without control characters, at most 120 long: for showing, never for opening."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    printable = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip()
    return printable[-120:] or "document"


def _picture(name: str, content: bytes) -> Inspected:
    try:
        with Image.open(io.BytesIO(content), formats=tuple(PICTURES)) as picture:
            media_type = PICTURES[picture.format or ""]
            upright = ImageOps.exif_transpose(picture) or picture
            return Inspected(name, media_type, _small(upright))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError, KeyError):
        raise _unusable(
            "document.unreadable",
            say("“{name}” does not open as a photo (JPEG, PNG, WebP) or PDF. Make a new photo or scan."),
            name,
        ) from None


def _pdf_preview(name: str, content: bytes) -> bytes:
    try:
        pdf = pypdfium2.PdfDocument(content)
        try:
            page = pdf[0]
            sides = zip(PREVIEW_PIXELS, (page.get_width(), page.get_height()), strict=True)
            scale = min(
                2.0, *(pixels * 1.5 / max(side, 1.0) for pixels, side in sides)
            )  # both: a page may be endless
            return _small(page.render(scale=scale).to_pil())
        finally:
            pdf.close()
    except (pypdfium2.PdfiumError, IndexError, ValueError, OSError):
        raise _unusable(
            "document.unreadable_pdf",
            say("“{name}” does not open as a PDF. It may be damaged or protected with a password."),
            name,
        ) from None


def _small(picture: Image.Image) -> bytes:
    small = picture.convert("RGB")
    small.thumbnail(PREVIEW_PIXELS)
    out = io.BytesIO()
    small.save(out, "JPEG", quality=75)
    return out.getvalue()


def _unusable(code: str, text: str, name: str) -> UnusableFile:
    return UnusableFile(Finding(code, "evidence", text, {"name": name}))
