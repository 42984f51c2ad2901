"""A photo or a scan: what kind of picture the bytes are, never by the name of the file."""

from typing import Final

__all__ = ["picture_type"]

_HEADS: Final = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
)
_HEIF_BRANDS: Final = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


def picture_type(content: bytes) -> str:
    """The media type of a PNG, JPEG, GIF, TIFF, BMP, WebP or HEIC; empty for anything else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS:
        return "image/heic"
    return next((media_type for head, media_type in _HEADS if content.startswith(head)), "")
