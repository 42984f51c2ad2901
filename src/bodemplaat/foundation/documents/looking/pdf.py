"""A PDF, of which the first page is drawn. The library is not thread-safe; here it has a process for itself."""

import io

import pypdfium2

from bodemplaat.foundation.documents.looking.answer import Answer
from bodemplaat.foundation.documents.looking.picture import on_white, small
from bodemplaat.foundation.documents.sizes import PAGE_PIXELS, PREVIEW_PIXELS


def draw(request: bytes) -> bytes:
    """Draw one page of a PDF, readable; ``values`` say how many pages there are. The number of the page, from one, goes before the file."""
    first, _, content = request.partition(b"\n")
    try:
        pdf = pypdfium2.PdfDocument(content)
        page = pdf[int(first) - 1]
        scale = min(
            3.0, *(max(PAGE_PIXELS) / max(side, 1.0) for side in (page.get_width(), page.get_height()))
        )
        out = io.BytesIO()
        on_white(page.render(scale=scale).to_pil()).save(out, "JPEG", quality=80)
        return Answer("image/jpeg", values={"pages": len(pdf)}, preview=out.getvalue()).to_bytes()
    except (pypdfium2.PdfiumError, IndexError, ValueError, OSError):
        return Answer(refusal="unreadable_pdf").to_bytes()


def look(content: bytes) -> bytes:
    """Open a PDF and draw its first page as the preview."""
    try:
        pdf = pypdfium2.PdfDocument(content)
        page = pdf[0]
        sides = zip(PREVIEW_PIXELS, (page.get_width(), page.get_height()), strict=True)
        # Both sides count: a page may be endless.
        scale = min(2.0, *(pixels * 1.5 / max(side, 1.0) for pixels, side in sides))
        return Answer("application/pdf", preview=small(page.render(scale=scale).to_pil())).to_bytes()
    except (pypdfium2.PdfiumError, IndexError, ValueError, OSError):
        return Answer(refusal="unreadable_pdf").to_bytes()
