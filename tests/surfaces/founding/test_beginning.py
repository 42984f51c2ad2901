"""From an empty site: the code, the first administrator, members who are invited, and what an administrator may not."""

import re
from datetime import date

import pytest
import time_machine
from django.core import mail
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.database import TestDatabase
from tests.surfaces.founding.conftest import SignedIn
from tests.surfaces.founding.test_units_and_people import text_of
from tests.world import MONDAY, TODAY, World, another_hat

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.access.invitations import HOLDS_FOR, invitation_key
from bodemplaat.foundation.access.models import User
from bodemplaat.foundation.notices.tasks import letter
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role

PASSWORD = "vier-woorden-uit-de-polder"
BEGIN = "/inrichting/beginnen/"


def beginning(**changed: str) -> dict[str, str]:
    return {
        "code": access.setup_code().lower(),
        "cooperation": "Krimpenerwaard",
        "variant": "matrix",
        "since": "2026-01-01",
        "own-municipality": "Albrandswaard",
        "own-name": "",
        "own-kind": "",
        "name": "Inge Visser",
        "email": "inge@albrandswaard.example",
        "password": PASSWORD,
        "again": PASSWORD,
    } | changed


def letters() -> list[str]:
    """The bodies of the letters that wait to be mailed."""
    for job in ProcrastinateJob.objects.filter(task_name="notices.letter"):
        letter(**job.args)
    return [str(message.body) for message in mail.outbox]


def client() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def not_a_demo(settings: object) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]


def test_an_empty_site_leads_to_its_first_page_and_makes_one_administrator(
    fresh_database: TestDatabase, not_a_demo: None
) -> None:
    visitor = client()
    assert visitor.get("/")["Location"] == BEGIN
    assert "This is not the code" in text_of(visitor.post(BEGIN, beginning(code="AAAAA-AAAAA")))
    weak = visitor.post(BEGIN, beginning(password="kort", again="kort"))
    assert weak.status_code == 422
    assert not access.has_accounts(), "nothing was stored"
    assert visitor.post(BEGIN, beginning())["Location"] == "/"
    assert visitor.get("/")["Location"] == "/inrichting/samenwerking/", "whoever chose a password is in"
    visitor = client()
    assert visitor.get(BEGIN).status_code == 404
    assert visitor.post(BEGIN, beginning(email="tweede@voorbeeld.example")).status_code == 404
    inge = User.objects.get()
    hats = access.hats_of(user=inge.pk, on=TODAY)
    assert [hat.role for hat in hats] == [Role.ADMINISTRATOR, Role.COOPERATION_ADMINISTRATOR]
    assert inge.check_password(PASSWORD)
    visitor.force_login(inge)
    assert visitor.get("/")["Location"] == "/inrichting/samenwerking/"
    text = text_of(visitor.get("/inrichting/samenwerking/"))
    for said in (
        "Krimpenerwaard",
        "Matrix: each works for the others",
        "Albrandswaard",
        "participant",
    ):
        assert said in text


def test_an_organisation_with_nothing_in_it_opens_every_page_of_its_administrator(
    fresh_database: TestDatabase, not_a_demo: None
) -> None:
    client().post(BEGIN, beginning())
    inge = User.objects.get()
    browser = client()
    browser.force_login(inge)
    (own, _) = access.hats_of(user=inge.pk, on=TODAY)
    browser.post("/rollen/", {"hat": str(own.assignment_id)})
    lists = ("units", "people", "roles", "functions", "cost-centres")
    for address in (
        "/inrichting/",
        "/inrichting/afdelingen/",
        "/inrichting/importen/",
        "/inrichting/mensen/nieuw/",
        *(f"/inrichting/lijsten/{name}/importeren/" for name in lists),
        *(f"/inrichting/lijsten/{name}/bestand/" for name in lists),
        "/bestuur/regels/",
        "/bestuur/regels/wijzigen/",
        "/bestuur/regels/soorten/nieuw/",
        "/bestuur/regels/voorstellen/",
        "/bestuur/mensen/",
        "/bestuur/mensen/niemand-beslist/",
        "/bestuur/spoor/",
    ):
        assert browser.get(address).status_code == 200, address
    first_a_unit = text_of(browser.get("/inrichting/mensen/nieuw/"))
    assert "Add a unit first" in first_a_unit, "everybody works in a unit, and there is none to choose"
    assert "Add this person" not in first_a_unit


def cooperation_administrator(world: World) -> Actor:
    return another_hat(world.system, world.contract_manager, Role.COOPERATION_ADMINISTRATOR)


def member(**changed: object) -> dict[str, object]:
    return {
        "own-municipality": "Gouda",
        "own-name": "",
        "own-kind": "",
        "parts": ["owner", "customer"],
        "since": "2026-12-01",
        "administrator": "Gijs Admiraal",
        "email": "gijs@gouda.example",
    } | changed


