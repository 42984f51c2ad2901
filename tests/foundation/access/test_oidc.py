"""Signing in through one's organisation: our site and a real identity provider, each a process of its own."""

import html
import http.client
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from tests.conftest import Founded
from tests.database import ROOT, TestServer, pointed_at
from tests.world import World

from bodemplaat.foundation.access.models import PersonalAccount, User
from bodemplaat.foundation.tenancy.api import Actor, entered

pytestmark = pytest.mark.xdist_group("oidc")

PASSWORD = secrets.token_urlsafe()
CLIENT, SECRET = "bodemplaat", secrets.token_urlsafe()
LOGIN = "/account/oidc/organisatie/login/"


@dataclass(frozen=True)
class Sites:
    """Two sites, and per name at the provider: whose account it should open (``None``: nobody's), and the address."""

    ours: str
    provider: str
    accounts: Mapping[str, int | None]
    addresses: Mapping[str, str]


@pytest.fixture(scope="module")
def sites(
    test_server: TestServer, founded: Founded, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[Sites]:
    """Both sites, and a world of people, for all tests of this file."""
    ports = [_free_port() for _ in range(2)]
    ours, provider = (f"http://127.0.0.1:{port}" for port in ports)
    database = test_server.clone(of=founded.database)
    with ExitStack() as ends:
        ends.callback(test_server.drop, database)
        ends.enter_context(django_db_blocker.unblock())
        ends.enter_context(pointed_at(database.url))
        accounts = _accounts(founded.one)
        people = _people(accounts)
        told = {
            "database": str(tmp_path_factory.mktemp("provider") / "provider.sqlite3"),
            "client": {"id": CLIENT, "secret": SECRET, "callback": f"{ours}{LOGIN}callback/"},
            "people": people,
        }
        here = {**os.environ, "NO_PROXY": "127.0.0.1", "PROVIDER_TOLD": json.dumps(told)}
        ends.enter_context(_process(ports[1], ["tests.foundation.access.provider", str(ports[1])], here))
        environment = {
            **database.environment,
            "NO_PROXY": "127.0.0.1",
            "DJANGO_SETTINGS_MODULE": "bodemplaat.project.settings_demo",
            "BODEMPLAAT_ADDRESS": ours,
            "BODEMPLAAT_OIDC_CLIENT_ID": CLIENT,
            "BODEMPLAAT_OIDC_SECRET": SECRET,
            "BODEMPLAAT_OIDC_SERVER": provider,
            "BODEMPLAAT_OIDC_NAME": "Gemeente Nederlek",
            "BODEMPLAAT_OIDC_ORGANISATIONS": f"Amstel, Gooi en Vecht; {founded.one.first.ad.organisation_name}",
        }
        site = f"127.0.0.1:{ports[0]}"
        ends.enter_context(
            _process(ports[0], ["django", "runserver", site, "--noreload", "--skip-checks"], environment)
        )
        yield Sites(ours, provider, accounts, {name: told["email"] for name, told in people.items()})


def _accounts(world: World) -> dict[str, int | None]:
    somebody = world.first
    return {
        "anna": somebody.anna.user_id,
        "jan": somebody.jan.user_id,
        "piet": somebody.piet.user_id,
        "bert": somebody.bert.user_id,
        "carla": somebody.carla.user_id,
        "ad": somebody.ad.user_id,
        "neighbour": world.second.ad.user_id,
        "onbekend": None,
    }


def _people(accounts: Mapping[str, int | None]) -> dict[str, dict[str, Any]]:
    """What the provider knows of them, and says."""
    people: dict[str, dict[str, Any]] = {}
    for name, pk in accounts.items():
        email = User.objects.get(pk=pk).email if pk else f"{name}@example.nl"
        people[name] = {"email": email, "password": PASSWORD, "verified": name != "bert"}
    people["carla"]["odd"] = {"userinfo": {"email_verified": "false"}}
    people["ad"]["odd"] = {"userinfo": {"sub": "iemand anders"}}
    return people


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _process(port: int, module: list[str], environment: Mapping[str, str]) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, "-m", *module],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        _await(port, process)
        yield
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _await(port: int, process: subprocess.Popen[str]) -> None:
    for _ in range(1800):
        if process.poll() is not None:
            pytest.fail(f"a site did not start:\n{process.communicate()[1][-3000:]}", pytrace=False)
        with suppress(OSError):
            http.client.HTTPConnection("127.0.0.1", port, timeout=30).request("GET", "/")
            return
        time.sleep(0.1)
    pytest.fail("a site did not answer in three minutes", pytrace=False)


