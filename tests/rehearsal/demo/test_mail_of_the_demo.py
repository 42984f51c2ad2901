"""The e-mail of the demo: a case that came by it and went on in its thread, and what waits for a clerk."""

from datetime import timedelta

import time_machine
from django.utils import timezone
from tests.world import MONDAY

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.mailbox import api as mailbox
from bodemplaat.capabilities.mailbox.api import MailState, Reason
from bodemplaat.foundation.tenancy.api import Role
from bodemplaat.rehearsal.demo.asking import askers_of
from bodemplaat.rehearsal.demo.cast import ALLIANCES
from bodemplaat.rehearsal.demo.founding import found
from bodemplaat.rehearsal.demo.mailing import mail
from bodemplaat.rehearsal.demo.offering import offer_services


def test_some_messages_came_in(db: None) -> None:
    with time_machine.travel(MONDAY, tick=False):
        now = timezone.now()
        alliance = found(ALLIANCES[0], at=now - timedelta(days=30))
        offer_services(alliance, at=now - timedelta(days=30))
        mail(alliance, now=now)
        asker, clerk = (
            askers_of(alliance.municipalities[0])[0],
            alliance.provider.with_role(Role.SSC_CLERK)[0],
        )
        (row,) = cases.my_cases(actor=asker, at=now)
        view = cases.case_view(actor=asker, case=row.id, at=now)
        assert view.channel is cases.Channel.EMAIL
        assert view.state is cases.CaseState.IN_PROGRESS
        message = next(each for each in view.timeline if each.act is cases.CaseAct.MESSAGE)
        assert "quoted_from" in message.details
        apart = mailbox.mail_at_desk(actor=clerk)
        reasons = {each.reason for rows in apart.values() for each in rows}
        assert reasons == {Reason.OTHER_SENDER, Reason.UNKNOWN_SENDER, Reason.AUTOMATIC}
        assert len(apart[MailState.WAITING]) == 2
