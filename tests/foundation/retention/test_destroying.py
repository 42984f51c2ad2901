"""From a claim that is paid to its destruction: a date, a proposal, two people, and a certificate."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from tests.scenarios.paying import paid
from tests.world import MONDAY, TODAY, World, another_hat, employ

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.retention import api as retention
from bodemplaat.foundation.retention.destroying import destroy
from bodemplaat.foundation.retention.models import DestructionProposal, Keeping
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role, entered

LATER = datetime(2034, 1, 2, 9, 0, tzinfo=UTC)
"""The first working day on which what was paid in 2026 may go."""


def settled(world: World) -> UUID:
    """A claim of Anna's with its receipt that was paid by the bank."""
    claim = world.approved(world.first.anna)
    deliver_waiting(world.first.id)
    paid(world)
    deliver_waiting(world.first.id)
    return claim


def every_night(organisation: UUID, at: datetime) -> None:
    retention.keep_up(organisation, at)


def proposed(world: World, at: datetime = LATER) -> retention.ProposalView:
    every_night(world.first.id, at)
    return retention.proposals(actor=world.first.carla)[0]


def by_two(world: World, proposal: UUID, at: datetime = LATER) -> None:
    retention.accept_destruction(actor=world.first.carla, proposal=proposal, at=at)
    retention.confirm_destruction(actor=world.first.ad, proposal=proposal, at=at)
    retention.destroy_confirmed(actor=retention.working_for(world.first.id), proposal=proposal, at=at)


def by_the_worker(organisation: UUID, proposal: UUID, at: datetime = LATER) -> None:
    """As the worker would at ``at``: the task itself, on that day's clock."""
    with pytest.MonkeyPatch.context() as clock:
        clock.setattr("bodemplaat.foundation.retention.destroying.timezone.now", lambda: at)
        destroy(str(organisation), str(proposal))


def words_in(organisation: UUID, *words: str) -> dict[str, int]:
    """In which tables of an organisation, history among them, a word stands."""
    found = {}
    with entered(retention.working_for(organisation)), connection.cursor() as cursor:
        for model in apps.get_models():
            fields = {field.name for field in model._meta.fields}
            if "organisation" not in fields or not model.__module__.startswith("bodemplaat."):
                continue
            table = model._meta.db_table
            cursor.execute(
                f"SELECT count(*) FROM {table} t WHERE organisation_id = %s AND t::text LIKE ANY (%s)",
                [organisation, [f"%{word}%" for word in words]],
            )
            (count,) = cursor.fetchone()
            if count:
                found[table] = count
    return found


def test_a_closed_claim_gets_its_date_and_an_open_one_none(world: World) -> None:
    claim = settled(world)
    world.submitted(world.first.bert)
    every_night(world.first.id, MONDAY + timedelta(days=3))
    found = retention.keepings(actor=world.first.carla, narrow=retention.KeepingFilter(kind="claims"))
    (row,) = found.rows
    assert (row.record, row.trigger_day) == (claim, TODAY + timedelta(days=1))
    assert (row.destroy_after, row.list_version) == (date(2033, 12, 31), "2020")
    assert row.category == "18 Betalen en innen"


def test_a_date_set_twice_is_the_same(world: World) -> None:
    settled(world)
    for _ in range(2):
        every_night(world.first.id, MONDAY + timedelta(days=3))
    found = retention.keepings(actor=world.first.carla, narrow=retention.KeepingFilter())
    assert found.count == len({(row.kind, row.record) for row in found.rows})
    before = found.rows
    every_night(world.first.id, MONDAY + timedelta(days=4))
    assert retention.keepings(actor=world.first.carla, narrow=retention.KeepingFilter()).rows == before


def test_nothing_is_proposed_before_its_term_is_over(world: World) -> None:
    settled(world)
    every_night(world.first.id, datetime(2033, 12, 31, 12, tzinfo=UTC))
    kinds = {
        row.kind
        for each in retention.proposals(actor=world.first.carla)
        for row in retention.keepings(
            actor=world.first.carla, narrow=retention.KeepingFilter(proposal=each.id)
        ).rows
    }
    assert kinds <= {"notices", "sign_ins", "announcements"}


