"""A PDF, of which the first page is drawn. The library is not thread-safe; here it has a process for itself."""

import pypdfium2

from bodemplaat.foundation.documents.looking.answer import Answer
from bodemplaat.foundation.documents.looking.picture import small
from bodemplaat.foundation.documents.sizes import PREVIEW_PIXELS


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
