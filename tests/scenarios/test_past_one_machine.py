"""Two sites as on two machines, a job worker and one PostgreSQL behind a balancer: what one began the other goes on with,
and one that dies takes along only what it was busy with."""

import html
import itertools
import os
import re
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.balancer import Balancer, a_balancer
from tests.browser.conftest import free_port
from tests.database import ROOT, TestDatabase
from tests.mail_server import mail_server
from tests.surfaces.selfservice.pages import fields
from tests.workers import a_worker, eventually
from tests.world import World, account_of, journey, receipt

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.audit.models import AuditEntry
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.tenancy.api import Actor, entered
from bodemplaat.surfaces.cli.demo import _SITE, SITE

pytestmark = pytest.mark.crash

HOST = "declaraties.example.nl"
PASSWORD = "een lang wachtwoord voor twee machines"
AT_ONCE = 6


@dataclass
class Site:
    """A site as on a machine of its own: its process group, its port, its own folder of static files."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """End it and its workers at once, as a machine that loses its power."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)


@dataclass
class Machines:
    """Everything that runs, and where."""

    sites: tuple[Site, Site]
    balancer: Balancer

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.balancer.port}"


@pytest.fixture
def machines(committed_world: tuple[TestDatabase, World], tmp_path: Path) -> Iterator[Machines]:
    """Two sites with the settings of a real installation, the one key and the one database, and nothing else in common."""
    database, _ = committed_world
    with ExitStack() as stack:
        sites = []
        for number in (1, 2):
            environment = database.environment | {
                "DJANGO_SETTINGS_MODULE": "bodemplaat.project.settings",
                "BODEMPLAAT_SECRET_KEY": settings.SECRET_KEY,
                "BODEMPLAAT_HOSTS": HOST,
                "BODEMPLAAT_ADDRESS": f"https://{HOST}",
                "BODEMPLAAT_STATIC_ROOT": str(tmp_path / f"static-{number}"),
                "BODEMPLAAT_STATE": str(tmp_path / f"state-{number}"),
            }
            collected = [sys.executable, "-m", "django", "collectstatic", "--no-input", "--verbosity=0"]
            subprocess.run(collected, env=environment, cwd=ROOT, check=True, timeout=120)
            port = free_port()
            process = subprocess.Popen(
                [sys.executable, "-m", "granian", *_SITE, "--host", "127.0.0.1", "--port", str(port), SITE],
                env=environment,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
            site = Site(port, process)
            stack.callback(_ended, site)
            sites.append(site)
        for site in sites:
            eventually(partial(_answers, site), seconds=120)
        yield Machines((sites[0], sites[1]), stack.enter_context(a_balancer(*(site.port for site in sites))))


def _ended(site: Site) -> None:
    if site.process.poll() is None:
        site.kill()


def _answers(site: Site) -> bool:
    try:
        return somebody().get(f"{site.address}/account/login/", timeout=30).ok
    except requests.ConnectionError:
        return False


class _Browser(requests.Session):
    """Beyond the proxy that ends TLS: what the site says is to go by https only goes."""

    def prepare_request(self, request: requests.Request) -> requests.PreparedRequest:
        for cookie in self.cookies:
            cookie.secure = False
        return super().prepare_request(request)


def somebody(session: str = "") -> requests.Session:
    """A browser of which each request is a connection of its own, so each may go elsewhere."""
    browser = _Browser()
    browser.trust_env = False
    browser.headers.update(
        {
            "Host": HOST,
            "Origin": f"https://{HOST}",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "192.0.2.7",
            "Connection": "close",
        }
    )
    if session:
        browser.cookies.set("sessionid", session)
    return browser


def sent(
    browser: requests.Session, page: str, *, to: str = "", files: object = None, **typed: str
) -> requests.Response:
    """What stands on a page with something typed over it, sent as the browser does."""
    opened = browser.get(page, timeout=60)
    assert opened.status_code == 200, (page, opened.status_code)
    filled = {**fields(opened), **typed, "csrfmiddlewaretoken": token_on(opened)}
    return browser.post(to or page, filled, files=files, timeout=60, allow_redirects=False)  # type: ignore[arg-type]


def token_on(page: requests.Response) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
    assert found is not None
    return found[1]


def path(answer: requests.Response) -> str:
    """Where an answer sends the browser on to."""
    assert answer.status_code == 302, (answer.status_code, answer.text[:2000])
    return urlsplit(answer.headers["Location"]).path


def email_with_password(who: Actor) -> str:
    """The address with which somebody signs in; the password is kept as a real installation keeps it."""
    account = account_of(who)
    account.password = PBKDF2PasswordHasher().encode(PASSWORD, "zout")
    account.save()
    return str(account.email)


def test_what_is_begun_at_one_is_gone_on_with_at_the_other(
    committed_world: tuple[TestDatabase, World], machines: Machines
) -> None:
    _, world = committed_world
    one, other = (site.address for site in machines.sites)
    anna = somebody()
    here = sent(anna, f"{one}/account/login/", login=email_with_password(world.first.anna), password=PASSWORD)
    assert path(here) == "/"
    claim = path(sent(anna, f"{other}/mijn/", to=f"{other}/declaraties/nieuw/", key=uuid.uuid4().hex))
    edit = f"{machines.address}{claim}"
    assert path(sent(anna, edit, add_line="purchase", description="Scholing")) == urlsplit(edit).path
    typed = {"lines-0-description": "Vakliteratuur", "lines-0-amount": "34,20"}
    prove = path(sent(anna, edit, next="yes", **typed))
    photo = receipt("teal", (400, 600))
    files = {"lines-0-file": ("bon.jpg", photo, "image/jpeg")}
    review = path(sent(anna, f"{machines.address}{prove}", files=files, next="yes"))
    kept = path(sent(anna, f"{machines.address}{review}", submit="yes"))
    assert sum(machines.balancer.taken.values()) >= 8
    assert min(machines.balancer.taken[site.port] for site in machines.sites) >= 4, "one took everything"

    pages = [anna.get(f"{address}{kept}", timeout=60) for address in (one, other)]
    assert [page.status_code for page in pages] == [200, 200]
    assert "is ingediend" in pages[0].text, "what one site has to say is said by the next that is asked"
    assert "is ingediend" not in pages[1].text
    (proof,) = set(re.findall(rf"{kept}bewijs/[0-9a-f-]+/", pages[1].text))
    for address in (one, other):
        assert anna.get(f"{address}{proof}", timeout=60).content == photo
    previews = [anna.get(f"{address}{proof}voorbeeld/", timeout=60) for address in (one, other)]
    assert previews[0].ok
    assert previews[0].content == previews[1].content
    assert all_statics(pages[0]) == all_statics(pages[1])
    for name in all_statics(pages[0]):
        styles = [anna.get(f"{address}{name}", timeout=60) for address in (one, other)]
        assert [each.status_code for each in styles] == [200, 200], name
        assert styles[0].content == styles[1].content

    away = sent(anna, f"{one}{kept}", to=f"{one}/account/logout/")
    assert path(away).startswith("/")
    assert path(anna.get(f"{other}{kept}", timeout=60, allow_redirects=False)) == "/account/login/"


def all_statics(page: requests.Response) -> set[str]:
    """Every style, script, font and picture that a page names."""
    names = set(re.findall(r'(?:href|src)="(/static/[^"#]+)"', html.unescape(page.text)))
    assert len(names) > 3
    return names


def test_wrong_passwords_at_both_are_counted_together(
    committed_world: tuple[TestDatabase, World], machines: Machines
) -> None:
    _, world = committed_world
    email = email_with_password(world.first.bert)
    addresses = itertools.cycle(site.address for site in machines.sites)
    for _ in range(5):
        wrong = sent(somebody(), f"{next(addresses)}/account/login/", login=email, password="geraden")
        assert wrong.status_code == 200
    for address in (site.address for site in machines.sites):
        right = sent(somebody(), f"{address}/account/login/", login=email, password=PASSWORD)
        assert right.status_code == 429


@dataclass
class Handed:
    """How handing in went: what was answered, and which requests were lost with the site that was busy with them."""

    answered: Counter[int] = field(default_factory=Counter)
    lost: list[float] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, status: int) -> None:
        with self._lock:
            self.answered[status] += 1

    def lose(self) -> None:
        with self._lock:
            self.lost.append(time.monotonic())


