"""The settings of a real installation: cookies, https, headers, and no demo."""

import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from typing import Any

import pytest
from django.core.management import get_commands
from django.test import Client
from tests.database import ROOT

from bodemplaat.surfaces.front.middleware.headers import POLICY

pytestmark = pytest.mark.xdist_group("a real installation")  # one process tells for all

ASKED = (
    "SESSION_COOKIE_SECURE",
    "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_SAMESITE",
    "CSRF_COOKIE_SECURE",
    "CSRF_COOKIE_HTTPONLY",
    "LANGUAGE_COOKIE_SECURE",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_REFERRER_POLICY",
    "X_FRAME_OPTIONS",
    "DEBUG",
    "DEMO",
)
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "bodemplaat.project.settings",
    "BODEMPLAAT_SECRET_KEY": "Zw3-kYp7Qm_Vd9Ls.Tx5Rb8Nc!Hf4Gj6Ka2Ue0Wi$Oo%Pq&Sr*Xt",
    "BODEMPLAAT_HOSTS": "declaraties.example.nl",
    "BODEMPLAAT_ADDRESS": "https://declaraties.example.nl",
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
}
ASKS = f"""
import contextlib, io, json
import django
django.setup()
from django.conf import settings
from django.core.management import call_command, get_commands
from django.test import Client
from django.urls import get_resolver
said = io.StringIO()
with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("check", deploy=True, databases=[])
plain = Client().get("/account/login/", headers={{"host": "declaraties.example.nl"}})
demo = Client().get("/demo/", secure=True, headers={{"host": "declaraties.example.nl"}})
styles = Client().get("/stijl/", secure=True, headers={{"host": "declaraties.example.nl"}})
print(json.dumps({{
    "settings": {{name: getattr(settings, name) for name in {ASKED!r}}},
    "check": said.getvalue(),
    "plain": [plain.status_code, plain["Location"]],
    "demo": [demo.status_code, dict(demo.headers)],
    "styles": styles.status_code,
    "commands": sorted(get_commands()),
}}))
"""


@cache
def production() -> dict[str, Any]:
    """What a process with the settings of a real installation says of itself."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BODEMPLAAT_")}
    with tempfile.TemporaryDirectory() as static:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", ASKS],
            env=kept | PRODUCTION | {"BODEMPLAAT_STATIC_ROOT": static},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_cookies_travel_by_https_and_no_script_reads_them() -> None:
    told = production()["settings"]
    assert told == {
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SECURE": True,
        "CSRF_COOKIE_HTTPONLY": True,
        "LANGUAGE_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 365 * 24 * 3600,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_REFERRER_POLICY": "same-origin",
        "X_FRAME_OPTIONS": "DENY",
        "DEBUG": False,
        "DEMO": False,
    }


def test_the_deployment_check_finds_nothing_but_what_is_chosen() -> None:
    """W021: HSTS preload is for the owner of the whole domain to ask, not for one site below it."""
    codes = {word.strip("?:()") for word in production()["check"].split() if "security.W" in word}
    assert codes == {"security.W021"}


def test_http_is_sent_on_to_https() -> None:
    assert production()["plain"] == [301, "https://declaraties.example.nl/account/login/"]


def test_the_demo_and_the_style_guide_are_not_there() -> None:
    status, headers = production()["demo"]
    assert (status, production()["styles"]) == (404, 404)
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert headers["Content-Security-Policy"] == POLICY
    assert (headers["X-Content-Type-Options"], headers["X-Frame-Options"]) == ("nosniff", "DENY")
    assert headers["Cache-Control"] == "no-store"


def test_the_rehearsal_is_not_loaded() -> None:
    """No demo or replay can be loaded into a real installation; what its manager needs is there."""
    commands = set(production()["commands"])
    assert commands.isdisjoint({"load_demo", "check_demo", "replay"})
    assert {"work", "set_claim_ceiling"} <= commands
    assert {"load_demo", "check_demo", "replay"} <= set(get_commands())


def test_without_a_secret_key_nothing_starts() -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BODEMPLAAT_")}
    done = subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"],
        env=kept | {"DJANGO_SETTINGS_MODULE": "bodemplaat.project.settings"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "Set BODEMPLAAT_SECRET_KEY" in done.stderr


def test_policy_allows_nothing_inline_and_nobody_else() -> None:
    assert "unsafe" not in POLICY
    assert {"object-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"} <= set(POLICY.split("; "))


def test_the_demo_page_follows_the_setting(db: None, client: Client, settings: Any) -> None:
    assert client.get("/demo/").status_code == 200
    settings.DEMO = False
    for answer in (client.get("/demo/"), client.post("/demo/", {"email": "iemand@example.nl"})):
        assert answer.status_code == 404


@pytest.mark.parametrize("path", ["/", "/account/login/", "/bestaat-niet/", "/demo/"])
def test_every_answer_has_the_policy(db: None, client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer["Content-Security-Policy"] == POLICY
    assert answer["X-Content-Type-Options"] == "nosniff"
