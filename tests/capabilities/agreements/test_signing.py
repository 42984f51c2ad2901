"""From a draft to what holds: offered, signed by both with mandate, replaced, refused, ended; never two at once."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from tests.capabilities.agreements.conftest import NEXT_YEAR, Bargain, dfa, dvo
from tests.world import TODAY, another_hat

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role, entered

MARCH = date(2027, 3, 1)


def test_it_holds_when_both_have_signed(bargain: Bargain) -> None:
    row = bargain.draft()
    with pytest.raises(NotFound):
        bargain.view(row, bargain.customer)
    agreements.offer_agreement(actor=bargain.writer, agreement=row, at=bargain.world.at)
    assert bargain.view(row, bargain.customer).standing(TODAY) == "offered"
    assert bargain.view(row, bargain.customer).moves == ("sign", "refuse")
    assert not agreements.sign_agreement(actor=bargain.customer, agreement=row, at=bargain.world.at)
    assert bargain.view(row).standing(TODAY) == "signed_by_one"
    assert agreements.sign_agreement(actor=bargain.signer, agreement=row, at=bargain.world.at)
    for who in (bargain.writer, bargain.customer):
        seen = bargain.view(row, who)
        assert {each.side: each.name for each in seen.signatures} == {
            "provider": "Dirk Prins",
            "customer": "Piet de Boer",
        }
        assert (seen.provider_name, seen.customer_name) == ("Servicecentrum K5", "Vlist")
        assert seen.offered_by == "Coen Visser"
        assert seen.standing(TODAY) == "to_come"
        assert seen.standing(NEXT_YEAR) == "in_force"


def test_who_offers_does_not_sign_and_nobody_signs_without_mandate(bargain: Bargain) -> None:
    row = bargain.offered()
    w = bargain.world
    access.assign_function(
        actor=w.system, person=bargain.writer.person, function=agreements.MANDATE, since=TODAY, at=w.at
    )
    with pytest.raises(Refused, match="two people do"):
        agreements.sign_agreement(actor=bargain.writer, agreement=row, at=w.at)
    with pytest.raises(Refused, match="mandate"):
        agreements.sign_agreement(actor=w.second.carla, agreement=row, at=w.at)
    employee = another_hat(w.system, bargain.customer, Role.EMPLOYEE)
    with pytest.raises(Refused, match="another role"):
        agreements.sign_agreement(actor=employee, agreement=row, at=w.at)
    assert bargain.view(row).signatures == ()


def test_another_customer_does_not_know_of_it(bargain: Bargain) -> None:
    row = bargain.signed()
    for outsider in (bargain.world.first.carla, bargain.world.first.ad):
        with pytest.raises(NotFound):
            bargain.view(row, outsider)
        with pytest.raises(NotFound):
            agreements.sign_agreement(actor=outsider, agreement=row, at=bargain.world.at)
        assert agreements.customers_with_agreements(actor=outsider, on=TODAY) == ()
        with entered(outsider), connection.cursor() as cursor:
            for table in ("agreement", "agreementhistory"):
                cursor.execute(f"SELECT count(*) FROM agreements_{table}")
                assert cursor.fetchone() == (0,)
    with pytest.raises(Refused, match="another role"):
        agreements.customers_with_agreements(actor=bargain.world.clerk, on=TODAY)


def test_a_later_version_takes_over_on_its_first_day(bargain: Bargain) -> None:
    first = bargain.signed()
    second = bargain.signed(since=MARCH)
    assert bargain.view(first).terms.until == MARCH
    assert bargain.view(first).standing(MARCH) == "ended"
    assert bargain.view(second).standing(MARCH) == "in_force"
    (row,) = (
        each
        for each in agreements.customers_with_agreements(actor=bargain.writer, on=MARCH)
        if each.customer_name == "Vlist"
    )
    assert row.in_force[agreements.DVO].id == second
    assert [
        each.terms.number for each in agreements.versions_of(actor=bargain.writer, agreement=first, on=MARCH)
    ] == [
        2,
        1,
    ]


def test_days_never_overlap(bargain: Bargain) -> None:
    bargain.signed(since=MARCH)
    early = bargain.draft(since=NEXT_YEAR)
    with pytest.raises(Refused, match="overlap") as why:
        agreements.offer_agreement(actor=bargain.writer, agreement=early, at=bargain.world.at)
    assert why.value.values == {"number": 1, "since_day": MARCH}
    agreements.change_agreement(
        actor=bargain.writer,
        agreement=early,
        since=NEXT_YEAR,
        until=MARCH,
        content=dvo(),
        at=bargain.world.at,
    )
    agreements.offer_agreement(actor=bargain.writer, agreement=early, at=bargain.world.at)
    for who in (bargain.customer, bargain.signer):
        agreements.sign_agreement(actor=who, agreement=early, at=bargain.world.at)
    with (
        pytest.raises(DatabaseError, match="signed_agreements_do_not_overlap"),
        entered(bargain.writer),
        transaction.atomic(),
    ):
        connection.cursor().execute(
            "UPDATE agreements_agreement SET valid_until = NULL WHERE id = %s", [early]
        )


@pytest.mark.parametrize(
    "forged",
    [
        "UPDATE agreements_agreement SET content = '{}' WHERE id = %s",
        "UPDATE agreements_agreement SET valid_from = '2026-01-01' WHERE id = %s",
        "UPDATE agreements_agreement SET state = 'signed' WHERE id = %s",
        "DELETE FROM agreements_agreement WHERE id = %s",
    ],
)
def test_what_was_offered_never_changes_and_is_signed_by_both(bargain: Bargain, forged: str) -> None:
    row = bargain.offered()
    with pytest.raises(Refused, match="stays as it is"):
        agreements.change_agreement(
            actor=bargain.writer, agreement=row, since=MARCH, until=None, content=dvo(), at=bargain.world.at
        )
    with pytest.raises(DatabaseError), entered(bargain.writer), transaction.atomic():
        connection.cursor().execute(forged, [row])


def test_what_is_refused_says_why_and_the_next_version_begins(bargain: Bargain) -> None:
    row = bargain.offered()
    with pytest.raises(Refused, match="written or offered"):
        bargain.draft()
    agreements.refuse_agreement(
        actor=bargain.customer, agreement=row, reason="Norm te laag", at=bargain.world.at
    )
    seen = bargain.view(row)
    assert (seen.state, seen.refused_by, seen.refused_because) == ("refused", "Piet de Boer", "Norm te laag")
    assert seen.moves == ("next",)
    second = bargain.offered()
    assert bargain.view(second).terms.number == 2
    with pytest.raises(Refused, match="takes back"):
        agreements.withdraw_agreement(actor=bargain.customer, agreement=second, at=bargain.world.at)
    agreements.withdraw_agreement(actor=bargain.writer, agreement=second, at=bargain.world.at)
    assert bargain.view(second, bargain.customer).state == "withdrawn"


def test_an_offer_is_open_until_its_last_day(bargain: Bargain) -> None:
    row = bargain.draft()
    agreements.offer_agreement(actor=bargain.writer, agreement=row, sign_before=TODAY, at=bargain.world.at)
    late = bargain.world.at + timedelta(days=1)
    with pytest.raises(Refused, match="until"):
        agreements.sign_agreement(actor=bargain.customer, agreement=row, at=late)
    assert bargain.view(row).standing(late.date()) == "expired"
    agreements.withdraw_agreement(actor=bargain.writer, agreement=row, at=late)


def test_either_side_gives_notice_with_mandate(bargain: Bargain) -> None:
    row = bargain.signed()
    for who, reason, match in (
        (bargain.writer, "Stop", "mandate"),
        (bargain.customer, " ", "why"),
    ):
        with pytest.raises(Refused, match=match):
            agreements.end_agreement(
                actor=who, agreement=row, until=MARCH, reason=reason, at=bargain.world.at
            )
    agreements.end_agreement(
        actor=bargain.customer, agreement=row, until=MARCH, reason="Herindeling", at=bargain.world.at
    )
    seen = bargain.view(row)
    assert (seen.terms.until, seen.ended_by, seen.ended_because) == (MARCH, "Piet de Boer", "Herindeling")
    assert any("eindigt op 28 februari" in each for each in heard(bargain, bargain.writer)), "its last day"


def test_everything_that_keeps_it_from_being_offered_is_said_at_once(bargain: Bargain) -> None:
    content = dvo(deviations=(agreements.Deviation("levels", "Anders", ""),))
    content = agreements.Content(
        services=(*content.services, agreements.Taken("XX99", 1), agreements.Taken("SP10", 7)),
        deviations=content.deviations,
    )
    row = bargain.draft(content=content)
    with pytest.raises(agreements.UnsoundAgreement) as unsound:
        agreements.offer_agreement(actor=bargain.writer, agreement=row, at=bargain.world.at)
    assert [each.code for each in unsound.value.findings] == [
        "agreement.unknown_service",
        "agreement.unknown_service",
        "agreement.deviation",
    ]
    year = bargain.draft(agreements.DFA, content=dfa(billing=()), until=date(2029, 1, 1))
    with pytest.raises(agreements.UnsoundAgreement) as unsound:
        agreements.offer_agreement(actor=bargain.writer, agreement=year, at=bargain.world.at)
    assert [each.code for each in unsound.value.findings] == ["agreement.one_year", "agreement.no_billing"]


def heard(bargain: Bargain, who: Actor) -> list[str]:
    for place in (bargain.world.provider, bargain.world.second.id):
        deliver_waiting(place)
    return [each.subject for each in inbox_of(actor=who)]


def test_both_sides_hear_of_it(bargain: Bargain) -> None:
    row = bargain.offered()
    offered = "Dienstverleningsovereenkomst (DVO) van Vlist met Servicecentrum K5: aangeboden"
    assert heard(bargain, bargain.customer) == [offered]
    assert heard(bargain, bargain.signer) == [offered]
    assert heard(bargain, bargain.writer) == []
    agreements.sign_agreement(actor=bargain.customer, agreement=row, at=bargain.world.at)
    assert heard(bargain, bargain.writer) == [
        "Dienstverleningsovereenkomst (DVO) van Vlist met Servicecentrum K5: door één kant getekend"
    ]
    assert heard(bargain, bargain.world.first.carla) == []