def test_a_site_that_dies_under_load_loses_only_what_it_was_busy_with(
    committed_world: tuple[TestDatabase, World], machines: Machines
) -> None:
    """Each press is repeated by who got no answer to it, as somebody would: it was done once or not at all."""
    database, world = committed_world
    world.at = timezone.now()
    people = (world.first.anna, world.first.bert)
    drafts = [
        (who, world.draft(who, journey(str(10 + number), day=timezone.localdate(world.at))))
        for number in range(18)
        for who in people
    ]
    sessions = {who: signed_in(who) for who in people}
    doomed, alive = machines.sites
    told, died = Handed(), threading.Event()

    def hand_in(draft: tuple[Actor, uuid.UUID]) -> None:
        who, claim = draft
        browser = somebody(sessions[who])
        page = f"{machines.address}/declaraties/{claim}/bewerken/controle/"
        form: dict[str, str] | None = None
        for _ in range(3):
            try:
                if form is None:
                    opened = browser.get(page, timeout=60)
                    told.note(opened.status_code)
                    form = {**fields(opened), "csrfmiddlewaretoken": token_on(opened), "submit": "yes"}
                answer = browser.post(page, form, timeout=60, allow_redirects=False)
            except requests.ConnectionError:
                told.lose()
            else:
                told.note(answer.status_code)
                return

    def kill() -> None:
        balancer = machines.balancer
        eventually(lambda: told.answered[302] >= 8 and balancer.under_way[doomed.port] > 0)
        doomed.kill()
        died.set()

    with mail_server() as mail, a_worker(database, mail_port=mail.port):
        killer = threading.Thread(target=kill)
        killer.start()
        with ThreadPoolExecutor(AT_ONCE) as threads:
            list(threads.map(hand_in, drafts))
        killer.join(60)
        assert died.is_set()
        assert alive.process.poll() is None
        assert set(told.answered) == {200, 302}, told
        assert told.answered[302] == len(drafts)
        assert len(told.lost) <= AT_ONCE, "more were lost than it was busy with"
        assert machines.balancer.taken[alive.port] > machines.balancer.taken[doomed.port]

        whole = {"state": "in_approval", "acts": 3, "submitted": 1, "steps": ["open", "pending"]}
        assert [found(who, claim) for who, claim in drafts] == [whole] * len(drafts)
        numbers = sorted(
            claims.claim_view(actor=who, claim=claim, on=timezone.localdate()).number for who, claim in drafts
        )
        assert numbers == [
            f"{timezone.localdate(world.at).year}-{number:06d}" for number in range(1, len(drafts) + 1)
        ]
        jan = world.first.jan
        eventually(lambda: len(told_to(jan)) >= len(drafts))
        assert told_to(jan) == Counter({f"/declaraties/{claim}/": 1 for _, claim in drafts})


