"""The door of what comes in by e-mail.

``take_mail`` takes a message that the mail server delivered · ``make_mail_address`` says what comes of what is sent where ·
a clerk places what waits (``make_case_of_mail``, ``put_mail_with_case``, ``throw_mail_away``) · ``thread_letters`` lets what is
answered go out in the thread of a case.
"""

from bodemplaat.capabilities.mailbox.commands.addresses import end_mail_address, make_mail_address
from bodemplaat.capabilities.mailbox.commands.placing import (
    make_case_of_mail,
    put_mail_with_case,
    throw_mail_away,
    unfold,
)
from bodemplaat.capabilities.mailbox.commands.taking import take_mail
from bodemplaat.capabilities.mailbox.commands.threads import thread_letters
from bodemplaat.capabilities.mailbox.errors import AddressTaken, AlreadyPlaced, AsksForMore, NotWhole
from bodemplaat.capabilities.mailbox.policies import ARRANGERS, is_mail_read
from bodemplaat.capabilities.mailbox.queries.addresses import (
    ServiceByMail,
    customers_of,
    mail_addresses,
    services_by_mail,
)
from bodemplaat.capabilities.mailbox.queries.mail import mail_at_desk, mail_view, mail_waiting
from bodemplaat.capabilities.mailbox.queries.threads import thread_address
from bodemplaat.capabilities.mailbox.values import AddressView, MailRow, MailView
from bodemplaat.capabilities.mailbox.vocabulary import REASON_WORDS, STATE_WORDS, MailState, Reason

__all__ = [
    "ARRANGERS",
    "REASON_WORDS",
    "STATE_WORDS",
    "AddressTaken",
    "AddressView",
    "AlreadyPlaced",
    "AsksForMore",
    "MailRow",
    "MailState",
    "MailView",
    "NotWhole",
    "Reason",
    "ServiceByMail",
    "customers_of",
    "end_mail_address",
    "is_mail_read",
    "mail_addresses",
    "mail_at_desk",
    "mail_view",
    "mail_waiting",
    "make_case_of_mail",
    "make_mail_address",
    "put_mail_with_case",
    "services_by_mail",
    "take_mail",
    "thread_address",
    "thread_letters",
    "throw_mail_away",
    "unfold",
]
