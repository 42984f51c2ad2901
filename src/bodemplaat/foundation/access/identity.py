"""Sign-in through an organisation's own identity provider (OpenID Connect)."""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from bodemplaat.foundation.access.models import User
from bodemplaat.foundation.access.queries import hats_of
from bodemplaat.foundation.organisations.api import name_to_compare


class IdentityAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Connects a verified address at the identity provider to the account an administrator made; makes none itself."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Nobody signs up by themselves."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account by the address that the provider says it verified; refuse with the way out otherwise.

        Who came in this way before is known by the provider's own subject, whatever the address is now.
        """
        _check_one_subject(sociallogin)
        if sociallogin.is_existing:
            _check_vouches_for(request, sociallogin.user)
            return
        address = _verified_address(sociallogin)
        if address is None:
            raise _refusal(
                request,
                gettext(
                    "Your organisation does not say that it verified your e-mail address, so it cannot tell us "
                    "which account is yours. Ask whoever manages sign-in at your organisation to verify it."
                ),
            )
        user = _account_with(address)
        if user is None:
            raise _refusal(
                request,
                gettext(
                    "Your organisation knows you, but you have no account here yet. Ask your administrator to make one."
                ),
            )
        if not user.is_active:
            raise ImmediateHttpResponse(redirect("account_inactive"))
        _check_vouches_for(request, user)
        sociallogin.connect(request, user)


def _check_vouches_for(request: HttpRequest, user: User) -> None:
    """Refuse an account that works for an organisation which is not among those that the provider vouches for.

    Whoever manages a provider can verify any address, so that of one organisation opens no account of another.
    """
    vouched_for = {name_to_compare(name) for name in settings.OIDC_ORGANISATIONS}
    works_for = {
        name_to_compare(hat.organisation_name) for hat in hats_of(user=user.pk, on=timezone.localdate())
    }
    if vouched_for and not works_for <= vouched_for:
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
