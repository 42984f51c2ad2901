"""Files that are not what they say: a clear message in the reader's words, and nothing stored half."""

import io
import struct
import zipfile
import zlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from PIL import Image
from tests.world import World, account_of, purchase, receipt

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.documents.api import MAX_BYTES, UnusableFile, inspect
from bodemplaat.foundation.documents.sizes import PREVIEW_PIXELS
from bodemplaat.foundation.tenancy.api import entered

TABLES = ("documents_document", "documents_documentcontent", "claims_lineevidence", "audit_auditentry")


def png_of(width: int, height: int) -> bytes:
    """A picture that says it is huge in a few bytes."""

    def chunk(name: bytes, content: bytes) -> bytes:
        whole = name + content
        return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1_000_000))
        + chunk(b"IEND", b"")
    )


def pdf_of(box: str = "0 0 200 200", trailer: str = "", pages: str = "") -> bytes:
    """The smallest PDF there is; its reader rebuilds the table of objects."""
    kids = pages or "/Kids [3 0 R] /Count 1"
    return (
        "%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n"
        f"2 0 obj <</Type /Pages {kids}>> endobj\n"
        f"3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [{box}]>> endobj\n"
        f"trailer <</Root 1 0 R {trailer}>>\n%%EOF"
    ).encode()


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("bon.jpg", receipt())
    return out.getvalue()