def test_what_two_people_let_go_is_gone_with_its_receipts_and_its_history(world: World) -> None:
    claim = settled(world)
    stays = world.submitted(world.first.bert)
    assert {"claims_claim", "claims_claimhistory"} <= set(words_in(world.first.id, str(claim)))
    before = words_in(world.first.id, "bon.jpg")["documents_document"]
    view = proposed(world)
    by_two(world, view.id)
    tables = words_in(world.first.id, str(claim))
    assert set(tables) <= {"audit_auditentry", "payments_payment", "payments_paymenthistory"}, (
        "facts remain; the payment goes when no statement tells of it"
    )
    assert words_in(world.first.id, "bon.jpg")["documents_document"] == before - 1
    with pytest.raises(NotFound):
        claims.claim_view(actor=world.first.anna, claim=claim, on=TODAY)
    assert claims.claim_view(actor=world.first.bert, claim=stays, on=TODAY).id == stays


def test_in_two_months_nothing_of_the_money_is_left_either(world: World) -> None:
    claim = settled(world)
    by_two(world, proposed(world).id)
    february = LATER + timedelta(days=31)
    second = proposed(world, february)
    by_two(world, second.id, february)
    assert set(words_in(world.first.id, str(claim))) <= {"audit_auditentry"}
    assert words_in(world.first.id, "NL44RABO0123456789") == {
        "organisations_employment": 6,
        "organisations_employmenthistory": 6,
    }, "who works here keeps an account"
    every_night(world.provider, LATER + timedelta(days=62))
    controller = employed_at_the_centre(world)
    (batch,) = retention.proposals(actor=controller[0])
    retention.accept_destruction(actor=controller[0], proposal=batch.id, at=LATER)
    retention.confirm_destruction(actor=controller[1], proposal=batch.id, at=LATER)
    assert "documents_document" in words_in(world.provider, "pain001", ".xml")
    by_the_worker(world.provider, batch.id, LATER + timedelta(days=62))
    assert words_in(world.provider, "pain001", ".xml") == {}


def employed_at_the_centre(world: World) -> tuple[Actor, Actor]:
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    one = employ(world.system, world.provider, desk.id, "Ineke Post", None, Role.CONTROLLER)
    other = employ(world.system, world.provider, desk.id, "Ad Post", None, Role.ADMINISTRATOR)
    return one, other


def test_the_certificate_says_what_and_who_and_no_name_of_whose_it_was(world: World) -> None:
    claim = settled(world)
    by_two(world, proposed(world).id)
    (certificate,) = retention.certificates(actor=world.first.carla)
    line = next(line for line in certificate.lines if line.kind == "claims")
    assert (line.records, line.documents, line.category) == (1, 1, "18 Betalen en innen")
    assert str(line.total) == str(claims_total()), "the total remains"
    assert (certificate.accepted_by_name, certificate.confirmed_by_name) == ("Carla Dekker", "Ad van Dijk")
    assert "Jansen" not in str(certificate)
    assert str(claim) not in str(certificate)
    with pytest.raises(Exception, match="append_only"), entered(world.first.system):
        apps.get_model("retention.Certificate").records.of(world.first.system).update(number=7)


def claims_total() -> Any:
    from bodemplaat.kernel import Euro

    return Euro.of("34.20")


def test_nobody_lets_go_alone(world: World) -> None:
    settled(world)
    view = proposed(world)
    both_hats = another_hat(world.system, world.first.carla, Role.ADMINISTRATOR)
    with pytest.raises(Refused, match="decided already"):
        retention.confirm_destruction(actor=world.first.ad, proposal=view.id, at=LATER)
    retention.accept_destruction(actor=world.first.carla, proposal=view.id, at=LATER)
    for same in (world.first.carla, both_hats):
        with pytest.raises(Refused, match="accepted this yourself"):
            retention.confirm_destruction(actor=same, proposal=view.id, at=LATER)
    for stranger in (world.first.anna, world.first.jan, world.clerk):
        with pytest.raises(Refused):
            retention.accept_destruction(actor=stranger, proposal=view.id, at=LATER)
    with pytest.raises(NotFound):
        retention.confirm_destruction(actor=world.second.ad, proposal=view.id, at=LATER)


