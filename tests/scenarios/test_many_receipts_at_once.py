"""The real server, real threads, many small PDFs at the same moment: every one is answered and kept, none is mixed up."""

import io
import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
import requests
from django.test import Client
from PIL import Image
from tests.database import ROOT, TestDatabase
from tests.workers import eventually
from tests.world import World, account_of, purchase

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.documents.api import preview_of
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.surfaces.cli.demo import _SITE, SITE

AT_ONCE = 16
FILES_EACH = {"thorough": 20, "explore": 20}.get(os.environ.get("HYPOTHESIS_PROFILE", ""), 2)
TOKEN = "a" * 32


def printed(width: int, height: int) -> bytes:
    """A receipt as a till prints it, in points: text in a font, which is where threads would meet in the library."""
    sizes = " ".join(
        f"/F1 {2 + line / 20} Tf 1 0 0 1 5 {line % height} Tm (Regel {line} EUR 12,{line:02d}) Tj"
        for line in range(400)
    )
    drawing = f"BT {sizes} ET"
    return (
        "%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n"
        "2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj\n"
        f"3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}]"
        " /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>> endobj\n"
        f"4 0 obj <</Length {len(drawing)}>> stream\n{drawing}\nendstream endobj\n"
        "5 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj\n"
        "trailer <</Root 1 0 R>>\n%%EOF"
    ).encode()


@pytest.mark.crash
def test_sixteen_uploads_at_once_are_all_answered(committed_world: tuple[TestDatabase, World]) -> None:
    database, world = committed_world
    anna = world.first.anna
    browser = Client()
    browser.force_login(account_of(anna))
    cookies = {"sessionid": browser.cookies["sessionid"].value, "csrftoken": TOKEN}
    drafts = [
        world.draft(anna, *(purchase() for _ in range(max(1, FILES_EACH // 10)))) for _ in range(AT_ONCE)
    ]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", *_SITE, "--host", "127.0.0.1", "--port", str(port), SITE],
        env=database.environment | {"DJANGO_SETTINGS_MODULE": "bodemplaat.project.settings_test"},
        cwd=ROOT,
    )

    def up() -> bool:
        try:
            return requests.get(f"{address}/account/login/", timeout=30).ok
        except requests.ConnectionError:
            return False

    def hand_in(number: int) -> int:
        files = [
            (
                f"lines-{n // 10}-file",
                (f"{number}-{n}.pdf", printed(100 + number, 200 + n), "application/pdf"),
            )
            for n in range(FILES_EACH)
        ]
        return requests.post(
            f"{address}/declaraties/{drafts[number]}/bewerken/bewijs/",
            data={"csrfmiddlewaretoken": TOKEN},
            files=files,
            cookies=cookies,
            timeout=300,
            allow_redirects=False,
        ).status_code

    try:
        eventually(up, seconds=90)
        with ThreadPoolExecutor(AT_ONCE) as threads:
            assert list(threads.map(hand_in, range(AT_ONCE))) == [302] * AT_ONCE
        assert server.poll() is None
    finally:
        server.terminate()
        server.wait(60)
    for number, draft in enumerate(drafts):
        view = claims.claim_view(actor=anna, claim=draft, on=world.at.date())
        kept = {document.name: drawn(anna, document.id) for line in view.lines for document in line.evidence}
        assert kept == {f"{number}-{n}.pdf": (2 * (100 + number), 2 * (200 + n)) for n in range(FILES_EACH)}


def drawn(actor: Actor, document: UUID) -> tuple[int, int]:
    """How large the preview is: twice its page, so every file of this test has a size of its own."""
    preview = preview_of(actor=actor, document=document)
    assert preview is not None
    return Image.open(io.BytesIO(preview)).size