LOCKED = (
    f"/Encrypt <</Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -60>>"
    f" /ID [<{'43' * 16}> <{'43' * 16}>]"
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
BAD: dict[str, tuple[str, bytes, str]] = {
    "renamed executable": ("bon.jpg", b"MZ\x90\x00" + bytes(300), "does not open as a photo"),
    "renamed program for linux": ("bon.pdf", b"\x7fELF" + bytes(300), "does not open as a photo"),
    "nothing in it": ("bon.jpg", b"", "is empty"),
    "half a photo": ("bon.jpg", receipt(size=(400, 600))[:300], "does not open as a photo"),
    "half a PDF": ("bon.pdf", b"%PDF-1.7\n", "does not open as a PDF"),
    "PDF without pages": ("bon.pdf", pdf_of(pages="/Kids [] /Count 0"), "does not open as a PDF"),
    "PDF with a password": ("bon.pdf", pdf_of(trailer=LOCKED), "protected with a password"),
    "picture that unpacks to gigabytes": ("bon.png", png_of(50_000, 50_000), "at most 64 million pixels"),
    "SVG with a script": ("bon.svg", SVG, "does not open as a photo"),
    "SVG called a photo": ("bon.jpg", SVG, "does not open as a photo"),
    "web page called a PDF": ("bon.pdf", b"<!DOCTYPE html><script>alert(1)</script>", "does not open"),
    "archive": ("bon.jpg", zipped(), "does not open as a photo"),
    "too large": ("bon.jpg", receipt() + bytes(MAX_BYTES), "larger than 10 MB"),
}


def counts(world: World) -> dict[str, int]:
    with entered(world.system), connection.cursor() as cursor:
        found = {}
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            found[table] = cursor.fetchone()[0]
        return found


@pytest.mark.parametrize("case", BAD)
def test_is_refused_with_what_to_do_and_nothing_is_stored(world: World, case: str) -> None:
    name, content, says = BAD[case]
    claim = world.draft(world.first.anna, purchase())
    before = counts(world)
    with pytest.raises(UnusableFile) as refused:
        claims.attach_evidence(
            actor=world.first.anna, claim=claim, position=0, name=name, content=content, at=world.at
        )
    assert says in str(refused.value)
    assert name in str(refused.value)
    assert counts(world) == before


@pytest.mark.parametrize("box", ["0 0 1 900000000", "0 0 900000000 1", "0 0 900000000 900000000"])
def test_a_page_of_endless_size_asks_no_endless_memory(box: str) -> None:
    """A few bytes say that a page is kilometres high; its preview is as small as any other."""
    try:
        preview = inspect("bon.pdf", pdf_of(box)).preview
    except UnusableFile:
        return  # refused is as good
    assert max(Image.open(io.BytesIO(preview)).size) <= max(PREVIEW_PIXELS)


@pytest.fixture
def page(world: World) -> Client:
    """Anna's browser, in English."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(account_of(world.first.anna))
    return client


def upload(page: Client, claim: object, name: str, content: bytes) -> Any:
    return page.post(
        f"/declaraties/{claim}/bewerken/bewijs/", {"lines-0-file": SimpleUploadedFile(name, content)}
    )


@pytest.mark.parametrize(
    "case", ["renamed executable", "nothing in it", "PDF with a password", "SVG with a script"]
)
def test_the_page_says_what_is_wrong_and_keeps_nothing(world: World, page: Client, case: str) -> None:
    name, content, says = BAD[case]
    claim = world.draft(world.first.anna, purchase())
    before = counts(world)
    answer = upload(page, claim, name, content)
    assert answer.status_code in (200, 422)
    assert says in answer.content.decode()
    assert counts(world) == before


def test_fifty_megabytes_of_junk_are_refused_on_the_page(world: World, page: Client) -> None:
    claim = world.draft(world.first.anna, purchase())
    before = counts(world)
    answer = upload(page, claim, "bon.jpg", b"\xff\xd8\xff" + bytes(50 * 1024 * 1024))
    assert "larger than 10 MB" in answer.content.decode()
    assert counts(world) == before


def evidence_of(world: World, page: Client, name: str, content: bytes) -> Any:
    """Hand a good file in under some name, and open it again."""
    claim = world.draft(world.first.anna, purchase())
    answer = upload(page, claim, name, content)
    assert answer.status_code == 302, answer.content.decode()
    (document,) = claims.claim_view(actor=world.first.anna, claim=claim, on=world.at.date()).lines[0].evidence
    shown = page.get(f"/declaraties/{claim}/bewerken/bewijs/").content.decode()
    return document, shown, page.get(f"/declaraties/{claim}/bewijs/{document.id}/")


def test_a_name_with_html_in_it_is_only_a_name(world: World, page: Client) -> None:
    name = '"><img src=x onerror=alert(1)>.jpg'
    document, shown, opened = evidence_of(world, page, name, receipt())
    assert "<img src=x" not in shown
    assert "onerror=alert(1)&gt;.jpg" in shown
    assert opened["Content-Type"] == "image/jpeg"
    assert "\n" not in opened["Content-Disposition"]
    assert document.media_type == "image/jpeg"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("bon\u202egpj.exe", "bongpj.exe"),  # written right to left it would read bonexe.jpg
        ("../../etc/passwd", "passwd"),
        ("C:\\bonnen\\bon.jpg", "bon.jpg"),
        ("bon\r\nSet-Cookie: x=1.jpg", "bonSet-Cookie: x=1.jpg"),
        ("x" * 300 + ".jpg", "x" * 116 + ".jpg"),
    ],
)
def test_a_name_is_cleaned_before_it_is_shown(world: World, sent: str, kept: str) -> None:
    claim = world.draft(world.first.anna, purchase())
    claims.attach_evidence(
        actor=world.first.anna, claim=claim, position=0, name=sent, content=receipt(), at=world.at
    )
    line = claims.claim_view(actor=world.first.anna, claim=claim, on=world.at.date()).lines[0]
    assert [document.name for document in line.evidence] == [kept]


def test_a_photo_that_is_also_a_web_page_is_served_as_a_photo_only(world: World, page: Client) -> None:
    """A polyglot opens as JPEG, so it is one; a browser is told to treat it as nothing else."""
    _, _, opened = evidence_of(world, page, "bon.html", receipt() + b"<script>alert(1)</script>")
    assert opened["Content-Type"] == "image/jpeg"
    assert opened["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in opened["Content-Security-Policy"]
    assert "script-src" not in opened["Content-Security-Policy"]


def test_what_a_photo_tells_about_where_it_was_taken_is_not_in_the_preview(
    world: World, page: Client
) -> None:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Cameramerk"
    Image.new("RGB", (30, 40)).save(out, "JPEG", exif=exif)
    document, _, opened = evidence_of(world, page, "bon.jpg", out.getvalue())
    preview = page.get(opened.request["PATH_INFO"] + "voorbeeld/")
    assert b"Cameramerk" not in preview.content
    assert Image.open(io.BytesIO(preview.content)).format == "JPEG"
    assert document.size == len(out.getvalue())


def test_a_formula_in_a_text_is_a_text_in_what_is_exported(world: World) -> None:
    formula = '=HYPERLINK("http://kwaad.example","klik")'
    claim = world.draft(world.first.anna, purchase())
    content = claims.Content(formula, "NL44RABO0123456789", (purchase("3.00", what="@SUM(A1)"),))
    claims.save_draft(actor=world.first.anna, claim=claim, content=content, at=world.at)
    claims.attach_evidence(
        actor=world.first.anna, claim=claim, position=0, name="b.jpg", content=receipt(), at=world.at
    )
    claims.submit_claim(actor=world.first.anna, claim=claim, key="k", at=world.at)
    carla = Client()
    carla.force_login(account_of(world.first.carla))
    since = {"since": "2026-01-01", "until": "2030-01-01"}
    csv = _whole(carla.get("/bestuur/declaraties/export/", {"format": "csv", **since})).decode("utf-8-sig")
    assert "HYPERLINK" in csv
    assert not [
        cell for line in csv.splitlines() for cell in line.split(";") if cell.strip('"').startswith("=")
    ]
    workbook = _whole(carla.get("/bestuur/declaraties/export/", {"format": "xlsx", **since}))
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        sheets = b"".join(archive.read(n) for n in archive.namelist() if n.startswith("xl/worksheets/"))
        texts = b"".join(archive.read(n) for n in archive.namelist() if n.startswith("xl/"))
    assert b"HYPERLINK" in texts
    assert b"<f>" not in sheets


def _whole(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)
