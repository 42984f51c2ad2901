"""Addresses of billing."""

from django.urls import path

from bodemplaat.surfaces.billing import listing, one, vat

app_name = "billing"
urlpatterns = [
    path("", listing.due, name="list"),
    path("btw/", vat.services, name="vat"),
    path("run/<uuid:billing_run>/", one.run, name="run"),
    path("<uuid:bill>/", one.bill, name="bill"),
    path("<uuid:bill>/<int:position>/", one.line, name="line"),
]
