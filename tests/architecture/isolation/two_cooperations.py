"""Two cooperations with the same names and people, in which everything that can be filled in is, differently.

Whatever stands in one database and not in the other is a marker: a word, a number, an amount, an IBAN, an id.
"""

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from allauth.mfa.models import Authenticator
from django.utils import timezone
from stdnum import iban as iban_number
from tests.capabilities.mailbox.letters import email_of, letter
from tests.capabilities.payments.bank import back, bank_file, booked, sent, statement
from tests.foundation.access.passkey import Passkey
from tests.world import IBANS, SINCE, TODAY, World, employ, journey, purchase, receipt, set_up_claims

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.clock import api as clock
from bodemplaat.capabilities.division import api as division
from bodemplaat.capabilities.knowledge import api as knowledge
from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.capabilities.mailbox import api as mailbox
from bodemplaat.capabilities.model_files import api as model_files
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.formats import camt
from bodemplaat.formats.free_days import FreeDays
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.clients import api as clients
from bodemplaat.foundation.contacts import api as contacts
from bodemplaat.foundation.directory import api as directory
from bodemplaat.foundation.documents.api import Inspected, inspect
from bodemplaat.foundation.imports import api as imports
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.privacy import api as privacy
from bodemplaat.foundation.retention import api as retention
from bodemplaat.foundation.tenancy.api import Actor, Role, entered
from bodemplaat.foundation.webhooks import api as webhooks
from bodemplaat.foundation.webhooks.models import WebhookDelivery, WebhookTry
from bodemplaat.kernel import Euro, Period
from bodemplaat.surfaces.calculator.results import Asked, worked_out

TOMORROW = TODAY + timedelta(days=1)
OCTOBER = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)

PROVED = {1, 2, 10, 22}
"""Which claims have receipts: a draft, one that waits, one that is paid, one from which a receipt is crossed out."""


@dataclass(frozen=True, eq=False)
class Side:
    """One of the two: its world, its people, and the word that stands in everything it wrote."""

    world: World
    mark: str
    euros: int
    founder: Actor
    """Who administers the cooperation."""

    @property
    def is_whole(self) -> bool:
        """Whether it is a whole cooperation, in which everything happened that the exam asks for."""
        return True

    @property
    def organisations(self) -> list[UUID]:
        """Whose rows are its own."""
        return [self.world.provider, self.world.first.id, self.world.second.id]

    @property
    def people(self) -> dict[str, Actor]:
        """Somebody in every role, by a name for messages; and the controller of the other municipality."""
        w = self.world
        desk = {name: getattr(w, name) for name in ("clerk", "payer", "contract_manager")}
        hall = {name: getattr(w.first, name) for name in ("anna", "jan", "carla", "ad")}
        return desk | hall | {"carla of the other": w.second.carla, "founder": self.founder}


def founded(mark: str, euros: int, *, divided: bool = True) -> Side:
    """Found a cooperation and let everything happen in it; ``euros`` makes its amounts its own.

    Not ``divided``, its tasks can go over to anybody: no cut to come gives them to somebody else.
    """
    world = World.founded("K5", ("Nederlek", "Vlist"))
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    founder = employ(
        world.system, world.provider, desk.id, "Inge Visser", None, Role.COOPERATION_ADMINISTRATOR
    )
    side = Side(world, mark, euros, founder)
    _arrange(side)
    _claim(side)
    _pay(side)
    _another_account(side)
    _moves_of_a_task(side)
    if divided:
        _divide(side)
    _look_afterwards(side)
    _calculate(side)
    _offer_services(side, desk.id)
    _answer(side)
    _ask(side)
    _mail(side)
    _agree(side, desk.id)
    _tell_by_directory(side)
    _connect(side)
    for organisation in side.organisations:
        deliver_waiting(organisation)
    _ask_about_oneself(side)
    _keep(side)
    return side


def _offer_services(side: Side, unit: UUID) -> None:
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


def _answer(side: Side) -> None:
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


def _ask(side: Side) -> None:
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


