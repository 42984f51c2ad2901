"""What a provider promises and how it is kept: services, answers, requests, e-mail, agreements, deliveries, reports."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from tests.architecture.isolation.billed import bill_customers
from tests.architecture.isolation.side import TOMORROW, Side
from tests.capabilities.mailbox.letters import email_of, letter
from tests.world import SINCE, TODAY, employ, receipt

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.clock import api as clock
from bodemplaat.capabilities.knowledge import api as knowledge
from bodemplaat.capabilities.mailbox import api as mailbox
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.formats.free_days import FreeDays
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.documents.api import Inspected, inspect
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import Euro, Period


def offer_services(side: Side, unit: UUID) -> None:
    """One service is published, one is still a draft; a controller of the provider agreed."""
    w, mark = side.world, side.mark
    adopter = employ(w.system, w.provider, unit, "Cato Prins", None, Role.CONTROLLER)
    words = catalogue.Words(f"Dienst {mark}", f"Service {mark}")
    norm = catalogue.Indicator("lead_time", words, Decimal(side.euros), "working_days", Decimal(95))
    content = catalogue.Content(
        name=words,
        process="per-3D",
        description=words,
        indicators=(norm,),
        prices=(catalogue.Price(2026, Euro.of(side.euros)),),
        form=catalogue.Form((catalogue.Field("reden", catalogue.FieldKind.TEXT, words),)),
        second_check=catalogue.ALWAYS,
    )
    claim = replace(
        content, process="per-8B", case_type=claims.CASE_TYPE, form=catalogue.Form(), second_check=""
    )
    for code, said in (("SP18", content), ("SP10", claim), ("SP02", content)):
        service = catalogue.write_service(
            actor=w.contract_manager, cooperation=w.cooperation, code=code, content=said, at=w.at
        )
        version = catalogue.service(actor=w.contract_manager, service=service, on=TODAY).latest.id
        if code != "SP02":
            catalogue.adopt_version(actor=adopter, version=version, at=w.at)
            catalogue.publish_version(actor=w.contract_manager, version=version, since=TODAY, at=w.at)
    performance.offer_report(
        actor=w.contract_manager,
        customer=w.first.id,
        period=Period(date(2026, 11, 1), date(2026, 12, 1)),
        at=w.at + timedelta(days=10),
    )
    clock.open_on_week(
        actor=w.contract_manager,
        cooperation=w.cooperation,
        since=TODAY,
        week=("09:00-17:00",) * 5 + ("", ""),
        free_days=FreeDays.LAW,
        at=w.at,
    )
    clock.open_otherwise(
        actor=w.contract_manager,
        cooperation=w.cooperation,
        day=TODAY,
        stretches="",
        reason=f"Dicht {mark}",
        at=w.at,
    )


def answer_questions(side: Side) -> None:
    """An answer that customers read, one for the centre alone, a draft; read, and searched in vain."""
    w, mark = side.world, side.mark
    words = catalogue.Words(f"Antwoord {mark}", f"Answer {mark}")
    for audience in ("employee", "clerk", "reply", "manager"):
        answer = knowledge.write_answer(
            actor=w.contract_manager,
            cooperation=w.cooperation,
            content=knowledge.AnswerContent(title=words, body=words, audiences=(audience,)),
            owner=w.contract_manager.person,
            review_on=date(2027, side.euros % 12 + 1, 1),
            at=w.at,
        )
        if audience != "manager":
            version = knowledge.answer_kept(actor=w.contract_manager, answer=answer, on=TODAY).latest.id
            knowledge.publish_answer(actor=w.contract_manager, version=version, since=TODAY, at=w.at)
        if audience == "employee":
            knowledge.note_use(actor=w.first.anna, answer=answer, act=knowledge.Act.OPENED, at=w.at)
    letters = "".join(each for each in mark if each.isalpha())
    for who in (w.first.anna, w.second.anna):
        knowledge.note_gap(actor=who, text=f"onvindbaar {letters}", at=w.at)


def ask_for_services(side: Side) -> None:
    """Requests in several states: with answers, a document, messages back and forth, a note for colleagues, and one closed."""
    w, mark = side.world, side.mark
    (offered,) = cases.services_to_ask_for(actor=w.first.anna, customer=w.first.id, on=TODAY)
    made = []
    for who in (w.first.anna, w.first.anna, w.first.carla, w.second.anna):
        question = cases.Question(f"Vraag {mark}", f"Meer {mark}", {"reden": f"Reden {mark}"})
        made.append(
            cases.open_case(actor=who, service=offered.id, question=question, key=uuid.uuid4().hex, at=w.at)
        )
    waiting, closed = made[:2]
    file = inspect(f"brief-{mark}.jpg", receipt("teal", (side.euros % 90 + 20, 60)))
    cases.write_message(
        actor=w.first.anna, case=waiting, words=f"Bericht {mark}", files=[("", file)], at=w.at
    )
    cases.note_for_colleagues(actor=w.clerk, case=waiting, words=f"Notitie {mark}", at=w.at)
    what, kim = f"Taak {mark}", w.kim.person
    cases.set_task(actor=w.clerk, case=waiting, what=what, person=kim, until=TOMORROW, at=w.at)
    cases.ask_requester(actor=w.clerk, case=waiting, question=f"Welke {mark}?", at=w.at)
    for case in (closed, made[3]):
        cases.close_case(actor=w.clerk, case=case, result=cases.Result.DONE, words=f"Klaar {mark}", at=w.at)
        cases.send_back_case(actor=w.kim, case=case, words=f"Terug {mark}", at=w.at)
        cases.close_case(actor=w.clerk, case=case, result=cases.Result.DONE, words=f"Klaar {mark}", at=w.at)
    cases.check_case(actor=w.kim, case=closed, at=w.at)
    cases.complain_about_case(actor=w.first.anna, case=closed, words=f"Klacht {mark}", at=w.at)
    cases.rate_case(actor=w.first.anna, case=closed, mark=7, words=f"Mening {mark}", at=w.at)
    (about,) = cases.case_view(actor=w.first.anna, case=closed, at=w.at).complaints
    verdict, reason = cases.Verdict.PARTLY, f"Uitkomst {mark}"
    cases.decide_complaint(
        actor=w.contract_manager, case=closed, complaint=about.id, verdict=verdict, reason=reason, at=w.at
    )
    cases.complain_about_case(actor=w.first.carla, case=made[2], words=f"Klacht {mark}", at=w.at)


def mail_the_desk(side: Side) -> None:
    """What was mailed: one that became a case, one of a stranger, one that a program sent, and one that was thrown away."""
    w, mark = side.world, side.mark
    (offered,) = cases.services_to_ask_for(actor=w.first.anna, customer=w.first.id, on=TODAY)
    to = f"vraag-{mark}@ssc.example".lower()
    mailbox.make_mail_address(actor=w.contract_manager, address=to, service=offered.id, at=w.at)
    text, stranger = f"Mail {mark}", f"vreemd-{mark}@elders.example"
    strange = letter(stranger, text, to, Subject=f"Onderwerp {mark}")
    strange.add_attachment(b"PK", maintype="application", subtype="zip", filename=f"bijlage-{mark}.zip")
    robot = letter(f"robot-{mark}@elders.example", text, to, Auto_Submitted="auto-replied")
    for message in (letter(email_of(w.first.anna), text, to), strange, robot, letter(stranger, text, to)):
        mailbox.take_mail(content=message.as_bytes(), came_at=w.at, at=w.at)
    last = mailbox.mail_at_desk(actor=w.clerk)[mailbox.MailState.WAITING][-1]
    mailbox.throw_mail_away(actor=w.clerk, mail=last.id, words=f"Weg {mark}", at=w.at)


def agree_and_report(side: Side, unit: UUID) -> None:
    """A charter and a draft of the next; agreements of each kind and in each state, with both municipalities."""
    w, mark = side.world, side.mark
    signer = employ(w.system, w.provider, unit, f"Tekenaar {mark}", None, Role.CONTROLLER)
    signers = [signer, w.first.carla, w.second.carla]
    for who in signers:
        access.assign_function(
            actor=w.system, person=who.person, function=agreements.MANDATE, since=SINCE, at=w.at
        )
    texts = {part: f"Handvest {part} {mark}" for part in agreements.PARTS}
    write = partial(
        agreements.write_charter, actor=w.contract_manager, cooperation=w.cooperation, texts=texts, at=w.at
    )
    agreements.publish_charter(actor=w.contract_manager, charter=write(), at=w.at)
    write()
    deviation = agreements.Deviation("levels", f"Anders {mark}", f"Omdat {mark}", Euro.of(side.euros))
    services = (agreements.Taken("SP18", 1, percentage=Decimal(97), reason=f"Reden {mark}"),)
    dvo = agreements.Content(services=services, deviations=(deviation,))
    dfa = agreements.Content(
        lines=(agreements.Planned("SP18", 1, side.euros, Euro.of(side.euros), f"Prijs {mark}"),),
        billing=(agreements.BillingMoment(date(2026, 12, 15), Decimal(100)),),
        start_up=(agreements.StartUp(f"Inrichting {mark}", Euro.of(side.euros)),),
        texts=(("other", f"Overig {mark}"),),
    )
    dap = agreements.Content(texts=(("procedures", f"Procedure {mark}"),))

    def drafted(customer: UUID, kind: str, content: agreements.Content) -> UUID:
        return agreements.draft_agreement(
            actor=w.contract_manager,
            cooperation=w.cooperation,
            customer=customer,
            kind=kind,
            since=TODAY,
            until=date(2027, 1, 1) if kind == agreements.DFA else None,
            content=content,
            at=w.at,
        )

    offer = partial(agreements.offer_agreement, actor=w.contract_manager, at=w.at)
    refused = drafted(w.first.id, agreements.DVO, dvo)
    offer(agreement=refused)
    agreements.refuse_agreement(actor=w.first.carla, agreement=refused, reason=f"Niet zo {mark}", at=w.at)
    for hall in (w.first, w.second):
        signed = drafted(hall.id, agreements.DVO, dvo)
        offer(agreement=signed)
        for who in (hall.carla, signer):
            agreements.sign_agreement(actor=who, agreement=signed, at=w.at)
    back = drafted(w.first.id, agreements.DAP, dap)
    offer(agreement=back)
    agreements.withdraw_agreement(actor=w.contract_manager, agreement=back, at=w.at)
    drafted(w.second.id, agreements.DAP, dap)
    _deliver(side, drafted, signer)
    bill_customers(side, unit, signer)
    half = drafted(w.first.id, agreements.DFA, dfa)
    offer(agreement=half)
    agreements.sign_agreement(actor=w.first.carla, agreement=half, at=w.at)
    offer(agreement=drafted(w.second.id, agreements.DFA, dfa))


def _deliver(side: Side, drafted: Callable[[UUID, str, agreements.Content], UUID], signer: Actor) -> None:
    """A calendar that both signed: one handed over with a file, one received, one sent back, and some that wait."""
    w, mark = side.world, side.mark
    lines = tuple(
        agreements.Delivery(number, f"Levering {number} {mark}", owed_by, agreements.MONTHLY, (TODAY,))
        for number, owed_by in enumerate((agreements.CUSTOMER, agreements.PROVIDER) * 2, start=1)
    )
    row = drafted(
        w.first.id,
        agreements.DAP,
        agreements.Content(texts=(("procedures", f"Zo {mark}"),), deliveries=lines),
    )
    agreements.offer_agreement(actor=w.contract_manager, agreement=row, at=w.at)
    for who in (w.first.carla, signer):
        agreements.sign_agreement(actor=who, agreement=row, at=w.at)
    sides = {agreements.CUSTOMER: w.first.carla, agreements.PROVIDER: w.contract_manager}
    for line in lines[:3]:
        place: Any = {"agreement": row, "line": line.number, "planned": TODAY, "at": w.at}
        file = Inspected(f"bewijs-{mark}.pdf", "application/pdf", b"", f"%PDF {mark}".encode())
        agreements.hand_over(
            actor=sides[line.owed_by],
            note=f"Bij {mark}",
            evidence=file if line.number == 1 else None,
            **place,
        )
        if line.number == 2:
            agreements.receive_delivery(actor=w.first.carla, **place)
        if line.number == 3:
            agreements.send_delivery_back(actor=w.contract_manager, reason=f"Terug {mark}", **place)
