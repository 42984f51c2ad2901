"""From the proposals to a customer's page, by what people press; and what others may not."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.surfaces.services.conftest import SignedIn
from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Euro

KEPT, OFFERED = reverse("services:kept"), reverse("services:offered")


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def address_of(world: World, code: str) -> str:
    rows = catalogue.services_of(actor=world.contract_manager, on=TODAY)
    return reverse("services:kept_service", args=[next(row.id for row in rows if row.code == code)])


def publish(world: World, controller: Actor, *codes: str) -> None:
    catalogue.fill_with_proposals(actor=world.contract_manager, cooperation=world.cooperation, at=MONDAY)
    for row in catalogue.services_of(actor=world.contract_manager, on=TODAY):
        if row.code in codes:
            version = catalogue.service(actor=world.contract_manager, service=row.id, on=TODAY).latest.id
            catalogue.adopt_version(actor=controller, version=version, at=MONDAY)
            catalogue.publish_version(actor=world.contract_manager, version=version, since=TODAY, at=MONDAY)


def shown(response: Any) -> dict[str, Any]:
    """What the form of a service shows, as a browser sends it back."""
    form = response.context["form"]
    typed = {"prices": str(len(form.prices)), "norms": str(len(form.norms))}
    for each in (form, *form.prices, *form.norms):
        values = {each.add_prefix(name): each[name].value() for name in each.fields}
        typed |= {
            name: str(value.decimal) if isinstance(value, Euro) else value
            for name, value in values.items()
            if value is not None
        }
    return typed


def test_from_proposal_to_customer_by_what_two_people_press(
    world: World, controller: Actor, signed_in: SignedIn
) -> None:
    manager, second = signed_in(world.contract_manager), signed_in(controller)
    assert "No services yet" in text(manager.get(KEPT))
    filled = manager.post(reverse("services:fill"), {"cooperation": str(world.cooperation)}, follow=True)
    assert "42 proposals were added as drafts" in text(filled)
    assert text(manager.get(KEPT)).count("Proposal of Bodemplaat") == 42
    page = address_of(world, "SP10")
    assert "Somebody else adopts this draft" in text(manager.get(page))
    assert manager.post(page, {"action": "adopt"}).status_code == 422
    assert "It no longer changes" in text(second.post(page, {"action": "adopt"}, follow=True))
    published = manager.post(page, {"action": "publish", "publish-since": "2026-11-23"}, follow=True)
    assert "This version was published" in text(published)
    anna = signed_in(world.first.anna)
    seen = text(anna.get(OFFERED))
    assert "Expense claim" in seen
    assert "Paid within 10 working days, 95 %" in seen
    assert "Servicecentrum K5" in seen
    (row,) = anna.get(OFFERED).context["rows"]
    page = reverse("services:service", args=[row["service"].id])
    assert "Proposal of Bodemplaat" in text(anna.get(page))


def test_a_claim_is_begun_from_the_catalogue(world: World, controller: Actor, signed_in: SignedIn) -> None:
    publish(world, controller, "SP10", "SP18")
    anna = signed_in(world.first.anna)
    rows = {row["service"].code: row["service"] for row in anna.get(OFFERED).context["rows"]}
    claim = text(anna.get(reverse("services:service", args=[rows["SP10"].id])))
    assert f'href="{reverse("selfservice:new")}"' in claim
    assert reverse("front:calling") in claim
    assert "Begin</" not in text(anna.get(reverse("services:service", args=[rows["SP18"].id])))


def test_a_service_is_asked_for_from_its_own_page_by_whom_it_is_for(
    world: World, controller: Actor, signed_in: SignedIn
) -> None:
    publish(world, controller, "SP18", "SF02")
    codes = {row.code: row.id for row in catalogue.services_of(actor=world.contract_manager, on=TODAY)}
    for who, code, may in (
        (world.first.anna, "SP18", True),
        (world.first.anna, "SF02", False),
        (world.first.carla, "SF02", True),
    ):
        client = signed_in(who)
        page, ask = (reverse(name, args=[codes[code]]) for name in ("services:service", "cases:ask"))
        assert (f'href="{ask}"' in client.get(page).text) is may, (who.role, code)
        assert (client.get(ask).status_code == 200) is may
    assert f'href="{ask}"' not in client.get(page, {"day": "2027-07-01"}).text, "one asks today"


def test_a_draft_is_changed_in_sections_and_a_mistake_opens_its_own(
    world: World, signed_in: SignedIn
) -> None:
    catalogue.fill_with_proposals(actor=world.contract_manager, cooperation=world.cooperation, at=MONDAY)
    manager, page = signed_in(world.contract_manager), address_of(world, "SP18")
    typed = shown(manager.get(page)) | {"action": "change"}
    wrong = manager.post(page, typed | {"norm-0-percentage": "101"})
    assert wrong.status_code == 422
    sections = wrong.context["form"].sections
    assert [number for number, section in enumerate(sections) if section["is_open"]] == [0, 2]
    right = manager.post(
        page,
        typed | {"price-0-year": "2026", "price-0-amount": "12,50", "description_nl": "Voor de bank"},
        follow=True,
    )
    assert "The draft was changed" in text(right)
    content = right.context["newest"].content
    assert content.prices == (catalogue.Price(2026, Euro.of("12.50")),)
    assert content.description.nl == "Voor de bank"
    assert [each.kind for each in content.indicators] == ["lead_time"]


def test_a_new_service_is_written_and_refused_with_every_mistake(world: World, signed_in: SignedIn) -> None:
    manager = signed_in(world.contract_manager)
    new = reverse("services:new")
    typed = {"code": "x", "name_nl": "Nieuw", "process": "per-3D", "requesters": ["employee"]}
    typed |= {"package": "basic", "line": "1", "case_type": "general"}
    typed |= {"norms": "1", "norm-0-kind": "lead_time"}
    refused = manager.post(new, typed)
    assert refused.status_code == 422
    form = refused.context["form"]
    assert "code" in form.errors
    assert {"nl", "number"} <= set(form.norms[0].errors)
    written = manager.post(new, typed | {"code": "XN1", "norm-0-kind": ""}, follow=True)
    assert "written as a draft" in text(written)


def test_what_changed_between_versions_is_told_in_words(
    world: World, controller: Actor, signed_in: SignedIn
) -> None:
    publish(world, controller, "SP18")
    manager, page = signed_in(world.contract_manager), address_of(world, "SP18")
    begun = manager.post(page, {"action": "next"}, follow=True)
    typed = shown(begun)
    told = text(manager.post(page, typed | {"action": "change", "package": "plus"}, follow=True))
    assert "Package: was “Basic package”, is “Plus package”" in told


def test_others_keep_nothing(world: World, controller: Actor, signed_in: SignedIn) -> None:
    publish(world, controller, "SP18")
    page = address_of(world, "SP18")
    for who in (world.clerk, world.first.anna, world.first.ad):
        assert signed_in(who).get(KEPT).status_code == 403
    assert signed_in(world.first.ad).get(page).status_code in (403, 404)
    listed = signed_in(world.first.ad).get(reverse("services:offered"))
    assert f'href="{KEPT}"' not in listed.content.decode(), (
        "the list leads nobody to a page that refuses them"
    )
    listed = signed_in(controller).get(reverse("services:offered"))
    assert f'href="{KEPT}"' in listed.content.decode()
    assert signed_in(controller).get(reverse("services:new")).status_code == 403


def test_the_list_is_narrowed_and_an_empty_one_says_what_to_do(
    world: World, controller: Actor, signed_in: SignedIn
) -> None:
    anna = signed_in(world.first.jan)
    assert "has not published a service" in text(anna.get(OFFERED))
    publish(world, controller, "SP10", "SP18", "SP15")

    def codes(query: str) -> list[str]:
        return [row["service"].code for row in anna.get(f"{OFFERED}?{query}").context["rows"]]

    assert codes("") == ["SP10", "SP15", "SP18"]
    assert codes("q=declartie") == ["SP10"]
    assert codes("package=plus") == ["SP15"]
    assert codes("line=1") == ["SP18"]
    assert codes("requester=manager") == ["SP15"]
    assert "Nothing found" in text(anna.get(f"{OFFERED}?q=xyzxyz"))


def test_the_workbook_says_what_the_list_says(world: World, signed_in: SignedIn) -> None:
    catalogue.fill_with_proposals(actor=world.contract_manager, cooperation=world.cooperation, at=MONDAY)
    response = signed_in(world.contract_manager).get(f"{KEPT}?format=xlsx")
    with zipfile.ZipFile(io.BytesIO(response.content)) as book:
        told = " ".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    for row in catalogue.services_of(actor=world.contract_manager, on=TODAY):
        assert row.code in told
        assert row.content.name.en.replace("'", "&#39;").split("&")[0] in told
    assert "Paid within 10 working days, 95 %" in told


def test_pages_take_as_many_statements_for_many_services_as_for_one(
    world: World, controller: Actor, signed_in: SignedIn
) -> None:
    def statements() -> list[int]:
        counts = []
        for who, page in ((world.first.anna, OFFERED), (world.contract_manager, KEPT)):
            client = signed_in(who)
            client.get(page)
            with CaptureQueriesContext(connection) as made:
                client.get(page)
            counts.append(len(made))
        return counts

    publish(world, controller, "SP10")
    few = statements()
    publish(world, controller, "SP01", "SP18", "SF01", "SF02", "SF17")
    assert statements() == few


def test_several_norms_and_price_years_are_kept_and_an_emptied_row_goes(
    world: World, signed_in: SignedIn
) -> None:
    catalogue.fill_with_proposals(actor=world.contract_manager, cooperation=world.cooperation, at=MONDAY)
    manager, page = signed_in(world.contract_manager), address_of(world, "SP18")
    typed = shown(manager.get(page)) | {"action": "change", "price-0-year": "2026", "price-0-amount": "12,50"}
    more = manager.post(page, typed | {"add": "norm", "norm-0-percentage": "veel"})
    assert more.status_code == 200, "another row refuses nothing yet"
    assert [len(more.context["form"].norms), len(more.context["form"].prices)] == [2, 1]
    assert [section["is_open"] for section in more.context["form"].sections][2]
    second = {"norms": "2", "norm-1-kind": "accuracy", "norm-1-nl": "Foutloos", "norm-1-percentage": "98"}
    year = {"prices": "2", "price-1-year": "2027", "price-1-amount": "13"}
    kept = manager.post(page, typed | second | year, follow=True).context["newest"].content
    assert [each.kind for each in kept.indicators] == ["lead_time", "accuracy"]
    assert [(each.year, each.amount) for each in kept.prices] == [
        (2026, Euro.of("12.50")),
        (2027, Euro.of("13")),
    ]
    again = shown(manager.get(page)) | {"action": "change"}
    assert again["price-2-year"] == 2028, "an empty row proposes the next year"
    fewer = manager.post(page, again | {"norm-0-kind": "", "price-0-amount": ""}, follow=True)
    left = fewer.context["newest"].content
    assert ([each.kind for each in left.indicators], [each.year for each in left.prices]) == (
        ["accuracy"],
        [2027],
    )


def test_what_is_wrong_in_a_row_is_said_in_that_row(world: World, signed_in: SignedIn) -> None:
    catalogue.fill_with_proposals(actor=world.contract_manager, cooperation=world.cooperation, at=MONDAY)
    manager, page = signed_in(world.contract_manager), address_of(world, "SP18")
    typed = shown(manager.get(page)) | {"action": "change", "norms": "3", "norm-2-kind": "accuracy"}
    typed |= {"prices": "3", "price-0-year": "2026", "price-0-amount": "1", "price-2-amount": "5"}
    wrong = manager.post(page, typed).context["form"]
    assert [set(row.errors) for row in wrong.prices] == [set(), set(), {"year"}]
    twice = typed | {"price-1-year": "2026", "price-1-amount": "2", "price-2-year": "2027"}
    refused = manager.post(page, twice).context["form"]
    assert [set(row.errors) for row in refused.norms] == [set(), set(), {"nl", "number"}]
    assert [set(row.errors) for row in refused.prices] == [set(), {"year"}, set()]


def test_a_customer_takes_the_whole_catalogue_along(
    world: World, controller: Actor, signed_in: SignedIn
) -> None:
    publish(world, controller, "SP10", "SP18")
    anna = signed_in(world.first.anna)
    whole = text(anna.get(f"{OFFERED}?geheel=1"))
    assert whole.count("Servicecentrum K5 provides this for you.") == 2
    assert "Paid within 10 working days, 95 %" in whole
    book = anna.get(f"{OFFERED}?format=xlsx&q=declaratie")
    with zipfile.ZipFile(io.BytesIO(book.content)) as parts:
        told = " ".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))
    assert "Servicecentrum K5" in told
    assert "SP10" in told
    assert "SP18" not in told, "what is searched for is what is taken along"
    assert "services-nederlek-2026-11-23.xlsx" in book.headers["Content-Disposition"]


def test_a_service_is_shown_as_it_was_on_a_day_to_provider_and_customer(
    world: World, controller: Actor, signed_in: SignedIn
) -> None:
    publish(world, controller, "SP10")
    kept = address_of(world, "SP10")
    (row,) = signed_in(world.first.anna).get(OFFERED).context["rows"]
    manager, anna = signed_in(world.contract_manager), signed_in(world.first.anna)
    page = reverse("services:service", args=[row["service"].id])
    version = catalogue.write_next_version(actor=world.contract_manager, service=row["service"].id, at=MONDAY)
    content = replace(row["service"].content, unit=catalogue.Words("per stapel", "per pile"))
    catalogue.change_draft(actor=world.contract_manager, version=version, content=content, at=MONDAY)
    catalogue.adopt_version(actor=controller, version=version, at=MONDAY)
    july = date(2027, 7, 1)
    catalogue.publish_version(actor=world.contract_manager, version=version, since=july, at=MONDAY)
    for client, address in ((manager, kept), (anna, page)):
        before, then = (text(client.get(address, {"day": day})) for day in ("2027-06-30", "2027-07-01"))
        assert "per pile" not in facts_of(before)
        assert "per pile" in facts_of(then)
    assert "Version 2 is shown to customers on 1 July 2027." in text(manager.get(kept, {"day": "2027-07-01"}))
    gone = text(manager.get(kept, {"day": "2026-11-22"}))
    assert "No version is shown to customers on 22 November 2026." in gone
    assert "On 1 July 2027 Servicecentrum K5 provides this for you, by version 2." in text(
        anna.get(page, {"day": "2027-07-01"})
    )
    none = text(anna.get(page, {"day": "2026-11-22"}))
    assert "On 22 November 2026 nobody offers this to you." in none
    assert not facts_of(none)
    assert ">Begin<" in text(anna.get(page))
    assert ">Begin<" not in text(anna.get(page, {"day": "2027-07-01"})), "one begins today"


def facts_of(shown: str) -> str:
    """What stands in the first card of a page."""
    return shown.partition('<dl class="facts')[2].partition("</dl>")[0]