def test_the_database_itself_wants_two(world: World) -> None:
    settled(world)
    proposal = proposed(world)
    one = {"accepted_by": world.first.carla.person, "confirmed_by": world.first.carla.person}
    with entered(world.first.system):
        row = DestructionProposal.records.of(world.first.system).filter(id=proposal.id)
        for constraint, columns in (("destroyed_by_two", one), ("destroyed_after_both", {})):
            with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
                row.update(state="confirmed", **columns)


def test_what_is_held_stays_until_the_hold_is_lifted(world: World) -> None:
    claim = settled(world)
    view = proposed(world)
    row = next(
        row
        for row in retention.keepings(
            actor=world.first.carla, narrow=retention.KeepingFilter(proposal=view.id)
        ).rows
        if row.kind == "claims"
    )
    hold = retention.hold_back(
        actor=world.first.carla, keepings=[row.id], reason="Rechtszaak loopt nog", at=LATER
    )
    by_two(world, view.id)
    assert claims.claim_view(actor=world.first.anna, claim=claim, on=TODAY).id == claim
    february = LATER + timedelta(days=31)
    every_night(world.first.id, february)
    found = retention.keepings(actor=world.first.carla, narrow=retention.KeepingFilter(is_held=True))
    assert [(each.record, each.hold_reason) for each in found.rows] == [(claim, "Rechtszaak loopt nog")]
    retention.lift_hold(actor=world.first.ad, hold=hold, reason="Uitspraak gedaan", at=february)
    march = LATER + timedelta(days=60)
    if waiting := [p for p in retention.proposals(actor=world.first.carla) if p.state == "proposed"]:
        retention.refuse_destruction(
            actor=world.first.carla, proposal=waiting[0].id, reason="Eerst dit", at=february
        )
    third = proposed(world, march)
    by_two(world, third.id, march)
    with pytest.raises(NotFound):
        claims.claim_view(actor=world.first.anna, claim=claim, on=TODAY)
    told = [line for line in trail_about(world, claim) if line.startswith("retention.")]
    assert told == ["retention.held", "retention.released"]


def trail_about(world: World, record: UUID) -> list[str]:
    from bodemplaat.foundation.audit.api import trail_of

    return [line.action for line in trail_of(actor=world.first.carla, subject=record)]


def test_a_claim_that_opens_again_leaves_the_list(world: World) -> None:
    from tests.scenarios.paying import sent_back

    claim = world.approved(world.first.anna)
    deliver_waiting(world.first.id)
    file = paid(world)
    deliver_waiting(world.first.id)
    every_night(world.first.id, MONDAY + timedelta(days=2))
    carla, narrow = world.first.carla, retention.KeepingFilter(kind="claims")
    assert [row.record for row in retention.keepings(actor=carla, narrow=narrow).rows] == [claim]
    sent_back(world, file)
    deliver_waiting(world.first.id)
    every_night(world.first.id, MONDAY + timedelta(days=4))
    assert retention.keepings(actor=carla, narrow=narrow).rows == ()


def test_what_got_a_longer_term_after_two_let_it_go_stays(world: World) -> None:
    claim = settled(world)
    view = proposed(world)
    with entered(retention.working_for(world.first.id)):
        longer = Keeping.records.of(retention.working_for(world.first.id)).filter(kind="claims", record=claim)
        assert longer.update(destroy_after=date(2040, 1, 1)) == 1
    by_two(world, view.id)
    assert claims.claim_view(actor=world.first.anna, claim=claim, on=TODAY).id == claim
    narrow = retention.KeepingFilter(kind="claims")
    (row,) = retention.keepings(actor=world.first.carla, narrow=narrow).rows
    assert (row.record, row.proposal_id) == (claim, None)


