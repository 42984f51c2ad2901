"""An employee fills in a claim on a phone: three short steps, nothing typed is lost, once is once."""

import dataclasses
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from tests.surfaces.selfservice.pages import fields, press, text, url
from tests.world import IBANS, KINDS, TODAY, World, journey, purchase, receipt

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.documents.api import ACCEPTED, Inspected
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Euro

SignedIn = Callable[[Actor], Client]


@pytest.fixture
def anna(world: World, signed_in: SignedIn) -> Client:
    return signed_in(world.first.anna)


def view_of(world: World, claim: uuid.UUID) -> claims.ClaimView:
    return claims.claim_view(actor=world.first.anna, claim=claim, on=TODAY)


def started(anna: Client) -> uuid.UUID:
    key = fields(anna.get(url("home")))["key"]
    return uuid.UUID(anna.post(url("new"), {"key": key})["Location"].split("/")[2])


def upload(name: str = "bon.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, receipt() if content is None else content, "image/jpeg")


def test_the_whole_of_step_one_on_a_phone(world: World, anna: Client) -> None:
    claim = started(anna)
    page = anna.get(url("edit", claim))
    assert "Anna Jansen, Financiën" in text(page)
    assert fields(page)["iban"] == "NL44 RABO 0123 4567 89"
    press(anna, url("edit", claim), "add_line", "purchase", description="Scholing")
    press(
        anna,
        url("edit", claim),
        "add_line",
        "car",
        **{"lines-0-description": "Vakliteratuur", "lines-0-amount": "34,20"},
    )
    onwards = press(
        anna,
        url("edit", claim),
        "next",
        **{"lines-1-origin": "Nederlek", "lines-1-destination": "Gouda", "lines-1-kilometres": "42,5"},
    )
    assert onwards.status_code == 302
    assert onwards["Location"] == url("prove", claim)
    view = view_of(world, claim)
    assert [line.amount for line in view.lines] == [Euro.of("34.20"), Euro.of("9.78")]
    assert (view.description, view.total, view.lines[0].day) == ("Scholing", Euro.of("43.98"), TODAY)


def test_tapping_twice_starts_one_claim(world: World, anna: Client) -> None:
    key = fields(anna.get(url("home")))["key"]
    assert anna.post(url("new"), {"key": key})["Location"] == anna.post(url("new"), {"key": key})["Location"]
    assert claims.my_claims(actor=world.first.anna).count == 1


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("34,20", "34.20"), ("1.234,50", "1234.50"), ("€ 12", "12.00"), ("0,01", "0.01"), ("12.50", "12.50")],
)
def test_an_amount_is_read_exactly_as_a_dutchman_writes_it(
    world: World, anna: Client, typed: str, amount: str
) -> None:
    claim = world.draft(world.first.anna, purchase())
    press(anna, url("edit", claim), "keep", **{"lines-0-amount": typed})
    assert view_of(world, claim).total == Euro.of(amount)


@pytest.mark.parametrize("typed", ["abc", "12,345", "1,2,3", "-5", "1e3", "٣"])
def test_an_amount_that_does_not_read_keeps_everything_typed(world: World, anna: Client, typed: str) -> None:
    claim = world.draft(world.first.anna, purchase(), journey())
    page = press(
        anna,
        url("edit", claim),
        "next",
        **{"description": "Nieuw doel", "lines-0-amount": typed, "lines-1-origin": "Bergambacht"},
    )
    assert page.status_code == 200
    filled = fields(page)
    assert (filled["lines-0-amount"], filled["lines-1-origin"]) == (typed, "Bergambacht")
    assert 'href="#id_lines-0-amount"' in page.content.decode()
    view = view_of(world, claim)
    assert (view.description, view.lines[0].amount, view.lines[1].origin) == (
        "Nieuw doel",
        None,
        "Bergambacht",
    )


def test_what_the_rules_forbid_is_said_at_its_field_with_the_cure(world: World, anna: Client) -> None:
    claim = world.draft(world.first.anna, purchase())
    page = press(anna, url("edit", claim), "next", **{"lines-0-amount": "600", "lines-0-day": "2026-11-24"})
    assert "Uw organisatie vergoedt hiervoor hoogstens € 500,00." in text(page).replace("\xa0", " ")
    assert "Deze dag moet nog komen." in text(page)
    assert 'aria-invalid="true"' in page.content.decode()
    assert "Totaal van deze declaratie € 600,00" in text(page).replace("\xa0", " ")