def _mail(side: Side) -> None:
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


def _agree(side: Side, unit: UUID) -> None:
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


def _tell_by_directory(side: Side) -> None:
    """The directory of the first municipality tells of somebody, and of a group that waits for an administrator."""
    w, mark, hall = side.world, side.mark, side.world.first
    directory.switch_on(actor=hall.ad, at=w.at)
    there = directory.directory_of(hall.id)
    said = directory.SaidOfPerson(
        f"{mark}@directory.example", f"e-{mark}", name=f"Mens {mark}", department=f"Afdeling {mark}"
    )
    person = directory.save_person(actor=there, person=None, said=said, at=w.at)
    members = frozenset({str(person.id)})
    group = directory.save_group(
        actor=there, group=None, said=directory.SaidOfGroup(f"Groep {mark}", f"g-{mark}", members), at=w.at
    )
    directory.say_what_group_is(actor=hall.ad, group=group.id, role=Role.MANAGER, at=w.at)
    organisations.change_person(
        actor=hall.ad,
        person=hall.piet.person,
        name=hall.piet.person_name,
        email=f"piet-{mark}@directory.example",
        number="",
        language="nl",
        at=w.at,
    )
    access.propose_account_move(actor=hall.ad, person=hall.piet.person, at=w.at)


def _connect(side: Side) -> None:
    """Two systems of the first municipality and one of the centre: one may all there is, one waits for a second person."""
    w, mark, hall = side.world, side.mark, side.world.first
    for number, (admin, wanted) in enumerate(
        ((hall.ad, tuple(clients.Scope)), (hall.ad, (clients.Scope.CASES_CREATE,)))
    ):
        client, secret = clients.make_client(
            actor=admin,
            name=f"Systeem {mark} {number}",
            purpose=f"Voor {mark}",
            contact=f"{mark}@systeem.example",
            last_day=TODAY + timedelta(days=side.euros),
            scopes=wanted,
            at=w.at,
        )
        opened = clients.opened_by(secret=secret, at=w.at)
        assert opened is not None
        there = Actor.system(hall.id)
        clients.note_client_use(
            actor=there, opened=opened, method="GET", about=f"/{mark}", status=404, reason=mark, at=w.at
        )
        clients.answer_for_key(actor=there, opened=opened, key=mark, digest=mark, at=w.at)
        waits = clients.client_of(actor=hall.ad, client=client, at=w.at).waits
        if number == 0 and waits is not None:
            clients.give_scopes(actor=hall.carla, proposal=waits.proposal.id, at=w.at)
            _tell(side, client)


def _tell(side: Side, client: UUID) -> None:
    """A system is told of events: one that was tried and waits, one that was given up, one that arrived."""
    w, hall = side.world, side.world.first
    there = Actor.system(hall.id, through=clients.THROUGH)
    hook = webhooks.register_webhook(
        actor=there,
        client=client,
        address=f"https://{side.mark}.example/hook",
        kinds=tuple(webhooks.EventKind),
        at=w.at,
    )
    for number in range(3):
        webhooks.tell_webhooks(
            actor=there,
            cause=uuid5(hall.id, str(number)),
            kind=webhooks.EventKind.CASE_OPENED,
            facts={"case": str(uuid5(hook, str(number))), "state": "received"},
            may_read=lambda _: True,
            at=w.at,
        )
    with entered(there):
        for number, row in enumerate(
            WebhookDelivery.records.of(there).filter(webhook_id=hook).order_by("id")
        ):
            over = {"next_at": None, ("given_up_at" if number == 1 else "delivered_at"): w.at}
            if number:
                WebhookDelivery.records.of(there).filter(id=row.id).update(tries=1, **over)
            WebhookTry.records.of(there).create(
                organisation_id=hall.id,
                delivery=row,
                at=w.at,
                outcome=(webhooks.Outcome.DELIVERED if number == 2 else webhooks.Outcome.REFUSED).value,
                status=204 if number == 2 else 500,
                milliseconds=side.euros,
            )


