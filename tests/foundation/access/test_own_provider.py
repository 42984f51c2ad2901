"""An organisation's own identity provider: what may be set, who switches it on, and that it stays within its walls."""

from typing import Any
from uuid import UUID

import pytest
from allauth.socialaccount.models import SocialAccount
from django.db import connection
from django.test import Client
from tests.world import Municipality, World, account_of, another_hat

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.access.models import IdentityProvider, IdentitySecret, User
from bodemplaat.foundation.access.own_provider import is_sound_issuer, note_provider_tried, opened_provider
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import NotFound, Refused, Role, entered

ISSUER = "https://login.nederlek.example/realms/gemeente"


def domain_of(there: Municipality) -> str:
    return account_of(there.ad).email.partition("@")[2]


def kept(world: World, there: Municipality, **other: Any) -> UUID:
    """The provider as an administrator sets it."""
    values = {
        "issuer": ISSUER,
        "client_id": "bodemplaat",
        "secret": "geheim",
        "domains": [domain_of(there)],
    } | other
    return access.save_own_provider(actor=there.ad, **values, at=world.at)


def proposed(world: World, there: Municipality, **other: Any) -> UUID:
    row = kept(world, there, **other)
    note_provider_tried(actor=there.ad, provider=row, at=world.at)
    return access.propose_own_provider(actor=there.ad, at=world.at)


def switched_on(world: World, there: Municipality, **other: Any) -> UUID:
    proposal = proposed(world, there, **other)
    access.OWN_PROVIDERS.confirm(actor=there.carla, which=proposal, at=world.at)
    seen = access.own_provider_of(actor=there.ad, at=world.at)
    assert seen is not None
    return seen.id


def test_nobody_switches_it_on_alone_and_nobody_untried(world: World) -> None:
    here = world.first
    row = kept(world, here)
    with pytest.raises(Refused, match="Try signing in first"):
        access.propose_own_provider(actor=here.ad, at=world.at)
    note_provider_tried(actor=here.ad, provider=row, at=world.at)
    proposal = access.propose_own_provider(actor=here.ad, at=world.at)
    for own in (here.ad, another_hat(world.system, here.ad, Role.CONTROLLER)):
        with pytest.raises(Refused, match="their own"):
            access.OWN_PROVIDERS.confirm(actor=own, which=proposal, at=world.at)
    for other in (here.anna, here.jan, world.clerk, world.second.carla, world.second.ad):
        with pytest.raises((Refused, NotFound)):
            access.OWN_PROVIDERS.confirm(actor=other, which=proposal, at=world.at)
    assert access.provider_for_address(account_of(here.anna).email) is None
    access.OWN_PROVIDERS.confirm(actor=here.carla, which=proposal, at=world.at)
    leads_to = access.provider_for_address(f"  IEMAND@{domain_of(here).upper()} ")
    assert leads_to is not None
    assert (leads_to.provider, leads_to.organisation_name) == (row, here.ad.organisation_name)
    acts = [
        [
            each.action.removeprefix("identity_provider.")
            for each in trail_of(actor=here.carla, subject=subject)
        ]
        for subject in (row, proposal)
    ]
    assert [sorted(each) for each in acts] == [["set", "tried"], ["confirmed", "proposed"]]


def test_nobody_confirms_other_settings_than_were_tried_and_proposed(world: World) -> None:
    here = world.first
    proposal = proposed(world, here)
    row = kept(world, here, issuer="https://elders.example")
    with pytest.raises(Refused, match="changed since"):
        access.OWN_PROVIDERS.confirm(actor=here.carla, which=proposal, at=world.at)
    note_provider_tried(actor=here.ad, provider=row, at=world.at)
    with pytest.raises(Refused, match="changed since"):
        access.OWN_PROVIDERS.confirm(actor=here.carla, which=proposal, at=world.at)
    seen = access.own_provider_of(actor=here.carla, at=world.at)
    assert seen is not None
    assert (seen.is_on, seen.waiting, seen.may_decide) == (False, None, False)


