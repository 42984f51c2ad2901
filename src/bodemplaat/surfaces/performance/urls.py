"""Addresses of this surface."""

from django.urls import path

from bodemplaat.surfaces.performance import invoices, signing, views

app_name = "performance"
urlpatterns = [
    path("", views.all_customers, name="all"),
    path("facturen/", invoices.in_time, name="invoices"),
    path("rapport/<uuid:report>/", signing.report, name="report"),
    path("<uuid:customer>/aanbieden/", signing.offer, name="offer"),
    path("<uuid:customer>/", views.customer, name="customer"),
]
