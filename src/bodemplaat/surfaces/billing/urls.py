"""Addresses of billing."""

from django.urls import path

from bodemplaat.surfaces.billing import listing, one, vat, years

app_name = "billing"
urlpatterns = [
    path("", listing.due, name="list"),
    path("btw/", vat.services, name="vat"),
    path("jaren/", years.years, name="years"),
    path("jaren/<uuid:year_settlement>/", years.year, name="year"),
    path("jaren/deel/<uuid:year_share>/", years.share, name="year_share"),
    path("run/<uuid:billing_run>/", one.run, name="run"),
    path("<uuid:bill>/", one.bill, name="bill"),
    path("<uuid:bill>/<int:position>/", one.line, name="line"),
]
