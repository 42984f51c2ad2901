"""What happens to people is played, well and badly, and every line that is logged is read: nobody is in it."""

import logging
import logging.config
import re
from collections.abc import Iterator
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import IntegrityError, OperationalError
from django.test import Client
from tests.scenarios.paying import paid, sent_back
from tests.world import IBANS, TODAY, World, account_of, purchase

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.foundation.documents.api import UnusableFile
from bodemplaat.foundation.notices.models import Notice
from bodemplaat.foundation.notices.tasks import mail as mail_notice
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.privacy import api as privacy
from bodemplaat.foundation.retention import api as retention
from bodemplaat.foundation.tenancy.api import Actor, entered

PEOPLE = (
    "Jansen",
    "Hendriks",
    "de Vries",
    "de Boer",
    "Dekker",
    "van Dijk",
    "Bakker",
    "Yilmaz",
    "Smit",
    "Mulder",
)
NOBODY = re.compile(rf"{'|'.join(PEOPLE)}|@|\b[A-Z]{{2}}\d{{2}}[A-Z]{{4}}\d{{6,}}|Kerkstraat|Vakliteratuur")


class Kept(logging.Handler):
    """Every line, as the real installation writes it, whatever its level."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        formatters: Any = settings.LOGGING["formatters"]
        configuration = formatters["line"]
        made = logging.config.DictConfigurator({"version": 1}).configure_formatter(dict(configuration))
        self.setFormatter(made)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line; statements with their values are logged by Django only while it is being debugged."""
        if record.name != "django.db.backends":
            self.lines.append(self.format(record))


@pytest.fixture
def kept() -> Iterator[Kept]:
    """What is logged during the test."""
    handler, root = Kept(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler
    root.setLevel(level)
    root.removeHandler(handler)


def signed_in(who: Actor) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(account_of(who))
    return client


def journeys(world: World) -> None:
    """A claim that is paid and comes back, wrong passwords, one's own data, a night of keeping, pages of every role."""
    anna = world.first.anna
    world.approved(anna)
    deliver_waiting(world.first.id)
    file = paid(world)
    sent_back(world, file)
    deliver_waiting(world.first.id)
    returned = world.submitted(anna)
    claims.return_claim(actor=world.first.jan, claim=returned, question="Was dit Kerkstraat 1?", at=world.at)
    request = privacy.ask_own_data(actor=anna, language="nl", at=world.at)
    privacy.make_own_file(actor=Actor.system(world.first.id), request=request, at=world.at)
    retention.keep_up(world.first.id, world.at)
    email = account_of(anna).email
    for password in ("een verkeerd wachtwoord", "een lang wachtwoord"):
        Client().post("/account/login/", {"login": email, "password": password})
    for who in (anna, world.first.jan, world.first.carla, world.first.ad, world.clerk, world.payer):
        client = signed_in(who)
        for place in (
            "/",
            "/mijn/",
            "/declaraties/",
            "/bestuur/mensen/?q=Jansen",
            "/balie/",
            "/bestuur/spoor/",
        ):
            client.get(place)
    client = signed_in(anna)
    client.get("/mensen/Anna Jansen/Kerkstraat 1/")
    client.get(f"/declaraties/{returned}/?naam=Jansen")
    client.post("/mijn/gegevens/", {"text": "Ik heet Jansen"}, headers={"origin": "https://elders.example"})


def test_no_line_of_a_journey_names_anybody(world: World, kept: Kept) -> None:
    journeys(world)
    assert any("django.request" in line for line in kept.lines), "nothing was logged at all"
    assert [line for line in kept.lines if NOBODY.search(line)] == []


def test_what_breaks_is_told_by_its_place_and_kind_and_quotes_nobody(
    world: World, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = world.first.anna.person_name

    def breaks(**_: object) -> None:
        try:
            int(name)
        except ValueError as error:
            raise IntegrityError(f"Key (iban)=({IBANS[1]}) of {name} already exists") from error

    monkeypatch.setattr("bodemplaat.surfaces.selfservice.overview.my_claims", breaks)
    assert signed_in(world.first.anna).get("/declaraties/").status_code == 500
    (line,) = (line for line in kept.lines if "Traceback" in line or "IntegrityError" in line)
    assert "test_logs_hold_no_personal_data.py" in line
    assert "builtins.ValueError" in line
    assert "declaraties/" in line, "the pattern of the address"
    assert not NOBODY.search(line), line


def test_a_mail_server_that_refuses_somebody_leaves_no_address(
    world: World, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.submitted(world.first.anna)
    deliver_waiting(world.first.id)
    system = Actor.system(world.first.id)
    with entered(system):
        notice = Notice.records.of(system).filter(mailed_at=None).first()
    assert notice is not None

    def refuses(self: mail.EmailMessage, **_: Any) -> int:
        raise SMTPRecipientsRefused(dict.fromkeys(self.to, (550, b"no such user")))

    monkeypatch.setattr(mail.EmailMessage, "send", refuses)
    try:
        mail_notice(str(world.first.id), str(notice.id))
    except SMTPRecipientsRefused:
        logging.getLogger("procrastinate.worker").exception("Job notices.mail failed")  # as the worker does
    (line,) = (line for line in kept.lines if "notices.mail failed" in line)
    assert "smtplib.SMTPRecipientsRefused" in line
    assert not NOBODY.search(line), line


def test_an_operator_still_reads_that_the_database_is_away(kept: Kept) -> None:
    try:
        raise OperationalError("connection to server at 127.0.0.1, port 5432 failed")
    except OperationalError:
        logging.getLogger("bodemplaat.worker").exception("no work was done")
    assert "port 5432 failed" in kept.lines[-1]


def test_a_file_that_cannot_be_read_is_told_without_its_name(world: World, kept: Kept) -> None:
    claim = world.draft(world.first.anna, purchase(day=TODAY))
    with pytest.raises(UnusableFile):
        claims.attach_evidence(
            actor=world.first.anna,
            claim=claim,
            position=0,
            name="bon van Jansen.pdf",
            content=b"%PDF-1.4 broken",
            at=world.at,
        )
    with pytest.raises(payments.UnusableStatement):
        payments.upload_statement(
            actor=world.payer, name="Jansen.xml", content=b"<Document>Jansen</Document>", at=world.at
        )
    assert [line for line in kept.lines if NOBODY.search(line)] == []