@dataclass
class Browser:
    """Somebody with a browser, who reads English, and follows what the two sites tell it."""

    sites: Sites
    session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self.session.trust_env = False
        self.session.headers["Accept-Language"] = "en"

    def asks(self) -> str:
        """Press the button of the organisation; answers where at the provider that leads."""
        answer = self.session.get(f"{self.sites.ours}{LOGIN}", allow_redirects=False)
        assert answer.status_code == 302, answer.text[:2000]
        return answer.headers["Location"]

    def proves(self, name: str, where: str) -> str:
        """Sign in at the provider and consent; answers the address that leads back to our site."""
        page = self.session.get(where)
        assert page.url.startswith(f"{self.sites.provider}/accounts/login/")
        page = self._fills_in(page, {"login": name, "password": PASSWORD})
        consented = self._fills_in(page, {"action": "grant", "scopes": ["openid", "profile", "email"]})
        assert consented.status_code == 302, consented.text[:2000]
        assert consented.headers["Location"].startswith(f"{self.sites.ours}{LOGIN}callback/")
        return consented.headers["Location"]

    def comes_back(self, callback: str) -> requests.Response:
        """Follow the way back; answers the page that our site ends on."""
        return self.session.get(callback)

    def signs_in_as(self, name: str) -> requests.Response:
        """The whole way round; answers the page that our site ends on."""
        return self.comes_back(self.proves(name, self.asks()))

    @property
    def who(self) -> str | None:
        """By whose address our site knows who is in; ``None`` for a visitor."""
        page = self.session.get(f"{self.sites.ours}/mijn/", allow_redirects=False)
        if page.status_code == 302:
            return None
        assert page.status_code == 200
        names = {User.objects.get(pk=pk).name: name for name, pk in self.sites.accounts.items() if pk}
        return next(name for shown, name in names.items() if shown in html.unescape(page.text))

    def _fills_in(self, page: requests.Response, given: Mapping[str, Any]) -> requests.Response:
        """Post a page's form with what it hides, until the next page or the way to another site."""
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
        data = {key: html.unescape(value) for key, value in hidden.items()} | dict(given)
        answer = self.session.post(page.url, data=data, headers={"Referer": page.url}, allow_redirects=False)
        while answer.headers.get("Location", "").startswith("/"):
            answer = self.session.get(
                f"{self.sites.provider}{answer.headers['Location']}", allow_redirects=False
            )
        return answer


@pytest.fixture
def browser(sites: Sites) -> Browser:
    """A browser that has been nowhere; and nobody came in this way before."""
    SocialAccount.objects.all().delete()
    return Browser(sites)


def tied(name: str, sites: Sites) -> int:
    """How many identities at the provider are tied to an account."""
    count: int = SocialAccount.objects.filter(user_id=sites.accounts[name]).count()
    return count


@contextmanager
def account_with(name: str, sites: Sites, **fields: Any) -> Iterator[None]:
    """Somebody's account at our site with other particulars, for as long as it lasts."""
    account = sites.accounts[name]
    assert account is not None
    rows = User.objects.filter(pk=account)
    before = rows.values(*fields).get()
    rows.update(**fields)
    try:
        yield
    finally:
        rows.update(**before)


@contextmanager
def works_also_as(who: Actor, account: int | None) -> Iterator[None]:
    """Somebody's account is that of a person elsewhere as well, for as long as it lasts."""
    system = Actor.system(who.organisation_id)
    with entered(system):
        rows = PersonalAccount.records.of(system).filter(person_id=who.person)
        rows.update(user_id=account)
    try:
        yield
    finally:
        with entered(system):
            rows.update(user_id=who.user_id)


def test_a_verified_address_opens_the_account_that_has_it(browser: Browser, sites: Sites) -> None:
    before = browser.who
    assert before is None
    browser.signs_in_as("anna")
    assert browser.who == "anna"
    assert tied("anna", sites) == 1


def test_the_button_is_on_the_page_and_leads_there_without_a_form(browser: Browser, sites: Sites) -> None:
    """A form that ends at another site is stopped by browsers under our policy ``form-action 'self'``."""
    page = browser.session.get(f"{sites.ours}/account/login/")
    assert "form-action 'self'" in page.headers["Content-Security-Policy"]
    found = re.search(r'<a class="button" href="([^"]*)">.*?<span>Gemeente Nederlek</span>', page.text, re.S)
    assert found
    answer = browser.session.get(f"{sites.ours}{html.unescape(found[1])}", allow_redirects=False)
    assert answer.headers["Location"].startswith(f"{sites.provider}/identity/o/authorize")


def test_the_question_is_asked_with_a_state_and_a_challenge(browser: Browser) -> None:
    first, second = (parse_qs(urlsplit(browser.asks()).query) for _ in range(2))
    assert first["response_type"] == ["code"]
    assert first["code_challenge_method"] == ["S256"]
    assert first["state"] != second["state"]
    assert first["code_challenge"] != second["code_challenge"]


def test_capitals_in_an_address_make_no_difference(browser: Browser, sites: Sites) -> None:
    with account_with("jan", sites, email=sites.addresses["jan"].upper()):
        browser.signs_in_as("jan")
        assert browser.who == "jan"


