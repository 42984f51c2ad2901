"""What the provider says of somebody: the truth, but for those of whom it was told to say something odd."""

from typing import Any

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from tests.foundation.access.provider.settings import TOLD


class Claims(DefaultOIDCAdapter):  # type: ignore[misc]  # allauth has no types
    """Overrides single claims, by name of the person and by where they are said (``id_token``, ``userinfo``)."""

    def get_claims(self, purpose: str, user: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The claims of ``user``."""
        odd = TOLD["people"][user.username].get("odd", {})
        return {**super().get_claims(purpose, user, *args, **kwargs), **odd.get(purpose, {})}
