"""Addresses of the frame itself: appearance and language. Include as ``path("weergave/", include(...))``."""

from django.urls import path
from django.views.i18n import set_language

from bodemplaat.foundation.design.views import choose_appearance

app_name = "design"
urlpatterns = [
    path("kleur/", choose_appearance, name="appearance"),
    path("taal/", set_language, name="language"),
]
