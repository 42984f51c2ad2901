"""What a page takes is settled before anything of it is read, and HEAD is answered on every page."""

import io
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from psycopg.errors import DiskFull
from tests.world import World, account_of, purchase

from bodemplaat.foundation.access.api import MOST_IN_A_FORM, body_limit_of
from bodemplaat.foundation.tenancy.api import CannotBeKept
from bodemplaat.foundation.tenancy.arguments import OUT_OF_REACH
from bodemplaat.surfaces.front.middleware.refusals import Refusals


class Unread(io.RawIOBase):
    """A body that fails the test when anybody reads of it."""

    def read(self, size: int = -1) -> bytes:
        raise AssertionError("the body was read")


def sends(client: Client, path: str, size: int | None, **more: Any) -> Any:
    told: dict[str, Any] = {} if size is None else {"CONTENT_LENGTH": str(size)}
    return client.generic(
        "POST",
        path,
        **(told | {"wsgi.input": Unread(), "CONTENT_TYPE": "multipart/form-data; boundary=x"} | more),
    )


@pytest.fixture
def anna(world: World) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(account_of(world.first.anna))
    return client


@pytest.mark.parametrize(
    "path", ["/account/login/", "/declaraties/nieuw/", "/balie/afschriften/", "/bestaat-niet/"]
)
def test_a_body_larger_than_the_page_takes_is_refused_unread(anna: Client, path: str) -> None:
    answer = sends(anna, path, 600_000_000)
    assert answer.status_code == 413
    assert "larger than this page takes" in answer.content.decode()
    assert answer["Connection"] == "close"


def test_the_page_for_receipts_takes_ten_large_ones_and_no_more(world: World, anna: Client) -> None:
    claim = world.draft(world.first.anna, purchase())
    path = f"/declaraties/{claim}/bewerken/bewijs/"
    answer = sends(anna, path, 120_000_000)
    assert (answer.status_code, "(106 MB)" in answer.content.decode()) == (413, True)
    with pytest.raises(AssertionError, match="the body was read"):
        sends(anna, path, 100_000_000)


@pytest.mark.parametrize("path", ["/balie/afschriften/", "/rekenmodellen/nieuw/", "/inrichting/bestanden/"])
def test_files_of_who_did_not_sign_in_are_not_read(world: World, path: str) -> None:
    takes = body_limit_of(resolve(path).func)
    assert takes > MOST_IN_A_FORM
    answer = sends(Client(), path, takes)
    assert (answer.status_code, answer["Connection"]) == (302, "close")
    assert answer["Location"].startswith("/account/login/?next=")


def test_a_body_of_unknown_size_is_refused_unread(anna: Client) -> None:
    answer = sends(anna, "/account/login/", None, HTTP_TRANSFER_ENCODING="chunked")
    assert answer.status_code == 411
    assert "did not say how large" in answer.content.decode()


def addresses(patterns: Any, before: str = "") -> list[str]:
    """Every address without parameters."""
    found = []
    for each in patterns:
        path = before + str(each.pattern)
        if isinstance(each, URLResolver):
            found += addresses(each.url_patterns, path)
        elif isinstance(each, URLPattern) and "<" not in path and "(" not in path:
            found.append("/" + path.replace("^", "").replace("$", ""))
    return found


def test_head_is_answered_as_get_on_every_page(world: World) -> None:
    """For a visitor, a payer and an administrator, through the list of addresses itself."""
    paths = addresses(get_resolver().url_patterns)
    assert len(paths) > 40
    different = []
    for who in (None, world.payer, world.first.ad):
        client = Client()
        if who is not None:
            client.force_login(account_of(who))
        for path in paths:
            if path.startswith("/account/logout"):
                continue
            got: Any = client.get(path)
            head: Any = client.head(path)
            body = b"".join(head.streaming_content) if head.streaming else head.content
            if got.status_code != head.status_code or body:
                different.append((path, got.status_code, head.status_code))
    assert different == []


@pytest.mark.parametrize("error", [DiskFull("x"), OSError(28, "No space left on device")])
def test_a_full_disk_is_told_in_words(error: Exception, db: None) -> None:
    wrapped = RuntimeError("django says so")
    wrapped.__cause__ = error
    answer = Refusals(lambda request: None).process_exception(RequestFactory().get("/"), wrapped)  # type: ignore[arg-type,return-value]
    assert answer is not None
    assert answer.status_code == 507
    assert "vol" in answer.content.decode()


def test_what_fits_no_column_is_no_matter_of_roles(db: None) -> None:
    refusal = CannotBeKept(OUT_OF_REACH)
    answer = Refusals(lambda request: None).process_exception(RequestFactory().post("/"), refusal)  # type: ignore[arg-type,return-value]
    assert answer is not None
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "langer, groter of verder weg" in text
    assert "Dit mag u niet doen" not in text