def happens_more(side: Side) -> None:
    """More of everything that can be counted."""
    w = side.world
    for who in (w.first.anna, w.second.anna):
        w.draft(who, purchase("1.11"))
        w.submitted(who, journey("77"))
        w.approved(who, journey("88"))
        (offered,) = cases.services_to_ask_for(actor=who, customer=who.organisation_id, on=TODAY)
        question = cases.Question("Nog een vraag", "", {"reden": "x"})
        cases.open_case(actor=who, service=offered.id, question=question, key="nog een", at=w.at)
    payments.make_batch(actor=w.payer, execution_date=TOMORROW, key="nog een", at=w.at)
    deliver_waiting(w.first.id)


def _iban(side: Side, number: int) -> str:
    digits = iban_number.calc_check_digits(f"NL00INGB{side.euros:04d}{number:06d}")
    return f"NL{digits}INGB{side.euros:04d}{number:06d}"


def _arrange(side: Side) -> None:
    w, mark = side.world, side.mark
    hall = w.first
    extra = claims.KindRule(
        f"soort-{mark}", f"Soort {mark}", f"Kind {mark}", claims.Basis.AMOUNT, evidence_from=None, source=mark
    )
    set_up_claims(
        w.system,
        hall.id,
        threshold=Euro.of("5"),
        sample_percent=Decimal(100),
        chain=(
            claims.ChainStep("manager", claims.Approver.MANAGER),
            claims.ChainStep(
                f"stap {mark}",
                claims.Approver.FUNCTION,
                function=f"functie_{mark}",
                from_amount=Euro.of("9000"),
            ),
            claims.ChainStep("ssc", claims.Approver.SSC),
        ),
    )
    for each in (hall, w.second):
        claims.set_kind(actor=w.system, organisation=each.id, since=SINCE, kind=extra, position=9, at=w.at)
    organisations.add_unit(
        actor=w.system, organisation=hall.id, code=mark[:6], name=f"Afdeling {mark}", at=w.at
    )
    ledger.add_cost_centre(
        actor=w.system, organisation=hall.id, code=f"k{mark}", name=f"Plaats {mark}", since=SINCE, at=w.at
    )
    access.assign_function(
        actor=w.system, person=hall.bert.person, function=f"functie_{mark}", since=SINCE, at=w.at
    )
    _fill(side)
    _propose(side)
    _can_be_called(side)
    for since in (TODAY, TODAY + timedelta(days=40)):
        access.name_substitute(
            actor=hall.jan,
            absent=hall.jan.person,
            substitute=hall.bert.person,
            since=since,
            until=since + timedelta(days=9),
            at=w.at,
        )
    key = {"name": f"Sleutel {mark}", "credential": Passkey(identity=mark.encode()).registered()}
    Authenticator.objects.create(user_id=hall.anna.user_id, type=Authenticator.Type.WEBAUTHN, data=key)


def _fill(side: Side) -> None:
    """A file in each state by the administrator: done, undone, and one that is only previewed."""
    w, mark = side.world, side.mark
    ad = w.first.ad
    for number, state in enumerate(("done", "undone", "previewed")):
        name = f"Team {mark}{number}"
        held = imports.preview_import(
            actor=ad,
            list_name="units",
            file_name=f"afdelingen {mark}{number}.csv",
            content=f"code;name\n{mark[:5]}{number};{name}\n".encode(),
            since=TODAY,
            is_complete=False,
            at=w.at,
        )
        if state != "previewed":
            imports.carry_out_import(actor=ad, import_id=held, at=w.at)
        if state == "undone":
            imports.undo_import(actor=ad, import_id=held, at=w.at)
    for number in (5, 6):
        content = f"code;name\n{mark[:5]}{number};Team {mark}{number}\n".encode()
        together = imports.preview_together(
            actor=ad, files=[imports.HandedIn("units.csv", content)], since=TODAY, at=w.at
        )
        if number == 5:
            imports.carry_out_together(actor=ad, together=together, at=w.at)


