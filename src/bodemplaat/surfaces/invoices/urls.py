"""Addresses of invoices."""

from django.urls import path

from bodemplaat.surfaces.invoices import (
    approving,
    coding,
    dividing,
    letters,
    listing,
    matching,
    one,
    order_match,
    second,
    suppliers,
    taking_in,
    typing_over,
)

app_name = "invoices"
urlpatterns = [
    path("", listing.invoices, name="list"),
    path("bestand/", listing.export, name="export"),
    path("vastgelopen/", listing.stuck, name="stuck"),
    path("nieuw/", taking_in.new, name="new"),
    path("leveranciers/", suppliers.register, name="suppliers"),
    path("leveranciers/nieuw/", suppliers.new_supplier, name="new_supplier"),
    path("leveranciers/wachttijd/", suppliers.waiting, name="waiting"),
    path("leveranciers/<uuid:supplier>/", suppliers.supplier, name="supplier"),
    path("tweede-akkoord/", second.second, name="second"),
    path("bij-bestellingen/", order_match.order_match, name="order_match"),
    path("<uuid:invoice>/", one.invoice, name="invoice"),
    path("<uuid:invoice>/bestelling/", matching.link, name="link"),
    path("akkoord/", approving.to_decide, name="to_decide"),
    path("akkoord/<uuid:invoice>/", approving.decide, name="decide"),
    path("akkoord/<uuid:invoice>/document/", approving.decided_document, name="decided_document"),
    path("<uuid:invoice>/coderen/", coding.code, name="code"),
    path("<uuid:invoice>/verdelen/", dividing.divide, name="divide"),
    path("<uuid:invoice>/overtypen/", typing_over.type_over, name="type_over"),
    path("<uuid:invoice>/overtypen/<int:sheet>/", typing_over.picture, name="picture"),
    path("<uuid:invoice>/document/", one.document, name="document"),
    path("<uuid:invoice>/getekend/", one.drawn, name="drawn"),
    path("<uuid:invoice>/bijlagen/<int:position>/", one.attachment, name="attachment"),
    path("<uuid:invoice>/berichten/<uuid:letter>/", letters.message, name="message"),
]
