"""Each organisation signs in at its own identity provider: set, tried, proposed, confirmed by a second person, and used.

Two organisations with two providers on this machine, in a real browser; and a provider that answers for the other's account.
"""

from collections.abc import Callable, Iterator, Mapping

import pytest
from allauth.socialaccount.models import SocialAccount
from playwright.sync_api import expect
from tests.browser.conftest import ON_A_PHONE_AND_AT_A_DESK, Visitor
from tests.database import TestDatabase
from tests.identity_provider import IdentityProvider, an_identity_provider
from tests.world import Municipality, World, account_of

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.access.models import User
from bodemplaat.foundation.access.own_provider import note_provider_tried
from bodemplaat.foundation.tenancy.api import Actor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "own": "Inloggen via uw eigen organisatie",
        "issuer": "Adres van de inlogdienst",
        "client": "Client-id",
        "secret": "Client-geheim",
        "domains": "E-maildomeinen",
        "keep": "Bewaren",
        "try": "Probeer in te loggen",
        "failed": "Inloggen lukte niet",
        "works": "Het werkt",
        "change": "Instellingen wijzigen",
        "propose": "Aanzetten voorstellen",
        "confirm": "Bevestigen en aanzetten",
        "on": "Aangezet",
        "through": "Via uw organisatie",
        "other": "Deze manier van inloggen is niet voor alle organisaties waarvoor u werkt",
        "domain": "een e-mailadres dat niet van uw organisatie is",
        "unverified": "meldt niet dat uw e-mailadres is gecontroleerd",
        "unknown": "u hebt hier nog geen account",
        "nowhere": "Voor dit adres is er geen inlogdienst",
        "off": "Uw eigen inlogdienst uitzetten",
        "off_now": "Uitzetten",
    },
    "en": {
        "own": "Sign-in of your own organisation",
        "issuer": "Address of the provider",
        "client": "Client id",
        "secret": "Client secret",
        "domains": "E-mail domains",
        "keep": "Keep",
        "try": "Try signing in",
        "failed": "Signing in did not work",
        "works": "It works",
        "change": "Change the settings",
        "propose": "Propose to switch on",
        "confirm": "Confirm and switch on",
        "on": "Switched on",
        "through": "Through your organisation",
        "other": "This way of signing in is not for all organisations that you work for",
        "domain": "an e-mail address that is not of your organisation",
        "unverified": "does not say that it verified your e-mail address",
        "unknown": "you have no account here yet",
        "nowhere": "For this address there is no sign-in of an own organisation",
        "off": "Switch your own sign-in off",
        "off_now": "Switch off",
    },
}
Make = Callable[[str, int, int], Visitor]


@pytest.fixture
def providers() -> Iterator[tuple[IdentityProvider, IdentityProvider]]:
    with (
        an_identity_provider("Aanmelden bij Nederlek") as one,
        an_identity_provider("Aanmelden bij Vlist") as two,
    ):
        yield one, two


@pytest.fixture
def site_environment() -> Mapping[str, str]:
    return {"NO_PROXY": "127.0.0.1"}


def own_addresses(there: Municipality, domain: str) -> None:
    """Give everybody of an organisation an address at its domain, as accounts in real life have."""
    for actor in (there.anna, there.bert, there.jan, there.piet, there.carla, there.ad):
        user = account_of(actor)
        user.email = f"{user.email.partition('@')[0].replace('+', '.')}@{domain}"
        user.save()


def switched_on(there: Municipality, world: World, provider: IdentityProvider, domain: str) -> None:
    """The same by the doors: set and tried by the administrator, confirmed by the controller."""
    row = access.save_own_provider(
        actor=there.ad,
        issuer=provider.address,
        client_id=provider.client,
        secret=provider.secret,
        domains=[domain],
        at=world.at,
    )
    note_provider_tried(actor=there.ad, provider=row, at=world.at)
    proposal = access.propose_own_provider(actor=there.ad, at=world.at)
    access.OWN_PROVIDERS.confirm(actor=there.carla, which=proposal, at=world.at)