def _can_be_called(side: Side) -> None:
    w = side.world
    contacts.name_contact(
        actor=w.first.ad,
        cooperation=w.cooperation,
        task=organisations.Task.PAYMENTS,
        side=contacts.Side.DEMAND,
        name=f"Bel {side.mark}",
        phone=f"010 {side.euros} 44 {side.euros}",
        deputy_name=f"Anders {side.mark}",
        since=SINCE,
        at=w.at,
    )


def _propose(side: Side) -> None:
    """One proposal in each state, by the administrator, decided by the controller."""
    hall, at, far = side.world.first, side.world.at, TODAY + timedelta(days=60)
    rules = claims.ClaimRules((), max_age_days=80 + side.euros % 7)
    made = [
        claims.propose_rules(
            actor=hall.ad, organisation=hall.id, since=far + timedelta(days=n), rules=rules, at=at
        )
        for n in range(4)
    ]
    claims.confirm_proposal(actor=hall.carla, proposal=made[1], at=at)
    claims.refuse_proposal(actor=hall.carla, proposal=made[2], reason=f"Liever niet {side.mark}", at=at)
    claims.withdraw_proposal(actor=hall.ad, proposal=made[3], at=at)


def _moves_of_a_task(side: Side) -> None:
    """A task that is to go to the second municipality: refused, withdrawn, and one that waits."""
    world, hall, at = side.world, side.world.first, side.world.at
    organisations.join_cooperation(
        actor=world.system,
        cooperation=world.cooperation,
        organisation=world.second.id,
        parts=("provider",),
        since=SINCE,
        at=at,
    )

    def proposed() -> UUID:
        return organisations.propose_move(
            actor=hall.ad,
            organisation=hall.id,
            task=organisations.Task.PAYMENTS,
            provider=world.second.id,
            since=at.date() + timedelta(days=400),
            finishes_open=True,
            reads_earlier=False,
            at=at,
        )

    reason = f"Na de jaarrekening {side.mark}"
    organisations.refuse_move(actor=hall.carla, proposal=proposed(), reason=reason, at=at)
    organisations.withdraw_move(actor=hall.ad, proposal=proposed(), at=at)
    proposed()


def _divide(side: Side) -> None:
    """A cut in each state: one adopted to which a controller agreed, one proposed; a row of each kind with its own words."""
    world, hall, mark, at = side.world, side.world.first, side.mark, side.world.at
    maker = world.contract_manager
    for number, filling in enumerate((division.Filling.HIGH, division.Filling.EARLIER)):
        version = division.draft_cut(
            actor=maker, cooperation=world.cooperation, filling=filling, provider=world.provider, at=at
        )
        parts = (
            division.SubProcess(f"Deel {mark}", division.Side.MUNICIPALITY),
            division.SubProcess(f"Ander {mark}", division.Side.PROVIDER),
        )
        for row in (
            division.Row("fin-1", division.Side.BOTH, provider=world.provider, parts=parts),
            division.Row("fin-3", division.Side.OTHER_PROVIDER, other_provider=f"Elders {mark}"),
            division.Row(
                "fin-10",
                division.Side.MUNICIPALITY,
                hall.id,
                reason=f"Omdat {mark}",
                remarks=f"Let op {mark}",
            ),
            division.Row(
                "fin-9", division.Side.PROVIDER, hall.id, world.second.id, reason=f"Reden {mark}{number}"
            ),
        ):
            division.change_row(actor=maker, version=version, row=row, at=at)
        division.name_functions(
            actor=maker,
            version=version,
            pair="write_off",
            first=f"Schrijver {mark}",
            second=f"Lezer {mark}",
            at=at,
        )
        since = at.date() + timedelta(days=800 + number * 30 + side.euros % 7)
        division.propose_cut(actor=maker, version=version, holds_from=since, remarks=f"Knip {mark}", at=at)
        if number == 0:
            division.consent_to_cut(actor=hall.carla, version=version, at=at)
            division.adopt_cut(actor=side.founder, version=version, at=at)


