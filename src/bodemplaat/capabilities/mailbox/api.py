"""The door of what comes in by e-mail.

``take_mail`` takes a message that the mail server delivered · ``make_mail_address`` says what comes of what is sent where ·
a clerk places what waits (``make_case_of_mail``, ``put_mail_with_case``, ``throw_mail_away``) · ``make_invoice_address`` says where suppliers mail invoices, and ``take_mail_in`` takes in one that waits · ``thread_letters`` lets what is
answered go out in the thread of a case.
"""

from bodemplaat.capabilities.mailbox.commands.addresses import (
    end_mail_address,
    make_invoice_address,
    make_mail_address,
)
from bodemplaat.capabilities.mailbox.commands.placing import (
    judge_mail,
    make_case_of_mail,
    put_mail_with_case,
    take_mail_in,
    throw_mail_away,
    unfold,
)
from bodemplaat.capabilities.mailbox.commands.taking import take_mail
from bodemplaat.capabilities.mailbox.commands.threads import thread_letters
from bodemplaat.capabilities.mailbox.errors import AddressTaken, AlreadyPlaced, AsksForMore, NotWhole
from bodemplaat.capabilities.mailbox.policies import ARRANGERS, is_mail_read
from bodemplaat.capabilities.mailbox.ports import InvoiceMail, take_invoices_with
from bodemplaat.capabilities.mailbox.queries.addresses import (
    ServiceByMail,
    address_for_invoices,
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
    "InvoiceMail",
    "MailRow",
    "MailState",
    "MailView",
    "NotWhole",
    "Reason",
    "ServiceByMail",
    "address_for_invoices",
    "customers_of",
    "end_mail_address",
    "is_mail_read",
    "judge_mail",
    "mail_addresses",
    "mail_at_desk",
    "mail_view",
    "mail_waiting",
    "make_case_of_mail",
    "make_invoice_address",
    "make_mail_address",
    "put_mail_with_case",
    "services_by_mail",
    "take_invoices_with",
    "take_mail",
    "take_mail_in",
    "thread_address",
    "thread_letters",
    "throw_mail_away",
    "unfold",
]
