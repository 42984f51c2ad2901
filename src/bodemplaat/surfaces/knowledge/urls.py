"""Addresses of this surface."""

from django.urls import path

from bodemplaat.surfaces.knowledge import figures, keeping, reading

app_name = "knowledge"
urlpatterns = [
    path("", reading.search, name="search"),
    path("beheer/", keeping.kept, name="kept"),
    path("beheer/nieuw/", keeping.new, name="new"),
    path("beheer/cijfers/", figures.figures, name="figures"),
    path("beheer/<uuid:kept_answer>/", keeping.answer, name="kept_answer"),
    path("<uuid:answer>/", reading.answer, name="answer"),
]
