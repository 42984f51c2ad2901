"""Addresses of this surface."""

from django.urls import path

from bodemplaat.surfaces.services import hours, keeping, offered

app_name = "services"
urlpatterns = [
    path("", offered.services, name="offered"),
    path("openingstijden/", hours.hours, name="hours"),
    path("beheer/", keeping.kept, name="kept"),
    path("beheer/vullen/", keeping.fill, name="fill"),
    path("beheer/nieuw/", keeping.new, name="new"),
    path("beheer/<uuid:kept_service>/", keeping.service, name="kept_service"),
    path("<uuid:service>/", offered.service, name="service"),
]
