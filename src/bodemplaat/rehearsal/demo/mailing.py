"""E-mail to the shared centre: one that became a case and goes on in its thread, and what waits for a clerk with its reason."""

from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Final

from django.utils import timezone

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.mailbox import api as mailbox
from bodemplaat.foundation.access.api import address_of
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.rehearsal.demo.asking import askers_of
from bodemplaat.rehearsal.demo.founding import FoundedAlliance

ADDRESS: Final = "personeel@servicecentrum.example"
SERVICE: Final = "SP01"
SUBJECT: Final = "Verlof meenemen naar volgend jaar"
_FIRST: Final = (
    "<p>Beste collega’s,</p><p>Ik ga in maart <b>twee weken</b> weg. Kan ik daarvoor verlof van dit jaar meenemen, of moet"
    " ik het voor 31 december opnemen?</p><p>Met groet</p>"
)
_QUESTION: Final = "Om hoeveel uur gaat het, en is het wettelijk verlof?"
_REPLY: Final = (
    "Het gaat om 40 uur, waarvan 16 bovenwettelijk.\n\n"
    "Op {day} schreef het servicecentrum <personeel@servicecentrum.example>:\n\n> {question}\n"
)


def mail(alliance: FoundedAlliance, *, now: datetime) -> None:
    """Make an address at which the centre is mailed to, and let some messages come before ``now``."""
    centre, first, second = alliance.provider, alliance.municipalities[0], alliance.municipalities[1]
    keeper, *_ = centre.with_role(Role.ADMINISTRATOR, Role.CONTRACT_MANAGER)
    clerk, *_ = centre.with_role(Role.SSC_CLERK)
    begun = now - timedelta(days=2)
    on = timezone.localdate(begun)
    service = next(
        id_ for id_, each in mailbox.services_by_mail(actor=keeper, on=on).items() if each.code == SERVICE
    )
    mailbox.make_mail_address(actor=keeper, address=ADDRESS, service=service, at=begun)
    asker, other = askers_of(first)[0], askers_of(second)[0]
    _come(asker, ADDRESS, SUBJECT, "", begun, html=_FIRST)
    case = next(each for each in cases.my_cases(actor=asker, at=now) if each.subject == SUBJECT)
    cases.ask_requester(actor=clerk, case=case.id, question=_QUESTION, at=begun + timedelta(hours=3))
    thread = mailbox.thread_address(actor=clerk, case=case.id)
    reply = _REPLY.format(day=f"{on:%d-%m-%Y}", question=_QUESTION)
    subject = f"Re: {SUBJECT} [{case.number}]"
    _come(asker, thread, subject, reply, begun + timedelta(hours=5))
    forwarded = "Dit kreeg ik doorgestuurd. Geldt dit ook voor mij?"
    _come(other, thread, f"Fwd: {subject}", forwarded, now - timedelta(hours=20))
    private = "Ik mail even vanaf huis: kunt u mijn werkgeversverklaring opnieuw sturen?"
    _come(
        "marieke.thuis@post.example", ADDRESS, "Verklaring nog niet binnen", private, now - timedelta(hours=6)
    )
    away = "Ik ben afwezig tot en met maandag."
    _come(asker, ADDRESS, "Afwezig", away, now - timedelta(hours=4), automatic=True)


def _come(
    sender: Actor | str,
    to: str,
    subject: str,
    text: str,
    at: datetime,
    *,
    html: str = "",
    automatic: bool = False,
) -> None:
    message = EmailMessage()
    message["From"] = sender if isinstance(sender, str) else address_of(actor=sender, person=sender.person)
    message["To"], message["Subject"] = to, subject
    message["Message-ID"] = f"<demo.{at.timestamp():.0f}@post.example>"
    if automatic:
        message["Auto-Submitted"] = "auto-replied"
    if html:
        message.set_content(html, subtype="html")
    else:
        message.set_content(text)
    mailbox.take_mail(content=message.as_bytes(), came_at=at, at=at)
