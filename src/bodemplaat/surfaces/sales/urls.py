"""Addresses of an organisation's own invoices."""

from django.urls import path

from bodemplaat.surfaces.sales import listing, one, parties, writing

app_name = "sales"
urlpatterns = [
    path("", listing.invoices, name="list"),
    path("nieuw/", writing.new, name="new"),
    path("gegevens/", parties.every, name="parties"),
    path("gegevens/eigen/", parties.own, name="own"),
    path("gegevens/klant/", parties.new, name="new_customer"),
    path("gegevens/klant/<uuid:billing_party>/", parties.one, name="customer"),
    path("<uuid:sales_invoice>/", one.invoice, name="invoice"),
    path("<uuid:sales_invoice>/wijzigen/", writing.change, name="change"),
    path("<uuid:sales_invoice>/ubl/", one.ubl, name="ubl"),
    path("<uuid:sales_invoice>/pdf/", one.paper, name="paper"),
]
