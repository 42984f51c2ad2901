"""Sign-in through an organisation's own identity provider (OpenID Connect)."""

from typing import Any, Final, cast
from uuid import UUID

from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from bodemplaat.foundation.access.identity_network import AskingSession
from bodemplaat.foundation.access.middleware import ActorRequest
from bodemplaat.foundation.access.models import User
from bodemplaat.foundation.access.own_provider import OpenedProvider, note_provider_tried, opened_provider
from bodemplaat.foundation.access.queries import hats_of
from bodemplaat.foundation.access.trying import Trial, end_trial, trial_of
from bodemplaat.foundation.organisations.api import name_to_compare

NOT_VERIFIED: Final = _(
    "Your organisation does not say that it verified your e-mail address, so it cannot tell us "
    "which account is yours. Ask whoever manages sign-in at your organisation to verify it."
)
NO_ACCOUNT: Final = _(
    "Your organisation knows you, but you have no account here yet. Ask your administrator to make one."
)
OTHER_DOMAIN: Final = _(
    "The provider gives an e-mail address that is not of your organisation. Sign in there with your own account of your"
    " organisation."
)


class IdentityAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Connects a verified address at the identity provider to the account an administrator made; makes none itself.

    A provider is the site's (settings), or one that an organisation set for itself (``own_provider``).
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Nobody signs up by themselves."""
        return False

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """An organisation's own provider by its id, on or being tried; else what the settings name."""
        own = _own(provider)
        if own is None:
            return list(super().list_apps(request, provider=provider, client_id=client_id))
        trial = trial_of(request)
        if not own.is_on and (trial is None or trial.provider != own.id):
            return []
        return [
            SocialApp(
                provider="openid_connect",
                provider_id=str(own.id),
                name=own.organisation_name,
                client_id=own.client_id,
                secret=own.secret,
                settings={"server_url": own.issuer},
            )
        ]

    def get_requests_session(self) -> AskingSession:
        """What asks the provider that the address of this request names."""
        request = allauth_context.request
        own = _own(_named(request))

        def trouble() -> ImmediateHttpResponse:
            return _stopped(
                request,
                gettext(
                    "Your organisation's sign-in does not answer. Try again in a few minutes, or ask whoever manages "
                    "sign-in at your organisation."
                ),
            )

        return AskingSession(trouble, issuer=own.issuer if own else "")

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_: Any) -> None:
        """While a provider is tried, what goes wrong is told on the page where it is set."""
        trial = trial_of(request)
        if trial is not None and str(trial.provider) == _named(request):
            raise _stopped(
                request,
                gettext(
                    "Signing in did not work. Look whether the client id and the secret are those of the provider, and"
                    " whether the redirect address is registered there."
                ),
            )

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account by the address that the provider says it verified; refuse with the way out otherwise.

        Who came in this way before is known by the provider's own subject, whatever the address is now.
        """
        _check_one_subject(sociallogin)
        own = _own(sociallogin.account.provider)
        trial = trial_of(request)
        if trial is not None and own is not None and trial.provider == own.id:
            raise _tried(request, trial, own, sociallogin)
        if sociallogin.is_existing:
            _check_vouches_for(request, sociallogin.user, own)
            return
        address = _verified_address(sociallogin)
        if address is None:
            raise _refusal(request, gettext(NOT_VERIFIED))
        if own is not None and not _is_at(address, own):
            raise _refusal(request, gettext(OTHER_DOMAIN))
        user = _account_with(address)
        if user is None:
            raise _refusal(request, gettext(NO_ACCOUNT))
        if not user.is_active:
            raise ImmediateHttpResponse(redirect("account_inactive"))
        _check_vouches_for(request, user, own)
        sociallogin.connect(request, user)


def _own(provider: str | None) -> OpenedProvider | None:
    """The provider that an organisation set, by the id in an address; ``None`` for that of the site."""
    try:
        return opened_provider(UUID(provider)) if provider else None
    except ValueError:
        return None


def _named(request: HttpRequest) -> str | None:
    """Which provider the address of a request names."""
    match = request.resolver_match
    return str(match.kwargs["provider_id"]) if match and "provider_id" in match.kwargs else None


def _is_at(address: str, own: OpenedProvider) -> bool:
    return address.lower().rpartition("@")[2] in own.domains


def _tried(
    request: HttpRequest, trial: Trial, own: OpenedProvider, sociallogin: SocialLogin
) -> ImmediateHttpResponse:
    """Signing in was tried: note it where it went well, tell what did not; nobody is signed in by it."""
    address = _verified_address(sociallogin)
    if address is None:
        return _stopped(request, gettext(NOT_VERIFIED))
    if not _is_at(address, own):
        return _stopped(request, gettext(OTHER_DOMAIN))
    actor = cast(ActorRequest, request).actor
    if actor is None or actor.organisation_id != own.organisation_id:
        return _stopped(request, gettext("Who tries it has to be signed in as an administrator meanwhile."))
    note_provider_tried(actor=actor, provider=own.id, at=timezone.now())
    end_trial(request)
    text = gettext("It works: the provider says that you are {address}, and that it verified this address.")
    messages.success(request, text.format(address=address))
    return ImmediateHttpResponse(redirect(trial.back))


def _stopped(request: HttpRequest, reason: str) -> ImmediateHttpResponse:
    """To the page where a provider is set while it is tried, else to where one signs in."""
    trial = trial_of(request)
    if trial is None or str(trial.provider) != _named(request):
        return _refusal(request, reason)
    end_trial(request)
    messages.error(request, reason)
    return ImmediateHttpResponse(redirect(trial.back))


def _check_vouches_for(request: HttpRequest, user: User, own: OpenedProvider | None) -> None:
    """Refuse an account that works for an organisation which is not among those that the provider vouches for.

    Whoever manages a provider can verify any address, so that of one organisation opens no account of another.
    """
    hats = hats_of(user=user.pk, on=timezone.localdate())
    if own is not None:
        if not hats:
            raise _refusal(request, gettext(NO_ACCOUNT))
        is_vouched_for = {hat.organisation_id for hat in hats} == {own.organisation_id}
    else:
        vouched_for = {name_to_compare(name) for name in settings.OIDC_ORGANISATIONS}
        works_for = {name_to_compare(hat.organisation_name) for hat in hats}
        is_vouched_for = not vouched_for or works_for <= vouched_for
    if not is_vouched_for:
        raise _refusal(
            request,
            gettext(
                "This way of signing in is not for all organisations that you work for. Sign in with your password here, or"
                " ask your administrator to invite you."
            ),
        )


def _check_one_subject(sociallogin: SocialLogin) -> None:
    """Userinfo counts only for the subject of the id token (OpenID Connect Core 1.0, 5.3.2); allauth leaves it to us."""
    provided = sociallogin.account.extra_data
    subjects = {part.get("sub") for part in (provided.get("id_token"), provided.get("userinfo")) if part}
    if not provided.get("id_token") or len(subjects) != 1:
        raise PermissionDenied("The identity provider's id token and userinfo are not about one person.")


def _verified_address(sociallogin: SocialLogin) -> str | None:
    """The address that the provider verified. Some send ``email_verified`` as text, in which "false" would be true."""
    for address in sociallogin.email_addresses:
        if address.verified is True or address.verified == "true":
            return str(address.email)
    return None


def _account_with(address: str) -> User | None:
    """The account with an address, capitals or not; none where that leaves a choice.

    Only within ASCII: elsewhere different letters share a capital, and look-alikes would find each other's account.
    """
    if not address.isascii():
        return None
    accounts = [
        user for user in User.objects.filter(email__iexact=address) if user.email.lower() == address.lower()
    ]
    return accounts[0] if len(accounts) == 1 else None


def _refusal(request: HttpRequest, reason: str) -> ImmediateHttpResponse:
    messages.error(request, reason)
    return ImmediateHttpResponse(redirect("account_login"))