def test_who_came_in_before_is_known_by_subject_when_the_address_changed(
    browser: Browser, sites: Sites
) -> None:
    browser.signs_in_as("jan")
    with account_with("jan", sites, email="j.nieuw@example.nl"):
        again = Browser(sites)
        again.signs_in_as("jan")
        assert again.who == "jan"
        assert tied("jan", sites) == 1


def test_who_has_no_account_is_told_whom_to_ask_and_gets_none(browser: Browser) -> None:
    before = User.objects.count()
    page = browser.signs_in_as("onbekend")
    assert "you have no account here yet. Ask your administrator to make one." in page.text
    assert browser.who is None
    assert User.objects.count() == before
    assert not SocialAccount.objects.filter(extra_data__userinfo__email="onbekend@example.nl").exists()


def test_the_provider_of_one_organisation_opens_no_account_of_another(browser: Browser, sites: Sites) -> None:
    """Whoever manages a provider can verify any address there, also that of another's administrator."""
    page = browser.signs_in_as("neighbour")
    assert "is not for all organisations that you work for" in page.text
    assert browser.who is None
    assert tied("neighbour", sites) == 0


def test_who_comes_to_work_for_another_as_well_no_longer_comes_in_that_way(
    browser: Browser, sites: Sites, founded: Founded
) -> None:
    browser.signs_in_as("jan")
    assert browser.who == "jan"
    with works_also_as(founded.one.second.jan, sites.accounts["jan"]):
        again = Browser(sites)
        page = again.signs_in_as("jan")
        assert "is not for all organisations that you work for" in page.text
        assert again.who is None


@pytest.mark.parametrize("name", ["bert", "carla"])
def test_an_address_that_the_provider_did_not_verify_opens_nothing(
    name: str, browser: Browser, sites: Sites
) -> None:
    """Also where the provider says so in text ("false"), against the standard."""
    page = browser.signs_in_as(name)
    assert "does not say that it verified your e-mail address" in page.text
    assert browser.who is None
    assert tied(name, sites) == 0


def test_userinfo_of_somebody_else_opens_nothing(browser: Browser, sites: Sites) -> None:
    """OpenID Connect Core 1.0, 5.3.2: it may not be used."""
    page = browser.signs_in_as("ad")
    assert page.status_code == 401
    assert browser.who is None
    assert tied("ad", sites) == 0


@pytest.mark.parametrize("been_here", [False, True])
def test_a_closed_account_stays_closed(been_here: bool, browser: Browser, sites: Sites) -> None:
    if been_here:
        browser.signs_in_as("piet")
        assert browser.who == "piet"
    with account_with("piet", sites, is_active=False):
        again = Browser(sites)
        page = again.signs_in_as("piet")
        assert page.url == f"{sites.ours}/account/inactive/"
        assert again.who is None
        assert tied("piet", sites) == been_here


def test_who_turned_on_a_second_step_is_asked_for_it_here_too(browser: Browser, sites: Sites) -> None:
    step = Authenticator.objects.create(
        user_id=sites.accounts["anna"], type=Authenticator.Type.TOTP, data={"secret": "versleuteld"}
    )
    try:
        page = browser.signs_in_as("anna")
        assert page.url == f"{sites.ours}/account/2fa/authenticate/"
        assert browser.who is None
    finally:
        step.delete()


def test_an_answer_with_another_state_is_refused(browser: Browser) -> None:
    callback = browser.proves("anna", browser.asks())
    forged = _with(callback, state="0" * 16)
    assert browser.comes_back(forged).status_code == 401
    assert browser.who is None


def test_an_answer_to_a_question_of_another_browser_is_refused(browser: Browser, sites: Sites) -> None:
    """Else somebody could be signed in, unknowing, to the account of who sent the link."""
    callback = browser.proves("anna", browser.asks())
    victim = Browser(sites)
    assert victim.comes_back(callback).status_code == 401
    assert victim.who is None


def test_a_stolen_code_is_worth_nothing_in_another_sign_in(browser: Browser, sites: Sites) -> None:
    """The code answers the challenge of the sign-in it was given for (PKCE, RFC 7636)."""
    stolen = parse_qs(urlsplit(browser.proves("anna", browser.asks())).query)["code"][0]
    thief = Browser(sites)
    own = thief.proves("jan", thief.asks())
    assert thief.comes_back(_with(own, code=stolen)).status_code == 401
    assert thief.who is None


def test_an_answer_is_good_once(browser: Browser, sites: Sites) -> None:
    callback = browser.proves("anna", browser.asks())
    browser.comes_back(callback)
    assert browser.who == "anna"
    browser.session.cookies.clear()
    assert browser.comes_back(callback).status_code == 401
    assert browser.who is None


def _with(address: str, **changes: str) -> str:
    parts = urlsplit(address)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()} | changes
    return parts._replace(query=urlencode(query)).geturl()
