"""A person's own data in one file that holds theirs and nobody else's, and requests to correct something."""

import csv
import io
import json
import zipfile
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.capabilities.cases.desk import asked as asked_for
from tests.capabilities.cases.desk import controller_of, published
from tests.scenarios.paying import paid
from tests.world import IBANS, MONDAY, TODAY, World, purchase, receipt

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.privacy import api as privacy
from bodemplaat.foundation.privacy import own
from bodemplaat.foundation.privacy.models import DataRequestPiece
from bodemplaat.foundation.privacy.own import _cell
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, entered


def fetched(world: World, who: Actor) -> zipfile.ZipFile:
    request = privacy.ask_own_data(actor=who, language="nl", at=MONDAY)
    privacy.make_own_file(actor=Actor.system(who.organisation_id), request=request, at=MONDAY)
    file = privacy.fetch_own_data(actor=who, request=request, at=MONDAY)
    content = b"".join(file.pieces)
    assert len(content) == file.size
    return zipfile.ZipFile(io.BytesIO(content))


def everything_in(file: zipfile.ZipFile) -> str:
    return " ".join(
        file.read(name).decode() for name in file.namelist() if not name.startswith("documenten/")
    )


def test_the_file_has_everything_of_one_person_to_read_and_to_calculate_with(world: World) -> None:
    claim = world.approved(world.first.anna)
    deliver_waiting(world.first.id)
    paid(world)
    deliver_waiting(world.first.id)
    file = fetched(world, world.first.anna)
    assert file.testzip() is None
    stems = {part.code for part in privacy.own_parts()}
    assert {f"{stem}.{form}" for stem in stems for form in ("json", "csv")} <= set(file.namelist())
    (mine,) = json.loads(file.read("claims.json"))
    number = claims.claim_view(actor=world.first.anna, claim=claim, on=TODAY).number
    assert (mine["number"], mine["amount"], mine["iban"]) == (number, "34.2", IBANS[1])
    (job,) = csv.DictReader(io.StringIO(file.read("employments.csv").decode("utf-8-sig")), delimiter=";")
    assert (job["unit"], job["manager"]) == ("Financiën", "Jan de Vries")
    (money,) = json.loads(file.read("payments.json"))
    assert money["state"] == "paid"
    (paper,) = (name for name in file.namelist() if name.startswith("documenten/"))
    assert paper == "documenten/0001 bon.jpg"
    assert file.read(paper).startswith(b"\xff\xd8")
    assert "Nederlek" in file.read("README.txt").decode()


def test_it_has_each_request_though_its_service_is_the_providers(world: World) -> None:
    """The job that gathers works for one organisation; what was asked for stands in the catalogue of another."""
    service = published(world, controller_of(world))
    asked_for(world.first.anna, service)
    file = fetched(world, world.first.anna)
    (request,) = json.loads(file.read("cases.json"))
    assert (request["service"], request["subject"]) == ("SP18", "Verklaring voor de bank")
    events = json.loads(file.read("case_events.json"))
    assert {each["case"] for each in events} == {request["number"]}


def test_it_has_nothing_of_anybody_else(world: World) -> None:
    bert, anna, jan = world.first.bert, world.first.anna, world.first.jan
    theirs = world.draft(bert)
    content = claims.Content("Geheim van Bert", IBANS[0], (purchase(day=TODAY - timedelta(days=2)),))
    claims.save_draft(actor=bert, claim=theirs, content=content, at=MONDAY)
    claims.attach_evidence(
        actor=bert, claim=theirs, position=0, name="van bert.jpg", content=receipt("red"), at=MONDAY
    )
    claims.submit_claim(actor=bert, claim=theirs, key="k", at=MONDAY)
    claims.approve_claim(actor=jan, claim=theirs, comment="Prima Bert", at=MONDAY)
    deliver_waiting(world.first.id)
    told = everything_in(fetched(world, anna))
    for word in ("Geheim van Bert", "Bert Hendriks", "bert@", str(bert.person), "van bert", "Prima Bert"):
        assert word not in told, word
    file = fetched(world, jan)
    decisions = json.loads(file.read("decisions.json"))
    assert [each["decision"] for each in decisions] == ["approved"], "one's own decision, by its number"
    assert "Geheim van Bert" not in everything_in(file)
    assert [name for name in file.namelist() if name.startswith("documenten/")] == []


def test_nobody_else_fetches_it_and_it_is_gone_after_a_week(world: World) -> None:
    anna = world.first.anna
    request = privacy.ask_own_data(actor=anna, language="en", at=MONDAY)
    assert privacy.ask_own_data(actor=anna, language="en", at=MONDAY) == request, "one at a time"
    with pytest.raises(NotFound):
        privacy.fetch_own_data(actor=anna, request=request, at=MONDAY)
    system = Actor.system(world.first.id)
    privacy.make_own_file(actor=system, request=request, at=MONDAY)
    for stranger in (world.first.bert, world.first.jan, world.first.ad, world.clerk, world.second.anna):
        with pytest.raises(NotFound):
            privacy.fetch_own_data(actor=stranger, request=request, at=MONDAY)
    (view,) = privacy.own_data_requests(actor=anna)
    assert (view.done, view.ready_at is not None) == (view.total, True)
    assert view.until is not None
    privacy.forget_files(actor=system, at=view.until + timedelta(seconds=1))
    assert privacy.own_data_requests(actor=anna) == ()
    lines = [line.action for line in trail_of(actor=world.first.carla, subject=anna.person)]
    assert [each for each in lines if each.startswith("own_data")] == ["own_data.asked"]


def test_what_is_large_is_kept_and_read_in_pieces(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """With pieces of a hundred bytes: the file is the same, and no more than one piece is there at once."""
    monkeypatch.setattr(own, "PIECE", 100)
    anna = world.first.anna
    world.approved(anna)
    request = privacy.ask_own_data(actor=anna, language="nl", at=MONDAY)
    privacy.make_own_file(actor=Actor.system(anna.organisation_id), request=request, at=MONDAY)
    file = privacy.fetch_own_data(actor=anna, request=request, at=MONDAY)
    pieces = list(file.pieces)
    assert len(pieces) > 10
    assert {len(piece) for piece in pieces[:-1]} == {100}
    assert zipfile.ZipFile(io.BytesIO(b"".join(pieces))).testzip() is None
    for stranger in (world.first.bert, world.first.ad, world.clerk, world.second.anna):
        with entered(stranger):
            theirs = DataRequestPiece.records.of(stranger).filter(request_id=request)
            assert stranger.organisation_id == anna.organisation_id or not theirs.exists()


@given(st.text(max_size=20))
def test_a_spreadsheet_takes_no_cell_for_a_formula(text: str) -> None:
    cell = _cell(text)
    assert cell[:1] not in ("=", "+", "@", "\t", "\r")
    assert cell[:1] != "-" or cell.strip("-0123456789.,") == ""


def asked(world: World) -> UUID:
    return privacy.ask_correction(actor=world.first.anna, text="Mijn naam is met een s te veel", at=MONDAY)


def test_a_correction_is_asked_answered_within_a_month_and_seen_by_both(world: World) -> None:
    request = asked(world)
    deliver_waiting(world.first.id)
    (told, *_) = inbox_of(actor=world.first.ad)
    assert "23 december 2026" in told.subject
    assert "Anna" not in told.subject + told.body
    view = privacy.correction_view(actor=world.first.ad, request=request)
    assert (view.answer_by, view.person_name) == (date(2026, 12, 23), "Anna Jansen")
    organisations.change_person(
        actor=world.first.ad,
        person=world.first.anna.person,
        name="Anna Janse",
        email="anna@nederlek.example",
        number="",
        language="nl",
        at=MONDAY,
    )
    privacy.answer_correction(
        actor=world.first.ad, request=request, is_granted=True, answer="Uw naam is veranderd", at=MONDAY
    )
    deliver_waiting(world.first.id)
    (mine,) = privacy.own_corrections(actor=world.first.anna)
    assert (mine.state, mine.answer) == ("granted", "Uw naam is veranderd")
    (news, *_) = inbox_of(actor=world.first.anna)
    assert "beantwoord" in news.subject
    with pytest.raises(Refused, match="answered already"):
        privacy.answer_correction(
            actor=world.first.ad, request=request, is_granted=False, answer="Nee", at=MONDAY
        )


def test_only_an_administrator_of_the_organisation_answers_and_never_their_own(world: World) -> None:
    request = asked(world)
    for stranger in (world.first.carla, world.first.jan, world.clerk):
        with pytest.raises((Refused, NotFound)):
            privacy.answer_correction(
                actor=stranger, request=request, is_granted=True, answer="Goed", at=MONDAY
            )
    with pytest.raises(NotFound):
        privacy.correction_view(actor=world.second.ad, request=request)
    own = privacy.ask_correction(actor=world.first.ad, text="Mijn adres", at=MONDAY)
    with pytest.raises(Refused, match="their own"):
        privacy.answer_correction(
            actor=world.first.ad, request=own, is_granted=True, answer="Gedaan", at=MONDAY
        )
    with pytest.raises(Refused):
        privacy.ask_correction(actor=world.first.anna, text="  ", at=MONDAY)
    with pytest.raises(Refused):
        privacy.answer_correction(
            actor=world.first.ad, request=request, is_granted=False, answer=" ", at=MONDAY
        )


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)))
def test_a_month_is_never_longer_than_a_month(day: date) -> None:
    last = privacy.clock_on(day).last_day(day)
    assert 28 <= (last - day).days <= 31
    assert last.day <= day.day
