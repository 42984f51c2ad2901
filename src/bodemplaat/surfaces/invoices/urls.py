"""Addresses of invoices."""

from django.urls import path

from bodemplaat.surfaces.invoices import listing, one, taking_in

app_name = "invoices"
urlpatterns = [
    path("", listing.invoices, name="list"),
    path("bestand/", listing.export, name="export"),
    path("nieuw/", taking_in.new, name="new"),
    path("<uuid:invoice>/", one.invoice, name="invoice"),
    path("<uuid:invoice>/document/", one.document, name="document"),
    path("<uuid:invoice>/getekend/", one.drawn, name="drawn"),
    path("<uuid:invoice>/bijlagen/<int:position>/", one.attachment, name="attachment"),
]
