import io

import pytest
from PIL import Image

from bodemplaat.formats.pictures import picture_type


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "TIFF", "BMP", "WEBP"])
def test_a_picture_is_known_by_its_bytes(form: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(out, form)
    assert picture_type(out.getvalue()) == f"image/{form.lower()}"


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"<Invoice/>", b"RIFF\x00\x00\x00\x00WAVE", b"\x00\x00\x00\x18ftypmp42"]
)
def test_what_is_no_picture_is_none(content: bytes) -> None:
    assert picture_type(content) == ""