def test_while_it_is_on_only_its_secret_changes(world: World) -> None:
    here = world.first
    row = switched_on(world, here)
    with pytest.raises(Refused, match="Switch it off first"):
        kept(world, here, issuer="https://elders.example")
    access.renew_own_provider_secret(actor=here.ad, secret="nieuw geheim", at=world.at)
    opened = opened_provider(row)
    assert opened is not None
    assert (opened.secret, opened.issuer, opened.is_on) == ("nieuw geheim", ISSUER, True)
    access.switch_off_own_provider(actor=here.ad, at=world.at)
    assert access.provider_for_address(account_of(here.anna).email) is None
    with pytest.raises(Refused, match="Try signing in first"):
        access.propose_own_provider(actor=here.ad, at=world.at)


def test_the_secret_is_sealed_and_in_no_history(world: World) -> None:
    here = world.first
    kept(world, here, secret="een heel eigen geheim")
    with entered(here.ad):
        (row,) = IdentitySecret.records.of(here.ad)
    assert "een heel eigen geheim" not in row.sealed
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'access_identityproviderhistory'"
        )
        assert not {name for (name,) in cursor.fetchall() if "secret" in name or "sealed" in name}
    kept(world, here, secret="", client_id="anders")
    opened = opened_provider(row.provider_id)
    assert opened is not None
    assert (opened.secret, opened.client_id) == ("een heel eigen geheim", "anders")


def test_a_secret_under_another_key_opens_nothing_and_breaks_nothing(world: World, settings: Any) -> None:
    row = switched_on(world, world.first)
    settings.SECRET_KEY = "another"
    opened = opened_provider(row)
    assert opened is not None
    assert opened.secret == ""


@pytest.mark.parametrize("changed", [{"issuer": "https://elders.example"}, {"client_id": "anders"}])
def test_who_was_known_at_one_provider_is_not_at_another(world: World, changed: dict[str, str]) -> None:
    """A subject says nothing outside the provider that gave it."""
    here = world.first
    row = switched_on(world, here)
    SocialAccount.objects.create(user_id=here.anna.user_id, provider=str(row), uid="7")
    access.switch_off_own_provider(actor=here.ad, at=world.at)
    kept(world, here)
    assert SocialAccount.objects.filter(provider=str(row)).exists()
    kept(world, here, **changed)
    assert not SocialAccount.objects.filter(provider=str(row)).exists()


def test_a_domain_is_that_of_the_own_people(world: World) -> None:
    here, there = world.first, world.second
    for actor in (there.anna, there.bert, here.bert):
        User.objects.filter(pk=account_of(actor).pk).update(email=f"{actor.user_id}@vlist.example")
    for domain in ("vlist.example", "nergens.example"):
        with pytest.raises(Refused, match="has no accounts, or another has more"):
            proposed(world, here, domains=[domain_of(here), domain])


def test_a_domain_leads_to_one_provider(world: World) -> None:
    here, there = world.first, world.second
    for actor in (here.anna, here.bert, there.anna, there.bert):
        User.objects.filter(pk=account_of(actor).pk).update(email=f"{actor.user_id}@samen.example")
    switched_on(world, here, domains=["samen.example"])
    proposal = proposed(world, there, domains=["samen.example"])
    with pytest.raises(Refused, match="leads to the provider of another organisation already"):
        access.OWN_PROVIDERS.confirm(actor=there.carla, which=proposal, at=world.at)
    seen = access.own_provider_of(actor=there.ad, at=world.at)
    assert seen is not None
    assert not seen.is_on
    access.switch_off_own_provider(actor=here.ad, at=world.at)
    access.OWN_PROVIDERS.confirm(actor=there.carla, which=proposal, at=world.at)


@pytest.mark.parametrize(
    "domains",
    [[], ["@"], ["geen domein"], ["nederlek"], ["-x.nl"], ["a..nl"], [f"d{n}.nl" for n in range(11)]],
)
def test_what_is_no_domain_is_refused(world: World, domains: list[str]) -> None:
    with pytest.raises(Refused, match="domain"):
        kept(world, world.first, domains=domains)


