"""What the page to sign in on asks: whether any organisation has a provider of its own."""

from typing import Any

from django.http import HttpRequest

from bodemplaat.foundation.access.own_provider import has_own_providers


def own_providers(request: HttpRequest) -> dict[str, Any]:
    """``has_own_providers``, asked only by a page that shows it."""
    return {"has_own_providers": has_own_providers}
