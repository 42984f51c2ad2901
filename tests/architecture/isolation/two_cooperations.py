"""Two cooperations with the same names and people, in which everything that can be filled in is, differently.

Whatever stands in one database and not in the other is a marker: a word, a number, an amount, an IBAN, an id.
"""

import hashlib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.utils import timezone
from tests.architecture.isolation.booked import keep_books
from tests.architecture.isolation.claimed import another_account, claim_in_every_state, pay_and_be_answered
from tests.architecture.isolation.connected import connect_systems, sign_in_at_home, tell_by_directory
from tests.architecture.isolation.invoiced import take_invoices_in
from tests.architecture.isolation.invoicing import invoice_customers
from tests.architecture.isolation.ordering import order_something
from tests.architecture.isolation.promised import (
    agree_and_report,
    answer_questions,
    ask_for_services,
    mail_the_desk,
    offer_services,
)
from tests.architecture.isolation.side import OCTOBER, TOMORROW, Side
from tests.foundation.access.passkey import Passkey
from tests.world import SINCE, TODAY, World, employ, journey, purchase, set_up_claims

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.division import api as division
from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.capabilities.model_files import api as model_files
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.contacts import api as contacts
from bodemplaat.foundation.imports import api as imports
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.privacy import api as privacy
from bodemplaat.foundation.retention import api as retention
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import Euro
from bodemplaat.surfaces.calculator.results import Asked, worked_out


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
    keep_books(side)
    claim_in_every_state(side)
    pay_and_be_answered(side)
    another_account(side)
    _moves_of_a_task(side)
    if divided:
        _divide(side)
    _look_afterwards(side)
    _calculate(side)
    offer_services(side, desk.id)
    answer_questions(side)
    ask_for_services(side)
    mail_the_desk(side)
    take_invoices_in(side)
    order_something(side)
    invoice_customers(side)
    agree_and_report(side, desk.id)
    tell_by_directory(side)
    connect_systems(side)
    sign_in_at_home(side)
    for organisation in side.organisations:
        deliver_waiting(organisation)
    _ask_about_oneself(side)
    _keep(side)
    return side


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
    known, _ = imports.read_in_order([imports.HandedIn("units.csv", content)])
    shown = imports.Plan(unchanged=1)
    filled = {f"Alles {mark}.csv": imports.Filled(known[0], 1, 0, shown)}
    imports.keep_to_begin(actor=side.founder, filled=filled, since=TODAY, at=w.at)


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
    organisations.TASK_MOVES.refuse(actor=hall.carla, which=proposed(), reason=reason, at=at)
    organisations.TASK_MOVES.withdraw(actor=hall.ad, which=proposed(), at=at)
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
