"""Addresses of coming in."""

from django.urls import path

from bodemplaat.surfaces.front import calling, views

app_name = "front"
urlpatterns = [
    path("", views.home, name="home"),
    path("rollen/", views.hats, name="hats"),
    path("berichten/", views.inbox, name="inbox"),
    path("berichten/gelezen/", views.read_all, name="read_all"),
    path("berichten/<uuid:notice>/", views.open_message, name="message"),
    path("uitnodiging/<str:key>/", views.invitation, name="invitation"),
    path("inloggen/organisatie/", views.through_organisation, name="through_organisation"),
    path("wie-bel-ik/", calling.calling, name="calling"),
    path("demo/", views.demo, name="demo"),
]
