"""The design's own addresses, for tests that look at whole pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from bodemplaat.foundation.design.views import maintenance


def _refused(request: HttpRequest) -> HttpResponse:
    return render(request, "403.html", {"reason": "<b>U</b> diende dit zelf in."}, status=403)


def _gone(request: HttpRequest) -> HttpResponse:
    raise Http404


def _broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose")


handler500 = "bodemplaat.foundation.design.views.server_error"
urlpatterns = [
    path("weergave/", include("bodemplaat.foundation.design.urls")),
    path("stijl/", include("bodemplaat.surfaces.style_guide.urls")),
    path("inloggen/", include("allauth.urls")),
    path("geweigerd/", _refused),
    path("weg/", _gone),
    path("stuk/", _broken),
    path("dicht/", maintenance),
]
