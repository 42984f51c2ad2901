"""Addresses of this surface."""

from django.urls import path

from bodemplaat.surfaces.services import building, hours, keeping, offered

app_name = "services"
urlpatterns = [
    path("", offered.services, name="offered"),
    path("openingstijden/", hours.hours, name="hours"),
    path("beheer/", keeping.kept, name="kept"),
    path("beheer/vullen/", keeping.fill, name="fill"),
    path("beheer/nieuw/", keeping.new, name="new"),
    path("beheer/<uuid:kept_service>/", keeping.service, name="kept_service"),
    path("beheer/<uuid:kept_service>/formulier/", building.form, name="form"),
    path("beheer/<uuid:kept_service>/formulier/nieuw/", building.field, name="new_field"),
    path("beheer/<uuid:kept_service>/formulier/veld/<str:path>/", building.field, name="field"),
    path("<uuid:service>/", offered.service, name="service"),
]