def test_a_line_taken_out_takes_its_own_evidence_along(world: World, anna: Client) -> None:
    claim = world.draft(world.first.anna, purchase("10"), purchase("20"), purchase("30"))
    for position in range(3):
        claims.attach_evidence(
            actor=world.first.anna,
            claim=claim,
            position=position,
            name=f"bon-{position}.jpg",
            content=receipt(("red", "green", "blue")[position]),
            at=world.at,
        )
    press(anna, url("edit", claim), "remove_line", "1")
    lines = view_of(world, claim).lines
    assert [(line.amount, [e.name for e in line.evidence]) for line in lines] == [
        (Euro.of("10"), ["bon-0.jpg"]),
        (Euro.of("30"), ["bon-2.jpg"]),
    ]


def test_another_kind_asks_for_other_fields_and_keeps_the_day(world: World, anna: Client) -> None:
    claim = world.draft(world.first.anna, purchase(day=TODAY.replace(day=2)))
    press(anna, url("edit", claim), "keep", **{"lines-0-kind": "car"})
    filled = fields(anna.get(url("edit", claim)))
    assert filled["lines-0-day"] == "2026-11-02"
    assert "lines-0-kilometres" in filled
    assert "lines-0-amount" not in filled


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"lines": "x"},
        {"lines": "99999999999"},
        {"lines": "1", "lines-0-kind": "<script>", "next": "yes"},
        {"lines": "1", "lines-0-kind": "k" * 60},
        {"lines": "1", "lines-0-kind": "car", "lines-0-kilometres": "NaN"},
        {"lines": "1", "lines-0-kind": "car", "lines-0-kilometres": "1e99"},
        {"lines": "1", "lines-0-kind": "other", "lines-0-documents": "no-uuid", "lines-0-day": "0001-01-01"},
        {"lines": "1", "lines-0-kind": "other", "lines-0-description": "a\x00b"},
        {"description": "x" * 500, "iban": "y" * 500, "lines": "0"},
        {"lines": "60", **{f"lines-{i}-kind": "other" for i in range(60)}, "next": "yes"},
    ],
)
def test_nonsense_is_answered_with_the_form(world: World, anna: Client, data: dict[str, str]) -> None:
    claim = world.draft(world.first.anna)
    assert anna.post(url("edit", claim), data).status_code in (200, 302)
    assert anna.post(url("recheck", claim), data).status_code == 200


def test_while_typing_the_total_and_what_is_wrong_are_told_and_nothing_is_kept(
    world: World, anna: Client
) -> None:
    claim = world.draft(world.first.anna, purchase(), journey())
    filled = fields(anna.get(url("edit", claim)))
    typed = {**filled, "lines-0-amount": "501", "lines-1-kilometres": "100", "iban": "NL00"}
    answer = anna.post(url("recheck", claim), typed)
    said = answer.content.decode().replace("\xa0", " ")
    assert '<div hx-swap-oob="innerHTML:#total">€ 524,00</div>' in said
    assert '<div hx-swap-oob="innerHTML:#priced-1">€ 23,00</div>' in said
    assert "hoogstens € 500,00" in said
    assert "Dit rekeningnummer klopt niet" in said
    assert "foto of pdf" not in said, "what is only still to come does not interrupt"
    assert view_of(world, claim).total == Euro.of("43.86")


def test_a_wrong_file_is_refused_in_words_and_the_right_one_beside_it_is_kept(
    world: World, anna: Client
) -> None:
    claim = world.draft(world.first.anna, purchase(), journey())
    page = anna.post(
        url("prove", claim),
        {"lines-0-file": upload("nep.jpg", b"MZ\x90" + b"x" * 99), "lines-1-file": upload("kaart.jpg")},
    )
    assert page.status_code == 200
    assert "“nep.jpg” opent niet als foto" in text(page)
    assert 'href="#file-0"' in page.content.decode()
    assert [[e.name for e in line.evidence] for line in view_of(world, claim).lines] == [[], ["kaart.jpg"]]


def test_a_file_too_large_is_refused_before_it_is_opened(world: World, anna: Client) -> None:
    claim = world.draft(world.first.anna, purchase())
    photo = receipt() + b"\0" * (10 * 1024 * 1024)
    page = anna.post(url("prove", claim), {"lines-0-file": upload("groot.jpg", photo), "next": "yes"})
    assert "“groot.jpg” is groter dan 10 MB." in text(page)
    assert view_of(world, claim).lines[0].evidence == ()


def test_a_file_name_with_html_is_shown_as_text(world: World, anna: Client) -> None:
    claim = world.draft(world.first.anna, purchase())
    name = "<img src=x onerror=alert(1)>{% now %}{{ 7 }}.jpg"
    anna.post(url("prove", claim), {"lines-0-file": upload(name)})
    kept = view_of(world, claim).lines[0].evidence[0].name
    assert "<img" in kept, "the name is kept as it was, and shown safely"
    for page in ("prove", "review", "claim", "edit"):
        drawn = anna.get(url(page, claim)).content.decode()
        assert "<img src=x" not in drawn
        assert "&lt;img src=x" in drawn


def test_evidence_can_be_taken_off_again(world: World, anna: Client) -> None:
    claim = world.draft(world.first.anna)
    document = view_of(world, claim).lines[0].evidence[0].id
    anna.post(url("prove", claim), {"remove_file": str(document)})
    assert view_of(world, claim).lines[0].evidence == ()
    assert anna.get(url("evidence", claim, document)).status_code == 404


def test_the_check_names_what_is_missing_with_a_link_to_its_place(world: World, anna: Client) -> None:
    claim = world.draft(world.first.anna, purchase())
    page = anna.get(url("review", claim))
    assert "Eén ding moet nog kloppen" in text(page)
    assert f'href="{url("prove", claim)}#lines-0"' in page.content.decode()
    assert "Declaratie indienen" not in text(page)
    refused = anna.post(url("review", claim), {"key": "k"})
    assert "Voeg een foto of pdf van de bon toe" in text(refused)
    assert view_of(world, claim).state == "draft"


def test_the_same_receipt_twice_is_a_warning_with_a_link_and_no_wall(world: World, anna: Client) -> None:
    photo = receipt("teal")
    first, second = (world.draft(world.first.anna, purchase()) for _ in range(2))
    for claim in (first, second):
        anna.post(url("prove", claim), {"lines-0-file": upload("bon.jpg", photo)})
    press(anna, url("review", first), "submit")
    page = anna.get(url("review", second))
    assert "Dezelfde bon is al ingediend, bij declaratie 2026-000001" in text(page)
    assert "dezelfde soort, datum en bedrag" not in text(page), "said once is enough"
    assert f'href="{url("claim", first)}"' in page.content.decode()
    press(anna, url("review", second), "submit")
    assert view_of(world, second).state == "in_approval"


def test_handing_in_twice_makes_one_claim_and_says_so(world: World, anna: Client) -> None:
    claim = world.draft(world.first.anna)
    key = fields(anna.get(url("review", claim)))["key"]
    for _ in range(2):
        answer = anna.post(url("review", claim), {"key": key}, follow=True)
        assert answer.redirect_chain[-1][0] == url("claim", claim)
    assert text(answer).count("is ingediend") == 0, "the second press announces nothing new"
    again = anna.post(url("review", claim), {"key": "another"}, follow=True)
    assert "Deze declaratie was al ingediend" in text(again)
    assert [e.event for e in view_of(world, claim).timeline].count("claim.submitted") == 1


@pytest.mark.parametrize("name", ["edit", "recheck", "prove"])
def test_what_was_handed_in_cannot_be_changed(world: World, anna: Client, name: str) -> None:
    claim = world.submitted(world.first.anna)
    answer = anna.post(url(name, claim), {"lines": "0", "next": "yes"})
    assert answer.status_code == 403
    assert "kan niet meer worden aangepast" in text(answer)
    assert view_of(world, claim).total == Euro.of("34.20")


def test_the_draft_is_kept_when_one_goes_away(world: World, anna: Client) -> None:
    claim = world.draft(world.first.anna, purchase())
    answer = press(anna, url("edit", claim), "later", description="Later verder")
    assert answer["Location"] == url("home")
    assert "Later verder" in text(anna.get(url("home")))
    assert IBANS[1] == view_of(world, claim).iban


def test_where_claims_are_not_set_up_one_is_told_whom_to_ask(world: World, signed_in: SignedIn) -> None:
    answer = signed_in(world.clerk).post(url("new"), {"key": "k"}, follow=True)
    assert "Niemand behandelt vandaag op deze site declaraties van" in text(answer)
    assert 'href="/wie-bel-ik/"' in answer.content.decode()


def test_one_cost_takes_ten_files_and_says_so(world: World, anna: Client) -> None:
    claim = world.draft(world.first.anna, purchase())
    files = [upload(f"bon-{n}.jpg") for n in range(10)]
    for file in files:
        claims.attach_inspected(
            actor=world.first.anna,
            claim=claim,
            position=0,
            file=Inspected(str(file.name), "image/jpeg", b"", receipt()),
            at=world.at,
        )
    page = anna.post(url("prove", claim), {"lines-0-file": [upload("elf.jpg"), upload("twaalf.jpg")]})
    assert "Bij een kostenpost passen hoogstens 10 bestanden" in text(page)
    assert len(view_of(world, claim).lines[0].evidence) == 10


def test_nobody_keeps_more_than_fifty_claims_unfinished(world: World, anna: Client) -> None:
    for n in range(50):
        claims.start_claim(actor=world.first.anna, key=f"nummer {n}", at=world.at)
    refused = anna.post("/declaraties/nieuw/", {"key": "een te veel"})
    assert refused.status_code == 403
    assert "50 declaraties die nog niet zijn ingediend" in text(refused)
    again = anna.post("/declaraties/nieuw/", {"key": "nummer 3"})
    assert again.status_code == 302, "the same press again is not one more"
    claims.start_claim(actor=world.first.bert, key="van een ander", at=world.at)


def test_the_file_box_offers_exactly_what_is_kept(world: World, anna: Client) -> None:
    claim = world.draft(world.first.anna, purchase())
    assert f'accept="{",".join(ACCEPTED)}"' in anna.get(url("prove", claim)).content.decode()


def test_two_windows_never_delete_and_nothing_typed_is_lost(world: World, anna: Client) -> None:
    claim = world.draft(world.first.anna, purchase("1"))
    stale = fields(anna.get(url("edit", claim)))
    press(anna, url("edit", claim), "add_line", "purchase")
    press(anna, url("edit", claim), "add_line", "car")
    assert len(view_of(world, claim).lines) == 3
    for button in ("next", "later", "add_line", "remove_line"):
        value = {"add_line": "car", "remove_line": "0"}.get(button, "yes")
        typed = {**stale, "description": "Hier getypt", "lines-0-amount": "12,34", button: value}
        page = anna.post(url("edit", claim), typed)
        assert page.status_code == 200
        assert "in een ander venster" in text(page)
        assert "3 kosten" in text(page)
        again = fields(page)
        assert (again["description"], again["lines-0-amount"]) == ("Hier getypt", "12,34")
        assert again["version"] == stale["version"], "pressing once more does not get round it"
        kept = view_of(world, claim)
        assert (len(kept.lines), kept.description) == (3, "Scholing")


def test_the_check_shows_old_and_new_when_a_rate_changed(world: World, anna: Client) -> None:
    claim = world.draft(world.first.anna, journey("100"))
    opened = fields(anna.get(url("review", claim)))
    cheaper = dataclasses.replace(KINDS[0], rate=Decimal("0.10"))
    claims.set_kind(
        actor=world.system, organisation=world.first.id, since=TODAY, kind=cheaper, position=0, at=world.at
    )
    refused = anna.post(url("review", claim), opened)
    said = text(refused).replace("\xa0", " ")
    assert "€ 23,00" in said
    assert "€ 10,00" in said
    assert view_of(world, claim).state == "draft"
    press(anna, url("review", claim), "submit")
    assert (view_of(world, claim).state, view_of(world, claim).total) == ("in_approval", Euro.of("10"))


def test_saving_with_a_mistake_prices_and_checks_once(world: World, anna: Client) -> None:
    claim = world.draft(world.first.anna, journey("42.5"))
    form = fields(anna.get(url("edit", claim)))
    asked: list[tuple[str, str]] = []

    def noted(execute: Any, statement: Any, values: Any, many: bool, context: Any) -> Any:
        asked.append((str(statement), str(values)))
        return execute(statement, values, many, context)

    with connection.execute_wrapper(noted):
        page = anna.post(url("edit", claim), {**form, "lines-0-destination": "", "next": ""})
    assert "Vul in van waar naar waar u reisde" in text(page)
    rates = [statement for statement, _ in asked if 'FROM "claims_claimkind"' in statement]
    alike = [
        statement
        for statement, values in asked
        if 'FROM "claims_claimline"' in statement and '"amount_cents" = ' in statement and "978" in values
    ]
    assert (len(rates), len(alike)) == (
        2,
        1,
    )  # the claim as it was, the price; what may be chosen was read already
