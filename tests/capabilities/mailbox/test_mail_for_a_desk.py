"""What comes in by e-mail: a case, a message about one, or kept apart with the reason; and nothing twice."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.capabilities.cases.desk import asked, controller_of, published, seen
from tests.capabilities.mailbox.letters import BASE, DESK, advice, email_of, letter, taken
from tests.world import MONDAY, World, receipt

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.mailbox import api as mailbox
from bodemplaat.capabilities.mailbox.api import MailState, Reason
from bodemplaat.capabilities.mailbox.models import Mail, Thread
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, entered

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def reading(settings: object) -> None:
    settings.MAIL_FOLDER, settings.MAIL_ADDRESS = "/nergens", BASE  # type: ignore[attr-defined]


@pytest.fixture
def service(world: World) -> UUID:
    return advice(world)


def cases_of(who: Actor) -> list[cases.CaseView]:
    return [seen(who, row.id) for row in cases.my_cases(actor=who, at=MONDAY)]


def apart(world: World) -> list[mailbox.MailRow]:
    rows = mailbox.mail_at_desk(actor=world.clerk)
    return [*rows[MailState.WAITING], *rows[MailState.REFUSED]]


def only(world: World) -> mailbox.MailView:
    (row,) = apart(world)
    return mailbox.mail_view(actor=world.clerk, mail=row.id)


def thread(world: World) -> Thread:
    with entered(world.system):
        return Thread.records.of(world.system).get()


def token_address(world: World) -> str:
    return BASE.replace("@", f"+{thread(world).token}@")


def test_a_message_becomes_a_case_of_whoever_signs_in_with_its_address(world: World, service: UUID) -> None:
    anna = world.first.anna
    made = letter(email_of(anna).upper(), "Hoeveel verlof?\n\nGroet")
    made.add_attachment(receipt(), maintype="image", subtype="jpeg", filename="strook.jpg")
    made.add_attachment(b"PK..", maintype="application", subtype="vnd.ms-excel", filename="uren.xlsx")
    assert taken(made, MONDAY + HOUR, came_at=MONDAY)
    (case,) = cases_of(anna)
    assert case.channel is cases.Channel.EMAIL
    assert (case.subject, case.received_at) == ("Vraag over verlof", MONDAY)
    assert case.question.startswith(
        "Hoeveel verlof?\n\nGroet\n\nVan deze e-mail niet bewaard:\n- “uren.xlsx” opent niet"
    )
    assert [each.name for each in case.documents] == ["strook.jpg"]
    assert case.timeline[0].person_name == anna.person_name
    assert case.provider_id == world.provider
    assert apart(world) == []
    assert cases_of(world.second.anna) == []


def test_a_token_leads_to_the_case_of_whoever_has_it(world: World, service: UUID) -> None:
    anna = world.first.anna
    taken(letter(email_of(anna)))
    (case,) = cases_of(anna)
    cases.ask_requester(actor=world.clerk, case=case.id, question="Van welk jaar?", at=MONDAY + HOUR)
    text = (
        "Van dit jaar.\n\nOp ma 23 nov 2026 om 10:00 schreef Balie <balie@ssc.example>:\n\n> Van welk jaar?\n"
    )
    made = letter(email_of(anna), text, to=f"Balie <{token_address(world)}>")
    made.add_attachment(receipt("red"), maintype="image", subtype="jpeg", filename="p.jpg")
    assert taken(made, MONDAY + 2 * HOUR)
    view = seen(anna, case.id, MONDAY + 2 * HOUR)
    said = next(each for each in view.timeline if each.act is cases.CaseAct.MESSAGE)
    assert said.words[: said.details["quoted_from"]] == "Van dit jaar."  # type: ignore[index]
    assert said.words.endswith("> Van welk jaar?")
    assert said.details["channel"] == "email"
    assert view.state is cases.CaseState.IN_PROGRESS
    assert [each.name for each in view.documents] == ["p.jpg"]
    assert len(cases_of(anna)) == 1
    assert len(thread(world).came) == 2


def test_a_token_in_other_hands_opens_nothing(world: World, service: UUID) -> None:
    """The clerk sees what came, and that it was sent to the address of a case by somebody else."""
    taken(letter(email_of(world.first.anna)))
    to = token_address(world)
    for stranger in (email_of(world.first.bert), "iemand@elders.example"):
        assert taken(letter(stranger, "Stuur mij alles.", to=to))
    (case,) = cases_of(world.first.anna)
    assert [each.act for each in case.timeline] == [cases.CaseAct.RECEIVED]
    assert cases_of(world.first.bert) == []
    assert {row.reason for row in apart(world)} == {Reason.OTHER_SENDER}
    view = mailbox.mail_view(actor=world.clerk, mail=apart(world)[0].id)
    assert view.case_number == case.number


def test_an_unknown_sender_waits_for_a_clerk(world: World, service: UUID) -> None:
    assert taken(letter("Iemand <iemand@elders.example>", "Mag ik iets vragen?"))
    view = only(world)
    assert (view.row.reason, view.row.state) == (Reason.UNKNOWN_SENDER, MailState.WAITING)
    assert (view.row.sender, view.row.sender_name) == ("iemand@elders.example", "Iemand")
    assert view.text == "Mag ik iets vragen?"
    assert mailbox.mail_waiting(actor=world.clerk) == 1


def test_somebody_whose_account_is_shut_is_unknown(world: World, service: UUID) -> None:
    sender = email_of(world.first.anna)
    access.shut_account(actor=world.first.ad, person=world.first.anna.person, at=MONDAY)
    taken(letter(sender))
    assert only(world).row.reason is Reason.UNKNOWN_SENDER


def test_whoever_works_for_two_customers_says_for_which(world: World, service: UUID) -> None:
    """An address of one customer knows."""
    anna = world.first.anna
    there = world.second.anna
    with entered(world.system):
        from bodemplaat.foundation.access.models import PersonalAccount

        mine = PersonalAccount.records.of(world.system).get(person_id=anna.person)
        PersonalAccount.records.of(world.system).filter(person_id=there.person).update(user_id=mine.user_id)
    taken(letter(email_of(anna)))
    assert only(world).row.reason is Reason.SEVERAL_PEOPLE
    mailbox.make_mail_address(
        actor=world.contract_manager, address="vlist@ssc.example", service=service, customer=world.second.id, at=MONDAY
    )  # fmt: skip
    taken(letter(email_of(anna), to="vlist@ssc.example"))
    assert len(cases_of(there)) == 1
    assert cases_of(anna) == []


REFUSED: dict[Reason, dict[str, str]] = {
    Reason.AUTOMATIC: {"Auto_Submitted": "auto-replied"},
    Reason.LIST: {"List_Id": "<nieuws.example>"},
    Reason.OURS: {"Message_ID": "<case.1@localhost>"},
}
MORE = [
    (Reason.AUTOMATIC, {"Precedence": "bulk"}),
    (Reason.AUTOMATIC, {"Return_Path": "<>"}),
    (Reason.AUTOMATIC, {"X_Autoreply": "yes"}),
    (Reason.LIST, {"Precedence": "list"}),
    (Reason.LIST, {"List_Unsubscribe": "<mailto:af@example.org>"}),
    (Reason.OURS, {"X_Bodemplaat": "localhost"}),
]


@pytest.mark.parametrize(("reason", "headers"), [*REFUSED.items(), *MORE])
def test_what_no_person_wrote_is_refused_and_stays_to_be_seen(
    world: World, service: UUID, reason: Reason, headers: dict[str, str]
) -> None:
    if "Message_ID" in headers:
        made = letter(email_of(world.first.anna))
        made.replace_header("Message-ID", headers["Message_ID"])
    else:
        made = letter(email_of(world.first.anna), **headers)
    assert taken(made)
    view = only(world)
    assert (view.row.reason, view.row.state) == (reason, MailState.REFUSED)
    assert cases_of(world.first.anna) == []


def test_a_person_says_so_in_the_same_header(world: World, service: UUID) -> None:
    taken(letter(email_of(world.first.anna), Auto_Submitted="no", X_Bodemplaat="elders.example"))
    assert len(cases_of(world.first.anna)) == 1


def test_a_flood_of_one_sender_stops_within_the_hour(world: World, service: UUID, settings: object) -> None:
    settings.MAIL_AN_HOUR = 3  # type: ignore[attr-defined]
    anna, bert = email_of(world.first.anna), email_of(world.first.bert)
    for _ in range(5):
        taken(letter(anna))
    taken(letter(bert))
    assert len(cases_of(world.first.anna)) == 3
    assert [row.reason for row in apart(world)] == [Reason.TOO_MANY] * 2
    assert len(cases_of(world.first.bert)) == 1
    taken(letter(anna), MONDAY + HOUR + timedelta(minutes=1))
    assert len(cases.my_cases(actor=world.first.anna, at=MONDAY)) == 4


def test_without_readable_text_it_is_refused(world: World, service: UUID) -> None:
    made = letter(email_of(world.first.anna), "")
    made.add_attachment(receipt(), maintype="image", subtype="jpeg", filename="p.jpg")
    taken(made)
    view = only(world)
    assert (view.row.reason, view.row.state, view.files) == (Reason.NO_TEXT, MailState.REFUSED, ("p.jpg",))


def test_what_is_too_large_is_seen_but_not_read(world: World, service: UUID) -> None:
    content = letter(email_of(world.first.anna)).as_bytes()
    assert taken(content, is_whole=False)
    view = only(world)
    assert (view.row.reason, view.row.subject, view.is_whole) == (
        Reason.TOO_LARGE,
        "Vraag over verlof",
        False,
    )
    with pytest.raises(mailbox.NotWhole):
        mailbox.unfold(actor=world.clerk, mail=view.row.id)


def test_a_text_that_nobody_reads_is_refused(world: World, service: UUID) -> None:
    taken(letter(email_of(world.first.anna), "lang " * 3000))
    assert only(world).row.reason is Reason.TOO_LONG


def test_however_long_it_is_it_is_taken_or_refused_and_never_stays(world: World, service: UUID) -> None:
    anna = email_of(world.first.anna)
    assert taken(letter(anna, "lang " * 8000))
    assert only(world).row.reason is Reason.TOO_LONG
    history = "\n".join("> wat er eerder stond" for _ in range(4000))
    assert taken(letter(anna, f"Zie hieronder.\n\nOp ma 23 nov 2026 om 10:00 schreef Balie:\n\n{history}\n"))
    (case,) = cases_of(world.first.anna)
    assert case.question.startswith("Zie hieronder.\n\n")
    assert len(case.question) <= cases.MOST_MAIL_WORDS
    assert taken(
        letter(anna, "x", Received_SPF="y", References="<z@x> " * 6000, Authentication_Results="a" * 30_000)
    )


def test_the_same_message_twice_does_nothing(world: World, service: UUID) -> None:
    made = letter(email_of(world.first.anna))
    strange = letter("iemand@elders.example")
    for _ in range(2):
        assert taken(made)
        assert taken(strange)
    assert len(cases_of(world.first.anna)) == 1
    assert len(apart(world)) == 1


def test_a_message_for_nobody_here_is_for_no_desk(world: World, service: UUID) -> None:
    assert not taken(letter(email_of(world.first.anna), to="iemand@elders.example"))
    unknown = BASE.replace("@", "+" + "0" * 32 + "@")
    assert not taken(letter(email_of(world.first.anna), to=unknown))


def test_what_a_service_does_not_take_waits_for_a_clerk(world: World) -> None:
    advice(world)
    form = published(world, controller_of(world, "Cor Prins"))
    with pytest.raises(mailbox.AsksForMore):
        mailbox.make_mail_address(
            actor=world.contract_manager, address="verklaring@ssc.example", service=form, at=MONDAY
        )
    with entered(world.system):
        from bodemplaat.capabilities.mailbox.models import MailAddress

        MailAddress.records.of(world.system).update(service_id=form)
    taken(letter(email_of(world.first.anna)))
    assert only(world).row.reason is Reason.NOT_READY


def test_what_comes_about_a_case_that_is_over_waits_for_a_clerk(world: World, service: UUID) -> None:
    anna = world.first.anna
    taken(letter(email_of(anna)))
    (case,) = cases_of(anna)
    cases.close_case(
        actor=world.clerk, case=case.id, result=cases.Result.ANSWERED, words="Nog 32 uur.", at=MONDAY
    )
    taken(letter(email_of(anna), "En volgend jaar?", to=token_address(world)))
    view = only(world)
    assert (view.row.reason, view.case_number) == (Reason.CASE_OVER, case.number)


@pytest.mark.parametrize(
    ("header", "passes"),
    [
        ("mx.example; spf=pass; dmarc=pass (p=reject) header.from=x", True),
        ("mx.example 1; dkim=pass; dmarc = pass", True),
        ("mx.example; dmarc=fail", False),
        ("mx.elders; dmarc=pass", False),
        ("mx.example; reason=nodmarc=pass", False),
        ("", False),
    ],
)
def test_where_senders_have_to_be_proven_the_mail_server_says_so(
    world: World, service: UUID, settings: object, header: str, passes: bool
) -> None:
    settings.MAIL_PROVEN_BY = "mx.example"  # type: ignore[attr-defined]
    headers = {"Authentication_Results": header} if header else {}
    taken(letter(email_of(world.first.anna), **headers))
    assert len(cases_of(world.first.anna)) == passes
    assert [row.reason for row in apart(world)] == ([] if passes else [Reason.NOT_PROVEN])


def test_only_the_header_that_the_server_wrote_on_top_counts(
    world: World, service: UUID, settings: object
) -> None:
    settings.MAIL_PROVEN_BY = "mx.example"  # type: ignore[attr-defined]
    made = letter(email_of(world.first.anna), Authentication_Results="mx.example; dmarc=fail")
    made["Authentication-Results"] = "mx.example; dmarc=pass"
    taken(made)
    assert only(world).row.reason is Reason.NOT_PROVEN


def test_a_clerk_makes_a_case_of_what_waits(world: World, service: UUID) -> None:
    made = letter("prive@thuis.example", "Hoeveel verlof?")
    made.add_attachment(receipt(), maintype="image", subtype="jpeg", filename="p.jpg")
    taken(made)
    mail = only(world).row.id
    case = mailbox.make_case_of_mail(
        actor=world.clerk, mail=mail, requester=world.first.anna.person, service=service,
        unfolded=mailbox.unfold(actor=world.clerk, mail=mail), at=MONDAY + HOUR,
    )  # fmt: skip
    view = seen(world.first.anna, case)
    assert (view.channel, view.question) == (cases.Channel.EMAIL, "Hoeveel verlof?")
    assert [each.name for each in view.documents] == ["p.jpg"]
    assert thread(world).came == []
    with entered(world.system):
        row = Mail.records.of(world.system).get()
        assert (row.state, row.text, row.content, row.subject) == (MailState.IN_CASE, "", None, "")
    with pytest.raises(mailbox.AlreadyPlaced):
        mailbox.throw_mail_away(actor=world.clerk, mail=mail, words="Nee", at=MONDAY)


def test_a_clerk_puts_what_waits_with_a_case(world: World, service: UUID) -> None:
    case = asked(world.first.anna, published(world, controller_of(world, "Cor Prins")))
    taken(letter("bank@elders.example", "Wij missen de datum."))
    mail = only(world).row.id
    unfolded = mailbox.unfold(actor=world.clerk, mail=mail)
    with pytest.raises(cases.NoSuchCase):
        mailbox.put_mail_with_case(
            actor=world.clerk, mail=mail, number="Z1", unfolded=unfolded, at=MONDAY + HOUR
        )
    number = seen(world.clerk, case).number
    mailbox.put_mail_with_case(
        actor=world.clerk, mail=mail, number=number.lower(), unfolded=unfolded, at=MONDAY + HOUR
    )
    last = seen(world.first.anna, case).timeline[-1]
    assert (last.act, last.words, last.details["channel"]) == (
        cases.CaseAct.CONTACT,
        "Wij missen de datum.",
        "email",
    )


def test_what_is_thrown_away_leaves_its_reason(world: World, service: UUID) -> None:
    taken(letter("reclame@elders.example", "Koop nu!"))
    mail = only(world).row.id
    with pytest.raises(cases.NothingSaid):
        mailbox.throw_mail_away(actor=world.clerk, mail=mail, words=" ", at=MONDAY)
    mailbox.throw_mail_away(actor=world.clerk, mail=mail, words="Reclame", at=MONDAY + HOUR)
    view = mailbox.mail_view(actor=world.kim, mail=mail)
    assert (view.row.state, view.words, view.text, view.is_whole) == (
        MailState.THROWN_AWAY,
        "Reclame",
        "",
        False,
    )
    assert view.decided_by_name == "Carlijn Bakker"
    assert taken(letter("reclame@elders.example", "Koop nu!"))


def test_only_clerks_of_the_desk_see_it_and_only_who_arranges_makes_addresses(
    world: World, elsewhere: World, service: UUID
) -> None:
    taken(letter("iemand@elders.example"))
    mail = only(world).row.id
    with pytest.raises(NotFound):
        mailbox.mail_view(actor=elsewhere.clerk, mail=mail)
    for who in (world.payer, world.first.anna, world.contract_manager):
        with pytest.raises(Refused):
            mailbox.mail_view(actor=who, mail=mail)
    with pytest.raises(Refused):
        mailbox.make_mail_address(actor=world.clerk, address="a@b.nl", service=service, at=MONDAY)
    with pytest.raises(mailbox.AddressTaken):
        mailbox.make_mail_address(
            actor=world.contract_manager, address=DESK.upper(), service=service, at=MONDAY
        )
    for wrong in ("geen adres", "a b@c.nl", BASE, "zaak+1@mail.example", "a@b"):
        with pytest.raises(Refused):
            mailbox.make_mail_address(actor=world.contract_manager, address=wrong, service=service, at=MONDAY)
    (address,) = mailbox.mail_addresses(actor=world.contract_manager, on=MONDAY.date())
    mailbox.end_mail_address(actor=world.contract_manager, address=address.id, at=MONDAY)
    assert not taken(letter(email_of(world.first.anna)))


def test_an_answer_goes_out_in_the_thread(world: World, service: UUID, settings: object) -> None:
    from bodemplaat.foundation.outbox.api import deliver_waiting

    anna = world.first.anna
    first = letter(email_of(anna))
    taken(first)
    (case,) = cases_of(anna)
    cases.answer_case(actor=world.clerk, case=case.id, words="Nog 32 uur.", at=MONDAY + HOUR)
    deliver_waiting(world.first.id)
    received, answered = sent_letters()
    assert answered["to"] == [email_of(anna)]
    assert "Nog 32 uur." in answered["body"]
    assert f"/vragen/{case.id}/" in answered["body"]
    assert answered["headers"]["Reply-To"] == token_address(world)
    own = str(first["Message-ID"])
    assert (answered["headers"]["In-Reply-To"], answered["headers"]["References"]) == (own, own)
    assert "Auto-Submitted" not in answered["headers"]
    assert received["headers"]["Auto-Submitted"] == "auto-replied"
    assert received["subject"] == answered["subject"] == f"Re: Vraag over verlof [{case.number}]"
    assert answered["headers"]["Message-ID"] != received["headers"]["Message-ID"]


def test_who_asked_on_the_page_is_told_there(world: World, service: UUID) -> None:
    """Without a thread the words stay on the page of the case."""
    from bodemplaat.foundation.outbox.api import deliver_waiting

    case = cases.open_case(
        actor=world.first.anna, service=service, question=cases.Question("Verlof", "Hoeveel?", {}), key="1", at=MONDAY
    )  # fmt: skip
    cases.answer_case(actor=world.clerk, case=case, words="Nog 32 uur.", at=MONDAY + HOUR)
    deliver_waiting(world.first.id)
    assert sent_letters() == []


def sent_letters() -> list[dict[str, Any]]:
    """What waits in the queue to be mailed, opened."""
    import json

    from procrastinate.contrib.django.models import ProcrastinateJob

    from bodemplaat.foundation.notices.sealing import opened

    jobs = ProcrastinateJob.objects.filter(task_name="notices.letter").order_by("id")
    return [json.loads(opened(job.args["sealed"])) for job in jobs]
