"""Every address of the site."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

# An address is what an administrator gave and what an identity provider is matched by: nobody changes their own.
SHUT = ("email/", "confirm-email/", "confirm-email/<key>/", "3rdparty/", "3rdparty/signup/")


def shut(request: HttpRequest, key: str = "") -> HttpResponse:
    """A page of allauth's that we do not have."""
    raise Http404


urlpatterns = [
    path("", include("bodemplaat.surfaces.front.urls")),
    path("", include("bodemplaat.surfaces.selfservice.urls")),
    path("", include("bodemplaat.surfaces.cases.urls")),
    path("verkoopfacturen/", include("bodemplaat.surfaces.sales.urls")),
    path("leverancier/", include("bodemplaat.surfaces.invoices.following_urls")),
    path("verrekening/", include("bodemplaat.surfaces.billing.urls")),
    path("balie/facturen/", include("bodemplaat.surfaces.invoices.urls")),
    path("bestellingen/", include("bodemplaat.surfaces.orders.urls")),
    path("balie/", include("bodemplaat.surfaces.desk.urls")),
    path("bestuur/", include("bodemplaat.surfaces.board.urls")),
    path("inrichting/", include("bodemplaat.surfaces.founding.urls")),
    path("rekenmodellen/", include("bodemplaat.surfaces.calculator.urls")),
    path("diensten/", include("bodemplaat.surfaces.services.urls")),
    path("antwoorden/", include("bodemplaat.surfaces.knowledge.urls")),
    path("zoeken/", include("bodemplaat.surfaces.search.urls")),
    path("prestaties/", include("bodemplaat.surfaces.performance.urls")),
    path("boekhouding/", include("bodemplaat.surfaces.books.urls")),
    path("overeenkomsten/", include("bodemplaat.surfaces.agreements.urls")),
    path("scim/v2/", include("bodemplaat.connectors.scim.urls")),
    path("api/v1/", include("bodemplaat.connectors.rest.urls")),
    path("weergave/", include("bodemplaat.foundation.design.urls")),
    *(path(f"account/{page}", shut) for page in SHUT),
    path("account/", include("allauth.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("stijl/", include("bodemplaat.surfaces.style_guide.urls")))

handler500 = "bodemplaat.foundation.design.views.server_error"