def left(world: World, on: date) -> UUID:
    """Bert leaves: his employment ends, and so does his role."""
    bert = world.first.bert
    system = world.first.system
    (job,) = organisations.employments_of(actor=system, person=bert.person, on=TODAY)
    organisations.end_employment(actor=system, employment=job.id, until=on, at=MONDAY)
    return bert.person


def test_somebody_who_left_goes_after_ten_years_with_their_account(world: World) -> None:
    from bodemplaat.foundation.access import api as access
    from bodemplaat.foundation.access.models import User

    bert = left(world, TODAY + timedelta(days=1))
    after_ten_years = datetime(2036, 12, 1, 9, tzinfo=UTC)
    every_night(world.first.id, after_ten_years)
    narrow = retention.KeepingFilter(kind="people")
    carla = world.first.carla
    assert retention.keepings(actor=carla, narrow=narrow).rows == (), "a role that runs keeps a person here"
    (role,) = access.assignments_of(actor=world.first.system, people=[bert], on=TODAY)[bert]
    access.end_role(actor=world.first.ad, assignment=role.id, until=TODAY + timedelta(days=1), at=MONDAY)
    for each in retention.proposals(actor=carla):
        retention.refuse_destruction(actor=carla, proposal=each.id, reason="Later", at=after_ten_years)
    view = proposed(world, after_ten_years + timedelta(days=31))
    assert User.objects.filter(pk=world.first.bert.user_id or 0).exists()
    by_two(world, view.id, after_ten_years + timedelta(days=31))
    assert words_in(world.first.id, "Bert Hendriks", str(bert)).keys() <= {"audit_auditentry"}
    assert not User.objects.filter(pk=world.first.bert.user_id or 0).exists()
    assert User.objects.filter(pk=world.first.anna.user_id or 0).exists()


def test_a_month_of_the_trail_goes_as_one(world: World) -> None:
    settled(world)
    at = datetime(2037, 1, 2, 9, tzinfo=UTC)
    view = proposed(world, at)
    (month,) = (
        row
        for row in retention.keepings(
            actor=world.first.carla, narrow=retention.KeepingFilter(proposal=view.id, kind="trail")
        ).rows
    )
    assert (month.label, month.trigger_day) == ("2026-11", date(2026, 11, 30))
    assert month.lines == lines_of_november(world) > 20
    by_two(world, view.id, at)
    assert lines_of_november(world) == 0


def lines_of_november(world: World) -> int:
    with entered(world.first.system):
        rows = apps.get_model("audit.AuditEntry").records.of(world.first.system)
        return int(rows.filter(organisation_id=world.first.id, at__year=2026, at__month=11).count())


def test_the_destruction_that_is_stopped_half_way_leaves_everything(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = settled(world)
    view = proposed(world)
    retention.accept_destruction(actor=world.first.carla, proposal=view.id, at=LATER)
    retention.confirm_destruction(actor=world.first.ad, proposal=view.id, at=LATER)

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("bodemplaat.foundation.retention.destroying._certify", dies)
    with pytest.raises(KeyboardInterrupt):
        by_the_worker(world.first.id, view.id)
    monkeypatch.undo()
    assert claims.claim_view(actor=world.first.anna, claim=claim, on=TODAY).id == claim
    assert retention.certificates(actor=world.first.carla) == ()
    by_the_worker(world.first.id, view.id)
    assert len(retention.certificates(actor=world.first.carla)) == 1


def test_as_many_statements_for_thirty_claims_as_for_three(
    world: World, django_assert_num_queries: Callable[..., Any]
) -> None:
    from django.test.utils import CaptureQueriesContext

    counts = []
    at = LATER
    for number in (3, 30):
        for _ in range(number):
            claim = world.submitted(world.first.anna)
            claims.reject_claim(actor=world.first.jan, claim=claim, reason="Dubbel", at=world.at)
        at += timedelta(days=31)
        view = proposed(world, at)
        retention.accept_destruction(actor=world.first.carla, proposal=view.id, at=at)
        retention.confirm_destruction(actor=world.first.ad, proposal=view.id, at=at)
        with CaptureQueriesContext(connection) as queries:
            by_the_worker(world.first.id, view.id)
        counts.append(len(queries))
    assert counts[1] <= counts[0]
