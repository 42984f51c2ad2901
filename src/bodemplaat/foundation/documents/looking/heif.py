"""A photo as newer phones keep it (HEIC). Browsers show none, so it is kept as JPEG."""

import io

import pi_heif  # type: ignore[import-untyped]
from PIL import Image

from bodemplaat.foundation.documents.looking.answer import Answer
from bodemplaat.foundation.documents.looking.picture import (
    UNREADABLE,
    drawn,
    on_white,
    refused_by_head,
    small,
)
from bodemplaat.foundation.documents.sizes import MAX_BYTES, READABLE_PIXELS

pi_heif.register_heif_opener(thumbnails=False)


def look(content: bytes) -> bytes:
    """Open a HEIC photo whose head says that it is not too large, turn it into a JPEG, and make its preview."""
    try:
        with Image.open(io.BytesIO(content), formats=("HEIF",)) as picture:
            too_large = refused_by_head(picture)
            if too_large is not None:
                return too_large.to_bytes()
            converted = _jpeg(picture)
            return Answer("image/jpeg", preview=small(picture), converted=converted).to_bytes()
    except (*UNREADABLE, RuntimeError):
        return Answer(refusal="unreadable").to_bytes()


def draw(request: bytes) -> bytes:
    """Draw a HEIC photo to read from, as ``picture.draw``."""
    first, _, content = request.partition(b"\n")
    try:
        with Image.open(io.BytesIO(content), formats=("HEIF",)) as picture:
            return drawn(picture, int(first)).to_bytes()
    except (*UNREADABLE, RuntimeError):
        return Answer(refusal="unreadable").to_bytes()


def _jpeg(picture: Image.Image) -> bytes:
    whole = on_white(picture)
    profile = picture.info.get("icc_profile")
    out = io.BytesIO()
    whole.save(out, "JPEG", quality=90, icc_profile=profile)
    if out.tell() > MAX_BYTES:
        whole.thumbnail(READABLE_PIXELS)
        out = io.BytesIO()
        whole.save(out, "JPEG", quality=85, icc_profile=profile)
    return out.getvalue()