def _another_account(side: Side) -> None:
    """One account to pay from in each state but confirmed, and one confirmed, as the administrator proposes them."""
    hall, at = side.world.first, side.world.at

    def proposed(number: int) -> UUID:
        return payments.propose_account(
            actor=hall.ad,
            organisation=hall.id,
            iban=_iban(side, 700 + number),
            name=f"Kas {side.mark}",
            reason=f"Huisbank {side.mark}",
            at=at,
        )

    payments.confirm_account(actor=hall.carla, change=proposed(1), at=at)
    reason = f"Onbekend {side.mark}"
    payments.refuse_account(actor=hall.carla, change=proposed(2), reason=reason, at=at)
    payments.withdraw_account(actor=hall.ad, change=proposed(3), at=at)
    proposed(4)


def _filled(side: Side, who: Actor, number: int, at: datetime | None = None) -> UUID:
    """A draft with a text, an account, an amount and a file that only this cooperation has."""
    at = at or side.world.at
    claim = claims.start_claim(actor=who, key=uuid.uuid4().hex, at=at)
    amount = Euro(side.euros * 100 + number)
    lines = (
        claims.Line(
            f"soort-{side.mark}", at.date() - timedelta(days=2), f"Aankoop {side.mark}{number}", amount
        ),
        claims.Line(
            "car",
            at.date() - timedelta(days=1),
            kilometres=Decimal(number + side.euros) / 10,
            origin=f"Van{side.mark}",
            destination=f"Naar{side.mark}",
        ),
    )
    content = claims.Content(f"Omschrijving {side.mark}", _iban(side, number), lines)
    claims.save_draft(actor=who, claim=claim, content=content, at=at)
    for name in ("bon.jpg", f"bon {side.mark}{number}.jpg") if number in PROVED else ():
        claims.attach_evidence(
            actor=who,
            claim=claim,
            position=0,
            name=name,
            content=receipt(f"#{uuid.uuid4().hex[:6]}"),
            at=at,
        )
    return claim


def _handed_in(side: Side, who: Actor, number: int) -> UUID:
    claim = _filled(side, who, number)
    claims.submit_claim(actor=who, claim=claim, key="knop", at=side.world.at)
    return claim


def _approved(side: Side, who: Actor, number: int) -> UUID:
    claim = _handed_in(side, who, number)
    claims.approve_claim(
        actor=side.world.municipality_of(who).jan, claim=claim, comment=f"Goed {side.mark}", at=side.world.at
    )
    side.world.check(claim)
    claims.look_at_account(actor=side.world.kim, claim=claim, at=side.world.at)
    return claim


def _claim(side: Side) -> None:
    w, hall = side.world, side.world.first
    act: dict[str, Callable[..., None]] = {
        "return": partial(claims.return_claim, actor=hall.jan, question=f"Vraag {side.mark}", at=w.at),
        "reject": partial(claims.reject_claim, actor=hall.jan, reason=f"Reden {side.mark}", at=w.at),
        "withdraw": partial(claims.withdraw_claim, actor=hall.anna, at=w.at),
        "approve": partial(claims.approve_claim, actor=hall.jan, at=w.at),
    }
    for shift in range(side.euros % 7):  # so that the numbers given out are not the same
        w.submitted(hall.bert, journey(str(40 + shift)))
    _filled(side, hall.anna, 1)
    _handed_in(side, hall.anna, 2)
    for number, name in enumerate(act, start=3):
        act[name](claim=_handed_in(side, hall.anna, number))
    crossed_out = _handed_in(side, hall.bert, 22)
    claims.return_claim(  # the fallback: the manager is away, and the claimant stands in for him
        actor=hall.piet, claim=crossed_out, question=f"Welke {side.mark}?", at=w.at
    )
    (proof, *_) = claims.claim_view(actor=hall.bert, claim=crossed_out, on=TODAY).lines[0].evidence
    claims.remove_evidence(actor=hall.bert, claim=crossed_out, document=proof.id, at=w.at)
    w.submitted(
        hall.piet, journey("31")
    )  # nobody can decide on it: no manager, and his own the fallback function
    _handed_in(side, w.second.anna, 8)
    taken = _handed_in(side, w.second.anna, 9)
    claims.approve_claim(actor=w.second.jan, claim=taken, at=w.at)
    claims.take_claim(actor=w.clerk, claim=taken, at=w.at)