def wearing(signed_in: SignedIn, actor: Actor) -> Client:
    browser = signed_in(actor)
    browser.post("/rollen/", {"hat": str(actor.assignment_id)})
    return browser


def test_a_member_is_added_from_the_register_and_its_administrator_invited(
    world: World, signed_in: SignedIn, not_a_demo: None
) -> None:
    actor = cooperation_administrator(world)
    admin = wearing(signed_in, actor)
    address = f"/inrichting/samenwerking/{world.cooperation}/organisatie/"
    assert "at least one" not in text_of(admin.get(address))
    assert admin.post(address, member(**{"own-municipality": ""})).status_code == 422
    assert admin.post(address, member()).status_code == 302
    text = text_of(admin.get("/inrichting/samenwerking/"))
    assert "Gouda" in text
    assert "since 1 December 2026" in text
    assert "“Gouda” takes part in this cooperation already." in text_of(admin.post(address, member()))
    (gouda,) = (
        m for c in organisations.cooperations_seated(actor=actor) for m in c.members if m.name == "Gouda"
    )
    december = date(2026, 12, 1)
    served = organisations.served_by(
        actor=world.system, organisation=world.provider, tasks=(organisations.Task.PAYMENTS,), on=december
    )
    assert gouda.id in served, "the one provider of the cooperation works for it"
    (body,) = letters()
    link = re.search(r"/uitnodiging/[^\s]+", body)
    assert link is not None
    gijs = client()
    page = gijs.get(link[0])
    assert "gijs@gouda.example" in text_of(page)
    different = gijs.post(link[0], {"password": PASSWORD, "again": PASSWORD + "!"})
    assert "The two passwords are not the same." in text_of(different)
    assert gijs.post(link[0], {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    assert gijs.get(link[0]).status_code == 404, "it works once"
    (hat,) = access.hats_of(user=User.objects.get(email="gijs@gouda.example").pk, on=date(2026, 12, 1))
    assert (hat.role, hat.organisation_name) == (Role.ADMINISTRATOR, "Gouda")


def test_an_organisation_is_the_one_that_was_chosen_or_typed(world: World, signed_in: SignedIn) -> None:
    """Twelve municipalities have no CBS code in the register: they are told apart by name."""
    admin = wearing(signed_in, cooperation_administrator(world))
    address = f"/inrichting/samenwerking/{world.cooperation}/organisatie/"
    typed = {"own-municipality": "", "own-name": "Waterschap Zuid", "own-kind": "water_board"}
    assert admin.post(address, member(**typed)).status_code == 302
    chosen = member(**{"own-municipality": "Westerwolde", "email": "w@westerwolde.example"})
    assert admin.post(address, chosen).status_code == 302
    both = admin.post(address, member(**(typed | {"own-municipality": "Gouda"})))
    assert "one of the two" in text_of(both)
    text = text_of(admin.get("/inrichting/samenwerking/"))
    for said in ("Waterschap Zuid", "Water board", "Westerwolde", "25,267"):
        assert said in text


def test_an_invitation_runs_out_and_dies_with_a_newer_one(world: World) -> None:
    person = organisations.add_person(
        actor=world.system, organisation=world.first.id, name="Eva", email="eva@nederlek.example", at=MONDAY
    )
    access.invite(actor=world.first.ad, person=person, at=MONDAY)
    eva = User.objects.get(email="eva@nederlek.example")
    first = invitation_key(eva)
    assert access.invited_user(first) == eva
    access.invite(actor=world.first.ad, person=person, at=MONDAY)
    eva.refresh_from_db()
    second = invitation_key(eva)
    with pytest.raises(NotFound):
        access.invited_user(first)
    with pytest.raises(NotFound):
        access.invited_user(second[:-1])
    with time_machine.travel(MONDAY.timestamp() + HOLDS_FOR + 5, tick=False), pytest.raises(NotFound):
        access.invited_user(second)


def test_somebody_is_invited_on_their_page(world: World, signed_in: SignedIn) -> None:
    person = organisations.add_person(
        actor=world.system, organisation=world.first.id, name="Eva", email="eva@nederlek.example", at=MONDAY
    )
    admin, page = signed_in(world.first.ad), f"/inrichting/mensen/{person}/"
    assert "No account yet." in text_of(admin.get(page))
    assert admin.post(page, {"action": "invite"}).status_code == 302
    assert "eva@nederlek.example has not signed in yet." in text_of(admin.get(page))
    own = f"/inrichting/mensen/{world.first.ad.person}/"
    assert "You have an account yourself" in text_of(admin.post(own, {"action": "invite"}))


def test_the_administrator_of_a_cooperation_sees_no_claims_and_fills_no_organisation(
    world: World, signed_in: SignedIn
) -> None:
    actor = cooperation_administrator(world)
    admin = wearing(signed_in, actor)
    for address in (
        "/balie/",
        "/bestuur/",
        "/bestuur/declaraties/",
        "/bestuur/mensen/",
        "/inrichting/",
        "/bestuur/spoor/",
    ):
        assert admin.get(address).status_code == 403, address
    with pytest.raises(NotFound):
        organisations.add_unit(actor=actor, organisation=world.first.id, code="X", name="X", at=MONDAY)


def test_one_organisation_does_not_decide_who_administers_the_cooperation(world: World) -> None:
    ad = another_hat(world.system, world.paula, Role.ADMINISTRATOR)
    with pytest.raises(Refused):
        access.assign_role(
            actor=ad,
            person=world.kim.person,
            role=Role.COOPERATION_ADMINISTRATOR,
            since=TODAY,
            at=MONDAY,
        )


def test_only_whoever_administers_the_cooperation_adds_members(world: World, elsewhere: World) -> None:
    facts = {
        "name": "Gouda",
        "kind": "municipality",
        "parts": ("customer",),
        "since": TODAY,
        "administrator": "Gijs",
        "email": "gijs@gouda.example",
        "at": MONDAY,
    }
    with pytest.raises(Refused):
        access.add_member(actor=world.first.ad, cooperation=world.cooperation, **facts)  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        access.add_member(
            actor=cooperation_administrator(world),
            cooperation=elsewhere.cooperation,
            **facts,  # type: ignore[arg-type]
        )


def test_a_municipality_is_typed_and_found_in_the_register() -> None:
    """342 in one list could not be searched on a phone."""
    from bodemplaat.surfaces.founding.forms import OrganisationForm

    def form(written: str) -> OrganisationForm:
        return OrganisationForm({"municipality": written, "name": "", "kind": ""})

    for written in ("Albrandswaard", "albrandswaard", "  Gemeente Albrandswaard "):
        assert form(written).is_valid()
        assert (made := form(written)).is_valid()
        assert made.facts().cbs_code == "gm0613"
    assert form("Albrandswaart").errors["municipality"] == [
        "Geen gemeente heet Albrandswaart. Is Albrandswaard bedoeld?"
    ]
    assert "Typ de eerste letters" in form("Qqqqq").errors["municipality"][0]
    box = str(form("")["municipality"])
    assert '<option value="Albrandswaard">Albrandswaard (' in box
    assert 'list="id_municipality_suggestions"' in box


def test_what_an_organisation_is_need_not_be_said_where_the_register_knows_it(
    world: World, signed_in: SignedIn
) -> None:
    from bodemplaat.surfaces.founding.forms import OrganisationForm

    for written, kind, code in (
        ("gouda", "municipality", "gm0513"),
        ("Gemeente Gouda", "municipality", "gm0513"),
        ("Brabantse Delta", "water_board", ""),
        ("Provincie Utrecht", "province", ""),
        ("Servicecentrum Waard", "provider", ""),
    ):
        form = OrganisationForm({"municipality": "", "name": written, "kind": ""})
        assert form.is_valid(), written
        assert (form.facts().kind, form.facts().cbs_code) == (kind, code)
    unknown = OrganisationForm({"municipality": "", "name": "De Werkplaats", "kind": ""})
    assert unknown.errors["kind"] == ["Het register kent deze naam niet. Kies wat het is."]
    admin = wearing(signed_in, cooperation_administrator(world))
    page = admin.get(f"/inrichting/samenwerking/{world.cooperation}/organisatie/").content.decode()
    assert 'data-said-by="own-municipality" data-said="Municipality"' in page


def test_what_joins_is_proposed_from_the_first_day_of_the_cooperation(
    world: World, signed_in: SignedIn
) -> None:
    admin = wearing(signed_in, cooperation_administrator(world))
    for page in ("organisatie", "organisaties"):
        shown = admin.get(f"/inrichting/samenwerking/{world.cooperation}/{page}/").content.decode()
        assert re.search(r'name="since" value="2025-01-01"', shown), page
    shown = signed_in(world.first.ad).get("/inrichting/kostenplaatsen/nieuw/").content.decode()
    assert re.search(r'name="since" value="2025-01-01"', shown)


def test_a_list_of_people_without_people_says_why_and_what_comes_first(
    world: World, signed_in: SignedIn
) -> None:
    admin = wearing(signed_in, cooperation_administrator(world))
    page = admin.post(
        f"/inrichting/samenwerking/{world.cooperation}/organisatie/", member(since="2026-11-01")
    )
    assert page.status_code == 302
    gijs = client()
    gijs.force_login(User.objects.get(email="gijs@gouda.example"))
    text = text_of(gijs.get("/bestuur/mensen/"))
    assert "There is nobody but you yet, and nobody gives themselves a role or function." in text
    assert "/inrichting/mensen/nieuw/" in text
    assert "There is nobody but you" not in text_of(signed_in(world.first.ad).get("/bestuur/mensen/"))