@pytest.mark.parametrize(
    "address",
    ["", "login.example", "http://login.example", "https://", "https://a:b@login.example", "https://login.example?x=1",
     "https://login.example#x", "https://login.example/a b", "https://login.example:0", "https://login.example:x",
     "https://lögin.example", "https://login.example/.well-known/openid-configuration", "file:///etc/passwd"],
)  # fmt: skip
def test_what_can_be_no_provider_is_refused(world: World, settings: Any, address: str) -> None:
    settings.IDENTITY_PROVIDERS_ON_THIS_MACHINE = False
    assert not is_sound_issuer(address)
    with pytest.raises(Refused, match="begins with https"):
        kept(world, world.first, issuer=address)


def test_only_the_own_administrator_sets_it_and_others_see_nothing(world: World) -> None:
    here = world.first
    row = kept(world, here)
    for other in (here.anna, here.carla, world.clerk, world.second.ad):
        if other is not world.second.ad:
            with pytest.raises((Refused, NotFound)):
                access.save_own_provider(
                    actor=other, issuer=ISSUER, client_id="x", secret="x", domains=["x.nl"], at=world.at
                )
        with pytest.raises((Refused, NotFound)):
            note_provider_tried(actor=other, provider=row, at=world.at)
    assert access.own_provider_of(actor=world.second.ad, at=world.at) is None
    for other in (here.anna, here.jan, world.clerk):
        with pytest.raises(NotFound):
            access.own_provider_of(actor=other, at=world.at)
    with entered(world.second.ad):
        assert not IdentityProvider.records.of(world.second.ad).exists()


def test_those_who_decide_are_told_and_so_is_who_proposed(world: World) -> None:
    here = world.first
    proposal = proposed(world, here)
    deliver_waiting(here.id)
    (asked,) = inbox_of(actor=here.carla)
    assert "wacht op een tweede persoon" in asked.subject
    assert asked.path == "/inrichting/inloggen/"
    access.OWN_PROVIDERS.refuse(actor=here.carla, which=proposal, reason="Niet van ons.", at=world.at)
    deliver_waiting(here.id)
    (refused,) = inbox_of(actor=here.ad)
    assert "Niet van ons." in refused.body


def test_who_works_for_two_and_has_no_password_gets_a_link_to_choose_one(world: World) -> None:
    """The provider always let them in; from the second role on it does not (ADR 0117)."""
    account = account_of(world.first.anna)
    account.set_unusable_password()
    account.last_login = world.at
    account.save()
    access.invite(actor=world.first.ad, person=world.first.anna.person, at=world.at)
    key = access.invitation_key_of(person=world.first.anna.person, organisation=world.first.id)
    assert key is not None
    assert access.invited_user(key) == account


def test_the_page_to_sign_in_on_leads_by_the_domain_alone(world: World) -> None:
    """Whether an address has an account is told to nobody."""
    here = world.first
    visitor = Client()
    assert "inloggen/organisatie" not in visitor.get("/account/login/").content.decode()
    row = switched_on(world, here)
    assert "inloggen/organisatie" in visitor.get("/account/login/").content.decode()
    pages = [
        visitor.post("/inloggen/organisatie/", {"login": address}).content.decode()
        for address in (account_of(here.anna).email, f"niemand@{domain_of(here)}")
    ]
    for page in pages:
        assert f'<meta http-equiv="refresh" content="0;url=/account/oidc/{row}/login/">' in page
    elsewhere = visitor.post("/inloggen/organisatie/", {"login": "a@b.example", "next": "/mijn/"})
    assert elsewhere["Location"] == "/account/login/"
    onwards = visitor.post("/inloggen/organisatie/", {"login": f"x@{domain_of(here)}", "next": "/mijn/"})
    assert f"/account/oidc/{row}/login/?next=%2Fmijn%2F" in onwards.content.decode()
    away = visitor.post(
        "/inloggen/organisatie/", {"login": f"x@{domain_of(here)}", "next": "https://x.example"}
    )
    assert "x.example" not in away.content.decode()


def test_a_provider_that_is_off_is_nowhere_to_be_reached(world: World) -> None:
    row = kept(world, world.first)
    for address in (f"/account/oidc/{row}/login/", f"/account/oidc/{row}/login/callback/?code=a&state=b"):
        assert Client().get(address).status_code == 404