def _pay(side: Side) -> None:
    w = side.world
    make = partial(payments.make_batch, actor=w.payer, execution_date=TOMORROW, at=w.at)
    for number, who in enumerate((w.first.anna, w.first.anna, w.second.anna), start=10):
        _approved(side, who, number)
    batch = make(key="een")
    payments.release_batch(actor=w.paula, batch=batch, at=w.at)
    carried_out = sent(payments.batch_file(actor=w.payer, batch=batch)[2], IBANS[2])
    stray = camt.paid_transaction(
        end_to_end_id=f"E2E{side.mark}",
        amount=Euro(side.euros * 100 + 77),
        creditor=f"Onbekende {side.mark}",
        iban=_iban(side, 77),
        message_id=f"M{side.mark}",
        payment_id=f"P{side.mark}",
    )
    entries = [booked(each, f"{i}{side.mark}", TODAY) for i, each in enumerate(carried_out)]
    entries += [booked(back(carried_out[0]), f"R{side.mark}", TODAY), booked(stray, f"S{side.mark}", TODAY)]
    entries += [booked(stray, f"T{side.mark}", TODAY)]
    payments.upload_statement(
        actor=w.payer,
        name=f"afschrift {side.mark}.xml",
        content=bank_file(statement(*entries, on=TODAY, account=IBANS[2], name=f"S{side.mark}")),
        at=w.at,
    )
    settled = payments.unknown_entries(actor=w.payer).entries[0].id
    payments.settle_unknown_entry(actor=w.payer, entry=settled, note=f"Uitgezocht {side.mark}", at=w.at)
    payments.ask_correction(
        actor=w.payer, kind="free", batch=batch, reason=f"Nooit aangekomen {side.mark}", at=w.at
    )
    _approved(side, w.first.anna, 20)
    payments.cancel_batch(actor=w.payer, batch=make(key="twee"), reason=f"Toch niet {side.mark}", at=w.at)
    make(key="drie")
    _approved(side, w.second.anna, 21)


def _ask_about_oneself(side: Side) -> None:
    """Somebody's own data as a file, ready and being made; requests to correct, one in each state."""
    hall, at = side.world.first, side.world.at
    ready = privacy.ask_own_data(actor=hall.anna, language="nl", at=at)
    privacy.make_own_file(actor=Actor.system(hall.id), request=ready, at=at)
    privacy.ask_own_data(actor=hall.jan, language="nl", at=at)
    for state in ("asked", "granted", "refused"):
        request = privacy.ask_correction(actor=hall.anna, text=f"Niet {state} maar {side.mark}", at=at)
        if state != "asked":
            answer = f"Antwoord {side.mark}"
            privacy.answer_correction(
                actor=hall.ad, request=request, is_granted=state == "granted", answer=answer, at=at
            )