@ON_A_PHONE_AND_AT_A_DESK
def test_an_own_provider_is_set_tried_and_switched_on_by_two_and_signs_colleagues_in(
    visitor: Make,
    committed_world: tuple[TestDatabase, World],
    providers: tuple[IdentityProvider, IdentityProvider],
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    words, here, provider = WORDS[language], world.first, providers[0]
    own_addresses(here, "nederlek.example")
    ad_address = account_of(here.ad).email
    provider.knows("ad", ad_address)
    provider.knows("anna", account_of(here.anna).email)

    visitor_at_the_door = visitor(language, width, height)
    visitor_at_the_door.goto("/account/login/")
    expect(visitor_at_the_door.page.get_by_role("button", name=words["through"])).to_have_count(0)

    ad = visitor(language, width, height)
    ad.sign_in(ad_address)
    ad.goto("/inrichting/")
    ad.page.get_by_role("link", name=words["own"]).click()
    ad.pictured(f"own-provider-nothing-{language}")
    ad.page.get_by_label(words["issuer"]).fill(provider.address)
    ad.page.get_by_label(words["client"]).fill(provider.client)
    ad.page.get_by_label(words["secret"]).fill("a wrong one")
    ad.page.get_by_label(words["domains"]).fill("nederlek.example")
    ad.page.get_by_role("button", name=words["keep"]).click()
    expect(ad.page.get_by_role("link", name=words["try"])).to_be_visible()
    ad.pictured(f"own-provider-kept-{language}")

    _tries(ad, provider, words, "ad")
    expect(ad.page.get_by_text(words["failed"])).to_be_visible()
    ad.pictured(f"own-provider-wrong-secret-{language}")
    ad.page.get_by_text(words["change"], exact=True).click()
    ad.page.get_by_label(words["secret"]).fill(provider.secret)
    ad.page.get_by_role("button", name=words["keep"]).click()
    _tries(ad, provider, words, "ad")
    expect(ad.page.get_by_text(words["works"])).to_be_visible()
    ad.pictured(f"own-provider-tried-{language}")
    ad.page.get_by_role("button", name=words["propose"]).click()
    expect(ad.page.get_by_role("button", name=words["confirm"])).to_have_count(0)
    ad.pictured(f"own-provider-proposed-{language}")

    carla = visitor(language, width, height)
    carla.sign_in(account_of(here.carla).email)
    carla.goto("/inrichting/inloggen/")
    carla.keep(f"own-provider-second-person-{language}")
    carla.page.get_by_role("button", name=words["confirm"]).click()
    expect(carla.page.get_by_text(words["on"], exact=True)).to_be_visible()
    carla.scan()

    anna = visitor(language, width, height)
    _leads(anna, words, account_of(here.anna).email, provider)
    _proves(anna, "anna")
    anna.goto("/mijn/")
    assert anna.page.url == f"{anna.site}/mijn/"
    assert list(SocialAccount.objects.values_list("user_id", flat=True)) == [here.anna.user_id]
    assert {each["code_challenge_method"] for each in provider.asked} == {"S256"}

    ad.goto("/inrichting/inloggen/")
    ad.keep(f"own-provider-on-{language}")
    ad.page.get_by_role("link", name=words["off"]).click()
    ad.scan()
    ad.page.get_by_role("button", name=words["off_now"]).click()
    expect(ad.page.get_by_role("link", name=words["try"])).to_be_visible()
    anna_again = visitor(language, width, height)
    anna_again.goto("/account/login/")
    expect(anna_again.page.get_by_role("button", name=words["through"])).to_have_count(0)


@ON_A_PHONE_AND_AT_A_DESK
def test_two_organisations_have_two_providers_and_neither_opens_the_others_accounts(
    visitor: Make,
    committed_world: tuple[TestDatabase, World],
    providers: tuple[IdentityProvider, IdentityProvider],
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    words, (nederlek, vlist) = WORDS[language], providers
    own_addresses(world.first, "nederlek.example")
    own_addresses(world.second, "vlist.example")
    switched_on(world.first, world, nederlek, "nederlek.example")
    switched_on(world.second, world, vlist, "vlist.example")
    anna, neighbour = account_of(world.first.anna).email, account_of(world.second.anna).email

    _comes_in(visitor(language, width, height), words, anna, nederlek, world.first.anna)
    _comes_in(visitor(language, width, height), words, neighbour, vlist, world.second.anna)

    vlist.knows("zegt anna te zijn", anna)
    vlist.knows("niet gecontroleerd", account_of(world.second.bert).email, email_verified=False)
    vlist.knows("onbekend", "niemand@vlist.example")
    for name, why in (
        ("zegt anna te zijn", "domain"),
        ("niet gecontroleerd", "unverified"),
        ("onbekend", "unknown"),
    ):
        somebody = visitor(language, width, height)
        _leads(somebody, words, neighbour, vlist)
        _proves(somebody, name)
        expect(somebody.page.get_by_text(words[why])).to_be_visible()
        somebody.pictured(f"own-provider-refused-{why}-{language}")
        somebody.page.goto(f"{somebody.site}/mijn/")
        assert "/account/login/" in somebody.page.url
    User.objects.filter(pk=account_of(world.first.jan).pk).update(email="jan@vlist.example")
    vlist.knows("jan", "jan@vlist.example")
    jan = visitor(language, width, height)
    _leads(jan, words, "jan@vlist.example", vlist)
    _proves(jan, "jan")
    expect(jan.page.get_by_text(words["other"])).to_be_visible()
    assert not SocialAccount.objects.filter(user_id=world.first.jan.user_id).exists()

    nobody = visitor(language, width, height)
    nobody.goto("/account/login/")
    nobody.page.locator("input[name=login]").fill("iemand@elders.example")
    nobody.page.get_by_role("button", name=words["through"]).click()
    expect(nobody.page.get_by_text(words["nowhere"])).to_be_visible()
    nobody.pictured(f"own-provider-nowhere-{language}")


def _comes_in(
    who: Visitor, words: Mapping[str, str], address: str, provider: IdentityProvider, actor: Actor
) -> None:
    provider.knows("zelf", address)
    _leads(who, words, address, provider)
    _proves(who, "zelf")
    who.goto("/mijn/")
    assert who.page.url == f"{who.site}/mijn/"
    assert SocialAccount.objects.filter(user_id=actor.user_id).count() == 1


def _tries(who: Visitor, provider: IdentityProvider, words: Mapping[str, str], name: str) -> None:
    who.page.get_by_role("link", name=words["try"]).click()
    expect(who.page.get_by_role("heading", name=provider.title)).to_be_visible()
    _proves(who, name)


def _leads(who: Visitor, words: Mapping[str, str], address: str, provider: IdentityProvider) -> None:
    """Type an address on the page to sign in on, and be led to the provider."""
    who.goto("/account/login/")
    who.page.locator("input[name=login]").fill(address)
    who.page.get_by_role("button", name=words["through"]).click()
    expect(who.page.get_by_role("heading", name=provider.title)).to_be_visible()


def _proves(who: Visitor, name: str) -> None:
    who.page.get_by_label("Gebruikersnaam").fill(name)
    who.page.get_by_role("button", name="Verder").click()
    who.page.wait_for_url(f"{who.site}/**")
