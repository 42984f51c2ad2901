"""A photo as JPEG (one picture or several in one file, as phones make them), PNG or WebP."""

import io
import struct

from PIL import Image, ImageOps, UnidentifiedImageError

from bodemplaat.foundation.documents.looking.answer import Answer
from bodemplaat.foundation.documents.sizes import MAX_PIXELS, PAGE_PIXELS, PREVIEW_PIXELS

MEDIA_TYPES = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
"""MPO is a JPEG with more pictures behind the first (a small one, a map of depth or of light)."""
UNREADABLE = (UnidentifiedImageError, OSError, SyntaxError, ValueError, KeyError, EOFError, struct.error)

Image.MAX_IMAGE_PIXELS = (
    None  # counted below, by the head and to the pixel; Pillow only warns up to twice its limit
)


def look(content: bytes) -> bytes:
    """Open a photo whose head says that it is not too large, and make its preview."""
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as picture:
            too_large = refused_by_head(picture)
            if too_large is not None:
                return too_large.to_bytes()
            media_type = MEDIA_TYPES[picture.format or ""]
            picture.draft("RGB", PREVIEW_PIXELS)  # a JPEG is decoded no larger than is needed
            return Answer(media_type, preview=small(picture)).to_bytes()
    except UNREADABLE:
        return Answer(refusal="unreadable").to_bytes()


def draw(request: bytes) -> bytes:
    """Draw a picture, or one page of a TIFF, to read from; the number of the page, from one, goes before the file."""
    first, _, content = request.partition(b"\n")
    try:
        with Image.open(
            io.BytesIO(content), formats=("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP")
        ) as picture:
            return drawn(picture, int(first)).to_bytes()
    except UNREADABLE:
        return Answer(refusal="unreadable").to_bytes()


def drawn(picture: Image.Image, number: int) -> Answer:
    """One page of it, readable; ``values`` say how many there are. Only a TIFF has pages: frames of others are no sheets of paper."""
    pages = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
    if number > pages:
        return Answer(refusal="unreadable")
    if number > 1:
        picture.seek(number - 1)
    too_large = refused_by_head(picture)
    if too_large is not None:
        return too_large
    picture.draft("RGB", PAGE_PIXELS)
    return Answer("image/jpeg", values={"pages": pages}, preview=small(picture, PAGE_PIXELS))


def refused_by_head(picture: Image.Image) -> Answer | None:
    """The refusal of a picture with too many pixels; nothing of it has been decoded yet."""
    width, height = picture.size
    if width * height <= MAX_PIXELS:
        return None
    return Answer(refusal="too_many_pixels", values={"width": width, "height": height})


def small(picture: Image.Image, pixels: tuple[int, int] = PREVIEW_PIXELS) -> bytes:
    """The picture no larger than so many pixels, upright, as JPEG without anything that the camera wrote beside the pixels."""
    upright = picture.getexif().get(0x0112, 1)
    if picture.mode not in ("RGB", "L", "RGBA"):
        picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    little = picture.copy() if min(picture.size) <= 1 else picture
    little.thumbnail((pixels[0] * 2, pixels[1] * 2))
    if upright != 1:
        little = ImageOps.exif_transpose(little)
    little = on_white(little)
    little.thumbnail(pixels)
    out = io.BytesIO()
    little.save(out, "JPEG", quality=75)
    return out.getvalue()


def on_white(picture: Image.Image) -> Image.Image:
    """The picture without transparency, as on paper."""
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper
