"""Files are looked at before anything is held: whatever takes its time there, other windows go on."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.http import HttpResponse
from tests.database import TestDatabase
from tests.surfaces.selfservice.conftest import SignedIn
from tests.world import TODAY, World, purchase, receipt

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.documents.api import Inspected
from bodemplaat.surfaces.selfservice import proving

Handed = Callable[[Callable[[], None]], HttpResponse]


@pytest.fixture
def world(committed_world: tuple[TestDatabase, World]) -> World:
    return committed_world[1]


@pytest.fixture
def draft(world: World) -> object:
    return world.draft(world.first.anna, purchase())


@pytest.fixture
def handed_in(draft: object, world: World, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> Handed:
    """Two files on one cost, while another window does something at each of them."""

    def hand_in(meanwhile: Callable[[], None]) -> HttpResponse:
        def elsewhere() -> None:
            try:
                meanwhile()
            finally:
                connections.close_all()

        def slow(name: str, content: bytes) -> Inspected:
            with ThreadPoolExecutor(1) as other:
                other.submit(elsewhere).result(timeout=20)
            return Inspected(name, "image/jpeg", content, content)

        monkeypatch.setattr(proving, "inspect", slow)
        files = [SimpleUploadedFile(f"bon-{number}.jpg", receipt()) for number in range(2)]
        return signed_in(world.first.anna).post(
            f"/declaraties/{draft}/bewerken/bewijs/", {"lines-0-file": files}
        )  # type: ignore[return-value]

    return hand_in


def impatient() -> None:
    """Rather an error than waiting for a row that another window holds."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SET lock_timeout = '3s'")


def kept(world: World, draft: object) -> list[str]:
    view = claims.claim_view(actor=world.first.anna, claim=draft, on=TODAY)  # type: ignore[arg-type]
    return [document.name for line in view.lines for document in line.evidence]


def test_another_window_adds_a_receipt_meanwhile(world: World, draft: object, handed_in: Handed) -> None:
    def add() -> None:
        impatient()
        file = Inspected("elders.jpg", "image/jpeg", b"", receipt())
        claims.attach_inspected(actor=world.first.anna, claim=draft, position=0, file=file, at=world.at)  # type: ignore[arg-type]

    assert handed_in(add).status_code == 302
    assert sorted(kept(world, draft)) == ["bon-0.jpg", "bon-1.jpg", "elders.jpg", "elders.jpg"]


def test_files_never_come_with_a_cost_that_became_another(
    world: World, draft: object, handed_in: Handed
) -> None:
    def change() -> None:
        impatient()
        content = claims.Content(iban="NL44RABO0123456789", lines=(purchase(what="iets heel anders"),))
        claims.save_draft(actor=world.first.anna, claim=draft, content=content, at=world.at)  # type: ignore[arg-type]

    answer = handed_in(change)
    assert answer.status_code == 200
    assert "ander venster" in answer.content.decode()
    assert kept(world, draft) == []