def told_to(who: Actor) -> Counter[str]:
    """How often somebody was told of each page."""
    return Counter(notice.path for notice in inbox_of(actor=who))


def found(who: Actor, claim: uuid.UUID) -> dict[str, object]:
    """What there is of a claim."""
    view = claims.claim_view(actor=who, claim=claim, on=timezone.localdate())
    system = Actor.system(*who.scope)
    with entered(system):
        acts = AuditEntry.records.of(system).filter(subject_id=claim).count()
    return {
        "state": view.state,
        "acts": acts,
        "submitted": [event.event for event in view.timeline].count("claim.submitted"),
        "steps": sorted(step.state for step in view.steps),
    }


def signed_in(who: Actor) -> str:
    """A session that this process began: it stands in the database, with the key that both sites have."""
    browser = Client()
    browser.force_login(account_of(who))
    return browser.cookies["sessionid"].value


@pytest.mark.parametrize(
    ("job", "variable"),
    [("mailbox.read", "BODEMPLAAT_MAIL_FOLDER"), ("invoices.read", "BODEMPLAAT_INVOICE_FOLDER")],
)
def test_a_worker_without_the_folder_leaves_it_to_the_one_that_has_it(
    fresh_database: TestDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, job: str, variable: str
) -> None:
    """A job that only one machine can do would be done there by chance, and said to be done elsewhere."""
    (tmp_path / "new").mkdir()
    read = app.configure_task(job).defer(timestamp=0)
    later = app.configure_task("outbox.tidy").defer(timestamp=0)
    monkeypatch.setenv(variable, str(tmp_path))
    monkeypatch.setenv("BODEMPLAAT_FOLDERS_HERE", "no")
    with a_worker(fresh_database):
        eventually(lambda: status_of(later) == "succeeded")
        assert status_of(read) == "todo"
        monkeypatch.setenv("BODEMPLAAT_FOLDERS_HERE", "yes")
        with a_worker(fresh_database):
            eventually(lambda: status_of(read) == "succeeded")


def status_of(job: int) -> str:
    return str(ProcrastinateJob.objects.get(id=job).status)
