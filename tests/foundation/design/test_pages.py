"""Whole pages: framed, in the reader's language, without anything that the content security policy would block."""

from typing import Any

import pytest
from django.test import Client
from lxml import html

PAGES = [
    ("/stijl/", 200),
    ("/stijl/?form=wrong", 200),
    ("/stijl/balie/", 200),
    ("/stijl/bevestigen/", 200),
    ("/geweigerd/", 403),
    ("/weg/", 404),
    ("/stuk/", 500),
    ("/dicht/", 503),
]


def nodes(page: html.HtmlElement, path: str) -> list[Any]:
    """What a path leads to on a page: elements, or texts of attributes."""
    reached = page.xpath(path)
    assert isinstance(reached, list)
    return reached


@pytest.fixture
def client(settings: Any) -> Client:
    settings.ROOT_URLCONF = "tests.foundation.design.urls"
    settings.CACHES = {
        name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
        for name in ("default", "pictures")
    }
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(("address", "status"), PAGES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_page_is_whole(client: Client, address: str, status: int, language: str) -> None:
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == status
    page = html.fromstring(response.content)
    assert page.get("lang") == language
    assert len(nodes(page, "//h1")) == 1
    assert nodes(page, '//main[@id="main"]')
    assert nodes(page, '//a[@href="#main"]')
    ids = nodes(page, "//@id")
    assert len(ids) == len(set(ids)), "every id once"
    assert nodes(page, '//script[contains(@src, "htmx")]'), "what says hx- would do nothing"
    assert all(nodes(page, f'//*[@id="{name}"]') for name in nodes(page, "//label/@for"))


@pytest.mark.parametrize("address", [address for address, _ in PAGES])
def test_nothing_is_inline_that_the_policy_blocks(client: Client, address: str) -> None:
    page = html.fromstring(client.get(address).content)
    assert not nodes(page, "//@style")
    assert not nodes(page, "//style")
    assert not [name for name in nodes(page, "//@*") if getattr(name, "attrname", "").startswith("on")]
    assert not nodes(page, '//script[not(@src) and not(@type="application/json")]')
    assert not [link for link in nodes(page, "//@src | //link/@href") if link.startswith(("http", "//"))]


def test_a_refusal_shows_its_reason_as_text(client: Client) -> None:
    shown = client.get("/geweigerd/").content.decode()
    assert "&lt;b&gt;U&lt;/b&gt; diende dit zelf in." in shown


def test_a_broken_page_tells_nothing_of_the_inside(client: Client) -> None:
    shown = client.get("/stuk/").content.decode()
    assert "Het ligt aan ons, niet aan u" in shown
    assert "on purpose" not in shown


def test_light_and_dark_are_chosen_without_a_script(client: Client) -> None:
    assert "data-theme" not in client.get("/weg/").content.decode()
    answer = client.post("/weergave/kleur/", {"appearance": "dark", "next": "/stijl/balie/"})
    assert answer.headers["Location"] == "/stijl/balie/"
    assert 'data-theme="dark"' in client.get("/weg/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://elders.example/", "//elders.example", "javascript:alert(1)"])
def test_choosing_colours_never_leads_to_another_site(client: Client, elsewhere: str) -> None:
    assert (
        client.post("/weergave/kleur/", {"appearance": "dark", "next": elsewhere}).headers["Location"] == "/"
    )


def test_an_unknown_appearance_is_not_kept(client: Client) -> None:
    assert not client.post("/weergave/kleur/", {"appearance": '"><script>'}).cookies
    client.cookies["appearance"] = "purple"
    assert "purple" not in client.get("/weg/").content.decode()


def test_the_language_is_chosen_without_a_script(client: Client) -> None:
    client.post("/weergave/taal/", {"language": "en", "next": "/weg/"})
    assert "This page is not there" in client.get("/weg/").content.decode()


def test_a_municipality_wears_its_theme(client: Client, settings: Any) -> None:
    settings.BODEMPLAAT_THEME = "voorbeeld"
    assert "themes/voorbeeld.css" in client.get("/weg/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/inloggen/login/", "/inloggen/password/reset/"])
def test_signing_in_has_the_same_look(client: Client, address: str) -> None:
    response = client.get(address)
    page = html.fromstring(response.content)
    assert response.status_code == 200
    assert nodes(page, '//link[contains(@href, "tokens.css")]')
    boxes = nodes(page, '//main//input[not(@type="hidden")]')
    assert boxes
    assert all(nodes(page, f'//label[@for="{box.get("id")}"]') for box in boxes)


def test_a_wrong_form_opens_with_its_summary(client: Client) -> None:
    page = html.fromstring(client.get("/stijl/?form=wrong").content)
    assert nodes(page, '//*[@class="error-summary"]//a')
    assert nodes(page, '//input[@name="amount"]')[0].get("value") == "twaalf"
