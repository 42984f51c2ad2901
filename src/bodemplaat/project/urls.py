"""Every address of the site."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("bodemplaat.surfaces.front.urls")),
    path("", include("bodemplaat.surfaces.selfservice.urls")),
    path("balie/", include("bodemplaat.surfaces.desk.urls")),
    path("bestuur/", include("bodemplaat.surfaces.board.urls")),
    path("weergave/", include("bodemplaat.foundation.design.urls")),
    path("account/", include("allauth.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("stijl/", include("bodemplaat.surfaces.style_guide.urls")))

handler500 = "bodemplaat.foundation.design.views.server_error"