def _keep(side: Side) -> None:
    """Years later: a contact that ended is destroyed by two people, all else is held back, and another one waits."""
    hall = side.world.first
    for year in (2028, 2029):
        name = f"Oud {year} {side.mark}"
        contact = contacts.name_contact(
            actor=hall.ad,
            cooperation=side.world.cooperation,
            task=organisations.Task.PAYMENTS,
            side=contacts.Side.DEMAND,
            name=name,
            phone="0182 1",
            since=SINCE,
            at=side.world.at,
        )
        contacts.end_contact(actor=hall.ad, contact=contact, until=TODAY, at=side.world.at)
        at = datetime(year, 1, 3, 9, tzinfo=UTC)
        retention.keep_up(hall.id, at)
        proposal = retention.proposals(actor=hall.carla)[0].id
        narrow = retention.KeepingFilter(proposal=proposal)
        rest = [
            row.id
            for row in retention.keepings(actor=hall.carla, narrow=narrow, count=1000).rows
            if row.kind != "contacts"
        ]
        if rest:
            reason = f"Wacht op {side.mark}"
            hold = retention.hold_back(actor=hall.carla, keepings=rest[1:], reason=reason, at=at)
            retention.hold_back(actor=hall.carla, keepings=rest[:1], reason=reason, at=at)
            retention.lift_hold(actor=hall.ad, hold=hold, reason=f"Klaar {side.mark}", at=at)
            retention.hold_back(actor=hall.carla, keepings=rest[1:], reason=reason, at=at)
        if year == 2028:
            retention.accept_destruction(actor=hall.carla, proposal=proposal, at=at)
            retention.confirm_destruction(actor=hall.ad, proposal=proposal, at=at)
            retention.destroy_confirmed(actor=retention.working_for(hall.id), proposal=proposal, at=at)


def _look_afterwards(side: Side) -> None:
    w, hall = side.world, side.world.first
    small = [w.submitted(hall.anna, journey(str(n), date(2026, 10, 10)), at=OCTOBER) for n in (11, 12)]
    claims.draw_sample(
        actor=hall.carla, organisation=hall.id, month=OCTOBER.date(), seed=f"zaad {side.mark}", at=w.at
    )
    claims.judge_sampled_claim(
        actor=hall.carla, claim=small[0], is_right=False, comment=f"Oordeel {side.mark}", at=w.at
    )


def _calculate(side: Side) -> None:
    """Models of the controller: two versions, one shared, one in the archive, one handed in; one of the provider."""
    w, hall = side.world, side.world.first
    keep = partial(model_files.keep_model, kind="choose", at=w.at)
    for name, who in (
        ("Eigen", hall.carla),
        ("Gedeeld", hall.carla),
        ("Weg", hall.carla),
        ("SSC", w.contract_manager),
    ):
        title = f"{name} {side.mark}"
        model = keep(actor=who, name=title, file=_model(side, name), note=f"Eerste {side.mark}", key=name)
        model_files.keep_version(
            actor=who,
            model=model,
            file=_model(side, f"{name} 2"),
            note=f"Beter {side.mark}",
            key=f"{name} 2",
            at=w.at,
        )
        if name == "Gedeeld":
            model_files.share_model(actor=who, model=model, cooperation=w.cooperation, at=w.at)
        if name == "Weg":
            model_files.archive_model(actor=who, model=model, at=w.at)
    model_files.hand_in(actor=hall.carla, kind="choose", file=_model(side, "Proef"), at=w.at)
    shared = _model(side, "Gedeeld")
    for number, file in (
        (1, shared),
        (2, _model(side, "Gedeeld 2")),
    ):  # looked at once, so that walks read the report
        digest = hashlib.sha256(file.content).hexdigest()
        asked = Asked(file.name, digest, "choose", timezone.localdate(w.at))
        for who in (hall.carla, w.second.carla) if number == 1 else (hall.carla,):
            worked_out(who, asked, file.content)


def _model(side: Side, name: str) -> model_files.Content:
    """A model that works out, in which only this cooperation's words and figures stand."""
    text = f"""
title: Keuze {name} {side.mark}
question: Welke {side.mark}?
criteria:
  - {{name: Kosten {side.mark}, weight: {side.euros}}}
  - {{name: Kwaliteit {side.mark}, weight: 1}}
alternatives:
  - {{name: Samen {side.mark}}}
  - {{name: Alleen {side.mark}}}
scores:
  Samen {side.mark}: {{Kosten {side.mark}: 2, Kwaliteit {side.mark}: 1}}
  Alleen {side.mark}: {{Kosten {side.mark}: 1, Kwaliteit {side.mark}: 2}}
"""
    return model_files.Content(f"keuze {name} {side.mark}.yaml", text.encode())
