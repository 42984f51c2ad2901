"""Receipts as phones, scanners and strangers make them: what is kept, what is converted, and what is refused unread."""

import io
import struct
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.foundation.guard import work
from tests.world import receipt

from bodemplaat.foundation.documents import inspection
from bodemplaat.foundation.documents.api import ACCEPTED, MAX_BYTES, UnusableFile, inspect
from bodemplaat.foundation.documents.sizes import MAX_PIXELS, PREVIEW_PIXELS
from bodemplaat.foundation.guard.api import Limits, run_guarded

INPUTS = Path(__file__).parent / "files"


def of(format_: str, size: tuple[int, int] = (80, 120), mode: str = "RGB", **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 200 if mode == "L" else "teal").save(out, format_, **options)
    return out.getvalue()


def several_in_one_jpeg(count: int = 2) -> bytes:
    """What a phone writes with portrait or high dynamic range: smaller pictures behind the photo, in one JPEG."""
    out = io.BytesIO()
    more = [Image.new("RGB", (40 // n, 60 // n), "white") for n in range(1, count)]
    Image.new("RGB", (120, 160), "teal").save(out, "MPO", save_all=True, append_images=more)
    return out.getvalue()


def preview_of(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("count", [2, 3, 5])
def test_a_jpeg_with_more_pictures_in_it_is_kept_as_it_is(count: int) -> None:
    photo = several_in_one_jpeg(count)
    assert Image.open(io.BytesIO(photo)).format == "MPO", "the test's own photo must be of that kind"
    seen = inspect("IMG_0001.jpg", photo)
    assert (seen.media_type, seen.content) == ("image/jpeg", photo)
    assert preview_of(seen.preview).getpixel((60, 80)) == pytest.approx((0, 128, 128), abs=4)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("IMG_0002.HEIC", "IMG_0002.jpg"),
        ("foto.heif", "foto.jpg"),
        ("zonder naam", "zonder naam.jpg"),
        ("a.jpg", "a.jpg"),
        ("a.JPEG", "a.jpg"),
        ("a.jpg.heic", "a.jpg"),
        ("bon.v2.png", "bon.v2.jpg"),
        (".heic", "document.jpg"),
        (f"{'a' * 130}.heic", f"{'a' * 115}.jpg"),
    ],
)
def test_heic_becomes_a_jpeg_that_every_browser_shows(name: str, kept: str) -> None:
    heic = (INPUTS / "receipt.heic").read_bytes()
    seen = inspect(name, heic)
    assert seen.media_type == "image/jpeg"
    assert seen.name == kept
    with preview_of(seen.content) as picture:
        assert (picture.format, picture.size) == ("JPEG", (320, 240))
    assert seen.content == inspect(name, heic).content, "the same receipt twice is the same bytes"


def test_half_a_heic_is_refused_in_words() -> None:
    with pytest.raises(UnusableFile, match="does not open as a photo"):
        inspect("IMG.heic", (INPUTS / "receipt.heic").read_bytes()[:400])


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (of("PNG"), "image/png"),
        (of("PNG", mode="RGBA"), "image/png"),
        (of("PNG", mode="L"), "image/png"),
        (of("PNG", mode="P"), "image/png"),
        (of("PNG", mode="1"), "image/png"),
        (of("WEBP"), "image/webp"),
        (of("JPEG", mode="CMYK"), "image/jpeg"),
        (of("JPEG", mode="L"), "image/jpeg"),
        (of("JPEG", (8160, 6144)), "image/jpeg"),
        (of("PNG", (1, 1)), "image/png"),
        (of("PNG", (1, 9000)), "image/png"),
    ],
)
def test_every_usual_picture_has_a_preview_that_fits(content: bytes, media_type: str) -> None:
    seen = inspect("bon", content)
    assert (seen.media_type, seen.content) == (media_type, content)
    width, height = preview_of(seen.preview).size
    assert 1 <= width <= PREVIEW_PIXELS[0]
    assert 1 <= height <= PREVIEW_PIXELS[1]


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_photo_held_sideways_has_an_upright_preview(turn: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    seen = inspect("bon.jpg", of("JPEG", (400, 200), exif=exif))
    width, height = preview_of(seen.preview).size
    assert (width > height) == (turn < 5)


def test_what_is_transparent_is_white_as_paper() -> None:
    seen = inspect("bon.png", of_transparent())
    assert preview_of(seen.preview).getpixel((40, 60)) == pytest.approx((255, 255, 255), abs=2)


def of_transparent() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (80, 120), (0, 0, 0, 0)).save(out, "PNG")
    return out.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """A picture of one colour: large in memory, small on the way."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    squeeze = zlib.compressobj(9)
    row = bytes(1 + 3 * width)
    data = b"".join(squeeze.compress(row) for _ in range(height)) + squeeze.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def test_a_picture_with_too_many_pixels_is_refused_by_its_head(monkeypatch: pytest.MonkeyPatch) -> None:
    """With memory for no more than reading its head, since a small file may be gigabytes of pixels."""
    monkeypatch.setattr(inspection, "LIMITS", Limits(memory=200 * 1024 * 1024))
    photo = huge_png(12_000, 9_000)
    assert len(photo) < 400_000
    with pytest.raises(UnusableFile) as refused:
        inspect("groot.png", photo)
    assert refused.value.finding.code == "document.too_many_pixels"
    assert "12000 by 9000 pixels, and at most 64 million" in str(refused.value)


def test_the_largest_picture_that_is_taken_fits_in_the_memory_it_gets() -> None:
    side = int(MAX_PIXELS**0.5)
    seen = inspect("net.png", huge_png(side, side))
    assert max(preview_of(seen.preview).size) <= max(PREVIEW_PIXELS)


@pytest.mark.parametrize("ends", ["sleeps", "ends", "takes", "raises"])
def test_whatever_ends_the_child_is_a_refusal_with_a_cure(
    ends: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = run_guarded
    data = {"ends": b"SIGSEGV", "takes": b"%d" % 10**10}.get(ends, b"")
    monkeypatch.setattr(
        inspection,
        "run_guarded",
        lambda *_, **__: real(getattr(work, ends), data, limits=Limits(seconds=1)),
    )
    with pytest.raises(UnusableFile) as refused:
        inspect("bon.jpg", receipt())
    assert refused.value.finding.code == "document.beyond_limits"
    assert "Make a photo of it" in str(refused.value)
    assert "was not opened" in caplog.text, "whoever runs the site can see why"


def test_a_process_looks_at_one_file_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    running: list[int] = []
    most: list[int] = []
    real = run_guarded

    def counted(*args: object, **kwargs: object) -> bytes:
        running.append(1)
        most.append(len(running))
        try:
            return real(*args, **kwargs)  # type: ignore[arg-type]
        finally:
            running.pop()

    monkeypatch.setattr(inspection, "run_guarded", counted)
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(lambda i: inspect(f"{i}.jpg", receipt()), range(6)))
    assert most == [1] * 6
    monkeypatch.setattr(inspection, "SECONDS_TO_WAIT", 0)
    with inspection._one_at_a_time, pytest.raises(UnusableFile, match="Add it again in a minute"):
        inspect("druk.jpg", receipt())


def test_the_file_box_offers_exactly_what_is_taken() -> None:
    """Each type on the list is taken by an example, and nothing that is taken is missing from it."""
    taken = {
        inspect("x", content).media_type
        for content in (of("JPEG"), of("PNG"), of("WEBP"), several_in_one_jpeg())
    }
    types = {one for one in ACCEPTED if "/" in one}
    assert types == taken | {"image/heic", "image/heif", "application/pdf"}
    for format_ in ("GIF", "BMP", "TIFF", "AVIF"):
        with pytest.raises(UnusableFile, match="does not open"):
            inspect(f"x.{format_.lower()}", of(format_))
    assert MAX_BYTES == 10 * 1024 * 1024
