"""Addresses of this surface."""

from django.urls import path

from bodemplaat.surfaces.search import results

app_name = "search"
urlpatterns = [path("", results.results, name="results")]
