"""What each side delivers to the other: agreed on with the DAP, handed over, received or sent back, and reminded of."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from tests.capabilities.agreements.conftest import NEXT_YEAR, Bargain
from tests.world import TODAY

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.agreements.reckoning.content import as_stored, from_stored
from bodemplaat.capabilities.agreements.reckoning.deliveries import due_day
from bodemplaat.formats.free_days import FreeDays
from bodemplaat.foundation.documents.api import Inspected
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, entered, midnight

SALARIES = agreements.Delivery(
    1, "Mutaties voor het salaris", agreements.CUSTOMER, agreements.MONTHLY, (date(2027, 1, 31),)
)
JOURNAL = agreements.Delivery(
    2, "Salarisjournaal", agreements.PROVIDER, agreements.QUARTERLY, (date(2027, 3, 29),), 3
)
CALENDAR = agreements.Content(texts=(("procedures", "Zo doen wij het."),), deliveries=(SALARIES, JOURNAL))
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def at(day: date, hour: int = 9) -> datetime:
    return midnight(day) + timedelta(hours=hour)


def agreed(bargain: Bargain, content: agreements.Content = CALENDAR) -> UUID:
    return bargain.signed(agreements.DAP, content=content)


def in_year(actor: Actor, year: int = 2027) -> tuple[agreements.DeliveryView, ...]:
    return agreements.deliveries(actor=actor, since=date(year, 1, 1), until=date(year + 1, 1, 1))


def first(bargain: Bargain, number: int = 1) -> agreements.DeliveryView:
    return next(each for each in in_year(bargain.writer) if each.line.number == number)


def place(view: agreements.DeliveryView) -> dict[str, object]:
    return {"agreement": view.agreement_id, "line": view.line.number, "planned": view.planned}


def hand_over(actor: Actor, view: agreements.DeliveryView, day: date, **more: object) -> None:
    agreements.hand_over(actor=actor, at=at(day), **place(view), **more)  # type: ignore[arg-type]


def heard(bargain: Bargain, who: Actor) -> tuple[str, str]:
    """The newest message of somebody, in English: subject and body."""
    for organisation in (bargain.world.provider, bargain.world.second.id):
        deliver_waiting(organisation)
    with translation.override("en"):
        newest = inbox_of(actor=who)[0]
    return newest.subject, newest.body


def told(before: agreements.Content, after: agreements.Content) -> list[str]:
    was, is_now = (
        agreements.Terms(agreements.DAP, number, NEXT_YEAR, None, content)
        for number, content in ((1, before), (2, after))
    )
    return [text.render() for _, text in agreements.differences(was, is_now, {})]


def test_the_last_day_of_a_month_is_its_last_day_whatever_the_month() -> None:
    days = list(SALARIES.planned(date(2027, 1, 1), date(2027, 5, 1)))
    assert days == [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]


@given(
    first=DAYS,
    since=DAYS,
    length=st.integers(0, 900),
    step=st.sampled_from(["monthly", "quarterly", "yearly"]),
)
def test_days_lie_within_their_period_and_a_period_cut_in_two_gives_the_same(
    first: date, since: date, length: int, step: str
) -> None:
    line = replace(SALARIES, days=(first,), rhythm=step)
    until, half = since + timedelta(days=length), since + timedelta(days=length // 2)
    days = list(line.planned(since, until))
    assert days == sorted(set(days))
    assert all(max(since, first) <= day < until for day in days)
    assert days == [*line.planned(since, half), *line.planned(half, until)]
    months = {"monthly": 1, "quarterly": 3, "yearly": 12}[step]
    assert all(((day.year - first.year) * 12 + day.month - first.month) % months == 0 for day in days)


@pytest.mark.parametrize(
    ("planned", "whose", "due"),
    [
        (date(2027, 1, 31), FreeDays.AGREEMENT, date(2027, 2, 1)),  # a Sunday
        (date(2027, 3, 26), FreeDays.AGREEMENT, date(2027, 3, 26)),  # Good Friday is no free day by this one
        (
            date(2027, 3, 26),
            FreeDays.LAW,
            date(2027, 3, 30),
        ),  # and by this one, Easter Monday after it as well
        (date(2027, 3, 29), FreeDays.OWN, date(2027, 3, 29)),
        (date(2027, 12, 25), FreeDays.AGREEMENT, date(2027, 12, 27)),
    ],
)
def test_on_a_free_day_it_is_due_on_the_working_day_after(planned: date, whose: FreeDays, due: date) -> None:
    assert due_day(planned, whose) == due


def test_what_was_kept_is_what_was_agreed_and_older_versions_deliver_nothing() -> None:
    content = replace(CALENDAR, free_days=FreeDays.LAW)
    assert from_stored(as_stored(content)) == content
    older = {
        name: rows for name, rows in as_stored(CALENDAR).items() if name not in ("deliveries", "free_days")
    }
    assert from_stored(older).deliveries == ()


def test_everything_that_is_wrong_with_a_delivery_is_told() -> None:
    wrong = {
        "agreement.delivery": replace(SALARIES, what=" "),
        "agreement.delivery_side": replace(SALARIES, owed_by="iemand"),
        "agreement.delivery_remind": replace(SALARIES, remind=32),
        "agreement.delivery_days": replace(SALARIES, days=()),
        "agreement.delivery_never": replace(SALARIES, rhythm=agreements.ONCE, days=(date(2026, 1, 1),)),
    }
    for code, delivery in wrong.items():
        terms = agreements.Terms(
            agreements.DAP, 1, NEXT_YEAR, None, replace(CALENDAR, deliveries=(delivery,))
        )
        assert [each.code for each in agreements.check_terms(terms)] == [code]
    twice = replace(CALENDAR, deliveries=(SALARIES, SALARIES))
    terms = agreements.Terms(agreements.DAP, 1, NEXT_YEAR, None, twice)
    assert [each.code for each in agreements.check_terms(terms)] == ["agreement.same_delivery"]


def test_two_versions_differ_in_words() -> None:
    assert told(CALENDAR, replace(CALENDAR, deliveries=(SALARIES,))) == [
        "“Salarisjournaal” is delivered no more."
    ]
    assert told(replace(CALENDAR, deliveries=(SALARIES,)), CALENDAR) == [
        "“Salarisjournaal” comes in.",
        "“Salarisjournaal”: the provider delivers it to the customer.",
        "“Salarisjournaal”: each quarter, first on 2027-03-29.",
    ]
    days = (date(2027, 1, 20), date(2027, 7, 20))
    other = replace(SALARIES, what="Mutaties", rhythm=agreements.YEARLY, days=days, remind=1)
    assert told(CALENDAR, replace(CALENDAR, deliveries=(other, JOURNAL), free_days=FreeDays.LAW)) == [
        "“Mutaties voor het salaris” is now “Mutaties”.",
        "“Mutaties”: each year, first on 2027-01-20, 2027-07-20.",
        "“Mutaties”: a reminder 1 day before.",
        "Another calendar says which days are free: that of the law (Algemene termijnenwet).",
    ]


def test_only_what_both_signed_is_delivered_and_both_see_the_same(bargain: Bargain) -> None:
    bargain.draft(agreements.DAP, content=CALENDAR)
    assert in_year(bargain.writer) == ()
    agreements.drop_agreement(
        actor=bargain.writer,
        agreement=agreements.customers_with_agreements(actor=bargain.writer, on=TODAY)[-1]
        .newest[agreements.DAP]
        .id,
        at=bargain.world.at,
    )
    agreed(bargain)
    ours, theirs = in_year(bargain.writer), in_year(bargain.customer)
    assert len(ours) == 12 + 4
    assert ours == theirs
    assert in_year(bargain.world.first.carla) == ()


def test_what_was_handed_over_is_received_by_the_other_side_only(bargain: Bargain) -> None:
    agreed(bargain)
    view = first(bargain)
    assert (view.planned, view.due) == (date(2027, 1, 31), date(2027, 2, 1))
    assert view.waits_for == bargain.world.second.id
    with pytest.raises(Refused, match="does not owe"):
        hand_over(bargain.writer, view, date(2027, 2, 1))
    hand_over(bargain.customer, view, date(2027, 2, 1), note=" Twee keer bekeken ")
    view = first(bargain)
    assert (view.standing(date(2027, 2, 9)), view.late(date(2027, 2, 9))) == ("handed_over", 0)
    assert view.waits_for == bargain.writer.organisation_id
    with pytest.raises(Refused, match="already"):
        hand_over(bargain.customer, view, date(2027, 2, 1))
    with pytest.raises(Refused, match="hands this over itself"):
        agreements.receive_delivery(actor=bargain.customer, at=at(date(2027, 2, 2)), **place(view))  # type: ignore[arg-type]
    agreements.receive_delivery(actor=bargain.writer, at=at(date(2027, 2, 2)), **place(view))  # type: ignore[arg-type]
    view = first(bargain)
    assert view.is_done
    assert view.waits_for is None
    assert view.last is not None
    assert (view.last.note, view.last.by) == ("Twee keer bekeken", bargain.customer.person_name)
    with pytest.raises(Refused, match="waits for your answer"):
        agreements.receive_delivery(actor=bargain.writer, at=at(date(2027, 2, 2)), **place(view))  # type: ignore[arg-type]


def test_what_was_sent_back_was_not_handed_over_and_counts_as_late_when_it_comes_again(
    bargain: Bargain,
) -> None:
    agreed(bargain)
    view = first(bargain)
    hand_over(bargain.customer, view, date(2027, 1, 28))
    with pytest.raises(Refused, match="why"):
        agreements.send_delivery_back(
            actor=bargain.writer,
            reason=" ",
            at=at(date(2027, 1, 29)),
            **place(view),  # type: ignore[arg-type]
        )
    agreements.send_delivery_back(
        actor=bargain.writer,
        reason="Blad 2 ontbreekt",
        at=at(date(2027, 1, 29)),
        **place(view),  # type: ignore[arg-type]
    )
    view = first(bargain)
    assert view.standing(date(2027, 1, 30)) == "sent_back"
    assert (view.standing(date(2027, 2, 3)), view.late(date(2027, 2, 3))) == ("late", 2)
    hand_over(bargain.customer, view, date(2027, 2, 4))
    view = first(bargain)
    assert [each.answer for each in view.handovers] == ["sent_back", ""]
    assert view.late(date(2027, 12, 1)) == 3


def test_a_version_that_takes_over_goes_on_with_what_was_handed_over(bargain: Bargain) -> None:
    agreed(bargain)
    hand_over(bargain.customer, first(bargain), date(2027, 2, 1))
    later = replace(CALENDAR, deliveries=(replace(SALARIES, what="Mutaties"),))
    bargain.signed(agreements.DAP, since=date(2027, 4, 1), content=later)
    views = [each for each in in_year(bargain.writer) if each.line.number == 1]
    assert [each.line.what for each in views[2:4]] == ["Mutaties voor het salaris", "Mutaties"]
    assert len({each.planned for each in views}) == len(views)
    assert views[0].counts is not None


def test_a_delivery_that_was_never_agreed_is_not_there(bargain: Bargain) -> None:
    row = agreed(bargain)
    for line, day in ((1, date(2027, 1, 30)), (3, date(2027, 1, 31)), (1, date(2026, 1, 31))):
        with pytest.raises(NotFound):
            agreements.hand_over(
                actor=bargain.customer, agreement=row, line=line, planned=day, at=at(date(2027, 1, 2))
            )
    with pytest.raises(NotFound):
        agreements.delivery(actor=bargain.world.first.carla, agreement=row, line=1, planned=date(2027, 1, 31))


def test_evidence_is_read_by_both_sides_and_nobody_else(bargain: Bargain) -> None:
    agreed(bargain)
    file = Inspected("mutaties.pdf", "application/pdf", b"", b"%PDF-1.4")
    hand_over(bargain.customer, first(bargain), date(2027, 1, 28), evidence=file)
    (kept,) = first(bargain).handovers
    assert kept.has_evidence
    for who in (bargain.customer, bargain.writer, bargain.signer):
        evidence = agreements.evidence_of(actor=who, handover=kept.id)
        assert (evidence.name, evidence.content) == ("mutaties.pdf", b"%PDF-1.4")
    with pytest.raises(NotFound):
        agreements.evidence_of(actor=bargain.world.first.carla, handover=kept.id)
    with pytest.raises(Refused):
        agreements.evidence_of(actor=bargain.world.second.anna, handover=kept.id)


def test_each_side_is_reminded_once_before_the_day_and_on_the_day_after(bargain: Bargain) -> None:
    agreed(bargain)
    hall, centre = bargain.world.second.id, bargain.world.provider

    def remind(organisation: UUID, day: date) -> int:
        return agreements.remind_of_deliveries(actor=Actor.system(organisation), at=at(day, 7))

    due = date(2027, 2, 1)
    assert remind(hall, due - timedelta(days=6)) == 0
    assert remind(centre, due - timedelta(days=5)) == 0
    people = 2  # there two controllers, here who manages contracts and a controller
    assert remind(hall, due - timedelta(days=4)) == people  # the job stood still on the day itself
    assert remind(hall, due) == 0
    assert heard(bargain, bargain.customer)[0] == "To be handed over: Mutaties voor het salaris"
    assert remind(hall, due + timedelta(days=1)) == people
    assert remind(centre, due + timedelta(days=1)) == people
    assert remind(centre, due + timedelta(days=2)) == remind(hall, due + timedelta(days=2)) == 0
    assert heard(bargain, bargain.customer)[0] == "Too late: Mutaties voor het salaris"
    assert heard(bargain, bargain.signer)[0] == "Not yet come: Mutaties voor het salaris"


def test_who_handed_over_is_reminded_no_more_until_it_is_sent_back(bargain: Bargain) -> None:
    agreed(bargain)
    hall = Actor.system(bargain.world.second.id)
    hand_over(bargain.customer, first(bargain), date(2027, 1, 20))
    assert agreements.remind_of_deliveries(actor=hall, at=at(date(2027, 2, 1))) == 0
    agreements.send_delivery_back(
        actor=bargain.writer,
        reason="Blad 2 ontbreekt",
        at=at(date(2027, 2, 1), 10),
        **place(first(bargain)),  # type: ignore[arg-type]
    )
    assert agreements.remind_of_deliveries(actor=hall, at=at(date(2027, 2, 2))) == 2


def test_what_lies_long_behind_is_reminded_of_no_more(bargain: Bargain) -> None:
    agreed(bargain, replace(CALENDAR, deliveries=(replace(SALARIES, rhythm=agreements.ONCE),)))
    for who in (bargain.world.second.id, bargain.world.provider):
        assert agreements.remind_of_deliveries(actor=Actor.system(who), at=at(date(2027, 2, 16))) == 0


def test_the_other_side_hears_what_was_handed_over_and_how_it_was_answered(bargain: Bargain) -> None:
    agreed(bargain)
    hand_over(bargain.customer, first(bargain), date(2027, 1, 28))
    (subject, body) = heard(bargain, bargain.writer)
    assert subject == f"Mutaties voor het salaris: handed over by {bargain.customer.organisation_name}"
    assert body.startswith("It is due on 1 February 2027.")  # said on 28 January
    agreements.send_delivery_back(
        actor=bargain.writer,
        reason="Blad 2 ontbreekt",
        at=at(date(2027, 1, 29)),
        **place(first(bargain)),  # type: ignore[arg-type]
    )
    assert heard(bargain, bargain.customer)[1] == "Blad 2 ontbreekt"


@pytest.mark.parametrize(("day", "said"), [(1, "It is due on"), (2, "It was due on")])
def test_that_a_delivery_was_due_is_said_once_its_day_has_gone(bargain: Bargain, day: int, said: str) -> None:
    agreed(bargain)
    hand_over(bargain.customer, first(bargain), date(2027, 2, day))
    assert heard(bargain, bargain.writer)[1].startswith(f"{said} 1 February 2027.")
    agreements.receive_delivery(
        actor=bargain.writer,
        at=at(date(2027, 2, day), 11),
        **place(first(bargain)),  # type: ignore[arg-type]
    )
    assert heard(bargain, bargain.customer)[1].startswith(f"{said} 1 February 2027.")


def test_what_was_handed_over_is_not_changed_behind_the_platform(bargain: Bargain) -> None:
    agreed(bargain)
    hand_over(bargain.customer, first(bargain), date(2027, 1, 28))
    with entered(bargain.writer), connection.cursor() as cursor:
        for change in ("note = 'anders'", "handed_over_at = now()", "planned = planned + 1"):
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(f"UPDATE agreements_handover SET {change}")
