"""Signing in through an organisation's own identity provider, in a real browser: the button, the provider's page, and back."""

from collections.abc import Callable, Iterator, Mapping

import pytest
from allauth.socialaccount.models import SocialAccount
from playwright.sync_api import expect
from tests.browser.conftest import ON_A_PHONE_AND_AT_A_DESK, Visitor
from tests.database import TestDatabase
from tests.identity_provider import IdentityProvider, an_identity_provider
from tests.world import World, account_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
REFUSED = {
    "nl": "Deze manier van inloggen is niet voor alle organisaties waarvoor u werkt",
    "en": "This way of signing in is not for all organisations that you work for",
}


@pytest.fixture
def provider() -> Iterator[IdentityProvider]:
    with an_identity_provider("Aanmelden bij Nederlek") as one:
        yield one


@pytest.fixture
def site_environment(provider: IdentityProvider) -> Mapping[str, str]:
    """One provider for the site, which vouches for Nederlek."""
    return {
        "NO_PROXY": "127.0.0.1",
        "BODEMPLAAT_OIDC_CLIENT_ID": provider.client,
        "BODEMPLAAT_OIDC_SECRET": provider.secret,
        "BODEMPLAAT_OIDC_SERVER": provider.address,
        "BODEMPLAAT_OIDC_NAME": "Gemeente Nederlek",
        "BODEMPLAAT_OIDC_ORGANISATIONS": "Nederlek",
    }


@ON_A_PHONE_AND_AT_A_DESK
def test_the_provider_of_the_site_opens_accounts_of_the_organisations_that_it_vouches_for(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    provider: IdentityProvider,
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    provider.knows("anna", account_of(world.first.anna).email)
    provider.knows("buurman", account_of(world.second.anna).email)
    neighbour = visitor(language, width, height)
    _through_the_button(neighbour, provider, "buurman")
    expect(neighbour.page.get_by_text(REFUSED[language])).to_be_visible()
    neighbour.pictured(f"provider-of-another-{language}")

    anna = visitor(language, width, height)
    _through_the_button(anna, provider, "anna")
    anna.goto("/mijn/")
    assert anna.page.url == f"{anna.site}/mijn/"
    assert list(SocialAccount.objects.values_list("user_id", flat=True)) == [world.first.anna.user_id]
    assert {each["code_challenge_method"] for each in provider.asked} == {"S256"}


def _through_the_button(who: Visitor, provider: IdentityProvider, name: str) -> None:
    who.goto("/account/login/")
    who.page.get_by_role("link", name="Gemeente Nederlek").click()
    expect(who.page.get_by_role("heading", name=provider.title)).to_be_visible()
    who.page.get_by_label("Gebruikersnaam").fill(name)
    who.page.get_by_role("button", name="Verder").click()
    who.page.wait_for_url(f"{who.site}/**")
