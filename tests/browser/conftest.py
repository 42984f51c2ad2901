"""A real chromium on the real site: two granian workers on a database of the test's own."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.database import TestDatabase
from tests.world import World

CHROMIUM = os.environ.get("BODEMPLAAT_CHROMIUM") or shutil.which("chromium")
PICTURES = os.environ.get("BODEMPLAAT_PICTURES")
"""A folder for a picture of each page, for anyone who wants to look at them."""
ON_A_PHONE_AND_AT_A_DESK = pytest.mark.parametrize(
    ("language", "width", "height"), [("nl", 390, 844), ("en", 1280, 900)]
)
WAITS = 20_000
"""Milliseconds for what a page is to show, whoever waits for it: a click, a look, what is expected."""
CUT_FIGURES = """() => [...document.querySelectorAll(".table.is-cards .is-figure")]
  .filter((cell) => cell.clientWidth && cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.innerText)"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def site_settings() -> str:
    """The settings that the site runs with: the demo's, unless a module says otherwise."""
    return "bodemplaat.project.settings_demo"


@pytest.fixture
def site_environment() -> Mapping[str, str]:
    """What the site is told beside its settings: nothing, unless a module says otherwise."""
    return {}


@pytest.fixture
def site(
    committed_world: tuple[TestDatabase, World], site_settings: str, site_environment: Mapping[str, str]
) -> Iterator[str]:
    """The address of the site; it works on the database of ``committed_world``, where the test works too."""
    database, _ = committed_world
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {
        **database.environment,
        "DJANGO_SETTINGS_MODULE": site_settings,
        "BODEMPLAAT_ADDRESS": address,
        **site_environment,
    }
    command = [
        *(
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--workers",
            "1",
            "--blocking-threads",
            "4",
        ),
        *(
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "--log-level",
            "warning",
            "bodemplaat.project.wsgi:application",
        ),
    ]
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL)
    try:
        _await(port)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def _await(port: int) -> None:
    for _ in range(300):
        with suppress(OSError):
            http.client.HTTPConnection("127.0.0.1", port, timeout=30).request(
                "GET", "/static/bodemplaat/base.css"
            )
            return
        time.sleep(0.1)
    raise RuntimeError("the site did not start")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for the tests of a module; skips, saying why, where there is none.

    Playwright keeps an event loop in this thread as long as it runs, and Django's safeguard against that is for servers: both
    end with the module, so that no other test meets them.
    """
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: apt-get install chromium, or set BODEMPLAAT_CHROMIUM")
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        expect.set_options(timeout=WAITS)
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[*quiet, "--disable-background-networking", "--disable-component-update"],
        )
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Somebody at a screen: signs in, reads, and has each page scanned by axe."""

    page: Page
    site: str
    scanned: list[str]

    def sign_in(self, email: str) -> None:
        """As the demo does: one click on one's name."""
        self.page.goto(f"{self.site}/demo/")
        self.page.locator(f"form:has(input[value='{email}']) button").click()
        self.page.wait_for_load_state()

    def goto(self, path: str) -> None:
        """Open a page of the site and scan it."""
        answer = self.page.goto(f"{self.site}{path}")
        assert answer is not None
        assert answer.status == 200, f"{path} answered {answer.status}"
        self.scan()

    def scan(self) -> None:
        """No violations of WCAG 2.2 A and AA on the page as it stands, once it is there whole.

        A click returns when the next page begins, and for a moment that has not even a root.
        """
        self.page.wait_for_load_state()
        found = Axe().run(
            self.page, options={"runOnly": RULES, "resultTypes": ["violations"], "preload": False}
        )
        said = [
            f"{rule['id']}: {rule['help']} {[node['target'] for node in rule['nodes']][:3]}"
            for rule in found.response["violations"]
        ]
        assert said == [], f"{self.page.url}: {said}"
        width = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert width <= 0, f"{self.page.url} is {width} px wider than the screen"
        cut = self.page.evaluate(CUT_FIGURES)
        assert cut == [], f"{self.page.url}: figures are wider than their place: {cut}"
        self.scanned.append(self.page.url.removeprefix(self.site))

    def keep(self, name: str) -> None:
        """A picture of the page, where a folder for them is named."""
        if PICTURES:
            self.page.wait_for_load_state()
            self.page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)

    def pictured(self, name: str) -> None:
        """Scan the page as it stands and keep its picture."""
        self.scan()
        self.keep(name)


@pytest.fixture
def visitor(chromium: Browser, site: str) -> Iterator[Callable[[str, int, int], Visitor]]:
    """Make a visitor with a language and a screen. The content policy is set aside only for axe's own script."""
    contexts = []

    def make(language: str, width: int, height: int) -> Visitor:
        context = chromium.new_context(
            locale=language,
            viewport={"width": width, "height": height},
            has_touch=width < 700,
            bypass_csp=True,
            accept_downloads=True,
        )
        context.set_default_timeout(WAITS)
        contexts.append(context)
        return Visitor(context.new_page(), site, [])

    yield make
    for context in contexts:
        context.close()
