"""Addresses of orders."""

from django.urls import path

from bodemplaat.surfaces.orders import deciding, listing, one, receiving, writing

app_name = "orders"
urlpatterns = [
    path("", listing.orders, name="list"),
    path("bestand/", listing.export, name="export"),
    path("nieuw/", writing.new, name="new"),
    path("akkoord/", deciding.to_decide, name="to_decide"),
    path("akkoord/<uuid:order>/", deciding.decide, name="decide"),
    path("ontvangen/", receiving.to_receive, name="to_receive"),
    path("ontvangen/<uuid:order>/", receiving.receive, name="receive"),
    path("<uuid:order>/", one.order, name="order"),
    path("<uuid:order>/wijzigen/", writing.change, name="change"),
    path("<uuid:order>/bewijs/<uuid:receipt>/", one.evidence, name="evidence"),
]
